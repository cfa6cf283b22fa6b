/**
 * Strings as the language sees them: sequences of Unicode scalar values (language spec 3.6).
 *
 * A JavaScript string counts UTF-16 units instead. Most text has no character beyond U+FFFF, and then the two are the
 * same; every function here asks that first (`text-index.ts` makes the question cheap) and has a slow path for the
 * rest. Scripts cannot make lone surrogates, but hosts may pass them in: each counts as one character.
 */

import { type Char, charOf } from './char.ts';
import { characterOfUnit, countCharacters, isPlain, unitOfCharacter, widthAt } from './text-index.ts';

/** Number of characters. */
export function charCount(text: string): number {
	return isPlain(text) ? text.length : countCharacters(text);
}

/** Code point of the character at a position; `undefined` outside the string. */
export function codePointAtIndex(text: string, position: number): number | undefined {
	if (position < 0 || position >= text.length) return undefined;
	return isPlain(text) ? text.charCodeAt(position) : text.codePointAt(unitOfCharacter(text, position));
}

/** The character at a position; `undefined` outside the string. */
export function charAtIndex(text: string, position: number): Char | undefined {
	const code = codePointAtIndex(text, position);
	return code === undefined ? undefined : charOf(code);
}

/** The characters from one position up to, not including, another. Both within 0 and the number of characters. */
export function sliceChars(text: string, from: number, to: number): string {
	if (from >= to) return '';
	if (isPlain(text)) return text.slice(from, to);
	return text.slice(unitOfCharacter(text, from), unitOfCharacter(text, to));
}

/** UTF-16 offset of the character at a position; the length of the string for positions past the end. */
export function utf16Index(text: string, position: number): number {
	if (position <= 0) return 0;
	if (position >= text.length) return text.length;
	return isPlain(text) ? position : unitOfCharacter(text, position);
}

/** Position of the character that holds the UTF-16 unit at an offset; the number of characters past the end. */
export function charIndex(text: string, utf16Offset: number): number {
	if (utf16Offset <= 0) return 0;
	if (isPlain(text)) return Math.min(utf16Offset, text.length);
	return characterOfUnit(text, utf16Offset);
}

/** Bytes of the UTF-8 form. A lone surrogate counts 3, as the replacement character that it becomes. */
export function utf8Length(text: string): number {
	return text === '' ? 0 : Buffer.byteLength(text, 'utf8');
}

/** The code points of a string, in order. */
export function* codePoints(text: string): Generator<number, void, undefined> {
	for (let unit = 0; unit < text.length; unit += widthAt(text, unit)) yield text.codePointAt(unit) as number;
}

/** Unicode property White_Space. JavaScript's `trim` differs: it leaves U+0085 and takes U+FEFF. */
export function isWhiteSpace(code: number): boolean {
	if (code <= 0x20) return code === 0x20 || (code >= 0x09 && code <= 0x0d);
	if (code < 0x1680) return code === 0x85 || code === 0xa0;
	return (
		(code >= 0x2000 && code <= 0x200a) ||
		code === 0x1680 ||
		code === 0x2028 ||
		code === 0x2029 ||
		code === 0x202f ||
		code === 0x205f ||
		code === 0x3000
	);
}

/** The string without the white space at both ends. */
export function trimWhiteSpace(text: string): string {
	let start = 0;
	let end = text.length;
	// White space is never a surrogate, so units will do.
	while (start < end && isWhiteSpace(text.charCodeAt(start))) start++;
	while (end > start && isWhiteSpace(text.charCodeAt(end - 1))) end--;
	return text.slice(start, end);
}
