/** Functions that call back: arrangements of arguments, `this`, errors, order. */

import fc from 'fast-check';
import { expect, test } from 'vitest';
import { ArrayValue, type MapValue, owned } from '../../lang/values/container.ts';
import { debugText } from '../../lang/values/display.ts';
import type { FunctionPointer } from '../../lang/values/function-pointer.ts';
import type { Value } from '../../lang/values/value.ts';
import { runtimeError, ScriptError } from '../../lang/vm/errors.ts';
import { ScriptExit } from '../../lang/vm/exit.ts';
import { type Body, type Case, closure, float, named, run, show, testCases, value } from './test-driver.ts';

const n = (v: Value) => v as number;
const f = closure;

/** Closures by what they do. */
const DOUBLE = f(1, (_self, v) => n(v) * 2);
const TIMES_INDEX = f(2, (_self, v, i) => n(v) * n(i));
const THIS_PLUS_ONE = f(0, (self) => n(self.value) + 1);
const BIG = f(1, (_self, v) => n(v) > 1);
const ADD = f(2, (_self, x, y) => n(x) + n(y));
const BUMP = f(0, (self) => {
	self.value = n(self.value) + 10;
	return n(self.value) > 11;
});
const ECHO = f(1, (_self, v) => v);
const DIFFERENCE = f(2, (_self, x, y) => n(x) - n(y));
const curried = (pointer: FunctionPointer, ...args: Value[]) => pointer.curry(args);

