/** How each recipient gets the message (library spec 6). Settings apply to the recipients that are there by then. */

import { type NativeCall, plain } from '../../../lang/modules/native-module.ts';
import type { Value } from '../../../lang/values/value.ts';
import { runtimeError } from '../../../lang/vm/errors.ts';
import { transactionOf } from '../../host/access.ts';
import type { Recipient, Transport } from '../../host/context.ts';
import { textArgument } from '../arguments.ts';
import { parseForwardTarget } from '../forward-target.ts';
import { type LibraryGroup, type SpelledFunction, spelled } from '../spelling.ts';

/** @throws ScriptError when nobody has that address */
function setFor(call: NativeCall, recipient: Value, transport: Transport): undefined {
	const { recipients } = transactionOf(call, 'rcpt_list').context;
	const text = textArgument(recipient);
	const at = recipients.findIndex(({ address }) => address.text === text);
	if (at < 0) throw runtimeError(`could not find rcpt '${text}'`);
	recipients[at] = { ...(recipients[at] as Recipient), transport };
	return undefined;
}

function setForAll(call: NativeCall, transport: Transport): undefined {
	const { recipients } = transactionOf(call, 'rcpt_list').context;
	recipients.forEach((recipient, at) => {
		recipients[at] = { ...recipient, transport };
	});
	return undefined;
}

interface SimpleTransport {
	readonly kind: 'deliver' | 'mbox' | 'maildir' | 'none';
	/** Global name; `_all` is appended for all recipients. */
	readonly name: string;
	readonly member: readonly [string, ...string[]];
	readonly doc: string;
}

const SIMPLE: readonly SimpleTransport[] = [
	{
		kind: 'deliver',
		name: 'deliver',
		member: ['deliver'],
		doc: 'to the mail exchangers of the domain; that is the default',
	},
	{ kind: 'mbox', name: 'mbox', member: ['mbox', 'mailbox'], doc: 'into the mbox file of the local user' },
	{ kind: 'maildir', name: 'maildir', member: ['maildir'], doc: 'into the Maildir of the local user' },
	{ kind: 'none', name: 'disable_delivery', member: ['disable', 'disable_delivery'], doc: 'to nobody' },
];

function simple({ kind, name, member, doc }: SimpleTransport): SpelledFunction[] {
	const transport: Transport = { kind };
	const all = member.map((one) => `${one}_all`) as [string, ...string[]];
	return [
		spelled(
			{ '': name, transport: member },
			{
				effect: 'observes',
				doc: `Delivers the message for one recipient ${doc}.`,
				example: `transport::${member[0]}(ctx::rcpt()) ⇒ ()\ntry { transport::${member[0]}("x@y.example") } catch (e) { return e; } ⇒ "could not find rcpt 'x@y.example'"`,
			},
			plain(['rcpt: any'], '()', (call, rcpt) => setFor(call, rcpt, transport)),
		),
		spelled(
			{ '': `${name}_all`, transport: all },
			{
				effect: 'observes',
				doc: `Delivers the message for all recipients so far ${doc}.`,
				example: `transport::${member[0]}_all() ⇒ ()`,
			},
			plain([], '()', (call) => setForAll(call, transport)),
		),
	];
}

function forwardTo(target: Value): Transport {
	return { kind: 'forward', target: parseForwardTarget(textArgument(target)) };
}

export const TRANSPORT_GROUP: LibraryGroup = {
	name: 'transport',
	natives: [['Context']],
	doc: 'How and where the message is delivered, recipient by recipient.',
	functions: [
		spelled(
			{ '': 'forward', transport: 'forward' },
			{
				effect: 'observes',
				doc: 'Sends the message for one recipient to a host: `mx.example`, `192.0.2.7:2525`, `[2001:db8::1]:25`, `smtp://user:password@host?tls=required`.',
				example:
					'transport::forward(ctx::rcpt(), "192.0.2.7:2525") ⇒ ()\ntry { transport::forward(ctx::rcpt(), "ftp://x") } catch (e) { return e; } ⇒ "scheme ftp is not supported"',
			},
			plain(['rcpt: any', 'target: any'], '()', (call, rcpt, target) => setFor(call, rcpt, forwardTo(target))),
		),
		spelled(
			{ '': 'forward_all', transport: 'forward_all' },
			{
				effect: 'observes',
				doc: 'Sends the message for all recipients so far to a host.',
				example: 'transport::forward_all("mx.teapot.example") ⇒ ()',
			},
			plain(['target: any'], '()', (call, target) => setForAll(call, forwardTo(target))),
		),
		...SIMPLE.flatMap(simple),
	],
};
