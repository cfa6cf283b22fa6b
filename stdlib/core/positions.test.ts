import { expect, test } from 'vitest';
import { RangeValue } from '../../lang/values/range.ts';
import { partOf, partOfRange, startAt, strictIndex } from './positions.ts';

const BIG = 2n ** 63n - 1n;

test.each([
	[5, 0, 0],
	[5, 4, 4],
	[5, 5, 5],
	[5, 99, 5],
	[5, BIG, 5],
	[5, -1, 4],
	[5, -5, 0],
	[5, -99, 0],
	[5, -BIG, 0],
	[0, 0, 0],
	[0, -1, 0],
])('position rule: length %s, position %s', (length, position, expected) => {
	expect(startAt(length, position)).toBe(expected);
});

test.each([
	[3, 0, 0],
	[3, 2, 2],
	[3, 3, undefined],
	[3, -1, 2],
	[3, -3, 0],
	[3, -4, undefined],
	[3, BIG, undefined],
	[3, -BIG, undefined],
	[0, 0, undefined],
])('strict index: length %s, index %s', (length, index, expected) => {
	expect(strictIndex(length, index)).toBe(expected);
});

test.each([
	[5, 1, 2, '1-3 of 2'],
	[5, 1, 99, '1-5 of 99'],
	[5, -3, 2, '2-4 of 2'],
	[5, -99, 2, '0-2 of 2'],
	[5, 99, 2, '5-5 of 2'],
	[5, 1, 0, '1-1 of 0'],
	[5, 1, -7, '1-1 of 0'],
	[5, 1, BIG, `1-5 of ${Number.MAX_SAFE_INTEGER}`],
])('part: length %s, start %s, len %s', (length, start, count, expected) => {
	const { from, to, wanted } = partOf(length, start, count);
	expect(`${from}-${to} of ${wanted}`).toBe(expected);
});

test.each([
	[5, 1, 3, false, '1-3 of 2'],
	[5, 1, 3, true, '1-4 of 3'],
	[5, 3, 1, false, '3-3 of 0'],
	[5, 3, 1, true, '3-3 of 0'],
	[5, 3, 2, true, '3-3 of 0'],
	[5, -2, 4, false, '0-4 of 4'],
	[5, -2, -1, false, '0-0 of 0'],
	[5, 2, BIG, false, `2-5 of ${Number.MAX_SAFE_INTEGER - 2}`],
	[5, 7, 9, false, '5-5 of 2'],
	[5, 4, 4, true, '4-5 of 1'],
] as const)('range: length %s, %s to %s, inclusive %s', (length, from, to, inclusive, expected) => {
	const part = partOfRange(length, new RangeValue(from, to, inclusive));
	expect(`${part.from}-${part.to} of ${part.wanted}`).toBe(expected);
});
