/** Every limit fails politely, costs no more than the limit, and never changes what is passed on. */

import { describe, expect, it, test } from 'vitest';
import { countOperations } from '../../tests/count-operations.ts';
import { MAX_ADDRESSES, MAX_DEPTH, MAX_HEADER_FIELDS, MAX_PARTS } from './limits.ts';
import { Message } from './message.ts';

const message = (text: string): Message => new Message(Buffer.from(text, 'latin1'));

const multipart = (count: number): string =>
	`Content-Type: multipart/mixed; boundary=b\r\n\r\n${'--b\r\n\r\nx\r\n'.repeat(count)}--b--\r\n`;

const nested = (depth: number): string => {
	let text = '';
	for (let level = 0; level < depth; level++)
		text += `Content-Type: multipart/mixed; boundary=${level}\r\n\r\n--${level}\r\n`;
	return text;
};

const forwarded = (depth: number): string =>
	`${'Content-Type: message/rfc822\r\n\r\n'.repeat(depth)}Subject: x\r\n\r\nend\r\n`;

const fields = (count: number): string => `${'a: b\r\n'.repeat(count)}\r\nbody\r\n`;

/** What happens at a limit and just behind it; `undefined`: nothing. */
const CASES: readonly (readonly [
	name: string,
	text: string,
	run: (message: Message) => unknown,
	error: string | undefined,
])[] = [
	['fields', fields(MAX_HEADER_FIELDS), (m) => m.headers.count('a'), undefined],
	[
		'one field more',
		fields(MAX_HEADER_FIELDS + 1),
		(m) => m.headers.count('a'),
		'the header of the message has too many fields (limit 10000)',
	],
	[
		'a million fields',
		fields(1_000_000),
		(m) => m.body(),
		'the header of the message has too many fields (limit 10000)',
	],
	['a field of one megabyte', `a: ${'b'.repeat(1_048_570)}\r\n\r\n`, (m) => m.headers.get('a'), undefined],
	[
		'a larger field',
		`a: ${'b'.repeat(1_048_576)}\r\n\r\n`,
		(m) => m.headers.get('a'),
		'the header of the message is too large (limit 1048576 bytes)',
	],
	[
		'a folded field of 50 megabytes',
		`a:${' b\r\n'.repeat(12_500_000)}`,
		(m) => m.addresses('To'),
		'the header of the message is too large (limit 1048576 bytes)',
	],
	['no header but a long line', 'b'.repeat(5_000_000), (m) => m.headers.count('a'), undefined],
	['parts', multipart(MAX_PARTS), (m) => m.parts(), undefined],
	['one part more', multipart(MAX_PARTS + 1), (m) => m.parts(), 'the message has more than 1000 parts'],
	['100,000 parts', multipart(100_000), (m) => m.addFooter('x'), 'the message has more than 1000 parts'],
	['nesting', nested(MAX_DEPTH), (m) => m.parts(), undefined],
	[
		'nested deeper',
		nested(MAX_DEPTH + 1),
		(m) => m.parts(),
		'the parts of the message are nested deeper than 100 levels',
	],
	[
		'nested 100,000 deep',
		nested(100_000),
		(m) => m.parts(),
		'the parts of the message are nested deeper than 100 levels',
	],
	['forwarded', forwarded(MAX_DEPTH), (m) => m.parts(), undefined],
	[
		'forwarded 100,000 times',
		forwarded(100_000),
		(m) => m.body(),
		'the parts of the message are nested deeper than 100 levels',
	],
	[
		'fields of parts',
		`Content-Type: multipart/mixed; boundary=b\r\n\r\n${`--b\r\n${'a: b\r\n'.repeat(900)}\r\n`.repeat(30)}`,
		(m) => m.parts(),
		'the header of the parts has too many fields (limit 20000)',
	],
	['addresses', `To: ${'a@b.example,'.repeat(MAX_ADDRESSES)}\r\n\r\n`, (m) => m.addresses('To'), undefined],
	[
		'one address more',
		`To: ${'a@b.example,'.repeat(MAX_ADDRESSES + 1)}\r\n\r\n`,
		(m) => m.addresses('To'),
		'a header has more than 10000 addresses',
	],
	['a name that long', '\r\n', (m) => m.headers.append('a'.repeat(255), 'x'), undefined],
	[
		'a longer name',
		'\r\n',
		(m) => m.headers.append('a'.repeat(256), 'x'),
		`"${'a'.repeat(60)}…" is not the name of a header: expected 1 to 255 visible ASCII characters without blanks and colons`,
	],
	['a value that long', '\r\n', (m) => m.headers.append('a', 'b '.repeat(51_200)), undefined],
	[
		'a longer value',
		'\r\n',
		(m) => m.headers.append('a', 'b '.repeat(51_201)),
		'the value for the header `a` has 102402 characters, the limit is 102400',
	],
	['a word that long', '\r\n', (m) => m.headers.append('a', 'b'.repeat(995)), undefined],
	[
		'a longer word',
		'\r\n',
		(m) => m.headers.append('a', `${'b'.repeat(998)}`),
		'the value for the header `a` needs a line of 999 octets, the limit is 998: it has no blank where it could be folded',
	],
	[
		'fields that a script adds',
		fields(MAX_HEADER_FIELDS),
		(m) => m.headers.append('a', 'b'),
		'the header of the message cannot have more than 10000 fields',
	],
	[
		'bytes that a script adds',
		`a: ${'b'.repeat(1_000_000)}\r\n\r\n`,
		(m) => m.headers.append('a', 'b '.repeat(40_000)),
		'the header of the message cannot be larger than 1048576 bytes',
	],
	[
		'parts that a script adds',
		multipart(MAX_PARTS - 1),
		(m) => m.addPart('text/plain', 'x'),
		'the message cannot have more than 1000 parts',
	],
];

