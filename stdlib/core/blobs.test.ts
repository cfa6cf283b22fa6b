/** Blobs: one case per line, as function, arguments, outcome (result | receiver). */

import fc from 'fast-check';
import { expect, test } from 'vitest';
import { BlobValue } from '../../lang/values/container.ts';
import { debugText } from '../../lang/values/display.ts';
import { bytes, type Case, char, float, range, rangeTo, run, show, testCases } from './test-driver.ts';

const MAX = 2n ** 63n - 1n;
const MIN = -(2n ** 63n);
const b = bytes;
/** 0, 1, 2 … 15. */
const COUNT = b(...Array(16).keys());

const BASIC: readonly Case[] = [
	['blob', [], '[]'],
	['blob', [3], '[000000]'],
	['blob', [3, 0x142], '[424242]'],
	['blob', [-3, 1], '[]'],
	['blob', [9_999_999_999], 'ErrorDataTooLarge: Size of BLOB too large'],
	['blob', [MAX, 1], 'ErrorDataTooLarge: Size of BLOB too large'],
	['len', [b(1, 2)], '2'],
	['is_empty', [b()], 'true'],
	['get', [b(7, 8), 1], '8'],
	['get', [b(7, 8), -9], '7'],
	['get', [b(7, 8), 2], '0'],
	['get', [b(), 0], '0'],
	['set', [b(0, 0), -1, 0x1ff], '() | [00ff]'],
	['set', [b(0, 0), 0, -1], '() | [ff00]'],
	['set', [b(0, 0), 0, 2n ** 60n + 5n], '() | [0500]'],
	['set', [b(0, 0), 2, 1], '() | [0000]'],
	['contains', [b(7), 0x107], 'true'],
	['contains', [b(7), 8], 'false'],
	['push', [b(1), 999], '() | [01e7]'],
	['append', [b(1), 2], '() | [0102]'],
	['append', [b(1), b(2, 3)], '() | [010203]'],
	['append', [b(1), 'é'], '() | [01c3a9]'],
	['append', [b(1), char('😀')], '() | [01f09f9880]'],
	['insert', [b(1, 2, 3), 0, 4], '() | [04010203]'],
	['insert', [b(1, 2, 3), 999, 4], '() | [01020304]'],
	['insert', [b(1, 2, 3), -2, 4], '() | [01040203]'],
	['insert', [b(1, 2, 3), -999, 4], '() | [04010203]'],
	['insert', [b(), 0, 4], '() | [04]'],
	['pop', [b(1, 2)], '2 | [01]'],
	['pop', [b()], '0 | []'],
	['shift', [b(1, 2)], '1 | [02]'],
	['shift', [b()], '0 | []'],
	['remove', [b(1, 2, 3), -2], '2 | [0103]'],
	['remove', [b(1, 2, 3), 3], '0 | [010203]'],
	['remove', [b(1, 2, 3), -4], '0 | [010203]'],
	['clear', [b(1)], '() | []'],
	['reverse', [b(1, 2, 3)], '() | [030201]'],
	['pad', [b(1), 3, 0x1ff], '() | [01ffff]'],
	['pad', [b(1), 0, 5], '() | [01]'],
	['pad', [b(1), MAX, 5], 'ErrorDataTooLarge: Size of BLOB too large'],
	['to_array', [b(1, 255)], '[1, 255]'],
	['as_string', [b(0x61, 0xc3, 0xa9, 0xff, 0xe2, 0x82)], '"aé��"'],
	['as_string', [b(0xef, 0xbb, 0xbf)], '"\\u{feff}"'],
];

