/** V014: a `switch` that decides what a rule gives has no `_`. */

import { mailRule } from './mail-rule.ts';
import { endingsOfBody } from './model/outcomes.ts';
import { placeOf } from './model/place.ts';
import { bodyOf } from './model/stages.ts';

export const openSwitch = mailRule('V014', (file, report) => {
	for (const directive of file.tree.ofKind('Directive')) {
		const body = directive.keyword === 'action' ? undefined : bodyOf(file, directive);
		if (body === undefined) continue;
		for (const { node, file: owner } of endingsOfBody(file, body).places('nothing')) {
			if (node.kind !== 'Switch') continue;
			const cause = { file: owner, node: { start: node.start, end: node.start + 'switch'.length } };
			const message = 'this `switch` has no `_`: for other values the rule gives no status';
			const { inside, span, related } = placeOf(file, directive, cause, message);
			report({
				span,
				message: inside ? message : 'a function that this rule ends with has a `switch` without `_`',
				help: 'add `_ => next()`, or what else is right for all other values',
				related,
			});
		}
	}
});
