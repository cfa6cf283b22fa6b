import fc from 'fast-check';
import { describe, expect, it, test } from 'vitest';
import type { ScriptError } from '../vm/errors.ts';
import { getIndex, getProperty, setIndex, setProperty } from './access.ts';
import type { ArrayValue } from './container.ts';
import type { PropertyDescriptor } from './host-object.ts';
import { I64_MAX, I64_MIN, normalizeInt } from './int.ts';
import { IteratorValue } from './iterator.ts';
import { array, blob, char, float, map, outcome, pointer, range, rangeTo, Thing } from './samples.ts';
import { Tagged } from './tagged.ts';
import { Timestamp } from './timestamp.ts';
import type { Value } from './value.ts';

/** A host object that remembers what was set. */
function recorder(): { thing: Thing; log: string[] } {
	const log: string[] = [];
	const thing = new Thing({
		name: 'recorder',
		properties: new Map<string, PropertyDescriptor<Thing>>([
			['id', { get: () => 7, set: (_, value) => void log.push(`id=${outcome(() => value)}`), type: 'int', doc: '' }],
			['fixed', { get: () => 1, type: 'int', doc: '' }],
		]),
		getIndex: (_, index) => `at ${outcome(() => index)}`,
		setIndex: (_, index, value) => void log.push(`${outcome(() => index)}=${outcome(() => value)}`),
	});
	return { thing, log };
}

const closed = new Thing({ name: 'closed', properties: new Map([['fixed', { get: () => 1, type: 'int', doc: '' }]]) });
const X = 0b1101;

