/**
 * A message on the bytes it came in. The bytes are looked at only when somebody asks: the header is indexed at the
 * first question about it, the parts are found at the first question about them, and an untouched message is written
 * out as the one buffer it is.
 */

import { createHash, randomUUID } from 'node:crypto';
import { type MailAddress, type MailMessage, type MailPart, MessageError } from '../../stdlib/host/message.ts';
import { addAddress, mailboxesOf, removeAddress, replaceAddress } from './address-edit.ts';
import { addressText, parseAddressList } from './address-list.ts';
import { bodyEntity, bodyTexts, isPlainText } from './body-search.ts';
import { readText, withCrlf } from './byte-text.ts';
import { Chunks, wholeOf } from './chunks.ts';
import { Entity, joined } from './entity.ts';
import { footerFor } from './footer.ts';
import { fieldOf, type HeaderField, nameKey } from './header-field.ts';
import { fieldBudget, scanHeader } from './header-scan.ts';
import { Headers } from './headers.ts';
import { MAX_HEADER_BYTES, MAX_HEADER_FIELDS, MAX_PARTS } from './limits.ts';
import { type MailJson, toMailJson } from './mail-json.ts';
import { givenAddress, headerAddress } from './mailbox-argument.ts';
import { parseContent, TreeBudget } from './mime-parse.ts';
import { givenType, isContentField, type NewBody, type NewContent, newBody, newEntity } from './new-content.ts';
import type { Structured } from './parameters.ts';
import { writeStructured } from './parameters-write.ts';
import { countEntities, givenFilename, Part, partsOf, withParameter } from './part.ts';
import { textOf } from './part-facts.ts';
import { addFirst, addLast, replaceEntity } from './tree-edit.ts';

export interface MessageOptions {
	/** Whether headers may hold UTF-8: the client used SMTPUTF8 (RFC 6531). */
	readonly smtpUtf8?: boolean;
	/** Makes the boundary of a new multipart; for tests. */
	readonly makeBoundary?: () => string;
}

/** Fields of the message that say what its body is. */
const DESCRIBING = ['content-type', 'content-transfer-encoding'];

/** Never part of an encoded body: `_` does not occur in base64, and `=_` not in quoted-printable. */
const randomBoundary = (): string => `=_${randomUUID()}`;

export class Message implements MailMessage {
	readonly received: boolean;
	readonly headers: Headers;
	readonly #raw: Buffer;
	readonly #makeBoundary: () => string;
	#smtpUtf8: boolean;
	/** Fields of earlier stages, which go on top. */
	readonly #onTop: readonly HeaderField[];
	#root: Entity | undefined;
	#parsed = false;
	#failure: MessageError | undefined;

	/**
	 * @param raw the message as received; must not change any more
	 * @param onTop header fields that rules of earlier stages wrote
	 */
	constructor(raw: Buffer, options: MessageOptions = {}, onTop: readonly HeaderField[] = [], received = true) {
		this.#raw = raw;
		this.#smtpUtf8 = options.smtpUtf8 ?? false;
		this.#makeBoundary = options.makeBoundary ?? randomBoundary;
		this.#onTop = onTop;
		this.received = received;
		this.headers = new Headers(this);
	}

	get smtpUtf8(): boolean {
		return this.#smtpUtf8;
	}

	/** Whether it differs from the bytes it was made of. */
	get changed(): boolean {
		return this.#onTop.length > 0 || this.#root?.touched === true;
	}

	/** Why functions on the header will fail, if they will: it passes a limit. A server should refuse such a message. */
	get headerProblem(): string | undefined {
		try {
			this.header();
			return undefined;
		} catch (error) {
			if (error instanceof MessageError) return error.message;
			throw error;
		}
	}

	/**
	 * Whether nothing but an empty line ends the header. If not, the body begins with a line that others may skip to find
	 * more header fields, which no rule has seen.
	 * @throws MessageError if the header passes a limit
	 */
	get separated(): boolean {
		const root = this.header();
		return root.separated || root.body().length === 0;
	}

	/** The message in pieces, in order and without copies of what did not change. */
	chunks(): readonly Buffer[] {
		return this.#written().list();
	}

