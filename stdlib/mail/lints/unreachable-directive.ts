/** V004: a directive never runs, because one before it always ends the stage. */

import { mailRule } from './mail-rule.ts';
import { endingsOfBody, FINAL } from './model/outcomes.ts';
import { bodyOf, stagesOf } from './model/stages.ts';

export const unreachableDirective = mailRule('V004', (file, report) => {
	for (const [stage, directives] of stagesOf(file)?.byStage ?? []) {
		for (const [at, directive] of directives.entries()) {
			if (directive?.keyword !== 'rule') continue;
			const body = bodyOf(file, directive);
			if (body === undefined || !endingsOfBody(file, body).areAll(...FINAL)) continue;
			const dead = directives.slice(at + 1).find((one) => one !== undefined);
			if (dead !== undefined) {
				report({
					span: dead.name,
					message: `this ${dead.keyword} never runs: a rule before it always ends the stage \`${stage}\``,
					help: 'give that rule a condition, or move this one before it',
					related: [
						{
							source: file.parsed.source,
							start: directive.name.start,
							end: directive.name.end,
							message: 'it never gives `next`',
						},
					],
				});
			}
			break;
		}
	}
});
