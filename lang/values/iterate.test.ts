import { describe, expect, it, test } from 'vitest';
import { compoundAssign } from './compound.ts';
import { owned } from './container.ts';
import { I64_MAX, I64_MIN } from './int.ts';
import { iterate } from './iterate.ts';
import { IteratorValue } from './iterator.ts';
import { array, blob, char, float, map, outcome, pointer, range, rangeTo, Thing } from './samples.ts';
import { Tagged } from './tagged.ts';
import type { Value } from './value.ts';

/** The first elements, and whether there are more. */
function first(value: Value, count = 5): string {
	const items: Value[] = [];
	const iterator = iterate(value);
	for (let step = iterator.next(); !step.done; step = iterator.next()) {
		if (items.length === count) return `${outcome(() => array(...items))}…`;
		items.push(step.value);
	}
	return outcome(() => array(...items));
}

const host = new Thing({ name: 'host', iterate: (self) => [self.id, 'x'][Symbol.iterator]() }, 7);
const LAST_SAFE = Number.MAX_SAFE_INTEGER;

it.each<[value: Value, items: string]>([
	[array(1, 'a', array()), '[1, "a", []]'],
	[array(), '[]'],
	[blob(1, 255), '[1, 255]'],
	['aé😀', '[a, é, 😀]'],
	['', '[]'],
	[range(1, 4), '[1, 2, 3]'],
	[rangeTo(1, 4), '[1, 2, 3, 4]'],
	[range(4, 1), '[]'],
	[rangeTo(4, 1), '[]'],
	[range(-2, 1), '[-2, -1, 0]'],
	[rangeTo(3, 3), '[3]'],
	[range(0, I64_MAX), '[0, 1, 2, 3, 4]…'],
	[
		range(LAST_SAFE - 1, I64_MAX),
		'[9007199254740990, 9007199254740991, 9007199254740992, 9007199254740993, 9007199254740994]…',
	],
	[rangeTo(LAST_SAFE - 1, LAST_SAFE), '[9007199254740990, 9007199254740991]'],
	[range(LAST_SAFE, 2n ** 53n + 2n), '[9007199254740991, 9007199254740992, 9007199254740993]'],
	[range(LAST_SAFE - 2, LAST_SAFE), '[9007199254740989, 9007199254740990]'],
	[rangeTo(I64_MAX - 1n, I64_MAX), '[9223372036854775806, 9223372036854775807]'],
	[range(I64_MAX - 1n, I64_MAX), '[9223372036854775806]'],
	[rangeTo(I64_MIN, I64_MIN + 1n), '[-9223372036854775808, -9223372036854775807]'],
	[range(-(2n ** 53n) - 1n, -LAST_SAFE + 1), '[-9007199254740993, -9007199254740992, -9007199254740991]'],
	[range(I64_MAX, I64_MIN), '[]'],
	[new IteratorValue(() => [1, 2][Symbol.iterator]()), '[1, 2]'],
	[host, '[7, "x"]'],
	[new Tagged(array(1), 2), '[1]'],
	[new Tagged('ab', 2), '[a, b]'],
])('elements %#', (value, items) => {
	expect(first(value)).toBe(items);
});

test('safe ints come as numbers, others as bigints', () => {
	const iterator = iterate(range(LAST_SAFE, I64_MAX));
	expect([iterator.next().value, iterator.next().value]).toEqual([LAST_SAFE, 2n ** 53n]);
});

it.each<[name: string, value: Value]>([
	['map', map({ a: 1 })],
	['int', 1],
	['float', float(1)],
	['char', char('a')],
	['unit', undefined],
	['bool', true],
	['Fn', pointer('f')],
	['host object', new Thing({ name: 'thing' })],
])('no elements: %s', (_, value) => {
	expect(outcome(() => iterate(value) as never)).toBe('ErrorFor For loop expects iterable type');
});

describe('snapshots', () => {
	test('an array changed during the loop', () => {
		let list: Value = array(1, 2);
		const iterator = iterate(list);
		iterator.next();
		list = compoundAssign('+=', owned(list as never), 3);
		expect([iterator.next().value, iterator.next().done]).toEqual([2, true]);
		expect(outcome(() => list)).toBe('[1, 2, 3]');
	});

	test('a blob changed during the loop', () => {
		const bytes = blob(1, 2);
		const iterator = iterate(bytes);
		iterator.next();
		compoundAssign('+=', owned(bytes), 3);
		expect([iterator.next().value, iterator.next().done]).toEqual([2, true]);
	});

	test('elements are marked', () => {
		const inner = array(1);
		expect(iterate(array(inner)).next().value).toBe(inner);
		expect(inner.shared).toBe(true);
	});

	test('an iterator value starts anew for each loop', () => {
		const value = new IteratorValue(() => [1][Symbol.iterator]());
		expect([first(value), first(value)]).toEqual(['[1]', '[1]']);
	});
});
