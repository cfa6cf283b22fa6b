/** Short ways to write values and to tell what an operation gave, for tests. */

import { ScriptError } from '../vm/errors.ts';
import { type Char, charOf } from './char.ts';
import { ArrayValue, BlobValue, MapValue } from './container.ts';
import { debugText } from './display.ts';
import { Float } from './float.ts';
import { FunctionPointer } from './function-pointer.ts';
import { HostObject, type TypeDescriptor } from './host-object.ts';
import type { IntValue } from './int.ts';
import { RangeValue } from './range.ts';
import type { Value } from './value.ts';

export const float = (value: number): Float => new Float(value);
export const char = (text: string): Char => charOf(text.codePointAt(0) as number);
export const array = (...items: Value[]): ArrayValue => new ArrayValue(items);
export const map = (entries: Readonly<Record<string, Value>> = {}): MapValue =>
	new MapValue(new Map(Object.entries(entries)));
export const blob = (...bytes: number[]): BlobValue => new BlobValue(Uint8Array.from(bytes));
export const range = (from: IntValue, to: IntValue): RangeValue => new RangeValue(from, to, false);
export const rangeTo = (from: IntValue, to: IntValue): RangeValue => new RangeValue(from, to, true);
export const pointer = (name: string, ...curried: Value[]): FunctionPointer =>
	new FunctionPointer(name, curried, undefined, [], undefined);

/** A closure, which has no name of its own and some environment. */
export const closure = (): FunctionPointer =>
	new FunctionPointer('anon$1', [], { name: 'anon$1', anonymous: true, arity: 0 }, [], undefined);

/** A host object of a type given with it. */
export class Thing extends HostObject {
	readonly descriptor: TypeDescriptor;
	readonly id: number;

	constructor(descriptor: TypeDescriptor<Thing>, id = 0) {
		super();
		this.descriptor = descriptor as TypeDescriptor;
		this.id = id;
	}
}

/** Debug text of a result, or kind and text of the error raised instead. */
export function outcome(run: () => Value): string {
	try {
		return debugText(run());
	} catch (error) {
		if (error instanceof ScriptError) return `${error.kind} ${error.text}`;
		throw error;
	}
}

/** An array inside an array, that many times. */
export function nested(depth: number, innermost: Value = undefined): Value {
	let value = innermost;
	for (let level = 0; level < depth; level++) value = array(value);
	return value;
}

/** A value that is small in memory but has 2^depth elements, as `a = [a, a]` makes it. */
export function doubled(depth: number, innermost: Value = 1): Value {
	let value = innermost;
	for (let level = 0; level < depth; level++) {
		if (value instanceof ArrayValue) value.shared = true;
		value = array(value, value);
	}
	return value;
}
