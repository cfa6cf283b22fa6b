/** V019: what a call outside of the process fails with is not handled, or handled by accepting the message. */

import type { Node, TryStatement } from '../../../lang/ast/nodes.ts';
import { mailRule, type Report } from './mail-rule.ts';
import type { MailFile } from './model/mail-file.ts';
import { type Departure, departures, describeOutside } from './model/outside.ts';
import { within } from './model/ranges.ts';

/** Functions of the DNS for which a name that does not exist is an error, not an answer. */
const RAISING: ReadonlySet<string> = new Set(['lookup', 'rlookup', 'dns::ptr', 'dns::mx', 'dns::txt', 'dns::tlsa']);

/** Checks whose failures are statuses. */
const ANSWERING: ReadonlySet<string> = new Set([
	'check_spf',
	'check_spf_inner',
	'check_dmarc',
	'verify_dkim',
	'check_null_mx_sender',
	'dns::fcrdns',
	'dnsbl::check',
]);

function unhandled(file: MailFile, { node, call, through }: Departure, report: Report): void {
	const { key } = call.use.operation;
	if (ANSWERING.has(key)) return;
	const isDns = RAISING.has(key);
	const name = key.split(/::|\./).at(-1) ?? key;
	const { start, end } = call.use.node;
	report({
		span: node,
		// An error of ours is a temporary refusal, which is right when a service is down, and wrong for names that do not exist.
		severity: isDns ? 'warning' : 'info',
		message: isDns
			? `\`${name}\` fails when the name does not exist, and the client is then told to try again`
			: `when ${describeOutside(call.outside)} fails here the client is told to try again`,
		help: isDns ? 'put it into a `try`, and decide in its `catch`' : 'put it into a `try` to decide otherwise',
		related:
			through === undefined || (call.file === file && start >= node.start && end <= node.end)
				? []
				: [{ source: call.file.parsed.source, start, end, message: 'this is the call that may fail' }],
	});
}

/** `accept` in the `catch` of a `try` that leaves the process. */
function acceptingHandlers(file: MailFile, node: TryStatement, report: Report): void {
	const calls = [...departures(file, node.body, { untried: false })];
	const risky = calls.find(({ call }) => call.outside !== 'dns');
	if (risky === undefined) return;
	for (const statement of within(file.tree.ofKind('Return'), node.handler, (one: Node) => one.start)) {
		const use = statement.value === null ? undefined : file.useGiving(statement.value);
		const key = use?.operation.key;
		if (use === undefined || (key !== 'accept' && key !== 'faccept')) continue;
		report({
			span: use.node,
			message: `when ${describeOutside(risky.call.outside)} fails the message is accepted, without what was to be checked`,
			help: 'answer with a temporary refusal, e.g. `deny("451 4.3.0 try again later")`, or leave the error alone',
		});
	}
}

export const unhandledOutsideError = mailRule('V019', (file, report) => {
	const reported = new Set<Node>();
	for (const directive of file.tree.ofKind('Directive')) {
		for (const departure of departures(file, directive.body, { untried: true })) {
			// One function may be called by many directives, and fail in each for several reasons.
			const place = departure.call.file === file ? departure.call.use.node : departure.node;
			if (reported.has(place)) continue;
			reported.add(place);
			const isHere = departure.call.file === file;
			unhandled(file, isHere ? { ...departure, node: place, through: undefined } : departure, report);
		}
	}
	for (const node of file.tree.ofKind('Try')) acceptingHandlers(file, node, report);
});
