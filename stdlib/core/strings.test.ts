/** Strings: one case per line, as function, arguments, outcome (result | receiver). */

import fc from 'fast-check';
import { expect, test } from 'vitest';
import { Tagged } from '../../lang/values/tagged.ts';
import { bytes, type Case, char, range, rangeTo, run, show, testCases } from './test-driver.ts';

const MAX = 2n ** 63n - 1n;
const c = char;

const BASIC: readonly Case[] = [
	['len', ['héllo'], '5'],
	['len', ['a😀b'], '3'],
	['bytes', ['a😀b'], '6'],
	['is_empty', [''], 'true'],
	['get', ['abc', 1], 'b'],
	['get', ['a😀b', -2], '😀'],
	['get', ['abc', 3], '()'],
	['get', ['abc', -4], '()'],
	['get', ['abc', MAX], '()'],
	['set', ['abc', -1, c('x')], '() | "abx"'],
	['set', ['a😀b', 1, c('x')], '() | "axb"'],
	['set', ['abc', 1, c('😀')], '() | "a😀c"'],
	['set', ['abc', 3, c('x')], '() | "abc"'],
	['set', ['abc', -4, c('x')], '() | "abc"'],
	['set', ['abc', 0, 'x'], 'ErrorFunctionNotFound: Function not found: set (string, i64, string)'],
	['append', ['a', 'b'], '() | "ab"'],
	['append', ['a', undefined], '() | "a"'],
	['append', ['a', [1, 'x']], '() | "a[1, \\"x\\"]"'],
	['append', ['a', bytes(0xc3, 0xa9, 0xff)], '() | "aé�"'],
	['append', ['a', new Tagged(5, 1)], '() | "a5"'],
	['remove', ['banana', 'an'], '() | "ba"'],
	['remove', ['banana', c('a')], '() | "bnn"'],
	['remove', ['banana', ''], '() | "banana"'],
	['clear', ['abc'], '() | ""'],
	['truncate', ['a😀bc', 2], '() | "a😀"'],
	['truncate', ['abc', 0], '() | ""'],
	['truncate', ['abc', -1], '() | ""'],
	['truncate', ['abc', MAX], '() | "abc"'],
	['trim', ['\u0085\u00a0 a b\u3000\n'], '() | "a b"'],
	['trim', ['\ufeffa'], '() | "\\u{feff}a"'],
	['pop', ['hello'], 'o | "hell"'],
	['pop', ['a😀'], '😀 | "a"'],
	['pop', [''], '() | ""'],
	['pop', ['hello', 3], '"llo" | "he"'],
	['pop', ['a😀b', 2], '"😀b" | "a"'],
	['pop', ['hello', 10], '"hello" | ""'],
	['pop', ['hello', -42], '"" | "hello"'],
	['to_upper', ['straße'], '"STRASSE"'],
	['to_upper', [c('ß')], 'ß'],
	['to_upper', [c('é')], 'É'],
	['to_lower', ['ΑΣ'], '"ας"'],
	['to_lower', [c('İ')], 'İ'],
	['to_lower', [c('𐐀')], '𐐨'],
	['make_upper', ['abc'], '() | "ABC"'],
	['make_upper', [c('a')], '() | A'],
	['make_lower', [c('A')], '() | a'],
	['make_lower', ['ABC'], '() | "abc"'],
];

