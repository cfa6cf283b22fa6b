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

import type { Measured } from './measure.ts';
import { chargeBytes, chargeEntries, chargeItems } from './memory.ts';
import type { Value } from './value.ts';

export abstract class Container {
	/** True once the object may be reachable from more than one slot. */
	shared = false;
	/** Sizes as far as they are known, see `measure.ts`. */
	measured: Measured | undefined = undefined;

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
		chargeItems(items.length);
	}

	clone(): this {
		const items = this.items.slice();
		for (const item of items) if (item instanceof Container) item.shared = true;
		return new ArrayValue(items) as this;
	}
}

/** Literals with more properties than this become a hash table at once: names are looked for one by one. */
const MOST_FIELDS = 8;

/**
 * `map`: string keys in code-point order. Any string is a harmless key, `__proto__` too. The sorted key list is made when
 * somebody iterates and kept until a key is added or removed.
 *
 * A map has one of two forms. What a small literal makes is a record: the names are the literal's own list, so compiled
 * code finds a property by comparing that list with the one it met last, and the values are a plain list. With the first
 * property that comes or goes it turns into a hash table, as which all other maps begin.
 */
export class MapValue extends Container {
	/** The names of a record, never changed; `undefined` for a hash table. */
	names: readonly string[] | undefined;
	/** The values of a record. */
	fields: Value[];
	#entries: Map<string, Value> | undefined;
	#sortedKeys: string[] | undefined;

	/** Takes `entries` over. */
	constructor(entries?: Map<string, Value>, names?: readonly string[], fields: Value[] = []) {
		super();
		this.names = names;
		this.fields = fields;
		this.#entries = names === undefined ? (entries ?? new Map()) : undefined;
		this.#sortedKeys = undefined;
	}

	/** The map of a literal. Takes `values` over; there are as many as different names. */
	static literal(names: readonly string[], values: Value[]): MapValue {
		if (names.length > 0 && names.length <= MOST_FIELDS) return new MapValue(undefined, names, values);
		const entries = new Map<string, Value>();
		for (let at = 0; at < names.length; at++) entries.set(names[at] as string, values[at]);
		return new MapValue(entries);
	}

	/** The hash table, which from now on is the form of the map. */
	#table(): Map<string, Value> {
		if (this.#entries === undefined) {
			const { names = [], fields } = this;
			this.#entries = new Map();
			for (let at = 0; at < names.length; at++) this.#entries.set(names[at] as string, fields[at]);
			this.names = undefined;
			this.fields = [];
		}
		return this.#entries;
	}

	get size(): number {
		const entries = this.#entries;
		return entries === undefined ? (this.names as readonly string[]).length : entries.size;
	}

	has(key: string): boolean {
		return this.names?.includes(key) ?? this.#table().has(key);
	}

	/** The value of a key, `undefined` (unit) when absent. */
	get(key: string): Value {
		const entries = this.#entries;
		if (entries !== undefined) return entries.get(key);
		const at = (this.names as readonly string[]).indexOf(key);
		return at < 0 ? undefined : this.fields[at];
	}

	set(key: string, value: Value): void {
		if (this.names !== undefined) {
			const at = this.names.indexOf(key);
			if (at >= 0) {
				this.fields[at] = value;
				return;
			}
		}
		const table = this.#entries ?? this.#table();
		const { size } = table;
		table.set(key, value);
		if (table.size !== size) this.#sortedKeys = undefined;
	}

	delete(key: string): boolean {
		if (!this.has(key)) return false;
		this.#sortedKeys = undefined;
		return this.#table().delete(key);
	}

	clear(): void {
		this.#table().clear();
		this.#sortedKeys = undefined;
	}

	/** The keys in code-point order. Do not change the array. */
	sortedKeys(): readonly string[] {
		this.#sortedKeys ??= [...(this.names ?? this.#table().keys())].sort(compareCodePoints);
		return this.#sortedKeys;
	}

	/** Names and values in no particular order. */
	pairs(): Iterable<readonly [string, Value]> {
		const { names, fields } = this;
		return names === undefined ? this.#table() : names.map((name, at) => [name, fields[at]] as const);
	}

	/** The values in no particular order. */
	values(): Iterable<Value> {
		return this.names === undefined ? this.#table().values() : this.fields;
	}

	clone(): this {
		for (const item of this.values()) if (item instanceof Container) item.shared = true;
		const { names } = this;
		if (names !== undefined) return new MapValue(undefined, names, this.fields.slice()) as this;
		chargeEntries(this.#table().size);
		return new MapValue(new Map(this.#table())) as this;
	}
}

/** `blob`: bytes. `bytes` may have spare capacity; only the first `length` belong to the value. */
export class BlobValue extends Container {
	declare bytes: Uint8Array;
	declare length: number;

	/** Takes `bytes` over. */
	constructor(bytes: Uint8Array) {
		super();
		chargeBytes(bytes.length);
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
		const capacity = Math.max(needed, this.bytes.length * 2, 16);
		chargeBytes(capacity);
		const bytes = new Uint8Array(capacity);
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
