import { expect, test } from 'vitest';
import { IteratorValue } from '../../lang/values/iterator.ts';
import { ScriptError } from '../../lang/vm/errors.ts';
import { float, range, rangeTo, run, testCases, testIterations } from './test-driver.ts';

const MAX = 2n ** 63n - 1n;
const MIN = -(2n ** 63n);

testCases([
	['range', [1, 4], '1..4'],
	['start', [range(2, 5)], '2'],
	['end', [rangeTo(2, 5)], '5'],
	['end', [range(2, MAX)], '9223372036854775807'],
	['is_inclusive', [rangeTo(2, 5)], 'true'],
	['is_inclusive', [range(2, 5)], 'false'],
	['is_exclusive', [range(2, 5)], 'true'],
	['is_empty', [range(5, 5)], 'true'],
	['is_empty', [rangeTo(5, 5)], 'false'],
	['is_empty', [rangeTo(5, 4)], 'true'],
	['is_empty', [range(MAX - 1n, MAX)], 'false'],
	['contains', [range(2, 5), 4], 'true'],
	['contains', [range(2, 5), 5], 'false'],
	['contains', [rangeTo(2, 5), 5], 'true'],
	['contains', [range(2, 5), float(3)], 'ErrorFunctionNotFound: Function not found: contains (range, f64)'],
	['range', [1, 2, float(1)], 'ErrorFunctionNotFound: Function not found: range (i64, i64, f64)'],
	['range', [rangeTo(1, 5), 2], 'ErrorFunctionNotFound: Function not found: range (range=, i64)'],
	['range', [1, 9, 2], 'range'],
	['chars', ['abc'], 'range'],
]);

testIterations([
	['range', [9, 0, -4], '[9, 5, 1]'],
	['range', [0, 7, 3], '[0, 3, 6]'],
	['range', [0, 7, -3], '[]'],
	['range', [7, 0, 3], '[]'],
	['range', [range(0, 7), 3], '[0, 3, 6]'],
	['range', [MAX - 2n, MAX, 2], '[9223372036854775805]'],
	['range', [MAX - 5n, MAX, 4], '[9223372036854775802, 9223372036854775806]'],
	['range', [MIN + 3n, MIN, -2], '[-9223372036854775805, -9223372036854775807]'],
	['range', [2 ** 53 - 2, 2n ** 53n + 1n, 1], '[9007199254740990, 9007199254740991, 9007199254740992]'],
	['range', [float(0), float(1), float(0.4)], '[0.0, 0.4, 0.8]'],
	['range', [float(1), float(0), float(-0.5)], '[1.0, 0.5]'],
	['range', [float(0), float(Number.NaN), float(1)], '[]'],
	['range', [float(2 ** 53 - 1), float(2 ** 53 + 4), float(1)], '[9007199254740991.0, 9007199254740992.0]'],
	['chars', ['tango'], '[t, a, n, g, o]'],
	['chars', ['tango', -3], '[n, g, o]'],
	['chars', ['tango', -3, 2], '[n, g]'],
	['chars', ['tango', range(1, 3)], '[a, n]'],
	['chars', ['tango', rangeTo(-9, 1)], '[t, a]'],
	['chars', ['a😀b', 1], '[😀, b]'],
	['chars', ['abc', 7], '[]'],
]);

test.each([[[1, 5, 0]], [[float(1), float(5), float(0)]], [[float(1e300), float(2e300), float(1)]]])(
	'no step: range(%j)',
	(args) => {
		try {
			run('range', args);
			expect.unreachable();
		} catch (error) {
			expect(error).toBeInstanceOf(ScriptError);
			const { kind, text, wrappers } = error as ScriptError;
			expect([kind, text]).toEqual(['ErrorArithmetic', 'step value cannot be zero']);
			expect(wrappers).toMatchObject([{ kind: 'ErrorInFunctionCall', name: 'range' }]);
		}
	},
);

test('an iterator starts anew each time', () => {
	const iterator = run('range', [0, 6, 2]).value as IteratorValue;
	expect(iterator).toBeInstanceOf(IteratorValue);
	const all = () => Array.from({ [Symbol.iterator]: iterator.start });
	expect(all()).toEqual([0, 2, 4]);
	expect(all()).toEqual([0, 2, 4]);
});
