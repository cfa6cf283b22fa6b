/**
 * Compiles one function body: the context that all emitters share, and the dispatch over node kinds.
 *
 * Two questions decide most of the code. *Where does the value go?* A target is a register, or nowhere, or "leave the
 * function with it". *Who else holds the value?* An expression that names a place (a variable, an element, a property)
 * gives the very object that is stored there; as an operand that is fine (`raw`), but a value that is kept must be
 * an independent copy (`into`), which costs a mark, see `values/container.ts`.
 */

import type { Block, Expression, Identifier, Statement } from '../ast/nodes.ts';
import type { Registry } from '../modules/registry.ts';
import type { Binding, FunctionScope, Resolution, ResolvedScript } from '../resolver/bindings.ts';
import { unparenthesized } from '../resolver/resolve.ts';
import type { SourceFile } from '../source/source-file.ts';
import type { Value } from '../values/value.ts';
import type { Limits } from '../vm/limits.ts';
import { compileAssignment } from './assignments.ts';
import { Builder, type Label } from './builder.ts';
import { compileCall } from './calls.ts';
import { compileChain } from './chains.ts';
import type { Chunk } from './chunk.ts';
import { compileDo, compileFor, compileIf, compileJump, compileLoop, compileTry, compileWhile } from './control.ts';
import { compileDirective, compileExport, compileImport, declaredObjects, exportAgain } from './declarations.ts';
import { literalValue } from './literals.ts';
import { OP } from './opcodes.ts';
import { compileArray, compileBinary, compileMap, compileRange, compileTemplate, compileUnary } from './operations.ts';
import type { FailureSite, VariableRoot, VisibleRegister } from './sites.ts';
import { compileSwitch } from './switches.ts';
import { DISCARD, RETURN, type Target } from './targets.ts';
import { compileVariable, isHarmless } from './variables.ts';

export interface LoopContext {
	readonly breakLabel: Label;
	readonly continueLabel: Label;
	/** Where `break v` puts its value. */
	readonly target: Target;
	/** Number of import marks around the loop. */
	readonly importMarks: number;
}

/** What the functions of one script have in common. */
export interface ScriptContext {
	readonly source: SourceFile;
	readonly resolved: ResolvedScript;
	readonly registry: Registry;
	readonly limits: Limits;
	/** Index of the untyped function with this name and number of parameters. */
	readonly functionIndex: (name: string, argumentCount: number) => number | undefined;
	/** Indices of all functions with this name and number of parameters, typed ones first. */
	readonly methodIndices: (name: string, argumentCount: number) => readonly number[];
	/** Whether the program tells an observer what it decides on. */
	readonly observe: boolean;
	/** Whether `object` or `service` occurs at all. */
	readonly declaresObjects: boolean;
	readonly compileClosure: (node: Extract<Expression, { kind: 'Closure' }>, parent: FunctionCompiler) => Chunk;
}

export class FunctionCompiler {
	readonly script: ScriptContext;
	readonly scope: FunctionScope;
	readonly builder = new Builder();
	readonly functions: Chunk[] = [];
	readonly loops: LoopContext[] = [];
	/** Registers that hold the number of bound modules at the start of the enclosing blocks that import. */
	readonly importMarks: number[] = [];
	/** Holds the error of the innermost `catch` block around the current place, −1 outside. */
	caughtRegister = -1;
	captureBase = 0;
	thisRegister = -1;
	/** Nesting of blocks: 0 is the top level of the function. */
	depth = 0;
	#liveVariables = 0;
	readonly declarations: { readonly start: number; readonly end: number }[] = [];
	readonly topLevel: { binding: Binding; from: number }[] = [];
	/** By the name that importers see: the name of the exported variable. */
	readonly exports = new Map<string, string>();

	constructor(script: ScriptContext, scope: FunctionScope) {
		this.script = script;
		this.scope = scope;
	}

