import { describe, expect, test } from 'vitest';
import { mailboxKey, mailboxProblem, parseMailbox } from './mailbox.ts';

const LABEL = 'a'.repeat(63);

describe('mailboxes and the place of their @', () => {
	test.each([
		['ann@mx.example', 3],
		['a.b+c@x', 5],
		["!#$%&'*+-/=?^_`{|}~@x.y", 19],
		['"a b"@x.y', 5],
		['"a@b"@x.y', 5],
		['"a\\"b"@x.y', 6],
		['""@x.y', 2],
		['ann@[192.0.2.1]', 3],
		['ann@[IPv6:2001:db8::1]', 3],
		['ann@[ipv6:::1]', 3],
		['jörg@müller.example', 4],
		['用户@例子.example', 2],
		['😀@x.y', 2],
		[`a@${LABEL}.example`, 1],
		[`${'a'.repeat(255)}@x.y`, 255],
		['a@xn--mller-kva.example', 1],
		['a@1.2.3a', 1],
	])('%s', (text, at) => {
		expect(parseMailbox(text)).toBe(at);
	});
});

describe('what is none', () => {
	test.each([
		['', "the '@' is missing"],
		['ann', "the '@' is missing"],
		['ann.mx.example', "the '@' is missing"],
		['@x.y', 'the local part is empty'],
		['ann@', 'the domain is empty'],
		['.ann@x.y', 'begins or ends with a dot'],
		['ann.@x.y', 'begins or ends with a dot'],
		['a..b@x.y', 'two in a row'],
		['a b@x.y', 'must be quoted'],
		['<ann@x.y>', 'must be quoted'],
		['Ann <ann@x.y>', 'must be quoted'],
		['a"b@x.y', 'must be quoted'],
		['a(b)@x.y', 'must be quoted'],
		['a\u0000@x.y', 'must be quoted'],
		['a\r\nb@x.y', 'must be quoted'],
		['a\u0085@x.y', 'must be quoted'],
		['a\ud800@x.y', 'must be quoted'],
		['a@b@x.y', 'no domain name can have'],
		['"a@x.y', 'does not end'],
		['"a\\', 'does not end'],
		['"a"x.y', "the '@' is missing"],
		['"a"', "the '@' is missing"],
		['"a\tb"@x.y', 'no local part can have'],
		['"a\r\nb"@x.y', 'no local part can have'],
		['"a\\\u007f"@x.y', 'no local part can have'],
		[`${'a'.repeat(256)}@x.y`, 'longer than 255 octets'],
		[`${'é'.repeat(128)}@x.y`, 'longer than 255 octets'],
		[`"${'a'.repeat(254)}"@x.y`, 'longer than 255 octets'],
		['ann@[192.0.2]', 'address literal'],
		['ann@[192.0.2.1', 'address literal'],
		['ann@[::1]', 'address literal'],
		['ann@[]', 'address literal'],
		['ann@[', 'address literal'],
		['ann@[x:y]', 'address literal'],
		['ann@x..y', 'a label of the domain is empty'],
		['ann@.x', 'a label of the domain is empty'],
		['ann@x.', 'a label of the domain is empty'],
		['ann@-x.y', 'hyphen'],
		['ann@x-.y', 'hyphen'],
		['ann@x_y.z', 'no domain name can have'],
		['ann@x y', 'no domain name can have'],
		['ann@x\u00a0y', 'no domain name can have'],
		['ann@x\u3002y', 'no domain name can have'],
		['ann@x\u200by.z', 'no domain name can have'],
		['ann@192.0.2.1', 'ends with a number'],
		['ann@5', 'ends with a number'],
		[`ann@${LABEL}a.example`, 'longer than 63 octets'],
		[`ann@${`${LABEL}.`.repeat(4)}example`, 'longer than 253 octets'],
	])('%j: %s', (text, problem) => {
		expect(mailboxProblem(parseMailbox(text))).toContain(problem);
	});

	test('is found in time that grows with the text', () => {
		for (const text of ['a'.repeat(1e6), `"${'\\a'.repeat(1e6)}`, `a@${'b.'.repeat(1e6)}`]) {
			expect(parseMailbox(text)).toBeLessThan(0);
		}
	});
});

test.each([
	['Ann@MX.Example', 'Ann@mx.example'],
	['"A@B"@X.Y', '"A@B"@x.y'],
	['Ann', 'Ann'],
	['@X', '@x'],
	['ann@mx.example', 'ann@mx.example'],
	['ann@X\u212a', 'ann@x\u212a'],
])('%s compares as %s', (text, key) => {
	expect(mailboxKey(text)).toBe(key);
});
