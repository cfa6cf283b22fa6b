/** V229: an operator or condition gets values of types that it certainly fails on. */

import type { BinaryExpression, Expression } from '../../ast/nodes.ts';
import { binaryResult, isComparison, unaryResult } from '../operators.ts';
import type { LintContext, LintRule } from '../rule.ts';
import { describeType, isKnown, type Type } from '../types.ts';

function isJudged(type: Type): boolean {
	return isKnown(type) && type.word !== '()';
}

function badOperands(context: LintContext, node: BinaryExpression): string | undefined {
	if (isComparison(node.operator) || node.operator === '??' || node.operator === 'in' || node.operator === '!in') {
		return undefined;
	}
	const left = context.types.typeOf(node.left);
	const right = context.types.typeOf(node.right);
	if (!isJudged(left) || !isJudged(right) || binaryResult(node.operator, left, right) !== 'invalid') return undefined;
	return `\`${node.operator}\` does not exist for ${describeType(left)} and ${describeType(right)}`;
}

function* boolPlaces({ tree }: LintContext): Generator<Expression> {
	for (const branch of tree.ofKind('IfBranch')) yield branch.condition;
	for (const loop of tree.ofKind('While')) yield loop.condition;
	for (const loop of tree.ofKind('Do')) yield loop.condition;
	for (const arm of tree.ofKind('SwitchCase')) if (arm.guard !== null) yield arm.guard;
	for (const node of tree.ofKind('Binary')) {
		if (node.operator !== '&&' && node.operator !== '||') continue;
		yield node.left;
		yield node.right;
	}
}

export const invalidOperands: LintRule = {
	id: 'V229',
	run(context, report) {
		const { tree, types } = context;
		for (const node of tree.ofKind('Binary')) {
			const message = badOperands(context, node);
			if (message !== undefined) report({ span: node, message });
		}
		for (const node of tree.ofKind('Unary')) {
			const operand = types.typeOf(node.operand);
			if (!isJudged(operand) || unaryResult(node.operator, operand) !== 'invalid') continue;
			report({ span: node, message: `\`${node.operator}\` does not exist for ${describeType(operand)}` });
		}
		for (const place of boolPlaces(context)) {
			const type = types.typeOf(place);
			if (!isJudged(type) || type.word === 'bool') continue;
			report({
				span: place,
				message: `a bool is needed here, and this is ${describeType(type)}`,
				help: 'compare it with something',
			});
		}
		for (const node of tree.ofKind('For')) {
			const type = types.typeOf(node.iterable);
			if (!isJudged(type) || !NOT_ITERABLE.has(type.word)) continue;
			const help = type.word === 'map' ? 'go through its `keys()` or `values()`' : undefined;
			report({ span: node.iterable, message: `\`for\` cannot go through ${describeType(type)}`, help });
		}
	},
};

const NOT_ITERABLE: ReadonlySet<string> = new Set(['bool', 'int', 'float', 'char', 'map', 'Fn', 'timestamp']);
