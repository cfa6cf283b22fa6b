import { expect, test } from 'vitest';
import { MessageError } from '../../stdlib/host/message.ts';
import { addAddress, removeAddress, replaceAddress } from './address-edit.ts';
import { givenAddress, headerAddress, isSameAddress } from './mailbox-argument.ts';

const outcome = (run: () => string | undefined): string => {
	try {
		return run() ?? 'nothing left';
	} catch (error) {
		if (error instanceof MessageError) return `error: ${error.message}`;
		throw error;
	}
};

test.each([
	[' a@b.example', ' new@x.example'],
	[' Ann <a@b.example>, c@d.example', ' Ann <new@x.example>, c@d.example'],
	[' "a@b.example" <a@B.Example> (a@b.example)', ' "a@b.example" <new@x.example> (a@b.example)'],
	[' g: a@b.example,\r\n\ta@b.example;', ' g: new@x.example,\r\n\tnew@x.example;'],
	[' A@b.example', ' A@b.example'],
	[' xa@b.example, a@b.example.org', ' xa@b.example, a@b.example.org'],
	[' <@r.example:a@b.example>', ' <@r.example:new@x.example>'],
	[' "a"@b.example', ' new@x.example'],
	[' a (c) @ (d) b.example', ' new@x.example'],
	[' =?utf-8?Q?a?= <a@b.example>', ' =?utf-8?Q?a?= <new@x.example>'],
	[' broken <a@b.example', ' broken <a@b.example'],
])('replaced in %j', (value, expected) => {
	expect(replaceAddress(value, givenAddress('a@b.example'), 'new@x.example')).toBe(expected);
});

test.each([
	[' a@b.example', 'nothing left'],
	[' a@b.example, c@d.example', ' c@d.example'],
	[' c@d.example, a@b.example', ' c@d.example'],
	[' c@d.example,\r\n Ann <a@b.example>,\r\n e@f.example', ' c@d.example,\r\n e@f.example'],
	[' a@b.example, a@b.example, c@d.example, a@b.example', ' c@d.example'],
	[' c@d.example, a@b.example, a@b.example', ' c@d.example'],
	[' a@b.example, a@b.example', 'nothing left'],
	[' g: a@b.example, c@d.example;, a@b.example', ' g: c@d.example;'],
	[' g: a@b.example;', ' g: ;'],
	[' Ann (x) <a@b.example> (y), c@d.example', ' c@d.example'],
	[' a@b.example; c@d.example', ' c@d.example'],
	[' not an address, a@b.example', ' not an address'],
	[' c@d.example', ' c@d.example'],
	['', ''],
])('removed from %j', (value, expected) => {
	expect(outcome(() => removeAddress(value, givenAddress('a@b.example')))).toBe(expected);
});

test.each([
	['', ' new@x.example'],
	['  ', ' new@x.example'],
	[' a@b.example', ' a@b.example, new@x.example'],
	[' a@b.example, ', ' a@b.example, new@x.example, '],
	[' a@b.example (Ann)', ' a@b.example (Ann), new@x.example'],
	[' g: a@b.example;', ' g: a@b.example;, new@x.example'],
	[' g: a@b.example', ' g: a@b.example;, new@x.example'],
	[` ${'a'.repeat(60)}@b.example`, ` ${'a'.repeat(60)}@b.example,\r\n new@x.example`],
	[' a@b.example,\r\n c@d.example', ' a@b.example,\r\n c@d.example, new@x.example'],
	[
		' "open, a@b.example',
		'error: failed to parse the message body, `the header To has a quote or a comment without its end`',
	],
])('added to %j', (value, expected) => {
	expect(outcome(() => addAddress('To', value, 'new@x.example'))).toBe(expected);
});

test.each([
	['a@b.example', 'a b.example'],
	['"a b"@c.example', '"a b" c.example'],
	['"a@b"@c.example', '"a@b" c.example'],
	['a@[192.0.2.1]', 'a [192.0.2.1]'],
	['zoë@bücher.example', 'zoë bücher.example'],
	['a@localhost', 'a localhost'],
])('given %j', (text, expected) => {
	const { local, domain } = givenAddress(text);
	expect(`${local} ${domain}`).toBe(expected);
});

test.each([
	[''],
	['ann'],
	['@b.example'],
	['a@'],
	['a@b@c.example'],
	['a@b.example, c@d.example'],
	['<a@b.example>'],
	['Ann <a@b.example>'],
	[' a@b.example'],
	['a@b.example\r\n'],
	['a@b.example\r\nBcc: c@d.example'],
	['a @b.example'],
	['"a"@ b.example'],
	['"a\r\n"@b.example'],
	['a(x)@b.example'],
	['a..b@c.example'],
	['a@b..example'],
	['a@b!.example'],
	[`${'a'.repeat(300)}@b.example`],
])('given %j is refused', (text) => {
	const found = outcome(() => givenAddress(text).local);
	expect(found).toMatch(
		/^error: invalid type conversion expected: `address`, but got: `.* is not a valid address: .*`$/s,
	);
});

test.each([
	['a@b.example', 'a@B.EXAMPLE', true],
	['a@b.example', 'A@b.example', false],
	['a@bücher.example', 'a@xn--bcher-kva.example', true],
	['a@BÜCHER.example', 'a@bücher.example', true],
	['a@b.example', 'a@c.example', false],
])('%s and %s', (left, right, same) => {
	expect(isSameAddress(givenAddress(left), givenAddress(right))).toBe(same);
});

test('in a header international names need SMTPUTF8', () => {
	const address = givenAddress('zoë@bücher.example');
	expect(Buffer.from(headerAddress(address, true), 'latin1').toString()).toBe('zoë@bücher.example');
	expect(outcome(() => headerAddress(address, false))).toMatch(/^error: the address `zoë@bücher.example` is not ASCII/);
	expect(headerAddress(givenAddress('a@bücher.example'), false)).toBe('a@xn--bcher-kva.example');
});
