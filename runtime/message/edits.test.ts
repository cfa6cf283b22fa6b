/** Changes to parts and bodies, by what they do to the text of the message. */

import { describe, expect, it, test } from 'vitest';
import { MessageError } from '../../stdlib/host/message.ts';
import { Message } from './message.ts';

/** A message written with bare line ends, which become CRLF. */
const message = (text: string): Message =>
	new Message(Buffer.from(text.replaceAll('\n', '\r\n'), 'latin1'), { makeBoundary: () => 'NEW' });

/** The message as it would be written, CRLF as line ends, other CR and LF visible. */
const written = (of: Message): string =>
	of.bytes().toString('latin1').replaceAll('\r\n', '¶').replaceAll('\n', '<LF>').replaceAll('¶', '\n');

const PLAIN = 'Subject: tea\n\nTea?\n';

const MIXED = `Subject: tea
MIME-Version: 1.0
Content-Type: multipart/mixed; boundary=b

preamble
--b
Content-Type: text/plain; charset=utf-8

one
--b
Content-Type: application/pdf; name="a.pdf"
Content-Transfer-Encoding: base64
Content-Disposition: attachment; filename="a.pdf"
X-Keep: yes

QUJD
--b--
epilogue
`;

const ALTERNATIVE = `Subject: tea
MIME-Version: 1.0
Content-Type: multipart/alternative; boundary=b

--b
Content-Type: text/plain; charset=iso-8859-1
Content-Transfer-Encoding: 8bit

caf\xe9
--b
Content-Type: text/html; charset=utf-8
Content-Transfer-Encoding: quoted-printable

<HTML><BODY>caf=C3=A9</BODY></HTML>
--b--
`;

const SIGNED = `Subject: tea
MIME-Version: 1.0
Content-Type: multipart/signed; boundary=s

--s
Content-Type: text/plain

signed
--s
Content-Type: application/pgp-signature

sig
--s--
`;

const FORWARD = `Subject: fwd
Content-Type: multipart/mixed; boundary=b

--b

see
--b
Content-Type: message/rfc822

Subject: inner
Content-Type: multipart/mixed; boundary=i

--i

text
--i
Content-Type: image/png

png
--i--
--b--
`;

const ENCODED_FORWARD = `Content-Type: message/rfc822
Content-Transfer-Encoding: base64

${Buffer.from('Subject: inner\r\n\r\ntext\r\n').toString('base64')}
`;

