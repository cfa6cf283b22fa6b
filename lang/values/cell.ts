import type { Value } from './value.ts';

/** What a cell holds while it is the receiver of a running call; reading it is ErrorDataRace (language spec 7.6). */
export const LOCKED: unique symbol = Symbol('locked');

/**
 * A variable that outlives its register: one that a closure captures, or one of a host scope.
 *
 * The resolver gives cells only to variables that some closure mentions; `captured` says whether such a closure has
 * been made yet, because only then is the variable shared in the sense of `is_shared` and passed by value to natives.
 */
export class Cell {
	declare value: Value | typeof LOCKED;
	captured = false;
	/** A constant; assigning is ErrorAssignmentToConstant. */
	declare readonly constant: boolean;
	declare readonly name: string;

	constructor(value: Value, name: string, constant: boolean) {
		this.value = value;
		this.name = name;
		this.constant = constant;
	}
}
