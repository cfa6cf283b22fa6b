import { describe, expect, it, test } from 'vitest';
import type { AssignmentOperator } from '../ast/nodes.ts';
import { compoundAssign } from './compound.ts';
import { type ArrayValue, BlobValue, type MapValue } from './container.ts';
import { array, blob, char, float, map, outcome } from './samples.ts';
import { Tagged } from './tagged.ts';
import { Timestamp } from './timestamp.ts';
import type { Value } from './value.ts';

describe('the table of language spec 4.5', () => {
	it.each<[target: Value, operator: AssignmentOperator, value: Value, result: string]>([
		[1, '=', 2, '2'],
		[1, '+=', 2, '3'],
		[1, '+=', float(1.5), '2.5'],
		[1, '+=', 'a', '"1a"'],
		[7, '-=', 2, '5'],
		[7, '*=', 2, '14'],
		[7, '/=', 2, '3'],
		[7, '%=', 2, '1'],
		[7, '**=', 2, '49'],
		[7, '<<=', 2, '28'],
		[7, '>>=', 1, '3'],
		[7, '&=', 2, '2'],
		[5, '|=', 2, '7'],
		[7, '^=', 2, '5'],
		[1, '/=', 0, 'ErrorArithmetic Division by zero: 1 / 0'],
		[array(1), '+=', array(2, 3), '[1, 2, 3]'],
		[array(1), '+=', array(array(5)), '[1, [5]]'],
		[array(1), '+=', 2, '[1, 2]'],
		[array(1), '+=', 'ab', '[1, "ab"]'],
		[array(1), '+=', map(), '[1, #{}]'],
		[array(1), '+=', undefined, '[1, ()]'],
		[array(1), '-=', 1, 'ErrorFunctionNotFound Function not found: - (array, i64)'],
		[blob(1), '+=', blob(2, 3), '[010203]'],
		[blob(1), '+=', 'é', '[01c3a9]'],
		[blob(1), '+=', char('é'), '[01c3a9]'],
		[blob(1), '+=', 0x1ff, '[01ff]'],
		[blob(1), '+=', -1, '[01ff]'],
		[blob(1), '+=', 2n ** 60n + 5n, '[0105]'],
		[blob(1), '+=', float(1), 'ErrorFunctionNotFound Function not found: + (blob, f64)'],
		['a', '+=', 1, '"a1"'],
		['a', '+=', undefined, '"a"'],
		['a', '+=', array(char('b')), '"a[b]"'],
		['a', '+=', blob(0x62), '"ab"'],
		['banana', '-=', 'an', '"ba"'],
		['banana', '-=', char('a'), '"bnn"'],
		[char('a'), '+=', char('b'), '"ab"'],
		[char('a'), '+=', 'bc', '"abc"'],
		[char('a'), '+=', 1, 'ErrorFunctionNotFound Function not found: + (char, i64)'],
		[map({ a: 1, b: 1 }), '+=', map({ b: 2, c: 3 }), '#{"a": 1, "b": 2, "c": 3}'],
		[map(), '+=', 1, 'ErrorFunctionNotFound Function not found: + (map, i64)'],
		[true, '&=', false, 'false'],
		[false, '|=', true, 'true'],
		[true, '^=', true, 'false'],
		[true, '+=', 1, 'ErrorFunctionNotFound Function not found: + (bool, i64)'],
		[undefined, '+=', 1, 'ErrorFunctionNotFound Function not found: + ((), i64)'],
		[array(1), '+=', new Tagged(array(2), 1), '[1, 2]'],
		[map({ a: 1 }), '+=', new Tagged(map({ b: 2 }), 1), '#{"a": 1, "b": 2}'],
		[blob(1), '+=', new Tagged('a', 1), '[0161]'],
	])('case %#', (target, operator, value, result) => {
		expect(outcome(() => compoundAssign(operator, target, value))).toBe(result);
	});

	test('timestamps', () => {
		expect(compoundAssign('+=', new Timestamp(1000), 2)).toEqual(new Timestamp(3000));
		expect(compoundAssign('-=', new Timestamp(1000), float(0.5))).toEqual(new Timestamp(500));
	});
});

describe('in place', () => {
	it.each<[target: Value, value: Value]>([
		[array(1), 2],
		[array(1), array(2)],
		[map(), map({ a: 1 })],
		[blob(), 'abc'],
	])('case %#', (target, value) => {
		expect(compoundAssign('+=', target, value)).toBe(target);
	});

	test('a container added to itself', () => {
		const list = array(1, 2);
		expect(outcome(() => compoundAssign('+=', list, list))).toBe('[1, 2, 1, 2]');
		const bytes = blob(1, 2, 3);
		for (let round = 0; round < 4; round++) compoundAssign('+=', bytes, bytes);
		expect([...bytes.view()]).toEqual(Array.from({ length: 48 }, (_, at) => (at % 3) + 1));
		const entries = map({ a: 1 });
		expect(outcome(() => compoundAssign('+=', entries, entries))).toBe('#{"a": 1}');
	});

	test('what is copied out of the value is marked, what is pushed is not', () => {
		const inner = array(1);
		const list = compoundAssign('+=', array(), array(inner)) as ArrayValue;
		expect(list.items[0]).toBe(inner);
		expect(inner.shared).toBe(true);
		const pushed = map();
		compoundAssign('+=', list, pushed);
		expect(pushed.shared).toBe(false);
		const entry = array(1);
		const entries = compoundAssign('+=', map(), map({ e: entry })) as MapValue;
		expect(entries.get('e')).toBe(entry);
		expect(entry.shared).toBe(true);
	});

	test('appending bytes keeps spare room', () => {
		const bytes = new BlobValue(new Uint8Array(0));
		for (let at = 0; at < 1000; at++) compoundAssign('+=', bytes, at);
		expect(bytes.length).toBe(1000);
		expect(bytes.view()[999]).toBe(999 & 0xff);
	});
});

test('a tag stays, and the value that others hold under it is left alone', () => {
	const list = array(1);
	const tagged = new Tagged(list, 7);
	const result = compoundAssign('+=', tagged, 2) as Tagged;
	expect(result.tag).toBe(7);
	expect(outcome(() => result)).toBe('[1, 2]');
	expect(list.items).toEqual([1]);
	expect(compoundAssign('*=', new Tagged(3, 7), new Tagged(4, 9))).toEqual(new Tagged(12, 7));
});

test('doubling ends with an error, not with a crash', () => {
	const list = array(...new Array(1000).fill(0));
	expect(
		outcome(() => {
			for (;;) compoundAssign('+=', list, list);
		}),
	).toBe('ErrorDataTooLarge Size of array/BLOB too large');
	const bytes = new BlobValue(new Uint8Array(1 << 20));
	expect(
		outcome(() => {
			for (;;) compoundAssign('+=', bytes, bytes);
		}),
	).toBe('ErrorDataTooLarge Size of BLOB too large');
});