test.each<[what: string, text: string, change: (message: Message) => unknown, expected: string]>([
	[
		'text replaced',
		MIXED,
		(m) => m.parts()[0]?.replace('two'),
		MIXED.replace('utf-8\n\none', 'utf-8\nContent-Transfer-Encoding: 7bit\n\ntwo'),
	],
	[
		'text replaced by text that is not ASCII',
		MIXED,
		(m) => m.parts()[0]?.replace('café\nthé\n'),
		MIXED.replace('utf-8\n\none', 'utf-8\nContent-Transfer-Encoding: quoted-printable\n\ncaf=C3=A9\nth=C3=A9\n'),
	],
	[
		'attachment replaced by text',
		MIXED,
		(m) => m.parts()[1]?.replace('removed'),
		MIXED.replace(
			'application/pdf; name="a.pdf"\nContent-Transfer-Encoding: base64',
			'text/plain; name=a.pdf\nContent-Transfer-Encoding: 7bit',
		).replace('QUJD', 'removed'),
	],
	[
		'attachment replaced by bytes',
		MIXED,
		(m) => m.parts()[1]?.replace(Buffer.from('DEF')),
		MIXED.replace('name="a.pdf"\nC', 'name=a.pdf\nC').replace('QUJD', 'REVG'),
	],
	[
		'attachment replaced by bytes of another type',
		MIXED,
		(m) => m.parts()[1]?.replace(Buffer.from('DEF'), 'image/png'),
		MIXED.replace('application/pdf; name="a.pdf"', 'image/png; name=a.pdf').replace('QUJD', 'REVG'),
	],
	[
		'text with a line like the boundary',
		MIXED,
		(m) => m.parts()[0]?.replace('x\n--b\ny'),
		MIXED.replace('utf-8\n\none', 'utf-8\nContent-Transfer-Encoding: quoted-printable\n\nx\n=2D-b\ny'),
	],
	['file renamed', MIXED, (m) => rename(m, 'b c.txt'), MIXED.replaceAll('"a.pdf"', '"b c.txt"')],
	[
		'file name taken away',
		MIXED,
		(m) => rename(m, ''),
		MIXED.replace('; filename="a.pdf"', '').replace('; name="a.pdf"', ''),
	],
	[
		'first part removed',
		MIXED,
		(m) => m.parts()[0]?.remove(),
		MIXED.replace('\n--b\nContent-Type: text/plain; charset=utf-8\n\none', ''),
	],
	[
		'last part removed',
		MIXED,
		(m) => m.parts()[1]?.remove(),
		MIXED.replace(/\n--b\nContent-Type: application[\s\S]*QUJD/, ''),
	],
	[
		'all parts removed',
		MIXED,
		(m) => {
			for (const part of m.parts()) part.remove();
		},
		'Subject: tea\nMIME-Version: 1.0\n\n',
	],
	['the only part removed', PLAIN, (m) => m.parts()[0]?.remove(), 'Subject: tea\n\n'],
	[
		'text of a plain message replaced',
		PLAIN,
		(m) => m.parts()[0]?.replace('No.'),
		'Subject: tea\nContent-Type: text/plain\nContent-Transfer-Encoding: 7bit\nMIME-Version: 1.0\n\nNo.',
	],
	[
		'attachment for a plain message',
		PLAIN,
		(m) => m.addAttachment('a b.txt', 'text/plain', 'x'),
		`Subject: tea
Content-Type: multipart/mixed; boundary=NEW
MIME-Version: 1.0

--NEW

Tea?

--NEW
Content-Type: text/plain
Content-Transfer-Encoding: 7bit
Content-Disposition: attachment; filename="a b.txt"

x
--NEW--
`,
	],
	[
		'attachment for an alternative',
		ALTERNATIVE,
		(m) => m.addAttachment('a.bin', 'application/octet-stream', Buffer.from('ABC')),
		ALTERNATIVE.replace(
			'multipart/alternative; boundary=b\n',
			'multipart/mixed; boundary=NEW\n\n--NEW\nContent-Type: multipart/alternative; boundary=b\n',
		).concat(
			'\n--NEW\nContent-Type: application/octet-stream\nContent-Transfer-Encoding: base64\nContent-Disposition: attachment; filename=a.bin\n\nQUJD\n--NEW--\n',
		),
	],
	[
		'attachment for a signed message',
		SIGNED,
		(m) => m.addAttachment('a.txt', 'text/plain', 'x'),
		SIGNED.replace(
			'multipart/signed; boundary=s\n',
			'multipart/mixed; boundary=NEW\n\n--NEW\nContent-Type: multipart/signed; boundary=s\n',
		).concat(
			'\n--NEW\nContent-Type: text/plain\nContent-Transfer-Encoding: 7bit\nContent-Disposition: attachment; filename=a.txt\n\nx\n--NEW--\n',
		),
	],
	[
		'part for a mixed message',
		MIXED,
		(m) => m.addPart('text/html', '<b>x</b>'),
		MIXED.replace(
			'\n--b--',
			'\n--b\nContent-Type: text/html\nContent-Transfer-Encoding: 7bit\nContent-Disposition: inline\n\n<b>x</b>\n--b--',
		),
	],
	[
		'part for a message without end',
		MIXED.slice(0, MIXED.indexOf('\n--b--')),
		(m) => m.addPart('text/html', 'x'),
		MIXED.replace(
			/\n--b--[\s\S]*/,
			'\n--b\nContent-Type: text/html\nContent-Transfer-Encoding: 7bit\nContent-Disposition: inline\n\nx\n--b--\n',
		),
	],
	[
		'forwarded message attached',
		PLAIN,
		(m) => m.addAttachment('m.eml', 'message/rfc822', 'Subject: x\r\n\r\ny\r\n'),
		`Subject: tea
Content-Type: multipart/mixed; boundary=NEW
MIME-Version: 1.0

--NEW

Tea?

--NEW
Content-Type: message/rfc822
Content-Transfer-Encoding: 7bit
Content-Disposition: attachment; filename=m.eml

Subject: x

y

--NEW--
`,
	],
	[
		'part of a forwarded message removed',
		FORWARD,
		(m) => m.parts()[3]?.remove(),
		FORWARD.replace('\n--i\nContent-Type: image/png\n\npng', ''),
	],
	[
		'forwarded message removed',
		FORWARD,
		(m) => m.parts()[1]?.remove(),
		FORWARD.replace(/\n--b\nContent-Type: message[\s\S]*--i--/, ''),
	],
	[
		'text of an encoded forwarded message replaced',
		ENCODED_FORWARD,
		(m) => m.parts()[1]?.replace('new\r\n'),
		ENCODED_FORWARD.replace(
			/(?<=base64\n\n)[\s\S]*/,
			Buffer.from('Subject: inner\r\nContent-Type: text/plain\r\nContent-Transfer-Encoding: 7bit\r\n\r\nnew\r\n')
				.toString('base64')
				.replaceAll(/(.{76})(?=.)/g, '$1\n'),
		),
	],
	[
		'body set',
		PLAIN,
		(m) => m.setBody('No.\n'),
		'Subject: tea\nContent-Type: text/plain\nContent-Transfer-Encoding: 7bit\nMIME-Version: 1.0\n\nNo.\n',
	],
	[
		'body set to HTML',
		PLAIN,
		(m) => m.setBody('<p>é</p>', 'text/html'),
		'Subject: tea\nContent-Type: text/html; charset=utf-8\nContent-Transfer-Encoding: quoted-printable\nMIME-Version: 1.0\n\n<p>=C3=A9</p>',
	],
	[
		'body of an alternative set',
		ALTERNATIVE,
		(m) => m.setBody('x'),
		'Subject: tea\nMIME-Version: 1.0\nContent-Type: text/plain\nContent-Transfer-Encoding: 7bit\n\nx',
	],
	[
		'body of a signed message set',
		SIGNED,
		(m) => m.setBody('x'),
		'Subject: tea\nMIME-Version: 1.0\nContent-Type: text/plain\nContent-Transfer-Encoding: 7bit\n\nx',
	],
	[
		'body of a mixed message set',
		MIXED,
		(m) => m.setBody('x'),
		MIXED.replace(
			'Content-Type: text/plain; charset=utf-8\n\none',
			'Content-Type: text/plain\nContent-Transfer-Encoding: 7bit\n\nx',
		),
	],
	[
		'body of attachments set',
		MIXED.replace(/--b\nContent-Type: text[\s\S]*?one\n/, ''),
		(m) => m.setBody('x'),
		MIXED.replace(
			'Content-Type: text/plain; charset=utf-8\n\none',
			'Content-Type: text/plain\nContent-Transfer-Encoding: 7bit\n\nx',
		),
	],
	['footer', PLAIN, (m) => m.addFooter('-- \nAnn'), 'Subject: tea\n\nTea?\n-- \nAnn\n'],
	[
		'footer that the charset cannot say',
		'Subject: tea\n\ncaf\xe9\n',
		(m) => m.addFooter('☕'),
		'Subject: tea\nContent-Type: text/plain; charset=utf-8\nContent-Transfer-Encoding: quoted-printable\nMIME-Version: 1.0\n\ncaf=C3=A9\n=E2=98=95\n',
	],
	[
		'footer in both forms',
		ALTERNATIVE,
		(m) => m.addFooter('th\xe9 & co'),
		ALTERNATIVE.replace('caf\xe9\n', 'caf\xe9\nth\xe9 & co\n\n').replace(
			'caf=C3=A9</BODY>',
			'caf=C3=A9\n<p>th=C3=A9 &amp; co</p>\n</BODY>',
		),
	],
	[
		'footer of its own for HTML',
		ALTERNATIVE,
		(m) => m.addFooter('x', '<hr>'),
		ALTERNATIVE.replace('caf\xe9\n', 'caf\xe9\nx\n\n').replace('caf=C3=A9</BODY>', 'caf=C3=A9\n<hr>\n</BODY>'),
	],
	[
		'footer that is a boundary',
		MIXED,
		(m) => m.addFooter('--b'),
		MIXED.replace('utf-8\n\none', 'utf-8\nContent-Transfer-Encoding: quoted-printable\n\none\n=2D-b\n'),
	],
	[
		'last part without a body removed',
		'Content-Type: multipart/mixed; boundary=b\n\n--b\n\nx\n--b\n--b--\n',
		(m) => m.parts()[1]?.remove(),
		'Content-Type: multipart/mixed; boundary=b\n\n--b\n\nx\n--b--\n',
	],
	[
		'last part behind one without a body removed',
		'Content-Type: multipart/mixed; boundary=b\n\n--b\n--b\n\nx\n--b--\n',
		(m) => m.parts()[1]?.remove(),
		'Content-Type: multipart/mixed; boundary=b\n\n--b\n--b--\n',
	],
	[
		'name for a forwarded message that is empty',
		'Content-Type: multipart/digest; boundary=b\n\n--b\n\n--b--\n',
		(m) => {
			for (const part of m.parts().slice(0, 1)) part.filename = 'x';
		},
		'Content-Type: multipart/digest; boundary=b\n\n--b\nContent-Disposition: attachment; filename=x\n\n\n\n--b--\n',
	],
	['no footer for what is signed', SIGNED, (m) => m.addFooter('x'), SIGNED],
	['footer only for the body', MIXED, (m) => m.addFooter('x'), MIXED.replace('one\n', 'one\nx\n\n')],
	['no footer for what is forwarded', FORWARD, (m) => m.addFooter('x'), FORWARD.replace('see\n', 'see\nx\n\n')],
	[
		'type changed by its header',
		MIXED,
		(m) => [m.parts(), m.headers.set('Content-Type', 'text/plain'), m.parts()[0]?.replace('x')],
		'Subject: tea\nMIME-Version: 1.0\nContent-Type: text/plain\nContent-Transfer-Encoding: 7bit\n\nx',
	],
])('%s', (_what, text, change, expected) => {
	const changed = message(text);
	change(changed);
	expect(written(changed)).toBe(expected);
	expect(changed.size).toBe(changed.bytes().length);
});

