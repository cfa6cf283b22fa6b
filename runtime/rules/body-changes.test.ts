import { describe, expect, it } from 'vitest';
import { Message } from '../message/index.ts';
import { bodyChanges } from './body-changes.ts';

const PLAIN = 'Subject: x\r\n\r\none\r\ntwo\r\nthree\r\n';
const MIXED = [
	'Subject: x',
	'MIME-Version: 1.0',
	'Content-Type: multipart/mixed; boundary=b',
	'',
	'--b',
	'Content-Type: text/plain',
	'',
	'hello',
	'--b',
	'Content-Type: application/pdf; name=a.pdf',
	'Content-Disposition: attachment; filename=a.pdf',
	'',
	'%PDF',
	'--b--',
	'',
].join('\r\n');

const TEXT = { type: 'text/plain', filename: '' };
const PDF = { type: 'application/pdf', filename: 'a.pdf', size: 4 };

function changesOf(text: string, change: (message: Message) => void) {
	const message = new Message(Buffer.from(text));
	change(message);
	return bodyChanges(new Message(Buffer.from(text)), message);
}

describe('changes of a body', () => {
	it.each<[name: string, text: string, change: (message: Message) => void, expected: unknown]>([
		['none', PLAIN, () => {}, []],
		['none in a header', PLAIN, ({ headers }) => headers.set('Subject', 'y'), []],
		[
			'a line in the middle',
			PLAIN,
			(message) => message.setBody('one\r\n2\r\nthree\r\n'),
			[{ path: '1', before: { ...TEXT, size: 17 }, after: { ...TEXT, size: 15 }, removed: ['two'], added: ['2'] }],
		],
		[
			'a footer',
			PLAIN,
			(message) => message.addFooter('bye'),
			[{ path: '1', before: { ...TEXT, size: 17 }, after: { ...TEXT, size: 22 }, removed: [], added: ['bye'] }],
		],
		[
			'a part that is gone',
			MIXED,
			(message) => message.parts()[1]?.remove(),
			[{ path: '2', before: PDF, after: undefined, removed: [], added: [] }],
		],
		[
			'a part that is new',
			MIXED,
			(message) => message.addAttachment('b.txt', 'text/plain', 'note\r\n'),
			[
				{
					path: '3',
					before: undefined,
					after: { type: 'text/plain', filename: 'b.txt', size: 6 },
					removed: [],
					added: ['note'],
				},
			],
		],
		[
			'a part that is another now',
			MIXED,
			(message) => message.parts()[1]?.replace('gone'),
			[
				{
					path: '2',
					before: PDF,
					after: { type: 'text/plain', filename: 'a.pdf', size: 4 },
					removed: [],
					added: ['gone'],
				},
			],
		],
		[
			'a body that becomes a part',
			PLAIN,
			(message) => message.addAttachment('b.bin', 'application/x', 'x'),
			[
				{
					path: '2',
					before: undefined,
					after: { type: 'application/x', filename: 'b.bin', size: 1 },
					removed: [],
					added: [],
				},
			],
		],
	])('%s', (_, text, change, expected) => expect(changesOf(text, change)).toEqual(expected));

	it('are bounded', () => {
		const long = Array.from({ length: 1000 }, (_, at) => `line ${at}`).join('\r\n');
		const [change] = changesOf(PLAIN, (message) => message.setBody(long));
		expect(change?.added).toHaveLength(20);
	});

	it('leave out texts in charsets that nobody knows', () => {
		const text = 'Content-Type: text/plain; charset=klingon\r\n\r\nqapla\r\n';
		const [change] = changesOf(text, (message) => message.setBody('hello'));
		expect(change).toMatchObject({ removed: [], added: ['hello'] });
	});
});
