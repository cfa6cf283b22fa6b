/**
 * The state of a running `for` loop. Ranges of small ints, arrays and strings are stepped here; all other iterables go
 * through an iterator.
 */

import { charOf } from '../values/char.ts';
import { ArrayValue, Container } from '../values/container.ts';
import { iterate } from '../values/iterate.ts';
import { IteratorValue } from '../values/iterator.ts';
import { RangeValue } from '../values/range.ts';
import { untag } from '../values/tagged.ts';
import type { Value } from '../values/value.ts';
import { arithmeticError } from './errors.ts';

export const RANGE = 0;
export const ARRAY = 1;
export const TEXT = 2;
export const OTHER = 3;

/** What `nextItem` gives at the end. */
export const NO_ITEM: unique symbol = Symbol('no item');

export class Iteration {
	declare readonly kind: number;
	/** Of a range: the next item and the first one beyond. Of an array or string: index and length. */
	declare next: number;
	declare readonly end: number;
	/** Of a range: positive. */
	declare readonly step: number;
	declare readonly source: readonly Value[] | string | Iterator<Value> | null;
	/** Number of the current item, from 0. */
	count = -1;

	constructor(kind: number, next: number, end: number, step: number, source: Iteration['source']) {
		this.kind = kind;
		this.next = next;
		this.end = end;
		this.step = step;
		this.source = source;
	}
}

/** Starts to iterate over a value, or raises ErrorFor. The loop sees the value as it is now. */
export function startIteration(iterable: Value): Iteration {
	const value = untag(iterable);
	if (value instanceof ArrayValue) {
		// Marked as shared its items stay as they are: whoever changes the array clones it first.
		value.shared = true;
		return new Iteration(ARRAY, 0, value.items.length, 1, value.items);
	}
	if (value instanceof RangeValue && typeof value.from === 'number' && typeof value.to === 'number') {
		const end = value.inclusive ? value.to + 1 : value.to;
		if (Number.isSafeInteger(end)) return new Iteration(RANGE, value.from, end, 1, null);
	}
	if (value instanceof IteratorValue && value.steps !== undefined) {
		const { from, to, step } = value.steps;
		return new Iteration(RANGE, from, to, step, null);
	}
	if (typeof value === 'string') return new Iteration(TEXT, 0, value.length, 1, value);
	return new Iteration(OTHER, 0, 0, 1, iterate(value));
}

/** The next item, or NO_ITEM. Containers among the items are marked: they stay where they are. */
export function nextItem(iteration: Iteration): Value | typeof NO_ITEM {
	const { next } = iteration;
	let item: Value;
	switch (iteration.kind) {
		case RANGE:
			if (next >= iteration.end) return NO_ITEM;
			iteration.next = next + iteration.step;
			return next;
		case TEXT: {
			if (next >= iteration.end) return NO_ITEM;
			const code = (iteration.source as string).codePointAt(next) as number;
			iteration.next = next + (code > 0xffff ? 2 : 1);
			return charOf(code);
		}
		case ARRAY:
			if (next >= iteration.end) return NO_ITEM;
			iteration.next = next + 1;
			item = (iteration.source as readonly Value[])[next];
			break;
		default: {
			const step = (iteration.source as Iterator<Value>).next();
			if (step.done) return NO_ITEM;
			item = step.value;
		}
	}
	if (item instanceof Container) item.shared = true;
	return item;
}

/** The counter of `for (x, i)`. */
export function iterationCount(iteration: Iteration): number {
	if (iteration.count > Number.MAX_SAFE_INTEGER) throw arithmeticError('for-loop counter overflow');
	return iteration.count;
}
