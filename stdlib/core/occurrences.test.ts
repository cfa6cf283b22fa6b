import fc from 'fast-check';
import { expect, test } from 'vitest';
import { occurrences, occurrencesReversed } from './occurrences.ts';

function naive(text: string, needle: string): number[] {
	const found: number[] = [];
	for (let at = text.indexOf(needle); at >= 0; at = text.indexOf(needle, at + needle.length)) found.push(at);
	return found;
}

function naiveReversed(text: string, needle: string): number[] {
	const found: number[] = [];
	for (let at = text.length - needle.length; at >= 0; ) {
		if (text.startsWith(needle, at)) {
			found.push(at);
			at -= needle.length;
		} else at--;
	}
	return found;
}

test.each([
	['aaaa', 'aa', [0, 2], [2, 0]],
	['aaa', 'aa', [0], [1]],
	['abc', 'x', [], []],
	['a😀', '', [0, 1, 3], [3, 1, 0]],
	['', '', [0], [0]],
	['', 'a', [], []],
	['a', 'aa', [], []],
])('%j in %j', (text, needle, forward, backward) => {
	expect([...occurrences(text, needle)]).toEqual(forward);
	expect([...occurrencesReversed(text, needle)]).toEqual(backward);
});

const letters = (length: number) => fc.string({ unit: fc.constantFrom('a', 'b'), minLength: 1, maxLength: length });

test('as a naive search, short and long', () => {
	fc.assert(
		fc.property(letters(40), letters(4), fc.constantFrom(1, 20_000), (text, needle, times) => {
			// Long enough for the search that never goes back.
			const haystack = text.repeat(times);
			const sought = times > 1 ? needle.repeat(150) : needle;
			expect([...occurrences(haystack, sought)]).toEqual(naive(haystack, sought));
		}),
		{ numRuns: 60 },
	);
	fc.assert(
		fc.property(letters(40), letters(4), (text, needle) => {
			expect([...occurrencesReversed(text, needle)]).toEqual(naiveReversed(text, needle));
			const haystack = text.repeat(3000);
			const sought = needle.repeat(700);
			expect([...occurrencesReversed(haystack, sought)]).toEqual(naiveReversed(haystack, sought));
		}),
		{ numRuns: 60 },
	);
});

test('hostile text takes linear time', () => {
	const text = 'a'.repeat(2_000_000);
	const needle = `b${'a'.repeat(200_000)}`;
	const other = `${'a'.repeat(200_000)}b`;
	expect([...occurrences(text, needle), ...occurrences(text, other)]).toEqual([]);
	expect([...occurrencesReversed(text, needle), ...occurrencesReversed(text, other)]).toEqual([]);
});
