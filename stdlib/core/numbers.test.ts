/** Conversion, mathematics and bit fields: one case per line, as function, arguments, outcome. */

import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { IntValue } from '../../lang/values/int.ts';
import { normalizeInt } from '../../lang/values/int.ts';
import { type Case, char, float, range, rangeTo, run, show, testCases, testIterations } from './test-driver.ts';

const MAX = 2n ** 63n - 1n;
const MIN = -(2n ** 63n);
const NAN = float(Number.NaN);
const INF = float(Infinity);

const CONVERSION: readonly Case[] = [
	['to_string', [42], '"42"'],
	['to_string', [[1, 'a', char('c')]], '"[1, \\"a\\", c]"'],
	['to_string', [undefined], '""'],
	['to_string', [float(1e13)], '"1e13"'],
	['to_debug', ['a"b'], '"\\"a\\\\\\"b\\""'],
	['to_debug', [undefined], '"()"'],
	['to_hex', [255], '"ff"'],
	['to_hex', [-1], '"ffffffffffffffff"'],
	['to_hex', [MIN], '"8000000000000000"'],
	['to_hex', [MAX], '"7fffffffffffffff"'],
	['to_octal', [8], '"10"'],
	['to_octal', [-1], '"1777777777777777777777"'],
	['to_binary', [10], '"1010"'],
	['to_binary', [0], '"0"'],
	['to_hex', [float(1)], 'ErrorFunctionNotFound: Function not found: to_hex (f64)'],
	['to_int', [5], '5'],
	['to_int', [MAX], '9223372036854775807'],
	['to_int', [float(-3.9)], '-3'],
	['to_int', [float(-0.5)], '0'],
	['to_int', [NAN], '0'],
	['to_int', [float(2 ** 63)], '9223372036854775807'],
	['to_int', [float(-(2 ** 63))], '-9223372036854775808'],
	['to_int', [float(2 ** 53 + 2)], '9007199254740994'],
	['to_int', [float(1e19)], 'ErrorArithmetic: Integer overflow: to_int(1e19)'],
	['to_int', [float(-1e19)], 'ErrorArithmetic: Integer overflow: to_int(-1e19)'],
	['to_int', [INF], 'ErrorArithmetic: Integer overflow: to_int(inf)'],
	['to_int', [char('A')], '65'],
	['to_int', [char('😀')], '128512'],
	['to_int', ['5'], 'ErrorFunctionNotFound: Function not found: to_int (string)'],
	['to_float', [3], '3.0'],
	['to_float', [2n ** 53n + 1n], '9007199254740992.0'],
	['to_float', [float(0.5)], '0.5'],
	['parse_int', ['42'], '42'],
	['parse_int', [' \u00a0+42\n'], '42'],
	['parse_int', ['-7f', 16], '-127'],
	['parse_int', ['Zz', 36], '1295'],
	['parse_int', ['000000000000000000000000000000000000000000000000000000000000000000000000001', 2], '1'],
	['parse_int', ['9223372036854775807'], '9223372036854775807'],
	['parse_int', ['-9223372036854775808'], '-9223372036854775808'],
	['parse_int', ['-9007199254740993'], '-9007199254740993'],
	['parse_int', ['-0'], '0'],
];

testCases(CONVERSION);

