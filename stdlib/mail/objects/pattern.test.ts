import { describe, expect, test } from 'vitest';
import { MAX_PATTERN_UNITS, Pattern, PatternSet } from './pattern.ts';
import { toRe2 } from './rust-pattern.ts';

describe('what patterns match', () => {
	test.each([
		['^win[0-9]+@', 'win100@mx.example', true],
		['^win[0-9]+@', 'a win1@', false],
		['a.c', 'xabcx', true],
		['^a$', 'a\nb', false],
		['(?m)^b$', 'a\nb', true],
		['.', '\n', false],
		['(?s).', '\n', true],
		['(?i)ÉCOLE', 'école', true],
		['^.$', '😀', true],
		['^\\d$', '٣', true],
		['^\\d$', '3', true],
		['^(?-u)\\d$', '٣', false],
		['^(?-u:\\d)\\d$', '3٣', true],
		['^\\D$', '٣', false],
		['^\\w+$', 'éa_1', true],
		['^\\W$', 'é', false],
		['^\\W$', '-', true],
		['^\\s$', '\u2003', true],
		['^\\S$', '\u2003', false],
		['^[\\w.-]+$', 'é.b-c', true],
		['^[\\d]$', '٣', true],
		['^[^\\d]$', '٣', false],
		['^[\\D]$', 'x', true],
		['^[\\s]$', '\u2003', true],
		['^[\\S]$', '\u2003', false],
		['^[^\\W_]+$', 'éa1', true],
		['^[^\\W_]+$', 'é_a', false],
		['^[\\W]$', 'é', false],
		['^[\\W]$', '😀', true],
		['\\u{e9}', 'é', true],
		['\\u00e9', 'é', true],
		['\\U000000e9', 'é', true],
		['\\xe9', 'é', true],
		['\\x{1F600}', '😀', true],
		['^[\\u{e9}]$', 'é', true],
		['(?x) a b # comment\n c', 'abc', true],
		['(?x: a b ) c', 'ab c', true],
		['(?x) a\\ b [ x ] \\# ', 'a bx#', true],
		['((?x) a b ) c', 'ab c', true],
		['(?x-i)a b', 'ab', true],
		['(?P<n>a)(?<m>b)', 'ab', true],
		['\\p{Greek}', 'α', true],
		['\\p{script=Greek}', 'α', true],
		['\\p{sc:Greek}', 'α', true],
		['\\p{sc!=Greek}', 'α', false],
		['\\P{gc=Lu}', 'A', false],
		['\\pL', 'é', true],
		['[[:alpha:]]', 'a', true],
		['[[:^alpha:]]', 'a', false],
		['^[]a]$', ']', true],
		['^[^]a]$', ']', false],
		['^[a-]$', '-', true],
		['\\.example$', 'mx.example', true],
		['\\.example$', 'mxXexample', false],
		['^(a+)+$', `${'a'.repeat(5000)}b`, false],
		['', 'anything', true],
		['a|', '', true],
		['a\u{1F600}?', 'a', true],
	])('%s in %j: %s', (source, text, expected) => {
		expect(Pattern.compile(source).test(text)).toBe(expected);
		expect(new PatternSet([source]).test(text)).toBe(expected);
	});
});

describe('what is refused', () => {
	test.each([
		['(', 'missing closing )'],
		[')', 'unexpected )'],
		['[a', 'missing closing ]'],
		['a**', 'invalid nested repetition'],
		['*', 'missing argument to repetition'],
		['(?=a)', "look-around such as '(?='"],
		['(?<!a)', "look-around such as '(?<!'"],
		['(a)\\1', "back-references such as '\\1'"],
		['[a&&b]', "the set operation '&&'"],
		['[a--b]', "the set operation '--'"],
		['[a[b]]', "a '[' inside [ ]"],
		['[[:alpha]', "a '[' inside [ ]"],
		['\\u{110000}', 'must be followed by a code point'],
		['\\u{d800}', 'must be followed by a code point'],
		['\\u12', 'must be followed by a code point'],
		['\\xg1', 'must be followed by a code point'],
		['\\', 'trailing backslash'],
		['\\p{Nothing}', 'Nothing'],
		['(?R)a', '(?R'],
		['(?<n', '(?<n'],
		['a{1001}', 'invalid repeat count'],
		['((a{100}){100}){100}', 'invalid repeat count'],
	])('%s', (source, part) => {
		expect(() => Pattern.compile(source)).toThrow(part);
		expect(() => Pattern.compile(source)).toThrow('is not a valid regex: ');
	});
});

test('long patterns are refused with a short message', () => {
	for (const source of ['('.repeat(5000), 'a'.repeat(MAX_PATTERN_UNITS + 1)]) {
		expect(() => Pattern.compile(source)).toThrow(/^.{0,500}$/);
	}
});

test('a set finds what one of its patterns finds, however many there are', () => {
	const sources = Array.from({ length: 350 }, (_, index) => `^user${index}@.*[.]example${index % 7}$`);
	const set = new PatternSet(sources);
	for (const index of [0, 99, 100, 349]) {
		expect(set.test(`user${index}@mx.example${index % 7}`)).toBe(true);
		expect(set.test(`user${index}@mx.example${(index + 1) % 7}`)).toBe(false);
	}
	expect(new PatternSet([]).test('')).toBe(false);
});

test('a pattern that is compiled again is the same one', () => {
	expect(Pattern.compile('^once$')).toBe(Pattern.compile('^once$'));
});

test('a pattern in RE2 syntax stays as it is', () => {
	const source = '^(?i:a|b)[^c-e]{2,3}\\.[[:digit:]]\\bx(?:y)*?$';
	expect(toRe2(source)).toBe(source);
});
