/** The parts of the body: listing, reading, changing, adding. What a rule does not touch keeps its bytes. */

import { plain } from '../../../lang/modules/native-module.ts';
import { ArrayValue, BlobValue } from '../../../lang/values/container.ts';
import type { Value } from '../../../lang/values/value.ts';
import type { MailPart } from '../../host/message.ts';
import { type LibraryGroup, type SpelledFunction, spelled } from '../spelling.ts';
import { type MessageFunction, onMessage, orRuntimeError, RECEIVED, spellMessage } from './message-functions.ts';
import { PART_TYPE, PartValue } from './message-types.ts';

const FUNCTION = { received: true, effect: 'observes' } as const;

/** Text, or the bytes of a blob. */
const contentOf = (value: string | BlobValue): string | Uint8Array =>
	value instanceof BlobValue ? value.view() : value;

const arrayOf = (parts: readonly MailPart[]): ArrayValue => new ArrayValue(parts.map((part) => new PartValue(part)));

const FUNCTIONS: readonly MessageFunction[] = [
	{
		...FUNCTION,
		msg: ['parts'],
		doc: 'All parts of the message but the multiparts themselves, in order, those of embedded messages included. A message without parts is one part.',
		example:
			'msg::parts().map(|part| part.type) ⇒ ["text/plain", "text/html", "application/pdf"]\nmsg::parts()[2].path ⇒ "2"',
		overloads: [onMessage([], 'array', (message) => arrayOf(message.parts()))],
	},
	{
		...FUNCTION,
		msg: ['attachments'],
		doc: 'The parts that are attachments: see `is_attachment` of a part.',
		example: 'msg::attachments().map(|part| part.filename) ⇒ ["menu.pdf"]',
		overloads: [onMessage([], 'array', (message) => arrayOf(message.parts().filter((part) => part.isAttachment)))],
	},
	{
		...FUNCTION,
		msg: ['add_attachment'],
		doc: 'Adds an attachment at the end and returns its part. The content is text or a blob. A message that is no multipart/mixed becomes one, with what it was as its first part; signatures stay valid.',
		example:
			'msg::add_attachment("notes.txt", "text/plain", "scones"); msg::attachments().map(|part| part.filename) ⇒ ["menu.pdf", "notes.txt"]',
		overloads: [
			onMessage(
				['filename: text', 'type: text', 'content: string'],
				'part',
				(message, _call, name, type, content) => new PartValue(message.addAttachment(name, type, content)),
			),
			onMessage(
				['filename: text', 'type: text', 'content: blob'],
				'part',
				(message, _call, name, type, content) => new PartValue(message.addAttachment(name, type, content.view())),
			),
		],
	},
	{
		...FUNCTION,
		msg: ['add_part'],
		doc: 'Adds a part that is shown with the body, not an attachment, at the end and returns it. Otherwise the same as `add_attachment`.',
		example: 'msg::add_part("text/plain", "P.S. Scones!").disposition ⇒ "inline"',
		overloads: [
			onMessage(
				['type: text', 'content: string'],
				'part',
				(message, _call, type, content) => new PartValue(message.addPart(type, content)),
			),
			onMessage(
				['type: text', 'content: blob'],
				'part',
				(message, _call, type, content) => new PartValue(message.addPart(type, content.view())),
			),
		],
	},
	{
		...FUNCTION,
		msg: ['add_footer'],
		doc: 'Adds text below the body in each of its forms, and tells in how many. HTML forms get the second text, or the first as HTML. What is signed or encrypted is left alone, so the result may be 0.',
		example:
			'msg::add_footer("Kettle & Co"); msg::body() ⇒ "Tea at five?\\r\\nKettle & Co\\r\\n"\nmsg::add_footer("Kettle", "<p>Kettle</p>") ⇒ 2',
		overloads: [
			onMessage(['text: text'], 'int', (message, _call, text) => message.addFooter(text)),
			onMessage(['text: text', 'html: text'], 'int', (message, _call, text, html) => message.addFooter(text, html)),
		],
	},
];

const METHOD = { effect: 'observes', stages: RECEIVED } as const;

/** @param params behind the receiver */
function onPart(name: string, returns: string, run: (part: MailPart) => Value) {
	return plain([`${name}: part`], returns, (_call, value) => orRuntimeError(() => run((value as PartValue).part)));
}

/** Methods of a part; each also exists as a function. */
const METHODS: readonly SpelledFunction[] = [
	spelled(
		{ '': 'text' },
		{
			...METHOD,
			doc: 'The decoded text of a part. An unknown charset is an error; without a charset the text is UTF-8 if it can be, else windows-1252.',
			example: 'msg::parts()[0].text() ⇒ "Tea at five?\\r\\n"',
		},
		onPart('part', 'string', (part) => part.text()),
	),
	spelled(
		{ '': 'blob' },
		{ ...METHOD, doc: 'The decoded bytes of a part.', example: 'msg::parts()[2].blob().as_string() ⇒ "%PDF-1.4\\n"' },
		onPart('part', 'blob', (part) => new BlobValue(part.bytes())),
	),
	spelled(
		{ '': 'header' },
		{
			...METHOD,
			doc: 'The value of the first header of that name in a part, on one line; `""` without one.',
			example: 'msg::parts()[2].header("content-type") ⇒ "application/pdf; name=\\"menu.pdf\\""',
		},
		plain(['part: part', 'name: string'], 'string', (_call, value, name) =>
			orRuntimeError(() => (value as PartValue).part.header(name) ?? ''),
		),
	),
	spelled(
		{ '': 'replace' },
		{
			...METHOD,
			doc: 'Gives a part other content: text, or a blob. Without a type it keeps its own; text in place of anything else becomes `text/plain`. Name, place and disposition stay.',
			example:
				'let part = msg::parts()[2]; part.replace("removed"); [part.type, part.text(), part.filename] ⇒ ["text/plain", "removed", "menu.pdf"]',
		},
		plain(['part: part', 'content: string'], '()', (_call, value, content) => replace(value, content)),
		plain(['part: part', 'content: blob'], '()', (_call, value, content) => replace(value, content)),
		plain(['part: part', 'content: string', 'type: string'], '()', (_call, value, content, type) =>
			replace(value, content, type),
		),
		plain(['part: part', 'content: blob', 'type: string'], '()', (_call, value, content, type) =>
			replace(value, content, type),
		),
	),
	spelled(
		{ '': 'remove' },
		{
			...METHOD,
			doc: 'Takes a part out of the message. A multipart that loses its last part goes too; the only part of a message becomes an empty text.',
			example: 'msg::parts()[2].remove(); msg::parts().len ⇒ 2',
		},
		onPart('part', '()', (part) => {
			part.remove();
			return undefined;
		}),
	),
];

function replace(value: Value, content: string | BlobValue, type?: string): undefined {
	orRuntimeError(() => (value as PartValue).part.replace(contentOf(content), type));
}

export const PARTS_GROUP: LibraryGroup = {
	name: 'parts',
	doc: 'Parts and attachments of the message. What a rule does not touch keeps its bytes, so signatures stay valid.',
	functions: [...FUNCTIONS.flatMap(spellMessage), ...METHODS],
	types: [PART_TYPE],
};