describe('reading by index', () => {
	it.each<[base: Value, index: Value, result: string]>([
		[array(1, 2, 3), 0, '1'],
		[array(1, 2, 3), -1, '3'],
		[array(1, 2, 3), -3, '1'],
		[array(1, 2, 3), 3, 'ErrorArrayBounds Array index 3 out of bounds: only 3 elements in array'],
		[array(1, 2, 3), -4, 'ErrorArrayBounds Array index -4 out of bounds: only 3 elements in array'],
		[array(1), 1, 'ErrorArrayBounds Array index 1 out of bounds: only 1 element in array'],
		[array(), 0, 'ErrorArrayBounds Array index 0 out of bounds: array is empty'],
		[array(), -1, 'ErrorArrayBounds Array index -1 out of bounds: array is empty'],
		[array(1), I64_MIN, 'ErrorArrayBounds Array index -9223372036854775808 out of bounds: only 1 element in array'],
		[array(1, 2), range(0, 1), 'ErrorMismatchDataType Data type incorrect: range (expecting i64)'],
		[array(1, 2), 'a', 'ErrorMismatchDataType Data type incorrect: string (expecting i64)'],
		[array(1, 2), float(0), 'ErrorMismatchDataType Data type incorrect: f64 (expecting i64)'],
		[array(1, 2), new Tagged(1, 3), '2'],
		[new Tagged(array(1, 2), 3), 0, '1'],
		[blob(5, 6), 1, '6'],
		[blob(5, 6), -2, '5'],
		[blob(5, 6), 2, 'ErrorArrayBounds Array index 2 out of bounds: only 2 elements in array'],
		[blob(5, 6), range(0, 1), 'ErrorMismatchDataType Data type incorrect: range (expecting i64)'],
		['abc', 0, 'a'],
		['abc', -1, 'c'],
		['abc', 3, 'ErrorStringBounds String index 3 out of bounds: only 3 characters in string'],
		['abc', -4, 'ErrorStringBounds String index -4 out of bounds: only 3 characters in string'],
		['a', 5, 'ErrorStringBounds String index 5 out of bounds: only 1 character in string'],
		['', 0, 'ErrorStringBounds String index 0 out of bounds: string is empty'],
		['abc', I64_MAX, 'ErrorStringBounds String index 9223372036854775807 out of bounds: only 3 characters in string'],
		['a😀c', 1, '😀'],
		['a😀c', 2, 'c'],
		['a😀c', -2, '😀'],
		['a😀c', 3, 'ErrorStringBounds String index 3 out of bounds: only 3 characters in string'],
		['a😀c', -4, 'ErrorStringBounds String index -4 out of bounds: only 3 characters in string'],
		['abc', 'a', 'ErrorMismatchDataType Data type incorrect: string (expecting i64)'],
		['abc', undefined, 'ErrorMismatchDataType Data type incorrect: () (expecting i64)'],
		[map({ a: 1 }), 'a', '1'],
		[map({ a: 1 }), 'b', '()'],
		[map(), '__proto__', '()'],
		[map(), 'toString', '()'],
		[map({ a: 1 }), 1, 'ErrorMismatchDataType Data type incorrect: i64 (expecting string)'],
		[map({ a: 1 }), char('a'), 'ErrorMismatchDataType Data type incorrect: char (expecting string)'],
		[X, 0, 'true'],
		[X, 1, 'false'],
		[X, -1, 'false'],
		[-1, 63, 'true'],
		[-1, -64, 'true'],
		[I64_MIN, 63, 'true'],
		[I64_MIN, 62, 'false'],
		[I64_MAX, -1, 'false'],
		[X, 64, 'ErrorBitFieldBounds Bit-field index 64 out of bounds: only 64 bits in bit-field'],
		[X, -65, 'ErrorBitFieldBounds Bit-field index -65 out of bounds: only 64 bits in bit-field'],
		[X, 'a', 'ErrorMismatchDataType Data type incorrect: string (expecting i64)'],
		[X, range(1, 3), '2'],
		[X, range(2, I64_MAX), '3'],
		[X, rangeTo(2, I64_MAX), '3'],
		[X, rangeTo(0, 2), '5'],
		[X, rangeTo(2, 2), '1'],
		[X, range(0, 64), '13'],
		[-1, range(0, 64), '-1'],
		[-1, range(60, 64), '-1'],
		[-1, range(60, 63), '7'],
		[-1, rangeTo(0, 63), '-1'],
		[-1, range(0, 63), '9223372036854775807'],
		[I64_MIN, range(1, 64), '-4611686018427387904'],
		[X, range(3, 1), '0'],
		[X, rangeTo(3, 1), '0'],
		[X, range(2, 2), '0'],
		[X, range(64, 64), '0'],
		[X, range(-1, 3), 'ErrorBitFieldBounds Bit-field index -1 out of bounds: only 64 bits in bit-field'],
		[X, range(0, -1), 'ErrorBitFieldBounds Bit-field index -1 out of bounds: only 64 bits in bit-field'],
		[X, range(0, 65), 'ErrorBitFieldBounds Bit-field index 65 out of bounds: only 64 bits in bit-field'],
		[X, rangeTo(0, 64), 'ErrorBitFieldBounds Bit-field index 64 out of bounds: only 64 bits in bit-field'],
		[X, range(65, I64_MAX), 'ErrorBitFieldBounds Bit-field index 65 out of bounds: only 64 bits in bit-field'],
		[undefined, 0, 'ErrorIndexingType Indexer unavailable: () [i64]'],
		[true, 0, 'ErrorIndexingType Indexer unavailable: bool [i64]'],
		[float(1), 0, 'ErrorIndexingType Indexer unavailable: f64 [i64]'],
		[char('a'), 0, 'ErrorIndexingType Indexer unavailable: char [i64]'],
		[range(0, 1), 'a', 'ErrorIndexingType Indexer unavailable: range [string]'],
		[new IteratorValue(() => [][Symbol.iterator]()), 0, 'ErrorIndexingType Indexer unavailable: range [i64]'],
		[pointer('f'), 0, 'ErrorIndexingType Indexer unavailable: Fn [i64]'],
		[new Timestamp(0), 0, 'ErrorIndexingType Indexer unavailable: timestamp [i64]'],
		[closed, 0, 'ErrorIndexingType Indexer unavailable: closed [i64]'],
		[recorder().thing, 0, '"at 0"'],
		[recorder().thing, 'a', '"at \\"a\\""'],
	])('case %#', (base, index, result) => {
		expect(outcome(() => getIndex(base, index))).toBe(result);
	});
});

