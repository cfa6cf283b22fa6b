import type { Value } from './value.ts';

/**
 * The opaque iterator that `range(a, b, step)`, `chars` and `bits` give; its `type_of` is `"range"`.
 *
 * It is a value, so each `for` over it starts anew: `start` makes a fresh sequence.
 */
export class IteratorValue {
	declare readonly start: () => Iterator<Value>;
	/** The same sequence as small ints from one, up to another by steps: loops need no iterator for it. */
	declare readonly steps: Steps | undefined;

	constructor(start: () => Iterator<Value>, steps?: Steps) {
		this.start = start;
		this.steps = steps;
	}
}

/** Safe integers all, the first beyond the end included. */
export interface Steps {
	readonly from: number;
	/** The first int that does not belong to it. */
	readonly to: number;
	/** Greater than 0. */
	readonly step: number;
}
