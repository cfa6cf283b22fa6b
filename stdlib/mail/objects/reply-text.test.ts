import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { codeProblem, enhancedProblem, MAX_LINE_OCTETS, parseReply, replyLines, textProblem } from './reply-text.ts';

const reply = (code: number, enhanced: string, text: string) => ({ code, enhanced, text });

describe('reading', () => {
	test.each([
		['550 no', reply(550, '', 'no')],
		['550 5.7.1 no', reply(550, '5.7.1', 'no')],
		['550 5.7.1', reply(550, '5.7.1', '')],
		['550 5.7.1 ', reply(550, '5.7.1', '')],
		['250 2 recipients', reply(250, '', '2 recipients')],
		['250 2.1 recipients', reply(250, '', '2.1 recipients')],
		['250 1.2.3.4 is you', reply(250, '', '1.2.3.4 is you')],
		['250 25.1.1 x', reply(250, '', '25.1.1 x')],
		['250 2.1000.1 x', reply(250, '', '2.1000.1 x')],
		['250 2.100.100 x', reply(250, '2.100.100', 'x')],
		['250 2..1 x', reply(250, '', '2..1 x')],
		['550', reply(550, '', '')],
		['550 ', reply(550, '', '')],
		['550  two blanks', reply(550, '', ' two blanks')],
		['550-5.7.1 one\r\n550 5.7.1 two', reply(550, '5.7.1', 'one\r\ntwo')],
		['550 one\r\n550 two', reply(550, '', 'one\r\ntwo')],
		['550 one\r\n', reply(550, '', 'one')],
		['550 5.7.1 one\r\nand two', reply(550, '5.7.1', 'one\r\nand two')],
		['550 one\r\n551 is text\r\nhere', reply(550, '', 'one\r\n551 is text\r\nhere')],
		['550 one\r\n551 two', 'Reply codes are not consistent'],
		['550 5.7.1 one\r\n550 5.7.2 two', 'Reply codes are not consistent'],
		['550 5.7.1 one\r\n550 two', 'Reply codes are not consistent'],
		['150 no', 'the reply code 150 is not between 200 and 599'],
		['999 no', 'the reply code 999 is not between 200 and 599'],
		['550 a\nb', 'the text of a reply has the control character U+000A; a line break in a reply is \\r\\n'],
		['550 a\u0007b', 'the text of a reply has the control character U+0007'],
		['', undefined],
		['no', undefined],
		['5500 no', undefined],
		['55 no', undefined],
		['550no', undefined],
		[' 550 no', undefined],
		['٥٥٠ no', undefined],
	])('%j', (text, expected) => {
		expect(parseReply(text)).toEqual(expected);
	});
});

describe('writing', () => {
	test.each([
		[reply(250, '', 'fine'), ['250 fine']],
		[reply(550, '5.7.1', 'no'), ['550 5.7.1 no']],
		[reply(250, '', ''), ['250 ']],
		[reply(550, '5.7.1', ''), ['550 5.7.1 ']],
		[reply(550, '5.7.1', 'one\r\ntwo'), ['550-5.7.1 one', '550 5.7.1 two']],
		[reply(550, '', 'one\r\n\r\ntwo'), ['550-one', '550-', '550 two']],
	])('%j', (parts, expected) => {
		expect(replyLines(parts)).toEqual(expected);
	});

	test('cuts at blanks, so that code, text and line break fit into 512 octets', () => {
		const words = Array.from({ length: 250 }, (_, index) => `word${index}`).join(' ');
		const lines = replyLines(reply(550, '5.7.1', words));
		expect(lines.length).toBe(4);
		expect(lines.map((line) => line.slice(10)).join(' ')).toBe(words);
		expect(lines.every((line, index) => line.startsWith(index < 3 ? '550-5.7.1 word' : '550 5.7.1 word'))).toBe(true);
		expect(lines.slice(0, -1).every((line) => line.length > MAX_LINE_OCTETS - 12)).toBe(true);
	});

	test('a line that just fits is not cut, and one octet more is', () => {
		const room = MAX_LINE_OCTETS - 2 - '550 '.length;
		expect(replyLines(reply(550, '', 'a'.repeat(room))).length).toBe(1);
		expect(replyLines(reply(550, '', `${'a'.repeat(room)} b`))).toEqual([`550-${'a'.repeat(room)}`, '550 b']);
		expect(replyLines(reply(550, '', `${'a'.repeat(room)} `))).toEqual([`550 ${'a'.repeat(room)}`]);
		expect(replyLines(reply(550, '', 'a'.repeat(room + 1)))).toEqual([`550-${'a'.repeat(room)}`, '550 a']);
	});

	test('every text that is allowed comes out whole, in lines that are short enough', () => {
		const piece = fc.oneof(
			fc.string({ unit: 'grapheme', maxLength: 400 }),
			fc.constantFrom('\r\n', ' ', 'x'.repeat(600), '😀'.repeat(300), ' '.repeat(520)),
		);
		fc.assert(
			fc.property(fc.array(piece, { maxLength: 8 }), fc.constantFrom('', '5.7.1'), (pieces, enhanced) => {
				const text = pieces.join('');
				fc.pre(textProblem(text) === undefined);
				const lines = replyLines(reply(550, enhanced, text));
				const head = enhanced === '' ? 4 : 10;
				for (const [index, line] of lines.entries()) {
					expect(Buffer.byteLength(line) + 2).toBeLessThanOrEqual(MAX_LINE_OCTETS);
					expect(line.slice(0, 4)).toBe(index < lines.length - 1 ? '550-' : '550 ');
					expect(line.isWellFormed()).toBe(true);
					expect(line).not.toMatch(/[\r\n]/);
				}
				const shown = lines.map((line) => line.slice(head)).join('');
				expect(shown.replaceAll(' ', '')).toBe(text.replaceAll('\r\n', '').replaceAll(' ', ''));
			}),
		);
	});

	test('without SMTPUTF8 only ASCII goes out', () => {
		expect(replyLines(reply(550, '', 'grüße 😀'), false)).toEqual(['550 gr??e ?']);
	});
});

test.each([
	[codeProblem(199), 'between 200 and 599'],
	[codeProblem(600), 'between 200 and 599'],
	[codeProblem(2n ** 60n), 'between 200 and 599'],
	[codeProblem(200), undefined],
	[codeProblem(599), undefined],
	[enhancedProblem(''), undefined],
	[enhancedProblem('5.7.1'), undefined],
	[enhancedProblem('5.7'), 'not an enhanced code'],
	[enhancedProblem('5.7.1 '), 'not an enhanced code'],
	[textProblem('a\tb'), undefined],
	[textProblem('a\r\nb'), undefined],
	[textProblem('a\rb'), 'U+000D'],
	[textProblem('a\u0000'), 'U+0000'],
	[textProblem('\u007f'), 'U+007F'],
	[textProblem('\u0085'), 'U+0085'],
	[textProblem('a\ud800'), 'U+D800'],
	[textProblem('x'.repeat(32 * 1024 + 1)), 'longer than'],
])('%s', (problem, part) => {
	if (part === undefined) expect(problem).toBeUndefined();
	else expect(problem).toContain(part);
});
