/** V214: both sides of an operator are the same. */

import type { BinaryExpression, Expression } from '../../ast/nodes.ts';
import type { LintContext, LintRule } from '../rule.ts';
import { bare } from '../scopes.ts';

const MEANINGLESS: ReadonlySet<string> = new Set([
	'==',
	'!=',
	'<',
	'<=',
	'>',
	'>=',
	'&&',
	'||',
	'-',
	'/',
	'%',
	'&',
	'|',
	'^',
]);

const LITERALS: ReadonlySet<string> = new Set(['Int', 'Float', 'Char', 'String', 'Bool', 'Unit']);

/** Whether two expressions are written alike and give the same value twice. */
export function sameExpression(context: LintContext, one: Expression, other: Expression): boolean {
	const left = bare(one);
	const right = bare(other);
	// Lengths first: comparing the texts of a long chain of operators at each of its operators would be quadratic.
	if (left.kind !== right.kind || left.end - left.start !== right.end - right.start) return false;
	if (!context.effects.isPure(left)) return false;
	const text = context.source.text.slice(left.start, left.end);
	// Two closures, though written alike, are two values; a bar may belong to one.
	return !text.includes('|') && text === context.source.text.slice(right.start, right.end);
}

function isSuspicious(node: BinaryExpression): boolean {
	return MEANINGLESS.has(node.operator) && !LITERALS.has(bare(node.left).kind);
}

export const sameOperands: LintRule = {
	id: 'V214',
	run(context, report) {
		for (const node of context.tree.ofKind('Binary')) {
			if (!isSuspicious(node) || !sameExpression(context, node.left, node.right)) continue;
			report({
				span: node,
				message: `both sides of \`${node.operator}\` are the same`,
				help: 'one side is probably meant to be something else',
			});
		}
	},
};
