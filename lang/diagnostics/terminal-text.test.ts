import { describe, expect, test } from 'vitest';
import { cellCount, expandTabs, printable, printableLines } from './terminal-text.ts';

describe('what reaches a terminal', () => {
	const cases: [text: string, shown: string][] = [
		['plain text, ü, 日本, 😀', 'plain text, ü, 日本, 😀'],
		['\x1b[31mred', '␛[31mred'],
		['a\0b\x07c\x7f', 'a␀b␇c␡'],
		['line\nbreak\r', 'line␊break␍'],
		['\x9b2J', '\\u{9b}2J'],
		['a\u202eb\u2066c', 'a\\u{202e}b\\u{2066}c'],
		['zero\u200bwidth\ufeff', 'zero\\u{200b}width\\u{feff}'],
		['\ud800', '\\u{d800}'],
		['\u{e0041}', '\\u{e0041}'],
	];
	for (const [text, shown] of cases) test(JSON.stringify(text), () => expect(printable(text)).toBe(shown));

	test('lines stay lines', () => expect(printableLines('a\nb\r\nc\x1b')).toEqual(['a', 'b', 'c␛']));
});

describe('cells', () => {
	const cases: [text: string, cells: number][] = [
		['', 0],
		['abc', 3],
		['ü', 1],
		['u\u0308', 1],
		['日本', 4],
		['😀', 2],
		['한글', 4],
		['ｆｕｌｌ', 8],
		['𠀀', 2],
	];
	for (const [text, cells] of cases) test(text, () => expect(cellCount(text)).toBe(cells));
});

describe('tabs', () => {
	const cases: [text: string, column: number, shown: string][] = [
		['\tx', 0, '    x'],
		['a\tx', 0, 'a   x'],
		['abcd\tx', 0, 'abcd    x'],
		['\tx', 1, '   x'],
		['日\tx', 0, '日  x'],
		['\x1b\tx', 0, '␛   x'],
	];
	for (const [text, column, shown] of cases) {
		test(`${JSON.stringify(text)} at ${column}`, () => expect(expandTabs(text, column)).toBe(shown));
	}
});
