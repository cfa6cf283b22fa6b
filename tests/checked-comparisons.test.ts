/**
 * What the lints say of comparisons holds when they run: of every pair of kinds that is called never equal, never
 * contained or an error, several values are compared.
 */

import { describe, expect, test } from 'vitest';
import { Engine, ScriptError } from '../lang/index.ts';
import { sampleHost, samplePorts } from '../runtime/simulate/sample.ts';
import { coreModule } from '../stdlib/core/index.ts';
import { mailLibrary } from '../stdlib/mail/index.ts';
import { describeKind, type Kind } from '../stdlib/mail/lints/model/kinds.ts';
import { type Answer, containment, equality } from '../stdlib/mail/lints/model/matrices.ts';

const engine = new Engine({ modules: [coreModule, ...mailLibrary()] });

/** Values that are as alike as their kinds allow. */
const SAMPLES: Readonly<Partial<Record<Kind, readonly string[]>>> = {
	ip4: ['ip4("192.0.2.1")'],
	ip6: ['ip6("2001:db8::1")'],
	rg4: ['rg4("192.0.2.0/24")', 'rg4("192.0.2.1/32")'],
	rg6: ['rg6("2001:db8::/32")', 'rg6("2001:db8::1/128")'],
	address: ['address("bob@kettle.example")'],
	fqdn: ['fqdn("kettle.example")'],
	identifier: ['identifier("bob")', 'identifier("550 no")'],
	regex: ['regex("o")', 'regex("192")'],
	code: ['code(550, "no")'],
	group: ['group(["bob@kettle.example", rg4("192.0.2.0/24")])', 'group([])'],
	status: ['next()', 'deny("550 no")'],
	recipients: ['ctx::rcpt_list()'],
	string: ['"bob@kettle.example"', '"192.0.2.1"', '"2001:db8::1"', '"kettle.example"', '"next"', '"550 no"', '"bob"'],
	int: ['550', '0'],
	bool: ['true'],
	float: ['1.5'],
	blob: ['blob(3)'],
	Fn: ['|| 1'],
};

function run(script: string): boolean | 'raises' {
	const { program } = engine.compile(script);
	if (program === undefined) throw new Error(`no program: ${script}`);
	try {
		return engine.runSync(program, { host: sampleHost(new Uint8Array(), samplePorts()) }) === true;
	} catch (error) {
		if (!(error instanceof ScriptError)) throw error;
		return 'raises';
	}
}

const KINDS = Object.keys(SAMPLES) as Kind[];

const PAIRS = KINDS.flatMap((left) => KINDS.map((right) => [left, right] as const));

function answers(left: Kind, right: Kind, operator: string): Set<boolean | 'raises'> {
	const scripts = (SAMPLES[left] ?? []).flatMap((a) => (SAMPLES[right] ?? []).map((b) => `(${a}) ${operator} (${b})`));
	return new Set(scripts.map(run));
}

describe.each<[operator: string, judge: (left: Kind, right: Kind) => Answer]>([
	['==', equality],
	['in', containment],
])('%s', (operator, judge) => {
	for (const [left, right] of PAIRS) {
		const answer = judge(left, right);
		if (answer === 'maybe') continue;
		test(`${describeKind(left)} ${operator} ${describeKind(right)}: ${answer}`, () => {
			expect([...answers(left, right, operator)]).toEqual([answer === 'raises' ? 'raises' : false]);
		});
	}
});

test('every pair that can be equal or contained is known to be so', () => {
	for (const [left, right] of PAIRS) {
		if (answers(left, right, '==').has(true)) expect(equality(left, right), `${left} == ${right}`).toBe('maybe');
		if (answers(left, right, 'in').has(true)) expect(containment(left, right), `${left} in ${right}`).toBe('maybe');
	}
});
