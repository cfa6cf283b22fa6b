/** Imports, exports and directives. */

import type {
	Block,
	DirectiveExpression,
	ExportStatement,
	Expression,
	Identifier,
	ImportStatement,
	Node,
	ObjectExpression,
	ServiceExpression,
	Statement,
} from '../ast/nodes.ts';
import { children } from '../ast/visit.ts';
import type { Binding } from '../resolver/bindings.ts';
import type { FunctionCompiler } from './function-compiler.ts';
import { OP } from './opcodes.ts';

export function compileImport(fc: FunctionCompiler, node: ImportStatement): void {
	const { builder } = fc;
	const top = builder.top;
	const path = fc.operand(node.path);
	const site = builder.site({
		kind: 'import',
		alias: node.alias?.name ?? null,
		global: fc.scope.kind === 'script' && fc.depth === 0,
	});
	builder.emit(OP.IMPORT, path, site, 0, node.path.start, node.path.end);
	builder.release(top);
}

export function compileExport(fc: FunctionCompiler, node: ExportStatement): void {
	const { builder } = fc;
	if (node.declaration !== null) fc.statement(node.declaration, -1);
	const name = node.declaration?.name ?? node.name;
	if (name === null) return;
	const binding = fc.script.resolved.bindings.get(name);
	const alias = node.alias?.name ?? name.name;
	if (binding === undefined) {
		// Known, if at all, only to the host's scope; reading it raises the error of language spec 8.2.
		const register = builder.take();
		builder.emit(OP.LOADNAME, register, builder.constant(name.name), 0, name.start, name.end);
		const site = builder.site({ kind: 'export', alias, cell: false });
		builder.emit(OP.EXPORT, register, site, 0, name.start, name.end);
		return;
	}
	exportBinding(fc, binding, alias, name);
}

/** A variable that replaces an exported one of its name is what importers get (language spec 8.2). */
export function exportAgain(fc: FunctionCompiler, binding: Binding): void {
	for (const [alias, name] of fc.exports)
		if (name === binding.name) emitExport(fc, binding, alias, binding.declaration);
}

function exportBinding(fc: FunctionCompiler, binding: Binding, alias: string, at: Identifier): void {
	fc.exports.set(alias, binding.name);
	emitExport(fc, binding, alias, at);
}

function emitExport(fc: FunctionCompiler, binding: Binding, alias: string, at: Identifier): void {
	const site = fc.builder.site({ kind: 'export', alias, cell: binding.captured });
	fc.builder.emit(OP.EXPORT, binding.register, site, 0, at.start, at.end);
}

/** `rule`, `action`, `delegate`, `object`, `service`: operands, then whatever the host makes of them. */
export function compileDirective(
	fc: FunctionCompiler,
	node: DirectiveExpression | ObjectExpression | ServiceExpression,
	register: number,
): void {
	const { builder } = fc;
	builder.charge(1);
	const operands: Expression[] =
		node.kind === 'Directive' ? (node.service === null ? [node.body] : [node.service, node.body]) : [node.value];
	const first = builder.take(operands.length);
	const top = builder.top;
	operands.forEach((operand, index) => {
		fc.into(operand, first + index);
		builder.release(top);
	});
	const site = builder.site({
		kind: 'directive',
		keyword: node.kind === 'Directive' ? node.keyword : node.kind === 'Object' ? 'object' : 'service',
		name: node.kind === 'Directive' ? node.name.value : node.name.name,
		typeName: node.kind === 'Directive' ? null : node.typeName.name,
		contentType: node.kind === 'Directive' ? null : (node.contentType?.name ?? null),
		start: node.start,
		end: node.end,
	});
	builder.emit(OP.DIRECTIVE, register, site, first, node.start, node.end);
	builder.release(first);
	// An object is also a constant of the block that it stands in (directive spec 4.1).
	if (node.kind === 'Directive') return;
	fc.declareObject(node.name, register);
	if (fc.scope.kind === 'script' && fc.depth === 0) exportObject(fc, node.name);
}

/** At the top level it is a constant that functions and importers see, without `export` (directive spec 4.1, 9). */
function exportObject(fc: FunctionCompiler, name: Identifier): void {
	const { builder } = fc;
	const binding = fc.script.resolved.bindings.get(name);
	if (binding === undefined) return;
	builder.emit(OP.GLOBALCONST, binding.register, builder.constant(name.name), 0, name.start, name.end);
	exportBinding(fc, binding, name.name, name);
}

/** Whether a block binds modules, in itself or in blocks inside it. */
export function containsImport(block: Block): boolean {
	const pending: Node[] = [block];
	for (let node = pending.pop(); node !== undefined; node = pending.pop()) {
		if (node.kind === 'Import') return true;
		if (node.kind !== 'Closure') pending.push(...children(node));
	}
	return false;
}

/** The objects and services that statements declare in their own block. */
export function declaredObjects(statements: readonly Statement[]): Identifier[] {
	const found: Identifier[] = [];
	const pending: Node[] = [...statements].reverse();
	for (let node = pending.pop(); node !== undefined; node = pending.pop()) {
		if (node.kind === 'Object' || node.kind === 'Service') found.push(node.name);
		if (node.kind !== 'Closure' && node.kind !== 'Block' && node.kind !== 'Function' && node.kind !== 'Test') {
			pending.push(...children(node));
		}
	}
	return found;
}
