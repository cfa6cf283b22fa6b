/** Header fields (library spec 4): reading and changing them, at every stage. */

import type { NativeCall } from '../../../lang/modules/native-module.ts';
import { ArrayValue, MapValue } from '../../../lang/values/container.ts';
import type { Value } from '../../../lang/values/value.ts';
import type { MailAddress } from '../../host/message.ts';
import type { LibraryGroup } from '../spelling.ts';
import { type MessageFunction, onMessage, spellMessage } from './message-functions.ts';

function texts(call: NativeCall, list: readonly string[]): ArrayValue {
	call.checkArrayLength(list.length);
	return new ArrayValue([...list]);
}

function addressMap({ name, address, group }: MailAddress): MapValue {
	const entries = new Map<string, Value>([
		['name', name],
		['address', address],
	]);
	if (group !== undefined) entries.set('group', group);
	return new MapValue(entries);
}

const READING = { received: false, effect: 'observes' } as const;
const WRITING = READING;

const EDITS =
	'A line break in the value must be followed by a blank, where it folds the line; any other is an error. Long values are folded, and text that is not ASCII is encoded.';

const FUNCTIONS: readonly MessageFunction[] = [
	{
		...READING,
		msg: ['has_header'],
		global: ['has_header'],
		doc: 'Whether the message has a header of that name. Names compare without regard to case. Before `preq` only the headers count that rules have added.',
		example: 'msg::has_header("subject") ⇒ true\nmsg::has_header("X-Spam") ⇒ false',
		overloads: [onMessage(['name: text'], 'bool', ({ headers }, _call, name) => headers.has(name))],
	},
	{
		...READING,
		msg: ['get_header'],
		global: ['get_header'],
		doc: 'The value of the first header of that name, on one line and without blanks at the start; `""` without one. Encoded words stay as they are: see `get_header_decoded`.',
		example: 'msg::get_header("X-Loop") ⇒ "kettle.example and teapot.example"\nmsg::get_header("X-Spam") ⇒ ""',
		overloads: [onMessage(['name: text'], 'string', ({ headers }, _call, name) => headers.get(name) ?? '')],
	},
	{
		...READING,
		msg: ['get_header_decoded'],
		global: ['get_header_decoded'],
		doc: 'The same as `get_header` with encoded words (RFC 2047) turned into text. Words in unknown charsets stay as they are; line breaks that were hidden in words become blanks.',
		example: 'msg::get_header_decoded("Subject") ⇒ "Crème brûlée"',
		overloads: [onMessage(['name: text'], 'string', ({ headers }, _call, name) => headers.getDecoded(name) ?? '')],
	},
	{
		...READING,
		msg: ['get_headers'],
		global: ['get_headers'],
		doc: 'The first so many headers of that name as `Key:value`, as they stand in the message.',
		example:
			'msg::get_headers("Received", 1) ⇒ ["Received: from a.example by b.example; Mon, 2 Nov 2026 10:00:01 +0000"]',
		overloads: [
			onMessage(['name: text', 'count: int'], 'array', ({ headers }, call, name, count) =>
				texts(call, count > 0 ? headers.lines(name).slice(0, Number(count)) : []),
			),
		],
	},
	{
		...READING,
		msg: ['get_all_headers'],
		global: ['get_all_headers'],
		doc: 'Without a name all headers as they stand in the message; with a name what stands behind the colon in each header of that name, the blank included.',
		example:
			'msg::get_all_headers().len ⇒ 12\nmsg::get_all_headers("Subject") ⇒ [" =?utf-8?Q?Cr=C3=A8me_br=C3=BBl=C3=A9e?="]',
		overloads: [
			onMessage([], 'array', ({ headers }, call) => texts(call, headers.lines())),
			onMessage(['name: text'], 'array', ({ headers }, call, name) => texts(call, headers.values(name))),
		],
	},
	{
		...READING,
		msg: ['get_header_untouched'],
		global: ['get_header_untouched'],
		doc: 'The headers of that name as `Key:value`, with their folds, as a signature covers them.',
		example: 'msg::get_header_untouched("x-loop") ⇒ ["X-Loop: kettle.example\\r\\n and teapot.example"]',
		overloads: [onMessage(['name: text'], 'array', ({ headers }, call, name) => texts(call, headers.lines(name)))],
	},
	{
		...READING,
		msg: ['count_header'],
		global: ['count_header'],
		doc: 'How many headers have that name.',
		example: 'msg::count_header("Received") ⇒ 2',
		overloads: [onMessage(['name: text'], 'int', ({ headers }, _call, name) => headers.count(name))],
	},
	{
		...WRITING,
		msg: ['append_header', 'add_header'],
		global: ['append_header', 'add_header'],
		doc: `Adds a header below all others. ${EDITS}`,
		example: 'msg::append_header("X-Checked", "yes"); msg::get_all_headers().pop() ⇒ "X-Checked: yes"',
		overloads: [
			onMessage(['name: text', 'value: text'], '()', ({ headers }, _call, name, value) => {
				headers.append(name, value);
			}),
		],
	},
	{
		...WRITING,
		msg: ['prepend_header'],
		global: ['prepend_header'],
		doc: `Adds a header above all others. ${EDITS}`,
		example:
			'msg::prepend_header("X-Checked", "by us,\\n really"); msg::get_all_headers()[0] ⇒ "X-Checked: by us,\\r\\n really"',
		overloads: [
			onMessage(['name: text', 'value: text'], '()', ({ headers }, _call, name, value) => {
				headers.prepend(name, value);
			}),
		],
	},
	{
		...WRITING,
		msg: ['set_header'],
		global: ['set_header'],
		doc: `Replaces the value of the first header of that name, or adds a header below all others. ${EDITS}`,
		example: 'msg::set_header("Subject", "Thé"); msg::get_header("Subject") ⇒ "=?utf-8?Q?Th=C3=A9?="',
		overloads: [
			onMessage(['name: text', 'value: text'], '()', ({ headers }, _call, name, value) => {
				headers.set(name, value);
			}),
		],
	},
	{
		...WRITING,
		msg: ['rename_header'],
		global: ['rename_header'],
		doc: 'Gives the first header of that name another name; does nothing without one.',
		example: 'msg::rename_header("X-Loop", "X-Old-Loop"); msg::has_header("X-Loop") ⇒ false',
		overloads: [
			onMessage(['old: text', 'new: text'], '()', ({ headers }, _call, from, to) => {
				headers.rename(from, to);
			}),
		],
	},
	{
		...WRITING,
		msg: ['rm_header', 'remove_header'],
		global: ['remove_header'],
		doc: 'Removes the first header of that name. Tells whether there was one.',
		example: 'msg::rm_header("X-Loop") ⇒ true\nmsg::rm_header("X-Spam") ⇒ false',
		overloads: [onMessage(['name: text'], 'bool', ({ headers }, _call, name) => headers.remove(name))],
	},
	{
		...READING,
		msg: ['addresses'],
		doc: 'The addresses in all headers of that name: an array of `#{name, address}`, in a group also with `group`. Names are decoded; what is no address is left out.',
		example:
			'msg::addresses("From") ⇒ [#{"address": "ann@teapot.example", "name": "Ann Kettle"}]\nmsg::addresses("To").map(|to| to.address) ⇒ ["bob@kettle.example", "eve@kettle.example"]',
		overloads: [
			onMessage(['name: text'], 'array', (message, call, name) => {
				const found = message.addresses(name);
				call.checkArrayLength(found.length);
				return new ArrayValue(found.map(addressMap));
			}),
		],
	},
];

export const HEADERS_GROUP: LibraryGroup = {
	name: 'headers',
	natives: [['Context']],
	doc: 'Headers of the message. Rules of all stages can add some; those of the stages before `preq` go above the received ones.',
	functions: FUNCTIONS.flatMap(spellMessage),
};
