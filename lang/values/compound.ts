/**
 * Compound assignment `target op= value` (language spec 4.5).
 *
 * Only what changes its target in place, or means something else than the plain operator, is written here; all other
 * pairs are `target op value`.
 */

import type { AssignmentOperator } from '../ast/nodes.ts';
import { dataTooLarge } from '../vm/errors.ts';
import {
	add,
	bitAnd,
	bitOr,
	bitXor,
	divide,
	multiply,
	power,
	remainder,
	shiftLeft,
	shiftRight,
	subtract,
} from './arithmetic.ts';
import { lowByte } from './bit-fields.ts';
import { MAX_ARRAY_ITEMS, MAX_BLOB_BYTES, MAX_MAP_PROPERTIES } from './ceilings.ts';
import { Char } from './char.ts';
import { ArrayValue, BlobValue, MapValue, share } from './container.ts';
import { HostObject } from './host-object.ts';
import { tryOperator } from './host-operators.ts';
import { isInt } from './int.ts';
import { chargeEntries, chargeItems } from './memory.ts';
import { Tagged, untag } from './tagged.ts';
import { encodeUtf8 } from './utf8.ts';
import type { Value } from './value.ts';

/**
 * The new value of the target. A container that is a target must be owned: it is changed in place and returned.
 * A container that is pushed to an array must have been marked by the caller if it stays reachable elsewhere; what is
 * copied out of `value` is marked here.
 * @throws ScriptError ErrorFunctionNotFound or ErrorArithmetic as the plain operator
 */
export function compoundAssign(operator: AssignmentOperator, target: Value, value: Value): Value {
	// A tag belongs to the target and stays. Containers with a tag are never changed in place: see `access.ts`.
	if (target instanceof Tagged) {
		const inner = target.value;
		const copy = inner instanceof ArrayValue || inner instanceof MapValue || inner instanceof BlobValue;
		return new Tagged(untag(compoundAssign(operator, copy ? inner.clone() : inner, value)), target.tag);
	}
	if (operator === '=') return value;
	if (target instanceof HostObject || (value instanceof HostObject && !takesAnything(target, operator))) {
		const result = tryOperator(operator, target, value);
		if (typeof result !== 'symbol') return result;
	}
	switch (operator) {
		case '+=':
			return addTo(target, value);
		case '-=':
			return subtract(target, value);
		case '*=':
			return multiply(target, value);
		case '/=':
			return divide(target, value);
		case '%=':
			return remainder(target, value);
		case '**=':
			return power(target, value);
		case '<<=':
			return shiftLeft(target, value);
		case '>>=':
			return shiftRight(target, value);
		case '&=':
			return bitAnd(target, value);
		case '|=':
			return bitOr(target, value);
		case '^=':
			return bitXor(target, value);
	}
}

/** Whether the language itself gives `target op= value` a meaning for values of all types. */
function takesAnything(target: Value, operator: AssignmentOperator): boolean {
	return operator === '+=' && (target instanceof ArrayValue || typeof target === 'string');
}

function addTo(target: Value, value: Value): Value {
	if (typeof target !== 'object') return add(target, value);
	if (target instanceof ArrayValue) return appendToArray(target, value);
	if (target instanceof MapValue) {
		const right = untag(value);
		return right instanceof MapValue ? mergeInto(target, right) : add(target, value);
	}
	if (target instanceof BlobValue) {
		const right = untag(value);
		if (isInt(right)) return appendByte(target, right);
		if (typeof right === 'string') return appendBytes(target, encodeUtf8(right));
		if (right instanceof Char) return appendBytes(target, encodeUtf8(right.text));
		if (right instanceof BlobValue) return appendBytes(target, right.view());
	}
	return add(target, value);
}

function appendToArray(target: ArrayValue, value: Value): ArrayValue {
	const right = untag(value);
	const items = target.items;
	if (!(right instanceof ArrayValue)) {
		if (items.length >= MAX_ARRAY_ITEMS) throw dataTooLarge('Size of array/BLOB');
		items.push(value);
		return target;
	}
	const more = right.items;
	// Taken before the loop: the two arrays may be one.
	const count = more.length;
	if (items.length + count > MAX_ARRAY_ITEMS) throw dataTooLarge('Size of array/BLOB');
	chargeItems(count);
	for (let at = 0; at < count; at++) items.push(share(more[at]));
	return target;
}

function mergeInto(target: MapValue, right: MapValue): MapValue {
	if (target === right) return target;
	if (target.size + right.size > MAX_MAP_PROPERTIES) throw dataTooLarge('Size of object map');
	chargeEntries(right.size);
	for (const [key, item] of right.pairs()) target.set(key, share(item));
	return target;
}

function appendByte(target: BlobValue, value: number | bigint): BlobValue {
	reserve(target, 1);
	target.bytes[target.length++] = lowByte(value);
	return target;
}

function appendBytes(target: BlobValue, bytes: Uint8Array): BlobValue {
	reserve(target, bytes.length);
	// `bytes` may be a view of the target itself: `reserve` leaves the old buffer as it was, so reading it is sound.
	target.bytes.set(bytes, target.length);
	target.length += bytes.length;
	return target;
}

function reserve(target: BlobValue, extra: number): void {
	if (target.length + extra > MAX_BLOB_BYTES) throw dataTooLarge('Size of BLOB');
	target.reserve(extra);
}
