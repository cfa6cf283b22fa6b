/** Where an array takes the place of a group, `in` must give the same for every item. */

import { describe, expect, test } from 'vitest';
import { objectEngine, outcome } from '../objects/test-engine.ts';
import { COMPARED_KINDS } from './move-groups.ts';

const TEXTS: Readonly<Record<string, readonly string[]>> = {
	ip4: ['192.0.2.1', '10.0.0.1', '255.255.255.255'],
	ip6: ['2001:db8::1', '::1', '::ffff:192.0.2.1'],
	rg4: ['192.0.2.0/24', '192.0.2.1/32', '0.0.0.0/0'],
	rg6: ['2001:db8::/32', '2001:db8::1/128', '::/0'],
	address: ['ann@mx.example', 'ann@MX.Example', 'Ann@mx.example', 'null@x.y', '"a@b"@x.example'],
	fqdn: ['mx.example', 'MX.EXAMPLE', 'lists.mx.example', 'example', 'x.y'],
	identifier: ['ann', 'Ann', 'null', '', 'mx.example', 'ann@mx.example', '192.0.2.1'],
	regex: ['^ann', 'example$', '[0-9]+', '^$', 'zzz'],
};

const literal = JSON.stringify;

/** Expressions of every kind that a rule may ask for. */
const ITEMS = [
	...Object.entries(TEXTS).flatMap(([kind, texts]) => texts.map((text) => `${kind}(${literal(text)})`)),
	...[...Object.values(TEXTS).flat(), '0:0::1', '192.0.2.1/32', '010.0.0.1', '@', '550 no'].map((text) =>
		literal(text),
	),
	'code(550, "no")',
	'group([address("ann@mx.example")])',
	'group([])',
	'["ann"]',
	'#{ ann: 1 }',
	'()',
	'1',
	"'a'",
	'true',
	'(|x| x)',
];

const engine = objectEngine();

describe.each([...COMPARED_KINDS])('%s', (kind) => {
	test.each(TEXTS[kind] ?? [])('%s', (text) => {
		const element = `${kind}(${literal(text)})`;
		const answers = (list: string) =>
			outcome(engine, `let list = ${list}; [${ITEMS.map((item) => `${item} in list`)}]`);
		const ofArray = answers(`[${element}]`);
		expect(ofArray).toContain('true');
		expect(ofArray).toBe(answers(`group([${element}])`));
	});
});
