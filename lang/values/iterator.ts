import type { Value } from './value.ts';

/**
 * The opaque iterator that `range(a, b, step)`, `chars` and `bits` give; its `type_of` is `"range"`.
 *
 * It is a value, so each `for` over it starts anew: `start` makes a fresh sequence.
 */
export class IteratorValue {
	readonly start: () => Iterator<Value>;

	constructor(start: () => Iterator<Value>) {
		this.start = start;
	}
}
