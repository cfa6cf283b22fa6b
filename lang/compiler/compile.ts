/**
 * From a resolved script to a program: one chunk for its top level, one per function and closure.
 */

import type { ClosureExpression, FunctionDefinition, Script } from '../ast/nodes.ts';
import { receiverType } from '../ast/receiver-type.ts';
import type { Registry } from '../modules/registry.ts';
import type { Capture, FunctionScope, ResolvedScript } from '../resolver/bindings.ts';
import type { SourceFile } from '../source/source-file.ts';
import type { Limits } from '../vm/limits.ts';
import type { CaptureInit, Chunk, Program } from './chunk.ts';
import { FunctionCompiler, type ScriptContext } from './function-compiler.ts';
import { RETURN } from './targets.ts';

interface ChunkHead {
	readonly name: string;
	readonly anonymous: boolean;
	readonly params: readonly string[];
	readonly private: boolean;
	readonly thisType: string | null;
	readonly docs: readonly string[];
	readonly start: number;
	readonly end: number;
	readonly captures: readonly CaptureInit[];
}

/**
 * Compiles a script without errors.
 * @param registry the natives that the program will run with
 * @param limits those that are looked at while compiling (`variables`)
 * @param observe whether the program tells an observer what it decides on
 */
export function compile(
	source: SourceFile,
	resolved: ResolvedScript,
	registry: Registry,
	limits: Limits,
	observe = false,
): Program {
	const functions = resolved.functions;
	const untyped = new Map<string, number>();
	const methods = new Map<string, number[]>();
	functions.forEach((definition, index) => {
		const key = `${definition.name.name}/${definition.params.length}`;
		if (definition.thisType === null) untyped.set(key, index);
		const known = methods.get(key) ?? [];
		// Typed methods are tried before the untyped one (language spec 7.3).
		if (definition.thisType === null) known.push(index);
		else known.unshift(index);
		methods.set(key, known);
	});
	let closures = 0;
	const context: ScriptContext = {
		source,
		resolved,
		registry,
		limits,
		observe,
		functionIndex: (name, argumentCount) => untyped.get(`${name}/${argumentCount}`),
		methodIndices: (name, argumentCount) => methods.get(`${name}/${argumentCount}`) ?? [],
		declaresObjects: /\b(object|service)\b/.test(source.text),
		compileClosure: (node, parent) => compileClosure(context, node, parent, `anon$${source.text.length}_${closures++}`),
	};
	return {
		source,
		main: compileScript(context, resolved.script),
		functions: functions.map((definition) => compileFunction(context, definition)),
	};
}

function compileScript(context: ScriptContext, script: Script): Chunk {
	const fc = new FunctionCompiler(context, scopeOf(context, script));
	fc.open([]);
	fc.statements(script.statements, RETURN, script);
	return finish(fc, {
		name: '',
		anonymous: false,
		params: [],
		private: false,
		thisType: null,
		docs: [],
		start: script.start,
		end: script.end,
		captures: [],
	});
}

function compileFunction(context: ScriptContext, node: FunctionDefinition): Chunk {
	const fc = new FunctionCompiler(context, scopeOf(context, node));
	fc.open(node.params);
	fc.block(node.body, RETURN);
	return finish(fc, {
		name: node.name.name,
		anonymous: false,
		params: node.params.map((param) => param.name),
		private: node.private,
		thisType: node.thisType === null ? null : receiverType(node.thisType.name),
		docs: node.docs,
		start: node.start,
		end: node.end,
		captures: [],
	});
}

function compileClosure(
	context: ScriptContext,
	node: ClosureExpression,
	parent: FunctionCompiler,
	name: string,
): Chunk {
	const scope = scopeOf(context, node);
	const fc = new FunctionCompiler(context, scope);
	fc.open(node.params);
	fc.depth = 1;
	fc.reserveObjects([node.body]);
	fc.statement(node.body, RETURN);
	fc.unit(RETURN, node);
	return finish(fc, {
		name,
		anonymous: true,
		params: node.params.map((param) => param.name),
		private: true,
		thisType: null,
		docs: [],
		start: node.start,
		end: node.end,
		captures: scope.captures.map((capture) => captureInit(capture, parent)),
	});
}

function captureInit({ source, place, name }: Capture, parent: FunctionCompiler): CaptureInit {
	switch (source.kind) {
		case 'local':
			return { kind: 'register', register: source.binding.register };
		case 'captured':
			return { kind: 'register', register: parent.captureRegister(source.capture.index) };
		case 'dynamic':
			return { kind: 'name', name, start: place.start, end: place.end };
	}
}

function scopeOf(context: ScriptContext, node: Script | FunctionDefinition | ClosureExpression): FunctionScope {
	return context.resolved.scopes.get(node) as FunctionScope;
}

function finish(fc: FunctionCompiler, head: ChunkHead): Chunk {
	const { code, spans, constants, sites } = fc.builder.finish();
	return {
		...head,
		arity: head.params.length,
		source: fc.script.source,
		code,
		spans,
		constants,
		sites,
		handlers: fc.builder.handlers,
		targets: fc.builder.targets,
		functions: fc.functions,
		registers: fc.builder.most,
		thisRegister: fc.thisRegister,
		changesThis: fc.scope.changesThis,
		declarations: fc.declarations,
		topLevel: fc.topLevel.map(({ binding, from }) => ({
			name: binding.name,
			register: binding.register,
			constant: binding.constant,
			cell: binding.captured,
			from,
		})),
	};
}
