import { describe, expect, it } from 'vitest';
import { firstInvalidUtf8 } from './utf8.ts';

const CASES: readonly (readonly [string, number[], number])[] = [
	['empty', [], 0],
	['ASCII', [0x61, 0x62], 2],
	['two, three and four bytes', [0xc3, 0xa9, 0xe2, 0x82, 0xac, 0xf0, 0x9f, 0x98, 0x80], 9],
	['a lone continuation byte', [0x61, 0x80], 1],
	['Latin-1', [0x63, 0x61, 0x66, 0xe9, 0x0a], 3],
	['a sequence cut by the end', [0x61, 0xe2, 0x82], 1],
	['an overlong slash', [0xc0, 0xaf], 0],
	['an overlong three-byte form', [0x61, 0xe0, 0x9f, 0xbf], 1],
	['an overlong four-byte form', [0xf0, 0x8f, 0xbf, 0xbf], 0],
	['a surrogate', [0x61, 0xed, 0xa0, 0x80], 1],
	['beyond U+10FFFF', [0xf4, 0x90, 0x80, 0x80], 0],
	['bytes that UTF-8 never uses', [0xff], 0],
	['the last code point', [0xf4, 0x8f, 0xbf, 0xbf], 4],
];

describe('firstInvalidUtf8', () => {
	it.each(CASES)('%s', (_, bytes, expected) => {
		expect(firstInvalidUtf8(Uint8Array.from(bytes))).toBe(expected);
	});

	it('agrees with the decoder of the platform about single bytes and pairs', () => {
		const decoder = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });
		const valid = (bytes: Uint8Array): boolean => {
			try {
				decoder.decode(bytes);
				return true;
			} catch {
				return false;
			}
		};
		for (let first = 0; first < 256; first++) {
			for (let second = 0; second < 256; second++) {
				const bytes = Uint8Array.of(first, second);
				if ((firstInvalidUtf8(bytes) === 2) !== valid(bytes)) expect([first, second]).toBe('judged alike');
			}
		}
	});
});