describe('slices of strings', () => {
	const S = 'swimming';
	it.each<[text: string, range: Value, result: string]>([
		[S, range(1, 4), '"wim"'],
		[S, range(-4, I64_MAX), '"ming"'],
		[S, range(2, -2), '"immi"'],
		[S, range(5, 99), '"ing"'],
		[S, range(0, I64_MAX), '"swimming"'],
		[S, range(4, 4), '""'],
		[S, range(5, 3), '""'],
		[S, range(99, 100), '""'],
		[S, range(-8, 2), '"sw"'],
		[S, range(0, -9), '""'],
		[S, range(0, I64_MIN), '""'],
		[S, range(-9, 3), 'ErrorStringBounds String index -9 out of bounds: only 8 characters in string'],
		[
			S,
			range(I64_MIN, 3),
			'ErrorStringBounds String index -9223372036854775808 out of bounds: only 8 characters in string',
		],
		[S, rangeTo(1, 4), '"wimm"'],
		[S, rangeTo(2, 2), '""'],
		[S, rangeTo(2, -1), '"imming"'],
		[S, rangeTo(-3, -2), '"in"'],
		[S, rangeTo(5, 99), '"ing"'],
		[S, rangeTo(7, 99), '"g"'],
		[S, rangeTo(5, I64_MAX), '"ing"'],
		[S, rangeTo(8, 99), '""'],
		['abc', rangeTo(1, 1), '""'],
		['abc', range(1, 2), '"b"'],
		['abc', range(-4, I64_MAX), 'ErrorStringBounds String index -4 out of bounds: only 3 characters in string'],
		['', range(-5, 5), '""'],
		['', rangeTo(0, 0), '""'],
		['a😀b', range(1, 2), '"😀"'],
		['a😀b', range(-2, I64_MAX), '"😀b"'],
	])('reading case %#', (text, index, result) => {
		expect(outcome(() => getIndex(text, index))).toBe(result);
	});

	it.each<[text: string, range: Value, value: Value, result: string]>([
		['abcdef', range(1, 3), 'XYZ', '"aXYZdef"'],
		['abcdef', range(1, 3), '', '"adef"'],
		['abcdef', range(1, 3), 42, '"a42def"'],
		['abcdef', range(1, 3), undefined, '"adef"'],
		['abcdef', range(1, 3), array(char('x')), '"a[x]def"'],
		['abcdef', rangeTo(1, 3), 'X', '"aXef"'],
		['abcdef', rangeTo(1, 1), 'X', '"aXcdef"'],
		['abcdef', range(1, 1), 'X', '"aXbcdef"'],
		['abcdef', range(3, 1), 'X', '"abcXbcdef"'],
		['abcdef', range(-2, I64_MAX), 'X', '"abcdX"'],
		['abcdef', range(0, I64_MAX), 'X', '"X"'],
		['abcdef', range(99, 100), 'X', '"abcdefX"'],
		['abcdef', rangeTo(0, 99), 'X', '"X"'],
		['abcdef', range(-9, 1), 'X', 'ErrorStringBounds String index -9 out of bounds: only 6 characters in string'],
		['', range(-3, 9), 'X', '"X"'],
		['a😀b', range(1, 2), '✓✓', '"a✓✓b"'],
	])('writing case %#', (text, index, value, result) => {
		expect(outcome(() => setIndex(text, index, value))).toBe(result);
	});
});

