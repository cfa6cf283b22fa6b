import type { Value } from './value.ts';

/**
 * A value with a non-zero tag (language spec 3.4). Made only by assigning a tag, so that untagged values, which is
 * to say nearly all, pay nothing. Never nested. Operators and natives unwrap it on their slow path.
 */
export class Tagged {
	declare readonly value: Exclude<Value, Tagged>;
	/** i32, not 0. */
	declare readonly tag: number;

	constructor(value: Exclude<Value, Tagged>, tag: number) {
		this.value = value;
		this.tag = tag;
	}
}

/** Whether a value is `()`, also one with a tag. */
export function isUnit(value: Value): boolean {
	return value === undefined || (value instanceof Tagged && value.value === undefined);
}

/** The value without its tag. */
export function untag(value: Value): Exclude<Value, Tagged> {
	return value instanceof Tagged ? value.value : value;
}