const PARTS: readonly Case[] = [
	['extract', [b(1, 2, 3), -2, 1], '[02]'],
	['extract', [b(1, 2, 3), 1], '[0203]'],
	['extract', [b(1, 2, 3), rangeTo(0, 1)], '[0102]'],
	['extract', [b(1, 2, 3), range(5, 9)], '[]'],
	['splice', [b(1, 2, 3), 1, 1, b(8, 9)], '() | [01080903]'],
	['splice', [b(1, 2, 3), 1, 0, b(8, 9)], '() | [0102030809]'],
	['splice', [b(1, 2, 3), 9, 1, b(8)], '() | [01020308]'],
	['splice', [b(1, 2, 3), range(0, 2), b()], '() | [03]'],
	['splice', [b(), 0, 1, b(8)], '() | [08]'],
	['split', [b(1, 2, 3), 1], '[0203] | [01]'],
	['split', [b(1, 2, 3), -9], '[010203] | []'],
	['split', [b(1, 2, 3), 9], '[] | [010203]'],
	['drain', [b(1, 2, 3, 4), range(1, 3)], '[0203] | [0104]'],
	['drain', [b(1, 2, 3, 4), -1, 9], '[04] | [010203]'],
	['drain', [b(1, 2), 5, 1], '[] | [0102]'],
	['retain', [b(1, 2, 3, 4), 1, 2], '[0104] | [0203]'],
	['retain', [b(1, 2, 3, 4), rangeTo(1, 2)], '[0104] | [0203]'],
	['retain', [b(1, 2), 5, 1], '[0102] | []'],
	['retain', [b(1, 2), range(5, 9)], '[0102] | []'],
	['retain', [b(1, 2), 5, 0], '[] | [0102]'],
	['retain', [b(1, 2), 1, -1], '[] | [0102]'],
	['truncate', [b(1, 2, 3), 2], '() | [0102]'],
	['truncate', [b(1, 2, 3), MIN], '() | []'],
	['chop', [b(1, 2, 3), 2], '() | [0203]'],
	['chop', [b(1, 2, 3), 0], '() | []'],
];

const NUMBERS: readonly Case[] = [
	['parse_le_int', [COUNT, 2, 0], '0'],
	['parse_le_int', [COUNT, 2, 9], String(0x0908070605040302n)],
	['parse_le_int', [COUNT, rangeTo(2, 11)], String(0x0908070605040302n)],
	['parse_le_int', [COUNT, range(2, 11)], String(0x0908070605040302n)],
	['parse_be_int', [COUNT, 2, 10], String(0x0203040506070809n)],
	['parse_be_int', [COUNT, range(2, 12)], String(0x0203040506070809n)],
	['parse_le_int', [COUNT, -5, 99], String(0x0f0e0d0c0bn)],
	['parse_le_int', [COUNT, -5, 2], String(0x0c0b)],
	['parse_le_int', [COUNT, -99, 99], String(0x0706050403020100n)],
	['parse_be_int', [b(1, 2), 0, 2], String(0x0102000000000000n)],
	['parse_le_int', [b(), 0, 8], '0'],
	['parse_le_int', [b(255, 255, 255, 255, 255, 255, 255, 255), 0, 8], '-1'],
	['parse_be_int', [COUNT, 99, 8], '0'],
	['parse_le_float', [b(0, 0, 0, 0, 0, 0, 0xf8, 0x3f), 0, 8], '1.5'],
	['parse_be_float', [b(0x3f, 0xf8), 0, 2], '1.5'],
	['parse_be_float', [b(0x3f, 0xf8), range(0, 8)], '1.5'],
	['write_le', [b(0, 0, 0, 0), 0, 2, 0x0102], '() | [02010000]'],
	['write_be', [b(0, 0, 0, 0), 0, 4, 0x0102030405060708n], '() | [01020304]'],
	['write_be', [b(0, 0, 0, 0), -1, 9, -1], '() | [000000ff]'],
	['write_be', [b(0, 0, 0, 0), rangeTo(1, 2), MIN], '() | [00800000]'],
	['write_be', [b(0, 0), 5, 8, -1], '() | [0000]'],
	['write_be', [b(0, 0), 0, 0, -1], '() | [0000]'],
	['write_be', [b(0, 0, 0), 0, 3, float(1.5)], '() | [3ff800]'],
	['write_le', [b(0, 0, 0, 0, 0, 0, 0, 0), range(0, 8), float(1.5)], '() | [000000000000f83f]'],
	['write_utf8', [b(0, 0, 0, 0), 1, 3, 'aé'], '() | [0061c3a9]'],
	['write_utf8', [b(0, 0, 0, 0), 1, 2, 'aé'], '() | [0061c300]'],
	['write_utf8', [b(0, 0, 0, 0), range(0, 3), '😀😀'], '() | [f09f9800]'],
	['write_utf8', [b(0, 0), 9, 3, 'a'], '() | [0000]'],
	['write_ascii', [b(0, 0, 0, 0), range(0, 3), 'aébcd'], '() | [61626300]'],
	['write_ascii', [b(1, 1), 0, 2, 'é'], '() | [0101]'],
];

