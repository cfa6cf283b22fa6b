/**
 * A node of the MIME tree (RFC 2045 calls it an entity): the message itself, a part of a multipart, or an embedded
 * message. It refers to the bytes it was found in. As long as nothing in it is touched it is written out as that one
 * slice; otherwise from its pieces, of which most are slices again.
 *
 * The depth of the tree is bounded by `MAX_DEPTH` when it is made, so what walks it may recurse.
 */

import { byteString } from './byte-text.ts';
import { Chunks, CRLF, isEmpty, type Slice, viewOf, wholeOf } from './chunks.ts';
import type { HeaderField } from './header-field.ts';
import { writeField } from './header-write.ts';
import { parseStructured, type Structured } from './parameters.ts';
import { isMediaType } from './token.ts';
import { decodeTransfer, encodeAs } from './transfer-encoding.ts';
import { trimBlanks, trimBlanksEnd, unfold } from './unfold.ts';

/** A body without parts, as it stands in the message. */
export interface Leaf {
	readonly kind: 'leaf';
	readonly bytes: Slice;
}

export interface MultipartItem {
	/** Line end, delimiter line and its line end; empty for a part that was added. */
	readonly before: Slice;
	readonly entity: Entity;
}

export interface Multipart {
	readonly kind: 'multipart';
	/** A byte string without the dashes. */
	readonly boundary: string;
	readonly preamble: Slice;
	readonly items: readonly MultipartItem[];
	/** Line end and closing delimiter; empty where the multipart just stops. */
	readonly closing: Slice;
	readonly epilogue: Slice;
}

/** A message as a part of another. */
export interface Embedded {
	readonly kind: 'embedded';
	readonly message: Entity;
	/** The body as it stands in the outer message; the bytes of `message` themselves unless that is encoded. */
	readonly raw: Slice;
}

export type Content = Leaf | Multipart | Embedded;

export interface EntityStart {
	/** Line of a mailbox file above the fields. */
	readonly preface: Slice;
	readonly fields: readonly HeaderField[];
	/** Empty line between header and body; empty where there is none. */
	readonly separator: Slice;
	/** Media type where none is declared. */
	readonly defaultType: 'text/plain' | 'message/rfc822';
}

export class Entity {
	parent: Entity | undefined;
	/** The whole of it in the bytes it was found in; set once its end is known. */
	whole: Slice | undefined;
	readonly preface: Slice;
	readonly defaultType: EntityStart['defaultType'];
	#separator: Slice;
	#fields: HeaderField[];
	#content: Content;
	/** Whether it or something in it differs from `whole`. */
	#touched = false;
	#type: Structured | undefined;
	/** Digests of the decoded content, by algorithm. */
	readonly digests = new Map<string, string>();

	constructor({ preface, fields, separator, defaultType }: EntityStart, content: Content) {
		this.preface = preface;
		this.#separator = separator;
		this.defaultType = defaultType;
		this.#fields = [...fields];
		this.#content = content;
	}

	get fields(): readonly HeaderField[] {
		return this.#fields;
	}

	get content(): Content {
		return this.#content;
	}

