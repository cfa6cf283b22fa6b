import { describe, expect, test } from 'vitest';
import { ArrayValue, BlobValue, charOf, debugText, Float, type Value } from '../../lang/index.ts';
import { rowsValue, sqlLiteral, sqlParameters } from './sql-values.ts';

const PARAMETERS: readonly (readonly [value: Value, parameter: unknown])[] = [
	[undefined, null],
	[true, 1n],
	[false, 0n],
	[5, 5n],
	[-9223372036854775808n, -9223372036854775808n],
	[new Float(1), 1],
	["o'neil", "o'neil"],
	[charOf(0x1f600), '😀'],
	[new BlobValue(Uint8Array.of(0, 255)), Uint8Array.of(0, 255)],
];

test.each(PARAMETERS)('parameter %s', (value, parameter) => {
	expect(sqlParameters(new ArrayValue([value]))).toEqual([parameter]);
});

const LITERALS: readonly (readonly [value: Value, literal: string])[] = [
	[undefined, 'NULL'],
	[true, '1'],
	[false, '0'],
	[-5, '-5'],
	[9223372036854775807n, '9223372036854775807'],
	[new Float(1), '1.0'],
	['', "''"],
	["o'neil", "'o''neil'"],
	[new BlobValue(Uint8Array.of(0, 171)), "X'00AB'"],
];

describe('literals', () => {
	test.each(LITERALS)('%s', (value, literal) => {
		expect(sqlLiteral(value)).toBe(literal);
		expect(debugText(rowsValue([new Map([['a', value]])], true))).toBe(`[#{"a": "${literal}"}]`);
	});
});

test('rows keep their values', () => {
	expect(debugText(rowsValue([new Map<string, Value>([['b', 1]]), new Map()], false))).toBe('[#{"b": 1}, #{}]');
});