describe('writing by index', () => {
	it.each<[base: Value, index: Value, value: Value, result: string]>([
		[array(1, 2), 0, 'x', '["x", 2]'],
		[array(1, 2), -1, 'x', '[1, "x"]'],
		[array(1, 2), 2, 'x', 'ErrorArrayBounds Array index 2 out of bounds: only 2 elements in array'],
		[array(1, 2), -3, 'x', 'ErrorArrayBounds Array index -3 out of bounds: only 2 elements in array'],
		[
			array(1, 2),
			I64_MAX,
			'x',
			'ErrorArrayBounds Array index 9223372036854775807 out of bounds: only 2 elements in array',
		],
		[array(1, 2), 'a', 'x', 'ErrorMismatchDataType Data type incorrect: string (expecting i64)'],
		[array(1, 2), new Tagged(1, 2), 'x', '[1, "x"]'],
		[blob(1, 2), 0, 0x1ff, '[ff02]'],
		[blob(1, 2), -1, -1, '[01ff]'],
		[blob(1, 2), 2, 0, 'ErrorArrayBounds Array index 2 out of bounds: only 2 elements in array'],
		[blob(1, 2), 0, 'x', 'ErrorMismatchDataType Data type incorrect: string (expecting i64)'],
		[blob(1, 2), 5, 'x', 'ErrorArrayBounds Array index 5 out of bounds: only 2 elements in array'],
		['abc', 1, char('X'), '"aXc"'],
		['abc', -1, char('😀'), '"ab😀"'],
		['a😀c', 1, char('b'), '"abc"'],
		['a😀c', -3, char('😀'), '"😀😀c"'],
		['abc', 3, char('X'), 'ErrorStringBounds String index 3 out of bounds: only 3 characters in string'],
		['abc', 0, 'X', 'ErrorMismatchDataType Data type incorrect: string (expecting char)'],
		['abc', 0, 1, 'ErrorMismatchDataType Data type incorrect: i64 (expecting char)'],
		['abc', true, char('X'), 'ErrorMismatchDataType Data type incorrect: bool (expecting i64)'],
		[map({ a: 1 }), 'b', 2, '#{"a": 1, "b": 2}'],
		[map({ a: 1 }), 'a', 2, '#{"a": 2}'],
		[map(), '__proto__', 1, '#{"__proto__": 1}'],
		[map(), 1, 1, 'ErrorMismatchDataType Data type incorrect: i64 (expecting string)'],
		[10, range(1, 4), 7, '14'],
		[14, 0, true, '15'],
		[0, 63, true, '-9223372036854775808'],
		[0, -1, true, '-9223372036854775808'],
		[-1, 63, false, '9223372036854775807'],
		[0, range(4, 8), 0xff, '240'],
		[-1, rangeTo(0, 3), 0, '-16'],
		[0, range(0, 64), -5, '-5'],
		[5, range(3, 1), 7, '5'],
		[0, range(60, I64_MAX), 15, '-1152921504606846976'],
		[0, 64, true, 'ErrorBitFieldBounds Bit-field index 64 out of bounds: only 64 bits in bit-field'],
		[0, range(0, 65), 1, 'ErrorBitFieldBounds Bit-field index 65 out of bounds: only 64 bits in bit-field'],
		[0, 0, 1, 'ErrorMismatchDataType Data type incorrect: i64 (expecting bool)'],
		[0, range(0, 2), true, 'ErrorMismatchDataType Data type incorrect: bool (expecting i64)'],
		[undefined, 0, 'x', 'ErrorIndexingType Indexer unavailable: () [i64] = string'],
		[float(1), 'a', 1, 'ErrorIndexingType Indexer unavailable: f64 [string] = i64'],
		[closed, 0, 1, 'ErrorIndexingType Indexer unavailable: closed [i64] = i64'],
	])('case %#', (base, index, value, result) => {
		expect(outcome(() => setIndex(base, index, value))).toBe(result);
	});

	test('containers are changed in place', () => {
		for (const [base, index] of [
			[array(1), 0],
			[map(), 'a'],
			[blob(1), 0],
		] as const) {
			expect(setIndex(base, index, 9)).toBe(base);
		}
	});

	test('host objects are asked', () => {
		const { thing, log } = recorder();
		expect(setIndex(thing, 3, 'x')).toBe(thing);
		expect(setProperty(thing, 'id', 8)).toBe(thing);
		expect(setProperty(thing, 'other', 9)).toBe(thing);
		expect(setProperty(thing, 'fixed', 9)).toBe(thing);
		expect(log).toEqual(['3="x"', 'id=8', '"other"=9', '"fixed"=9']);
	});

	test('under a tag a copy is changed and the tag kept', () => {
		const inner = array(array(1));
		const result = setIndex(new Tagged(inner, 4), 0, 2) as Tagged;
		expect([result.tag, outcome(() => result), outcome(() => inner)]).toEqual([4, '[2]', '[[1]]']);
		expect((inner.items[0] as ArrayValue).shared).toBe(true);
		expect(setIndex(new Tagged(5, 4), 1, true)).toEqual(new Tagged(7, 4));
		expect(setIndex(new Tagged('ab', 4), 1, new Tagged(char('c'), 9))).toEqual(new Tagged('ac', 4));
		const tagged = new Tagged(map(), 4);
		expect(outcome(() => setProperty(tagged, 'a', 1))).toBe('#{"a": 1}');
		expect(outcome(() => tagged)).toBe('#{}');
	});
});

