/** Arrays without callbacks: one case per line, as function, arguments, outcome (result | receiver). */

import fc from 'fast-check';
import { expect, test } from 'vitest';
import { type ArrayValue, owned } from '../../lang/values/container.ts';
import { debugText } from '../../lang/values/display.ts';
import { Tagged } from '../../lang/values/tagged.ts';
import {
	type Case,
	char,
	float,
	named,
	range,
	rangeTo,
	reachable,
	run,
	show,
	testCases,
	value,
} from './test-driver.ts';

const MAX = 2n ** 63n - 1n;
const MIN = -(2n ** 63n);
const NAN = float(Number.NaN);

const BASIC: readonly Case[] = [
	['len', [[1, 2]], '2'],
	['is_empty', [[]], 'true'],
	['get', [[7, 8], 1], '8'],
	['get', [[7, 8], -1], '8'],
	['get', [[7, 8], -9], '7'],
	['get', [[7, 8], 2], '()'],
	['get', [[], 0], '()'],
	['get', [[], -1], '()'],
	['get', [[7], MIN], '7'],
	['set', [[7, 8], -1, 5], '() | [7, 5]'],
	['set', [[7, 8], -9, 5], '() | [5, 8]'],
	['set', [[7, 8], 2, 5], '() | [7, 8]'],
	['set', [[], -1, 5], '() | []'],
	['push', [[1], [2]], '() | [1, [2]]'],
	['append', [[1], [2, [3]]], '() | [1, 2, [3]]'],
	['append', [[1], 2], 'ErrorFunctionNotFound: Function not found: append (array, i64)'],
	['insert', [[1, 2, 3], 0, 4], '() | [4, 1, 2, 3]'],
	['insert', [[1, 2, 3], 999, 4], '() | [1, 2, 3, 4]'],
	['insert', [[1, 2, 3], -2, 4], '() | [1, 4, 2, 3]'],
	['insert', [[1, 2, 3], -999, 4], '() | [4, 1, 2, 3]'],
	['insert', [[], -1, 4], '() | [4]'],
	['pop', [[1, 2]], '2 | [1]'],
	['pop', [[]], '() | []'],
	['shift', [[1, 2]], '1 | [2]'],
	['shift', [[]], '() | []'],
	['remove', [[1, 2, 3], 1], '2 | [1, 3]'],
	['remove', [[1, 2, 3], -1], '3 | [1, 2]'],
	['remove', [[1, 2, 3], 3], '() | [1, 2, 3]'],
	['remove', [[1, 2, 3], -4], '() | [1, 2, 3]'],
	['remove', [[1, 2, 3], MAX], '() | [1, 2, 3]'],
	['clear', [[1, 2]], '() | []'],
	['reverse', [[1, 2, 3]], '() | [3, 2, 1]'],
	['pad', [[1], 3, 0], '() | [1, 0, 0]'],
	['pad', [[1, 2], 2, 0], '() | [1, 2]'],
	['pad', [[1, 2], MIN, 0], '() | [1, 2]'],
	['pad', [[1], MAX, 0], 'ErrorDataTooLarge: Size of array/BLOB too large'],
	['pad', [[1], 2 ** 40, 0], 'ErrorDataTooLarge: Size of array/BLOB too large'],
	['contains', [[1, float(2)], 2], 'true'],
	['contains', [[1, '2'], 2], 'false'],
	['contains', [[[1]], [float(1)]], 'true'],
	['contains', [[new Tagged(3, 1)], 3], 'true'],
	['contains', [['a'], char('a')], 'true'],
	['contains', [[named('f')], named('f')], 'ErrorFunctionNotFound: Function not found: == (Fn, Fn)'],
	['contains', [[1], named('f')], 'false'],
	['index_of', [[1, 2, 1], 1], '0'],
	['index_of', [[1, 2, 1], 1, 1], '2'],
	['index_of', [[1, 2, 1], 1, -1], '2'],
	['index_of', [[1, 2, 1], 1, 3], '-1'],
	['index_of', [[1, 2, 1], 1, MIN], '0'],
	['index_of', [[], 1], '-1'],
	['index_of', [['x', 'y'], 'y'], '1'],
	['index_of', [['x', 'y'], 'x', 1], '-1'],
];