function rename(of: Message, name: string): void {
	const part = of.parts()[1];
	if (part !== undefined) part.filename = name;
}

test('a part is not added where an open multipart inside would take it', () => {
	const inner = 'Content-Type: multipart/mixed; boundary=b\n\n--b\n\ninner\n';
	const changed = message(`Content-Type: multipart/mixed; boundary=b\n\n--b\n${inner}`);
	changed.addPart('text/plain', 'added');
	const again = new Message(changed.bytes());
	expect(again.parts().map((part) => [part.path, part.text()])).toEqual([
		['1.1.1', 'inner\r\n'],
		['2', 'added'],
	]);
});

test('a part that ends in CR keeps it before a delimiter that begins with a bare LF', () => {
	const changed = new Message(Buffer.from('Content-Type: multipart/mixed; boundary=b\n\n--b\n\nx\n--b--\n'));
	const [part] = changed.parts();
	part?.replace(Buffer.from('x\r'), 'message/global-headers');
	expect(new Message(changed.bytes()).parts()[0]?.text()).toBe('x\r');
});

test.each<[what: string, text: string, change: (message: Message) => unknown, error: string]>([
	[
		'no media type',
		PLAIN,
		(m) => m.addPart('text', 'x'),
		'`text` is not a media type: expected something like `text/plain`',
	],
	[
		'a header in the type',
		PLAIN,
		(m) => m.addPart('text/plain\r\nX: y', 'x'),
		'`text/plain\r\nX: y` is not a media type: expected something like `text/plain`',
	],
	[
		'a multipart',
		PLAIN,
		(m) => m.addPart('multipart/mixed; boundary=x', 'x'),
		'`multipart/mixed` cannot be given as one part: add its parts',
	],
	[
		'a body that is no text',
		PLAIN,
		(m) => m.setBody('x', 'image/png'),
		'`image/png` is no text, which a body has to be',
	],
	[
		'a header in the file name',
		PLAIN,
		(m) => m.addAttachment('a\r\nX: y', 'text/plain', 'x'),
		'a file name cannot have a line break or a NUL character',
	],
	[
		'a header in a new file name',
		MIXED,
		(m) => rename(m, 'a\nb'),
		'a file name cannot have a line break or a NUL character',
	],
	[
		'an unknown charset',
		'Content-Type: text/plain; charset=x-klingon\n\nx',
		(m) => m.body(),
		'the charset `x-klingon` of the part is not known',
	],
])('%s is refused', (_what, text, change, error) => {
	const refused = message(text);
	expect(() => change(refused)).toThrow(new MessageError(error));
	expect(refused.changed).toBe(false);
});

