/**
 * Ints as fields of 64 bits (language spec 11.4). Bit 0 is the least significant; negative indices count from the top,
 * −1 being the sign bit. Unlike indexing with a range, `get_bits` never extends a sign.
 */

import { declare, type FunctionDeclaration, type NativeCall, plain } from '../../lang/modules/native-module.ts';
import { bitAt, bitField, INT_BITS, withBit, withBitField } from '../../lang/values/bit-fields.ts';
import type { IntValue } from '../../lang/values/int.ts';
import { IteratorValue } from '../../lang/values/iterator.ts';
import type { RangeValue } from '../../lang/values/range.ts';
import type { Value } from '../../lang/values/value.ts';
import { bitFieldBounds } from '../../lang/vm/errors.ts';
import { saturate, strictIndex } from './positions.ts';

/** @throws ScriptError ErrorBitFieldBounds */
function bitIndex(index: IntValue): number {
	const bit = strictIndex(INT_BITS, index);
	if (bit === undefined) throw bitFieldBounds(index);
	return bit;
}

function endOf(bit: number, count: number): number {
	return Math.min(INT_BITS, bit + Math.max(0, count));
}

function getBits(value: IntValue, start: IntValue, count: number): IntValue {
	if (count <= 0) return 0;
	const bit = bitIndex(start);
	return bitField(value, bit, endOf(bit, count), false);
}

function withBits(value: IntValue, start: IntValue, count: number, field: IntValue): IntValue {
	if (count <= 0) return value;
	const bit = bitIndex(start);
	return withBitField(value, bit, endOf(bit, count), field);
}

/** A range as start and count. @throws ScriptError ErrorBitFieldBounds for an inclusive end past the last bit */
function rangeOfBits(range: RangeValue): { start: number; count: number } {
	const start = Math.max(0, saturate(range.from));
	const end = Math.max(0, saturate(range.to));
	if (!range.inclusive) return { start, count: end - start };
	if (end >= INT_BITS) throw bitFieldBounds(range.to);
	return { start, count: end - start + 1 };
}

function getRange(_call: NativeCall, value: IntValue, range: RangeValue): Value {
	const { start, count } = rangeOfBits(range);
	return getBits(value, start, count);
}

function setRange(call: NativeCall, value: IntValue, range: RangeValue, field: IntValue): Value {
	const { start, count } = rangeOfBits(range);
	call.setReceiver(withBits(value, start, count, field));
	return undefined;
}

function iterateBits(value: IntValue, start: IntValue, count: number): IteratorValue {
	const from = bitIndex(start);
	const to = endOf(from, count);
	return new IteratorValue(function* () {
		for (let bit = from; bit < to; bit++) yield bitAt(value, bit);
	});
}

function iterateRange(_call: NativeCall, value: IntValue, range: RangeValue): Value {
	const { start, count } = rangeOfBits(range);
	return iterateBits(value, start, count);
}

export const BIT_FUNCTIONS: readonly FunctionDeclaration[] = [
	declare(
		'get_bit',
		{
			doc: 'Whether one bit of an int is set. Bits are numbered from 0, the least significant; −1 is the topmost. Outside of −64 to 63: ErrorBitFieldBounds.',
			example: '10.get_bit(1) ⇒ true\nget_bit(10, -1) ⇒ false',
		},
		plain(['value: int', 'bit: int'], 'bool', (_call, value, bit) => bitAt(value, bitIndex(bit))),
	),
	declare(
		'set_bit',
		{
			effect: 'mutates',
			doc: 'Sets or clears one bit of an int variable. Bits are numbered as for `get_bit`, with the same error.',
			example: 'let x = 10; x.set_bit(0, true); x ⇒ 11',
		},
		plain(['value: int', 'bit: int', 'on: bool'], '()', (call, value, bit, on) => {
			call.setReceiver(withBit(value, bitIndex(bit), on));
			return undefined;
		}),
	),
	declare(
		'get_bits',
		{
			doc: 'Some bits of an int as a number, from a start bit on. A negative start counts from the top, and a start outside the int raises ErrorBitFieldBounds, as does an inclusive range that ends past bit 63; too large a count is clipped, and 0 or fewer bits are 0. The result has no sign of its own.',
			example: '10.get_bits(1, 3) ⇒ 5\n0xf1.get_bits(4..8) ⇒ 15\n(-1).get_bits(60, 4) ⇒ 15',
		},
		plain(['value: int', 'start: int', 'count: int'], 'int', (_call, value, start, count) =>
			getBits(value, start, saturate(count)),
		),
		plain(['value: int', 'range: range'], 'int', getRange),
		plain(['value: int', 'range: range='], 'int', getRange),
	),
	declare(
		'set_bits',
		{
			effect: 'mutates',
			doc: 'Replaces some bits of an int variable by the low bits of another number. The bits are named as for `get_bits`, with the same errors; 0 or fewer bits change nothing.',
			example: 'let x = 0; x.set_bits(4, 4, 0xff); x ⇒ 240\nlet x = 10; x.set_bits(1..=3, 7); x ⇒ 14',
		},
		plain(['value: int', 'start: int', 'count: int', 'field: int'], '()', (call, value, start, count, field) => {
			call.setReceiver(withBits(value, start, saturate(count), field));
			return undefined;
		}),
		plain(['value: int', 'range: range', 'field: int'], '()', setRange),
		plain(['value: int', 'range: range=', 'field: int'], '()', setRange),
	),
	declare(
		'bits',
		{
			property: true,
			doc: 'An iterator over the bits of an int as bools, from the least significant up: all 64, those from a start bit on, or so many of them. A start outside the int raises ErrorBitFieldBounds.',
			example:
				'let n = 0; for b in 10.bits(0, 4) { if b { n += 1; } } n ⇒ 2\nlet a = []; for b in bits(2, 0..3) { a += b; } a ⇒ [false, true, false]',
		},
		plain(['value: int'], 'iter', (_call, value) => iterateBits(value, 0, INT_BITS)),
		plain(['value: int', 'start: int'], 'iter', (_call, value, start) => iterateBits(value, start, INT_BITS)),
		plain(['value: int', 'start: int', 'count: int'], 'iter', (_call, value, start, count) =>
			iterateBits(value, start, saturate(count)),
		),
		plain(['value: int', 'range: range'], 'iter', iterateRange),
		plain(['value: int', 'range: range='], 'iter', iterateRange),
	),
];