const PARTS: readonly Case[] = [
	['extract', [[1, 2, 3], 1, 10], '[2, 3]'],
	['extract', [[1, 2, 3], -3, 1], '[1]'],
	['extract', [[1, 2, 3], -99, 2], '[1, 2]'],
	['extract', [[1, 2, 3], 99, 1], '[]'],
	['extract', [[1, 2, 3], 1, 0], '[]'],
	['extract', [[1, 2, 3], 1], '[2, 3]'],
	['extract', [[1, 2, 3], -2], '[2, 3]'],
	['extract', [[1, 2, 3], range(1, 2)], '[2]'],
	['extract', [[1, 2, 3], rangeTo(1, 2)], '[2, 3]'],
	['extract', [[1, 2, 3], range(1, MAX)], '[2, 3]'],
	['extract', [[1, 2, 3], rangeTo(1, MAX)], '[2, 3]'],
	['extract', [[1, 2, 3], range(2, 1)], '[]'],
	['extract', [[1, 2, 3], range(-2, 2)], '[1, 2]'],
	['splice', [[1, 2, 3], 1, 1, [8, 9]], '() | [1, 8, 9, 3]'],
	['splice', [[1, 2, 3], 1, 0, [8, 9]], '() | [1, 8, 9, 2, 3]'],
	['splice', [[1, 2, 3], 1, -5, [8]], '() | [1, 8, 2, 3]'],
	['splice', [[1, 2, 3], -1, 9, [8]], '() | [1, 2, 8]'],
	['splice', [[1, 2, 3], 9, 1, [8]], '() | [1, 2, 3, 8]'],
	['splice', [[], 0, 1, [8]], '() | [8]'],
	['splice', [[1, 2, 3], range(0, 2), []], '() | [3]'],
	['splice', [[1, 2, 3], rangeTo(0, 1), [8]], '() | [8, 3]'],
	['splice', [[1, 2, 3], range(5, 9), [8]], '() | [1, 2, 3, 8]'],
	['split', [[1, 2, 3], 1], '[2, 3] | [1]'],
	['split', [[1, 2, 3], -1], '[3] | [1, 2]'],
	['split', [[1, 2, 3], 0], '[1, 2, 3] | []'],
	['split', [[1, 2, 3], -9], '[1, 2, 3] | []'],
	['split', [[1, 2, 3], 3], '[] | [1, 2, 3]'],
	['split', [[], 0], '[] | []'],
	['truncate', [[1, 2, 3], 2], '() | [1, 2]'],
	['truncate', [[1, 2, 3], -2], '() | []'],
	['truncate', [[1, 2, 3], MAX], '() | [1, 2, 3]'],
	['chop', [[1, 2, 3], 2], '() | [2, 3]'],
	['chop', [[1, 2, 3], 0], '() | []'],
	['chop', [[1, 2, 3], MAX], '() | [1, 2, 3]'],
	['drain', [[5, 6, 7, 8], range(1, 3)], '[6, 7] | [5, 8]'],
	['drain', [[5, 6, 7, 8], rangeTo(1, 2)], '[6, 7] | [5, 8]'],
	['drain', [[5, 6, 7, 8], -1, 1], '[8] | [5, 6, 7]'],
	['drain', [[5, 6, 7, 8], 1, 99], '[6, 7, 8] | [5]'],
	['drain', [[5, 6, 7, 8], 9, 1], '[] | [5, 6, 7, 8]'],
	['drain', [[5, 6, 7, 8], 1, 0], '[] | [5, 6, 7, 8]'],
	['retain', [[5, 6, 7, 8], 1, 2], '[5, 8] | [6, 7]'],
	['retain', [[5, 6, 7, 8], range(1, 3)], '[5, 8] | [6, 7]'],
	['retain', [[5, 6, 7, 8], rangeTo(1, 2)], '[5, 8] | [6, 7]'],
	['retain', [[5, 6, 7, 8], 0, 99], '[] | [5, 6, 7, 8]'],
	['retain', [[5, 6, 7, 8], 9, 1], '[] | [5, 6, 7, 8]'],
	['retain', [[5, 6, 7, 8], 1, 0], '[] | [5, 6, 7, 8]'],
];

const MIXED = 'ErrorFunctionNotFound: Function not found: elements of different types cannot be sorted';

const SORTED: readonly Case[] = [
	['sort', [[3, 1, 2]], '() | [1, 2, 3]'],
	['sort', [[MAX, 0, MIN, MAX - 1n]], '() | [-9223372036854775808, 0, 9223372036854775806, 9223372036854775807]'],
	['sort', [[float(1.5), float(-1)]], '() | [-1.0, 1.5]'],
	['sort', [[char('b'), char('a')]], '() | [a, b]'],
	['sort', [['\uffff', '😀', 'a']], '() | ["a", "\\u{ffff}", "😀"]'],
	['sort', [[true, false]], '() | [false, true]'],
	['sort', [[undefined, undefined]], '() | [(), ()]'],
	['sort', [[]], '() | []'],
	['sort', [[[1]]], '() | [[1]]'],
	['sort', [[1, float(2)]], MIXED],
	['sort', [[1, undefined]], MIXED],
	['sort', [[[1], [2]]], 'ErrorFunctionNotFound: Function not found: elements of array cannot be sorted'],
	['sort', [[new Tagged(2, 9), 1]], '() | [1, 2]'],
	['sort_desc', [['a', 'c', 'b']], '() | ["c", "b", "a"]'],
	['order', [[3, 1, 2]], '[1, 2, 3]'],
	['order_desc', [[3, 1, 2]], '[3, 2, 1]'],
	['order', [[1, 'a']], MIXED],
	['dedup', [[1, 1, float(1), 2, 1]], '() | [1, 2, 1]'],
	['dedup', [[NAN, NAN]], '() | [NaN, NaN]'],
	['dedup', [[named('f'), named('f')]], '() | [Fn(f), Fn(f)]'],
	['dedup', [[]], '() | []'],
];

