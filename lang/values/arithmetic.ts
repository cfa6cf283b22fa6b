/**
 * The operators that make new values: arithmetic, bits, concatenation (language spec 3.5, 5.2).
 *
 * Every function tries two small ints first; that path allocates nothing and is all that most rules need. Results are
 * in normal form (`int.ts`): never −0, bigints only beyond the safe integers. What a pair of types does not have is
 * ErrorFunctionNotFound, which names the operator and the types.
 */

import { arithmeticError, dataTooLarge } from '../vm/errors.ts';
import { MAX_ARRAY_ITEMS, MAX_BLOB_BYTES, MAX_MAP_PROPERTIES, MAX_TEXT_UNITS } from './ceilings.ts';
import { Char } from './char.ts';
import { ArrayValue, BlobValue, MapValue, share } from './container.ts';
import { display } from './display.ts';
import { Float } from './float.ts';
import { hostOperator } from './host-operators.ts';
import { I64_MAX, I64_MIN, type IntValue, isInt, normalizeInt, wrapInt } from './int.ts';
import { chargeItems, chargeText } from './memory.ts';
import { RangeValue } from './range.ts';
import { Tagged, untag } from './tagged.ts';
import { replaceText } from './text-search.ts';
import { Timestamp } from './timestamp.ts';
import { decodeUtf8, encodeUtf8 } from './utf8.ts';
import type { Value } from './value.ts';

const MAX_SAFE = Number.MAX_SAFE_INTEGER;

/** `left + right` */
export function add(left: Value, right: Value): Value {
	if (typeof left === 'number' && typeof right === 'number') {
		const sum = left + right;
		if (sum <= MAX_SAFE && sum >= -MAX_SAFE) return sum;
	}
	if (typeof left === 'string' && typeof right === 'string') return joinText(left, right);
	return addOthers(left, right);
}

/** `left - right` */
export function subtract(left: Value, right: Value): Value {
	if (typeof left === 'number' && typeof right === 'number') {
		const difference = left - right;
		if (difference <= MAX_SAFE && difference >= -MAX_SAFE) return difference;
	}
	return subtractOthers(left, right);
}

/** `left * right` */
export function multiply(left: Value, right: Value): Value {
	if (typeof left === 'number' && typeof right === 'number') {
		const product = left * right;
		// Adding 0 turns −0 into 0.
		if (product <= MAX_SAFE && product >= -MAX_SAFE) return product + 0;
	}
	if (isInt(left) && isInt(right)) {
		return checked(BigInt(left) * BigInt(right), 'Multiplication overflow', left, '*', right);
	}
	const x = floatOperand(left, right);
	if (x !== undefined) return new Float(x * numberOf(right));
	if (anyTagged(left, right)) return multiply(untag(left), untag(right));
	return hostOperator('*', left, right);
}

/** `left / right`; ints truncate toward zero. */
export function divide(left: Value, right: Value): Value {
	// The quotient of two safe integers never rounds up to the next integer, so truncating it is exact.
	if (typeof left === 'number' && typeof right === 'number' && right !== 0) return Math.trunc(left / right) + 0;
	if (isInt(left) && isInt(right)) {
		if (right === 0) throw arithmeticError(`Division by zero: ${left} / ${right}`);
		return checked(BigInt(left) / BigInt(right), 'Division overflow', left, '/', right);
	}
	const x = floatOperand(left, right);
	if (x !== undefined) return new Float(x / numberOf(right));
	if (anyTagged(left, right)) return divide(untag(left), untag(right));
	return hostOperator('/', left, right);
}

/** `left % right`, with the sign of `left`. */
export function remainder(left: Value, right: Value): Value {
	if (typeof left === 'number' && typeof right === 'number' && right !== 0) return (left % right) + 0;
	if (isInt(left) && isInt(right)) {
		if (right === 0 || (right === -1 && left === I64_MIN)) {
			throw arithmeticError(`Modulo division by zero or overflow: ${left} % ${right}`);
		}
		return normalizeInt(BigInt(left) % BigInt(right));
	}
	const x = floatOperand(left, right);
	if (x !== undefined) return new Float(x % numberOf(right));
	if (anyTagged(left, right)) return remainder(untag(left), untag(right));
	return hostOperator('%', left, right);
}

