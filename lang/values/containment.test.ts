import { expect, it } from 'vitest';
import { contains } from './containment.ts';
import { I64_MAX } from './int.ts';
import { array, blob, char, float, map, outcome, pointer, range, rangeTo, Thing } from './samples.ts';
import { Tagged } from './tagged.ts';
import type { Value } from './value.ts';

const plain = new Thing({ name: 'plain' });
const holder = new Thing({ name: 'holder', contains: (_, item) => (typeof item === 'number' ? item > 5 : undefined) });
const inside = new Thing({
	name: 'inside',
	containedIn: (_, within) => (typeof within === 'string' ? true : undefined),
});

it.each<[container: Value, item: Value, result: string]>([
	[array(1, 'a', float(2)), 2, 'true'],
	[array(1, 'a'), char('a'), 'true'],
	[array(1, 'a'), 'b', 'false'],
	[array(), pointer('f'), 'false'],
	[array(1, pointer('f')), pointer('f'), 'ErrorFunctionNotFound Function not found: == (Fn, Fn)'],
	[array(array(1)), array(1), 'true'],
	[array(undefined), undefined, 'true'],
	[array(float(NaN)), float(NaN), 'false'],
	['banana', 'nan', 'true'],
	['banana', char('b'), 'true'],
	['banana', '', 'true'],
	['a😀', char('😀'), 'true'],
	['banana', 'x', 'false'],
	['banana', 1, 'ErrorFunctionNotFound Function not found: contains (string, i64)'],
	[map({ a: undefined }), 'a', 'true'],
	[map({ a: 1 }), 'b', 'false'],
	[map(), '__proto__', 'false'],
	[map(), 'constructor', 'false'],
	[map({ a: 1 }), char('a'), 'ErrorFunctionNotFound Function not found: contains (map, char)'],
	[range(1, 5), 1, 'true'],
	[range(1, 5), 5, 'false'],
	[range(1, 5), 0, 'false'],
	[range(5, 1), 3, 'false'],
	[rangeTo(1, 5), 5, 'true'],
	[rangeTo(1, 5), 6, 'false'],
	[rangeTo(1, I64_MAX), I64_MAX, 'true'],
	[range(1, I64_MAX), 9007199254740993n, 'true'],
	[range(1, 5), float(2), 'ErrorFunctionNotFound Function not found: contains (range, f64)'],
	[rangeTo(1, 5), float(2), 'ErrorFunctionNotFound Function not found: contains (range=, f64)'],
	[blob(1, 255), 255, 'true'],
	[blob(1, 255), -1, 'true'],
	[blob(1, 255), 257, 'true'],
	[blob(1, 255), 2n ** 60n + 1n, 'true'],
	[blob(1, 255), 2, 'false'],
	[blob(1), 'a', 'ErrorFunctionNotFound Function not found: contains (blob, string)'],
	[holder, 6, 'true'],
	[holder, 5, 'false'],
	[holder, 'x', 'ErrorFunctionNotFound Function not found: contains (holder, string)'],
	['text', inside, 'true'],
	[1, inside, 'ErrorFunctionNotFound Function not found: contains (i64, inside)'],
	[holder, inside, 'ErrorFunctionNotFound Function not found: contains (holder, inside)'],
	[plain, 1, 'ErrorFunctionNotFound Function not found: contains (plain, i64)'],
	[1, 1, 'ErrorFunctionNotFound Function not found: contains (i64, i64)'],
	[undefined, 1, 'ErrorFunctionNotFound Function not found: contains ((), i64)'],
	[new Tagged('abc', 1), new Tagged('b', 1), 'true'],
	[array(new Tagged(3, 1)), 3, 'true'],
])('case %#', (container, item, result) => {
	expect(outcome(() => contains(container, item))).toBe(result);
});
