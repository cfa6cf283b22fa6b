/** Changes to the MIME tree: adding and removing parts, and another body. */

import { CRLF, EMPTY, isEmpty, type Slice, viewOf, wholeOf } from './chunks.ts';
import { beginsWithLineBreak, type Entity, type Multipart, type MultipartItem } from './entity.ts';
import { adopt, emptyEntity, isContentField, takeBody } from './new-content.ts';
import { writeStructured } from './parameters-write.ts';

/** Adds a part at the end of the message. @param makeBoundary for a new multipart, if one is needed */
export function addLast(root: Entity, entity: Entity, makeBoundary: () => string): void {
	const mixed = isMixed(root) && !leavesOpen(root.content) ? root.content : wrap(root, makeBoundary());
	insert(root, mixed, mixed.items.length, entity);
}

/** Adds a part before all others of a multipart. */
export function addFirst(root: Entity, mixed: Multipart, entity: Entity): void {
	insert(root, mixed, 0, entity);
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
	entity.touch();
	parent.change({ ...multipart, items, closing });
}

/** Makes what the message was the only part of a multipart/mixed; its bytes stay as they are. */
function wrap(root: Entity, boundary: string): Multipart {
	const inner = emptyEntity();
	inner.changeFields(root.fields.filter((field) => isContentField(field.key)));
	inner.change(root.content);
	inner.parent = root;
	adopt(inner);
	inner.touch();
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
	const { before } = multipart.items[at] as MultipartItem;
	const next = items[at];
	// What stands before the part that goes keeps what followed it: its delimiter, or at the end the way that begins.
	if (next !== undefined) items[at] = { before, entity: next.entity };
	const closing = next === undefined ? closingAfter(before, multipart.closing) : multipart.closing;
	parent.change({ ...multipart, items, closing });
	gone.parent = undefined;
}

/** The closing delimiter with a line end at its start if the delimiter that stood in its place has one. */
function closingAfter(delimiter: Slice, closing: Slice): Slice {
	if (isEmpty(delimiter) || isEmpty(closing) || beginsWithLineBreak(delimiter) === beginsWithLineBreak(closing)) {
		return closing;
	}
	if (beginsWithLineBreak(delimiter)) return wholeOf(Buffer.concat([CRLF, viewOf(closing)]));
	return { ...closing, start: closing.start + (closing.source[closing.start] === CRLF[0] ? 2 : 1) };
}

/** An empty text in place of whatever it was. */
function makeEmpty(entity: Entity): void {
	entity.removeFields(isContentField);
	entity.change({ kind: 'leaf', bytes: EMPTY });
}

/** Puts the body of a new entity in place of one. Of its fields only those stay that do not describe the body. */
export function replaceEntity(entity: Entity, from: Entity): void {
	entity.removeFields(isContentField);
	takeBody(entity, from);
}