describe('a part', () => {
	const GONE = 'the part is no longer in the message: it was removed, or what it stood in was replaced';

	it('stays what it is while others change', () => {
		const changed = message(MIXED);
		const [text, pdf] = changed.parts();
		text?.remove();
		expect([pdf?.path, pdf?.filename, pdf?.text()]).toEqual(['1', 'a.pdf', 'ABC']);
		pdf?.replace('x');
		expect(changed.parts()[0]?.text()).toBe('x');
		expect(changed.parts()[0]?.same(pdf as NonNullable<typeof pdf>)).toBe(true);
	});

	it('cannot be changed once it is gone', () => {
		const changed = message(MIXED);
		const [text, pdf] = changed.parts();
		text?.remove();
		expect(text?.text()).toBe('one');
		expect(text?.path).toBe('');
		expect(() => text?.remove()).toThrow(GONE);
		expect(() => text?.replace('x')).toThrow(GONE);
		changed.headers.set('Content-Type', 'text/plain');
		expect(() => pdf?.replace('x')).toThrow(GONE);
	});

	it('cannot be changed once what it stood in is gone', () => {
		const changed = message(FORWARD);
		const inner = changed.parts()[3];
		expect(inner?.within).toEqual(['multipart/mixed', 'message/rfc822', 'multipart/mixed']);
		changed.parts()[1]?.remove();
		expect(() => inner?.replace('x')).toThrow(GONE);
	});

	it('has digests of its decoded content', () => {
		const changed = message(MIXED);
		const pdf = changed.parts()[1];
		expect(pdf?.digest('md5')).toBe('902fbdd2b1df0c4f70b4a5d23525e932');
		expect(pdf?.digest('sha1')).toBe('3c01bdbb26f358bab27f267924aa2c9a03fcfdb8');
		pdf?.replace(Buffer.from(''));
		expect(pdf?.digest('sha256')).toBe('e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855');
	});

	it('gives bytes that are the caller’s own', () => {
		const changed = message(PLAIN);
		changed.parts()[0]?.bytes().fill(0);
		expect(changed.body()).toBe('Tea?\r\n');
	});

	it('shows its header', () => {
		const pdf = message(MIXED).parts()[1];
		expect(pdf?.headers.map(([name]) => name)).toEqual([
			'Content-Type',
			'Content-Transfer-Encoding',
			'Content-Disposition',
			'X-Keep',
		]);
		expect([pdf?.header('x-keep'), pdf?.header('Nothing')]).toEqual(['yes', undefined]);
		expect(() => pdf?.header('a b')).toThrow(MessageError);
	});
});

