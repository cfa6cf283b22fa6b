import fc from 'fast-check';
import { describe, expect, it, test } from 'vitest';
import { ArrayValue } from './container.ts';
import { debugText } from './display.ts';
import { equals, notEquals } from './equality.ts';
import { IteratorValue } from './iterator.ts';
import { greaterOrEqual, greaterThan, lessOrEqual, lessThan } from './ordering.ts';
import {
	array,
	blob,
	char,
	closure,
	doubled,
	float,
	map,
	nested,
	outcome,
	pointer,
	range,
	rangeTo,
	Thing,
} from './samples.ts';
import { Tagged } from './tagged.ts';
import { Timestamp } from './timestamp.ts';
import type { Value } from './value.ts';

const plain = { name: 'plain' };
/** A host type that compares itself with 1 in all its forms. */
const isOne = (value: Value): boolean => ['1', '1.0'].includes(debugText(value)) || value === '1';
const numbered = {
	name: 'numbered',
	equals: (self: Thing, other: Value) =>
		other instanceof Thing ? self.id === other.id : isOne(other) ? self.id === 1 : undefined,
	compare: (self: Thing, other: Value) =>
		other instanceof Thing ? self.id - other.id : isOne(other) ? self.id - 1 : undefined,
};
const iterator = new IteratorValue(() => [][Symbol.iterator]());

/** Answers of `== != < <= > >=`: `t`, `f`, or `-` for ErrorFunctionNotFound. */
function answers(left: Value, right: Value): string {
	return [equals, notEquals, lessThan, lessOrEqual, greaterThan, greaterOrEqual]
		.map((operator) => outcome(() => operator(left, right)))
		.map((text) =>
			text.startsWith('ErrorFunctionNotFound') ? '-' : text === 'true' ? 't' : text === 'false' ? 'f' : text,
		)
		.join('');
}

const EQUAL = 'tfftft';
const LESS = 'ftttff';
const GREATER = 'ftfftt';
const UNEQUAL = 'ftffff';
const NO_ORDER_EQUAL = 'tf----';
const NO_ORDER_UNEQUAL = 'ft----';
const NOTHING = '------';