/** `left ** right` */
export function power(left: Value, right: Value): Value {
	if (isInt(left) && isInt(right)) return intPower(left, right);
	const x = floatOperand(left, right);
	if (x !== undefined) return new Float(floatPower(x, numberOf(right)));
	if (anyTagged(left, right)) return power(untag(left), untag(right));
	return hostOperator('**', left, right);
}

/** `left << right` */
export function shiftLeft(left: Value, right: Value): Value {
	if (typeof left === 'number' && typeof right === 'number' && right >= 0 && right <= 30) {
		const shifted = left * (1 << right);
		if (shifted <= MAX_SAFE && shifted >= -MAX_SAFE) return shifted;
	}
	if (isInt(left) && isInt(right)) return right >= 0 ? shiftUp(left, right) : shiftDown(left, -right);
	if (anyTagged(left, right)) return shiftLeft(untag(left), untag(right));
	return hostOperator('<<', left, right);
}

/** `left >> right`, keeping the sign. */
export function shiftRight(left: Value, right: Value): Value {
	if (typeof left === 'number' && typeof right === 'number' && right >= 0 && right <= 30 && left === (left | 0)) {
		return left >> right;
	}
	if (isInt(left) && isInt(right)) return right >= 0 ? shiftDown(left, right) : shiftUp(left, -right);
	if (anyTagged(left, right)) return shiftRight(untag(left), untag(right));
	return hostOperator('>>', left, right);
}

/** `left & right` */
export function bitAnd(left: Value, right: Value): Value {
	if (isInt32(left) && isInt32(right)) return left & right;
	if (isInt(left) && isInt(right)) return normalizeInt(BigInt(left) & BigInt(right));
	if (typeof left === 'boolean' && typeof right === 'boolean') return left && right;
	if (anyTagged(left, right)) return bitAnd(untag(left), untag(right));
	return hostOperator('&', left, right);
}

/** `left | right` */
export function bitOr(left: Value, right: Value): Value {
	if (isInt32(left) && isInt32(right)) return left | right;
	if (isInt(left) && isInt(right)) return normalizeInt(BigInt(left) | BigInt(right));
	if (typeof left === 'boolean' && typeof right === 'boolean') return left || right;
	if (anyTagged(left, right)) return bitOr(untag(left), untag(right));
	return hostOperator('|', left, right);
}

/** `left ^ right` */
export function bitXor(left: Value, right: Value): Value {
	if (isInt32(left) && isInt32(right)) return left ^ right;
	if (isInt(left) && isInt(right)) return normalizeInt(BigInt(left) ^ BigInt(right));
	if (typeof left === 'boolean' && typeof right === 'boolean') return left !== right;
	if (anyTagged(left, right)) return bitXor(untag(left), untag(right));
	return hostOperator('^', left, right);
}

/** `-operand` */
export function negate(operand: Value): Value {
	// 0 − 0 is 0, where −0 would be a negative zero.
	if (typeof operand === 'number') return 0 - operand;
	if (typeof operand === 'bigint') {
		if (operand === I64_MIN) throw arithmeticError(`Negation overflow: -${operand}`);
		return -operand;
	}
	if (operand instanceof Float) return new Float(-operand.value);
	if (operand instanceof Tagged) return negate(operand.value);
	return hostOperator('-', operand);
}

/** `+operand` */
export function plus(operand: Value): Value {
	if (isInt(operand) || operand instanceof Float) return operand;
	if (operand instanceof Tagged) return plus(operand.value);
	return hostOperator('+', operand);
}