describe('footers and charsets', () => {
	const of = (charset: string, bytes: Buffer, footer: string): string => {
		const head = `Content-Type: text/plain; charset=${charset}\r\nContent-Transfer-Encoding: 8bit\r\n\r\n`;
		const changed = new Message(Buffer.concat([Buffer.from(head), bytes]));
		changed.addFooter(footer);
		return `${changed.parts()[0]?.charset} ${changed.parts()[0]?.encoding} ${changed.body()}`.replaceAll('\r\n', '/');
	};
	const shiftJis = Buffer.from('955c0d0a', 'hex');

	it.each([
		['koi8-r', Buffer.from('fec1ca0d0a', 'hex'), 'чай', 'koi8-r 8bit Чай/чай/'],
		['koi8-r', Buffer.from('fec1ca0d0a', 'hex'), 'é', 'utf-8 8bit Чай/é/'],
		['shift_jis', shiftJis, 'tea', 'shift_jis 8bit 表/tea/'],
		['shift_jis', shiftJis, '茶', 'utf-8 8bit 表/茶/'],
		['utf-16', Buffer.from('feff0041000d000a', 'hex'), 'b', 'utf-8 7bit A/b/'],
		['utf-8', Buffer.from('é'), '☕', 'utf-8 8bit é/☕/'],
	])('%s', (charset, bytes, footer, expected) => {
		expect(of(charset, bytes, footer)).toBe(expected);
	});

	it('keeps the bytes of a charset that nobody knows', () => {
		const changed = message('Content-Type: text/plain; charset=x-klingon\n\nnuq\xff\n');
		expect(changed.addFooter('x')).toBe(1);
		expect(written(changed)).toBe('Content-Type: text/plain; charset=x-klingon\n\nnuq\xff\nx\n');
	});

	it('cannot say what such a charset has no letters for', () => {
		const refused = message('Content-Type: text/plain; charset=x-klingon\n\nnuq\n');
		expect(() => refused.addFooter('é')).toThrow('the charset `x-klingon` of the part is not known');
	});
});