test.each(['', ' ', '+', '-', '+-5', '1_000', '0x10', '1.5', '12a', '９', '9223372036854775808', '9'.repeat(100_000)])(
	'parse_int refuses %j',
	(text) => {
		expect(show('parse_int', [text])).toMatch(/^ErrorArithmetic: Error parsing integer number '/);
	},
);

test.each(['1', '37', '-16', '0', String(MAX)])('parse_int refuses radix %s', (radix) => {
	expect(show('parse_int', ['1', normalizeInt(BigInt(radix))])).toBe(`ErrorArithmetic: Invalid radix: '${radix}'`);
});

test.each([
	['1.5', '1.5'],
	['.5', '0.5'],
	['5.', '5.0'],
	[' -2e-3 ', '-0.002'],
	['+1E3', '1000.0'],
	['5.e1', '50.0'],
	['inf', 'inf'],
	['-Infinity', '-inf'],
	['NaN', 'NaN'],
	['-nan', 'NaN'],
	['-0', '-0.0'],
	['1e999', 'inf'],
])('parse_float(%j) ⇒ %s', (text, outcome) => {
	expect(show('parse_float', [text])).toBe(outcome);
});

test.each(['', '.', 'e5', '1e', '1_0', '0x10', '1.5.2', '--1', 'infinit', '١', `${'1'.repeat(200_000)}x`])(
	'parse_float refuses %j',
	(text) => {
		expect(show('parse_float', [text])).toMatch(/^ErrorArithmetic: Error parsing floating-point number '/);
	},
);

const MATH: readonly Case[] = [
	['is_odd', [3], 'true'],
	['is_odd', [-3], 'true'],
	['is_odd', [MIN], 'false'],
	['is_odd', [MAX], 'true'],
	['is_even', [0], 'true'],
	['is_zero', [0], 'true'],
	['is_zero', [float(-0)], 'true'],
	['is_zero', [NAN], 'false'],
	['abs', [-5], '5'],
	['abs', [MIN + 1n], '9223372036854775807'],
	['abs', [MIN], 'ErrorArithmetic: Negation overflow: --9223372036854775808'],
	['abs', [float(-2.5)], '2.5'],
	['sign', [MIN], '-1'],
	['sign', [0], '0'],
	['sign', [float(-0)], '0'],
	['sign', [float(3.5)], '1'],
	['sign', [NAN], 'ErrorArithmetic: Sign of NaN is undefined'],
	['max', [1, 2], '2'],
	['max', [MAX, 5], '9223372036854775807'],
	['max', [1, float(2.5)], '2.5'],
	['max', [float(2.5), 3], '3.0'],
	['max', [NAN, float(1)], '1.0'],
	['max', [1, NAN], '1.0'],
	['max', ['b', 'a'], '"b"'],
	['max', ['\uffff', '😀'], '"😀"'],
	['max', [char('a'), char('b')], 'b'],
	['max', ['a', 1], 'ErrorFunctionNotFound: Function not found: max (string, i64)'],
	['max', ['a', char('b')], 'ErrorFunctionNotFound: Function not found: max (string, char)'],
	['min', [1, 2], '1'],
	['min', [MIN, 5], '-9223372036854775808'],
	['min', [float(-1), 5], '-1.0'],
	['min', ['b', 'a'], '"a"'],
	['min', [char('b'), char('a')], 'a'],
	['min', [NAN, NAN], 'NaN'],
	['sin', [0], 'ErrorFunctionNotFound: Function not found: sin (i64)'],
	['sin', [float(0)], '0.0'],
	['acos', [float(1)], '0.0'],
	['atan', [float(0), float(-1)], '3.141592653589793'],
	['hypot', [float(3 * 2 ** 700), float(4 * 2 ** 700)], '2.6300679507741868e211'],
	['hypot', [float(3 * 2 ** -700), float(4 * 2 ** -700)], '9.505457831475799e-211'],
	['hypot', [NAN, INF], 'inf'],
	['to_degrees', [float(Math.PI)], '180.0'],
	['to_radians', [float(180)], '3.141592653589793'],
	['sqrt', [float(-1)], 'NaN'],
	['exp', [float(0)], '1.0'],
	['ln', [float(0)], '-inf'],
	['log', [float(1000)], '3.0'],
	['log', [float(8), float(2)], '3.0'],
	['floor', [float(-2.5)], '-3.0'],
	['ceiling', [float(2.1)], '3.0'],
	['round', [float(2.5)], '3.0'],
	['round', [float(-2.5)], '-3.0'],
	['round', [float(0.49999999999999994)], '0.0'],
	['round', [float(2 ** 51 + 0.5)], '2251799813685249.0'],
	['round', [INF], 'inf'],
	['int', [float(-7.9)], '-7.0'],
	['fraction', [float(-2.25)], '-0.25'],
	['is_nan', [NAN], 'true'],
	['is_finite', [INF], 'false'],
	['is_infinite', [float(-Infinity)], 'true'],
	['is_nan', [1], 'ErrorFunctionNotFound: Function not found: is_nan (i64)'],
	['PI', [], '3.141592653589793'],
	['E', [], '2.718281828459045'],
];

testCases(MATH);

const OUT = 'ErrorBitFieldBounds: Bit-field index';

const BITS: readonly Case[] = [
	['get_bit', [10, 1], 'true'],
	['get_bit', [10, -1], 'false'],
	['get_bit', [-1, 63], 'true'],
	['get_bit', [-1, -64], 'true'],
	['get_bit', [0, 64], `${OUT} 64 out of bounds: only 64 bits in bit-field`],
	['get_bit', [0, -65], `${OUT} -65 out of bounds: only 64 bits in bit-field`],
	['set_bit', [10, 0, true], '() | 11'],
	['set_bit', [0, -1, true], '() | -9223372036854775808'],
	['set_bit', [-1, 63, false], '() | 9223372036854775807'],
	['set_bit', [0, 64, true], `${OUT} 64 out of bounds: only 64 bits in bit-field`],
	['get_bits', [10, 1, 3], '5'],
	['get_bits', [255, -60, 2], '3'],
	['get_bits', [-1, 60, 4], '15'],
	['get_bits', [-1, 60, 99], '15'],
	['get_bits', [-1, 0, 64], '-1'],
	['get_bits', [-1, 0, MAX], '-1'],
	['get_bits', [-1, 99, 0], '0'],
	['get_bits', [-1, 99, 1], `${OUT} 99 out of bounds: only 64 bits in bit-field`],
	['get_bits', [0xf1, range(4, 8)], '15'],
	['get_bits', [0xf1, rangeTo(4, 7)], '15'],
	['get_bits', [0xf1, range(4, MAX)], '15'],
	['get_bits', [0xf1, range(8, 4)], '0'],
	['get_bits', [0xf1, range(-3, 4)], '1'],
	['get_bits', [0, rangeTo(4, 64)], `${OUT} 64 out of bounds: only 64 bits in bit-field`],
	['get_bits', [0, range(64, 65)], `${OUT} 64 out of bounds: only 64 bits in bit-field`],
	['set_bits', [10, 1, 3, 7], '() | 14'],
	['set_bits', [0, -64, 1, 15], '() | 1'],
	['set_bits', [0, -60, 2, 15], '() | 48'],
	['set_bits', [0, 4, 4, 0xff], '() | 240'],
	['set_bits', [0, 0, 64, -1], '() | -1'],
	['set_bits', [5, 0, 0, -1], '() | 5'],
	['set_bits', [10, rangeTo(1, 3), 7], '() | 14'],
	['set_bits', [10, range(1, 4), 7], '() | 14'],
	['set_bits', [0, 64, 1, 1], `${OUT} 64 out of bounds: only 64 bits in bit-field`],
	['bits', [0, 64], `${OUT} 64 out of bounds: only 64 bits in bit-field`],
];

testCases(BITS);

testIterations([
	['bits', [10, 0, 4], '[false, true, false, true]'],
	['bits', [2, range(0, 3)], '[false, true, false]'],
	['bits', [2, rangeTo(1, 2)], '[true, false]'],
	['bits', [-1, 62], '[true, true]'],
	['bits', [-1, -1, 9], '[true]'],
	['bits', [1, 0, -1], '[]'],
]);

const anyInt = fc.bigInt({ min: MIN, max: MAX }).map(normalizeInt);

test('bits written can be read, and no others change', () => {
	fc.assert(
		fc.property(anyInt, anyInt, fc.integer({ min: 0, max: 63 }), fc.integer({ min: 1, max: 70 }), (x, y, start, n) => {
			const count = Math.min(n, 64 - start);
			const written = run('set_bits', [x, start, n, y]).receiver as IntValue;
			expect(BigInt.asUintN(64, BigInt(run('get_bits', [written, start, n]).value as IntValue))).toBe(
				BigInt.asUintN(count, BigInt(y)),
			);
			const mask = ((1n << BigInt(count)) - 1n) << BigInt(start);
			expect(BigInt.asUintN(64, BigInt(written)) & ~mask).toBe(BigInt.asUintN(64, BigInt(x)) & ~mask);
		}),
	);
});

test('numbers printed in a radix can be read back', () => {
	fc.assert(
		fc.property(fc.bigInt({ min: 0n, max: MAX }).map(normalizeInt), (x) => {
			for (const [name, radix] of [
				['to_hex', 16],
				['to_octal', 8],
				['to_binary', 2],
				['to_string', 10],
			] as const) {
				const text = run(name, [x]).value as string;
				expect(run('parse_int', [text, radix]).value).toBe(x);
			}
		}),
	);
});