	/** Whether an empty line stands between header and body. */
	get separated(): boolean {
		return !isEmpty(this.#separator);
	}

	get touched(): boolean {
		return this.#touched;
	}

	/** Marks it and everything around it as changed. */
	touch(): void {
		for (let entity: Entity | undefined = this; entity !== undefined; entity = entity.parent) {
			entity.#touched = true;
			entity.digests.clear();
			entity.#separate();
		}
	}

	/**
	 * Gives a changed entity the empty line that it lacks: without it a body that begins with a line that is no field
	 * could become part of the header, and a delimiter behind it the empty line. The same for a message inside of it. A
	 * message that stands alone may do without a body.
	 */
	#separate(): void {
		const content = this.#content;
		const isBare = content.kind === 'leaf' && isEmpty(content.bytes) && this.parent === undefined;
		if (!endsWithLineBreak(this.#separator) && !isBare) this.#separator = wholeOf(CRLF);
		if (content.kind === 'embedded' && this.parent !== undefined && !content.message.separated) content.message.touch();
	}

	/** What the parser found the body to be: not a change. */
	found(content: Content): void {
		this.#content = content;
	}

	/** Another content. */
	change(content: Content): void {
		this.#content = content;
		this.touch();
	}

	changeFields(fields: HeaderField[]): void {
		this.#fields = fields;
		this.#type = undefined;
		this.touch();
	}

	/** First field of that name in lower case. */
	field(key: string): HeaderField | undefined {
		return this.#fields.find((field) => field.key === key);
	}

	/** Value of the first field of that name in lower case, without folds, as a byte string; `''` if there is none. */
	value(key: string): string {
		const field = this.field(key);
		return field === undefined ? '' : trimBlanks(unfold(field.value));
	}

	/** Writes the first field of that name, or adds one at the end. @throws MessageError for a value that is too long */
	setField(name: string, value: string): void {
		this.putField(writeField(name, value, false));
	}

	/** Puts a field in place of the first of its name, or at the end. */
	putField(field: HeaderField): void {
		const at = this.#fields.findIndex((old) => old.key === field.key);
		this.changeFields(at === -1 ? [...this.#fields, field] : this.#fields.with(at, field));
	}

	removeFields(isGone: (key: string) => boolean): void {
		if (this.#fields.some((field) => isGone(field.key))) {
			this.changeFields(this.#fields.filter((field) => !isGone(field.key)));
		}
	}

	/** Media type in lower case with its parameters. A value that is none means the default (RFC 2045 5.2). */
	get contentType(): Structured {
		this.#type ??= this.#readType();
		return this.#type;
	}

	#readType(): Structured {
		const value = this.value('content-type');
		const structured = value === '' ? { value: this.defaultType, parameters: new Map() } : parseStructured(value);
		return isMediaType(structured.value) ? structured : { ...structured, value: 'text/plain' };
	}

	/** Transfer encoding in lower case. */
	get encoding(): string {
		return parseStructured(this.value('content-transfer-encoding')).value || '7bit';
	}

	/** The body as it would be written now. */
	body(): Buffer {
		const content = this.#content;
		if (content.kind === 'leaf') return viewOf(content.bytes);
		if (content.kind === 'embedded' && !content.message.touched) return viewOf(content.raw);
		const out = new Chunks();
		this.#writeContent(out);
		return joined(out);
	}

	/** The body without its transfer encoding. A multipart has none, whatever its header says (RFC 2045 6.4). */
	decoded(): Buffer {
		return this.#content.kind === 'multipart' ? this.body() : decodeTransfer(this.body(), this.encoding);
	}

	write(out: Chunks): void {
		if (!this.#touched && this.whole !== undefined) {
			out.add(this.whole);
			return;
		}
		out.add(this.preface);
		for (const field of this.#fields) {
			startLine(out);
			out.add(field);
		}
		if (!isEmpty(this.#separator)) {
			startLine(out);
			out.add(this.#separator);
		}
		this.#writeContent(out);
	}

	#writeContent(out: Chunks): void {
		const content = this.#content;
		if (content.kind === 'leaf') {
			out.add(content.bytes);
		} else if (content.kind === 'multipart') {
			writeMultipart(content, out);
		} else if (!content.message.touched) {
			out.add(content.raw);
		} else if (content.message.isIn(content.raw)) {
			content.message.write(out);
		} else {
			const inner = new Chunks();
			content.message.write(inner);
			const { bytes } = encodeAs(joined(inner), this.encoding);
			out.add(wholeOf(bytes));
		}
	}

	/** Whether it was found in these very bytes. */
	isIn({ source }: Slice): boolean {
		return this.whole?.source === source;
	}
}

/** All bytes of what was written. */
export function joined(out: Chunks): Buffer {
	const list = out.list();
	return list.length === 1 ? (list[0] as Buffer) : Buffer.concat(list);
}

function startLine(out: Chunks): void {
	if (!out.atLineStart) out.add(wholeOf(CRLF));
}

function writeMultipart({ boundary, preamble, items, closing, epilogue }: Multipart, out: Chunks): void {
	const start = out.length;
	out.add(preamble);
	let before: Entity | undefined;
	for (const { before: delimiter, entity } of items) {
		if (isEmpty(delimiter)) {
			addText(out, `${out.length > start ? '\r\n' : ''}--${boundary}\r\n`);
		} else {
			writeDelimiter(out, delimiter, before);
		}
		entity.write(out);
		before = entity;
	}
	writeDelimiter(out, closing, before);
	out.add(epilogue);
}

/**
 * A delimiter as it was found, perhaps without a line end before it: the part before may have had no body at all. If
 * that part is a new one ending in CR, a delimiter that begins with a bare LF would take that for its own.
 */
function writeDelimiter(out: Chunks, delimiter: Slice, before: Entity | undefined): void {
	if (before?.touched === true && !isEmpty(delimiter)) {
		if (!beginsWithLineBreak(delimiter)) addText(out, '\r\n');
		else if (delimiter.source[delimiter.start] === 10 && out.lastByte === 13) addText(out, '\r');
	}
	out.add(delimiter);
}

/** Also says no to an empty one. */
const endsWithLineBreak = ({ source, start, end }: Slice): boolean => end > start && source[end - 1] === 10;

export const beginsWithLineBreak = ({ source, start }: Slice): boolean => source[start] === 10 || source[start] === 13;

function addText(out: Chunks, text: string): void {
	out.add(wholeOf(Buffer.from(text, 'latin1')));
}

/** Name of the boundary parameter as it stands in delimiter lines; undefined where it is of no use. */
export function boundaryOf({ value, parameters }: Structured): string | undefined {
	if (!value.startsWith('multipart/')) return undefined;
	const boundary = trimBlanksEnd(byteString(Buffer.from(parameters.get('boundary') ?? '', 'utf8')));
	// Two dashes alone would make a delimiter of every signature mark.
	return boundary === '' ? undefined : boundary;
}
