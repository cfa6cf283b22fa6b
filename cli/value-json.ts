/**
 * Values as JSON for `vsl eval --json`: exact, unlike the language's own `to_json`, so that a test can tell an int from
 * a float and a char from a string.
 *
 * A value is `"type": …, "value": …`. What JSON cannot hold is text: an int beyond 2^53 its digits, a float without
 * number `inf`, `-inf`, `NaN` or `-0`, a char, a range `a..b`, a function its name. The elements of arrays and maps
 * are objects of the same two members. The writer keeps its own stack, since a script can nest a value more deeply
 * than JavaScript can recurse, and stops at a size, since shared copies make a small value print endlessly.
 */

import { Char } from '../lang/values/char.ts';
import { ArrayValue, BlobValue, MapValue } from '../lang/values/container.ts';
import { display } from '../lang/values/display.ts';
import { Float } from '../lang/values/float.ts';
import { FunctionPointer } from '../lang/values/function-pointer.ts';
import { untag } from '../lang/values/tagged.ts';
import { Timestamp } from '../lang/values/timestamp.ts';
import { typeName } from '../lang/values/type-of.ts';
import type { Value } from '../lang/values/value.ts';

/** UTF-16 units of a printed value; protects the memory of whoever prints or reads it. */
export const MAX_VALUE_TEXT = 64 * 1024 * 1024;

/** A container whose children are being written. */
interface Frame {
	readonly children: Iterator<readonly [key: string | undefined, value: Value]>;
	readonly close: string;
	first: boolean;
}

function floatJson(value: number): string {
	if (Number.isNaN(value)) return '"NaN"';
	if (!Number.isFinite(value)) return value > 0 ? '"inf"' : '"-inf"';
	return Object.is(value, -0) ? '"-0"' : String(value);
}

/** JSON of a value that has no parts. */
function leafJson(value: Exclude<Value, ArrayValue | MapValue>): string {
	switch (typeof value) {
		case 'undefined':
			return 'null';
		case 'boolean':
		case 'number':
			return String(value);
		case 'bigint':
			return `"${value}"`;
		case 'string':
			return JSON.stringify(value);
		default:
	}
	if (value instanceof Float) return floatJson(value.value);
	if (value instanceof Char) return JSON.stringify(value.text);
	if (value instanceof BlobValue) return `[${value.view().join(',')}]`;
	if (value instanceof FunctionPointer) return JSON.stringify(value.name);
	if (value instanceof Timestamp) return 'null';
	return JSON.stringify(display(value));
}

function* arrayChildren(array: ArrayValue): Generator<readonly [undefined, Value]> {
	for (const item of array.items) yield [undefined, item];
}

function* mapChildren(map: MapValue): Generator<readonly [string, Value]> {
	for (const key of map.sortedKeys()) yield [key, map.get(key)];
}

/**
 * @returns the two members `"type":…,"value":…` without braces around them; `undefined` when they would pass
 *   `MAX_VALUE_TEXT`
 */
export function valueMembers(value: Value): string | undefined {
	const parts: string[] = [];
	const stack: Frame[] = [];
	let size = 0;
	const emit = (text: string): void => {
		parts.push(text);
		size += text.length;
	};

	const open = (outer: Value): void => {
		const inner = untag(outer);
		emit(`"type":${JSON.stringify(typeName(inner))},"value":`);
		if (inner instanceof ArrayValue) {
			emit('[');
			stack.push({ children: arrayChildren(inner), close: ']', first: true });
		} else if (inner instanceof MapValue) {
			emit('{');
			stack.push({ children: mapChildren(inner), close: '}', first: true });
		} else {
			emit(leafJson(inner));
		}
	};

	open(value);
	for (let frame = stack.at(-1); frame !== undefined; frame = stack.at(-1)) {
		if (size > MAX_VALUE_TEXT) return undefined;
		const next = frame.children.next();
		if (next.done === true) {
			emit(frame.close);
			stack.pop();
			// The object around a nested container; the outermost value's belongs to the caller.
			if (stack.length > 0) emit('}');
			continue;
		}
		const [key, child] = next.value;
		emit(`${frame.first ? '' : ','}${key === undefined ? '' : `${JSON.stringify(key)}:`}{`);
		frame.first = false;
		const depth = stack.length;
		open(child);
		if (stack.length === depth) emit('}');
	}
	return size > MAX_VALUE_TEXT ? undefined : parts.join('');
}
