import fc from 'fast-check';
import { expect, test } from 'vitest';
import { decodeTransfer, encodeAs, encodeTextBody } from './transfer-encoding.ts';

const bytes = (text: string): Buffer => Buffer.from(text, 'latin1');

test.each([
	['7bit', 'as it is=41', 'as it is=41'],
	['8bit', 'caf\xe9', 'caf\xe9'],
	['binary', '\0\x01', '\0\x01'],
	['x-unknown', 'VGVh', 'VGVh'],
	['base64', 'VGVh', 'Tea'],
	['base64', 'VG\r\n Vh\r\n', 'Tea'],
	['base64', 'VGVhIQ==', 'Tea!'],
	['base64', 'VGVhIQ', 'Tea!'],
	['base64', 'VGVhIQ=', 'Tea!'],
	['base64', 'VGVhIQ==IQ==', 'Tea!!'],
	['base64', 'VG*V_h-', 'Tea'],
	['base64', '====', ''],
	['base64', 'V', ''],
	['base64', '', ''],
	['quoted-printable', 'T=65a=20=3D', 'Tea ='],
	['quoted-printable', 'a=\r\nb', 'ab'],
	['quoted-printable', 'a=\nb', 'ab'],
	['quoted-printable', 'a= \t\r\nb', 'ab'],
	['quoted-printable', 'a=', 'a'],
	['quoted-printable', 'a=\r', 'a'],
	['quoted-printable', 'a= ', 'a'],
	['quoted-printable', 'a= b', 'a= b'],
	['quoted-printable', 'a=4', 'a=4'],
	['quoted-printable', 'a=XY=', 'a=XY'],
	['quoted-printable', '=c3=A9', '\xc3\xa9'],
	['quoted-printable', 'a  \r\nb\t\nc ', 'a\r\nb\nc '],
	['quoted-printable', 'a=20\r\nb', 'a \r\nb'],
	['quoted-printable', 'a\rb', 'a\rb'],
	['quoted-printable', '\xe9', '\xe9'],
	['x-uuencode', 'begin 644 a\n#5&5A\n`\nend\n', 'Tea'],
	['x-uuencode', 'junk\r\nbegin 644 a\r\n#5&5A\r\n#5&5A\r\nend\r\nmore', 'TeaTea'],
	['uuencode', '#5&5A', '#5&5A'],
	['x-uue', 'begin 644 a\n', ''],
])('%s %j', (encoding, text, expected) => {
	expect(decodeTransfer(bytes(text), encoding).toString('latin1')).toBe(expected);
});

test.each([
	['', false, '7bit', ''],
	['Tea\r\n', false, '7bit', 'Tea\r\n'],
	['caf\xc3\xa9 au lait\r\n', true, '8bit', 'caf\xc3\xa9 au lait\r\n'],
	['caf\xc3\xa9 au lait\r\n', false, 'quoted-printable', 'caf=C3=A9 au lait\r\n'],
	['bare\nline', false, 'quoted-printable', 'bare=0Aline'],
	['bare\rline', false, 'quoted-printable', 'bare=0Dline'],
	['nul\0', false, 'quoted-printable', 'nul=00'],
	['\xc3\xa9\xc3\xa9\xc3\xa9', false, 'base64', 'w6nDqcOp'],
	['end \r\nend\t\r\n \xe9', false, 'quoted-printable', 'end=20\r\nend=09\r\n =E9'],
	[
		'From me\r\n.\r\n--x\r\n-y\r\n.z\r\n\xe9',
		false,
		'quoted-printable',
		'=46rom me\r\n=2E\r\n=2D-x\r\n-y\r\n.z\r\n=E9',
	],
	[`${'a'.repeat(999)}`, false, 'quoted-printable', `${`${'a'.repeat(75)}=\r\n`.repeat(13)}${'a'.repeat(24)}`],
	[`${'a'.repeat(998)}`, false, '7bit', 'a'.repeat(998)],
	[`${'a'.repeat(74)}\xe9`, false, 'quoted-printable', `${'a'.repeat(74)}=\r\n=E9`],
	[`${'a'.repeat(75)}--\xe9`, false, 'quoted-printable', `${'a'.repeat(75)}=\r\n=2D-=E9`],
] as const)('writes %j', (text, eightBit, encoding, expected) => {
	const encoded = encodeTextBody(bytes(text), eightBit);
	expect([encoded.encoding, encoded.bytes.toString('latin1')]).toEqual([encoding, expected]);
});

const content = fc.oneof(
	fc.uint8Array({ maxLength: 400 }),
	fc
		.array(fc.constantFrom('a', ' ', '\t', '\r', '\n', '\r\n', '=', '.', '--', 'From ', 'é', 'x'.repeat(70)), {
			maxLength: 60,
		})
		.map((pieces) => Buffer.from(pieces.join(''))),
);

test.each(['base64', 'quoted-printable', '7bit', '8bit'])('what is written in %s is read again', (wanted) => {
	fc.assert(
		fc.property(content, (raw) => {
			const { encoding, bytes: encoded } = encodeAs(Buffer.from(raw), wanted);
			expect(decodeTransfer(encoded, encoding).equals(Buffer.from(raw))).toBe(true);
			if (encoding === 'base64' || encoding === 'quoted-printable') {
				for (const line of encoded.toString('latin1').split('\r\n')) {
					expect(line.length).toBeLessThanOrEqual(76);
					expect(line).toMatch(/^(?!--|From |\.$)[\t -~]*$/);
				}
			}
		}),
	);
});