const CASES: readonly Case[] = [
	['map', [[1, 2], DOUBLE], '[2, 4]'],
	['map', [[5, 6], TIMES_INDEX], '[0, 6]'],
	['map', [[1, 2], THIS_PLUS_ONE], '[2, 3]'],
	['map', [[1, 2], curried(DIFFERENCE, 9)], '[8, 7]'],
	['map', [[1, 2], named('to_hex')], '["1", "2"]'],
	['map', [[2, 3], curried(named('range'), 1)], '[1..2, 1..3]'],
	['map', [[1, 2], 'to_hex'], '["1", "2"]'],
	['filter', [[1, 2, 3], BIG], '[2, 3]'],
	['filter', [[1, 2], ECHO], '[]'],
	['filter', [[1, 2, 3], 'is_odd'], '[1, 3]'],
	['for_each', [[1, 2], BUMP], '() | [11, 12]'],
	[
		'for_each',
		[
			[
				[3, 1],
				[2, 1],
			],
			named('sort'),
		],
		'() | [[1, 3], [1, 2]]',
	],
	['for_each', [[], f(5, () => 1)], '() | []'],
	['some', [[1, 2], BIG], 'true'],
	['some', [[], BIG], 'false'],
	['all', [[1, 2], BIG], 'false'],
	['all', [[], BIG], 'true'],
	['all', [[2], ECHO], 'false'],
	['find', [[1, 2, 3], BIG], '2'],
	['find', [[1, 2, 3], BIG, -1], '3'],
	['find', [[1, 2, 3], BIG, 3], '()'],
	['find', [[1], BIG], '()'],
	['find_map', [[0, 5], f(1, (_self, v) => (v === 0 ? undefined : n(v) * 2))], '10'],
	['find_map', [[0, 5], f(1, () => undefined)], '()'],
	['find_map', [[7, 8], f(2, (_self, v, i) => n(v) + n(i)), 1], '9'],
	['index_of', [[1, 2], BIG], '1'],
	['index_of', [[1, 2, 3], BIG, 2], '2'],
	['index_of', [[1], BIG], '-1'],
	['reduce', [[1, 2, 3], ADD, 0], '6'],
	['reduce', [[1, 2], f(2, (_self, s, v) => (s === undefined ? v : n(s) + n(v)))], '3'],
	['reduce', [[], ADD], '()'],
	['reduce', [[], ADD, 7], '7'],
	['reduce', [[5, 6], f(3, (_self, s, v, i) => n(s) + n(v) * n(i)), 0], '6'],
	['reduce', [[5, 6], f(1, (self, s) => n(s) + n(self.value)), 0], '11'],
	['reduce', [[1, 5, 2], named('max'), 3], '5'],
	['reduce', [['a', 'b'], 'max', ''], '"b"'],
	['reduce_rev', [['a', 'b'], f(2, (_self, s, v) => `${s}${v}`), ''], '"ba"'],
	['reduce_rev', [[5, 6], f(3, (_self, s, _v, i) => n(s) * 10 + n(i)), 0], '10'],
	['zip', [[1, 2, 3], [10, 20], ADD], '[11, 22]'],
	['zip', [[1, 2], [10, 20], f(3, (_self, x, y, i) => n(x) + n(y) + n(i))], '[11, 23]'],
	['zip', [[1], [], ADD], '[]'],
	['zip', [[1, 7], [3, 4], named('range')], '[1..3, 7..4]'],
	['drain', [[1, 2, 3], BIG], '[2, 3] | [1]'],
	['drain', [[5, 6, 7], f(2, (_self, _v, i) => n(i) % 2 === 0)], '[5, 7] | [6]'],
	['drain', [[1, 2], BUMP], '[12] | [11]'],
	['drain', [[1, 2], ECHO], '[] | [1, 2]'],
	['retain', [[1, 2, 3], BIG], '[1] | [2, 3]'],
	['retain', [[1, 2], 'is_odd'], '[2] | [1]'],
	['retain', [[1, 2], BUMP], '[11] | [12]'],
	['sort', [[3, 1, 2], f(2, (_self, x, y) => n(y) - n(x))], '() | [3, 2, 1]'],
	['sort', [[3, 1, 2], f(2, (_self, x, y) => n(x) < n(y))], '() | [1, 2, 3]'],
	['sort', [[3, 1, 2], f(2, () => float(-1))], '() | [3, 1, 2]'],
	['sort', [[3, 'a', 1, 'b'], f(2, () => undefined)], '() | [3, 1, "a", "b"]'],
	['sort', [['b', 3, 'a', 1], 'no_such_function'], '() | [3, 1, "b", "a"]'],
	['sort_by', [[3, 1, 2], f(2, (_self, x, y) => n(x) - n(y))], '() | [1, 2, 3]'],
	['order', [[1, 2, 3], f(2, (_self, x, y) => n(y) - n(x))], '[3, 2, 1]'],
	['order_by', [[2, 1], f(2, (_self, x, y) => n(x) - n(y))], '[1, 2]'],
	['dedup', [[1, 5, 9], f(2, (_self, kept, next) => n(next) - n(kept) < 5)], '() | [1, 9]'],
	['dedup', [[1, 1], f(2, () => 1)], '() | [1, 1]'],
	['dedup', [[1, 1], 'no_such_function'], '() | [1, 1]'],
	['map', [{ b: 1, a: 2 }, f(2, (_self, k, v) => `${k}${v}`)], '#{"a": "a2", "b": "b1"}'],
	['map', [{ a: 1 }, f(1, (self, k) => `${k}${self.value}`)], '#{"a": "a1"}'],
	['filter', [{ a: 1, b: 2 }, f(2, (_self, _k, v) => n(v) > 1)], '#{"b": 2}'],
	['filter', [{ a: 1 }, f(2, () => 1)], '#{}'],
	['drain', [{ a: 1, b: 2 }, f(2, (_self, _k, v) => n(v) > 1)], '#{"b": 2} | #{"a": 1}'],
	['retain', [{ a: 1, b: 2 }, f(2, (_self, _k, v) => n(v) > 1)], '#{"a": 1} | #{"b": 2}'],
	['drain', [{}, f(9, () => 1)], '#{} | #{}'],
];

testCases(CASES);

