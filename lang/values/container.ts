/**
 * The containers: array, object map, blob. All have value semantics by copy-on-write.
 *
 * The rule that makes this work: a container whose `shared` is false is reachable from exactly one slot (register,
 * cell, element, property), and only then may it be changed in place.
 *
 * - Copying a value is `share(value)`: it marks the container and hands out the same object.
 * - Changing one starts with `owned(value)`: it gives the object itself when it is not shared, else a shallow clone
 *   whose children are marked in turn; the caller stores the result back into the slot that it came from.
 *
 * Native functions follow the same two rules: mark whatever they store or return that stays reachable elsewhere, and
 * change only containers that the VM handed them as receiver (those are owned already).
 *
 * A mark is never taken back, so a copy that has died costs its survivor one needless clone; counting owners exactly
 * would cost every read of every variable.
 */

import type { Value } from './value.ts';

export abstract class Container {
	/** True once the object may be reachable from more than one slot. */
	shared = false;

	/** A shallow clone, not shared, with its children marked. */
	abstract clone(): this;
}

/** `array` */
export class ArrayValue extends Container {
	declare items: Value[];

	/** Takes `items` over; the children must be fresh or marked by the caller. */
	constructor(items: Value[]) {
		super();
		this.items = items;
	}

	clone(): this {
		const items = this.items.slice();
		for (const item of items) if (item instanceof Container) item.shared = true;
		return new ArrayValue(items) as this;
	}
}

/**
 * `map`: string keys in code-point order. A `Map` holds the entries (any string is a harmless key there, `__proto__`
 * too); the sorted key list is made when somebody iterates and kept until a key is added or removed.
 */
export class MapValue extends Container {
	declare readonly entries: Map<string, Value>;
	#sortedKeys: string[] | undefined;

	/** Takes `entries` over. */
	constructor(entries: Map<string, Value> = new Map()) {
		super();
		this.entries = entries;
	}

	get size(): number {
		return this.entries.size;
	}

	has(key: string): boolean {
		return this.entries.has(key);
	}

	/** The value of a key, `undefined` (unit) when absent. */
	get(key: string): Value {
		return this.entries.get(key);
	}

	set(key: string, value: Value): void {
		const size = this.entries.size;
		this.entries.set(key, value);
		if (this.entries.size !== size) this.#sortedKeys = undefined;
	}

	delete(key: string): boolean {
		const removed = this.entries.delete(key);
		if (removed) this.#sortedKeys = undefined;
		return removed;
	}

	clear(): void {
		this.entries.clear();
		this.#sortedKeys = undefined;
	}

	/** The keys in code-point order. Do not change the array. */
	sortedKeys(): readonly string[] {
		this.#sortedKeys ??= [...this.entries.keys()].sort(compareCodePoints);
		return this.#sortedKeys;
	}

	clone(): this {
		const entries = new Map(this.entries);
		for (const item of entries.values()) if (item instanceof Container) item.shared = true;
		return new MapValue(entries) as this;
	}
}

/** `blob`: bytes. `bytes` may have spare capacity; only the first `length` belong to the value. */
export class BlobValue extends Container {
	declare bytes: Uint8Array;
	declare length: number;

	/** Takes `bytes` over. */
	constructor(bytes: Uint8Array) {
		super();
		this.bytes = bytes;
		this.length = bytes.length;
	}

	/** A view of exactly the bytes of the value, valid until the next change. */
	view(): Uint8Array {
		return this.bytes.length === this.length ? this.bytes : this.bytes.subarray(0, this.length);
	}

	/** Makes room for `extra` further bytes, growing geometrically. */
	reserve(extra: number): void {
		const needed = this.length + extra;
		if (needed <= this.bytes.length) return;
		const bytes = new Uint8Array(Math.max(needed, this.bytes.length * 2, 16));
		bytes.set(this.view());
		this.bytes = bytes;
	}

	clone(): this {
		return new BlobValue(this.bytes.slice(0, this.length)) as this;
	}
}

/** Copies a value: containers are marked, everything else is immutable. */
export function share<V extends Value>(value: V): V {
	// Reading first: a mark that is there already is not written again to memory that others have in their caches.
	if (typeof value === 'object' && value instanceof Container && !value.shared) value.shared = true;
	return value;
}

/** The same container if nobody else can reach it, else a clone to be stored back. */
export function owned<C extends Container>(container: C): C {
	return container.shared ? container.clone() : container;
}

/**
 * Orders strings by code point. UTF-16 order differs where a surrogate meets U+E000–U+FFFF.
 * @returns negative, 0 or positive
 */
export function compareCodePoints(left: string, right: string): number {
	if (left === right) return 0;
	const length = Math.min(left.length, right.length);
	for (let at = 0; at < length; at++) {
		const a = left.charCodeAt(at);
		const b = right.charCodeAt(at);
		if (a !== b) {
			const aSurrogate = a >= 0xd800 && a <= 0xdfff;
			const bSurrogate = b >= 0xd800 && b <= 0xdfff;
			if (aSurrogate !== bSurrogate) return aSurrogate ? 1 : -1;
			return a - b;
		}
	}
	return left.length - right.length;
}