const SEARCH: readonly Case[] = [
	['contains', ['hello', 'ell'], 'true'],
	['contains', ['hello', c('x')], 'false'],
	['contains', ['hello', ''], 'true'],
	['contains', ['', ''], 'true'],
	['contains', ['hello', 1], 'ErrorFunctionNotFound: Function not found: contains (string, i64)'],
	['starts_with', ['hello', 'he'], 'true'],
	['starts_with', ['hello', c('e')], 'false'],
	['starts_with', ['hello', ''], 'true'],
	['ends_with', ['hello', 'lo'], 'true'],
	['ends_with', ['hello', c('o')], 'true'],
	['index_of', ['❤❤❤ hello! ❤❤❤', c('❤')], '0'],
	['index_of', ['❤❤❤ hello! ❤❤❤', c('❤'), 5], '11'],
	['index_of', ['❤❤❤ hello! ❤❤❤', c('❤'), -6], '11'],
	['index_of', ['❤❤❤ hello! ❤❤❤', c('❤'), 999], '-1'],
	['index_of', ['😀😀x', 'x'], '2'],
	['index_of', ['😀x😀x', 'x', 2], '3'],
	['index_of', ['abc', 'x'], '-1'],
	['index_of', ['abc', ''], '0'],
	['index_of', ['abc', '', 2], '2'],
	['index_of', ['abc', '', 3], '-1'],
	['index_of', ['', ''], '-1'],
	['index_of', ['abc', 'a', -99], '0'],
	['sub_string', ['hello! ❤❤❤', -2, 2], '"❤❤"'],
	['sub_string', ['resume', -4, 3], '"sum"'],
	['sub_string', ['abc', 1], '"bc"'],
	['sub_string', ['abc', 99], '""'],
	['sub_string', ['abc', 1, -1], '""'],
	['sub_string', ['abc', 1, 999], '"bc"'],
	['sub_string', ['abcdef', range(-2, 4)], '"abcd"'],
	['sub_string', ['abcdef', -2], '"ef"'],
	['sub_string', ['abcdef', rangeTo(1, 2)], '"bc"'],
	['sub_string', ['abcdef', range(4, 2)], '""'],
	['sub_string', ['abcdef', rangeTo(0, MAX)], '"abcdef"'],
	['sub_string', ['a😀b😀', 1, 2], '"😀b"'],
	['crop', ['abcdef', 1, 3], '() | "bcd"'],
	['crop', ['abcdef', -2], '() | "ef"'],
	['crop', ['abcdef', 99], '() | ""'],
	['crop', ['abcdef', 1, -1], '() | ""'],
	['crop', ['hello', range(0, MAX)], '() | "hello"'],
	['crop', ['hello', rangeTo(0, MAX)], '() | "hello"'],
	['replace', ['a-b-c', '-', '+'], '() | "a+b+c"'],
	['replace', ['a-b-c', c('-'), ''], '() | "abc"'],
	['replace', ['aaa', 'aa', c('b')], '() | "ba"'],
	['replace', ['abc', c('b'), c('$')], '() | "a$c"'],
	['replace', ['abc', 'b', '$&'], '() | "a$&c"'],
	['replace', ['a😀', '', '-'], '() | "-a-😀-"'],
	['replace', ['', '', 'x'], '() | "x"'],
	['pad', ['a', 4, c('.')], '() | "a..."'],
	['pad', ['a', 6, 'xy'], '() | "axyxyx"'],
	['pad', ['a', 5, 'xy'], '() | "axyxy"'],
	['pad', ['a', 4, '😀é'], '() | "a😀é😀"'],
	['pad', ['abc', 3, c('.')], '() | "abc"'],
	['pad', ['abc', -3, c('.')], '() | "abc"'],
	['pad', ['abc', MAX, ''], '() | "abc"'],
	['pad', ['abc', MAX, 'x'], 'ErrorDataTooLarge: Length of string too large'],
	['pad', ['abc', 1e15, c('x')], 'ErrorDataTooLarge: Length of string too large'],
	['pad', ['abc', 2 ** 28 + 1, 'xxxxxxxxxx'], 'ErrorDataTooLarge: Length of string too large'],
];

const SPLIT: readonly Case[] = [
	['split', [' a\u3000 b\n'], '["a", "b"]'],
	['split', [''], '[""]'],
	['split', ['  '], '[]'],
	['split', ['a--b', '-'], '["a", "", "b"]'],
	['split', ['a--b', c('-')], '["a", "", "b"]'],
	['split', ['-a-', '-'], '["", "a", ""]'],
	['split', ['abc', ''], '["", "a", "b", "c", ""]'],
	['split', ['a😀', ''], '["", "a", "😀", ""]'],
	['split', ['abc', 'x'], '["abc"]'],
	['split', ['', '-'], '[""]'],
	['split', ['', ''], '[""]'],
	['split', ['x,y,z', ',', 2], '["x", "y,z"]'],
	['split', ['x,y,z', c(','), 9], '["x", "y", "z"]'],
	['split', ['x,y,z', ',', 1], '["x,y,z"]'],
	['split', ['x,y,z', ',', 0], '["x,y,z"]'],
	['split', ['x,y,z', ',', -(2n ** 62n)], '["x,y,z"]'],
	['split', ['abc', '', 3], '["", "a", "bc"]'],
	['split', ['a b', 1], '["a", " b"]'],
	['split', ['abc', -1], '["ab", "c"]'],
	['split', ['abc', -9], '["", "abc"]'],
	['split', ['abc', 0], '["abc", ""]'],
	['split', ['abc', 9], '["abc", ""]'],
	['split', ['a😀b', 2], '["a😀", "b"]'],
	['split_rev', ['x,y,z', ','], '["z", "y", "x"]'],
	['split_rev', ['x,y,z', ',', 2], '["z", "x,y"]'],
	['split_rev', ['x,y,z', c(','), 2], '["z", "x,y"]'],
	['split_rev', ['x,y,z', ',', 1], '["x,y,z"]'],
	['split_rev', ['aaa', 'aa'], '["", "a"]'],
	['split_rev', ['a😀', ''], '["", "😀", "a", ""]'],
	['split_rev', ['abc', 'x'], '["abc"]'],
	['split_rev', ['', ','], '[""]'],
	['to_chars', ['a😀'], '[a, 😀]'],
	['to_blob', ['a😀'], '[61f09f9880]'],
];

