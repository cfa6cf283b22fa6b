/** A part as scripts see it: reads and changes an entity of the tree. */

import { createHash } from 'node:crypto';
import { type DigestAlgorithm, type MailPart, MessageError } from '../../stdlib/host/message.ts';
import { readByteString } from './byte-text.ts';
import type { Entity } from './entity.ts';
import { nameKey } from './header-field.ts';
import { givenType, type NewBody, type NewContent, newBody, takeBody } from './new-content.ts';
import type { Structured } from './parameters.ts';
import { writeStructured } from './parameters-write.ts';
import { charsetOf, contentIdOf, dispositionOf, filenameOf, isAttachment, textOf } from './part-facts.ts';
import { removeEntity } from './tree-edit.ts';
import { trimBlanks, unfold } from './unfold.ts';

/** The message that a part belongs to. */
export interface PartOwner {
	tree(): Entity;
	edit<T>(change: () => T): T;
	newEntity(around: Entity | undefined, body: NewBody, depth: number): Entity;
}

export class Part implements MailPart {
	readonly #owner: PartOwner;
	readonly #entity: Entity;

	constructor(owner: PartOwner, entity: Entity) {
		this.#owner = owner;
		this.#entity = entity;
	}

	get type(): string {
		return readByteString(this.#entity.contentType.value);
	}

	get filename(): string {
		return filenameOf(this.#entity);
	}

	set filename(filename: string) {
		const entity = this.#attached();
		givenFilename(filename);
		const disposition = dispositionOf(entity);
		const named = { ...withParameter(disposition, 'filename', filename), value: disposition.value || 'attachment' };
		const type = entity.contentType;
		this.#owner.edit(() => {
			entity.setField('Content-Disposition', writeStructured(named));
			if (type.parameters.has('name')) {
				entity.setField('Content-Type', writeStructured(withParameter(type, 'name', filename)));
			}
		});
	}

	get charset(): string {
		return charsetOf(this.#entity);
	}

	get size(): number {
		return this.#entity.decoded().length;
	}

	get encoding(): string {
		return readByteString(this.#entity.encoding);
	}

	get disposition(): string {
		return readByteString(dispositionOf(this.#entity).value);
	}

	get contentId(): string {
		return contentIdOf(this.#entity);
	}

	get path(): string {
		return partsOf(this.#owner.tree()).find(({ entity }) => entity === this.#entity)?.path ?? '';
	}

	get isAttachment(): boolean {
		return isAttachment(this.#entity);
	}

	get within(): readonly string[] {
		const types: string[] = [];
		for (let outer = this.#entity.parent; outer !== undefined; outer = outer.parent) {
			if (outer.content.kind !== 'leaf') types.push(readByteString(outer.contentType.value));
		}
		return types.reverse();
	}

	get headers(): readonly (readonly [name: string, value: string])[] {
		return this.#entity.fields.map((field) => [field.name, readByteString(trimBlanks(unfold(field.value)))]);
	}

	header(name: string): string | undefined {
		const field = this.#entity.field(nameKey(name));
		return field === undefined ? undefined : readByteString(trimBlanks(unfold(field.value)));
	}

	text(): string {
		return textOf(this.#entity);
	}

	bytes(): Uint8Array {
		return Uint8Array.from(this.#entity.decoded());
	}

	digest(algorithm: DigestAlgorithm): string {
		const { digests } = this.#entity;
		const known = digests.get(algorithm) ?? createHash(algorithm).update(this.#entity.decoded()).digest('hex');
		digests.set(algorithm, known);
		return known;
	}

	replace(content: NewContent, type?: string): void {
		const entity = this.#attached();
		const present = entity.contentType;
		let next = type === undefined ? present : givenType(type);
		if (type === undefined && typeof content === 'string' && !present.value.startsWith('text/')) next = PLAIN_TEXT;
		const name = present.parameters.get('name');
		if (name !== undefined && !next.parameters.has('name')) next = withParameter(next, 'name', name);
		const made = this.#owner.newEntity(entity.parent, newBody(next, content, charsetOf(entity)), depthOf(entity));
		this.#owner.edit(() => takeBody(entity, made));
	}

	remove(): void {
		removeEntity(this.#attached());
	}

	same(other: MailPart): boolean {
		return other instanceof Part && other.#entity === this.#entity;
	}

	/** @throws MessageError if the part is no longer in the message */
	#attached(): Entity {
		if (!partsOf(this.#owner.tree()).some(({ entity }) => entity === this.#entity)) {
			throw new MessageError('the part is no longer in the message: it was removed, or what it stood in was replaced');
		}
		return this.#entity;
	}
}

const PLAIN_TEXT: Structured = { value: 'text/plain', parameters: new Map() };

/** The same value with a parameter set, or without it if the text is empty. */
export function withParameter({ value, parameters }: Structured, name: string, text: string): Structured {
	const changed = new Map(parameters);
	if (text === '') changed.delete(name);
	else changed.set(name, text);
	return { value, parameters: changed };
}

/** @throws MessageError for a name that cannot be in a header */
export function givenFilename(filename: string): string {
	if (filename.includes('\r') || filename.includes('\n') || filename.includes('\0')) {
		throw new MessageError('a file name cannot have a line break or a NUL character');
	}
	return filename;
}

function depthOf(entity: Entity): number {
	let depth = 0;
	for (let outer = entity.parent; outer !== undefined; outer = outer.parent) depth++;
	return depth;
}

interface Place {
	readonly entity: Entity;
	readonly path: string;
}

/** All entities but multiparts, in the order of the message, with their paths. */
export function partsOf(root: Entity): readonly Place[] {
	const places: Place[] = [];
	const work: Place[] = [{ entity: root, path: root.content.kind === 'multipart' ? '' : '1' }];
	for (let place = work.pop(); place !== undefined; place = work.pop()) {
		const { entity, path } = place;
		const { content } = entity;
		const prefix = path === '' ? '' : `${path}.`;
		if (content.kind === 'multipart') {
			work.push(
				...content.items.map((item, index) => ({ entity: item.entity, path: `${prefix}${index + 1}` })).reverse(),
			);
			continue;
		}
		places.push(place);
		if (content.kind === 'embedded') {
			// The parts of a multipart message are numbered below the message itself.
			const { message } = content;
			work.push({ entity: message, path: message.content.kind === 'multipart' ? path : `${prefix}1` });
		}
	}
	return places;
}

/** How many entities a tree has, multiparts included. */
export function countEntities(root: Entity): number {
	let count = 0;
	const work = [root];
	for (let entity = work.pop(); entity !== undefined; entity = work.pop()) {
		count++;
		const { content } = entity;
		if (content.kind === 'multipart') work.push(...content.items.map((item) => item.entity));
		else if (content.kind === 'embedded') work.push(content.message);
	}
	return count;
}
