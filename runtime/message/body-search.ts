/**
 * Finds what a reader sees when the message is opened: the entity that is the body, and the texts in it.
 *
 * A multipart/mixed begins with the body, a multipart/alternative is the body in several forms, a multipart/related a
 * body with what belongs to it. What is signed, encrypted or embedded is one thing, whatever is in it.
 */

import type { Entity } from './entity.ts';
import { contentIdOf, isAttachment } from './part-facts.ts';

/** Multiparts whose bytes a signature or a key covers. */
const SEALED: ReadonlySet<string> = new Set(['multipart/signed', 'multipart/encrypted']);

export const isSealed = (entity: Entity): boolean => SEALED.has(entity.contentType.value);

/** The entity that holds the body and nothing else; undefined if the message is only attachments. */
export function bodyEntity(root: Entity): Entity | undefined {
	let entity = root;
	while (entity.content.kind === 'multipart' && !isSealed(entity) && !isOneBody(entity)) {
		const first = entity.content.items[0]?.entity;
		if (first === undefined) return undefined;
		entity = first;
	}
	return entity === root || !isAttachment(entity) ? entity : undefined;
}

const isOneBody = (entity: Entity): boolean =>
	entity.contentType.value === 'multipart/alternative' || entity.contentType.value === 'multipart/related';

/**
 * The texts that are forms of the body, in order. A multipart in which no part was found is shown as plain text.
 * @param intoSealed whether to look for them in what is signed
 */
export function bodyTexts(root: Entity, intoSealed: boolean): Entity[] {
	const texts: Entity[] = [];
	const work = [root];
	for (let entity = work.pop(); entity !== undefined; entity = work.pop()) {
		const { content } = entity;
		const type = entity.contentType.value;
		if (content.kind === 'leaf') {
			const shown = entity === root || !isAttachment(entity);
			if (shown && (isPlainText(entity) || type === 'text/html')) texts.push(entity);
		} else if (content.kind === 'multipart' && type !== 'multipart/encrypted') {
			if (type === 'multipart/signed' && !intoSealed) continue;
			const all = content.items.map((item) => item.entity);
			if (type === 'multipart/alternative') work.push(...all.reverse());
			else if (type === 'multipart/related') work.push(rootOfRelated(entity, all));
			else if (all[0] !== undefined) work.push(all[0]);
		}
	}
	return texts;
}

export function isPlainText(entity: Entity): boolean {
	const type = entity.contentType.value;
	return type === 'text/plain' || (type.startsWith('multipart/') && entity.content.kind === 'leaf');
}

/** The part that the others belong to: named by `start`, else the first (RFC 2387 3.2). */
function rootOfRelated(related: Entity, parts: readonly Entity[]): Entity {
	const start = related.contentType.parameters.get('start') ?? '';
	const named = start === '' ? undefined : parts.find((part) => `<${contentIdOf(part)}>` === start);
	return named ?? (parts[0] as Entity);
}
