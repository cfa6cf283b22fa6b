/** Changing the envelope: reverse-path and recipients (library spec 5). */

import { type NativeCall, plain } from '../../../lang/modules/native-module.ts';
import { mailFromOf, recipientsOf, transactionOf } from '../../host/access.ts';
import type { EnvelopeAddress, Recipient, Transport } from '../../host/context.ts';
import { stagesFrom } from '../../host/stages.ts';
import { addressArgument, reversePathArgument } from '../arguments.ts';
import type { AddressObject } from '../objects/address.ts';
import { equalAscii } from '../objects/ascii.ts';
import { type LibraryGroup, spelled } from '../spelling.ts';

export const DELIVER: Transport = { kind: 'deliver' };

/** Whether two addresses name one mailbox: local parts exactly, domains without regard to case (RFC 5321 2.4). */
export function sameMailbox(left: EnvelopeAddress, right: EnvelopeAddress): boolean {
	return left.localPart === right.localPart && equalAscii(left.domain, right.domain);
}

function rewriteMailFrom(call: NativeCall, address: AddressObject): undefined {
	mailFromOf(call);
	transactionOf(call, 'mail_from').context.mailFrom = address;
	return undefined;
}

/** Recipients can be added before RCPT has brought any, even before MAIL: then every message gets them. */
function addRecipient(call: NativeCall, address: AddressObject): undefined {
	const { context } = transactionOf(call, 'rcpt_list');
	context.recipients.push({ address, transport: DELIVER });
	return undefined;
}

/** @returns whether it was there */
function removeRecipient(recipients: Recipient[], address: EnvelopeAddress): boolean {
	const at = recipients.findIndex((recipient) => sameMailbox(recipient.address, address));
	if (at >= 0) recipients.splice(at, 1);
	return at >= 0;
}

/** In the place of the old one, whose transport it keeps; a recipient that is there already is not there twice. */
function rewriteRecipient(call: NativeCall, old: AddressObject, replacement: AddressObject): undefined {
	const recipients = recipientsOf(call);
	const at = recipients.findIndex((recipient) => sameMailbox(recipient.address, old));
	const known = recipients.findIndex((recipient) => sameMailbox(recipient.address, replacement));
	if (at < 0) {
		if (known < 0) recipients.push({ address: replacement, transport: DELIVER });
	} else if (known >= 0 && known !== at) {
		recipients.splice(at, 1);
	} else {
		recipients[at] = { address: replacement, transport: (recipients[at] as Recipient).transport };
	}
	return undefined;
}

export const ENVELOPE_GROUP: LibraryGroup = {
	name: 'envelope',
	natives: [['Context']],
	doc: 'Reverse-path and recipients of the message that is being received.',
	functions: [
		spelled(
			{ '': 'rewrite_mail_from_envelop', envelop: 'rw_mail_from' },
			{
				effect: 'observes',
				stages: stagesFrom('mail'),
				doc: 'Replaces the reverse-path; an empty text makes it the null sender.',
				example: 'envelop::rw_mail_from("carol@teapot.example"); ctx::mail_from().to_string() ⇒ "carol@teapot.example"',
			},
			plain(['address: any'], '()', (call, address) => rewriteMailFrom(call, reversePathArgument(address))),
		),
		spelled(
			{ '': ['rewrite_rcpt_envelop', 'rewrite_rcpt'], envelop: 'rw_rcpt' },
			{
				effect: 'observes',
				stages: stagesFrom('rcpt'),
				doc: 'Replaces a recipient, which keeps its place and transport. If the old one is not there the new one is added.',
				example:
					'envelop::rw_rcpt("bob@kettle.example", "eve@kettle.example"); ctx::rcpt_list().to_string() ⇒ "[eve@kettle.example]"',
			},
			plain(['old: any', 'new: any'], '()', (call, old, replacement) =>
				rewriteRecipient(call, addressArgument(old), addressArgument(replacement)),
			),
		),
		spelled(
			{ '': ['add_rcpt_envelop', 'add_rcpt'], envelop: 'add_rcpt' },
			{
				effect: 'observes',
				doc: 'Adds a recipient.',
				example: 'envelop::add_rcpt("dan@kettle.example"); ctx::rcpt_list().len ⇒ 2',
			},
			plain(['address: any'], '()', (call, address) => addRecipient(call, addressArgument(address))),
		),
		spelled(
			{ '': ['remove_rcpt_envelop', 'remove_rcpt'], envelop: 'rm_rcpt' },
			{
				effect: 'observes',
				doc: 'Removes a recipient; nothing happens when it is not there.',
				example: 'envelop::rm_rcpt("bob@kettle.example"); ctx::rcpt_list().len ⇒ 0',
			},
			plain(['address: any'], '()', (call, address) => {
				removeRecipient(transactionOf(call, 'rcpt_list').context.recipients, addressArgument(address));
				return undefined;
			}),
		),
		spelled(
			{ '': 'bcc', envelop: 'bcc' },
			{
				effect: 'observes',
				doc: 'Sends a copy to somebody whom the message does not name.',
				example: 'envelop::bcc("archive@kettle.example"); ctx::rcpt_list().len ⇒ 2',
			},
			plain(['address: any'], '()', (call, address) => addRecipient(call, addressArgument(address))),
		),
	],
};
