/** Reading variables, and what may change them while an expression is evaluated. */

import type { Expression, Identifier, Variable } from '../ast/nodes.ts';
import type { FunctionCompiler } from './function-compiler.ts';
import { OP } from './opcodes.ts';

/** Reads a variable, as an independent value or for temporary use. */
export function compileVariable(fc: FunctionCompiler, node: Variable, register: number, independent: boolean): void {
	const { builder } = fc;
	const { start, end } = node;
	if (node.namespace.length > 0) {
		const first = node.namespace[0] as Identifier;
		const site = builder.site({
			kind: 'qualified',
			namespace: node.namespace.map((part) => part.name),
			name: node.name.name,
		});
		builder.emit(OP.QUALIFIED, register, site, 0, first.start, node.name.end);
		return;
	}
	const resolution = fc.resolution(node);
	switch (resolution.kind) {
		case 'local': {
			const { binding } = resolution;
			if (binding.captured) {
				builder.emit(independent ? OP.COPYCELL : OP.LOADCELL, register, binding.register, 0, start, end);
			} else if (binding.register !== register) {
				builder.emit(independent ? OP.COPY : OP.MOVE, register, binding.register, 0, start, end);
			}
			return;
		}
		case 'captured': {
			const cell = fc.captureRegister(resolution.capture.index);
			builder.emit(independent ? OP.COPYCELL : OP.LOADCELL, register, cell, 0, start, end);
			return;
		}
		case 'function':
			builder.emit(OP.FUNCTION, register, builder.constant(node.name.name), 0, start, end);
			return;
		case 'constant':
			builder.emit(OP.LOADK, register, builder.constant(resolution.value), 0, start, end);
			if (independent) builder.emit(OP.COPY, register, register, 0, start, end);
			return;
		case 'dynamic':
			builder.emit(OP.LOADNAME, register, builder.constant(node.name.name), 0, start, end);
			if (independent) builder.emit(OP.COPY, register, register, 0, start, end);
			return;
	}
}

/** Whether evaluating this can change no variable of the function, nor a container in one. */
export function isHarmless(fc: FunctionCompiler, node: Expression): boolean {
	switch (node.kind) {
		case 'Unit':
		case 'Bool':
		case 'Int':
		case 'Float':
		case 'Char':
		case 'String':
		case 'Variable':
		case 'This':
		case 'Closure':
			return true;
		case 'Paren':
			return isHarmless(fc, node.expression);
		case 'Unary':
			return isHarmless(fc, node.operand);
		case 'Binary':
			return isHarmless(fc, node.left) && isHarmless(fc, node.right);
		case 'Range':
			return (node.from === null || isHarmless(fc, node.from)) && (node.to === null || isHarmless(fc, node.to));
		case 'Call':
			// A script function cannot reach its caller's registers; a native one may change its first argument.
			return (
				!node.bang &&
				node.namespace.length === 0 &&
				(fc.script.functionIndex(node.name.name, node.args.length) !== undefined ||
					!fc.script.registry.mayMutate(node.name.name)) &&
				node.args.every((arg) => isHarmless(fc, arg))
			);
		case 'Chain':
			return (
				isHarmless(fc, node.root) &&
				node.steps.every((step) => {
					if (step.kind === 'PropertyStep') return true;
					if (step.kind === 'IndexStep') return isHarmless(fc, step.index);
					return fc.variableRoot(node.root) === null && step.args.every((arg) => isHarmless(fc, arg));
				})
			);
		default:
			return false;
	}
}