describe('properties', () => {
	it.each<[base: Value, name: string, result: string]>([
		[map({ a: 1 }), 'a', '1'],
		[map({ a: 1 }), 'b', '()'],
		[map(), 'constructor', '()'],
		[new Tagged(map({ a: 1 }), 3), 'a', '1'],
		[recorder().thing, 'id', '7'],
		[recorder().thing, 'other', '"at \\"other\\""'],
		[closed, 'fixed', '1'],
		[closed, 'x', "ErrorDotExpr Unknown property 'x' - a getter is not registered for type 'closed'"],
		[undefined, 'b', "ErrorDotExpr Unknown property 'b' - a getter is not registered for type '()'"],
		[1, 'p', "ErrorDotExpr Unknown property 'p' - a getter is not registered for type 'i64'"],
		[array(), 'p', "ErrorDotExpr Unknown property 'p' - a getter is not registered for type 'array'"],
	])('reading case %#', (base, name, result) => {
		expect(outcome(() => getProperty(base, name))).toBe(result);
	});

	it.each<[base: Value, name: string, value: Value, result: string]>([
		[map({ a: 1 }), 'b', 2, '#{"a": 1, "b": 2}'],
		[
			closed,
			'fixed',
			2,
			"ErrorDotExpr No writable property 'fixed' - a setter is not registered for type 'closed' to handle 'i64'",
		],
		[
			undefined,
			'p',
			'x',
			"ErrorDotExpr No writable property 'p' - a setter is not registered for type '()' to handle 'string'",
		],
	])('writing case %#', (base, name, value, result) => {
		expect(outcome(() => setProperty(base, name, value))).toBe(result);
	});

	test('missing ones can be an error', () => {
		const object = map({ a: 1, unit: undefined });
		expect(outcome(() => getProperty(object, 'p', true))).toBe('ErrorPropertyNotFound Property not found: p');
		expect(outcome(() => getIndex(object, 'p', true))).toBe('ErrorPropertyNotFound Property not found: p');
		expect(outcome(() => getIndex(new Tagged(object, 1), 'p', true))).toBe(
			'ErrorPropertyNotFound Property not found: p',
		);
		expect([getProperty(object, 'unit', true), getIndex(object, 'a', true)]).toEqual([undefined, 1]);
	});
});

test('errors carry the fields of language spec 9.2', () => {
	const fields = (run: () => Value): unknown => {
		try {
			return run();
		} catch (error) {
			return (error as ScriptError).fields;
		}
	};
	expect(fields(() => getIndex(array(1, 2), 7))).toEqual({ length: 2, index: 7 });
	expect(fields(() => getIndex('abc', -9))).toEqual({ length: 3, index: -9 });
	expect(fields(() => getIndex(5, 99))).toEqual({ length: 64, index: 99 });
	expect(fields(() => getIndex(undefined, 0))).toEqual({ type: '() [i64]' });
	expect(fields(() => setIndex(undefined, 0, true))).toEqual({ type: '() [i64] = bool' });
	expect(fields(() => getIndex(map(), 1))).toEqual({ requested: 'string', actual: 'i64' });
	expect(fields(() => getProperty(map(), 'p', true))).toEqual({ variable: 'p' });
	expect(fields(() => getProperty(1, 'p'))).toEqual({
		property: "Unknown property 'p' - a getter is not registered for type 'i64'",
	});
});

describe('bits agree with exact arithmetic', () => {
	const anyInt = fc.oneof(fc.bigInt(I64_MIN, I64_MAX), fc.maxSafeInteger().map(BigInt), fc.integer().map(BigInt));
	const position = fc.integer({ min: 0, max: 64 });

	test('one bit', () => {
		fc.assert(
			fc.property(anyInt, fc.integer({ min: 0, max: 63 }), fc.boolean(), (value, bit, on) => {
				const base = normalizeInt(value);
				const mask = 1n << BigInt(bit);
				expect(getIndex(base, bit)).toBe((value & mask) !== 0n);
				expect(getIndex(base, bit - 64)).toBe((value & mask) !== 0n);
				expect(setIndex(base, bit, on)).toBe(normalizeInt(BigInt.asIntN(64, on ? value | mask : value & ~mask)));
			}),
		);
	});

	test('fields', () => {
		fc.assert(
			fc.property(anyInt, anyInt, position, position, (value, bits, a, b) => {
				const [from, to] = a <= b ? [a, b] : [b, a];
				const base = normalizeInt(value);
				const width = BigInt.asUintN(to - from, -1n) << BigInt(from);
				const read = BigInt.asIntN(64, value & width) >> BigInt(from);
				expect(getIndex(base, range(from, to))).toBe(normalizeInt(read));
				const written = BigInt.asIntN(64, (value & ~width) | ((bits << BigInt(from)) & width));
				expect(setIndex(base, range(from, to), normalizeInt(bits))).toBe(normalizeInt(written));
			}),
		);
	});
});
