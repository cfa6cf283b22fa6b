/** V221: something is assigned to itself. */

import type { LintRule } from '../rule.ts';
import { bare } from '../scopes.ts';
import { removeStatement } from './remove-statement.ts';
import { sameExpression } from './same-operands.ts';

export const selfAssignment: LintRule = {
	id: 'V221',
	run(context, report) {
		for (const statement of context.tree.ofKind('Assign')) {
			if (statement.operator !== '=' || !sameExpression(context, statement.target, statement.value)) continue;
			const simple = bare(statement.target).kind === 'Variable';
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
