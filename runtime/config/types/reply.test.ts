import fc from 'fast-check';
import { expect, test } from 'vitest';
import { formatReply, parseReply, type Reply } from './reply.ts';

const GOOD: [source: string, reply: Reply, written?: string][] = [
	['250 Ok', { code: 250, enhanced: '', text: 'Ok' }],
	['250', { code: 250, enhanced: '', text: '' }, '250 '],
	['250 ', { code: 250, enhanced: '', text: '' }],
	['220 mx.example ready\r\n', { code: 220, enhanced: '', text: 'mx.example ready' }, '220 mx.example ready'],
	['554 5.7.1 no', { code: 554, enhanced: '5.7.1', text: 'no' }],
	['554 5.7.1', { code: 554, enhanced: '5.7.1', text: '' }, '554 5.7.1 '],
	['250 2 recipients', { code: 250, enhanced: '', text: '2 recipients' }],
	['552 4.3.1 too large', { code: 552, enhanced: '4.3.1', text: 'too large' }],
	['250-2.0.0 a\r\n250 2.0.0 b', { code: 250, enhanced: '2.0.0', text: 'a\r\nb' }],
	['550 a\r\nb', { code: 550, enhanced: '', text: 'a\r\nb' }, '550-a\r\n550 b'],
];

const BAD: [source: string, problem: string | undefined][] = [
	['', undefined],
	['Ok', undefined],
	['25 Ok', undefined],
	['2500 Ok', undefined],
	['250_Ok', undefined],
	['199 Ok', 'the reply code 199 is not between 200 and 599'],
	['600 Ok', 'the reply code 600 is not between 200 and 599'],
	['250 3.0.0 Ok', "'3.0.0' is not an enhanced code such as 5.7.1"],
	['250 5.7.1 Ok', 'the reply code 250 and the enhanced code 5.7.1 contradict each other'],
	['550 2.0.0 no', 'the reply code 550 and the enhanced code 2.0.0 contradict each other'],
	['250-a\r\n251 b', 'Reply codes are not consistent'],
	['250-2.0.0 a\r\n250 b', 'Reply codes are not consistent'],
	['250 a\x07b', 'the text of a reply has a control character'],
	['250 a\nb', undefined],
	[`250 ${'x'.repeat(5000)}`, 'the text of a reply is longer than 4096 characters'],
];

test.each(GOOD)('%j', (source, reply, written = source) => {
	expect(parseReply(source)).toEqual(reply);
	expect(formatReply(reply)).toBe(written);
});

test.each(BAD)('%j: %s', (source, problem) => {
	expect(parseReply(source)).toBe(problem);
});

test('what is written is read back', () => {
	const line = fc.stringMatching(/^[ -~]{0,20}$/).filter((text) => !/^\d\.\d+\.\d+( |$)/.test(text));
	const reply = fc.record({
		code: fc.integer({ min: 200, max: 299 }),
		enhanced: fc.constantFrom('', '2.0.0', '2.100.7'),
		text: fc.array(line, { minLength: 1, maxLength: 3 }).map((lines) => lines.join('\r\n')),
	});
	fc.assert(fc.property(reply, (one) => void expect(parseReply(formatReply(one))).toEqual(one)));
});
