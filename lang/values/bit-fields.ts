/**
 * An int as 64 bits, bit 0 the least significant (language spec 3.9). Positions here are checked already: 0 to 63, ends
 * up to 64.
 */

import { type IntValue, normalizeInt, wrapInt } from './int.ts';

export const INT_BITS = 64;

/** One bit. */
export function bitAt(value: IntValue, bit: number): boolean {
	// Dividing by a power of two is exact, and the floor of a negative quotient extends the sign as it should.
	if (typeof value === 'number') return Math.floor(value / 2 ** bit) % 2 !== 0;
	return ((value >> BigInt(bit)) & 1n) === 1n;
}

/** The value with one bit changed. */
export function withBit(value: IntValue, bit: number, on: boolean): IntValue {
	const mask = 1n << BigInt(bit);
	return wrapInt(on ? BigInt(value) | mask : BigInt(value) & ~mask);
}

/**
 * The bits from `from` up to, not including, `to` as an int; 0 when there are none. With `signed`, a field that
 * ends at bit 63 extends its sign, as `x[60..64]` does but `get_bits` does not.
 */
export function bitField(value: IntValue, from: number, to: number, signed: boolean): IntValue {
	if (to <= from) return 0;
	const field = BigInt(value) >> BigInt(from);
	if (to === INT_BITS && (signed || from === 0)) return normalizeInt(field);
	return wrapInt(BigInt.asUintN(to - from, field));
}

/** The value with the bits from `from` up to, not including, `to` replaced by the low bits of another. */
export function withBitField(value: IntValue, from: number, to: number, bits: IntValue): IntValue {
	if (to <= from) return value;
	const mask = ((1n << BigInt(to - from)) - 1n) << BigInt(from);
	return wrapInt((BigInt(value) & ~mask) | ((BigInt(bits) << BigInt(from)) & mask));
}

/** The low 8 bits, 0 to 255: what a blob stores of an int. */
export function lowByte(value: IntValue): number {
	return typeof value === 'number' && (value | 0) === value ? value & 0xff : Number(BigInt.asUintN(8, BigInt(value)));
}