describe('the table of language spec 3.10', () => {
	it.each<[left: Value, right: Value, expected: string]>([
		[1, 1, EQUAL],
		[1, 2, LESS],
		[9007199254740993n, 9007199254740993n, EQUAL],
		[1, 9007199254740993n, LESS],
		[-9007199254740993n, 1, LESS],
		[9007199254740994n, 9007199254740993n, GREATER],
		[true, true, EQUAL],
		[false, true, LESS],
		[char('a'), char('a'), EQUAL],
		[char('é'), char('é'), EQUAL],
		[char('b'), char('a'), GREATER],
		['a', 'a', EQUAL],
		['a', 'b', LESS],
		['B', 'a', LESS],
		['ab', 'a', GREATER],
		['😀', '\ufffd', GREATER],
		['e\u0301', '\u00e9', LESS],
		[float(1), float(1), EQUAL],
		[1, float(1), EQUAL],
		[float(1), 2, LESS],
		[2, float(1.5), GREATER],
		[9007199254740993n, float(9007199254740992), EQUAL],
		[float(NaN), float(NaN), 'ffffff'],
		[float(NaN), 1, 'ffffff'],
		[float(Infinity), float(Infinity), EQUAL],
		[undefined, undefined, UNEQUAL.replace('ft', 'tf')],
		[char('a'), 'a', EQUAL],
		['', char('a'), LESS],
		['ab', char('a'), GREATER],
		[char('a'), 'ab', LESS],
		[char('😀'), '\ufffd', GREATER],
		[array(), array(), NO_ORDER_EQUAL],
		[array(1), array(float(1)), NO_ORDER_EQUAL],
		[array(1, array(float(2))), array(1, array(2)), NO_ORDER_EQUAL],
		[array('a'), array(char('a')), NO_ORDER_EQUAL],
		[array(1), array(2), NO_ORDER_UNEQUAL],
		[array(1), array(1, 2), NO_ORDER_UNEQUAL],
		[array(1), array('1'), NO_ORDER_UNEQUAL],
		[array(float(NaN)), array(float(NaN)), NO_ORDER_UNEQUAL],
		[map({ a: 1 }), map({ a: float(1) }), NO_ORDER_EQUAL],
		[map({ a: 1, b: 2 }), map({ b: 2, a: 1 }), NO_ORDER_EQUAL],
		[map({ a: 1 }), map({ b: 1 }), NO_ORDER_UNEQUAL],
		[map({ a: undefined }), map({ b: undefined }), NO_ORDER_UNEQUAL],
		[map({ a: 1 }), map(), NO_ORDER_UNEQUAL],
		[blob(1, 2), blob(1, 2), NO_ORDER_EQUAL],
		[blob(1, 2), blob(1, 3), NO_ORDER_UNEQUAL],
		[blob(1), array(1), UNEQUAL],
		[range(1, 2), range(1, 2), NO_ORDER_EQUAL],
		[range(1, 2), range(1, 3), NO_ORDER_UNEQUAL],
		[rangeTo(1, 2), rangeTo(1, 2), NO_ORDER_EQUAL],
		[range(1, 2), rangeTo(1, 2), UNEQUAL],
		[new Timestamp(1), new Timestamp(1), EQUAL],
		[new Timestamp(1), new Timestamp(2), LESS],
		[pointer('a'), pointer('a'), NOTHING],
		[closure(), pointer('a'), NOTHING],
		[iterator, iterator, NOTHING],
		[iterator, range(1, 2), UNEQUAL],
		[new Thing(plain), new Thing(plain), NOTHING],
		[new Thing(plain), new Thing({ name: 'plain' }), UNEQUAL],
		[new Thing(numbered, 1), new Thing(numbered, 1), EQUAL],
		[new Thing(numbered, 1), new Thing(numbered, 2), LESS],
		[new Thing(numbered, 1), 1, EQUAL],
		[new Thing(numbered, 0), 1, LESS],
		[1, new Thing(numbered, 0), GREATER],
		[new Thing(numbered, 0), float(1), LESS],
		[float(1), new Thing(numbered, 1), EQUAL],
		[char('1'), new Thing(numbered, 1), EQUAL],
		[new Thing(numbered, 2), char('1'), GREATER],
		['1', new Thing(numbered, 2), LESS],
		[new Tagged(1, 3), new Tagged(new Thing(numbered, 1), 2), EQUAL],
		[new Thing(numbered, 2), 'x', UNEQUAL],
		['x', new Thing(plain), UNEQUAL],
		[1, '1', UNEQUAL],
		['5', 3, UNEQUAL],
		[undefined, 0, UNEQUAL],
		[undefined, false, UNEQUAL],
		[0, false, UNEQUAL],
		[array(), map(), UNEQUAL],
		[float(1), 'a', UNEQUAL],
		['a', float(1), UNEQUAL],
		[float(1), undefined, UNEQUAL],
		[char('1'), 1, UNEQUAL],
		[1, char('1'), UNEQUAL],
		[char('1'), undefined, UNEQUAL],
		[pointer('a'), 'a', UNEQUAL],
		[new Timestamp(1), 1, UNEQUAL],
		[new Tagged(1, 2), 1, EQUAL],
		[new Tagged(1, 2), new Tagged(2, 2), LESS],
		[array(new Tagged(1, 2)), new Tagged(array(1), 3), NO_ORDER_EQUAL],
		[new Tagged(float(NaN), 1), float(NaN), 'ffffff'],
	])('case %#', (left, right, expected) => {
		expect(answers(left, right)).toBe(expected);
	});

	it.each<[run: () => Value, text: string]>([
		[() => equals(pointer('a'), pointer('a')), '== (Fn, Fn)'],
		[() => notEquals(pointer('a'), pointer('a')), '!= (Fn, Fn)'],
		[() => notEquals(array(pointer('a')), array(pointer('a'))), '== (Fn, Fn)'],
		[() => lessThan(array(1), array(2)), '< (array, array)'],
		[() => greaterOrEqual(map(), map()), '>= (map, map)'],
		[() => lessOrEqual(range(0, 1), range(0, 1)), '<= (range, range)'],
		[() => lessOrEqual(rangeTo(0, 1), rangeTo(0, 1)), '<= (range=, range=)'],
		[() => greaterThan(new Thing(plain), new Thing(plain)), '> (plain, plain)'],
	])('error %#', (run, text) => {
		expect(outcome(run)).toBe(`ErrorFunctionNotFound Function not found: ${text}`);
	});
});