test.each([
	['map', [1], f(3, () => 1), 'anon$1 (i64)'],
	['filter', [1], named('no_such_function'), 'no_such_function (i64)'],
	['for_each', ['a'], f(2, () => 1), 'anon$1 (string)'],
	['reduce', [1], f(0, () => 1), 'anon$1 (i64)'],
	['drain', { a: 1 }, f(0, () => 1), 'anon$1 (i64)'],
	['map', [1], curried(named('no_such_function'), 'x'), 'no_such_function (string, i64)'],
] as const)('%s: nothing fits', (name, receiver, pointer, signature) => {
	try {
		run(name, [value(receiver), pointer]);
		expect.unreachable();
	} catch (error) {
		const { kind, text, wrappers } = error as ScriptError;
		expect([kind, text]).toEqual(['ErrorFunctionNotFound', `Function not found: ${signature}`]);
		expect(wrappers).toMatchObject([{ kind: 'ErrorInFunctionCall', name }]);
	}
});

test('a name with several overloads is tried in order', () => {
	const none: Body = (self) => `this ${self.value}`;
	const two: Body = (_self, v, i) => `${v} at ${i}`;
	const show1 = (script: Record<string, Body>) => show('map', [[7], named('describe')], { script });
	expect(show1({ describe: two })).toBe('["7 at 0"]');
	expect(show1({ describe: none })).toBe('["this 7"]');
	// The script's own function hides that of the library.
	expect(show('map', [[7], named('to_hex')], { script: { to_hex: (_self, v) => v } })).toBe('[7]');
});

test('a library function is tried with the index when it does not take the element alone', () => {
	expect(show('map', [['abc', 'abc'], named('sub_string')])).toBe('["abc", "bc"]');
	// There is `split(string)`, but for arrays only `split(array, int)`.
	expect(show('map', [['a b', [1, 2], 'c'], named('split')])).toBe('[["a", "b"], [2], ["c"]]');
	expect(show('map', [[float(4), 'x'], named('sqrt')])).toBe(
		'ErrorFunctionNotFound: Function not found: sqrt (string)',
	);
});

test('a string given to index_of calls functions of the script only', () => {
	const script = { big: ((_self, v) => n(v) > 1) as Body };
	expect(show('index_of', [[1, 2], 'big'], { script })).toBe('1');
	expect(show('index_of', [[1, 2, 3], 'big', 2], { script })).toBe('2');
	expect(show('index_of', [['x', 'big'], 'big'])).toBe('1');
	expect(show('index_of', [['x', 'exit'], 'exit'])).toBe('1');
});

test('search stops early', () => {
	const array = value([1, 2, 3, 4]);
	for (const name of ['some', 'find', 'index_of']) expect(run(name, [array, BIG]).calls).toBe(2);
	expect(run('all', [array, BIG]).calls).toBe(1);
	expect(run('find_map', [array, f(1, (_self, v) => (v === 3 ? v : undefined))]).calls).toBe(3);
});

test.each(['map', 'filter', 'some', 'all', 'find', 'find_map', 'index_of'])(
	'%s keeps changes made through this',
	(name) => {
		const pointer = f(0, (self) => {
			self.value = n(self.value) * 10;
			return name === 'all' ? true : undefined;
		});
		const shared = value([1, 2]) as ArrayValue;
		const outcome = run(name, [shared, pointer]);
		expect(debugText(outcome.receiver)).toBe('[10, 20]');
		// Whoever else holds the array must not see it.
		expect(debugText(shared)).toBe('[1, 2]');
	},
);

test('changes to the elements of a borrowed array go into a copy', () => {
	const inner = value([1]) as ArrayValue;
	const shared = new ArrayValue([inner]);
	const pointer = f(0, (self) => {
		const list = owned(self.value as ArrayValue);
		list.items.push(2);
		self.value = list;
		return undefined;
	});
	const outcome = run('map', [shared, pointer]);
	expect(debugText(outcome.receiver)).toBe('[[1, 2]]');
	expect(debugText(shared)).toBe('[[1]]');
	expect(debugText(inner)).toBe('[1]');
});

test('a callback cannot change the array under the function', () => {
	const array = value([1, 2, 3]) as ArrayValue;
	let copy = array;
	const pointer = f(1, (_self, v) => {
		copy = owned(copy);
		copy.items.pop();
		return v;
	});
	expect(debugText(run('map', [array, pointer]).value as Value)).toBe('[1, 2, 3]');
	expect(debugText(copy)).toBe('[]');
});

