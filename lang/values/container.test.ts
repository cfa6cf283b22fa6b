import fc from 'fast-check';
import { expect, test } from 'vitest';
import { compareCodePoints } from './container.ts';
import { array, map } from './samples.ts';

const wide = fc.string({
	unit: fc.constantFrom('a', 'b', 'é', '\ud7ff', '\ue000', '\uffff', '😀', '\u{10ffff}'),
	maxLength: 6,
});

test('strings are ordered as their UTF-8 bytes', () => {
	fc.assert(
		fc.property(
			fc.oneof(wide, fc.string({ unit: 'binary' })),
			fc.oneof(wide, fc.string({ unit: 'binary' })),
			(left, right) => {
				expect(Math.sign(compareCodePoints(left, right))).toBe(Buffer.compare(Buffer.from(left), Buffer.from(right)));
			},
		),
		{ numRuns: 1000 },
	);
});

test('keys are listed in that order, whatever was done before', () => {
	const keys = ['😀', '\ufffd', 'a', 'B', '10', '9', '__proto__', ''];
	const object = map();
	for (const key of keys) object.set(key, 1);
	expect(object.sortedKeys()).toEqual(['', '10', '9', 'B', '__proto__', 'a', '\ufffd', '😀']);
	object.set('a', 2);
	object.delete('9');
	object.set('b', 1);
	expect(object.sortedKeys()).toEqual(['', '10', 'B', '__proto__', 'a', 'b', '\ufffd', '😀']);
	object.clear();
	expect(object.sortedKeys()).toEqual([]);
});

test('a clone marks what both now hold', () => {
	const inner = array(1);
	expect(array(inner).clone().items[0]).toBe(inner);
	expect(inner.shared).toBe(true);
	const entry = array(1);
	expect(map({ e: entry }).clone().get('e')).toBe(entry);
	expect(entry.shared).toBe(true);
});