/** `!operand` */
export function not(operand: Value): Value {
	if (typeof operand === 'boolean') return !operand;
	if (operand instanceof Tagged) return not(operand.value);
	return hostOperator('!', operand);
}

/** `from..to`, or `from..=to` when inclusive. Both must be ints. */
export function makeRange(from: Value, to: Value, inclusive: boolean): Value {
	const start = untag(from);
	const end = untag(to);
	if (isInt(start) && isInt(end)) return new RangeValue(start, end, inclusive);
	return hostOperator(inclusive ? '..=' : '..', start, end);
}

/** Text after text. @throws ScriptError ErrorDataTooLarge before JavaScript would fail */
export function joinText(left: string, right: string): string {
	if (left.length + right.length > MAX_TEXT_UNITS) throw dataTooLarge('Length of string');
	chargeText(left.length + right.length);
	return left + right;
}

function anyTagged(left: Value, right: Value): boolean {
	return left instanceof Tagged || right instanceof Tagged;
}

function isInt32(value: Value): value is number {
	return typeof value === 'number' && (value | 0) === value;
}

/** The left operand as a float when the pair is float and float, float and int, or int and float. */
function floatOperand(left: Value, right: Value): number | undefined {
	if (left instanceof Float) return right instanceof Float || isInt(right) ? left.value : undefined;
	return right instanceof Float && isInt(left) ? Number(left) : undefined;
}

/** A float, or an int as the nearest float. */
function numberOf(value: Value): number {
	return value instanceof Float ? value.value : Number(value);
}

function checked(result: bigint, overflow: string, left: IntValue, operator: string, right: IntValue): IntValue {
	if (result < I64_MIN || result > I64_MAX) throw arithmeticError(`${overflow}: ${left} ${operator} ${right}`);
	return normalizeInt(result);
}

function addOthers(left: Value, right: Value): Value {
	if (isInt(left) && isInt(right)) return checked(BigInt(left) + BigInt(right), 'Addition overflow', left, '+', right);
	const x = floatOperand(left, right);
	if (x !== undefined) return new Float(x + numberOf(right));
	if (anyTagged(left, right)) return add(untag(left), untag(right));
	if (typeof left === 'string') return joinText(left, concatenated(right));
	if (typeof right === 'string') return joinText(concatenated(left), right);
	if (left instanceof Char && right instanceof Char) return left.text + right.text;
	if (left instanceof ArrayValue && right instanceof ArrayValue) return concatArrays(left, right);
	if (left instanceof BlobValue) {
		if (right instanceof BlobValue) return concatBytes(left.view(), right.view());
		if (right instanceof Char) return concatBytes(left.view(), encodeUtf8(right.text));
	}
	if (left instanceof MapValue && right instanceof MapValue) return mergeMaps(left, right);
	if (left instanceof Timestamp && isNumeric(right)) return shiftTime(left, right, 'adding');
	return hostOperator('+', left, right);
}

function subtractOthers(left: Value, right: Value): Value {
	if (isInt(left) && isInt(right)) {
		return checked(BigInt(left) - BigInt(right), 'Subtraction overflow', left, '-', right);
	}
	const x = floatOperand(left, right);
	if (x !== undefined) return new Float(x - numberOf(right));
	if (anyTagged(left, right)) return subtract(untag(left), untag(right));
	if (typeof left === 'string') {
		if (typeof right === 'string') return withoutText(left, right);
		if (right instanceof Char) return withoutText(left, right.text);
	}
	if (left instanceof Timestamp) {
		if (right instanceof Timestamp) return new Float((left.milliseconds - right.milliseconds) / 1000);
		if (isNumeric(right)) return shiftTime(left, right, 'subtracting');
	}
	return hostOperator('-', left, right);
}

function isNumeric(value: Value): boolean {
	return isInt(value) || value instanceof Float;
}

/** What a value adds to a string: its display form, but the text of a blob. */
function concatenated(value: Value): string {
	return value instanceof BlobValue ? decodeUtf8(value.view()) : display(value);
}

