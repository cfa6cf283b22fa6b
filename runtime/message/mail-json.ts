/**
 * A message as the JSON of a parsed mail, which `dump` writes (library spec 15). Values are on one line, bodies are the
 * lines as they stand in the message, not decoded.
 */

import { readByteString, readText } from './byte-text.ts';
import { type Slice, viewOf } from './chunks.ts';
import type { Entity } from './entity.ts';
import type { HeaderField } from './header-field.ts';
import type { Message } from './message.ts';
import { isContentField } from './new-content.ts';
import { parseStructured } from './parameters.ts';
import { trimBlanks, unfold } from './unfold.ts';

export interface MailJson {
	readonly headers: readonly (readonly [name: string, value: string])[];
	readonly body: 'Undefined' | RegularJson | { readonly Mime: PartJson };
}

export interface RegularJson {
	readonly Regular: readonly string[];
}

export interface PartJson {
	readonly headers: readonly {
		readonly name: string;
		readonly value: string;
		readonly args: Readonly<Record<string, string>>;
	}[];
	readonly content: RegularJson | MultipartJson | { readonly Embedded: MailJson };
}

export interface MultipartJson {
	readonly Multipart: {
		readonly preamble: string;
		readonly parts: readonly PartJson[];
		readonly epilogue: string;
	};
}

/** @throws MessageError where a limit is passed */
export function toMailJson(message: Message): MailJson {
	return mailJson(message.tree());
}

/** The depth of the tree, and so of the calls here, is bounded. */
function mailJson(entity: Entity): MailJson {
	const headers = entity.fields.map((field) => [field.key, lineOf(field)] as const);
	const isMime = entity.field('mime-version') !== undefined || entity.field('content-type') !== undefined;
	if (entity.content.kind === 'leaf' && entity.body().length === 0) return { headers, body: 'Undefined' };
	return { headers, body: isMime ? { Mime: partJson(entity) } : { Regular: linesOf(entity.body()) } };
}

const lineOf = (field: HeaderField): string => readByteString(trimBlanks(unfold(field.value)));

function partJson(entity: Entity): PartJson {
	const headers = entity.fields
		.filter((field) => isContentField(field.key))
		.map((field) => {
			const { value, parameters } = parseStructured(trimBlanks(unfold(field.value)));
			// `fromEntries` makes own properties of all names, `__proto__` too.
			return { name: field.key, value: readByteString(value), args: Object.fromEntries(parameters) };
		});
	return { headers, content: contentJson(entity) };
}

function contentJson(entity: Entity): PartJson['content'] {
	const { content } = entity;
	if (content.kind === 'embedded') return { Embedded: mailJson(content.message) };
	if (content.kind === 'leaf') return { Regular: linesOf(entity.body()) };
	const parts = content.items.map((item) => partJson(item.entity));
	return { Multipart: { preamble: sliceText(content.preamble), parts, epilogue: sliceText(content.epilogue) } };
}

const sliceText = (slice: Slice): string => readText(viewOf(slice));

/** Lines without their ends; a line end at the very end begins no other line. */
function linesOf(bytes: Buffer): string[] {
	const lines = readText(bytes).split('\n');
	if (lines.at(-1) === '') lines.pop();
	return lines.map((line) => (line.endsWith('\r') ? line.slice(0, -1) : line));
}
