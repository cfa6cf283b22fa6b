import { describe, expect, test } from 'vitest';
import type { Value } from '../../../lang/values/value.ts';
import { CodeObject, codeOf, joinReplies, parseCode } from './code.ts';
import { FqdnObject } from './fqdn.ts';

test('a code knows its parts, its text and its lines', () => {
	const code = parseCode('550-5.7.1 go\r\n550 5.7.1 away');
	expect([code.code, code.enhanced, code.message]).toEqual([550, '5.7.1', 'go\r\naway']);
	expect(code.text).toBe('550 5.7.1 go\r\naway');
	expect(code.replyLines()).toEqual(['550-5.7.1 go', '550 5.7.1 away']);
	expect(CodeObject.of(250, '', 'grüß dich').replyLines(false)).toEqual(['250 gr?? dich']);
});

describe('what functions take for a code', () => {
	test.each<[Value, string]>([
		[CodeObject.of(550, '5.7.1', 'no'), '550 5.7.1 no'],
		['550 no', '550 no'],
		['550 5.7.1 no', '550 5.7.1 no'],
		['550', '550 '],
	])('%s', (value, text) => {
		expect(codeOf(value).text).toBe(text);
	});

	test.each<[Value, string]>([
		['no', 'parameter must be a code, not "no"'],
		['', 'parameter must be a code, not ""'],
		['550 a\r\n551 b', 'parameter must be a code, not "550 a\r\n551 b"'],
		['x'.repeat(500), `parameter must be a code, not "${'x'.repeat(200)}…"`],
		[550, 'parameter must be a code, not i64'],
		[undefined, 'parameter must be a code, not ()'],
		[FqdnObject.parse('mx.example'), 'parameter must be a code, not fqdn'],
	])('%s is none', (value, text) => {
		expect(() => codeOf(value)).toThrow(`Runtime error: ${text}`);
	});
});

test('two replies become one with the codes of the second', () => {
	const joined = joinReplies(parseCode('250 2.1.5 fine'), parseCode('421 4.7.0 too many errors'));
	expect(joined.replyLines()).toEqual(['421-4.7.0 fine', '421 4.7.0 too many errors']);
	expect(joinReplies(parseCode('250 2.1.5 fine'), parseCode('421 bye')).replyLines()).toEqual(['421-fine', '421 bye']);
});