function withoutText(text: string, part: string): string {
	return part === '' ? text : replaceText(text, part, '');
}

function concatArrays(left: ArrayValue, right: ArrayValue): ArrayValue {
	if (left.items.length + right.items.length > MAX_ARRAY_ITEMS) throw dataTooLarge('Size of array/BLOB');
	// Beforehand: two of these at once may be too many.
	chargeItems(left.items.length + right.items.length);
	const items = left.items.concat(right.items);
	for (const item of items) share(item);
	return new ArrayValue(items);
}

function concatBytes(left: Uint8Array, right: Uint8Array): BlobValue {
	if (left.length + right.length > MAX_BLOB_BYTES) throw dataTooLarge('Size of BLOB');
	const bytes = new Uint8Array(left.length + right.length);
	bytes.set(left);
	bytes.set(right, left.length);
	return new BlobValue(bytes);
}

function mergeMaps(left: MapValue, right: MapValue): MapValue {
	if (left.size + right.size > MAX_MAP_PROPERTIES) throw dataTooLarge('Size of object map');
	const merged = left.clone();
	for (const [key, item] of right.pairs()) merged.set(key, share(item));
	return merged;
}

/** Farther from the origin an instant cannot be: i64 seconds. */
const LAST_MILLISECOND = 2 ** 63 * 1000;

/** Ints count seconds exactly, floats are cut to milliseconds; NaN shifts by nothing. */
function shiftTime(time: Timestamp, seconds: Value, verb: 'adding' | 'subtracting'): Timestamp {
	const count = numberOf(seconds);
	const distance = Number.isNaN(count) ? 0 : Math.trunc(count * 1000);
	const shifted = time.milliseconds + (verb === 'adding' ? distance : -distance);
	if (!(Math.abs(shifted) < LAST_MILLISECOND)) {
		throw arithmeticError(`Timestamp overflow when ${verb} ${display(seconds)} second(s)`);
	}
	return new Timestamp(shifted);
}

/** Exponents beyond this overflow whatever the base, unless that is −1, 0 or 1. */
const LARGEST_EXPONENT = 63;

function intPower(base: IntValue, exponent: IntValue): IntValue {
	if (exponent < 0) throw arithmeticError(`Integer raised to a negative power: ${base} ** ${exponent}`);
	if (base === 0) return exponent === 0 ? 1 : 0;
	if (base === 1) return 1;
	if (base === -1) return BigInt(exponent) % 2n === 0n ? 1 : -1;
	if (exponent > LARGEST_EXPONENT) throw arithmeticError(`Exponential overflow: ${base} ** ${exponent}`);
	let small = Number(base);
	let result = 1;
	for (let left = Number(exponent); ; ) {
		if (left % 2 === 1) result *= small;
		left = Math.floor(left / 2);
		if (Math.abs(result) > MAX_SAFE || Math.abs(small) > MAX_SAFE) break;
		if (left === 0) return result;
		small *= small;
	}
	return checked(BigInt(base) ** BigInt(exponent), 'Exponential overflow', base, '**', exponent);
}

/** IEEE 754 `pow`; JavaScript gives NaN for a base of ±1 with an infinite or undefined exponent. */
function floatPower(base: number, exponent: number): number {
	if (base === 1) return 1;
	if (base === -1 && Math.abs(exponent) === Infinity) return 1;
	return base ** exponent;
}

/** `value << count` for a count of at least 0: what passes bit 63 is lost. */
function shiftUp(value: IntValue, count: IntValue): IntValue {
	return count > 63 ? 0 : wrapInt(BigInt(value) << BigInt(count));
}

/** `value >> count` for a count of at least 0. */
function shiftDown(value: IntValue, count: IntValue): IntValue {
	if (count > 63) return value < 0 ? -1 : 0;
	return normalizeInt(BigInt(value) >> BigInt(count));
}