describe('containers', () => {
	it.each<[left: Value, right: Value, result: string]>([
		// The first difference ends the comparison; an error before it is seen, one after it is not.
		[array(1, pointer('f')), array(2, pointer('f')), 'false'],
		[array(pointer('f'), 1), array(pointer('f'), 2), 'ErrorFunctionNotFound Function not found: == (Fn, Fn)'],
		[array(array(1, 2), pointer('f')), array(array(1, 3), pointer('f')), 'false'],
		[
			array(array(), pointer('f')),
			array(array(), pointer('f')),
			'ErrorFunctionNotFound Function not found: == (Fn, Fn)',
		],
		[array(1, pointer('f')), array(1), 'false'],
		// Maps go by key, not by order of insertion.
		[
			map({ b: 1, a: pointer('f') }),
			map({ b: 2, a: pointer('f') }),
			'ErrorFunctionNotFound Function not found: == (Fn, Fn)',
		],
		[map({ b: pointer('f'), a: 1 }), map({ b: pointer('f'), a: 2 }), 'false'],
		[map({ a: map({ b: array(1) }) }), map({ a: map({ b: array(1) }) }), 'true'],
		[map({ a: array() }), map({ a: map() }), 'false'],
	])('case %#', (left, right, result) => {
		expect(outcome(() => equals(left, right))).toBe(result);
	});

	const json = fc.letrec<{ tree: Value }>((tie) => ({
		tree: fc.oneof(
			{ depthSize: 'small' },
			fc.integer(),
			fc.string(),
			fc.array(tie('tree'), { maxLength: 4 }).map((items) => array(...items)),
			fc.dictionary(fc.string({ maxLength: 3 }), tie('tree'), { maxKeys: 4 }).map(map),
		),
	})).tree;

	test('a value equals its deep copy and nothing with another text', () => {
		const copy = (value: Value): Value => (value instanceof ArrayValue ? array(...value.items.map(copy)) : value);
		fc.assert(
			fc.property(json, json, (left, right) => {
				expect(equals(left, copy(left))).toBe(true);
				expect(notEquals(left, copy(left))).toBe(false);
				expect(equals(left, right)).toBe(outcome(() => left) === outcome(() => right));
			}),
		);
	});

	test('deep nesting costs no stack', () => {
		expect(equals(nested(200_000, 1), nested(200_000, float(1)))).toBe(true);
		expect(equals(nested(200_000, 1), nested(200_000, 2))).toBe(false);
		expect(equals(nested(200_000), nested(200_001))).toBe(false);
	});

	test('parts reached in many ways are compared once', () => {
		expect(equals(doubled(64), doubled(64))).toBe(true);
		expect(equals(doubled(64), doubled(63))).toBe(false);
	});

	test('two values that share their parts at different levels', () => {
		const layered = (depth: number, sharedAt: number): Value => {
			let value: Value = array(1);
			for (let level = 0; level < depth; level++) {
				const below = value as ArrayValue;
				if (level % 2 === sharedAt) below.shared = true;
				value = level % 2 === sharedAt ? array(below, below) : array(below, below.clone());
			}
			return value;
		};
		expect(equals(layered(40, 0), layered(40, 1))).toBe(true);
	});
});