test('map entries bound to this', () => {
	const map = value({ a: 1, b: 2 }) as MapValue;
	const bump = f(1, (self) => {
		self.value = n(self.value) * 10;
		return n(self.value) > 10;
	});
	const mapped = run('filter', [map, bump]);
	expect([mapped.value, mapped.receiver, map].map((v) => debugText(v as Value))).toEqual([
		'#{"b": 20}',
		'#{"a": 10, "b": 20}',
		'#{"a": 1, "b": 2}',
	]);
	const drained = run('drain', [map, bump]);
	expect([drained.value, drained.receiver].map((v) => debugText(v as Value))).toEqual(['#{"b": 20}', '#{"a": 10}']);
});

const failAt = (at: number, error: unknown) => {
	let calls = 0;
	return (arity: number) =>
		f(arity, () => {
			if (calls++ === at) throw error;
			return true;
		});
};

test.each([
	['for_each', 0],
	['drain', 1],
	['retain', 1],
] as const)('%s leaves the array whole after an error', (name, arity) => {
	const array = value([1, 2, 3]) as ArrayValue;
	const pointer = failAt(1, runtimeError('stop'))(arity);
	expect(() => run(name, [array, pointer])).toThrow('stop');
	// What was drained before the error is gone, as nothing takes it back.
	expect(debugText(array)).toBe(name === 'drain' ? '[2, 3]' : '[1, 2, 3]');
});

test('drain of a map keeps what was not yet drained after an error', () => {
	const map = value({ a: 1, b: 2, c: 3 }) as MapValue;
	expect(() => run('drain', [map, failAt(1, runtimeError('stop'))(1)])).toThrow('stop');
	expect(debugText(map)).toBe('#{"b": 2, "c": 3}');
});

test.each([
	['exit', new ScriptExit(1)],
	['a limit', new ScriptError('ErrorTooManyOperations', 'Too many operations')],
])('%s passes through functions that forgive errors', (_what, error) => {
	for (const name of ['sort', 'dedup', 'order']) {
		const array = value([3, 2, 1]) as ArrayValue;
		let thrown: unknown;
		try {
			run(name, [array, failAt(0, error)(2)]);
		} catch (caught) {
			thrown = caught;
		}
		expect(thrown).toBe(error);
		expect(debugText(array)).toBe('[3, 2, 1]');
	}
});

test('sort and dedup take a failing comparison for an answer', () => {
	const failing = () =>
		f(2, () => {
			throw runtimeError('no');
		});
	expect(show('sort', [[3, 'a', 1], failing()])).toBe('() | [3, 1, "a"]');
	expect(show('dedup', [[1, 1], failing()])).toBe('() | [1, 1]');
});

test('sorting is stable and takes n log n comparisons', () => {
	fc.assert(
		fc.property(fc.array(fc.integer({ min: 0, max: 5 }), { maxLength: 80 }), fc.boolean(), (keys, asBool) => {
			const list = keys.map((key, index) => value([key, index]));
			const key = (v: Value) => n((v as ArrayValue).items[0]);
			const compare = f(2, (_self, x, y) => (asBool ? key(x) < key(y) : key(x) - key(y)));
			const outcome = run('sort', [new ArrayValue(list), compare]);
			const expected = keys.map((k, index) => [k, index] as const).sort((x, y) => x[0] - y[0]);
			expect(debugText(outcome.receiver)).toBe(debugText(value(expected.map((pair) => [...pair]))));
			expect(outcome.calls).toBeLessThanOrEqual(keys.length * Math.ceil(Math.log2(keys.length + 1)));
		}),
	);
});

test('an inconsistent order still gives a permutation', () => {
	fc.assert(
		fc.property(
			fc.array(fc.integer(), { maxLength: 40 }),
			fc.infiniteStream(fc.integer({ min: -1, max: 1 })),
			(list, noise) => {
				const random = f(2, () => noise.next().value as number);
				const sorted = (run('sort', [value(list), random]).receiver as ArrayValue).items as number[];
				expect([...sorted].sort((x, y) => x - y)).toEqual([...list].sort((x, y) => x - y));
			},
		),
	);
});
