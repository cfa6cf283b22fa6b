/** `group`: a list of objects and strings that never changes. Lists may be inside. */

import type { ArrayValue } from '../../../lang/values/container.ts';
import { display } from '../../../lang/values/display.ts';
import type { TypeDescriptor } from '../../../lang/values/host-object.ts';
import { untag } from '../../../lang/values/tagged.ts';
import type { Value } from '../../../lang/values/value.ts';
import { runtimeError } from '../../../lang/vm/errors.ts';
import type { AddressObject } from './address.ts';
import { excerpt } from './ascii.ts';
import { leavesOfGroup } from './leaves.ts';
import { ListIndex } from './list-index.ts';
import { listText } from './list-text.ts';
import { OBJECT_TYPE } from './object-type.ts';
import { asObject, VslObject } from './vsl-object.ts';

/** Lists in lists: protects the stack of whoever walks through one. */
export const MAX_NESTING = 64;

/** Items with those of nested lists, counted as often as they occur: protects whoever compares or prints a list. */
export const MAX_ITEMS = 10_000_000;

export class GroupObject extends VslObject {
	override readonly kind = 'group';
	readonly items: readonly Value[];
	/** Number of items with those of nested lists. */
	readonly size: number;
	/** 1 without lists inside. */
	readonly depth: number;
	/** The recipients of a message: what is in such a list is a question of its own (directive spec 4.6). */
	readonly isRecipients: boolean;
	#index: ListIndex | undefined;

	private constructor(items: readonly Value[], size: number, depth: number, isRecipients = false) {
		super();
		this.items = items;
		this.size = size;
		this.depth = depth;
		this.isRecipients = isRecipients;
	}

	static recipients(addresses: readonly AddressObject[]): GroupObject {
		return new GroupObject(addresses, addresses.length, 1, true);
	}

	/**
	 * @param name for messages; `undefined` for a group without one
	 * @throws ScriptError for an item that is neither an object nor a string, and for lists beyond the limits
	 */
	static of(array: ArrayValue, name?: string): GroupObject {
		const called = name === undefined ? 'group' : `'${name}' group`;
		const items = array.items.map(untag);
		let size = 0;
		let depth = 1;
		for (const item of items) {
			const object = asObject(item);
			if (object === undefined && typeof item !== 'string') {
				throw runtimeError(`the element '${excerpt(display(item))}' inside the ${called} is not an object`);
			}
			if (object?.kind === 'group') {
				size += object.size;
				depth = Math.max(depth, object.depth + 1);
			} else size += object?.kind === 'file' ? object.length : 1;
		}
		if (depth > MAX_NESTING) throw runtimeError(`the ${called} has more than ${MAX_NESTING} lists inside each other`);
		if (size > MAX_ITEMS) throw runtimeError(`the ${called} has more than ${MAX_ITEMS} items`);
		return new GroupObject(items, size, depth);
	}

	get length(): number {
		return this.items.length;
	}

	at(position: number): Value {
		return this.items[position];
	}

	/** Made when it is first needed. */
	get index(): ListIndex {
		this.#index ??= new ListIndex(leavesOfGroup(this));
		return this.#index;
	}

	override get text(): string {
		return listText(this.items.map(display));
	}

	override get descriptor(): TypeDescriptor {
		return OBJECT_TYPE;
	}
}
