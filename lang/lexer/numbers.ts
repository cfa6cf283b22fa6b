/** Number literals: extent, sign folding and value (language spec 1.6). */

import { I64_MAX, I64_MIN, type IntValue, normalizeInt, wrapInt } from '../values/int.ts';

const ZERO = 48;
const NINE = 57;
const UNDERSCORE = 95;

function isDigit(code: number): boolean {
	return code >= ZERO && code <= NINE;
}

const RADIX_DIGITS = { x: /[0-9a-fA-F_]*/y, o: /[0-7_]*/y, b: /[01_]*/y } as const;
const RADIX_BITS = { x: 4, o: 3, b: 1 } as const;
type RadixLetter = keyof typeof RADIX_DIGITS;

function radixLetter(text: string, at: number): RadixLetter | undefined {
	if (text.charCodeAt(at) !== ZERO) return undefined;
	const letter = text[at + 1]?.toLowerCase();
	return letter === 'x' || letter === 'o' || letter === 'b' ? letter : undefined;
}

/**
 * The end of the number whose first digit is at `start` (a folded sign stands before it); bitwise complement of the
 * end if the number is malformed.
 */
export function numberEnd(text: string, start: number): number {
	const letter = radixLetter(text, start);
	if (letter !== undefined) {
		const pattern = RADIX_DIGITS[letter];
		pattern.lastIndex = start + 2;
		pattern.test(text);
		const end = Math.max(pattern.lastIndex, start + 2);
		return radixFits(text.slice(start + 2, end), RADIX_BITS[letter]) ? end : ~end;
	}
	let at = digitsEnd(text, start);
	if (text.charCodeAt(at) === 46 && dotBelongsToNumber(text, at + 1)) at = digitsEnd(text, at + 1);
	const exponent = text.charCodeAt(at);
	if (exponent === 101 || exponent === 69) {
		const next = text.charCodeAt(at + 1);
		if (isDigit(next)) return digitsEnd(text, at + 1);
		if (next === 43 || next === 45) {
			if (!isDigit(text.charCodeAt(at + 2))) return ~(at + 2);
			return digitsEnd(text, at + 2);
		}
	}
	return at;
}

function digitsEnd(text: string, start: number): number {
	let at = start;
	for (let code = text.charCodeAt(at); isDigit(code) || code === UNDERSCORE; code = text.charCodeAt(at)) at++;
	return at;
}

/** `1.5` and `1.;` take the dot; `1..2`, `1.abs()`, `1._x` and a dot at the end of the text do not. */
function dotBelongsToNumber(text: string, next: number): boolean {
	return next < text.length && !/[A-Za-z_.]/.test(text[next] as string);
}

function radixFits(digits: string, bits: number): boolean {
	const plain = digits.replaceAll('_', '');
	if (plain === '') return false;
	const significant = plain.replace(/^0+/, '');
	if (significant === '') return true;
	const first = Number.parseInt(significant[0] as string, 16);
	return (significant.length - 1) * bits + (32 - Math.clz32(first)) <= 64;
}

export type NumberValue = { readonly int: IntValue } | { readonly float: number };

/** The value of a well-formed number, with its folded sign if there is one. */
export function numberValue(image: string): NumberValue {
	const negative = image.startsWith('-');
	const unsigned = negative ? image.slice(1) : image;
	const letter = radixLetter(unsigned, 0);
	if (letter !== undefined) {
		const bits = BigInt(`0${letter}${unsigned.slice(2).replaceAll('_', '')}`);
		const value = BigInt(wrapInt(bits));
		return { int: wrapInt(negative ? -value : value) };
	}
	const plain = image.includes('_') ? image.replaceAll('_', '') : image;
	if (!/[.eE]/.test(plain)) {
		if (plain.length < 16) return { int: Number(plain) + 0 };
		const digits = (negative ? plain.slice(1) : plain).replace(/^0+(?=.)/, '');
		// Nineteen digits reach i64's maximum; longer ones are floats and must not cost a big multiplication.
		if (digits.length <= 19) {
			const value = negative ? -BigInt(digits) : BigInt(digits);
			if (value >= I64_MIN && value <= I64_MAX) return { int: normalizeInt(value) };
		}
	}
	return { float: Number(plain) };
}
