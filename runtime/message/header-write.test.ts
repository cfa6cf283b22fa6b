import fc from 'fast-check';
import { describe, expect, it, test } from 'vitest';
import { MessageError } from '../../stdlib/host/message.ts';
import { writeField } from './header-write.ts';
import { Message } from './message.ts';

const written = (name: string, value: string, utf8 = false): string => {
	try {
		const { source, start, end } = writeField(name, value, utf8);
		return source.toString('utf8', start, end);
	} catch (error) {
		if (error instanceof MessageError) return `error: ${error.message}`;
		throw error;
	}
};

const FIELDS: readonly (readonly [name: string, value: string, field: string])[] = [
	['X', 'y', 'X: y\r\n'],
	['X', '', 'X:\r\n'],
	['X', '   ', 'X:\r\n'],
	['X', '  y', 'X: y\r\n'],
	['X', 'y  ', 'X: y\r\n'],
	['X', 'a  b\tc', 'X: a  b\tc\r\n'],
	['X', 'a\n b', 'X: a\r\n b\r\n'],
	['X', 'a\r\n\tb', 'X: a\r\n\tb\r\n'],
	['X', 'a  \n b', 'X: a\r\n   b\r\n'],
	['X', '\n a', 'X:\r\n a\r\n'],
	['X', 'a\n \n b', 'X: a\r\n  b\r\n'],
	['X', 'a\n ', 'X: a\r\n'],
	['x-y!#$%', 'z', 'x-y!#$%: z\r\n'],
	['Subject', 'é', 'Subject: =?utf-8?B?w6k=?=\r\n'],
	['Subject', 'un café et un thé', 'Subject: un =?utf-8?Q?caf=C3=A9?= et un =?utf-8?Q?th=C3=A9?=\r\n'],
	['Subject', 'café  thé', 'Subject: =?utf-8?Q?caf=C3=A9__th=C3=A9?=\r\n'],
	['Subject', 'é\n x', 'Subject: =?utf-8?B?w6k=?=\r\n x\r\n'],
	['Subject', '=?utf-8?Q?a?= é', 'Subject: =?utf-8?Q?a?= =?utf-8?B?IMOp?=\r\n'],
	['Subject', 'é =?utf-8?Q?a?=', 'Subject: =?utf-8?B?w6kg?= =?utf-8?Q?a?=\r\n'],
	['Subject', 'bell \x07', 'Subject: bell =?utf-8?B?Bw==?=\r\n'],
	['From', 'José <jose@x.example>', 'From: =?utf-8?Q?Jos=C3=A9?= <jose@x.example>\r\n'],
	['from', '"José, M." <jose@x.example>', 'from: =?utf-8?Q?Jos=C3=A9=2C_M=2E?= <jose@x.example>\r\n'],
	[
		'To',
		'a@x.example, "Bob" <b@x.example>, Zoë <z@x.example>',
		'To: a@x.example, "Bob" <b@x.example>, =?utf-8?Q?Zo=C3=AB?= <z@x.example>\r\n',
	],
	[
		'To',
		'Größe: a@x.example, Zoë <z@x.example>;',
		'To: =?utf-8?B?R3LDtsOfZQ==?= : a@x.example, =?utf-8?Q?Zo=C3=AB?=\r\n <z@x.example>;\r\n',
	],
	['To', 'a@bücher.example', 'To: a@xn--bcher-kva.example\r\n'],
	['To', 'Ann <a@bücher.example>', 'To: Ann <a@xn--bcher-kva.example>\r\n'],
	['To', '"Ann B." <a@bücher.example>', 'To: "Ann B." <a@xn--bcher-kva.example>\r\n'],
	['To', 'rené', 'To: =?utf-8?Q?ren=C3=A9?=\r\n'],
	[
		'Content-Disposition',
		'attachment; filename="é.pdf"; size=1',
		"Content-Disposition: attachment; filename*=utf-8''%C3%A9.pdf; size=1\r\n",
	],
	[
		'Content-Type',
		'text/plain; charset=utf-8; name="a b é"',
		"Content-Type: text/plain; charset=utf-8; name*=utf-8''a%20b%20%C3%A9\r\n",
	],
	[
		'Subject',
		'one two three four five six seven eight nine ten eleven twelve thirteen fourteen',
		'Subject: one two three four five six seven eight nine ten eleven twelve\r\n thirteen fourteen\r\n',
	],
	['X', `${'a'.repeat(90)} b`, `X: ${'a'.repeat(90)}\r\n b\r\n`],
	['X', 'a'.repeat(997), `X:\r\n ${'a'.repeat(997)}\r\n`],
	[
		'Subject',
		'Ünïcödé '.repeat(12),
		'Subject: =?utf-8?B?w5xuw69jw7Zkw6kgw5xuw69jw7Zkw6kgw5xuw69jw7Zkw6kgw5xu?=\r\n =?utf-8?B?w69jw7Zkw6kgw5xuw69jw7Zkw6kgw5xuw69jw7Zkw6kgw5xuw69jw7Zkw6kg?=\r\n =?utf-8?B?w5xuw69jw7Zkw6kgw5xuw69jw7Zkw6kgw5xuw69jw7Zkw6kgw5xuw69jw7Zk?=\r\n =?utf-8?B?w6kgw5xuw69jw7Zkw6k=?=\r\n',
	],
];

