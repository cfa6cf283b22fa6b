/**
 * Assignment statements (language spec 4.4, 4.5): the right-hand side first, then the index expressions of the target,
 * then the change itself.
 */

import type { AssignStatement, Expression } from '../ast/nodes.ts';
import { unparenthesized } from '../resolver/resolve.ts';
import { flattenChain, pathRoot, pathSteps, qualifiedName } from './chains.ts';
import type { FunctionCompiler } from './function-compiler.ts';
import { OP, UPDATE_OPERATORS } from './opcodes.ts';
import type { Root } from './sites.ts';

export function compileAssignment(fc: FunctionCompiler, node: AssignStatement): void {
	const { builder } = fc;
	const top = builder.top;
	const target = unparenthesized(node.target);
	if (target.kind === 'Chain') assignPath(fc, node, target);
	else assignVariable(fc, node, target);
	builder.release(top);
}

function assignVariable(fc: FunctionCompiler, node: AssignStatement, target: Expression): void {
	const { builder } = fc;
	builder.charge(1);
	const root = fc.variableRoot(target);
	const { start, end } = target;
	if (root === null) {
		// A module's variable, or a function's name: the VM says what is wrong with it.
		const name = target.kind === 'Variable' ? qualifiedName(target) : '';
		const register = builder.take();
		fc.into(node.value, register);
		builder.emit(OP.STORENAME, builder.constant(name), register, 0, start, end);
		return;
	}
	if (node.operator !== '=') return update(fc, node, root, target);
	switch (root.kind) {
		case 'register': {
			if (writesOnce(node.value)) return fc.into(node.value, root.register);
			const register = builder.take();
			fc.into(node.value, register);
			builder.emit(OP.MOVE, root.register, register, 0, start, end);
			return;
		}
		case 'this': {
			const register = builder.take();
			fc.into(node.value, register);
			builder.emit(OP.THIS, root.register, 1, 0, start, end);
			builder.emit(OP.MOVE, root.register, register, 0, start, end);
			return;
		}
		case 'cell': {
			const register = builder.take();
			fc.into(node.value, register);
			builder.emit(OP.STORECELL, root.register, register, 0, start, end);
			return;
		}
		default: {
			const register = builder.take();
			fc.into(node.value, register);
			const name = root.kind === 'name' ? root.name : '';
			builder.emit(OP.STORENAME, builder.constant(name), register, 0, start, end);
		}
	}
}

function update(fc: FunctionCompiler, node: AssignStatement, root: Root, target: Expression): void {
	const { builder } = fc;
	const end = node.operatorStart + node.operator.length;
	const operand = fc.operandOrConstant(node.value);
	const operator = UPDATE_OPERATORS.indexOf(node.operator as (typeof UPDATE_OPERATORS)[number]);
	switch (root.kind) {
		case 'this':
			builder.emit(OP.THIS, root.register, 1, 0, target.start, target.end);
			builder.emit(OP.UPDATE, root.register, operand, operator, node.operatorStart, end);
			return;
		case 'register':
			if (operator === 0) builder.emit(OP.UPDATEADD, root.register, operand, 0, node.operatorStart, end);
			else builder.emit(OP.UPDATE, root.register, operand, operator, node.operatorStart, end);
			return;
		case 'cell':
			builder.target(target.start, target.end);
			builder.emit(OP.UPDATECELL, root.register, operand, operator, node.operatorStart, end);
			return;
		default: {
			const register = builder.take();
			fc.into(node.value, register);
			const site = builder.site({ kind: 'place', path: { root, steps: [] }, operator: node.operator });
			builder.emit(OP.SETPATH, site, register, 0, node.operatorStart, end);
		}
	}
}

function assignPath(fc: FunctionCompiler, node: AssignStatement, target: Extract<Expression, { kind: 'Chain' }>): void {
	const { builder } = fc;
	const { root: rootNode, steps } = flattenChain(target);
	const value = builder.take();
	fc.into(node.value, value);
	const root = pathRoot(fc, rootNode);
	const path = { root, steps: pathSteps(fc, steps) };
	const end = node.operatorStart + node.operator.length;
	if (root.kind === 'this') builder.emit(OP.THIS, root.register, 1, 0, rootNode.start, rootNode.end);
	const [step] = path.steps;
	const direct = root.kind === 'this' || (root.kind === 'register' && !root.constant);
	if (step !== undefined && path.steps.length === 1 && !step.safe && node.operator === '=' && direct) {
		if (step.kind === 'index') builder.emit(OP.SETINDEX, root.register, step.operand, value, step.start, step.end);
		else builder.emit(OP.SETPROP, root.register, builder.constant(step.name), value, step.start, step.end);
		return;
	}
	const site = builder.site({ kind: 'place', path, operator: node.operator });
	builder.emit(OP.SETPATH, site, value, 0, node.operatorStart, end);
}

/** Whether the code of an expression writes its target as the very last thing, reading nothing after. */
function writesOnce(node: Expression): boolean {
	switch (node.kind) {
		case 'Paren':
			return writesOnce(node.expression);
		case 'Unit':
		case 'Bool':
		case 'Int':
		case 'Float':
		case 'Char':
		case 'String':
		case 'Variable':
		case 'This':
		case 'Template':
		case 'Unary':
		case 'Range':
		case 'Closure':
		case 'Array':
		case 'Map':
			return true;
		case 'Call':
			return true;
		case 'Chain':
			return node.steps.every((step) => !step.safe);
		case 'Binary':
			return node.operator !== '!in';
		default:
			return false;
	}
}
