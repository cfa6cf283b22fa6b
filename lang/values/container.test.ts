import fc from 'fast-check';
import { describe, expect, it, test } from 'vitest';
import { compareCodePoints, MapValue } from './container.ts';
import { array, map } from './samples.ts';
import type { Value } from './value.ts';

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

describe('the two forms of a map', () => {
	const changes: readonly [string, (map: MapValue) => void][] = [
		['nothing', () => undefined],
		['a new value', (map) => map.set('b', 5)],
		['a new property', (map) => map.set('d', 5)],
		['a property less', (map) => map.delete('b')],
		['one that was never there', (map) => map.delete('x')],
		['everything gone', (map) => map.clear()],
		['gone and back', (map) => [map.delete('a'), map.set('a', 7)]],
	];
	it.each(changes)('tell the same after %s', (_what, change) => {
		const describeMap = (map: MapValue) => ({
			size: map.size,
			keys: map.sortedKeys(),
			pairs: new Map(map.pairs()),
			values: [...map.values()].map(String).sort(),
			reads: ['a', 'b', 'd', 'x', '__proto__'].map((key) => [map.has(key), map.get(key)]),
		});
		const record = MapValue.literal(['c', 'a', 'b'], [1, 2, undefined]);
		const table = new MapValue(
			new Map<string, Value>([
				['c', 1],
				['a', 2],
				['b', undefined],
			]),
		);
		const untouched = record.clone();
		expect(record.names).toBeDefined();
		for (const map of [record, table]) change(map);
		expect(describeMap(record)).toEqual(describeMap(table));
		expect(describeMap(record.clone())).toEqual(describeMap(table));
		expect(describeMap(untouched)).toMatchObject({ size: 3, keys: ['a', 'b', 'c'] });
	});

	it('keeps literals with many properties in a table', () => {
		const keys = Array.from({ length: 20 }, (_, at) => `k${at}`);
		const map = MapValue.literal(keys, keys);
		expect(map.names).toBeUndefined();
		expect(map.get('k19')).toBe('k19');
	});
});
