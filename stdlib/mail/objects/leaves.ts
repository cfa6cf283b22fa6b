/**
 * What a list holds, sorted by kind: the material of its index.
 *
 * Nested lists are laid out flat. Only a file that makes up a good part of the whole stays apart: it has an index of its
 * own, and copying a million entries into each group that mentions it would cost more than asking one index more.
 */

import type { CodeObject } from './code.ts';
import type { FileObject } from './file.ts';
import type { GroupObject } from './group.ts';
import { asObject } from './vsl-object.ts';

export type ListObject = GroupObject | FileObject;

/** Texts of the items of each kind. Addresses and networks are in the canonical form, the others as given. */
export interface Leaves {
	readonly ip4: string[];
	readonly ip6: string[];
	readonly rg4: string[];
	readonly rg6: string[];
	readonly address: string[];
	readonly fqdn: string[];
	readonly identifier: string[];
	readonly string: string[];
	readonly regex: string[];
	readonly code: CodeObject[];
	/** All lists inside, each once. */
	readonly lists: ListObject[];
	/** Of those, the ones whose items are not among the others. */
	readonly apart: FileObject[];
}

/** A file with at least this share of all items stays apart, so no more than so many indexes are asked. */
const APART = 16;

function noLeaves(): Leaves {
	return {
		ip4: [],
		ip6: [],
		rg4: [],
		rg6: [],
		address: [],
		fqdn: [],
		identifier: [],
		string: [],
		regex: [],
		code: [],
		lists: [],
		apart: [],
	};
}

/** The leaves of a file are its lines. */
export function leavesOfFile(file: FileObject): Leaves {
	return { ...noLeaves(), [file.contentType]: file.texts };
}

export function leavesOfGroup(group: GroupObject): Leaves {
	const leaves = noLeaves();
	const seen = new Set<ListObject>([group]);
	const pending: ListObject[] = [group];
	for (let list = pending.pop(); list !== undefined; list = pending.pop()) {
		if (list.kind === 'file') {
			if (list.length * APART >= group.size) leaves.apart.push(list);
			else addTexts(leaves[list.contentType], list.texts);
			continue;
		}
		for (const item of list.items) {
			const object = asObject(item);
			if (object === undefined) leaves.string.push(item as string);
			else if (object.kind === 'code') leaves.code.push(object);
			else if (object.kind !== 'group' && object.kind !== 'file') leaves[object.kind].push(object.text);
			else if (!seen.has(object)) {
				seen.add(object);
				leaves.lists.push(object);
				pending.push(object);
			}
		}
	}
	return leaves;
}

/** `push(...texts)` would put them all on the stack. */
function addTexts(target: string[], texts: readonly string[]): void {
	for (const text of texts) target.push(text);
}
