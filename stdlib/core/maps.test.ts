/** Object maps without callbacks: one case per line, as function, arguments, outcome (result | receiver). */

import { expect, test } from 'vitest';
import type { ArrayValue, MapValue } from '../../lang/values/container.ts';
import { reachable, run, testCases, value } from './test-driver.ts';

testCases([
	['len', [{ a: 1 }], '1'],
	['is_empty', [{}], 'true'],
	['contains', [{ a: undefined }, 'a'], 'true'],
	['contains', [{}, 'constructor'], 'false'],
	['contains', [{ a: 1 }, 1], 'ErrorFunctionNotFound: Function not found: contains (map, i64)'],
	['get', [{ a: 1 }, 'a'], '1'],
	['get', [{}, 'toString'], '()'],
	['set', [{}, 'a b', 1], '() | #{"a b": 1}'],
	['set', [{ b: 1 }, '__proto__', 2], '() | #{"__proto__": 2, "b": 1}'],
	['set', [{ a: 1 }, 'a', undefined], '() | #{"a": ()}'],
	['remove', [{ a: 1, b: 2 }, 'a'], '1 | #{"b": 2}'],
	['remove', [{ a: 1 }, 'x'], '() | #{"a": 1}'],
	['clear', [{ a: 1 }], '() | #{}'],
	[
		'mixin',
		[
			{ a: 1, b: 2 },
			{ b: 3, c: 4 },
		],
		'() | #{"a": 1, "b": 3, "c": 4}',
	],
	[
		'fill_with',
		[
			{ a: 1, b: undefined },
			{ a: 9, b: 2, c: 3 },
		],
		'() | #{"a": 1, "b": (), "c": 3}',
	],
	['keys', [{ z: 1, B: 2, a: 3, 10: 4, 9: 5 }], '["10", "9", "B", "a", "z"]'],
	['values', [{ 10: 1, 9: 2 }], '[1, 2]'],
	['values', [{}], '[]'],
]);

testCases(
	[
		['set', [{ a: 1, b: 2 }, 'c', 3], 'ErrorDataTooLarge: Size of object map too large'],
		['set', [{ a: 1, b: 2 }, 'b', 3], '() | #{"a": 1, "b": 3}'],
		['mixin', [{ a: 1 }, { b: 2, c: 3 }], 'ErrorDataTooLarge: Size of object map too large'],
		['mixin', [{ a: 1, b: 2 }, { b: 3 }], '() | #{"a": 1, "b": 3}'],
		['fill_with', [{ a: 1 }, { a: 2, b: 2, c: 3 }], 'ErrorDataTooLarge: Size of object map too large'],
	],
	{ limits: { mapSize: 2 } },
);

test('values that stay in a map are marked', () => {
	const map = value({ a: [1] }) as MapValue;
	const inner = map.get('a') as ArrayValue;
	expect(run('remove', [value({ a: [1] }), 'a']).value).toMatchObject({ shared: false });
	expect(run('get', [map, 'a']).value).toBe(inner);
	expect(inner.shared).toBe(true);
	const other = value({ a: [1] }) as MapValue;
	expect((run('values', [other]).value as ArrayValue).items[0]).toBe(other.get('a'));
	expect((other.get('a') as ArrayValue).shared).toBe(true);
});

test.each(['mixin', 'fill_with'])('%s marks what it takes from a map that stays reachable', (name) => {
	const more = reachable({ a: [1] }) as MapValue;
	const target = run(name, [value({}), more]).receiver as MapValue;
	expect(target.get('a')).toBe(more.get('a'));
	expect((target.get('a') as ArrayValue).shared).toBe(true);
	expect((run(name, [value({}), value({ a: [1] })]).receiver as MapValue).get('a')).toMatchObject({ shared: false });
});

test('the list of keys is the caller’s own', () => {
	const map = value({ a: 1, b: 2 }) as MapValue;
	(run('keys', [map]).value as ArrayValue).items.reverse();
	expect(map.sortedKeys()).toEqual(['a', 'b']);
});

test('a map can be mixed into itself', () => {
	const map = value({ a: [1] }) as MapValue;
	expect(run('mixin', [map, map]).receiver).toBe(map);
	expect(map.size).toBe(1);
});