describe('addresses', () => {
	test.each<[what: string, header: string, change: (message: Message) => unknown, expected: string]>([
		['From replaced', 'From: "Ann" <a@b.example>\n', (m) => m.rewriteFrom('c@d.example'), 'From: c@d.example\n'],
		['From added', 'X: y\n', (m) => m.rewriteFrom('c@d.example'), 'X: y\nFrom: c@d.example\n'],
		[
			'the first of two From',
			'from: a\nFrom: b\n',
			(m) => m.rewriteFrom('c@d.example'),
			'From: c@d.example\nFrom: b\n',
		],
		[
			'To replaced',
			'To: Ann <a@b.example>,\n (x) c@d.example\nTo: a@B.example\n',
			(m) => m.rewriteRecipient('a@b.example', 'n@x.example'),
			'To: Ann <n@x.example>,\n (x) c@d.example\nTo: n@x.example\n',
		],
		[
			'To made by replacing',
			'X: y\n',
			(m) => m.rewriteRecipient('a@b.example', 'n@x.example'),
			'X: y\nTo: n@x.example\n',
		],
		[
			'To without the address',
			'To: c@d.example\n',
			(m) => m.rewriteRecipient('a@b.example', 'n@x.example'),
			'To: c@d.example\n',
		],
		[
			'added',
			'To: g: a@b.example;\nTo: c@d.example\n',
			(m) => m.addRecipient('n@x.example'),
			'To: g: a@b.example;, n@x.example\nTo: c@d.example\n',
		],
		['added to nothing', '', (m) => m.addRecipient('n@x.example'), 'To: n@x.example\n'],
		[
			'added international',
			'To: a@b.example\n',
			(m) => m.addRecipient('n@bücher.example'),
			'To: a@b.example, n@xn--bcher-kva.example\n',
		],
		[
			'removed',
			'to: a@b.example, c@d.example\nTo: a@b.example\nX: y\n',
			(m) => m.removeRecipient('a@b.example'),
			'to: c@d.example\nX: y\n',
		],
		['removed nothing', 'To: c@d.example\n', (m) => m.removeRecipient('a@b.example'), 'To: c@d.example\n'],
	])('%s', (_what, header, change, expected) => {
		const changed = message(`${header}\nbody\n`);
		change(changed);
		expect(written(changed)).toBe(`${expected}\nbody\n`);
		if (expected === header) expect(changed.changed).toBe(false);
	});

	it('must be addresses', () => {
		const refused = message('To: a@b.example\n\n');
		for (const change of [
			() => refused.rewriteFrom('Ann <a@b.example>'),
			() => refused.rewriteRecipient('a', 'a@b.example'),
			() => refused.rewriteRecipient('a@b.example', 'b\r\nX: y'),
			() => refused.addRecipient('a@b.example, c@d.example'),
			() => refused.removeRecipient(''),
		]) {
			expect(change).toThrow(/^invalid type conversion expected: `address`, but got: `/);
		}
		expect(refused.changed).toBe(false);
	});
});

test('a copy is independent', () => {
	const original = message(MIXED);
	const copy = original.copy();
	copy.setBody('x');
	copy.headers.set('Subject', 'y');
	expect(original.changed).toBe(false);
	expect(copy.bytes().equals(original.bytes())).toBe(false);
});

test('the text has CRLF line ends', () => {
	expect(new Message(Buffer.from('A: 1\n\ncaf\xe9\n', 'latin1')).text()).toBe('A: 1\r\n\r\ncafé\r\n');
});

test('whether an empty line ends the header', () => {
	expect(message('A: 1\n\nx').separated).toBe(true);
	expect(message('A: 1\n').separated).toBe(true);
	expect(message('').separated).toBe(true);
	expect(message('A: 1\nx').separated).toBe(false);
	expect(message('x').separated).toBe(false);
});