test.each(CASES)('%s', (_name, text, run, error) => {
	const tested = message(text);
	let found: string | undefined;
	try {
		run(tested);
	} catch (thrown) {
		found = (thrown as Error).message;
		expect((thrown as Error).name).toBe('MessageError');
	}
	expect(found).toBe(error);
	if (error !== undefined) {
		expect(() => run(tested)).toThrow(error);
		expect(tested.bytes().equals(Buffer.from(text, 'latin1'))).toBe(true);
	}
});

describe('beyond a limit', () => {
	const endless = Buffer.from('a: b\r\n'.repeat(100_000));

	it('nothing is read', () => {
		const allowed = countOperations(() => new Message(Buffer.from(fields(MAX_HEADER_FIELDS))).headers.count('a'));
		const more = countOperations(() => new Message(endless).headerProblem);
		expect(more).toBeLessThan(allowed * 1.1);
	});

	it('a server can know before rules fail', () => {
		expect(new Message(endless).headerProblem).toBe('the header of the message has too many fields (limit 10000)');
		expect(message('Subject: x\r\n\r\n').headerProblem).toBeUndefined();
	});

	it('headers of earlier stages go on top all the same', () => {
		const pending = new Message(Buffer.alloc(0), {}, [], false);
		pending.headers.append('X-First', 'yes');
		const received = new Message(endless, {}, pending.headers.fields);
		expect(received.bytes().toString()).toBe(`X-First: yes\r\n${endless.toString()}`);
		expect(received.size).toBe(endless.length + 14);
	});
});

test('memory for embedded messages that are encoded again and again is bounded', () => {
	let inner = Buffer.from('Subject: x\r\n\r\nend\r\n');
	for (let level = 0; level < 40; level++) {
		const body = inner.toString('base64').replaceAll(/(.{76})/g, '$1\r\n');
		inner = Buffer.from(`Content-Type: message/rfc822\r\nContent-Transfer-Encoding: base64\r\n\r\n${body}`);
		if (inner.length > 3_000_000) break;
	}
	const found = new Message(inner).parts().length;
	expect(found).toBeGreaterThan(2);
	expect(found).toBeLessThan(40);
});
