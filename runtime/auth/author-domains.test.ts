import { describe, expect, test } from 'vitest';
import { authorDomains } from './author-domains.ts';

const FIELDS: readonly (readonly [field: string, domains: readonly string[]])[] = [
	['From: ann@teapot.example', ['teapot.example']],
	['From: "Ann" <ann@Teapot.Example>', ['teapot.example']],
	['from\t: ann@teapot.example', ['teapot.example']],
	['From : ann@teapot.example', ['teapot.example']],
	['From:\r\n ann@\r\n teapot.example', ['teapot.example']],
	['From: ann@ (at) teapot.example', ['teapot.example']],
	['From: ann@bücher.example', ['xn--bcher-kva.example']],
	['From: a@one.example, b@two.example', ['one.example', 'two.example']],
	['From: us: a@one.example, b@two.example;', ['one.example', 'two.example']],
	['From: a@one.example, a@ONE.example.', ['one.example']],
	['From: <@one.example,@two.example:a@three.example>', ['one.example', 'two.example', 'three.example']],
	['From: a@one.example <b@two.example>', ['one.example', 'two.example']],
	['From: a@one.example b@two.example', ['one.example', 'two.example']],
	['From: a@one.example@two.example', ['one.example', 'two.example']],
	['From: a@one.example\0@two.example', ['two.example']],
	['From: "b@two.example" <a@one.example>', ['one.example']],
	['From: "b\\"@two.example" <a@one.example>', ['one.example']],
	['From: a@one.example (b@two.example (c@three.example))', ['one.example']],
	['From: "b@two.example <a@one.example>', ['two.example', 'one.example']],
	['From: (b@two.example <a@one.example>', ['two.example', 'one.example']],
	['From: =?utf-8?Q?b@two.example?= <a@one.example>', ['one.example']],
	['From: ann@[192.0.2.1]', []],
	['From: nobody', []],
	['From: @', []],
	['To: a@one.example', []],
	['From: a@one.example\r\nnonsense\r\nFrom: b@two.example', ['one.example', 'two.example']],
	['', []],
];

describe('authorDomains', () => {
	test.each(FIELDS)('%j', (field, domains) => expect(authorDomains(Buffer.from(`${field}\r\n\r\nx`))).toEqual(domains));

	test('not in the body', () => expect(authorDomains(Buffer.from('A: 1\r\n\r\nFrom: a@one.example'))).toEqual([]));
});
