/** V221: something is assigned to itself. */

import type { Expression } from '../../ast/nodes.ts';
import type { LintContext, LintRule } from '../rule.ts';
import { variableOf } from '../scopes.ts';
import { removeStatement } from './remove-statement.ts';
import { sameExpression } from './same-operands.ts';

/** Kinds of names to which nothing can be assigned. */
const FIXED: ReadonlySet<string> = new Set(['const', 'object', 'service']);

/** Whether the assignment succeeds; to a name that does not exist, or to a constant, it is an error that ends the run. */
function isVariable({ scopes }: LintContext, target: Expression): boolean {
	const variable = variableOf(target);
	const definition = variable === undefined ? undefined : scopes.definitionOf.get(variable);
	return definition !== undefined && !FIXED.has(definition.kind);
}

export const selfAssignment: LintRule = {
	id: 'V221',
	run(context, report) {
		for (const statement of context.tree.ofKind('Assign')) {
			if (statement.operator !== '=' || !sameExpression(context, statement.target, statement.value)) continue;
			const simple = isVariable(context, statement.target);
			const inBlock =
				context.tree.parent(statement)?.kind === 'Block' || context.tree.parent(statement)?.kind === 'Script';
			report({
				span: statement,
				message: 'both sides of the assignment are the same',
				fixes: [
					{
						title: 'remove the assignment',
						edits: [removeStatement(context.source, statement)],
						// The assignment is a value too, `()`, so removing the last one of a block changes the block's value.
						safe: simple && inBlock && !context.effects.valueIsUsed(statement),
					},
				],
			});
		}
	},
};
