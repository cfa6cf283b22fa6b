/**
 * Twice the input takes twice the work, also of input that is made to hurt. Limits that would cut the work short are far
 * above the sizes here, unless that is what a case is about.
 */

import { expect, test } from 'vitest';
import { countOperations } from '../../tests/count-operations.ts';
import { addAddress, removeAddress } from './address-edit.ts';
import { parseAddressList } from './address-list.ts';
import { decodeWords, encodeWords } from './encoded-words.ts';
import { writeField } from './header-write.ts';
import { Message } from './message.ts';
import { parseStructured } from './parameters.ts';
import { decodeTransfer } from './transfer-encoding.ts';

const bytes = (text: string): Buffer => Buffer.from(text, 'latin1');

const parts = (text: string) => () => new Message(bytes(text)).parts();

const headers = (text: string) => () => new Message(bytes(text)).headers.get('nothing');

const list = (text: string) => () => parseAddressList(text);

const mixed = (body: string): string => `Content-Type: multipart/mixed; boundary=b\r\n\r\n${body}`;

/** What to do with an input made for a size. */
const CASES: readonly (readonly [name: string, make: (n: number) => () => unknown])[] = [
	['addresses: open comments', (n) => list('('.repeat(n))],
	['addresses: comments in comments', (n) => list(`${'('.repeat(n)}${')'.repeat(n)}a@b.example`)],
	['addresses: groups in groups', (n) => list('a:b:c:'.repeat(n))],
	['addresses: empty groups', (n) => list('a:;'.repeat(n))],
	['addresses: open brackets', (n) => list('<'.repeat(n))],
	['addresses: open and closed brackets', (n) => list(`${'<'.repeat(n)}${'>'.repeat(n)}`)],
	['addresses: open quotes', (n) => list('"\\"'.repeat(n))],
	['addresses: open literals', (n) => list('[a'.repeat(n))],
	['addresses: many signs', (n) => list('@'.repeat(n))],
	['addresses: commas', (n) => list(','.repeat(n))],
	['addresses: dots', (n) => list(`${'a.'.repeat(n)}@b.example`)],
	['addresses: blanks', (n) => list(`a${' '.repeat(n)}@b.example`)],
	['addresses: many', (n) => list('"Ann" <ann@b.example>, '.repeat(n))],
	['addresses: backslashes in quotes', (n) => list(`"${'\\a'.repeat(n)}"@b.example`)],
	[
		'addresses: removed from many',
		(n) => () => removeAddress('a@b.example, '.repeat(n), { local: 'a', domain: 'b.example' }),
	],
	['addresses: added to many', (n) => () => addAddress('To', 'a@b.example, '.repeat(n), 'c@d.example')],
	['encoded words: starts', (n) => () => decodeWords('=?'.repeat(n))],
	['encoded words: starts of words', (n) => () => decodeWords('=?utf-8?Q?a'.repeat(n))],
	['encoded words: starts with one end', (n) => () => decodeWords(`${'=?x?Q?'.repeat(n)}?=`)],
	['encoded words: in a row', (n) => () => decodeWords('=?utf-8?Q?a?= '.repeat(n))],
	['encoded words: question marks', (n) => () => decodeWords(`=${'?'.repeat(n)}`)],
	['encoded words: written', (n) => () => encodeWords('é '.repeat(n))],
	['values: written', (n) => () => writeField('Subject', 'é a '.repeat(n), false)],
	['values: blanks', (n) => () => writeField('Subject', `a${' '.repeat(50)}`.repeat(n / 10), false)],
	['values: addresses written', (n) => () => writeField('To', '"é" <a@b.example>, '.repeat(n), false)],
	['parameters: many', (n) => () => parseStructured('a/b; x=y'.repeat(n))],
	[
		'parameters: sections',
		(n) => () =>
			parseStructured(`a/b${Array.from({ length: 190 }, (_, i) => `; f*${i}=${'x'.repeat(n / 100)}`).join('')}`),
	],
	['parameters: comments', (n) => () => parseStructured(`a/b${'('.repeat(n)}`)],
	['parameters: semicolons', (n) => () => parseStructured(`a/b${';'.repeat(n)}`)],
	['parameters: quotes', (n) => () => parseStructured(`a/b; x="${'\\"'.repeat(n)}`)],
	['quoted-printable: soft breaks', (n) => () => decodeTransfer(bytes('=   '.repeat(n)), 'quoted-printable')],
	['quoted-printable: blanks', (n) => () => decodeTransfer(bytes(`=${' '.repeat(n)}=`), 'quoted-printable')],
	['base64: padding', (n) => () => decodeTransfer(bytes('Q==='.repeat(n)), 'base64')],
	['uuencode: lines', (n) => () => decodeTransfer(bytes(`begin 644 x\n${'#5&5A\n'.repeat(n)}`), 'uuencode')],
	['header: fields', (n) => headers('a:\r\n'.repeat(n))],
	['header: a long fold', (n) => headers(`a:\r\n${' b\r\n'.repeat(n)}`)],
	['header: a long line', (n) => headers(`a: ${'b'.repeat(n)}`)],
	['header: a line that is no field', (n) => headers('b'.repeat(n))],
	['parts: lines of dashes', (n) => parts(mixed('--\r\n'.repeat(n)))],
	['parts: boundary with more behind it', (n) => parts(mixed('--bb\r\n'.repeat(n)))],
	['parts: blanks behind the boundary', (n) => parts(mixed(`--b${' '.repeat(500)}x\r\n`.repeat(n / 10)))],
	['parts: closing delimiters', (n) => parts(mixed(`--b\r\n\r\n--b--\r\n${'--b--\r\n'.repeat(n)}`))],
	['parts: a long line', (n) => parts(mixed(`--b\r\n\r\n--${'b'.repeat(n)}`))],
	['parts: header lines of dashes', (n) => parts(mixed(`--b\r\n${'--a: b\r\n'.repeat(n / 10)}\r\n--b--`))],
	[
		'parts: nested as deep as allowed, lines of dashes in the innermost',
		(n) => {
			const level = (i: number) => `Content-Type: multipart/mixed; boundary=b${i}\r\n\r\n--b${i}\r\n`;
			return parts(Array.from({ length: 95 }, (_, i) => level(i)).join('') + '--b\r\n'.repeat(n));
		},
	],
];

test.each(CASES)('%s', (_name, make) => {
	const size = 2_000;
	// Once before, so that code and tables are there.
	make(size)();
	const single = countOperations(make(size));
	const double = countOperations(make(2 * size));
	expect(single).toBeGreaterThan(0);
	expect(double / single).toBeLessThan(2.05);
});
