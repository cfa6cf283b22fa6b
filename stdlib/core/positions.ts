/**
 * Positions, lengths and ranges as the library understands them (language spec 11.0), for arrays, blobs and strings.
 *
 * They are kinder than indexing with `[]`: whatever lies outside is clipped. Positions given as `(pos, len)` count from
 * the end when negative; the bounds of a range never do.
 */

import { type NativeCall, type Overload, plain } from '../../lang/modules/native-module.ts';
import type { IntValue } from '../../lang/values/int.ts';
import type { RangeValue } from '../../lang/values/range.ts';
import type { Value } from '../../lang/values/value.ts';

/** An int as a number that is exact wherever it can be the size of something, and beyond that merely huge. */
export function saturate(value: IntValue): number {
	if (typeof value === 'number') return value;
	return value > 0n ? Number.MAX_SAFE_INTEGER : -Number.MAX_SAFE_INTEGER;
}

/** The position rule: negative counts from the end and stops at 0; past the end is `length`. */
export function startAt(length: number, position: IntValue): number {
	const at = saturate(position);
	return at < 0 ? Math.max(0, length + at) : Math.min(at, length);
}

/** Strict index: negative counts from the end; `undefined` when out of range on either side. */
export function strictIndex(length: number, position: IntValue): number | undefined {
	const at = saturate(position);
	const index = at < 0 ? length + at : at;
	return index >= 0 && index < length ? index : undefined;
}

/** A stretch of something: from `from` up to, not including, `to`, both within its length. */
export interface Part {
	readonly from: number;
	readonly to: number;
	/** The length that was asked for, 0 at least: tells an empty wish from one past the end. */
	readonly wanted: number;
}

/** The position and length rules. @param count everything from the position on when not given */
export function partOf(length: number, position: IntValue, count: IntValue = Number.MAX_SAFE_INTEGER): Part {
	const from = startAt(length, position);
	const wanted = Math.max(0, saturate(count));
	return { from, to: from + Math.min(wanted, length - from), wanted };
}

/** A range in place of position and length: bounds below 0 are 0, a reversed range is empty. */
export function partOfRange(length: number, range: RangeValue): Part {
	const start = Math.max(0, saturate(range.from));
	const end = Math.max(0, saturate(range.to)) + (range.inclusive ? 1 : 0);
	const wanted = Math.max(0, end - start);
	const from = Math.min(start, length);
	return { from, to: from + Math.min(wanted, length - from), wanted };
}

/** What a function does with a part of its receiver; `extra` is the argument after the part. */
export type PartAction<T extends Value, X extends Value> = (
	call: NativeCall,
	receiver: T,
	part: Part,
	extra: X,
) => Value;

/** The receiver's parameter and how to measure it. */
export interface PartReceiver<T extends Value> {
	readonly param: string;
	length(receiver: T): number;
}

/**
 * The three ways to name a part: position and length, range, inclusive range.
 * @param extra a further parameter after the part, if there is one
 */
export function partOverloads<T extends Value, X extends Value = undefined>(
	receiver: PartReceiver<T>,
	returns: string,
	run: PartAction<T, X>,
	extra?: string,
): Overload[] {
	const ranged = (call: NativeCall, self: T, range: RangeValue, value: X) =>
		run(call, self, partOfRange(receiver.length(self), range), value);
	const counted = (call: NativeCall, self: T, start: IntValue, len: IntValue, value: X) =>
		run(call, self, partOf(receiver.length(self), start, len), value);
	const last = extra === undefined ? [] : [extra];
	return [
		plain([receiver.param, 'start: int', 'len: int', ...last] as string[], returns, counted as never),
		plain([receiver.param, 'range: range', ...last] as string[], returns, ranged as never),
		plain([receiver.param, 'range: range=', ...last] as string[], returns, ranged as never),
	];
}

/** The overload that takes a position only and means everything from there on. */
export function tailOverload<T extends Value>(
	receiver: PartReceiver<T>,
	returns: string,
	run: PartAction<T, undefined>,
): Overload {
	const tail = (call: NativeCall, self: T, start: IntValue) =>
		run(call, self, partOf(receiver.length(self), start), undefined);
	return plain([receiver.param, 'start: int'] as string[], returns, tail as never);
}
