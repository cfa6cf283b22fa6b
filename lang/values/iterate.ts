/**
 * What `for` runs over (language spec 6.3): a snapshot of the value.
 *
 * An array is marked as shared instead of copied, so that whoever changes it during the loop changes a clone.
 */

import { ScriptError } from '../vm/errors.ts';
import { type Char, charOf } from './char.ts';
import { ArrayValue, BlobValue, share } from './container.ts';
import { HostObject } from './host-object.ts';
import { type IntValue, normalizeInt } from './int.ts';
import { IteratorValue } from './iterator.ts';
import { RangeValue } from './range.ts';
import { Tagged } from './tagged.ts';
import { codePoints } from './text.ts';
import type { Value } from './value.ts';

/**
 * A fresh sequence of the elements. Containers among them are marked: they stay in the array.
 * @throws ScriptError ErrorFor for values without elements, maps among them
 */
export function iterate(value: Value): Iterator<Value> {
	if (value instanceof ArrayValue) {
		value.shared = true;
		return new ItemIterator(value.items);
	}
	if (value instanceof RangeValue) return rangeIterator(value);
	if (typeof value === 'string') return chars(value);
	if (value instanceof BlobValue) {
		value.shared = true;
		return value.view().values();
	}
	if (value instanceof IteratorValue) return value.start();
	if (value instanceof Tagged) return iterate(value.value);
	if (value instanceof HostObject) {
		const start = value.descriptor.iterate;
		if (start !== undefined) return start(value as never);
	}
	throw new ScriptError('ErrorFor', 'For loop expects iterable type');
}

const END: IteratorReturnResult<undefined> = { done: true, value: undefined };

class ItemIterator implements Iterator<Value> {
	readonly #items: readonly Value[];
	#at = 0;

	constructor(items: readonly Value[]) {
		this.#items = items;
	}

	next(): IteratorResult<Value> {
		if (this.#at >= this.#items.length) return END;
		return { done: false, value: share(this.#items[this.#at++]) };
	}
}

/** Counts while all ints of the range are safe integers, which is nearly always. */
class SmallRangeIterator implements Iterator<Value> {
	#next: number;
	readonly #end: number;

	/** @param end the int after the last */
	constructor(from: number, end: number) {
		this.#next = from;
		this.#end = end;
	}

	next(): IteratorResult<Value> {
		if (this.#next >= this.#end) return END;
		return { done: false, value: this.#next++ };
	}
}

function rangeIterator(range: RangeValue): Iterator<Value> {
	const { from, to, inclusive } = range;
	if (typeof from === 'number' && typeof to === 'number' && to < Number.MAX_SAFE_INTEGER) {
		return new SmallRangeIterator(from, inclusive ? to + 1 : to);
	}
	return wideRange(from, to, inclusive);
}

/** Small ints as long as they last: a loop over `0..` should not pay for the end that it never reaches. */
function* wideRange(from: IntValue, to: IntValue, inclusive: boolean): Generator<IntValue, void, undefined> {
	let current = from;
	while (typeof current === 'number' && current < Number.MAX_SAFE_INTEGER) {
		if (current > to || (current >= to && !inclusive)) return;
		yield current++;
	}
	const end = BigInt(to) + (inclusive ? 1n : 0n);
	for (let wide = BigInt(current); wide < end; wide++) yield normalizeInt(wide);
}

function* chars(text: string): Generator<Char, void, undefined> {
	for (const code of codePoints(text)) yield charOf(code);
}
