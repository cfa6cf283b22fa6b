/**
 * Values whose meaning the host defines: an address, a network, a reply code, a service.
 *
 * A class that extends `HostObject` points to one `TypeDescriptor`, which says all that the language needs to know of
 * the type. Everything in it is optional but the name; what is missing behaves as language spec 3.9 to 3.12 says for
 * host types without that ability.
 */

import type { Value } from './value.ts';

export interface PropertyDescriptor<T> {
	readonly get?: (self: T) => Value;
	/** Without a setter the property is read-only. */
	readonly set?: (self: T, value: Value) => void;
	/** Type of the value in the notation of the module registry, e.g. `string` or `int?`. */
	readonly type: string;
	readonly doc: string;
}

export interface TypeDescriptor<T = never> {
	/** What `type_of` gives and signatures show. */
	readonly name: string;
	readonly doc?: string;
	readonly properties?: ReadonlyMap<string, PropertyDescriptor<T>>;
	/** `self[index]`; also the fallback for unknown properties when the index is a string. */
	readonly getIndex?: (self: T, index: Value) => Value;
	readonly setIndex?: (self: T, index: Value, value: Value) => void;
	/** For `for`. */
	readonly iterate?: (self: T) => Iterator<Value>;
	/** `==` with another value on either side; `undefined` leaves it to the other operand, then to "different types". */
	readonly equals?: (self: T, other: Value) => boolean | undefined;
	/** `<` and the like: negative, 0, positive; `undefined` when not comparable. */
	readonly compare?: (self: T, other: Value) => number | undefined;
	/** `item in self`; `undefined` when the pair has no meaning. */
	readonly contains?: (self: T, item: Value) => boolean | undefined;
	/** `self in container`, asked when the container does not know. */
	readonly containedIn?: (self: T, container: Value) => boolean | undefined;
	readonly display?: (self: T) => string;
	readonly debug?: (self: T) => string;
}

export abstract class HostObject {
	abstract get descriptor(): TypeDescriptor;
}