testCases([...BASIC, ...SEARCH, ...SPLIT]);

const TOO_LARGE: readonly Case[] = [
	['append', ['aaa', 'bbb'], 'ErrorDataTooLarge: Length of string too large'],
	['pad', ['a', 6, c('.')], 'ErrorDataTooLarge: Length of string too large'],
	['pad', ['a', 3, c('😀')], 'ErrorDataTooLarge: Length of string too large'],
	['pad', ['a', 5, c('.')], '() | "a...."'],
	['replace', ['aaa', 'a', 'bb'], 'ErrorDataTooLarge: Length of string too large'],
	['to_upper', ['ßßß'], 'ErrorDataTooLarge: Length of string too large'],
	['split', ['a,b,c,d', ','], 'ErrorDataTooLarge: Size of array/BLOB too large'],
	['split', ['a b c d'], 'ErrorDataTooLarge: Size of array/BLOB too large'],
	['split', ['a,b,c,d', ',', 3], '["a", "b", "c,d"]'],
	['split_rev', ['a,b,c,d', ','], 'ErrorDataTooLarge: Size of array/BLOB too large'],
	['to_chars', ['abcd'], 'ErrorDataTooLarge: Size of array/BLOB too large'],
	['to_blob', ['abcd'], 'ErrorDataTooLarge: Size of array/BLOB too large'],
];

testCases(TOO_LARGE, { limits: { stringLength: 5, arraySize: 3 } });

test('replacements cannot exhaust memory', () => {
	const text = 'a'.repeat(1 << 20);
	expect(show('replace', [text, 'a', text])).toBe('ErrorDataTooLarge: Length of string too large');
	expect(show('replace', [text, '', text])).toBe('ErrorDataTooLarge: Length of string too large');
	expect(run('replace', [text, 'aa', 'bcd']).receiver).toBe('bcd'.repeat(1 << 19));
	expect(run('replace', [text, 'a', '']).receiver).toBe('');
});

const text = fc.string({ unit: fc.constantFrom('a', 'b', 'ab', '😀', ' ', 'é') });

test('strings agree with lists of characters', () => {
	fc.assert(
		fc.property(text, fc.integer({ min: -12, max: 12 }), fc.integer({ min: -3, max: 12 }), (s, start, len) => {
			const chars = Array.from(s);
			const from = start < 0 ? Math.max(0, chars.length + start) : Math.min(start, chars.length);
			const part = chars.slice(from, from + Math.max(0, len)).join('');
			expect(run('sub_string', [s, start, len]).value).toBe(part);
			expect(run('crop', [s, start, len]).receiver).toBe(part);
			expect(run('len', [s]).value).toBe(chars.length);
			expect(run('truncate', [s, len]).receiver).toBe(chars.slice(0, Math.max(0, len)).join(''));
		}),
	);
});

test('parts joined by their separator are the whole', () => {
	fc.assert(
		fc.property(
			text,
			fc.constantFrom('a', 'ab', 'aa', '😀', 'ba'),
			fc.integer({ min: 1, max: 5 }),
			(s, separator, n) => {
				for (const more of [[], [n]]) {
					const parts = run('split', [s, separator, ...more]).value as { items: string[] };
					const reversed = run('split_rev', [s, separator, ...more]).value as { items: string[] };
					expect(parts.items.join(separator)).toBe(s);
					expect(reversed.items.toReversed().join(separator)).toBe(s);
					if (more.length > 0) expect(Math.max(parts.items.length, reversed.items.length)).toBeLessThanOrEqual(n);
					else expect(parts.items).toEqual(s === '' ? [''] : s.split(separator));
				}
			},
		),
	);
});
