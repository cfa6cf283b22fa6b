/** Variables of the reference evaluator: explicit maps of cells, one map for each block that is being executed. */

import type { Value } from '../../../lang/values/value.ts';
import type { ScriptError } from '../../../lang/vm/errors.ts';
import type { Place } from './places.ts';

/** A variable. Closures hold on to the variable itself, which is all that "shared cell" means. */
export class Variable {
	readonly name: string;
	readonly constant: boolean;
	value: Value;
	/** Captured by a closure that has been made (language spec 3.3). */
	shared = false;
	/** The receiver of a running call: nobody else may use it (language spec 7.6). */
	locked = false;

	constructor(name: string, value: Value, constant: boolean) {
		this.name = name;
		this.value = value;
		this.constant = constant;
	}
}

/** One running call of a function or closure, or the script itself. */
export interface Activation {
	readonly kind: 'script' | 'function' | 'closure';
	/** What `this` stands for, if anything. */
	readonly receiver: Place | undefined;
	readonly captured: ReadonlyMap<string, Variable>;
}

const NOTHING: ReadonlyMap<string, Variable> = new Map();

export function activation(
	kind: Activation['kind'],
	receiver?: Place,
	captured: ReadonlyMap<string, Variable> = NOTHING,
): Activation {
	return { kind, receiver, captured };
}

export class Scope {
	readonly activation: Activation;
	readonly names = new Map<string, Variable>();
	/** The error that a bare `throw` raises again: set for the block of a `catch`. */
	caught: ScriptError | undefined;
	readonly #parent: Scope | undefined;

	constructor(activation: Activation, parent?: Scope) {
		this.activation = activation;
		this.#parent = parent;
	}

	/** The scope of a block inside this one. */
	inner(): Scope {
		return new Scope(this.activation, this);
	}

	/** Whether this is the outermost block of the script, where constants are global (language spec 8.4). */
	get isGlobal(): boolean {
		return this.activation.kind === 'script' && this.#parent === undefined;
	}

	/** A second declaration in one block replaces the variable; closures keep the old one (language spec 4.1). */
	declare(name: string, value: Value, constant = false): Variable {
		const variable = new Variable(name, value, constant);
		this.names.set(name, variable);
		return variable;
	}

	find(name: string): Variable | undefined {
		const found = this.names.get(name);
		if (found !== undefined || this.#parent === undefined) return found;
		const outer = this.#parent.find(name);
		// In `f!()` the outer scope is that of the caller, who may be a closure with variables of others.
		const { activation } = this.#parent;
		return outer ?? (activation === this.activation ? undefined : activation.captured.get(name));
	}

	/** The error of the innermost `catch` around, within the same function. */
	caughtError(): ScriptError | undefined {
		if (this.caught !== undefined) return this.caught;
		return this.#parent?.activation === this.activation ? this.#parent.caughtError() : undefined;
	}

	/** Whether there is any variable to see. */
	get isEmpty(): boolean {
		return this.names.size + this.activation.captured.size === 0 && (this.#parent?.isEmpty ?? true);
	}
}
