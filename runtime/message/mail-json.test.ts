import { expect, test } from 'vitest';
import { toMailJson } from './mail-json.ts';
import { Message } from './message.ts';

const json = (text: string): unknown => toMailJson(new Message(Buffer.from(text.replaceAll('\n', '\r\n'), 'latin1')));

test.each<[what: string, text: string, expected: unknown]>([
	['nothing', '', { headers: [], body: 'Undefined' }],
	['header only', 'A: 1\n', { headers: [['a', '1']], body: 'Undefined' }],
	[
		'no MIME',
		'Subject: a\n b\nX: caf\xe9\n\none\n\ntwo\n',
		{
			headers: [
				['subject', 'a b'],
				['x', 'café'],
			],
			body: { Regular: ['one', '', 'two'] },
		},
	],
	['no line end', '\nx', { headers: [], body: { Regular: ['x'] } }],
	[
		'a text',
		'Content-Type: text/plain; Charset=utf-8\nContent-Transfer-Encoding: base64\n\nQQ==\n',
		{
			headers: [
				['content-type', 'text/plain; Charset=utf-8'],
				['content-transfer-encoding', 'base64'],
			],
			body: {
				Mime: {
					headers: [
						{ name: 'content-type', value: 'text/plain', args: { charset: 'utf-8' } },
						{ name: 'content-transfer-encoding', value: 'base64', args: {} },
					],
					content: { Regular: ['QQ=='] },
				},
			},
		},
	],
	[
		'parts',
		'MIME-Version: 1.0\nContent-Type: multipart/mixed; boundary=b\n\npre\n--b\n\none\n--b\nContent-Type: message/rfc822\n\nA: 1\n\ntwo\n--b--\nepi\n',
		{
			headers: [
				['mime-version', '1.0'],
				['content-type', 'multipart/mixed; boundary=b'],
			],
			body: {
				Mime: {
					headers: [{ name: 'content-type', value: 'multipart/mixed', args: { boundary: 'b' } }],
					content: {
						Multipart: {
							preamble: 'pre',
							parts: [
								{ headers: [], content: { Regular: ['one'] } },
								{
									headers: [{ name: 'content-type', value: 'message/rfc822', args: {} }],
									content: { Embedded: { headers: [['a', '1']], body: { Regular: ['two'] } } },
								},
							],
							epilogue: '\r\nepi\r\n',
						},
					},
				},
			},
		},
	],
])('%s', (_what, text, expected) => {
	expect(json(text)).toEqual(expected);
});

test('names from outside are properties like others', () => {
	const text = JSON.stringify(json('__proto__: x\nContent-Type: text/plain; __proto__=y; constructor=z\n\nt\n'));
	expect(text).toContain('["__proto__","x"]');
	expect(text).toContain('"args":{"__proto__":"y","constructor":"z"}');
	expect(({} as Record<string, unknown>).x).toBeUndefined();
});
