/**
 * The state of a running `for` loop. Ranges of small ints and arrays are stepped by the instruction loop itself; all
 * other iterables go through an iterator.
 */

import { ArrayValue } from '../values/container.ts';
import { iterate } from '../values/iterate.ts';
import { RangeValue } from '../values/range.ts';
import { untag } from '../values/tagged.ts';
import type { Value } from '../values/value.ts';
import { arithmeticError } from './errors.ts';

export const RANGE = 0;
export const ARRAY = 1;
export const OTHER = 2;

export class Iteration {
	declare readonly kind: number;
	/** Of a range: the next item and the first one beyond. Of an array: index and length. */
	declare next: number;
	declare readonly end: number;
	declare readonly items: readonly Value[];
	declare readonly iterator: Iterator<Value> | null;
	/** Number of the current item, from 0. */
	count = -1;

	constructor(kind: number, next: number, end: number, items: readonly Value[], iterator: Iterator<Value> | null) {
		this.kind = kind;
		this.next = next;
		this.end = end;
		this.items = items;
		this.iterator = iterator;
	}
}

const NO_ITEMS: readonly Value[] = [];

/** Starts to iterate over a value, or raises ErrorFor. The loop sees the value as it is now. */
export function startIteration(iterable: Value): Iteration {
	const value = untag(iterable);
	if (value instanceof ArrayValue) {
		// Marked as shared its items stay as they are: whoever changes the array clones it first.
		value.shared = true;
		return new Iteration(ARRAY, 0, value.items.length, value.items, null);
	}
	if (value instanceof RangeValue && typeof value.from === 'number' && typeof value.to === 'number') {
		const end = value.inclusive ? value.to + 1 : value.to;
		if (Number.isSafeInteger(end)) return new Iteration(RANGE, value.from, end, NO_ITEMS, null);
	}
	return new Iteration(OTHER, 0, 0, NO_ITEMS, iterate(value));
}

/** The counter of `for (x, i)`. */
export function iterationCount(iteration: Iteration): number {
	if (iteration.count > Number.MAX_SAFE_INTEGER) throw arithmeticError('for-loop counter overflow');
	return iteration.count;
}
