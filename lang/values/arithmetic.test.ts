import fc from 'fast-check';
import { describe, expect, it, test } from 'vitest';
import {
	add,
	bitAnd,
	bitOr,
	bitXor,
	divide,
	makeRange,
	multiply,
	negate,
	not,
	plus,
	power,
	remainder,
	shiftLeft,
	shiftRight,
	subtract,
} from './arithmetic.ts';
import { ArrayValue } from './container.ts';
import { Float } from './float.ts';
import { I64_MAX, I64_MIN, type IntValue, normalizeInt } from './int.ts';
import { array, blob, char, closure, float, map, outcome, pointer, range, Thing } from './samples.ts';
import { Tagged } from './tagged.ts';
import { Timestamp } from './timestamp.ts';
import type { Value } from './value.ts';

const OPERATORS = {
	'+': add,
	'-': subtract,
	'*': multiply,
	'/': divide,
	'%': remainder,
	'**': power,
	'<<': shiftLeft,
	'>>': shiftRight,
	'&': bitAnd,
	'|': bitOr,
	'^': bitXor,
} as const;

type Operator = keyof typeof OPERATORS;

const MIN = I64_MIN;
const MAX = I64_MAX;
const FIRST_BIG = 2n ** 53n;

describe('ints', () => {
	it.each<[left: IntValue, operator: Operator, right: IntValue, result: string]>([
		[1, '+', 2, '3'],
		[5, '+', -5, '0'],
		[Number.MAX_SAFE_INTEGER, '+', 1, '9007199254740992'],
		[FIRST_BIG, '+', -1, '9007199254740991'],
		[Number.MAX_SAFE_INTEGER, '+', 2, '9007199254740993'],
		[MAX, '+', 1, 'ErrorArithmetic Addition overflow: 9223372036854775807 + 1'],
		[MAX, '+', MIN, '-1'],
		[MIN, '-', 1, 'ErrorArithmetic Subtraction overflow: -9223372036854775808 - 1'],
		[0, '-', MIN, 'ErrorArithmetic Subtraction overflow: 0 - -9223372036854775808'],
		[-1, '-', MIN, '9223372036854775807'],
		[3, '*', -4, '-12'],
		[0, '*', -4, '0'],
		[3037000500, '*', 3037000500, 'ErrorArithmetic Multiplication overflow: 3037000500 * 3037000500'],
		[3037000499, '*', 3037000499, '9223372030926249001'],
		[4294967296, '*', -2147483648, '-9223372036854775808'],
		[-7, '/', 2, '-3'],
		[1, '/', -2, '0'],
		[1, '/', 0, 'ErrorArithmetic Division by zero: 1 / 0'],
		[MIN, '/', 0, 'ErrorArithmetic Division by zero: -9223372036854775808 / 0'],
		[MIN, '/', -1, 'ErrorArithmetic Division overflow: -9223372036854775808 / -1'],
		[MIN, '/', 2, '-4611686018427387904'],
		[MAX, '/', MAX, '1'],
		[-7, '%', 3, '-1'],
		[7, '%', -3, '1'],
		[-4, '%', 2, '0'],
		[7, '%', 0, 'ErrorArithmetic Modulo division by zero or overflow: 7 % 0'],
		[MIN, '%', -1, 'ErrorArithmetic Modulo division by zero or overflow: -9223372036854775808 % -1'],
		[MIN, '%', 10, '-8'],
		[5, '%', MIN, '5'],
		[2, '**', 10, '1024'],
		[2, '**', 62, '4611686018427387904'],
		[2, '**', 63, 'ErrorArithmetic Exponential overflow: 2 ** 63'],
		[-2, '**', 63, '-9223372036854775808'],
		[-2, '**', 64, 'ErrorArithmetic Exponential overflow: -2 ** 64'],
		[3, '**', 39, '4052555153018976267'],
		[3, '**', 40, 'ErrorArithmetic Exponential overflow: 3 ** 40'],
		[10, '**', 15, '1000000000000000'],
		[10, '**', 16, '10000000000000000'],
		[94906265, '**', 2, '9007199136250225'],
		[94906267, '**', 2, '9007199515875289'],
		[0, '**', 0, '1'],
		[0, '**', MAX, '0'],
		[1, '**', MAX, '1'],
		[-1, '**', MAX, '-1'],
		[-1, '**', 4, '1'],
		[MIN, '**', 1, '-9223372036854775808'],
		[MAX, '**', 2, 'ErrorArithmetic Exponential overflow: 9223372036854775807 ** 2'],
		[2, '**', -1, 'ErrorArithmetic Integer raised to a negative power: 2 ** -1'],
		[1, '**', MIN, 'ErrorArithmetic Integer raised to a negative power: 1 ** -9223372036854775808'],
		[1, '<<', 63, '-9223372036854775808'],
		[1, '<<', 64, '0'],
		[1, '<<', 200, '0'],
		[1, '<<', -1, '0'],
		[8, '<<', -2, '2'],
		[-1, '<<', MIN, '-1'],
		[3, '<<', 62, '-4611686018427387904'],
		[-8, '>>', 100, '-1'],
		[8, '>>', 100, '0'],
		[8, '>>', -2, '32'],
		[8, '>>', MIN, '0'],
		[-9, '>>', 1, '-5'],
		[-1, '>>', 31, '-1'],
		[MIN, '>>', 63, '-1'],
		[MAX, '>>', 1, '4611686018427387903'],
		[6, '&', 3, '2'],
		[6, '|', 1, '7'],
		[6, '^', 3, '5'],
		[-1, '&', MAX, '9223372036854775807'],
		[MIN, '|', 1, '-9223372036854775807'],
		[MIN, '^', -1, '9223372036854775807'],
		[4294967295, '&', 4294967295, '4294967295'],
	])('%s %s %s', (left, operator, right, result) => {
		expect(outcome(() => OPERATORS[operator](left, right))).toBe(result);
	});
});

