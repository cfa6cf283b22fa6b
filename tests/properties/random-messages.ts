/** Random changes to random messages, for property tests: messages of the corpus, damaged, and edits in a row. */

import { readdirSync, readFileSync } from 'node:fs';
import fc from 'fast-check';
import type { Message } from '../../runtime/message/message.ts';
import type { MailPart } from '../../stdlib/host/message.ts';

const FOLDER = new URL('../../spec-tests/messages/', import.meta.url);

const CORPUS: readonly Buffer[] = readdirSync(FOLDER)
	.filter((name) => name.endsWith('.eml'))
	.sort()
	.map((name) => readFileSync(new URL(name, FOLDER)));

/** A change, shown by its text where a test fails. */
export interface Edit {
	readonly run: (message: Message) => unknown;
	readonly toString: () => string;
}

const edit = (name: string, args: unknown, run: Edit['run']): Edit => ({
	run,
	toString: () => `${name} ${JSON.stringify(args)}`,
});

/** Lines that are boundaries in messages of the corpus among them. */
const text = fc.oneof(
	fc.string({ unit: 'grapheme', maxLength: 80 }),
	fc.constantFrom('', 'hello\n', 'a'.repeat(1_200), 'é'.repeat(50), '\r', ' ', '--'),
	fc.constantFrom('--b', '--outer\r\n', '--same--\nx', '--cut\n\nx', '--r', '\n--sig\n', '--lf\n', '---'),
);

const type = fc.constantFrom(
	'text/plain',
	'text/html',
	'application/pdf',
	'image/png; name="x y.png"',
	'message/rfc822',
	'text/plain; charset=utf-16',
);

const content = fc.oneof(text, fc.uint8Array({ maxLength: 60 }));

const index = fc.nat(20);

function partAt(message: Message, at: number): MailPart {
	const parts = message.parts();
	return parts[at % parts.length] as MailPart;
}

export const edits: fc.Arbitrary<readonly Edit[]> = fc.array(
	fc.oneof(
		fc
			.tuple(index, content, fc.option(type, { nil: undefined }))
			.map(([at, what, of]) => edit('replace', [at, what, of], (m) => partAt(m, at).replace(what, of))),
		index.map((at) => edit('remove', at, (m) => partAt(m, at).remove())),
		fc.tuple(index, text).map(([at, name]) =>
			edit('rename', [at, name], (m) => {
				partAt(m, at).filename = name;
			}),
		),
		fc.tuple(text, type, content).map((args) => edit('attach', args, (m) => m.addAttachment(...args))),
		fc.tuple(type, content).map((args) => edit('add', args, (m) => m.addPart(...args))),
		text.map((footer) => edit('footer', footer, (m) => m.addFooter(footer))),
		fc
			.tuple(text, fc.constantFrom('text/plain', 'text/html'))
			.map((args) => edit('body', args, (m) => m.setBody(...args))),
		text.map((value) => edit('subject', value, (m) => m.headers.set('Subject', value))),
		fc
			.constantFrom('text/plain', 'multipart/mixed; boundary=b', 'multipart/mixed; boundary=outer', 'message/rfc822')
			.map((value) => edit('type', value, (m) => m.headers.set('Content-Type', value))),
		fc
			.constantFrom('Content-Type', 'Subject', 'Content-Transfer-Encoding', 'MIME-Version')
			.map((name) => edit('drop', name, (m) => m.headers.remove(name))),
	),
	{ maxLength: 6 },
);

const insertion = fc.constantFrom(
	...['\r\n', '\n', '\r', '--b', '\r\n--b\r\n', '\r\n--b--\r\n', '\0', ' ', '\r\n\r\n', ';', '"'],
	...['Content-Type: message/rfc822\r\n', 'Content-Transfer-Encoding: base64\r\n'],
);

type Damage = (bytes: Buffer) => Buffer;

const splice = (at: number, cut: number, put: Buffer): Damage => {
	return (bytes) => {
		const start = bytes.length === 0 ? 0 : at % bytes.length;
		return Buffer.concat([bytes.subarray(0, start), put, bytes.subarray(start + cut)]);
	};
};

const place = fc.nat(5_000);

const damage: fc.Arbitrary<Damage> = fc.oneof(
	fc.tuple(place, fc.nat(255)).map(([at, byte]) => splice(at, 1, Buffer.of(byte))),
	fc.tuple(place, fc.nat(60)).map(([at, length]) => splice(at, length, Buffer.alloc(0))),
	fc.tuple(place, insertion).map(([at, put]) => splice(at, 0, Buffer.from(put))),
	fc.tuple(place, fc.nat(200)).map(([at, length]): Damage => {
		return (bytes) => splice(at, 0, bytes.subarray(at % (bytes.length + 1), (at % (bytes.length + 1)) + length))(bytes);
	}),
);

/** Bytes of a message, more or less. */
export const rawMessages: fc.Arbitrary<Buffer> = fc
	.tuple(fc.constantFrom(...CORPUS), fc.array(damage, { maxLength: 4 }))
	.map(([raw, damages]) => Buffer.from(damages.reduce((bytes, change) => change(bytes), raw)));
