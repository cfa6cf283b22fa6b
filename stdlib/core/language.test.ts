import { expect, test } from 'vitest';
import { ArrayValue } from '../../lang/values/container.ts';
import type { FunctionPointer } from '../../lang/values/function-pointer.ts';
import { Tagged } from '../../lang/values/tagged.ts';
import { bytes, char, closure, float, named, range, rangeTo, run, show, testCases, value } from './test-driver.ts';

testCases([
	['type_of', [undefined], '"()"'],
	['type_of', [true], '"bool"'],
	['type_of', [1], '"i64"'],
	['type_of', [2n ** 60n], '"i64"'],
	['type_of', [float(1)], '"f64"'],
	['type_of', [char('a')], '"char"'],
	['type_of', ['a'], '"string"'],
	['type_of', [[]], '"array"'],
	['type_of', [{}], '"map"'],
	['type_of', [bytes()], '"blob"'],
	['type_of', [range(1, 2)], '"range"'],
	['type_of', [rangeTo(1, 2)], '"range="'],
	['type_of', [named('f')], '"Fn"'],
	['type_of', [new Tagged('a', 1)], '"string"'],
	['name', [named('len')], '"len"'],
	['name', [closure(0, () => 1)], '"anon$1"'],
	['is_anonymous', [closure(0, () => 1)], 'true'],
	['is_anonymous', [named('len')], 'false'],
	['exit', [], 'exit ()'],
	['exit', [[1]], 'exit [1]'],
	['take', [[1, 2]], '[1, 2] | ()'],
	['tag', ['a'], '0'],
	['tag', [new Tagged('a', -7)], '-7'],
	['curry', [5, 1], 'ErrorMismatchDataType: Data type incorrect: i64 (expecting Fn)'],
]);

test('tags', () => {
	const tagged = run('set_tag', ['a', 5]).receiver as Tagged;
	expect(tagged).toEqual(new Tagged('a', 5));
	expect(run('set_tag', [tagged, -(2 ** 31)]).receiver).toEqual(new Tagged('a', -(2 ** 31)));
	expect(run('set_tag', [tagged, 0]).receiver).toBe('a');
	expect(show('set_tag', ['a', 2 ** 31])).toMatch(/^ErrorArithmetic: /);
	expect(show('set_tag', ['a', -(2n ** 62n)])).toMatch(/^ErrorArithmetic: /);
});

test('curry makes a new pointer', () => {
	const first = named('f');
	const second = run('curry', [first, 1, 'a']).value as FunctionPointer;
	const third = run('curry', [second, float(2)]).value as FunctionPointer;
	expect(first.curried).toEqual([]);
	expect(second.curried).toEqual([1, 'a']);
	expect(third.curried).toEqual([1, 'a', float(2)]);
	expect((run('curry', [new Tagged(first, 3)]).value as FunctionPointer).name).toBe('f');
});

test('output', () => {
	expect(run('print', ['a\n']).output).toEqual(['a\n']);
	expect(run('print', []).output).toEqual(['']);
	expect(run('print', [value(['a', 1])]).output).toEqual(['["a", 1]']);
	expect(run('debug', ['a']).output).toEqual(['debug: "a"']);
	expect(run('debug', []).output).toEqual(['debug: ']);
});

test('take keeps a tag', () => {
	const tagged = new Tagged(new ArrayValue([]), 4);
	expect(run('take', [tagged]).value).toBe(tagged);
});
