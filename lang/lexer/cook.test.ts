// biome-ignore-all lint/suspicious/noTemplateCurlyInString: the strings are vSL source text
import { describe, expect, test } from 'vitest';
import { cookQuoted, cookRaw, cookTemplate } from './cook.ts';
import { numberValue } from './numbers.ts';

describe('quoted strings', () => {
	const cases: [string, string][] = [
		['"abc"', 'abc'],
		['"a""b"', 'a"b'],
		['"\\\\\\t\\r\\n\\""', '\\\t\r\n"'],
		['"\\x41\\u00e9\\U0001F600"', 'A\u00e9\u{1f600}'],
		['"a\\\n b"', 'ab'],
		['"a\\\n  b"', 'a b'],
		['"a\\\r\n b"', 'ab'],
		['    "one\\\n       two"', 'one  two'],
		['    "one\\\n  two"', 'onetwo'],
		['"é\\\n\tb"', 'éb'],
		['é = "a\\\n      b"', 'a b'],
	];
	test.each(cases)('%j', (text, value) => {
		const start = text.indexOf('"');
		expect(cookQuoted(text, start, text.length - 1)).toEqual({ value });
	});

	const malformed: [string, string, number, number][] = [
		['"a\\qb"', "Invalid escape sequence: '\\q'", 2, 4],
		['"\\x4"', "Invalid escape sequence: '\\x4'", 1, 4],
		['"\\u{41}"', "Invalid escape sequence: '\\u'", 1, 3],
		['"\\0"', "Invalid escape sequence: '\\0'", 1, 3],
		['"\\\r"', "Invalid escape sequence: '\\\r'", 1, 3],
		['"\\\u{1f600}"', "Invalid escape sequence: '\\\u{1f600}'", 1, 4],
	];
	test.each(malformed)('%j', (text, message, start, end) => {
		expect(cookQuoted(text, 0, text.length - 1).problem).toMatchObject({ message, start, end });
	});
});

test('back-tick strings', () => {
	expect(cookTemplate('\na\r\nb``c\\${d\\n', true)).toBe('a\nb`c${d\\n');
	expect(cookTemplate('\r\na', true)).toBe('a');
	expect(cookTemplate('\ra', true)).toBe('a');
	expect(cookTemplate('\na', false)).toBe('\na');
});

test('raw strings', () => {
	expect(cookRaw('##"say "#hi"# \\n"##')).toBe('say "#hi"# \\n');
	expect(cookRaw('#""#')).toBe('');
	expect(cookRaw('#"a\r\nb"#')).toBe('a\r\nb');
	expect(cookRaw('#"open')).toBe('open');
	expect(cookRaw('#"')).toBe('');
});

describe('numbers', () => {
	const cases: [string, { int: number | bigint } | { float: number }][] = [
		['0', { int: 0 }],
		['-0', { int: 0 }],
		['1_000_', { int: 1000 }],
		['-42', { int: -42 }],
		['9007199254740991', { int: 9007199254740991 }],
		['9007199254740993', { int: 9007199254740993n }],
		['9223372036854775807', { int: 9223372036854775807n }],
		['9223372036854775808', { float: 2 ** 63 }],
		['-9223372036854775808', { int: -9223372036854775808n }],
		['-9223372036854775809', { float: -(2 ** 63) }],
		['00000000000000000000000001', { int: 1 }],
		['1.5', { float: 1.5 }],
		['42.', { float: 42 }],
		['1e3', { float: 1000 }],
		['-1.5e-3', { float: -0.0015 }],
		['-0.0', { float: -0 }],
		['1_0.2_5', { float: 10.25 }],
		['0xff', { int: 255 }],
		['-0x10', { int: -16 }],
		['0b1010', { int: 10 }],
		['0O17', { int: 15 }],
		['0xffff_ffff_ffff_ffff', { int: -1 }],
		['0x8000000000000000', { int: -9223372036854775808n }],
	];
	test.each(cases)('%s', (image, value) => expect(numberValue(image)).toEqual(value));
	test('a number of a million digits is a float', () =>
		expect(numberValue('9'.repeat(1e6))).toEqual({ float: Infinity }));
});
