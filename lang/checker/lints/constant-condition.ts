/** V213: a condition is made of literals, so it is always the same. */

import type { Expression } from '../../ast/nodes.ts';
import type { LintContext, LintRule } from '../rule.ts';
import { bare } from '../scopes.ts';

/** Operands looked at within one condition; more only hostile files have. */
const MAX_DEPTH = 100;

const LITERALS: ReadonlySet<string> = new Set(['Int', 'Float', 'Char', 'String', 'Bool', 'Unit']);
const COMPARISONS: ReadonlySet<string> = new Set(['==', '!=', '<', '<=', '>', '>=']);

/** What a condition always is: a bool, `fixed` for one that is not worked out, `undefined` if it depends. */
function constantValue(expression: Expression, depth = 0): boolean | 'fixed' | undefined {
	if (depth > MAX_DEPTH) return undefined;
	const node = bare(expression);
	if (node.kind === 'Bool') return node.value;
	if (node.kind === 'Unary' && node.operator === '!') {
		const operand = constantValue(node.operand, depth + 1);
		return typeof operand === 'boolean' ? !operand : operand;
	}
	if (node.kind !== 'Binary') return undefined;
	if (COMPARISONS.has(node.operator)) {
		return LITERALS.has(bare(node.left).kind) && LITERALS.has(bare(node.right).kind) ? 'fixed' : undefined;
	}
	if (node.operator !== '&&' && node.operator !== '||') return undefined;
	const deciding = node.operator === '||';
	const left = constantValue(node.left, depth + 1);
	const right = constantValue(node.right, depth + 1);
	if (left === deciding || right === deciding) return deciding;
	return left === undefined || right === undefined ? undefined : typeof left === 'boolean' ? right : left;
}

function* conditions({ tree }: LintContext): Generator<Expression> {
	for (const branch of tree.ofKind('IfBranch')) yield branch.condition;
	for (const arm of tree.ofKind('SwitchCase')) if (arm.guard !== null) yield arm.guard;
	// `while true` and `do { … } while false` are ways to write a loop without end and a block that `break` leaves.
	for (const loop of tree.ofKind('While')) if (!isLiteral(loop.condition, true)) yield loop.condition;
	for (const loop of tree.ofKind('Do')) if (bare(loop.condition).kind !== 'Bool') yield loop.condition;
}

function isLiteral(expression: Expression, value: boolean): boolean {
	const node = bare(expression);
	return node.kind === 'Bool' && node.value === value;
}

export const constantCondition: LintRule = {
	id: 'V213',
	run(context, report) {
		for (const condition of conditions(context)) {
			const value = constantValue(condition);
			if (value === undefined) continue;
			report({ span: condition, message: `this condition is always ${value === 'fixed' ? 'the same' : value}` });
		}
	},
};