	/** The whole message; the buffer it was made of if nothing changed. */
	bytes(): Buffer {
		return this.changed ? joined(this.#written()) : this.#raw;
	}

	get size(): number {
		return this.#written().length;
	}

	#written(): Chunks {
		const out = new Chunks();
		if (!this.changed) {
			out.add(wholeOf(this.#raw));
		} else if (this.headerProblem === undefined) {
			this.header().write(out);
		} else {
			// Not to be indexed, but still to be passed on.
			for (const field of this.#onTop) out.add(field);
			out.add(wholeOf(this.#raw));
		}
		return out;
	}

	get bodySize(): number {
		return this.header().body().length;
	}

	bodyDigest(): string {
		return createHash('sha1').update(this.header().body()).digest('hex');
	}

	toJson(): MailJson {
		return toMailJson(this);
	}

	/** A message of its own with the same bytes. */
	copy(): Message {
		const options = { smtpUtf8: this.#smtpUtf8, makeBoundary: this.#makeBoundary };
		return new Message(this.bytes(), options, [], this.received);
	}

	/** The entity of the message with its fields; its parts may not be known yet. @throws MessageError past a limit */
	header(): Entity {
		if (this.#root !== undefined) return this.#root;
		if (this.#failure !== undefined) throw this.#failure;
		const source = this.#raw;
		const budget = fieldBudget('the header of the message', MAX_HEADER_FIELDS);
		const block = this.#orFail(() => scanHeader(source, 0, source.length, budget));
		const root = new Entity(
			{
				preface: { source, start: 0, end: block.prefaceEnd },
				fields: block.fields,
				separator: { source, start: block.fieldsEnd, end: block.bodyStart },
				defaultType: 'text/plain',
			},
			{ kind: 'leaf', bytes: { source, start: block.bodyStart, end: source.length } },
		);
		root.whole = wholeOf(source);
		if (this.#onTop.length > 0) root.changeFields([...this.#onTop, ...root.fields]);
		this.#root = root;
		return root;
	}

	/** The entity of the message with its parts. @throws MessageError past a limit */
	tree(): Entity {
		const root = this.header();
		if (this.#parsed) return root;
		if (this.#failure !== undefined) throw this.#failure;
		this.#orFail(() => parseContent(root, 0, new TreeBudget(this.#raw.length)));
		this.#parsed = true;
		return root;
	}

	/** A limit that was passed once is not tried again. */
	#orFail<T>(run: () => T): T {
		try {
			return run();
		} catch (error) {
			if (error instanceof MessageError) this.#failure = error;
			throw error;
		}
	}

	/** Replaces the fields of the header. @throws MessageError past a limit */
	changeFields(fields: HeaderField[]): void {
		const root = this.header();
		let size = 0;
		for (const { start, end } of fields) size += end - start;
		if (fields.length > MAX_HEADER_FIELDS) {
			throw new MessageError(`the header of the message cannot have more than ${MAX_HEADER_FIELDS} fields`);
		}
		if (size > MAX_HEADER_BYTES) {
			throw new MessageError(`the header of the message cannot be larger than ${MAX_HEADER_BYTES} bytes`);
		}
		const describes = (field: HeaderField | undefined): string => field?.value ?? '';
		const before = DESCRIBING.map((key) => describes(root.field(key)));
		root.changeFields(fields);
		if (DESCRIBING.some((key, index) => describes(root.field(key)) !== before[index])) this.#forgetParts(root);
	}

	/** Another type or encoding makes other parts of the same body. */
	#forgetParts(root: Entity): void {
		if (root.content.kind !== 'leaf') root.change({ kind: 'leaf', bytes: wholeOf(root.body()) });
		this.#parsed = false;
		this.#failure = undefined;
	}

	addresses(name: string): readonly MailAddress[] {
		const key = nameKey(name);
		const found: MailAddress[] = [];
		for (const field of this.header().fields) {
			if (field.key !== key) continue;
			for (const { name: display, spec, group } of mailboxesOf(parseAddressList(field.value))) {
				found.push({ name: display, address: addressText(spec), group });
			}
		}
		return found;
	}

	rewriteFrom(address: string): void {
		this.#setAddress('From', headerAddress(givenAddress(address), this.#smtpUtf8));
	}

	rewriteRecipient(from: string, to: string): void {
		const old = givenAddress(from);
		const address = headerAddress(givenAddress(to), this.#smtpUtf8);
		if (this.header().field('to') === undefined) this.#setAddress('To', address);
		else this.#editTo((value) => replaceAddress(value, old, address));
	}

	addRecipient(address: string): void {
		const added = headerAddress(givenAddress(address), this.#smtpUtf8);
		const { fields } = this.header();
		const at = fields.findIndex((field) => field.key === 'to');
		const field = fields[at];
		if (field === undefined) this.#setAddress('To', added);
		else this.changeFields(fields.with(at, field.withValue(addAddress(field.name, field.value, added))));
	}

	removeRecipient(address: string): void {
		const old = givenAddress(address);
		this.#editTo((value) => removeAddress(value, old));
	}

	/** Writes a field that holds one address, given as a byte string. */
	#setAddress(name: string, address: string): void {
		const { fields } = this.header();
		const at = fields.findIndex((field) => field.key === name.toLowerCase());
		const field = fieldOf(`${name}: ${address}\r\n`, name.length + 1);
		this.changeFields(at === -1 ? [...fields, field] : fields.with(at, field));
	}

	/** Changes the value of every `To`; `undefined` removes the field. */
	#editTo(edit: (value: string) => string | undefined): void {
		let changed = false;
		const fields = this.header().fields.flatMap((field) => {
			if (field.key !== 'to') return [field];
			const { value } = field;
			const edited = edit(value);
			if (edited === value) return [field];
			changed = true;
			return edited === undefined ? [] : [field.withValue(edited)];
		});
		if (changed) this.changeFields(fields);
	}

	text(): string {
		return withCrlf(readText(this.bytes()));
	}

	body(): string {
		const texts = bodyTexts(this.tree(), true);
		const shown = texts.find(isPlainText) ?? texts[0];
		return shown === undefined ? '' : textOf(shown);
	}

	htmlBody(): string {
		const html = bodyTexts(this.tree(), true).find((entity) => entity.contentType.value === 'text/html');
		return html === undefined ? '' : textOf(html);
	}

	setBody(text: string, type = 'text/plain'): void {
		const given = givenType(type);
		if (!given.value.startsWith('text/'))
			throw new MessageError(`\`${given.value}\` is no text, which a body has to be`);
		const body = newBody(given, text);
		this.edit((root) => {
			const entity = bodyEntity(root);
			if (entity !== undefined) {
				replaceEntity(entity, newEntity(entity.parent, body));
			} else if (root.content.kind === 'multipart') {
				this.#checkRoom();
				addFirst(root, root.content, newEntity(root, body));
			}
		});
	}

	parts(): readonly MailPart[] {
		return partsOf(this.tree()).map(({ entity }) => new Part(this, entity));
	}

	addPart(type: string, content: NewContent): MailPart {
		return this.#add(type, content, { value: 'inline', parameters: new Map() });
	}

	addAttachment(filename: string, type: string, content: NewContent): MailPart {
		const disposition = { value: 'attachment', parameters: new Map() };
		return this.#add(type, content, withParameter(disposition, 'filename', givenFilename(filename)));
	}

	#add(type: string, content: NewContent, disposition: Structured): MailPart {
		const body = newBody(givenType(type), content);
		return this.edit((root) => {
			this.#checkRoom();
			const entity = this.newEntity(root, body, 1);
			entity.setField('Content-Disposition', writeStructured(disposition));
			addLast(root, entity, this.#makeBoundary);
			return new Part(this, entity);
		});
	}

	/**
	 * Changes the tree. Where that gives a message its first field that describes a body, it declares the version of
	 * MIME, without which such fields mean nothing (RFC 2045 4).
	 */
	edit<T>(change: (root: Entity) => T): T {
		const root = this.tree();
		const isDescribed = () => root.fields.some((field) => isContentField(field.key));
		const was = isDescribed();
		const result = change(root);
		if (!was && isDescribed() && root.field('mime-version') === undefined) root.setField('MIME-Version', '1.0');
		return result;
	}

	/** An entity for the tree, which it is not part of yet, with what is in it. @throws MessageError past a limit */
	newEntity(around: Entity | undefined, body: NewBody, depth: number): Entity {
		const entity = newEntity(around, body);
		parseContent(entity, depth, new TreeBudget(this.size, countEntities(this.tree())));
		return entity;
	}

	/** @throws MessageError if another part, with a multipart around it, would be too many */
	#checkRoom(): void {
		if (countEntities(this.tree()) + 2 > MAX_PARTS) {
			throw new MessageError(`the message cannot have more than ${MAX_PARTS} parts`);
		}
	}

	addFooter(text: string, html?: string): number {
		return this.edit((root) => {
			// A multipart without parts is broken enough.
			const texts = bodyTexts(root, false).filter((entity) => entity.contentType.value.startsWith('text/'));
			const changes = texts.map((entity) => {
				const isHtml = entity.contentType.value === 'text/html';
				return footerFor(entity, isHtml ? (html ?? htmlOf(text)) : text, isHtml);
			});
			for (const change of changes) change();
			return texts.length;
		});
	}
}

/** Plain text as HTML. */
function htmlOf(text: string): string {
	const escaped = text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
	return `<p>${withCrlf(escaped.trimEnd()).replaceAll('\r\n', '<br>\r\n')}</p>`;
}