test.each(FIELDS)('%s: %j', (name, value, field) => {
	expect(written(name, value)).toBe(field);
});

const NOT_A_NAME = ' is not the name of a header: expected 1 to 255 visible ASCII characters without blanks and colons';
const LINE_BREAK =
	'error: the value for the header `X` has a line break that no blank follows: it would begin another header';

const ERRORS: readonly (readonly [name: string, value: string, error: string])[] = [
	['', 'y', `error: ""${NOT_A_NAME}`],
	['X:', 'y', `error: "X:"${NOT_A_NAME}`],
	['X Y', 'y', `error: "X Y"${NOT_A_NAME}`],
	['X\r\nBcc', 'y', `error: "X\\r\\nBcc"${NOT_A_NAME}`],
	['Größe', 'y', `error: "Größe"${NOT_A_NAME}`],
	['X', 'a\nBcc: b', LINE_BREAK],
	['X', 'a\r\nBcc: b', LINE_BREAK],
	['X', 'a\rBcc: b', LINE_BREAK],
	['X', 'a\r b', LINE_BREAK],
	['X', 'a\n\n b', LINE_BREAK],
	['X', 'a\n', LINE_BREAK],
	['X', '\r\n', LINE_BREAK],
	['X', 'a\0b', 'error: the value for the header `X` has a NUL character'],
	[
		'To',
		'rené@x.example',
		'error: the address `rené@x.example` is not ASCII, and the message came without SMTPUTF8: it cannot stand in its header',
	],
];

test.each(ERRORS)('%j: %j is refused', (name, value, error) => {
	expect(written(name, value)).toBe(error);
});

describe('with SMTPUTF8', () => {
	it('writes UTF-8 as it is', () => {
		expect(written('Subject', 'café', true)).toBe('Subject: café\r\n');
		expect(written('To', 'rené@bücher.example', true)).toBe('To: rené@bücher.example\r\n');
	});

	it('limits lines by octets', () => {
		expect(written('X', 'é'.repeat(500), true)).toBe(
			'error: the value for the header `X` needs a line of 1001 octets, the limit is 998: it has no blank where it could be folded',
		);
	});
});

const name = fc.oneof(fc.constantFrom('Subject', 'To', 'X', 'Content-Type', 'From'), fc.string({ maxLength: 8 }));
const value = fc.oneof(
	fc.string({ unit: 'binary', maxLength: 120 }),
	fc
		.array(
			fc.constantFrom(
				'a',
				' ',
				'\t',
				'\r',
				'\n',
				'\r\n ',
				'\n ',
				'\0',
				'é',
				'Bcc: x',
				':',
				'"',
				'<',
				'@',
				'x@y.example',
				',',
				'=?utf-8?Q?a?=',
			),
			{
				maxLength: 20,
			},
		)
		.map((pieces) => pieces.join('')),
);

test('nothing that is written makes more than one field, or lines that are too long', () => {
	fc.assert(
		fc.property(name, value, fc.boolean(), (key, text, smtpUtf8) => {
			const message = new Message(Buffer.from('A: 1\r\nB: 2\r\n\r\nbody\r\n'), { smtpUtf8 });
			try {
				message.headers.prepend(key, text);
			} catch (error) {
				expect(error).toBeInstanceOf(MessageError);
				return;
			}
			const bytes = message.bytes();
			const again = new Message(bytes);
			expect(again.headers.fields.map((field) => field.name)).toEqual([key, 'A', 'B']);
			expect(bytes.toString('latin1').endsWith('\r\n\r\nbody\r\n')).toBe(true);
			for (const line of bytes.toString('latin1').split('\r\n')) {
				expect(line.length).toBeLessThanOrEqual(998);
				expect(line).not.toMatch(/[\r\n\0]/);
			}
			if (!smtpUtf8) expect(bytes.every((byte) => byte < 128)).toBe(true);
		}),
		{ numRuns: 2_000 },
	);
});

test('text is read as it was written', () => {
	const words = fc.array(fc.string({ unit: 'grapheme', minLength: 1, maxLength: 90 }), { maxLength: 12 });
	fc.assert(
		fc.property(words, fc.boolean(), (list, smtpUtf8) => {
			const text = list
				.join(' ')
				.replaceAll(/[\r\n\0]/g, '')
				.replaceAll('=?', '')
				.trim();
			fc.pre(!text.startsWith('\u00a0'));
			const message = new Message(Buffer.from('\r\n'), { smtpUtf8 });
			message.headers.set('Subject', text);
			expect(message.headers.getDecoded('Subject')?.trim()).toBe(text);
			if (!smtpUtf8)
				for (const line of message.headers.lines()[0]?.split('\r\n') ?? [])
					expect(line.length).toBeLessThanOrEqual(998);
		}),
	);
});
