/** V220: an else-if asks the same as an earlier branch. */

import type { LintRule } from '../rule.ts';
import { bare } from '../scopes.ts';

export const duplicateCondition: LintRule = {
	id: 'V220',
	run(context, report) {
		const { source, effects } = context;
		for (const node of context.tree.ofKind('If')) {
			if (node.branches.length < 2) continue;
			const seen = new Map<string, { start: number; end: number }>();
			for (const { condition } of node.branches) {
				const { start, end } = bare(condition);
				// A condition with effects may change what the next one sees.
				if (!effects.isPure(condition)) {
					seen.clear();
					continue;
				}
				// Conditions that are always the same are another finding.
				if (bare(condition).kind === 'Bool') continue;
				const text = source.text.slice(start, end);
				const first = seen.get(text);
				if (first === undefined) seen.set(text, { start, end });
				else {
					report({
						span: { start, end },
						message: 'an earlier branch has the same condition, so this one never runs',
						related: [{ source, ...first, message: 'the first branch with that condition' }],
					});
				}
			}
		}
	},
};
