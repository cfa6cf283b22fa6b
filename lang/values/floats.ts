/**
 * Comparison and text form of floats (language spec 3.10, 3.12). Nothing here is what JavaScript does by itself.
 */

/** The relative tolerance of all float comparisons: 2^-52. */
const EPSILON = Number.EPSILON;

/** Relative difference, the `d` of language spec 3.10. */
function difference(x: number, y: number): number {
	return (x - y) / (x * y === 0 ? 1 : Math.max(Math.abs(x), Math.abs(y)));
}

function anyInfinite(x: number, y: number): boolean {
	return Math.abs(x) === Infinity || Math.abs(y) === Infinity;
}

/**
 * A difference greater than this is beyond the tolerance whatever the operands are: a bound that needs no division,
 * for comparing floats that are clearly different. Infinite operands give infinity, NaN gives NaN.
 */
function clearly(x: number, y: number): number {
	return 1e-15 * (Math.abs(x) + Math.abs(y) + 1);
}

/** `==`: equal but for the last bits. False with NaN. */
export function floatEquals(x: number, y: number): boolean {
	if (Math.abs(x - y) > clearly(x, y)) return false;
	return anyInfinite(x, y) ? x === y : Math.abs(difference(x, y)) <= EPSILON;
}

/** `!=`. Not the negation of `==`: with NaN both are false. */
export function floatDiffers(x: number, y: number): boolean {
	if (Math.abs(x - y) > clearly(x, y)) return true;
	return anyInfinite(x, y) ? x < y || x > y : Math.abs(difference(x, y)) > EPSILON;
}

/** `<`, and `>` with the operands swapped. */
export function floatLess(x: number, y: number): boolean {
	if (!(x < y)) return false;
	if (y - x > clearly(x, y)) return true;
	return anyInfinite(x, y) ? x < y : -difference(x, y) > EPSILON;
}

/** `<=`, and `>=` with the operands swapped. */
export function floatLessOrEqual(x: number, y: number): boolean {
	if (x <= y) return true;
	if (x - y > clearly(x, y)) return false;
	return anyInfinite(x, y) ? x <= y : -difference(x, y) > -EPSILON;
}

/** Outside of these bounds the display form is scientific. The reference compares with single-precision constants. */
const DISPLAY_LARGEST = Math.fround(1e13);
const DISPLAY_SMALLEST = Math.fround(1e-13);

/** Bounds of the plain notation in the debug form. */
const DEBUG_LARGEST = 1e16;
const DEBUG_SMALLEST = 1e-4;

/** Display form: `1.0`, `1e14`, `0.00001`, `inf`. */
export function floatDisplay(x: number): string {
	if (x === 0) return '0.0';
	const size = Math.abs(x);
	if (!(size < Infinity)) return notFinite(x);
	return size > DISPLAY_LARGEST || size < DISPLAY_SMALLEST ? scientific(x) : positional(x);
}

/** Debug form: `1.0`, `1e16`, `1e-5`, `-0.0`, `inf`. */
export function floatDebug(x: number): string {
	if (x === 0) return Object.is(x, -0) ? '-0.0' : '0.0';
	const size = Math.abs(x);
	if (!(size < Infinity)) return notFinite(x);
	return size >= DEBUG_LARGEST || size < DEBUG_SMALLEST ? scientific(x) : positional(x);
}

function notFinite(x: number): string {
	return x === Infinity ? 'inf' : x === -Infinity ? '-inf' : 'NaN';
}

/** Shortest digits that read back as the same float, as `d.ddde±n` without `+`. */
function scientific(x: number): string {
	return x.toExponential().replace('e+', 'e');
}

/** Shortest digits in plain notation, with at least one after the point. For sizes from 10^-14 to 10^16. */
function positional(x: number): string {
	const text = String(x);
	const exponentAt = text.indexOf('e-');
	if (exponentAt < 0) return text.includes('.') ? text : `${text}.0`;
	const sign = x < 0 ? '-' : '';
	const digits = text.slice(sign.length, exponentAt).replace('.', '');
	return `${sign}0.${'0'.repeat(Number(text.slice(exponentAt + 2)) - 1)}${digits}`;
}
