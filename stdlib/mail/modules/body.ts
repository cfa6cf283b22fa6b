/** The message as a whole: its text, its body, and the addresses in `From` and `To` (library spec 4). */

import { plain } from '../../../lang/modules/native-module.ts';
import { messageOf, receivedMessageOf, transactionOf } from '../../host/access.ts';
import { addressArgument } from '../arguments.ts';
import { type LibraryGroup, spelled } from '../spelling.ts';
import { type MessageFunction, onMessage, orRuntimeError, RECEIVED, spellMessage } from './message-functions.ts';
import { MESSAGE_TYPE, MessageValue } from './message-types.ts';

const FUNCTION = { received: true, effect: 'observes' } as const;

const FUNCTIONS: readonly MessageFunction[] = [
	{
		...FUNCTION,
		msg: ['mail'],
		global: ['mail'],
		doc: 'The whole message as text: headers, an empty line and the body, with CRLF line ends. Bytes that are not UTF-8 are read as windows-1252.',
		example: 'msg::mail().starts_with("Received: from a.example") ⇒ true',
		overloads: [onMessage([], 'string', (message) => message.text())],
	},
	{
		...FUNCTION,
		msg: ['size'],
		doc: 'The bytes of the whole message as it would be sent now. Also `msg().size`.',
		example: 'msg::size() > 1000 ⇒ true',
		overloads: [onMessage([], 'int', (message) => message.size)],
	},
	{
		...FUNCTION,
		msg: ['body'],
		doc: 'What a reader sees first: the plain text of the body, decoded, else its HTML; `""` if there is neither. An unknown charset is an error.',
		example: 'msg::body() ⇒ "Tea at five?\\r\\n"',
		overloads: [onMessage([], 'string', (message) => message.body())],
	},
	{
		...FUNCTION,
		msg: ['html_body'],
		doc: 'The HTML form of the body, decoded; `""` without one.',
		example: 'msg::html_body().contains("<p>") ⇒ true',
		overloads: [onMessage([], 'string', (message) => message.htmlBody())],
	},
	{
		...FUNCTION,
		msg: ['set_body'],
		doc: 'Puts a text in place of the body in all its forms, also of one that is signed or encrypted. Attachments stay. The type is `text/plain` unless another text type is given.',
		example: 'msg::set_body("No tea."); [msg::body(), msg::parts().len] ⇒ ["No tea.", 2]',
		overloads: [
			onMessage(['text: text'], '()', (message, _call, text) => {
				message.setBody(text);
			}),
			onMessage(['text: text', 'type: text'], '()', (message, _call, text, type) => {
				message.setBody(text, type);
			}),
		],
	},
	{
		...FUNCTION,
		msg: ['rw_mail_from'],
		global: ['rewrite_mail_from_message'],
		doc: 'Replaces the whole value of the `From` header by an address, or adds a `From`.',
		example: 'msg::rw_mail_from("tea@kettle.example"); msg::get_header("From") ⇒ "tea@kettle.example"',
		overloads: [
			onMessage(['new: address'], '()', (message, _call, address) => {
				message.rewriteFrom(address);
			}),
		],
	},
	{
		...FUNCTION,
		msg: ['rw_rcpt'],
		global: ['rewrite_rcpt_message', 'rewrite_to'],
		doc: 'Replaces an address in `To` by another; the display name and all other recipients stay as they are. Adds a `To` if there is none. Domains compare without regard to case.',
		example:
			'msg::rw_rcpt("bob@Kettle.example", "bill@kettle.example"); msg::get_header("To") ⇒ "Bob <bill@kettle.example>, eve@kettle.example"',
		overloads: [
			onMessage(['old: address', 'new: address'], '()', (message, _call, from, to) => {
				message.rewriteRecipient(from, to);
			}),
		],
	},
	{
		...FUNCTION,
		msg: ['add_rcpt'],
		global: ['add_rcpt_message', 'add_to'],
		doc: 'Adds an address at the end of `To`, or a `To` with it.',
		example:
			'msg::add_rcpt("pat@kettle.example"); msg::get_header("To") ⇒ "Bob <bob@kettle.example>, eve@kettle.example, pat@kettle.example"',
		overloads: [
			onMessage(['new: address'], '()', (message, _call, address) => {
				message.addRecipient(address);
			}),
		],
	},
	{
		...FUNCTION,
		msg: ['rm_rcpt'],
		global: ['remove_rcpt_message', 'remove_to'],
		doc: 'Takes an address out of `To`; a `To` without any recipient goes too. Does nothing if the address is not there.',
		example: 'msg::rm_rcpt("bob@kettle.example"); msg::get_header("To") ⇒ "eve@kettle.example"',
		overloads: [
			onMessage(['address: address'], '()', (message, _call, address) => {
				message.removeRecipient(address);
			}),
		],
	},
];

const MSG = spelled(
	{ '': 'msg' },
	{
		effect: 'observes',
		style: 'function',
		doc: 'The message of the transaction. Its text is the whole message; all functions of `msg::` are its methods.',
		example: 'msg().get_header("X-Priority") ⇒ "3"\nmsg().to_string() == mail() ⇒ true',
	},
	plain([], 'Message', (call) => new MessageValue(messageOf(call, 'msg'))),
);

/** 1.x has one function for the two places that name the sender. */
const REWRITE_MAIL_FROM = spelled(
	{ '': 'rewrite_mail_from' },
	{
		effect: 'observes',
		stages: RECEIVED,
		doc: 'Replaces the reverse-path of the envelope and the whole value of the `From` header.',
		example:
			'rewrite_mail_from("tea@kettle.example"); [mail_from().to_string(), get_header("From")] ⇒ ["tea@kettle.example", "tea@kettle.example"]',
	},
	plain(['new: any'], '()', (call, value) => {
		const message = receivedMessageOf(call, 'rewrite_mail_from');
		const address = addressArgument(value);
		orRuntimeError(() => message.rewriteFrom(address.text));
		transactionOf(call, 'mail_from').context.mailFrom = address;
		return undefined;
	}),
);

/** As `msg().mail`, where old examples look for it. */
const MAIL_OF_CONTEXT = spelled(
	{ '': 'mail' },
	{
		effect: 'observes',
		property: true,
		stages: RECEIVED,
		doc: 'The whole message as text, the same as `msg().mail`.',
		example: 'ctx().mail == msg().mail ⇒ true',
	},
	plain(['context: Context'], 'string', (call) => receivedMessageOf(call, 'mail').text()),
);

export const MESSAGE_GROUP: LibraryGroup = {
	name: 'message',
	natives: [['Context']],
	doc: 'The message as a whole: its text, its body, and the addresses in `From` and `To`.',
	functions: [MSG, ...FUNCTIONS.flatMap(spellMessage), MAIL_OF_CONTEXT, REWRITE_MAIL_FROM],
	types: [MESSAGE_TYPE],
};
