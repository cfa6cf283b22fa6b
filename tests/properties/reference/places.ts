/**
 * Places: what stands at the end of `root.a[i].b`, to be read and replaced (language spec 4.4, 5.7).
 *
 * A place gives the stored value itself, not a copy. As nothing in the reference evaluator is stored twice, changing
 * that value in place changes this place and no other.
 */

import { getIndex, getProperty, setIndex, setProperty } from '../../../lang/values/access.ts';
import { ArrayValue, MapValue } from '../../../lang/values/container.ts';
import { HostObject } from '../../../lang/values/host-object.ts';
import { isInt } from '../../../lang/values/int.ts';
import { Tagged, untag } from '../../../lang/values/tagged.ts';
import type { Value } from '../../../lang/values/value.ts';
import { arithmeticError, ScriptError } from '../../../lang/vm/errors.ts';
import type { Variable } from './scope.ts';

export interface Place {
	/** The stored value. @throws ScriptError as reading the step does */
	get(): Value;
	/** Puts another value there. @throws ScriptError as assigning does */
	set(value: Value): void;
	/** Stores what a library function made of its receiver; a property that cannot be assigned drops it. */
	writeBack(value: Value): void;
	/** The name of the constant that this belongs to: it may not be changed. */
	readonly constant: string | undefined;
	/** A value of its own: what a script function does to it is lost. */
	readonly temporary: boolean;
	/** Where the path starts, if that is a variable. */
	readonly root: VariablePlace | undefined;
}

function dataRace(name: string): ScriptError {
	return new ScriptError('ErrorDataRace', `Data race detected on variable '${name}'`, { variable: name });
}

export class VariablePlace implements Place {
	readonly variable: Variable;
	readonly temporary = false;
	/** Whether the lock on the variable, if there is one, was put on by the call that works on this place. */
	holdsLock = false;

	constructor(variable: Variable) {
		this.variable = variable;
	}

	get root(): VariablePlace {
		return this;
	}

	get constant(): string | undefined {
		return this.variable.constant ? this.variable.name : undefined;
	}

	#check(): void {
		if (this.variable.locked && !this.holdsLock) throw dataRace(this.variable.name);
	}

	get(): Value {
		this.#check();
		return this.variable.value;
	}

	set(value: Value): void {
		this.#check();
		this.variable.value = value;
	}

	writeBack(value: Value): void {
		this.set(value);
	}
}

/** A value that is stored nowhere: the result of a call, a literal. */
export class TemporaryPlace implements Place {
	readonly constant: string | undefined;
	readonly temporary: boolean = true;
	readonly root = undefined;
	#value: Value;

	constructor(value: Value, constant?: string) {
		this.#value = value;
		this.constant = constant;
	}

	get(): Value {
		return this.#value;
	}

	set(value: Value): void {
		this.#value = value;
	}

	writeBack(value: Value): void {
		this.#value = value;
	}
}

/** `this` of a method: the receiver's place, under the name `this` when it cannot be changed. */
export class ReceiverPlace implements Place {
	readonly #place: Place;
	readonly constant: string | undefined;
	readonly temporary = false;
	readonly root: VariablePlace | undefined;

	constructor(place: Place) {
		this.#place = place;
		this.constant = place.constant === undefined ? undefined : 'this';
		this.root = place.root;
	}

	get(): Value {
		return this.#place.get();
	}

	set(value: Value): void {
		this.#place.set(value);
	}

	writeBack(value: Value): void {
		this.#place.writeBack(value);
	}
}

/** Reads a property that the library or the host offers; `undefined` where there is none. */
export type LibraryProperty = (base: Value, name: string) => { readonly value: Value } | undefined;

abstract class StepPlace implements Place {
	protected readonly parent: Place;

	constructor(parent: Place) {
		this.parent = parent;
	}

	get constant(): string | undefined {
		return this.parent.constant;
	}

	/** Elements and entries are stored where they are; characters, bits, bytes and properties of others are not. */
	get temporary(): boolean {
		const base = untag(this.parent.get());
		return this.parent.temporary || !(base instanceof ArrayValue || base instanceof MapValue);
	}

	get root(): VariablePlace | undefined {
		return this.parent.root;
	}

	abstract get(): Value;
	abstract set(value: Value): void;
	abstract writeBack(value: Value): void;
}

/** `parent[key]` */
export class IndexPlace extends StepPlace {
	readonly #key: Value;

	constructor(parent: Place, key: Value) {
		super(parent);
		this.#key = key;
	}

	get(): Value {
		return getIndex(this.parent.get(), this.#key);
	}

	set(value: Value): void {
		this.parent.set(setIndex(this.parent.get(), this.#key, value));
	}

	writeBack(value: Value): void {
		this.parent.writeBack(setIndex(this.parent.get(), this.#key, value));
	}
}

/** `parent.name` */
export class PropertyPlace extends StepPlace {
	readonly #name: string;
	readonly #library: LibraryProperty;

	constructor(parent: Place, name: string, library: LibraryProperty) {
		super(parent);
		this.#name = name;
		this.#library = library;
	}

	get(): Value {
		const tagged = this.parent.get();
		const base = this.#name === 'tag' ? tagged : untag(tagged);
		if (untag(base) instanceof MapValue) return getProperty(base, this.#name);
		const found = this.#library(base, this.#name);
		return found === undefined ? getProperty(base, this.#name) : found.value;
	}

	set(value: Value): void {
		const base = this.parent.get();
		const isTag = this.#name === 'tag' && !(untag(base) instanceof MapValue || base instanceof HostObject);
		this.parent.set(isTag ? withTag(base, value) : setProperty(base, this.#name, value));
	}

	writeBack(value: Value): void {
		if (untag(this.parent.get()) instanceof MapValue || this.#name === 'tag') this.set(value);
	}
}

const TAG_LIMIT = 2 ** 31;

/** A tag is a 32-bit number (language spec 3.4). */
function withTag(base: Value, given: Value): Value {
	const tag = untag(given);
	if (typeof tag === 'number' && tag >= -TAG_LIMIT && tag < TAG_LIMIT) {
		return tag === 0 ? untag(base) : new Tagged(untag(base), tag);
	}
	if (!isInt(tag)) return setProperty(untag(base), 'tag', given);
	throw arithmeticError(`${tag} is too large to fit into a tag (must be between i32::MIN and i32::MAX)`);
}

/** Runs a call on a receiver. A captured variable is locked meanwhile (language spec 7.6). */
export function locking<T>(place: Place, body: () => T): T {
	const { root } = place;
	if (root === undefined || !root.variable.shared || root.variable.locked) return body();
	root.variable.locked = true;
	root.holdsLock = true;
	try {
		return body();
	} finally {
		root.variable.locked = false;
		root.holdsLock = false;
	}
}
