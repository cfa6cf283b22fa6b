/** V003: a path through a rule gives no status. */

import type { DirectiveExpression, Node } from '../../../lang/ast/nodes.ts';
import type { Span } from '../../../lang/source/source-file.ts';
import { mailRule } from './mail-rule.ts';
import { describeKind } from './model/kinds.ts';
import type { MailFile } from './model/mail-file.ts';
import { type Ending, endingsOfBody } from './model/outcomes.ts';
import { placeOf } from './model/place.ts';
import { bodyOf } from './model/stages.ts';

/** Findings in one rule; the first ones say enough. */
const MAX_SHOWN = 3;

const HEADS: Readonly<Record<string, number>> = { If: 2, Switch: 6, For: 3, While: 5, Loop: 4, Do: 2 };

function spanOf(node: Node): Span {
	const head = HEADS[node.kind];
	return head === undefined ? node : { start: node.start, end: node.start + head };
}

function describe({ kind, node, file }: Ending): string {
	switch (node.kind) {
		case 'If':
			return 'this `if` has no `else`, and without it the rule gives no status';
		case 'Switch':
			return 'this `switch` has no `_`, and without it the rule gives no status';
		case 'Block':
			return 'the rule gives no status when it ends with this block';
		case 'For':
		case 'While':
		case 'Loop':
		case 'Do':
			return 'the rule ends with a loop, which gives no status';
		case 'Return':
			return 'this `return` gives no status';
		default:
			break;
	}
	if (kind === 'nothing') return 'the rule ends here without a status';
	const type = file.kindOf(node as Parameters<MailFile['kindOf']>[0]);
	return `the rule ends with ${type === undefined ? 'a value' : describeKind(type)}, which is no status`;
}

function noun({ keyword }: DirectiveExpression): string {
	return keyword === 'delegate' ? 'delegation' : 'rule';
}

export const missingStatus = mailRule('V003', (file, report) => {
	for (const directive of file.tree.ofKind('Directive')) {
		if (directive.keyword === 'action') continue;
		const body = bodyOf(file, directive);
		if (body === undefined) continue;
		const endings = endingsOfBody(file, body).places('nothing', 'no status');
		for (const ending of endings.slice(0, MAX_SHOWN)) {
			// A `switch` without `_` that gives the status is the business of V014.
			if (ending.node.kind === 'Switch') continue;
			const message = describe(ending).replace('the rule', `the ${noun(directive)}`);
			const cause = { file: ending.file, node: spanOf(ending.node) };
			const { inside, span, related } = placeOf(file, directive, cause, message);
			report({
				span,
				message: inside ? message : `a function that this ${noun(directive)} ends with gives no status`,
				help: 'end every path with a status, e.g. `next()`',
				related,
			});
		}
	}
});
