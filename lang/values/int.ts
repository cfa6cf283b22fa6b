/**
 * The i64 of the language, held as a JavaScript number while that is exact, else as a bigint.
 *
 * Invariant: an `IntValue` is a `number` exactly when it is a safe integer (never −0), and a `bigint` otherwise. So
 * two equal ints are always `===`, and `typeof x === 'number'` is the test for a small int everywhere. Floats are
 * boxed (`float.ts`) because ints are far more frequent in rules.
 */

export type IntValue = number | bigint;

export const I64_MIN = -(2n ** 63n);
export const I64_MAX = 2n ** 63n - 1n;

/** Brings a bigint within i64 into the normal form. */
export function normalizeInt(value: bigint): IntValue {
	return value >= -9007199254740991n && value <= 9007199254740991n ? Number(value) : value;
}

/** Reinterprets any bigint as two's complement i64 (wraps). */
export function wrapInt(value: bigint): IntValue {
	return normalizeInt(BigInt.asIntN(64, value));
}

export function isInt(value: unknown): value is IntValue {
	return typeof value === 'number' || typeof value === 'bigint';
}
