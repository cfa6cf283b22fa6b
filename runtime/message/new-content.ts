/** Makes bodies for new content and gives entities the header fields that describe them. */

import { MessageError } from '../../stdlib/host/message.ts';
import { isAsciiText, withCrlf } from './byte-text.ts';
import { asciiInCharset } from './charset.ts';
import { EMPTY, wholeOf } from './chunks.ts';
import { Entity } from './entity.ts';
import { parseStructured, type Structured } from './parameters.ts';
import { writeStructured } from './parameters-write.ts';
import { isMediaType } from './token.ts';
import { type Encoded, encodeAs, encodeBinaryBody, encodeTextBody } from './transfer-encoding.ts';

/** Text, or bytes as they are. */
export type NewContent = string | Uint8Array;

/** An encoded body and the type to declare for it. */
export interface NewBody extends Encoded {
	readonly type: Structured;
}

/**
 * Reads a media type that a script gives.
 * @throws MessageError if it is none, or one whose content is made of parts
 */
export function givenType(text: string): Structured {
	const type = parseStructured(Buffer.from(text, 'utf8').toString('latin1'));
	if (!isMediaType(type.value)) {
		throw new MessageError(`\`${text.slice(0, 100)}\` is not a media type: expected something like \`text/plain\``);
	}
	if (type.value.startsWith('multipart/')) {
		throw new MessageError(`\`${type.value}\` cannot be given as one part: add its parts`);
	}
	return type;
}

/**
 * Encodes content for a part.
 * @param type as given; text gets the charset that it is written in
 * @param presentCharset what the part declares now; kept if the text is the same in it
 */
export function newBody(type: Structured, content: NewContent, presentCharset = ''): NewBody {
	if (typeof content !== 'string') return { type, ...binaryBody(type, content) };
	if (!type.value.startsWith('text/')) return { type, ...binaryBody(type, Buffer.from(content, 'utf8')) };
	const charset = isAsciiText(content) && asciiInCharset(presentCharset) !== 'none' ? presentCharset : 'utf-8';
	const parameters = new Map(type.parameters);
	if (charset === '') parameters.delete('charset');
	else parameters.set('charset', charset);
	return { type: { value: type.value, parameters }, ...encodeTextBody(Buffer.from(withCrlf(content), 'utf8'), false) };
}

/** Messages may not be encoded (RFC 2046 5.2.1), everything else is. */
function binaryBody({ value }: Structured, content: Uint8Array): Encoded {
	if (!value.startsWith('message/')) return encodeBinaryBody(content);
	const bytes = Buffer.from(content);
	return { encoding: bytes.every((byte) => byte < 128) ? '7bit' : '8bit', bytes };
}

/** Fields that describe a body: all whose names begin so (RFC 2045 9). */
export const isContentField = (key: string): boolean => key.startsWith('content-');

/** Fields that are true of one content only. */
const OF_CONTENT: ReadonlySet<string> = new Set([
	'content-md5',
	'content-length',
	'content-features',
	'content-language',
]);

/**
 * A new entity that holds a body and the fields that describe it. It stands nowhere yet, so what goes wrong from here on
 * leaves the message as it is.
 * @param around what it will stand in, none of whose boundaries it may contain
 */
export function newEntity(around: Entity | undefined, body: NewBody): Entity {
	const entity = emptyEntity();
	const { type, encoding, bytes } = safeBody(around, body);
	entity.setField('Content-Type', writeStructured(type));
	entity.setField('Content-Transfer-Encoding', encoding);
	entity.change({ kind: 'leaf', bytes: wholeOf(bytes) });
	return entity;
}

/** Gives an entity the body of a new one. Fields of the old body that may be wrong now are removed. */
export function takeBody(entity: Entity, from: Entity): void {
	entity.removeFields((key) => OF_CONTENT.has(key));
	for (const field of from.fields) entity.putField(field);
	entity.change(from.content);
	adopt(entity);
}

/** Makes an entity the parent of what is in it. */
export function adopt(entity: Entity): void {
	const { content } = entity;
	if (content.kind === 'multipart') for (const item of content.items) item.entity.parent = entity;
	else if (content.kind === 'embedded') content.message.parent = entity;
}

/** An entity without fields and body. */
export function emptyEntity(): Entity {
	return new Entity(
		{ preface: EMPTY, fields: [], separator: wholeOf(Buffer.from('\r\n')), defaultType: 'text/plain' },
		{ kind: 'leaf', bytes: EMPTY },
	);
}

/** The body in an encoding in which no line of it can be taken for a boundary of the multiparts around. */
function safeBody(around: Entity | undefined, body: NewBody): NewBody {
	if (!hasBoundary(body.bytes, around)) return body;
	return {
		type: body.type,
		...encodeAs(body.bytes, body.type.value.startsWith('text/') ? 'quoted-printable' : 'base64'),
	};
}

/** Whether bytes that stand as they are inside an entity would end their part of it. */
export function hasBoundary(bytes: Buffer, around: Entity | undefined): boolean {
	for (let outer = around; outer !== undefined; outer = outer.parent) {
		const { content } = outer;
		if (content.kind !== 'multipart') continue;
		const delimiter = `--${content.boundary}`;
		if (bytes.toString('latin1', 0, delimiter.length) === delimiter) return true;
		if (bytes.includes(Buffer.from(`\n${delimiter}`, 'latin1'))) return true;
	}
	return false;
}
