/**
 * How the body of a message differs from what it was before a directive: part by part, and in texts line by line. For
 * readers of a trace, so what is long is cut.
 */

import { MessageError } from '../../stdlib/host/message.ts';
import type { Message } from '../message/index.ts';

/** More say nothing new. */
const MOST_PARTS = 50;
const MOST_LINES = 20;

/** Texts above this are not compared: a trace must not cost more than what it shows. */
const LONGEST_TEXT = 1024 * 1024;

export interface PartFacts {
	/** Media type. */
	readonly type: string;
	readonly filename: string;
	/** Bytes after decoding. */
	readonly size: number;
}

export interface PartChange {
	/** Position in the message: the new one, or for a part that is gone the old one. */
	readonly path: string;
	/** Absent for a part that was added. */
	readonly before: PartFacts | undefined;
	/** Absent for a part that was removed. */
	readonly after: PartFacts | undefined;
	/** Lines that a text has lost and won. */
	readonly removed: readonly string[];
	readonly added: readonly string[];
}

interface Part extends PartFacts {
	readonly path: string;
	readonly digest: string;
	readonly text: () => string;
}

function partsOf(message: Message): Part[] {
	try {
		return message.parts().map((part) => {
			const { type, filename, size, path } = part;
			const readable = type.startsWith('text/') && size <= LONGEST_TEXT;
			return { type, filename, size, path, digest: part.digest('sha1'), text: () => (readable ? textOf(part) : '') };
		});
	} catch (error) {
		if (error instanceof MessageError) return [];
		throw error;
	}
}

/** A text in a charset that nobody knows has no lines. */
function textOf(part: { text(): string }): string {
	try {
		return part.text();
	} catch (error) {
		if (error instanceof MessageError) return '';
		throw error;
	}
}

function facts({ type, filename, size }: Part): PartFacts {
	return { type, filename, size };
}

function linesOf(text: string): string[] {
	const lines = text.split('\n').map((line) => (line.endsWith('\r') ? line.slice(0, -1) : line));
	if (lines.at(-1) === '') lines.pop();
	return lines;
}

/** The lines between what two texts have in common at their beginning and end. */
function lineChanges(before: string, after: string): Pick<PartChange, 'removed' | 'added'> {
	const old = linesOf(before);
	const now = linesOf(after);
	const least = Math.min(old.length, now.length);
	let start = 0;
	while (start < least && old[start] === now[start]) start++;
	let end = 0;
	while (end < least - start && old[old.length - 1 - end] === now[now.length - 1 - end]) end++;
	const middle = (lines: readonly string[]) => lines.slice(start, Math.min(lines.length - end, start + MOST_LINES));
	return { removed: middle(old), added: middle(now) };
}

/** Takes what is on both sides out of both. */
function withoutCommon(before: readonly Part[], after: readonly Part[], key: (part: Part) => string) {
	const known = new Map<string, Part[]>();
	for (const part of before) known.set(key(part), [...(known.get(key(part)) ?? []), part]);
	const pairs: [Part, Part][] = [];
	const rest: Part[] = [];
	for (const part of after) {
		const other = known.get(key(part))?.shift();
		if (other === undefined) rest.push(part);
		else pairs.push([other, part]);
	}
	return { pairs, before: [...known.values()].flat(), after: rest };
}

/** @returns the parts that differ, in the order of the message as it is now, then those that are gone */
export function bodyChanges(before: Message, after: Message): PartChange[] {
	const same = withoutCommon(partsOf(before), partsOf(after), ({ type, filename, digest }) =>
		[type, filename, digest].join('\n'),
	);
	const changed = withoutCommon(same.before, same.after, ({ path }) => path);
	const changes: PartChange[] = changed.pairs.map(([old, now]) => ({
		path: now.path,
		before: facts(old),
		after: facts(now),
		...lineChanges(old.text(), now.text()),
	}));
	for (const part of changed.after) {
		const added = lineChanges('', part.text()).added;
		changes.push({ path: part.path, before: undefined, after: facts(part), removed: [], added });
	}
	for (const part of changed.before) {
		changes.push({ path: part.path, before: facts(part), after: undefined, removed: [], added: [] });
	}
	return changes.slice(0, MOST_PARTS);
}