	/** Declares the parameters and makes room for captures and `this`. */
	open(params: readonly Identifier[]): void {
		const { builder, scope } = this;
		for (const param of params) this.#bindingOf(param).register = builder.take();
		this.captureBase = builder.take(scope.captures.length);
		if (scope.usesThis) this.thisRegister = builder.take();
		for (const param of params) {
			const binding = this.#bindingOf(param);
			if (binding.captured) this.#makeCell(binding, binding.register, param);
			this.#countVariable(param);
		}
	}

	#bindingOf(identifier: Identifier): Binding {
		return this.script.resolved.bindings.get(identifier) as Binding;
	}

	// ----------------------------------------------------------------------------------------------- variables

	/** Declares a variable whose value is computed by `fill` into a given register. */
	declare(identifier: Identifier, fill: (register: number) => void): void {
		this.#refuseShadowing(identifier);
		const binding = this.#bindingOf(identifier);
		const { builder } = this;
		const register = builder.take();
		const top = builder.top;
		fill(register);
		builder.release(top);
		this.bind(binding, register, identifier);
	}

	/** Declares the variable of a loop: `item` receives each item, and if closures capture it, `cell` holds its cell. */
	declareLoopVariable(identifier: Identifier): { item: number; cell: number } {
		this.#refuseShadowing(identifier);
		const binding = this.#bindingOf(identifier);
		const item = this.builder.take();
		if (!binding.captured) {
			this.bind(binding, item, identifier);
			return { item, cell: -1 };
		}
		const cell = this.builder.take();
		this.unit(cell, identifier);
		this.bind(binding, cell, identifier);
		return { item, cell };
	}

	/** Makes room for the objects and services that statements declare in the middle of expressions. */
	reserveObjects(statements: readonly Statement[]): void {
		if (!this.script.declaresObjects) return;
		for (const name of declaredObjects(statements)) this.#bindingOf(name).register = this.builder.take();
	}

	/** Gives an object or service, for which room has been made, the value of a register. */
	declareObject(identifier: Identifier, register: number): void {
		const binding = this.#bindingOf(identifier);
		this.builder.emit(OP.COPY, binding.register, register, 0, identifier.start, identifier.end);
		this.bind(binding, binding.register, identifier);
	}

	/** Compiles something with variables of its own, which are gone afterwards. */
	scoped(body: () => void): void {
		const top = this.builder.top;
		const live = this.#liveVariables;
		this.depth++;
		body();
		this.depth--;
		this.#liveVariables = live;
		this.builder.release(top);
	}

	/** The value in `register` becomes the variable of that register. */
	bind(binding: Binding, register: number, at: Identifier): void {
		if (binding.captured) this.#makeCell(binding, register, at);
		binding.register = register;
		if (!binding.replaces) this.#countVariable(at);
		if (this.depth === 0 && this.scope.kind === 'script') {
			this.topLevel.push({ binding, from: this.builder.position });
			if (binding.replaces) exportAgain(this, binding);
		}
	}

	#countVariable(at: Identifier): void {
		this.#liveVariables++;
		if (this.#liveVariables > this.declarations.length) this.declarations.push({ start: at.start, end: at.end });
		const limit = this.script.limits.variables;
		if (limit > 0 && this.#liveVariables > limit) {
			this.#fail({ error: 'ErrorTooManyVariables', text: 'Too many variables defined', fields: {} }, at);
		}
	}

	/** Without shadowing: names of the host's scope, and for `f!()` of the callers, are only known when it runs. */
	#refuseShadowing(identifier: Identifier): void {
		if (!this.script.resolved.noShadowing || this.scope.kind === 'closure') return;
		const { builder } = this;
		const { name, start, end } = identifier;
		const top = builder.top;
		const register = builder.take();
		builder.emit(OP.LOADK, register, builder.constant(name), 0, start, end);
		builder.emit(OP.DEFVAR, register, register, builder.site({ kind: 'visible', visible: [] }), start, end);
		const free = builder.label();
		builder.jump(OP.JF, [register, 0, 0], 1, free, start, end);
		const text = `Variable already defined: ${name}`;
		this.#fail({ error: 'ErrorVariableExists', text, fields: { variable: name } }, identifier);
		builder.place(free);
		builder.release(top);
	}

	#fail(failure: Omit<FailureSite, 'kind'>, at: Identifier): void {
		this.builder.emit(OP.FAIL, this.builder.site({ kind: 'failure', ...failure }), 0, 0, at.start, at.end);
	}

	#makeCell(binding: Binding, register: number, at: Identifier): void {
		const site = this.builder.site({ kind: 'variable', name: binding.name, constant: binding.constant });
		this.builder.emit(OP.NEWCELL, register, register, site, at.start, at.end);
	}

	resolution(node: Extract<Expression, { kind: 'Variable' }>): Resolution {
		return this.script.resolved.variables.get(node) as Resolution;
	}

	captureRegister(index: number): number {
		return this.captureBase + index;
	}

	/** The variable an expression names, if it names one. */
	variableRoot(node: Expression): VariableRoot | null {
		const inner = unparenthesized(node);
		const { start, end } = inner;
		if (inner.kind === 'This') return { kind: 'this', register: this.thisRegister, start, end };
		if (inner.kind !== 'Variable' || inner.namespace.length > 0) return null;
		const resolution = this.resolution(inner);
		const name = inner.name.name;
		switch (resolution.kind) {
			case 'local': {
				const { binding } = resolution;
				const kind = binding.captured ? 'cell' : 'register';
				return { kind, register: binding.register, name, constant: binding.constant, start, end };
			}
			case 'captured': {
				const register = this.captureRegister(resolution.capture.index);
				return { kind: 'cell', register, name, constant: false, start, end };
			}
			case 'dynamic':
				return { kind: 'name', name, start, end };
			default:
				return null;
		}
	}

	/** Register of a variable that can be read without an instruction. */
	plainRegister(node: Expression): number | undefined {
		const inner = unparenthesized(node);
		if (inner.kind !== 'Variable') return undefined;
		const root = this.variableRoot(inner);
		return root?.kind === 'register' ? root.register : undefined;
	}

	visibleRegisters(node: Extract<Expression, { kind: 'Call' }>): VisibleRegister[] {
		const names = this.script.resolved.visible.get(node) ?? [];
		const result: VisibleRegister[] = [];
		for (const { name, resolution } of names) {
			if (resolution.kind !== 'local') continue;
			const { binding } = resolution;
			result.push({ name, register: binding.register, cell: binding.captured, constant: binding.constant });
		}
		for (const capture of this.scope.captures) {
			if (result.some((other) => other.name === capture.name)) continue;
			result.push({
				name: capture.name,
				register: this.captureRegister(capture.index),
				cell: true,
				constant: false,
			});
		}
		return result;
	}

	// ---------------------------------------------------------------------------------------------- statements

	/** Compiles statements as the body of a block; the target gets the value of the last one (language spec 2.5). */
	block(block: Block, target: Target): void {
		this.scoped(() => this.#blockBody(block, target));
	}

	#blockBody(block: Block, target: Target): void {
		const { builder } = this;
		const imports = block.statements.some((statement) => statement.kind === 'Import');
		if (imports) {
			const mark = builder.take();
			builder.emit(OP.MARKIMPORTS, mark, 0, 0, block.start, block.start);
			this.importMarks.push(mark);
		}
		this.statements(block.statements, target, block);
		if (imports) {
			const mark = this.importMarks.pop() as number;
			builder.emit(OP.RESETIMPORTS, mark, 0, 0, block.end, block.end);
		}
	}

	statements(statements: readonly Statement[], target: Target, at: { start: number; end: number }): void {
		this.reserveObjects(statements);
		let last = statements.length - 1;
		while (last >= 0 && isValueless(statements[last] as Statement)) last--;
		for (let index = 0; index < statements.length; index++) {
			this.statement(statements[index] as Statement, index === last ? target : DISCARD);
		}
		if (last < 0) this.unit(target, at);
	}

	statement(node: Statement, target: Target): void {
		const { builder } = this;
		switch (node.kind) {
			case 'Empty':
			case 'Function':
			case 'Test':
			case 'Error':
				return;
			case 'ExpressionStatement':
				// A control-flow construct in statement position is one operation, not two.
				if (!isControlFlow(node.expression)) builder.charge(1);
				return this.expression(node.expression, target);
			case 'Let': {
				builder.charge(1);
				const { value } = node;
				this.declare(node.name, (register) => {
					if (value === null) this.unit(register, node);
					else this.expression(value, register);
				});
				const scopeKind = this.scope.kind;
				if (node.constant && scopeKind === 'script' && this.depth === 0) {
					const binding = this.#bindingOf(node.name);
					const name = builder.constant(node.name.name);
					builder.emit(OP.GLOBALCONST, binding.register, name, 0, node.name.start, node.name.end);
				}
				return this.unit(target, node);
			}
			case 'Assign':
				builder.charge(1);
				compileAssignment(this, node);
				return this.unit(target, node);
			case 'Break':
			case 'Continue':
			case 'Return':
			case 'Throw':
				builder.charge(1);
				return compileJump(this, node);
			case 'Try':
				builder.charge(1);
				return compileTry(this, node, target);
			case 'Import':
				builder.charge(1);
				compileImport(this, node);
				return this.unit(target, node);
			case 'Export':
				builder.charge(1);
				compileExport(this, node);
				return this.unit(target, node);
		}
	}

	// --------------------------------------------------------------------------------------------- expressions

	/** Compiles an expression; the target gets an independent value. */
	expression(node: Expression, target: Target): void {
		if (target >= 0) return this.into(node, target);
		// Constructs made of blocks hand the target on, so that nothing is computed for nobody.
		if (isControlFlow(node)) return this.#construct(node, target);
		if (target === RETURN) return this.#returned(node);
		const top = this.builder.top;
		this.into(node, this.builder.take());
		this.builder.release(top);
	}

	/** Leaves the function with a value. A dying local needs no copy. */
	#returned(node: Expression): void {
		const { builder } = this;
		const plain = this.plainRegister(node);
		if (plain !== undefined && !(this.scope.kind === 'script' && this.depth === 0)) {
			builder.charge(1);
			builder.emit(OP.RETURN, plain, 0, 0, node.start, node.end);
			return;
		}
		const top = builder.top;
		const register = builder.take();
		this.into(node, register);
		builder.emit(OP.RETURN, register, 0, 0, node.start, node.end);
		builder.release(top);
	}

	#construct(node: Expression, target: Target): void {
		this.builder.charge(1);
		switch (node.kind) {
			case 'Block':
				return this.block(node, target);
			case 'If':
				return compileIf(this, node, target);
			case 'Switch':
				return compileSwitch(this, node, target);
			case 'While':
				return compileWhile(this, node, target);
			case 'Loop':
				return compileLoop(this, node, target);
			case 'Do':
				return compileDo(this, node, target);
			case 'For':
				return compileFor(this, node, target);
			default:
				throw new TypeError(`${node.kind} is no control-flow construct`);
		}
	}

	/** Puts an independent value into a register. */
	into(node: Expression, register: number): void {
		const { builder } = this;
		switch (node.kind) {
			case 'Paren':
				return this.into(node.expression, register);
			case 'Variable':
				builder.charge(1);
				return compileVariable(this, node, register, true);
			case 'This':
				builder.charge(1);
				this.#checkThis(node);
				builder.emit(OP.COPY, register, this.thisRegister, 0, node.start, node.end);
				return;
			case 'Chain':
				return compileChain(this, node, register, true);
			default:
				return this.#fresh(node, register);
		}
	}

	/** Puts a value for temporary use into a register: it may be the stored object itself. */
	raw(node: Expression, register: number): void {
		const { builder } = this;
		switch (node.kind) {
			case 'Paren':
				return this.raw(node.expression, register);
			case 'Variable':
				builder.charge(1);
				return compileVariable(this, node, register, false);
			case 'This':
				builder.charge(1);
				this.#checkThis(node);
				builder.emit(OP.MOVE, register, this.thisRegister, 0, node.start, node.end);
				return;
			case 'Chain':
				return compileChain(this, node, register, false);
			default:
				return this.#fresh(node, register);
		}
	}

	/** A register with the value of an operand: that of the variable itself where nothing can change it meanwhile. */
	operand(node: Expression, later: readonly Expression[] = []): number {
		const plain = this.plainRegister(node);
		const steady = later.every((other) => isHarmless(this, other));
		if (plain !== undefined && steady) {
			this.builder.charge(1);
			return plain;
		}
		const register = this.builder.take();
		if (steady) this.raw(node, register);
		else this.into(node, register);
		return register;
	}

	/** Like `operand`, but a literal becomes a constant operand (negative). */
	operandOrConstant(node: Expression): number {
		const literal = literalValue(node);
		if (literal !== undefined) {
			this.builder.charge(1);
			return ~this.builder.constant(literal.value);
		}
		return this.operand(node);
	}

	#checkThis(node: { start: number; end: number }): void {
		this.builder.emit(OP.THIS, this.thisRegister, 0, 0, node.start, node.end);
	}

	/** Expressions that make a value of their own. */
	#fresh(node: Expression, register: number): void {
		const { builder } = this;
		const literal = literalValue(node);
		if (literal !== undefined) {
			// A range counts its operator and both ends.
			builder.charge(node.kind === 'Range' ? 3 : 1);
			this.load(literal.value, register, node);
			return;
		}
		switch (node.kind) {
			case 'Template':
				return compileTemplate(this, node, register);
			case 'Array':
				return compileArray(this, node, register);
			case 'Map':
				return compileMap(this, node, register);
			case 'Call':
				return compileCall(this, node, register);
			case 'Unary':
				return compileUnary(this, node, register);
			case 'Binary':
				return compileBinary(this, node, register);
			case 'Range':
				return compileRange(this, node, register);
			case 'Closure': {
				builder.charge(1);
				const chunk = this.script.compileClosure(node, this);
				const index = this.functions.push(chunk) - 1;
				builder.emit(OP.CLOSURE, register, index, 0, node.start, node.end);
				return;
			}
			case 'Break':
			case 'Continue':
			case 'Return':
			case 'Throw':
				return compileJump(this, node);
			case 'Directive':
			case 'Object':
			case 'Service':
				return compileDirective(this, node, register);
			case 'Error':
				return;
			default:
				return this.#construct(node, register);
		}
	}

	/** Loads a constant. */
	load(value: Value, register: number, at: { start: number; end: number }): void {
		const { builder } = this;
		if (typeof value === 'number' && (value | 0) === value) {
			builder.emit(OP.LOADINT, register, value, 0, at.start, at.end);
		} else {
			builder.emit(OP.LOADK, register, builder.constant(value), 0, at.start, at.end);
		}
	}

	/** Gives a target the unit value. */
	unit(target: Target, at: { start: number; end: number }): void {
		if (target === RETURN) this.builder.emit(OP.RETUNIT, 0, 0, 0, at.end, at.end);
		else if (target >= 0) this.builder.emit(OP.LOADK, target, this.builder.constant(undefined), 0, at.start, at.end);
	}
}

/** Statements whose value does not count: the block's value is that of the statement before. */
function isValueless(statement: Statement): boolean {
	return statement.kind === 'Empty' || statement.kind === 'Function' || statement.kind === 'Test';
}

function isControlFlow(node: Expression): boolean {
	switch (node.kind) {
		case 'Block':
		case 'If':
		case 'Switch':
		case 'While':
		case 'Loop':
		case 'Do':
		case 'For':
			return true;
		default:
			return false;
	}
}
