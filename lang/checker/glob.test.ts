import { describe, expect, test } from 'vitest';
import { isExcluded } from './glob.ts';

const cases: [pattern: string, path: string, excluded: boolean][] = [
	['vendor', 'vendor/a.vsl', true],
	['vendor', 'rules/vendor/a.vsl', true],
	['vendor', 'vendors/a.vsl', false],
	['/vendor', 'rules/vendor/a.vsl', false],
	['./vendor/', 'vendor/a.vsl', true],
	['*.gen.vsl', 'a/b/c.gen.vsl', true],
	['*.gen.vsl', 'a/b/c.vsl', false],
	['old/*.vsl', 'old/a.vsl', true],
	['old/*.vsl', 'old/deep/a.vsl', false],
	['old/*.vsl', 'x/old/a.vsl', false],
	['old/**/a.vsl', 'old/a.vsl', true],
	['old/**/a.vsl', 'old/b/c/a.vsl', true],
	['**/test', 'a/b/test/c.vsl', true],
	['**', 'anything.vsl', true],
	['a?c.vsl', 'abc.vsl', true],
	['a?c.vsl', 'ac.vsl', false],
	['a.c', 'abc', false],
	['[a]', 'a', false],
	['', 'a', false],
	['a*b*c', 'aXXbYYc', true],
	['a*b*c', 'aXXbYY', false],
	['rules/a.vsl', 'rules/a.vsl', true],
	['rules/a.vsl', './rules/a.vsl', true],
];

describe('patterns', () => {
	for (const [pattern, path, excluded] of cases) {
		test(`${pattern} and ${path}`, () => expect(isExcluded(path, [pattern])).toBe(excluded));
	}
	test('one of several is enough', () => expect(isExcluded('b.vsl', ['a.vsl', 'b.vsl'])).toBe(true));
	test('hostile patterns take no time to speak of', () => {
		expect(isExcluded(`${'a'.repeat(5000)}b`, ['*a'.repeat(500)])).toBe(false);
		expect(isExcluded(`${'a/'.repeat(2000)}b`, ['**/a/'.repeat(100)])).toBe(true);
	});
});