testCases([...BASIC, ...PARTS, ...NUMBERS]);

testCases(
	[
		['blob', [4], 'ErrorDataTooLarge: Size of array/BLOB too large'],
		['pad', [b(1), 4, 0], 'ErrorDataTooLarge: Size of BLOB too large'],
		['push', [b(1, 2, 3), 4], 'ErrorDataTooLarge: Size of array/BLOB too large'],
		['append', [b(1, 2), 'ab'], 'ErrorDataTooLarge: Size of array/BLOB too large'],
		['splice', [b(1, 2, 3), 0, 0, b(1)], 'ErrorDataTooLarge: Size of array/BLOB too large'],
		['blob', [3], '[000000]'],
	],
	{ limits: { arraySize: 3 } },
);

test('a blob can be appended to itself, and grows without losing bytes', () => {
	const blob = b(1, 2, 3);
	expect(show('append', [blob, blob])).toBe('() | [010203010203]');
	expect(show('splice', [blob, 0, 1, blob])).toBe('() | [0102030102030203 010203]');
});

test('spare capacity is not part of the value', () => {
	const blob = b(1, 2, 3);
	for (let i = 0; i < 20; i++) run('push', [blob, i]);
	expect(blob.bytes.length).toBeGreaterThan(blob.length);
	run('truncate', [blob, 4]);
	expect(show('to_array', [blob])).toBe('[1, 2, 3, 0]');
	expect(show('as_string', [blob])).toBe('"\\u{1}\\u{2}\\u{3}\\0"');
	expect(show('contains', [blob, 7])).toBe('false');
	expect(show('reverse', [blob])).toBe('() | [00030201]');
	expect(show('extract', [blob, 0, 99])).toBe('[00030201]');
	expect(show('pad', [blob, 6, 9])).toBe('() | [000302010909]');
	expect(show('retain', [blob, 1, 2])).toBe('[00010909] | [0302]');
});

const small = fc.integer({ min: -9, max: 9 });

test('blobs agree with lists of bytes', () => {
	fc.assert(
		fc.property(
			fc.uint8Array({ maxLength: 8 }),
			small,
			small,
			fc.uint8Array({ maxLength: 4 }),
			(data, start, len, more) => {
				const list = [...data];
				const from = start < 0 ? Math.max(0, list.length + start) : Math.min(start, list.length);
				const part = list.slice(from, from + Math.max(0, len));
				const hex = (v: unknown) => debugText(v as BlobValue);
				const of = (values: number[]) => debugText(b(...values));
				const make = () => new BlobValue(data.slice());
				const rest = [...list.slice(0, from), ...list.slice(from + part.length)];
				const drained = run('drain', [make(), start, len]);
				expect([hex(drained.value), hex(drained.receiver)]).toEqual([of(part), of(rest)]);
				const at = part.length > 0 ? from : list.length;
				expect(hex(run('splice', [make(), start, len, b(...more)]).receiver)).toBe(
					of(list.toSpliced(at, part.length, ...more)),
				);
				expect(hex(run('insert', [make(), start, 7]).receiver)).toBe(of(list.toSpliced(from, 0, 7)));
			},
		),
	);
});
