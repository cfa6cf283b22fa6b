/** V218: the result of a function without other effect is ignored. */

import type { CallExpression, MethodStep } from '../../ast/nodes.ts';
import type { LintContext, LintRule } from '../rule.ts';
import { bare } from '../scopes.ts';

/** Functions that only compute a copy, and those that do the same in place. */
const IN_PLACE: Readonly<Record<string, string>> = {
	to_upper: 'make_upper',
	to_lower: 'make_lower',
	order: 'sort',
	order_desc: 'sort_desc',
	order_by: 'sort_by',
	sub_string: 'crop',
};

/** The call whose result a statement drops, if that result is all it has to give. */
export function pureCallIn(
	context: LintContext,
	expression: ReturnType<typeof bare>,
): CallExpression | MethodStep | undefined {
	if (expression.kind === 'Call') return context.effects.pureCall(expression) === undefined ? undefined : expression;
	if (expression.kind !== 'Chain') return undefined;
	const step = expression.steps.at(-1);
	if (step?.kind !== 'MethodStep') return undefined;
	return context.effects.pureMethod(expression, step) === undefined ? undefined : step;
}

export const ignoredResult: LintRule = {
	id: 'V218',
	run(context, report) {
		for (const statement of context.tree.ofKind('ExpressionStatement')) {
			// `try { parse_int(text); true } catch { false }` asks whether the call fails.
			if (context.effects.valueIsUsed(statement) || context.isTried(statement)) continue;
			const call = pureCallIn(context, bare(statement.expression));
			if (call === undefined) continue;
			const { name } = call.name;
			const inPlace = call.kind === 'MethodStep' ? IN_PLACE[name] : undefined;
			const fix = { start: call.name.start, end: call.name.end, text: inPlace ?? '' };
			report({
				span: call.name,
				message: `\`${name}\` only computes a result, and that is ignored`,
				help:
					inPlace === undefined
						? 'use the result, or remove the line'
						: `use the result, or \`${inPlace}\` to change the value`,
				fixes: inPlace === undefined ? [] : [{ title: `write \`${inPlace}\``, edits: [fix], safe: false }],
			});
		}
	},
};
