import { describe, expect, test } from 'vitest';
import { authenticationResults, claimsServer, methodResult, resultValue, spfValue } from './result-fields.ts';

const VALUES: readonly (readonly [text: string, spf: string, result: string])[] = [
	['pass', 'pass', 'pass'],
	['ann@teapot.example', 'ann@teapot.example', 'ann@teapot.example'],
	['@teapot.example', '@teapot.example', '@teapot.example'],
	['a=b?c/d@teapot.example', '"a=b?c/d@teapot.example"', 'a=b?c/d@teapot.example'],
	['192.0.2.1', '192.0.2.1', '192.0.2.1'],
	['2001:db8::1', '2001:db8::1', '"2001:db8::1"'],
	['ip4:192.0.2.0/24', 'ip4:192.0.2.0/24', '"ip4:192.0.2.0/24"'],
	['[192.0.2.1]', '[192.0.2.1]', '"[192.0.2.1]"'],
	['AbC/+=12', '"AbC/+=12"', '"AbC/+=12"'],
	['"a b"@teapot.example', '"\\"a b\\"@teapot.example"', '"\\"a b\\"@teapot.example"'],
	['a; spf=pass', '"a; spf=pass"', '"a; spf=pass"'],
	['a\r\nX-Bad: 1', '"a  X-Bad: 1"', '"a  X-Bad: 1"'],
	['back\\slash', '"back\\\\slash"', '"back\\\\slash"'],
	['a(b)', '"a(b)"', '"a(b)"'],
	['bücher@b.example', '"bücher@b.example"', '"bücher@b.example"'],
	['', '""', '""'],
	['x'.repeat(2000), 'x'.repeat(500), 'x'.repeat(500)],
];

describe('values', () => {
	test.each(VALUES)('%j', (text, spf, result) => {
		expect(spfValue(text)).toBe(spf);
		expect(resultValue(text)).toBe(result);
	});
});

test('authenticationResults', () => {
	const dkim = methodResult('dkim', 'pass', undefined, [
		['header.d', 'teapot.example'],
		['header.s', undefined],
		['header.b', 'AbC/EfGh'],
	]);
	const spf = methodResult('spf', 'fail', 'say "no"', [['smtp.mailfrom', 'ann@teapot.example']]);
	expect(authenticationResults('mx.kettle.example', [dkim, spf]).split('\r\n')).toEqual([
		'mx.kettle.example;',
		' dkim=pass header.d=teapot.example header.b="AbC/EfGh";',
		' spf=fail reason="say \\"no\\"" smtp.mailfrom=ann@teapot.example',
	]);
});

const CLAIMS: readonly (readonly [value: string, claims: boolean])[] = [
	[' mx.kettle.example; spf=pass', true],
	['mx.kettle.example', true],
	['MX.Kettle.Example; none', true],
	[' mx.kettle.example. ; spf=pass', true],
	[' mx.kettle.example 1; spf=pass', true],
	['\r\n\tmx.kettle.example\r\n ; spf=pass', true],
	[' (comment (nested) \\) ) mx.kettle.example; spf=pass', true],
	[' mx.kettle.example(x); spf=pass', true],
	[' "mx.kettle.example"; spf=pass', true],
	[' "mx.\\kettle.example"; spf=pass', true],
	[' other.example; spf=pass', false],
	[' mx.kettle.example.evil.example; spf=pass', false],
	[' other.example (mx.kettle.example); spf=pass', false],
	['; mx.kettle.example', false],
	['', false],
	[`${'('.repeat(2000)}x${')'.repeat(2000)}mx.kettle.example`, true],
	['(mx.kettle.example', false],
];

describe('claimsServer', () => {
	const servers = new Set(['mx.kettle.example']);
	test.each(CLAIMS)('%j', (value, claims) => expect(claimsServer(value, servers)).toBe(claims));
});
