import { describe, expect, it, test } from 'vitest';
import { readText, withCrlf } from './byte-text.ts';
import { asciiInCharset, decodeText, encodeText, knownCharset } from './charset.ts';

const hex = (text: string): Buffer => Buffer.from(text, 'hex');

test.each([
	['', '636166c3a9', 'café'],
	['', '636166e9', 'café'],
	['us-ascii', '636166c3a9', 'café'],
	['us-ascii', '636166e9', 'café'],
	['UTF-8', '636166c3a9', 'café'],
	[' utf8 ', 'efbbbf61', 'a'],
	['utf-8', 'e9', '\ufffd'],
	['iso-8859-1', '936920', '“i '],
	['windows-1252', '8081ff', '€\u0081ÿ'],
	['iso-8859-15', 'a4', '€'],
	['koi8-r', 'fec1ca', 'Чай'],
	['windows-1251', 'd7e0e9', 'Чай'],
	['iso-2022-jp', '1b2442243d1b2842', 'そ'],
	['shift_jis', '955c', '表'],
	['cp932', '955c', '表'],
	['euc-jp', 'a4bd', 'そ'],
	['gb2312', 'b2e8', '茶'],
	['gb18030', 'b2e8', '茶'],
	['cp936', 'b2e8', '茶'],
	['big5', 'afF9', '茶'],
	['ks_c_5601-1987', 'c2f7', '차'],
	['utf-16', 'fffe41006200', 'Ab'],
	['utf-16', 'feff00410062', 'Ab'],
	['utf-16', '00410062', 'Ab'],
	['utf-16le', '41006200', 'Ab'],
	['unknown-8bit', 'e9', 'é'],
	['x-klingon', '61', undefined],
	['utf-7', '61', undefined],
	['iso-2022-kr', '61', undefined],
	['a'.repeat(100), '61', undefined],
])('%s %s', (charset, bytes, expected) => {
	expect(decodeText(hex(bytes), charset)).toBe(expected);
});

test.each([
	['utf-8', 'é☕', 'c3a9e29895'],
	['iso-8859-1', 'é“', 'e993'],
	['koi8-r', 'Чай', 'fec1ca'],
	['koi8-r', 'é', undefined],
	['windows-1252', '☕', undefined],
	['iso-8859-8', '\ufffd', undefined],
	['shift_jis', 'a', undefined],
	['utf-16le', 'a', undefined],
	['', 'a', undefined],
	['x-klingon', 'a', undefined],
])('writes %s %s', (charset, text, expected) => {
	expect(encodeText(text, charset)?.toString('hex')).toBe(expected);
});

test.each([
	['', 'bytes'],
	['utf-8', 'bytes'],
	['iso-8859-2', 'bytes'],
	['euc-jp', 'bytes'],
	['shift_jis', 'end'],
	['gb18030', 'end'],
	['iso-2022-jp', 'end'],
	['x-klingon', 'end'],
	['utf-16', 'none'],
	['utf-16be', 'none'],
])('ASCII in %s: %s', (charset, expected) => {
	expect(asciiInCharset(charset)).toBe(expected);
});

describe('charsets of one byte per character', () => {
	const names = [
		'iso-8859-1',
		'iso-8859-2',
		'iso-8859-5',
		'iso-8859-7',
		'iso-8859-15',
		'koi8-u',
		'macintosh',
		'ibm866',
		'windows-874',
		'windows-1257',
	];
	it.each(names)('%s is written as it is read', (name) => {
		expect(knownCharset(name)).toBeDefined();
		for (let byte = 0; byte < 256; byte++) {
			const text = decodeText(Uint8Array.of(byte), name) as string;
			if (text !== '\ufffd') expect(encodeText(text, name)).toEqual(Buffer.of(byte));
		}
	});
});

test('bytes that are no UTF-8 lose nothing', () => {
	const all = Buffer.from(Array.from({ length: 256 }, (_, byte) => byte));
	expect(new Set(readText(all)).size).toBe(256);
	expect(readText(hex('8095'))).toBe('€•');
});

test('line ends', () => {
	expect(withCrlf('a\nb\r\nc\rd\n\ne')).toBe('a\r\nb\r\nc\r\nd\r\n\r\ne');
});
