/**
 * `Fn`: a function by name, or a closure with its captured cells (language spec 7.5, 7.6).
 *
 * `target` is what the compiler made of a function of the script; a pointer made by `Fn("name")` has none and is
 * looked up by name at each call, in `environment` when it was made inside a script or module.
 */

import type { Cell } from './cell.ts';
import type { Value } from './value.ts';

/** What the VM knows of a compiled function; opaque here. */
export interface FunctionTarget {
	readonly name: string;
	readonly anonymous: boolean;
	/** Parameters a caller gives: captured variables do not count. */
	readonly arity: number;
}

/** The script or module that a pointer belongs to; opaque here. */
export interface FunctionEnvironment {
	readonly source: string;
}

export class FunctionPointer {
	declare readonly name: string;
	/** Arguments put before those of the call. */
	declare readonly curried: readonly Value[];
	/** The compiled closure, or `undefined` for a pointer by name. */
	declare readonly target: FunctionTarget | undefined;
	declare readonly captures: readonly Cell[];
	declare readonly environment: FunctionEnvironment | undefined;
	/** The captured cells belong to a run that is over and that others share: each of them uses copies. */
	declare readonly frozen: boolean;

	constructor(
		name: string,
		curried: readonly Value[],
		target: FunctionTarget | undefined,
		captures: readonly Cell[],
		environment: FunctionEnvironment | undefined,
		frozen = false,
	) {
		this.name = name;
		this.curried = curried;
		this.target = target;
		this.captures = captures;
		this.environment = environment;
		this.frozen = frozen;
	}

	get anonymous(): boolean {
		return this.target?.anonymous ?? false;
	}

	/** A new pointer with further arguments in front of the call's own. */
	curry(args: readonly Value[]): FunctionPointer {
		const curried = [...this.curried, ...args];
		return new FunctionPointer(this.name, curried, this.target, this.captures, this.environment, this.frozen);
	}
}