/** Ints of all sizes, those near the edges more often. */
const edges = [0n, 2n ** 31n, 2n ** 32n, 2n ** 53n, 2n ** 62n, 2n ** 63n];
const anyInt = fc.oneof(
	fc.integer({ min: -100, max: 100 }).map(BigInt),
	fc.bigInt(I64_MIN, I64_MAX),
	fc.maxSafeInteger().map(BigInt),
	fc
		.tuple(fc.constantFrom(...edges, ...edges.map((edge) => -edge)), fc.integer({ min: -3, max: 3 }))
		.map(([edge, offset]) => BigInt.asIntN(64, edge + BigInt(offset))),
);

/** What an operator should give, computed the obvious way; `undefined` where it must fail. */
const EXACT: Readonly<Record<Operator, (a: bigint, b: bigint) => bigint | undefined>> = {
	'+': (a, b) => a + b,
	'-': (a, b) => a - b,
	'*': (a, b) => a * b,
	'/': (a, b) => (b === 0n ? undefined : a / b),
	'%': (a, b) => (b === 0n || (a === I64_MIN && b === -1n) ? undefined : a % b),
	'**': (a, b) =>
		b < 0n ? undefined : a >= -1n && a <= 1n ? a ** (b === 0n ? 0n : 2n - (b % 2n)) : b > 64n ? undefined : a ** b,
	'<<': (a, b) => shift(a, b),
	'>>': (a, b) => shift(a, -b),
	'&': (a, b) => a & b,
	'|': (a, b) => a | b,
	'^': (a, b) => a ^ b,
};

function shift(a: bigint, left: bigint): bigint {
	if (left > 63n) return 0n;
	if (left < -63n) return a < 0n ? -1n : 0n;
	return BigInt.asIntN(64, left >= 0n ? a << left : a >> -left);
}

test.each(Object.keys(OPERATORS) as Operator[])(
	'%s agrees with exact arithmetic and keeps the normal form',
	(operator) => {
		fc.assert(
			fc.property(anyInt, fc.oneof(anyInt, fc.integer({ min: -70, max: 70 }).map(BigInt)), (a, b) => {
				const exact = EXACT[operator](a, b);
				const left = normalizeInt(a);
				const right = normalizeInt(b);
				if (exact === undefined || exact < I64_MIN || exact > I64_MAX) {
					expect(outcome(() => OPERATORS[operator](left, right))).toMatch(/^ErrorArithmetic /);
				} else {
					// `toBe` tells −0 from 0, and a number from a bigint.
					expect(OPERATORS[operator](left, right)).toBe(normalizeInt(exact));
				}
			}),
			{ numRuns: 2000 },
		);
	},
);

describe('unary operators', () => {
	it.each<[name: string, run: () => Value, result: string]>([
		['-5', () => negate(5), '-5'],
		['-0', () => negate(0), '0'],
		['-MAX', () => negate(MAX), '-9223372036854775807'],
		['-MIN', () => negate(MIN), 'ErrorArithmetic Negation overflow: --9223372036854775808'],
		['-1.5', () => negate(float(1.5)), '-1.5'],
		['-0.0', () => negate(float(0)), '-0.0'],
		['-tagged', () => negate(new Tagged(5, 1)), '-5'],
		['-"a"', () => negate('a'), 'ErrorFunctionNotFound Function not found: - (string)'],
		['-()', () => negate(undefined), 'ErrorFunctionNotFound Function not found: - (())'],
		['+5', () => plus(5), '5'],
		['+1.5', () => plus(float(1.5)), '1.5'],
		['+true', () => plus(true), 'ErrorFunctionNotFound Function not found: + (bool)'],
		['!true', () => not(true), 'false'],
		['!tagged', () => not(new Tagged(false, 1)), 'true'],
		['!1', () => not(1), 'ErrorFunctionNotFound Function not found: ! (i64)'],
	])('%s', (_, run, result) => {
		expect(outcome(run)).toBe(result);
	});

	test('negating twice gives the same', () => {
		fc.assert(fc.property(anyInt, (a) => a === I64_MIN || negate(negate(normalizeInt(a))) === normalizeInt(a)));
	});
});

