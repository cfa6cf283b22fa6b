import fc from 'fast-check';
import { describe, expect, it, test } from 'vitest';
import { DEFAULT_LIMITS, type Limits } from '../vm/limits.ts';
import { ArrayValue, MapValue } from './container.ts';
import { checkNoted, checkSize, forget, grow, growthBy, measure } from './measure.ts';
import { array, blob, char, closure, doubled, map, nested, outcome } from './samples.ts';
import { Tagged } from './tagged.ts';
import type { Value } from './value.ts';

const three = array(1, 2, 3);
three.shared = true;

describe('sums of nested contents', () => {
	it.each<[name: string, value: Value, elements: number, properties: number, textBytes: number]>([
		['int', 1, 0, 0, 0],
		['string', 'é✓', 0, 0, 5],
		['empty array', array(), 0, 0, 0],
		['array', array(1, 'ab', char('x')), 3, 0, 2],
		['array of one array three times', array(three, three, three), 12, 0, 0],
		['map', map({ a: 1, b: 'x' }), 0, 2, 1],
		['map in map', map({ a: map({ b: 1 }), c: 2 }), 0, 3, 0],
		['array in map', map({ a: array(1, 2) }), 2, 1, 0],
		['map in array', array(map({ a: 'é' }), 1), 2, 1, 2],
		['blob', blob(1, 2, 3), 3, 0, 0],
		['blob in array', array(blob(1, 2, 3)), 4, 0, 0],
		['tagged parts', new Tagged(array(new Tagged('abc', 1), new Tagged(array(1), 2)), 3), 3, 0, 3],
		['closure', array(closure()), 1, 0, 0],
	])('%s', (_, value, elements, properties, textBytes) => {
		expect(measure(value)).toEqual({ elements, properties, textBytes });
	});

	test('agree with a recursive count', () => {
		const json = fc.letrec<{ tree: Value }>((tie) => ({
			tree: fc.oneof(
				{ depthSize: 'small' },
				fc.integer(),
				fc.string({ unit: 'binary' }),
				fc.array(tie('tree'), { maxLength: 4 }).map((items) => array(...items)),
				fc.dictionary(fc.string({ maxLength: 3 }), tie('tree'), { maxKeys: 4 }).map(map),
			),
		})).tree;
		const count = (value: Value, sums = { elements: 0, properties: 0, textBytes: 0 }): typeof sums => {
			if (typeof value === 'string') sums.textBytes += new TextEncoder().encode(value).length;
			if (value instanceof ArrayValue) {
				sums.elements += value.items.length;
				for (const item of value.items) count(item, sums);
			}
			if (value instanceof MapValue) {
				sums.properties += value.size;
				for (const item of value.values()) count(item, sums);
			}
			return sums;
		};
		fc.assert(
			fc.property(json, (value) => {
				expect(measure(value)).toEqual(count(value));
				if (value instanceof ArrayValue) value.shared = true;
				expect(measure(array(value, value))).toEqual(count(array(value, value)));
			}),
		);
	});
});

const LIMITED: Limits = { ...DEFAULT_LIMITS, stringLength: 10, arraySize: 5, mapSize: 3 };

describe('the limits', () => {
	it.each<[name: string, value: Value, limits: Limits, result: string]>([
		['no limits', 'x'.repeat(1000), DEFAULT_LIMITS, '()'],
		['string at the limit', 'x'.repeat(10), LIMITED, '()'],
		['string of wide characters at the limit', '✓✓✓x', LIMITED, '()'],
		['string over it', 'x'.repeat(11), LIMITED, 'ErrorDataTooLarge Length of string too large'],
		['few characters of many bytes', '✓✓✓✓', LIMITED, 'ErrorDataTooLarge Length of string too large'],
		['strings add up', array('12345', '123456'), LIMITED, 'ErrorDataTooLarge Length of string too large'],
		['strings at the limit', array('12345', '12345'), LIMITED, '()'],
		['array at the limit', array(1, 2, 3, 4, 5), LIMITED, '()'],
		['array over it', array(1, 2, 3, 4, 5, 6), LIMITED, 'ErrorDataTooLarge Size of array/BLOB too large'],
		['nested arrays', array(1, array(1, 2, 3, 4)), LIMITED, 'ErrorDataTooLarge Size of array/BLOB too large'],
		['blob', blob(1, 2, 3, 4, 5, 6), LIMITED, 'ErrorDataTooLarge Size of array/BLOB too large'],
		['map at the limit', map({ a: 1, b: 2, c: 3 }), LIMITED, '()'],
		['map over it', map({ a: 1, b: map({ c: 3, d: 4 }) }), LIMITED, 'ErrorDataTooLarge Size of object map too large'],
		['array in a map', map({ a: array(1, 2, 3, 4, 5, 6) }), LIMITED, 'ErrorDataTooLarge Size of array/BLOB too large'],
		['only maps limited', array(1, 2, 3, 4, 5, 6), { ...DEFAULT_LIMITS, mapSize: 1 }, '()'],
		['tagged', new Tagged(array(1, 2, 3, 4, 5, 6), 1), LIMITED, 'ErrorDataTooLarge Size of array/BLOB too large'],
		['tagged string', new Tagged('x'.repeat(11), 1), LIMITED, 'ErrorDataTooLarge Length of string too large'],
		['int', 1, LIMITED, '()'],
		['elements without end', doubled(2000), LIMITED, 'ErrorDataTooLarge Size of array/BLOB too large'],
		[
			'elements without end, then more',
			array(doubled(2000), three, three),
			LIMITED,
			'ErrorDataTooLarge Size of array/BLOB too large',
		],
		[
			'text without end',
			doubled(2000, 'x'),
			{ ...DEFAULT_LIMITS, stringLength: 10 },
			'ErrorDataTooLarge Length of string too large',
		],
	])('%s', (_, value, limits, result) => {
		expect(outcome(() => checkSize(value, limits) as undefined)).toBe(result);
	});

	test('what is shared is walked once, and what grows only when its bound passes a limit', () => {
		let walks = 0;
		const inner = array();
		Object.defineProperty(inner, 'items', {
			get: () => {
				walks++;
				return [1, 2];
			},
		});
		inner.shared = true;
		const limits: Limits = { ...DEFAULT_LIMITS, arraySize: 1000 };
		const outer = array(inner, inner);
		checkSize(outer, limits);
		expect(measure(outer).elements).toBe(6);
		const before = walks;
		for (let count = 0; count < 100; count++) {
			outer.items.push(inner);
			grow(outer, growthBy(inner), limits);
			checkNoted(outer, limits);
		}
		expect(walks).toBe(before);
		expect(outer.measured?.elements).toBe(306);
		forget(outer);
		checkNoted(outer, { ...limits, arraySize: 306 });
		expect(outcome(() => checkNoted(outer, { ...limits, arraySize: 305 }) as undefined)).toContain('too large');
	});

	test('deep nesting costs no stack', () => {
		expect(measure(nested(200_000)).elements).toBe(200_000);
	});
});
