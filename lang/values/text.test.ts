import fc from 'fast-check';
import { describe, expect, it, test } from 'vitest';
import {
	charAtIndex,
	charCount,
	charIndex,
	codePointAtIndex,
	codePoints,
	isWhiteSpace,
	sliceChars,
	trimWhiteSpace,
	utf8Length,
	utf16Index,
} from './text.ts';

/** Strings of all widths, short and long, lone surrogates among them. */
const anyText = fc.oneof(
	fc.string({ unit: 'binary', maxLength: 20 }),
	fc.string({ unit: fc.constantFrom('a', 'é', '✓', '😀', '\ud83d', '\ude00'), maxLength: 400 }),
	fc.string({ unit: fc.constantFrom('a', '😀'), minLength: 65, maxLength: 300 }),
	fc.string({ unit: fc.constantFrom('a', 'é', '✓'), maxLength: 300 }),
);

/** The characters as the language sees them; `Array.from` pairs surrogates in the same way. */
const characters = (text: string): string[] => Array.from(text);

describe('positions agree with the list of characters', () => {
	test('count', () => {
		fc.assert(fc.property(anyText, (text) => charCount(text) === characters(text).length));
	});

	test('every character', () => {
		fc.assert(
			fc.property(anyText, (text) => {
				const list = characters(text);
				for (let at = 0; at < list.length; at++) {
					expect(codePointAtIndex(text, at)).toBe((list[at] as string).codePointAt(0));
					expect(charAtIndex(text, at)?.text).toBe(list[at]);
				}
				expect(codePointAtIndex(text, list.length)).toBeUndefined();
				expect(codePointAtIndex(text, text.length + 1)).toBeUndefined();
				expect(charAtIndex(text, -1)).toBeUndefined();
				expect([...codePoints(text)]).toEqual(list.map((c) => c.codePointAt(0)));
			}),
		);
	});

	test('slices', () => {
		fc.assert(
			fc.property(anyText, fc.nat(400), fc.nat(400), (text, a, b) => {
				const list = characters(text);
				const from = Math.min(a, list.length);
				const to = Math.min(b, list.length);
				expect(sliceChars(text, from, to)).toBe(list.slice(from, to).join(''));
			}),
		);
	});

	test('offsets, both ways', () => {
		fc.assert(
			fc.property(anyText, (text) => {
				const list = characters(text);
				let offset = 0;
				for (let at = 0; at <= list.length; at++) {
					expect(utf16Index(text, at)).toBe(offset);
					expect(charIndex(text, offset)).toBe(at);
					if (list[at]?.length === 2) expect(charIndex(text, offset + 1)).toBe(at);
					offset += list[at]?.length ?? 0;
				}
				expect(utf16Index(text, list.length + 5)).toBe(text.length);
				expect(charIndex(text, text.length + 5)).toBe(list.length);
				expect(utf16Index(text, -1)).toBe(0);
				expect(charIndex(text, -1)).toBe(0);
			}),
		);
	});
});

test('many long strings in turn', () => {
	const texts = Array.from({ length: 9 }, (_, n) => '😀'.repeat(100) + '✓'.repeat(n % 3) + n);
	for (let at = 0; at < 101; at++) {
		for (const text of texts) expect(charAtIndex(text, at)?.text).toBe(characters(text)[at]);
	}
});

test('a loop over a long string is not quadratic', () => {
	// With a walk from the start for each access this would be 5·10^11 steps.
	for (const unit of ['a', '✓', '😀']) {
		const text = unit.repeat(1_000_000);
		let sum = 0;
		for (let at = 0; at < 1_000_000; at++) sum += codePointAtIndex(text, at) as number;
		expect(sum).toBe((unit.codePointAt(0) as number) * 1_000_000);
	}
});

describe('bytes', () => {
	it.each([
		['', 0],
		['abc', 3],
		['é', 2],
		['✓', 3],
		['😀', 4],
		['\ud800', 3],
	])('%j has %i', (text, bytes) => {
		expect(utf8Length(text)).toBe(bytes);
	});

	test('as many as the encoder makes', () => {
		fc.assert(fc.property(anyText, (text) => utf8Length(text) === new TextEncoder().encode(text).length));
	});
});

describe('white space', () => {
	test('is the Unicode property White_Space', () => {
		const property = /^\p{White_Space}$/u;
		for (let code = 0; code <= 0x1ffff; code++) {
			if (isWhiteSpace(code) !== property.test(String.fromCodePoint(code))) expect(code).toBe(-1);
		}
	});

	it.each([
		[' \t\r\n a b \u3000', 'a b'],
		['\u0085x\u0085', 'x'],
		['\ufeffx\ufeff', '\ufeffx\ufeff'],
		['\u200bx', '\u200bx'],
		['   ', ''],
		['', ''],
		['😀 ', '😀'],
	])('trimming %j gives %j', (text, trimmed) => {
		expect(trimWhiteSpace(text)).toBe(trimmed);
	});
});
