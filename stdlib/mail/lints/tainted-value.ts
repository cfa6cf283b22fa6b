/** V016: a text from the network is used where it is dangerous. */

import { mailRule } from './mail-rule.ts';
import { SINK_ADVICE, SINK_NAMES } from './model/sinks.ts';
import { taintFindings } from './model/taint.ts';

export const taintedValue = mailRule('V016', (file, report) => {
	const reported = new Set<string>();
	for (const { kind, span, source, related } of taintFindings(file)) {
		// What is said to clients is the business of V023.
		if (kind === 'reply') continue;
		const key = `${kind} ${span.start}`;
		if (reported.has(key)) continue;
		reported.add(key);
		report({
			span,
			message: `${source.what} decides ${SINK_NAMES[kind]}, and whoever sends mail chooses it`,
			help: SINK_ADVICE[kind],
			related,
		});
	}
});
