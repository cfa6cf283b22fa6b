import fc from 'fast-check';
import { expect, test } from 'vitest';
import { findText, replaceText } from './text-search.ts';

/** Two letters, so that long parts nearly match in many places. */
const letters = fc.string({ unit: fc.constantFrom('a', 'a', 'a', 'b'), maxLength: 30 });
const periodic = fc.tuple(letters, fc.nat(60)).map(([unit, times]) => unit.repeat(times));
const text = fc.tuple(periodic, letters, periodic).map((parts) => parts.join(''));

test('agrees with the search of the host language', () => {
	fc.assert(
		fc.property(text, text, fc.nat(500), (haystack, part, from) => {
			expect(findText(haystack, part, from)).toBe(haystack.indexOf(part, from));
		}),
	);
});

test('finds long parts that are there', () => {
	fc.assert(
		fc.property(text, fc.nat(2000), fc.integer({ min: 251, max: 900 }), (haystack, start, length) => {
			const part = haystack.slice(start, start + length);
			expect(findText(haystack, part)).toBe(haystack.indexOf(part));
			if (part !== '') {
				expect(replaceText(haystack, part, '$&-')).toBe(haystack.split(part).join('$&-'));
				expect(replaceText(haystack + part + haystack, part, '')).toBe(
					(haystack + part + haystack).split(part).join(''),
				);
			}
		}),
	);
});

test('is linear for parts that match almost everywhere', () => {
	const part = `${'a'.repeat(500_000)}b${'a'.repeat(500_000)}`;
	const haystack = 'a'.repeat(2_000_000);
	expect(findText(haystack, part)).toBe(-1);
	expect(replaceText(haystack + part, part, '')).toBe(haystack);
});
