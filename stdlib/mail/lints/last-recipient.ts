/** V037: after all recipients are there, a rule decides for the whole message by one of them. */

import { mailRule } from './mail-rule.ts';
import { within } from './model/ranges.ts';
import { directivesOf } from './model/stages.ts';

export const lastRecipient = mailRule('V037', (file, report) => {
	for (const [directive, stage] of directivesOf(file)) {
		if (stage !== 'preq' && stage !== 'postq' && stage !== 'delivery') continue;
		for (const { operation, node } of within(file.uses, directive, (use) => use.node.start)) {
			if (operation.key !== 'rcpt' || !file.tree.inCondition(node)) continue;
			report({
				span: node,
				message: `at the stage \`${stage}\` this is the last recipient only, and what is decided holds for all of them`,
				help: 'decide at the stage `rcpt`, or go over `rcpt_list()`',
			});
		}
	}
});
