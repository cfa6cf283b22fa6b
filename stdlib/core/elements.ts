/**
 * The elements of an array or map while a library function hands them to callbacks, one at a time.
 *
 * A callback may change the element that is its `this`. Functions that own their receiver (`for_each`, `drain` …) keep
 * such changes by writing into it. The others (`map`, `filter` …) work on a receiver that may be reachable elsewhere:
 * they mark it, so that nothing the callbacks do can change it under their hands, collect changes in a clone, and give
 * that to the caller as the receiver's new value when the visit is over.
 */

import type { NativeCall } from '../../lang/modules/native-module.ts';
import { type ArrayValue, type MapValue, share } from '../../lang/values/container.ts';
import type { Value } from '../../lang/values/value.ts';

export interface Elements {
	get(index: number): Value;
	/** The element to bind to `this`. It must be given back, changed or not, before anything else is asked. */
	lend(index: number): Value;
	giveBack(index: number, value: Value): void;
	/** Comes last, also after an error: makes changes known to the caller. */
	finish(): void;
}

/** The elements of an array that belongs to the function. */
export class OwnedItems implements Elements {
	readonly #items: Value[];

	constructor(array: ArrayValue) {
		this.#items = array.items;
	}

	get(index: number): Value {
		return this.#items[index];
	}

	/** Moves the element out, so that the callback may change it in place. */
	lend(index: number): Value {
		const value = this.#items[index];
		this.#items[index] = undefined;
		return value;
	}

	giveBack(index: number, value: Value): void {
		this.#items[index] = value;
	}

	finish(): void {}
}

/** The elements of an array that others may reach. */
export class BorrowedItems implements Elements {
	readonly #call: NativeCall;
	readonly #array: ArrayValue;
	readonly #items: readonly Value[];
	#changed: ArrayValue | undefined;

	constructor(call: NativeCall, array: ArrayValue) {
		this.#call = call;
		this.#array = share(array);
		this.#items = array.items;
	}

	get(index: number): Value {
		return (this.#changed?.items ?? this.#items)[index];
	}

	lend(index: number): Value {
		return share(this.get(index));
	}

	giveBack(index: number, value: Value): void {
		if (value === this.get(index)) return;
		this.#changed ??= this.#array.clone();
		this.#changed.items[index] = value;
	}

	finish(): void {
		if (this.#changed) this.#call.setReceiver(this.#changed);
	}
}

/** The values of a map that belongs to the function, in the order of its keys at the start. */
export class OwnedEntries implements Elements {
	readonly keys: readonly string[];
	readonly #map: MapValue;

	constructor(map: MapValue) {
		this.#map = map;
		this.keys = map.sortedKeys();
	}

	get(index: number): Value {
		return this.#map.get(this.keys[index] as string);
	}

	lend(index: number): Value {
		const key = this.keys[index] as string;
		const value = this.#map.get(key);
		this.#map.set(key, undefined);
		return value;
	}

	giveBack(index: number, value: Value): void {
		this.#map.set(this.keys[index] as string, value);
	}

	finish(): void {}
}

/** The values of a map that others may reach, in the order of its keys. */
export class BorrowedEntries implements Elements {
	readonly keys: readonly string[];
	readonly #call: NativeCall;
	readonly #map: MapValue;
	#changed: MapValue | undefined;

	constructor(call: NativeCall, map: MapValue) {
		this.#call = call;
		this.#map = share(map);
		this.keys = map.sortedKeys();
	}

	get(index: number): Value {
		return (this.#changed ?? this.#map).get(this.keys[index] as string);
	}

	lend(index: number): Value {
		return share(this.get(index));
	}

	giveBack(index: number, value: Value): void {
		if (value === this.get(index)) return;
		this.#changed ??= this.#map.clone();
		this.#changed.set(this.keys[index] as string, value);
	}

	finish(): void {
		if (this.#changed) this.#call.setReceiver(this.#changed);
	}
}
