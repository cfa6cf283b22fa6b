import { expect, test } from 'vitest';
import { mailboxesOf } from './address-edit.ts';
import { addressText, parseAddressList } from './address-list.ts';

/** Mailboxes as `name|address|group`. */
const found = (value: string): string[] =>
	[...mailboxesOf(parseAddressList(value))].map(({ name, spec, group }) =>
		[name, addressText(spec), ...(group === undefined ? [] : [group])].join('|'),
	);

const CASES: readonly (readonly [value: string, ...mailboxes: string[]])[] = [
	[''],
	['  '],
	['a@b.example', '|a@b.example'],
	['<a@b.example>', '|a@b.example'],
	['Ann <a@b.example>', 'Ann|a@b.example'],
	['Ann B. Kettle <a@b.example>', 'Ann B. Kettle|a@b.example'],
	['"Kettle, Ann" <a@b.example>', 'Kettle, Ann|a@b.example'],
	['"Ann \\"Tea\\" \\\\ K" <a@b.example>', 'Ann "Tea" \\ K|a@b.example'],
	['"Ann" "Kettle" <a@b.example>', 'Ann Kettle|a@b.example'],
	['Ann<a@b.example>', 'Ann|a@b.example'],
	['a@b.example (Ann)', 'Ann|a@b.example'],
	['(x) a (y) @ (z) b.example (Ann (nested) K)', 'Ann (nested) K|a@b.example'],
	['Ann (not the name) <a@b.example> (nor this)', 'Ann|a@b.example'],
	['a@b.example, c@d.example', '|a@b.example', '|c@d.example'],
	['a@b.example,,\r\n\tc@d.example,', '|a@b.example', '|c@d.example'],
	['a@b.example; c@d.example;', '|a@b.example', '|c@d.example'],
	['=?utf-8?Q?Zo=C3=AB?= <a@b.example>', 'Zoë|a@b.example'],
	['"=?utf-8?Q?Zo=C3=AB?=" <a@b.example>', 'Zoë|a@b.example'],
	['=?utf-8?Q?Zo?=\r\n =?utf-8?Q?=C3=AB?= <a@b.example>', 'Zoë|a@b.example'],
	['Zo\xc3\xab <zo\xc3\xab@b\xc3\xbccher.example>', 'Zoë|zoë@bücher.example'],
	[
		'friends: a@b.example, Bob <c@d.example>; , e@f.example',
		'|a@b.example|friends',
		'Bob|c@d.example|friends',
		'|e@f.example',
	],
	['undisclosed-recipients:;'],
	['"my, friends": a@b.example;', '|a@b.example|my, friends'],
	['open: a@b.example', '|a@b.example|open'],
	['a:b:c@d.example;'],
	['<@relay.example,@hop.example:a@b.example>', '|a@b.example'],
	['"a b"@c.example', '|"a b"@c.example'],
	['"ab"@c.example', '|ab@c.example'],
	['"a.b"@c.example', '|a.b@c.example'],
	['"a..b"@c.example', '|"a..b"@c.example'],
	['"a@b.example x"@c.example', '|"a@b.example x"@c.example'],
	['"a@b.example" <c@d.example>', 'a@b.example|c@d.example'],
	['a@b.example <c@d.example>', 'a@b.example|c@d.example'],
	['a@[192.0.2.1]', '|a@[192.0.2.1]'],
	['a@[IPv6:2001:db8::1]', '|a@[IPv6:2001:db8::1]'],
	['a . b @ c . example', '|a.b@c.example'],
	// Two readers could take these for different addresses, so they are none.
	['a@b@c.example'],
	['a b@c.example'],
	['a@b c.example'],
	['<a@b.example> <c@d.example>'],
	['<a@b.example> x'],
	['"a"b@c.example'],
	['<a@b.example'],
	['a@b.example>'],
	['Ann <a@b.example, c@d.example>'],
	['<<a@b.example>>'],
	['a@'],
	['@b.example'],
	['<>'],
	['nobody'],
	['"a@b.example'],
	['(a@b.example'],
	['a@b.example (open'],
	['a\0@b.example'],
	['a@b\0.example'],
	['ok@x.example, "open <a@b.example>, c@d.example', '|ok@x.example'],
	['x <a@b.example, y <c@d.example>', 'y|c@d.example'],
];

test.each(CASES)('%j', (value, ...mailboxes) => {
	expect(found(value)).toEqual(mailboxes);
});
