/**
 * Exact identity of values for `switch` (language spec 6.5): unlike `==`, it tells int from float, char from string and
 * 0.0 from −0.0.
 *
 * The key of a value is a text in which every part says where it ends, so keys are equal exactly when the values are.
 */

import { Char } from './char.ts';
import { ArrayValue, BlobValue, MapValue } from './container.ts';
import { Float } from './float.ts';
import { FunctionPointer } from './function-pointer.ts';
import { RangeValue } from './range.ts';
import { Tagged } from './tagged.ts';
import type { Value } from './value.ts';

/**
 * No literal of a script comes near this many units, so a value with a longer key matches no case. It also stops
 * values whose shared parts would be visited without end.
 */
const MAX_KEY_UNITS = 2 ** 22;

/**
 * A text that is equal for two values exactly when they match in a `switch`; `undefined` for a value that is or
 * contains something that matches only itself at best: closures, timestamps, iterators, host objects.
 */
export function exactKey(value: Value): string | undefined {
	const leaf = leafKey(value);
	if (leaf !== NOT_A_LEAF) return leaf;
	return compositeKey(value);
}

const NOT_A_LEAF = '';

/** The key of a value without parts, `NOT_A_LEAF` for one with parts. */
function leafKey(value: Value): string | undefined {
	switch (typeof value) {
		case 'undefined':
			return 'u';
		case 'boolean':
			return value ? 't' : 'f';
		case 'number':
		case 'bigint':
			return `i${value};`;
		case 'string':
			return `s${value.length}:${value}`;
		default:
			break;
	}
	if (value instanceof Float) return Object.is(value.value, -0) ? 'd-0;' : `d${value.value};`;
	if (value instanceof Char) return `c${value.code};`;
	if (value instanceof RangeValue) return `${value.inclusive ? 'R' : 'r'}${value.from},${value.to};`;
	if (value instanceof BlobValue) {
		if (value.length > MAX_KEY_UNITS / 2) return undefined;
		return `b${value.length}:${Buffer.from(value.view()).toString('hex')}`;
	}
	if (value instanceof ArrayValue || value instanceof MapValue || value instanceof Tagged) return NOT_A_LEAF;
	if (value instanceof FunctionPointer && !value.anonymous) return NOT_A_LEAF;
	return undefined;
}

/** Walks with a stack of what is still to be written: values, and keys of maps as ready text. */
function compositeKey(root: Value): string | undefined {
	const pieces: string[] = [];
	let units = 0;
	const values: Value[] = [root];
	while (values.length > 0) {
		const value = values.pop();
		let piece = leafKey(value);
		if (piece === NOT_A_LEAF) piece = openComposite(value, values);
		if (piece === undefined) return undefined;
		units += piece.length;
		if (units > MAX_KEY_UNITS) return undefined;
		pieces.push(piece);
	}
	return pieces.join('');
}

/** Puts the parts of a value on the stack, the first on top, and returns what precedes them; `undefined` if too many. */
function openComposite(value: Value, values: Value[]): string | undefined {
	if (value instanceof Tagged) {
		values.push(value.value);
		return '';
	}
	if (value instanceof ArrayValue) {
		if (value.items.length > MAX_KEY_UNITS) return undefined;
		for (let at = value.items.length - 1; at >= 0; at--) values.push(value.items[at]);
		return `a${value.items.length};`;
	}
	if (value instanceof MapValue) {
		if (value.size > MAX_KEY_UNITS) return undefined;
		const keys = value.sortedKeys();
		for (let at = keys.length - 1; at >= 0; at--) {
			const key = keys[at] as string;
			values.push(value.get(key), key);
		}
		return `m${keys.length};`;
	}
	const pointer = value as FunctionPointer;
	for (let at = pointer.curried.length - 1; at >= 0; at--) values.push(pointer.curried[at]);
	return `p${pointer.name.length}:${pointer.name}${pointer.curried.length};`;
}
