import fc from 'fast-check';
import { expect, test } from 'vitest';
import { decodeWords, encodeWords, isEncodedWord } from './encoded-words.ts';

const DECODED: readonly (readonly [value: string, text: string])[] = [
	['plain text', 'plain text'],
	['', ''],
	['=?utf-8?Q?caf=C3=A9?=', 'café'],
	['=?UTF-8?q?caf=c3=a9?=', 'café'],
	['=?utf-8?B?Y2Fmw6k=?=', 'café'],
	['=?utf-8?b?Y2Fmw6k?=', 'café'],
	['=?iso-8859-1?Q?caf=E9?=', 'café'],
	['=?iso-8859-1*fr?Q?caf=E9?=', 'café'],
	['=?windows-1251?B?1+Dp?=', 'Чай'],
	['=?iso-2022-jp?B?GyRCJCpDYxsoQg==?=', 'お茶'],
	['=?utf-8?Q?a_b?=', 'a b'],
	['=?utf-8?Q?a=5Fb?=', 'a_b'],
	['=?utf-8?Q?a?= =?utf-8?Q?b?=', 'ab'],
	['=?utf-8?Q?a?=\t  =?utf-8?B?Yg==?=', 'ab'],
	['=?utf-8?Q?a?= b =?utf-8?Q?c?=', 'a b c'],
	['=?utf-8?Q?=C3?= =?utf-8?Q?=A9?=', 'é'],
	['=?utf-8?B?w6?= =?utf-8?B?kg?=', 'Ò'],
	['=?utf-8?Q?=C3?= =?iso-8859-1?Q?=E9?=', '\ufffdé'],
	['=?utf-8?Q?a?==?utf-8?Q?b?=', 'ab'],
	['a=?utf-8?Q?b?=c', 'abc'],
	['"=?utf-8?Q?a?=" <a@b.example>', '"a" <a@b.example>'],
	['=?utf-8?Q?two words?=', 'two words'],
	['=?utf-8?Q??=', ''],
	['=?x-klingon?Q?a?=', '=?x-klingon?Q?a?='],
	['=?utf-8?X?a?=', '=?utf-8?X?a?='],
	['=?utf-8?Q?a', '=?utf-8?Q?a'],
	['=?utf-8?Q', '=?utf-8?Q'],
	['=?', '=?'],
	['=??Q?a?=', '=??Q?a?='],
	['=?utf-8?Q?=ZZ=4?=', '=ZZ=4'],
	['=?utf-8?B?*Y*2*?=', 'c'],
	['=?utf-8?Q?a=0D=0AX:_y=00?=', 'a  X: y '],
	['=?=?utf-8?Q?a?=', '=?a'],
	[`=?${'a'.repeat(80)}?Q?a?=`, `=?${'a'.repeat(80)}?Q?a?=`],
	['caf\xe9', 'café'],
	['caf\xc3\xa9', 'café'],
	['caf\xc3\xa9 =?utf-8?Q?=E2=98=95?=', 'café ☕'],
];

test.each(DECODED)('%j', (value, text) => {
	expect(decodeWords(value)).toBe(text);
});

const ENCODED: readonly (readonly [text: string, words: readonly string[]])[] = [
	['é', ['=?utf-8?B?w6k=?=']],
	['café au lait', ['=?utf-8?Q?caf=C3=A9_au_lait?=']],
	['a=b?c_d', ['=?utf-8?Q?a=3Db=3Fc=5Fd?=']],
	['', []],
];

test.each(ENCODED)('writes %j', (text, words) => {
	expect(encodeWords(text)).toEqual(words);
});

test('words are read as they were written, and never too long', () => {
	fc.assert(
		fc.property(
			fc.string({ unit: 'grapheme', maxLength: 200 }),
			fc.option(fc.nat(80), { nil: undefined }),
			(text, room) => {
				const words = encodeWords(text, room);
				for (const word of words) expect(word.length).toBeLessThanOrEqual(75);
				for (const word of words) expect(isEncodedWord(word)).toBe(true);
				expect(decodeWords(words.join(' '))).toBe(text.replaceAll(/[\r\n\0]/g, ' '));
			},
		),
	);
});

test('reading never fails', () => {
	const piece = fc.constantFrom(
		'=?',
		'?=',
		'?',
		'=',
		'utf-8',
		'Q',
		'B',
		'x',
		'=41',
		'_',
		' ',
		'*',
		'\xe9',
		'=?utf-8?Q?a?=',
	);
	fc.assert(
		fc.property(fc.array(piece, { maxLength: 30 }), (pieces) => {
			expect(decodeWords(pieces.join(''))).toBeTypeOf('string');
		}),
	);
});
