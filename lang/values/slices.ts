/** `s[a..b]`: reading and replacing part of a string (language spec 3.9). */

import { stringBounds } from '../vm/errors.ts';
import { joinText } from './arithmetic.ts';
import type { IntValue } from './int.ts';
import type { RangeValue } from './range.ts';
import { charCount, sliceChars } from './text.ts';

/** A character position from a range bound that is not negative: at most the length. */
function clipped(position: IntValue, length: number): number {
	return position < length ? Number(position) : length;
}

/** @throws ScriptError ErrorStringBounds for a negative start before the first character */
function resolveStart(range: RangeValue, length: number): number {
	if (range.from >= 0) return clipped(range.from, length);
	if (range.from < -length) throw stringBounds(length, range.from);
	return length + Number(range.from);
}

function resolveEnd(range: RangeValue, length: number): number {
	if (range.to >= 0) return clipped(range.to, length);
	return range.to < -length ? 0 : length + Number(range.to);
}

/**
 * The characters that a range selects.
 * @throws ScriptError ErrorStringBounds for a negative start before the first character
 */
export function sliceText(text: string, range: RangeValue): string {
	if (text === '') return '';
	const length = charCount(text);
	const from = resolveStart(range, length);
	const to = resolveEnd(range, length);
	// An inclusive range of one character selects nothing: a quirk of the reference (language spec 14, 35).
	if (to <= from) return '';
	return sliceChars(text, from, range.inclusive ? Math.min(to + 1, length) : to);
}

/**
 * The string with the characters that a range selects replaced. Other than for reading, an inclusive range of equal
 * ends replaces one character, and one whose end lies before its start keeps what is between twice.
 * @throws ScriptError ErrorStringBounds for a negative start before the first character
 */
export function replaceSlice(text: string, range: RangeValue, replacement: string): string {
	if (text === '') return replacement;
	const length = charCount(text);
	const from = resolveStart(range, length);
	const to = resolveEnd(range, length);
	const rest = sliceChars(text, range.inclusive ? Math.min(to + 1, length) : to, length);
	return joinText(joinText(sliceChars(text, 0, from), replacement), rest);
}
