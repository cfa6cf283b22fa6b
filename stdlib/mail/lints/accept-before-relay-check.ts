/** V006: a rule accepts before the relay check has run, which is then skipped. */

import { mailRule } from './mail-rule.ts';
import { placeOf } from './model/place.ts';
import { relayFacts } from './model/relay.ts';

export const acceptBeforeRelayCheck = mailRule('V006', (file, report) => {
	for (const { directive, ending, skipped } of relayFacts(file).unchecked) {
		if (skipped === undefined) continue;
		const { span, related } = placeOf(file, directive, ending, 'it is accepted here');
		const check = {
			source: file.parsed.source,
			start: skipped.name.start,
			end: skipped.name.end,
			message: 'this check does not run then',
		};
		report({
			span,
			message: `\`${ending.kind}\` before the relay check lets everybody send through this server`,
			help: 'put the relay check first, or give `next()` here',
			related: [...(related ?? []), check],
		});
	}
});
