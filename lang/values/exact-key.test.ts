import fc from 'fast-check';
import { describe, expect, it, test } from 'vitest';
import { exactKey } from './exact-key.ts';
import { I64_MAX } from './int.ts';
import { IteratorValue } from './iterator.ts';
import { array, blob, char, closure, doubled, float, map, nested, pointer, range, rangeTo, Thing } from './samples.ts';
import { Tagged } from './tagged.ts';
import { Timestamp } from './timestamp.ts';
import type { Value } from './value.ts';

/** No two of these match. */
const DISTINCT: readonly Value[] = [
	undefined,
	true,
	false,
	5,
	-5,
	I64_MAX,
	float(5),
	float(0),
	float(-0),
	float(NaN),
	float(Infinity),
	'',
	'5',
	'a',
	'i5;',
	char('a'),
	char('5'),
	array(),
	array(array()),
	array(array(), array()),
	array(array(array())),
	array(1, 2),
	array(12),
	array('a', 'b'),
	array('ab'),
	array('a,b'),
	array(char('a'), char('b')),
	map(),
	map({ a: 1 }),
	map({ a: '1' }),
	map({ a1: undefined }),
	map({ a: 1, b: 2 }),
	array('a', 1),
	blob(),
	blob(1),
	blob(0x61),
	range(1, 5),
	rangeTo(1, 5),
	range(15, 5),
	pointer('f'),
	pointer('f', 1),
	pointer('f', pointer('f')),
	'f',
];

test('values that differ have different keys', () => {
	const keys = DISTINCT.map(exactKey);
	expect(keys).not.toContain(undefined);
	expect(new Set(keys).size).toBe(DISTINCT.length);
});

describe('equal values have equal keys', () => {
	it.each<[left: Value, right: Value]>([
		[array(1, map({ b: float(2), a: 'x' })), array(1, map({ a: 'x', b: float(2) }))],
		[blob(1, 2), blob(1, 2)],
		[float(NaN), float(NaN)],
		[new Tagged(5, 2), 5],
		[array(new Tagged('a', 2)), new Tagged(array('a'), 3)],
		[pointer('f', 1, 'a'), pointer('f', 1, 'a')],
		[char('😀'), char('😀')],
	])('case %#', (left, right) => {
		expect(exactKey(left)).toBe(exactKey(right));
	});

	test('in any nesting, and only then', () => {
		const leaf = fc.constantFrom<Value>(...DISTINCT);
		const tree = fc.letrec<{ tree: Value }>((tie) => ({
			tree: fc.oneof(
				{ depthSize: 'small' },
				leaf,
				fc.array(tie('tree'), { maxLength: 3 }).map((items) => array(...items)),
			),
		})).tree;
		const shape = (value: Value): string => JSON.stringify(exactKey(value));
		fc.assert(
			fc.property(fc.array(tree, { maxLength: 4 }), fc.array(tree, { maxLength: 4 }), (left, right) => {
				const same = left.length === right.length && left.every((item, at) => shape(item) === shape(right[at]));
				expect(exactKey(array(...left)) === exactKey(array(...right))).toBe(same);
			}),
		);
	});
});

describe('what matches the default only', () => {
	it.each<[name: string, value: Value]>([
		['closure', closure()],
		['timestamp', new Timestamp(1)],
		['host object', new Thing({ name: 'thing' })],
		['iterator', new IteratorValue(() => [][Symbol.iterator]())],
		['array with a closure', array(1, closure())],
		['map with a timestamp', map({ a: array(new Timestamp(1)) })],
		['pointer with a closure', pointer('f', closure())],
		['text beyond reason', doubled(60)],
	])('%s', (_, value) => {
		expect(exactKey(value)).toBeUndefined();
	});
});

test('deep nesting costs no stack', () => {
	expect(exactKey(nested(200_000, 1))).toBe(`${'a1;'.repeat(200_000)}i1;`);
});
