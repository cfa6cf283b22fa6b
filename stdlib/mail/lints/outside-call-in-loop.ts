/** V020: a call outside of the process in a loop: the message waits for all of them, one after the other. */

import type { Node } from '../../../lang/ast/nodes.ts';
import { mailRule } from './mail-rule.ts';
import type { MailFile } from './model/mail-file.ts';
import { departures, describeOutside } from './model/outside.ts';

/** Methods that call their closure once for each element. */
const EACH: ReadonlySet<string> = new Set(['map', 'filter', 'for_each', 'find', 'find_map', 'some', 'all', 'reduce']);

/** Whether a node runs several times for one run of what is around it: in a loop, or in a closure for each element. */
function isRepeated(file: MailFile, node: Node): boolean {
	const { tree } = file;
	const at: Node = node;
	for (;;) {
		if (tree.loop(at) !== undefined && !isIterable(file, at)) return true;
		const owner = tree.owner(at);
		if (owner.kind !== 'Closure') return false;
		const parent = tree.parent(owner);
		if (parent?.kind !== 'MethodStep' || !EACH.has(parent.name.name)) return false;
		return true;
	}
}

/** The list that a `for` goes over is made once. */
function isIterable(file: MailFile, node: Node): boolean {
	const loop = file.tree.loop(node);
	return loop?.kind === 'For' && node.start >= loop.iterable.start && node.end <= loop.iterable.end;
}

export const outsideCallInLoop = mailRule('V020', (file, report) => {
	const reported = new Set<Node>();
	for (const { node, call, through } of departures(file, file.parsed.script, { untried: false })) {
		if (reported.has(node) || !isRepeated(file, node)) continue;
		reported.add(node);
		const { start, end } = call.use.node;
		const related =
			through === undefined
				? []
				: [{ source: call.file.parsed.source, start, end, message: `here ${describeOutside(call.outside)} is asked` }];
		report({
			span: node,
			message: `${describeOutside(call.outside)} is asked in a loop: the client waits for all answers, one after the other`,
			help: 'ask once with all values if that is possible, or bound the number of rounds',
			related,
		});
	}
});