const time = new Timestamp(5000);
const thing = new Thing({ name: 'thing', display: () => 'shown' });

describe('other types', () => {
	it.each<[left: Value, operator: Operator, right: Value, result: string]>([
		[float(1.5), '+', 2, '3.5'],
		[2, '+', float(1.5), '3.5'],
		[float(1), '-', float(0.5), '0.5'],
		[3, '*', float(0.5), '1.5'],
		[float(1), '/', 0, 'inf'],
		[-1, '/', float(0), '-inf'],
		[float(0), '/', 0, 'NaN'],
		[float(-7.5), '%', 2, '-1.5'],
		[float(2), '**', 10, '1024.0'],
		[2, '**', float(-1), '0.5'],
		[float(1), '**', float(NaN), '1.0'],
		[1, '**', float(Infinity), '1.0'],
		[-1, '**', float(Infinity), '1.0'],
		[-1, '**', float(NaN), 'NaN'],
		[float(NaN), '**', 0, '1.0'],
		[float(-8), '**', float(0.5), 'NaN'],
		[9007199254740993n, '+', float(0), '9007199254740992.0'],
		[float(1), '<<', 1, 'ErrorFunctionNotFound Function not found: << (f64, i64)'],
		[float(1), '&', float(1), 'ErrorFunctionNotFound Function not found: & (f64, f64)'],
		[true, '&', false, 'false'],
		[true, '|', false, 'true'],
		[true, '^', true, 'false'],
		[true, '+', 1, 'ErrorFunctionNotFound Function not found: + (bool, i64)'],
		[1, '|', true, 'ErrorFunctionNotFound Function not found: | (i64, bool)'],
		[true, '<<', 1, 'ErrorFunctionNotFound Function not found: << (bool, i64)'],
		['a', '+', 1, '"a1"'],
		[float(1.5), '+', 'b', '"1.5b"'],
		['x', '+', array(1, char('c')), '"x[1, c]"'],
		[map({ a: 1 }), '+', 'x', '"#{\\"a\\": 1}x"'],
		['u', '+', undefined, '"u"'],
		[undefined, '+', 'u', '"u"'],
		['a', '+', 'b', '"ab"'],
		['a', '+', char('b'), '"ab"'],
		[char('b'), '+', 'a', '"ba"'],
		[char('p'), '+', char('q'), '"pq"'],
		['x', '+', pointer('f'), '"xFn(f)"'],
		['x', '+', float(1e15), '"x1e15"'],
		['x', '+', thing, '"xshown"'],
		[thing, '+', 'x', '"shownx"'],
		[char('a'), '+', 1, 'ErrorFunctionNotFound Function not found: + (char, i64)'],
		[undefined, '+', 1, 'ErrorFunctionNotFound Function not found: + ((), i64)'],
		[undefined, '+', char('a'), 'ErrorFunctionNotFound Function not found: + ((), char)'],
		['banana', '-', 'an', '"ba"'],
		['banana', '-', char('a'), '"bnn"'],
		['abba', '-', 'b', '"aa"'],
		['aaa', '-', 'aa', '"a"'],
		['abc', '-', '', '"abc"'],
		['a$&b', '-', '$&', '"ab"'],
		['😀a😀', '-', char('😀'), '"a"'],
		['a', '-', 1, 'ErrorFunctionNotFound Function not found: - (string, i64)'],
		['a', '*', 3, 'ErrorFunctionNotFound Function not found: * (string, i64)'],
		[array(1), '+', array('a', 2), '[1, "a", 2]'],
		[array(1), '+', 2, 'ErrorFunctionNotFound Function not found: + (array, i64)'],
		[array(1), '-', array(1), 'ErrorFunctionNotFound Function not found: - (array, array)'],
		[blob(1, 2), '+', blob(3), '[010203]'],
		[blob(1), '+', char('é'), '[01c3a9]'],
		[blob(0x68, 0xff, 0xc3, 0xa9), '+', '!', '"h\ufffdé!"'],
		['>', '+', blob(0xef, 0xbb, 0xbf, 0x41), '">\\u{feff}A"'],
		[blob(1), '+', 1, 'ErrorFunctionNotFound Function not found: + (blob, i64)'],
		[char('a'), '+', blob(1), 'ErrorFunctionNotFound Function not found: + (char, blob)'],
		[map({ a: 1, b: 2 }), '+', map({ b: 3, c: 4 }), '#{"a": 1, "b": 3, "c": 4}'],
		[time, '+', 'x', '"<timestamp>x"'],
		[1, '+', time, 'ErrorFunctionNotFound Function not found: + (i64, timestamp)'],
		[time, '+', I64_MAX, 'ErrorArithmetic Timestamp overflow when adding 9223372036854775807 second(s)'],
		[time, '-', float(Infinity), 'ErrorArithmetic Timestamp overflow when subtracting inf second(s)'],
		[thing, '+', thing, 'ErrorFunctionNotFound Function not found: + (thing, thing)'],
		[closure(), '+', 1, 'ErrorFunctionNotFound Function not found: + (Fn, i64)'],
		[range(0, 1), '+', 1, 'ErrorFunctionNotFound Function not found: + (range, i64)'],
		[new Tagged(1, 5), '+', new Tagged(2, 5), '3'],
		[new Tagged('a', 5), '+', 2, '"a2"'],
		[2, '*', new Tagged(3, 1), '6'],
		[new Tagged(float(6), 1), '/', 4, '1.5'],
		[new Tagged(7, 1), '%', 4, '3'],
		[new Tagged(7, 1), '**', 2, '49'],
		[new Tagged(7, 1), '-', 2, '5'],
		[new Tagged(7, 1), '<<', 1, '14'],
		[7, '>>', new Tagged(1, 1), '3'],
		[new Tagged(true, 1), '&', true, 'true'],
		[new Tagged(4, 1), '|', 1, '5'],
		[new Tagged(4, 1), '^', 5, '1'],
		[new Tagged(true, 1), '+', 1, 'ErrorFunctionNotFound Function not found: + (bool, i64)'],
	])('case %#: %s %s %s', (left, operator, right, result) => {
		expect(outcome(() => OPERATORS[operator](left, right))).toBe(result);
	});

	it.each<[operator: '+' | '-', seconds: Value, milliseconds: number]>([
		['+', 2, 7000],
		['-', 2, 3000],
		['+', float(0.0015), 5001],
		['+', float(-0.0015), 4999],
		['-', float(0.25), 4750],
		['+', float(NaN), 5000],
	])('timestamp %s %o', (operator, seconds, milliseconds) => {
		expect(OPERATORS[operator](time, seconds)).toEqual(new Timestamp(milliseconds));
	});

	test('timestamps differ in seconds', () => {
		expect(subtract(new Timestamp(1000), new Timestamp(3500))).toEqual(new Float(-2.5));
	});

	it.each<[from: Value, to: Value, inclusive: boolean, result: string]>([
		[1, 5, false, '1..5'],
		[5, new Tagged(1, 2), true, '5..=1'],
		[0, I64_MAX, false, '0..'],
		[float(1), float(2), false, 'ErrorFunctionNotFound Function not found: .. (f64, f64)'],
		[1, 'a', true, 'ErrorFunctionNotFound Function not found: ..= (i64, string)'],
	])('range %#', (from, to, inclusive, result) => {
		expect(outcome(() => makeRange(from, to, inclusive))).toBe(result);
	});
});

describe('copies', () => {
	test('concatenation shares the items', () => {
		const inner = array(1);
		const sum = add(array(inner), array(array(2))) as ArrayValue;
		expect((sum.items as ArrayValue[]).map((item) => item.shared)).toEqual([true, true]);
		expect(sum.shared).toBe(false);
	});

	test('merging leaves both maps alone', () => {
		const left = map({ a: array(1) });
		const right = map({ b: array(2) });
		const merged = add(left, right);
		expect(outcome(() => merged)).toBe('#{"a": [1], "b": [2]}');
		expect([left.size, right.size]).toEqual([1, 1]);
		expect([left.get('a'), right.get('b')].map((item) => (item as ArrayValue).shared)).toEqual([true, true]);
	});
});

test('doubling ends with an error, not with a crash', () => {
	let text: Value = 'x'.repeat(1 << 20);
	let list: Value = new ArrayValue(new Array(1 << 20).fill(0));
	expect(
		outcome(() => {
			for (;;) text = add(text, text);
		}),
	).toBe('ErrorDataTooLarge Length of string too large');
	expect(
		outcome(() => {
			for (;;) list = add(list, list);
		}),
	).toBe('ErrorDataTooLarge Size of array/BLOB too large');
});
