/** Changes to the MIME tree: adding and removing parts, and another body. */

import { EMPTY, isEmpty, viewOf, wholeOf } from './chunks.ts';
import { beginsWithLineBreak, type Entity, type Multipart, type MultipartItem } from './entity.ts';
import { emptyEntity, isContentField, type NewBody, newEntity, setBody } from './new-content.ts';
import { writeStructured } from './parameters-write.ts';

/** Adds a part at the end of the message. @param makeBoundary for a new multipart, if one is needed */
export function addPart(root: Entity, body: NewBody, makeBoundary: () => string): Entity {
	const mixed = isMixed(root) && !leavesOpen(root.content) ? root.content : wrap(root, makeBoundary());
	const entity = newEntity(root, body);
	insert(root, mixed, mixed.items.length, entity);
	return entity;
}

/** Adds a part before all others of a multipart. */
export function addFirst(root: Entity, mixed: Multipart, body: NewBody): Entity {
	const entity = newEntity(root, body);
	insert(root, mixed, 0, entity);
	return entity;
}

function isMixed(entity: Entity): entity is Entity & { readonly content: Multipart } {
	return entity.content.kind === 'multipart' && entity.contentType.value === 'multipart/mixed';
}

/** Whether a multipart without an end, at the end of this one, has the same boundary: it would take what is added. */
function leavesOpen(multipart: Multipart): boolean {
	let last = multipart.items.at(-1)?.entity.content;
	while (last?.kind === 'multipart' || last?.kind === 'embedded') {
		if (last.kind === 'multipart' && isEmpty(last.closing) && last.boundary === multipart.boundary) return true;
		last = last.kind === 'multipart' ? last.items.at(-1)?.entity.content : last.message.content;
	}
	return false;
}

function insert(parent: Entity, multipart: Multipart, at: number, entity: Entity): void {
	const items = multipart.items.toSpliced(at, 0, { before: EMPTY, entity });
	const next = items[at + 1];
	// The next part's delimiter stands at the very start of the body; now something comes before it.
	if (next !== undefined && !isEmpty(next.before)) {
		items[at] = { before: next.before, entity };
		items[at + 1] = { before: EMPTY, entity: next.entity };
	}
	const closing = isEmpty(multipart.closing)
		? wholeOf(Buffer.from(`\r\n--${multipart.boundary}--\r\n`, 'latin1'))
		: multipart.closing;
	entity.parent = parent;
	parent.change({ ...multipart, items, closing });
}

/** Makes what the message was the only part of a multipart/mixed; its bytes stay as they are. */
function wrap(root: Entity, boundary: string): Multipart {
	const inner = emptyEntity();
	inner.changeFields(root.fields.filter((field) => isContentField(field.key)));
	inner.change(root.content);
	inner.parent = root;
	adopt(inner);
	root.removeFields(isContentField);
	const type = { value: 'multipart/mixed', parameters: new Map([['boundary', boundary]]) };
	root.setField('Content-Type', writeStructured(type));
	const content: Multipart = {
		kind: 'multipart',
		boundary,
		preamble: EMPTY,
		items: [{ before: EMPTY, entity: inner }],
		closing: EMPTY,
		epilogue: EMPTY,
	};
	root.change(content);
	return content;
}

/** Makes an entity the parent of what is in it. */
function adopt(entity: Entity): void {
	const { content } = entity;
	if (content.kind === 'multipart') for (const item of content.items) item.entity.parent = entity;
	else if (content.kind === 'embedded') content.message.parent = entity;
}

/** Takes an entity out; multiparts that lose their last part go too, and a message that loses its only one is empty. */
export function removeEntity(entity: Entity): void {
	let gone = entity;
	let parent = gone.parent;
	while (
		parent?.content.kind === 'multipart' &&
		parent.content.items.length === 1 &&
		parent.parent?.content.kind === 'multipart'
	) {
		gone = parent;
		parent = gone.parent;
	}
	if (parent?.content.kind !== 'multipart') {
		makeEmpty(gone);
	} else if (parent.content.items.length === 1) {
		makeEmpty(parent);
	} else {
		cutItem(parent, parent.content, gone);
	}
}

function cutItem(parent: Entity, multipart: Multipart, gone: Entity): void {
	const at = multipart.items.findIndex((item) => item.entity === gone);
	const items = multipart.items.toSpliced(at, 1);
	const next = items[at];
	let { closing } = multipart;
	// What remains keeps the delimiter that stood before the part that goes: it follows the same bytes as ever.
	if (next !== undefined) {
		items[at] = { before: (multipart.items[at] as MultipartItem).before, entity: next.entity };
	} else if (!isEmpty(closing) && !beginsWithLineBreak(closing)) {
		closing = wholeOf(Buffer.concat([Buffer.from('\r\n'), viewOf(closing)]));
	}
	parent.change({ ...multipart, items, closing });
	gone.parent = undefined;
}

/** An empty text in place of whatever it was. */
function makeEmpty(entity: Entity): void {
	entity.removeFields(isContentField);
	entity.change({ kind: 'leaf', bytes: EMPTY });
}

/** Puts another body in place of an entity. Of its fields only those stay that do not describe the body. */
export function replaceEntity(entity: Entity, body: NewBody): void {
	entity.removeFields(isContentField);
	setBody(entity, body);
}
