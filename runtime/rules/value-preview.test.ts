/** Previews are the beginning of debug texts, and cheap for values whose debug text would not even fit in memory. */

import fc from 'fast-check';
import { expect, test } from 'vitest';
import { ArrayValue, BlobValue, MapValue } from '../../lang/values/container.ts';
import { debugText } from '../../lang/values/display.ts';
import { array, blob, doubled, float, map, nested } from '../../lang/values/samples.ts';
import type { Value } from '../../lang/values/value.ts';
import { AddressObject } from '../../stdlib/mail/objects/address.ts';
import { GroupObject } from '../../stdlib/mail/objects/group.ts';
import { Rg4Object } from '../../stdlib/mail/objects/rg4.ts';
import { DENY } from '../../stdlib/mail/status.ts';
import { previewOf } from './value-preview.ts';

function shortened(text: string, longest: number): string {
	return text.length <= longest ? text : `${text.slice(0, longest - 1)}…`;
}

const ann = AddressObject.parse('ann@teapot.example');
const inner = GroupObject.of(new ArrayValue([ann, 'text']));
const group = GroupObject.of(new ArrayValue([Rg4Object.parse('10.0.0.0/8'), inner, 'last']));

const leaf: fc.Arbitrary<Value> = fc.oneof(
	fc.string({ unit: 'binary' }),
	fc.integer(),
	fc.boolean(),
	fc.constantFrom<Value>(undefined, float(1.5), ann, group, inner, DENY),
	fc.uint8Array({ maxLength: 40 }).map((bytes) => new BlobValue(bytes)),
);

const { value } = fc.letrec<{ value: Value }>((tie) => ({
	value: fc.oneof(
		{ maxDepth: 4 },
		leaf,
		fc.array(tie('value'), { maxLength: 6 }).map((items) => array(...items)),
		fc
			.array(fc.tuple(fc.string(), tie('value')), { maxLength: 4 })
			.map((entries) => new MapValue(new Map(entries as [string, Value][]))),
	),
}));

test('the beginning of the debug text', () => {
	fc.assert(
		fc.property(value, fc.integer({ min: 1, max: 300 }), (sample, longest) => {
			expect(previewOf(sample, longest)).toBe(shortened(debugText(sample), longest));
		}),
	);
});

const LARGE: [name: string, value: Value, start: string][] = [
	['a text without end', doubled(60, 'x'), '[[[['],
	['deep nesting', nested(100_000), '[[[['],
	['a large array', new ArrayValue(Array.from({ length: 1_000_000 }, (_, at) => at)), '[0, 1, 2'],
	['a large blob', new BlobValue(new Uint8Array(100_000_000)), '[0000000000000000 00'],
	['a large text', 'x'.repeat(100_000_000), '"xxxx'],
	['a large text in a map', map({ a: 'x'.repeat(100_000_000) }), '#{"a": "xxx'],
	['a list of large texts', GroupObject.of(array('x'.repeat(10_000_000))), 'group([xxx'],
	['no bytes', blob(), '[]'],
];

test.each(LARGE)('%s', (_name, sample, start) => {
	const text = previewOf(sample, 200);
	expect(text.startsWith(start)).toBe(true);
	expect(text.length).toBeLessThanOrEqual(200);
});