testCases([...BASIC, ...PARTS, ...SORTED]);

testCases(
	[
		['push', [[1, 2, 3], 4], 'ErrorDataTooLarge: Size of array/BLOB too large'],
		[
			'append',
			[
				[1, 2],
				[3, 4],
			],
			'ErrorDataTooLarge: Size of array/BLOB too large',
		],
		['insert', [[1, 2, 3], 0, 4], 'ErrorDataTooLarge: Size of array/BLOB too large'],
		['pad', [[1], 4, 0], 'ErrorDataTooLarge: Size of array/BLOB too large'],
		['splice', [[1, 2, 3], 0, 1, [4, 5]], 'ErrorDataTooLarge: Size of array/BLOB too large'],
		['splice', [[1, 2, 3], 0, 2, [4, 5]], '() | [4, 5, 3]'],
	],
	{ limits: { arraySize: 3 } },
);

// The functions that hand out or store elements, with a nested array that must not be shared unmarked.
test.each([
	['get', [0]],
	['extract', [0, 1]],
	['order_by', [named('no_such_function')]],
] as const)('%s marks what stays in the array', (name, args) => {
	const array = value([[1]]) as ArrayValue;
	const result = run(name, [array, ...args]).value as ArrayValue;
	const inner = (name === 'get' ? result : result.items[0]) as ArrayValue;
	expect(inner).toBe(array.items[0]);
	expect(inner.shared).toBe(true);
});

test.each([
	['pop', []],
	['shift', []],
	['remove', [0]],
	['drain', [0, 1]],
	['split', [0]],
] as const)('%s hands elements out that are free to change', (name, args) => {
	const result = run(name, [value([[1]]), ...args]).value as ArrayValue;
	const inner = (['drain', 'split'].includes(name) ? result.items[0] : result) as ArrayValue;
	expect(debugText(inner)).toBe('[1]');
	expect(inner.shared).toBe(false);
});

test('elements of another array are marked if it stays reachable', () => {
	for (const [name, ...before] of [['append'], ['splice', 0, 0]] as [string, ...number[]][]) {
		const more = reachable([[1]]) as ArrayValue;
		const array = run(name, [value([]), ...before, more]).receiver as ArrayValue;
		expect(array.items[0]).toBe(more.items[0]);
		expect((array.items[0] as ArrayValue).shared).toBe(true);
		expect(array.items).not.toBe(more.items);
		const fresh = run(name, [value([]), ...before, value([[1]])]).receiver as ArrayValue;
		expect((fresh.items[0] as ArrayValue).shared).toBe(false);
	}
});

test('padding with a container gives independent elements', () => {
	const array = run('pad', [value([]), 2, value([1])]).receiver as ArrayValue;
	expect(owned(array.items[0] as ArrayValue)).not.toBe(array.items[1]);
});

test('an array can be appended to itself', () => {
	const array = value([1, [2]]) as ArrayValue;
	expect(show('append', [array, array])).toBe('() | [1, [2], 1, [2]]');
	const other = value([1, [2]]) as ArrayValue;
	expect(show('splice', [other, 1, 0, other])).toBe('() | [1, 1, [2], [2]]');
});

test('large arrays fit through', () => {
	const array = run('pad', [value([]), 300_000, 7]).receiver as ArrayValue;
	expect((run('append', [value([]), array]).receiver as ArrayValue).items.length).toBe(300_000);
	expect((run('splice', [value([1]), 0, 0, reachable(array)]).receiver as ArrayValue).items.length).toBe(300_001);
});

const ints = fc.array(fc.integer({ min: -9, max: 9 }), { maxLength: 12 });
const small = fc.integer({ min: -15, max: 15 });

test('every part and its rest make up the whole', () => {
	fc.assert(
		fc.property(ints, small, small, (list, start, len) => {
			const from = start < 0 ? Math.max(0, list.length + start) : Math.min(start, list.length);
			const part = list.slice(from, from + Math.max(0, len));
			const rest = [...list.slice(0, from), ...list.slice(from + part.length)];
			const plain = (v: unknown) => (v as ArrayValue).items;
			expect(plain(run('extract', [value(list), start, len]).value)).toEqual(part);
			const drained = run('drain', [value(list), start, len]);
			expect([plain(drained.value), plain(drained.receiver)]).toEqual([part, rest]);
			const retained = run('retain', [value(list), start, len]);
			expect([plain(retained.receiver), plain(retained.value)]).toEqual(part.length > 0 ? [part, rest] : [list, []]);
			const spliced = run('splice', [value(list), start, len, value([100])]);
			expect(plain(spliced.receiver)).toEqual(list.toSpliced(from, part.length, 100));
		}),
	);
});
