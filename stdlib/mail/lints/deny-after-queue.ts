/** V005: a message is denied after the client has been told that it is accepted. */

import { mailRule } from './mail-rule.ts';
import { endingsOfBody } from './model/outcomes.ts';
import { placeOf } from './model/place.ts';
import { bodyOf, directivesOf } from './model/stages.ts';

export const denyAfterQueue = mailRule('V005', (file, report) => {
	for (const [directive, stage] of directivesOf(file)) {
		if ((stage !== 'postq' && stage !== 'delivery') || directive.keyword === 'action') continue;
		const body = bodyOf(file, directive);
		if (body === undefined) continue;
		for (const ending of endingsOfBody(file, body).places('deny')) {
			if (ending.file.useAt(ending.node)?.operation.key !== 'deny') continue;
			const { span, related } = placeOf(file, directive, ending, 'it is denied here');
			report({
				span,
				message: `\`deny\` at the stage \`${stage}\` comes too late: the message goes to \`dead\`, and nobody is told`,
				help: 'refuse at `preq`, while the client waits for the answer, or use `quarantine` here',
				related,
			});
		}
	}
});
