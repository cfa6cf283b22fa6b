import { describe, expect, test } from 'vitest';
import type { SpfResult } from '../../stdlib/host/context.ts';
import type { DnsPort } from '../../stdlib/host/dns.ts';
import { AnswerTable } from '../dns/answer-table.ts';
import { readAnswerTable } from '../dns/answer-table-data.ts';
import { checkSpf } from './spf.ts';

const never = new AbortController().signal;

function range<T>(count: number, make: (at: number) => T): T[] {
	return Array.from({ length: count }, (_, at) => make(at));
}

function spf(record: string): { TXT: string[] } {
	return { TXT: [record] };
}

/** The zone of RFC 7208 appendix A, and the policies of this test. */
const ZONE = {
	'example.com': { MX: ['10 mail-a.example.com', '20 mail-b.example.com'], A: ['192.0.2.10', '192.0.2.11'] },
	'amy.example.com': { A: '192.0.2.65' },
	'bob.example.com': { A: '192.0.2.66' },
	'mail-a.example.com': { A: '192.0.2.129' },
	'mail-b.example.com': { A: '192.0.2.130' },
	'example.org': { MX: '10 mail-c.example.org' },
	'mail-c.example.org': { A: '192.0.2.140' },
	'192.0.2.10': 'example.com',
	'192.0.2.65': 'amy.example.com',
	'192.0.2.66': 'bob.example.com',
	'192.0.2.140': 'mail-c.example.org',
	'10.0.0.4': 'bob.example.com',
	'mary.mobile-users._spf.example.com': { A: '127.0.0.2' },
	'joel.remote-users._spf.example.com': { A: '127.0.0.2' },

	'pass.example': spf('v=spf1 ip4:203.0.113.0/24 -all'),
	'fail.example': spf('v=spf1 -all'),
	'softfail.example': spf('v=spf1 ~all'),
	'neutral.example': spf('v=spf1 ?all'),
	'open.example': spf('v=spf1 ip4:192.0.2.1'),
	'unlisted.example': { TXT: ['something else', 'v=spf10 -all', 'v=spf1x'] },
	'bare.example': { A: '192.0.2.1' },
	'two.example': { TXT: ['v=spf1 -all', 'V=SPF1 +all'] },
	'upper.example': spf('V=SPF1 IP4:203.0.113.5 -ALL'),
	'syntax.example': spf('v=spf1 ip4:300.0.0.1 -all'),
	'late-syntax.example': spf('v=spf1 ip4:203.0.113.5 foo -all'),
	'redirect.example': spf('v=spf1 redirect=pass.example'),
	'redirect-none.example': spf('v=spf1 redirect=bare.example'),
	'include.example': spf('v=spf1 include:pass.example -all'),
	'include-fail.example': spf('v=spf1 include:fail.example ?all'),
	'include-none.example': spf('v=spf1 include:bare.example ?all'),
	'include-sick.example': spf('v=spf1 include:sick.example +all'),
	'a.example': { TXT: ['v=spf1 a -all'], A: ['203.0.113.5'] },
	'a-cidr.example': { TXT: ['v=spf1 a:a-net.example/24 a:bare.example -all'] },
	'a-net.example': { A: '203.0.113.200' },
	'mx.example': { TXT: ['v=spf1 mx/30 -all'], MX: '10 host.mx.example' },
	'host.mx.example': { A: '203.0.113.6' },
	'exists.example': spf('v=spf1 exists:%{ir}.%{v}._spf.%{d2} -all'),
	'5.113.0.203.in-addr._spf.exists.example': { A: '127.0.0.2' },
	'ptr.example': spf('v=spf1 ptr -all'),
	'203.0.113.5': ['liar.example', 'client.ptr.example'],
	'liar.example': { A: '192.0.2.1' },
	'client.ptr.example': { A: '203.0.113.5' },
	'ip6.example': spf('v=spf1 ip6:2001:db8:1::/48 -all'),
	'sick.example': 'SERVFAIL',
	'slow.example': 'TIMEOUT',
	'term-sick.example': spf('v=spf1 a:sick.example -all'),
	'void2.example': spf('v=spf1 a:gone1.example a:gone2.example ip4:203.0.113.5 -all'),
	'void3.example': spf('v=spf1 a:gone1.example a:gone2.example a:gone3.example ip4:203.0.113.5 -all'),
	'gone1.example': 'NXDOMAIN',
	'gone2.example': 'NODATA',
	'gone3.example': 'NXDOMAIN',
	'ten.example': spf(`v=spf1 ${range(10, (at) => `a:h${at}.hosts.example`).join(' ')} ip4:203.0.113.5 -all`),
	'eleven.example': spf(`v=spf1 ${range(11, (at) => `a:h${at}.hosts.example`).join(' ')} ip4:203.0.113.5 -all`),
	'*.hosts.example': { A: '192.0.2.1' },
	'many-mx.example': { TXT: ['v=spf1 mx -all'], MX: range(11, (at) => `${at} m${at}.hosts.example`) },
	'many-ptr.example': spf('v=spf1 ptr -all'),
	'loop.example': spf('v=spf1 include:loop.example -all'),
	'redirect-loop.example': spf('v=spf1 redirect=redirect-loop.example'),
	'long.example': spf(`v=spf1 ${range(2000, () => 'ip4:192.0.2.1').join(' ')} -all`),
	'control.example': spf('v=spf1 a:\r\nX-Bad:1 -all'),
	'exp.example': spf('v=spf1 -all exp=explain.exp.example'),
	'local.example': spf('v=spf1 exists:%{l}.%{o}.users.example -all'),
	'ann.local.example.users.example': { A: '127.0.0.2' },
	'helo.example': spf('v=spf1 exists:%{s}.%{h}.senders.example -all'),
	'postmaster@helo.example.helo.example.senders.example': { A: '127.0.0.2' },
	'xn--bcher-kva.example': spf('v=spf1 ip4:203.0.113.5 -all'),
	'received.example': spf('v=spf1 exists:%{r}.example -all'),
};

const { entries, problems } = readAnswerTable(ZONE);

interface Asked {
	readonly from: string;
	readonly ip?: string;
	readonly helo?: string;
}

function check({ from, ip = '203.0.113.5', helo = 'client.example' }: Asked, dns?: DnsPort): Promise<SpfResult> {
	const table = dns ?? new AnswerTable(entries, { unknown: 'NXDOMAIN' });
	return checkSpf({ clientIp: ip, helo, mailFrom: from, serverName: 'mx.kettle.example' }, table, never);
}

function words({ result, mechanism, problem, identity, domain }: SpfResult): string {
	return `${identity} ${domain}: ${result} ${mechanism ?? `(${problem})`}`;
}

const RESULTS: readonly (readonly [asked: Asked, result: string])[] = [
	[{ from: 'ann@pass.example' }, 'mailfrom pass.example: pass ip4:203.0.113.0/24'],
	[{ from: 'ann@pass.example', ip: '::ffff:203.0.113.9' }, 'mailfrom pass.example: pass ip4:203.0.113.0/24'],
	[{ from: 'ann@pass.example', ip: '192.0.2.1' }, 'mailfrom pass.example: fail all'],
	[{ from: 'ann@pass.example', ip: '2001:db8::1' }, 'mailfrom pass.example: fail all'],
	[{ from: '"a@b"@PASS.example.' }, 'mailfrom pass.example: pass ip4:203.0.113.0/24'],
	[{ from: '@pass.example' }, 'mailfrom pass.example: pass ip4:203.0.113.0/24'],
	[{ from: 'ann@fail.example' }, 'mailfrom fail.example: fail all'],
	[{ from: 'ann@softfail.example' }, 'mailfrom softfail.example: softfail all'],
	[{ from: 'ann@neutral.example' }, 'mailfrom neutral.example: neutral all'],
	[{ from: 'ann@open.example' }, 'mailfrom open.example: neutral default'],
	[{ from: 'ann@unlisted.example' }, 'mailfrom unlisted.example: none default'],
	[{ from: 'ann@bare.example' }, 'mailfrom bare.example: none default'],
	[{ from: 'ann@nowhere.example' }, 'mailfrom nowhere.example: none default'],
	[{ from: 'ann@localhost' }, 'mailfrom localhost: none default'],
	[{ from: 'ann' }, 'mailfrom ann: none default'],
	[{ from: 'ann@[192.0.2.1]' }, 'mailfrom [192.0.2.1]: none default'],
	[{ from: `ann@${'a'.repeat(64)}.example` }, `mailfrom ${'a'.repeat(64)}.example: none default`],
	[{ from: 'ann@a..example' }, 'mailfrom a..example: none default'],
	[{ from: 'ann@bücher.example' }, 'mailfrom xn--bcher-kva.example: pass ip4:203.0.113.5'],
	[{ from: 'ann@two.example' }, 'mailfrom two.example: permerror (multiple SPF records found for two.example)'],
	[{ from: 'ann@upper.example' }, 'mailfrom upper.example: pass ip4:203.0.113.5'],
	[{ from: 'ann@syntax.example' }, 'mailfrom syntax.example: permerror (Invalid "ip4" term)'],
	[{ from: 'ann@late-syntax.example' }, 'mailfrom late-syntax.example: permerror (Unknown mechanism "foo")'],
	[{ from: 'ann@redirect.example' }, 'mailfrom redirect.example: pass ip4:203.0.113.0/24'],
	[
		{ from: 'ann@redirect-none.example' },
		'mailfrom redirect-none.example: permerror (no SPF records found for bare.example)',
	],
	[{ from: 'ann@include.example' }, 'mailfrom include.example: pass include:pass.example'],
	[{ from: 'ann@include-fail.example' }, 'mailfrom include-fail.example: neutral all'],
	[
		{ from: 'ann@include-none.example' },
		'mailfrom include-none.example: permerror (no SPF records found for bare.example)',
	],
	[
		{ from: 'ann@include-sick.example' },
		'mailfrom include-sick.example: temperror (sick.example TXT: the name server failed)',
	],
	[{ from: 'ann@a.example' }, 'mailfrom a.example: pass a'],
	[{ from: 'ann@a-cidr.example' }, 'mailfrom a-cidr.example: pass a'],
	[{ from: 'ann@mx.example' }, 'mailfrom mx.example: pass mx/30'],
	[{ from: 'ann@exists.example' }, 'mailfrom exists.example: pass exists:5.113.0.203.in-addr._spf.exists.example'],
	[{ from: 'ann@ptr.example' }, 'mailfrom ptr.example: pass ptr'],
	[{ from: 'ann@ptr.example', ip: '192.0.2.77' }, 'mailfrom ptr.example: fail all'],
	[{ from: 'ann@ip6.example', ip: '2001:DB8:1:0::5' }, 'mailfrom ip6.example: pass ip6:2001:db8:1::/48'],
	[{ from: 'ann@sick.example' }, 'mailfrom sick.example: temperror (sick.example TXT: the name server failed)'],
	[{ from: 'ann@slow.example' }, 'mailfrom slow.example: temperror (slow.example TXT: no answer in time)'],
	[{ from: 'ann@term-sick.example' }, 'mailfrom term-sick.example: temperror (sick.example A: the name server failed)'],
	[{ from: 'ann@void2.example' }, 'mailfrom void2.example: pass ip4:203.0.113.5'],
	[{ from: 'ann@void3.example' }, 'mailfrom void3.example: permerror (more than 2 DNS lookups without an answer)'],
	[{ from: 'ann@ten.example' }, 'mailfrom ten.example: pass ip4:203.0.113.5'],
	[{ from: 'ann@eleven.example' }, 'mailfrom eleven.example: permerror (more than 10 DNS lookups)'],
	[{ from: 'ann@many-mx.example' }, 'mailfrom many-mx.example: permerror (more than 10 DNS lookups)'],
	[{ from: 'ann@loop.example' }, 'mailfrom loop.example: permerror (more than 10 DNS lookups)'],
	[{ from: 'ann@redirect-loop.example' }, 'mailfrom redirect-loop.example: permerror (more than 10 DNS lookups)'],
	[
		{ from: 'ann@long.example' },
		'mailfrom long.example: permerror (the record of long.example is longer than 8192 octets)',
	],
	[{ from: 'ann@control.example' }, 'mailfrom control.example: permerror (DNS response includes invalid characters)'],
	[{ from: 'ann@exp.example' }, 'mailfrom exp.example: fail all'],
	[{ from: 'ann@local.example' }, 'mailfrom local.example: pass exists:ann.local.example.users.example'],
	[{ from: 'bob@local.example' }, 'mailfrom local.example: fail all'],
	[
		{ from: 'ann@received.example' },
		'mailfrom received.example: permerror (Macro letter "r" is only allowed in explanation text)',
	],
	[
		{ from: 'ann@pass.example', ip: 'not an address' },
		'mailfrom pass.example: temperror (the client has no IP address)',
	],
	// The null sender: the HELO identity, as postmaster (RFC 7208 2.4).
	[{ from: '', helo: 'pass.example' }, 'helo pass.example: pass ip4:203.0.113.0/24'],
	[{ from: '', helo: 'FAIL.example.' }, 'helo fail.example: fail all'],
	[
		{ from: '', helo: 'helo.example' },
		'helo helo.example: pass exists:postmaster@helo.example.helo.example.senders.example',
	],
	[{ from: '', helo: 'nowhere.example' }, 'helo nowhere.example: none default'],
	[{ from: '', helo: 'localhost' }, 'helo localhost: none default'],
	[{ from: '', helo: '' }, 'helo : none default'],
	[{ from: '', helo: '[203.0.113.5]' }, 'helo [203.0.113.5]: fail (helo identity is invalid)'],
	[{ from: '', helo: '[IPv6:2001:db8::1]' }, 'helo [ipv6:2001:db8::1]: fail (helo identity is invalid)'],
];

describe('results', () => {
	test('the zone has no problem', () => expect(problems).toEqual([]));

	test.each(RESULTS)('%j', async (asked, result) => expect(words(await check(asked))).toBe(result));
});

/** RFC 7208 appendix A.1 to A.4: the record of example.com, and which clients pass. */
const EXAMPLES: readonly (readonly [record: string, pass: readonly string[], fail: readonly string[]])[] = [
	['v=spf1 +all', ['192.0.2.65', '198.51.100.1'], []],
	['v=spf1 a -all', ['192.0.2.10', '192.0.2.11'], ['192.0.2.65']],
	['v=spf1 a:example.org -all', [], ['192.0.2.10', '192.0.2.140']],
	['v=spf1 mx -all', ['192.0.2.129', '192.0.2.130'], ['192.0.2.10', '192.0.2.140']],
	['v=spf1 mx:example.org -all', ['192.0.2.140'], ['192.0.2.129']],
	['v=spf1 mx mx:example.org -all', ['192.0.2.129', '192.0.2.130', '192.0.2.140'], ['192.0.2.131']],
	[
		'v=spf1 mx/30 mx:example.org/30 -all',
		['192.0.2.128', '192.0.2.131', '192.0.2.140', '192.0.2.143'],
		['192.0.2.132'],
	],
	['v=spf1 ptr -all', ['192.0.2.10', '192.0.2.65'], ['192.0.2.140', '10.0.0.4']],
	['v=spf1 ip4:192.0.2.128/28 -all', ['192.0.2.129', '192.0.2.143'], ['192.0.2.65']],
	['v=spf1 exists:%{l1r-}.remote-users._spf.%{d} -all', [], ['192.0.2.10']],
];

describe('examples of RFC 7208 appendix A', () => {
	test.each(EXAMPLES)('%s', async (record, pass, fail) => {
		const zone = new Map(entries);
		zone.set('example.com', {
			...ZONE['example.com'],
			MX: [
				{ priority: 10, host: 'mail-a.example.com' },
				{ priority: 20, host: 'mail-b.example.com' },
			],
			TXT: [record],
		});
		const dns = new AnswerTable(zone, { unknown: 'NXDOMAIN' });
		for (const ip of pass) expect([ip, (await check({ from: 'x@example.com', ip }, dns)).result]).toEqual([ip, 'pass']);
		for (const ip of fail) expect([ip, (await check({ from: 'x@example.com', ip }, dns)).result]).toEqual([ip, 'fail']);
	});

	/** Appendix A.4 and 7.4: macros with the local part. */
	const LOCAL: readonly (readonly [from: string, record: string, result: string])[] = [
		['mary@example.com', 'v=spf1 exists:%{l1r+}.mobile-users._spf.%{d} -all', 'pass'],
		['fred@example.com', 'v=spf1 exists:%{l1r+}.mobile-users._spf.%{d} -all', 'fail'],
		['joel@example.com', 'v=spf1 exists:%{l1r+}.remote-users._spf.%{d} -all', 'pass'],
	];
	test.each(LOCAL)('%s with %s', async (from, record, result) => {
		const dns = new AnswerTable(new Map(entries).set('example.com', { TXT: [record] }), { unknown: 'NXDOMAIN' });
		expect((await check({ from, ip: '192.0.2.200' }, dns)).result).toBe(result);
	});
});

/** RFC 7208 7.4: what macros expand to, seen in the questions that they make. */
const MACROS: readonly (readonly [macro: string, ip: string, expanded: string])[] = [
	['%{s}', '192.0.2.3', 'strong-bad@email.example.com'],
	['%{o}', '192.0.2.3', 'email.example.com'],
	['%{d}', '192.0.2.3', 'email.example.com'],
	['%{d4}', '192.0.2.3', 'email.example.com'],
	['%{d3}', '192.0.2.3', 'email.example.com'],
	['%{d2}', '192.0.2.3', 'example.com'],
	['%{d1}', '192.0.2.3', 'com'],
	['%{dr}', '192.0.2.3', 'com.example.email'],
	['%{d2r}', '192.0.2.3', 'example.email'],
	['%{l}', '192.0.2.3', 'strong-bad'],
	['%{l-}', '192.0.2.3', 'strong.bad'],
	['%{lr}', '192.0.2.3', 'strong-bad'],
	['%{lr-}', '192.0.2.3', 'bad.strong'],
	['%{l1r-}', '192.0.2.3', 'strong'],
	['%{ir}.%{v}._spf.%{d2}', '192.0.2.3', '3.2.0.192.in-addr._spf.example.com'],
	['%{lr-}.lp._spf.%{d2}', '192.0.2.3', 'bad.strong.lp._spf.example.com'],
	['%{lr-}.lp.%{ir}.%{v}._spf.%{d2}', '192.0.2.3', 'bad.strong.lp.3.2.0.192.in-addr._spf.example.com'],
	['%{ir}.%{v}.%{l1r-}.lp._spf.%{d2}', '192.0.2.3', '3.2.0.192.in-addr.strong.lp._spf.example.com'],
	[
		'%{ir}.%{v}._spf.%{d2}',
		'2001:db8::cb01',
		'1.0.b.c.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.8.b.d.0.1.0.0.2.ip6._spf.example.com',
	],
];

describe('macros of RFC 7208 7.4', () => {
	test.each(MACROS)('%s from %s', async (macro, ip, expanded) => {
		const asked: string[] = [];
		const table = new Map(entries).set('email.example.com', { TXT: [`v=spf1 exists:${macro}.x.example -all`] });
		const dns = new AnswerTable(table, { unknown: 'NXDOMAIN', onUnknown: (question) => asked.push(question) });
		await check({ from: 'strong-bad@email.example.com', ip }, dns);
		expect(asked).toEqual([`${expanded}.x.example A`]);
	});
});

describe('what a hostile domain can make us do', () => {
	/** Every name has a record that includes ten more, ten MX, and ten names for the client. */
	const endless = () => {
		const asked: string[] = [];
		let serial = 0;
		const dns: DnsPort = {
			resolve: async (name, type) => {
				asked.push(`${name} ${type}`);
				const fresh = () => `n${serial++}.endless.example`;
				if (type === 'TXT')
					return [`v=spf1 mx:${fresh()} ptr ${range(10, () => `include:${fresh()}`).join(' ')} -all`] as never;
				if (type === 'MX') return range(100, (at) => ({ priority: at, host: fresh() })) as never;
				if (type === 'PTR') return range(100, fresh) as never;
				return range(100, (at) => `198.51.100.${at}`) as never;
			},
		};
		return { dns, asked };
	};

	test('at most some hundred questions for a record without end', async () => {
		const { dns, asked } = endless();
		expect(words(await check({ from: 'ann@start.example' }, dns))).toContain('permerror');
		expect(asked.length).toBeLessThan(150);
	});

	test('each question once', async () => {
		const { asked, dns } = endless();
		await check({ from: 'ann@start.example' }, dns);
		expect(new Set(asked).size).toBe(asked.length);
	});

	test('names for the client beyond the tenth are not looked at', async () => {
		const asked: string[] = [];
		const zone = new Map(entries).set('203.0.113.5', { PTR: range(100, (at) => `p${at}.hosts.example`) });
		const table = new AnswerTable(zone, { unknown: 'NXDOMAIN' });
		const dns: DnsPort = {
			resolve: (name, type, signal) => {
				asked.push(`${name} ${type}`);
				return table.resolve(name, type, signal);
			},
		};
		expect((await check({ from: 'ann@many-ptr.example' }, dns)).result).toBe('fail');
		expect(asked).toHaveLength(12);
	});

	test('the signal ends the check', async () => {
		const control = new AbortController();
		const dns: DnsPort = {
			resolve: (_name, _type, signal) =>
				new Promise((_resolve, reject) => signal.addEventListener('abort', () => reject(signal.reason))),
		};
		const question = { clientIp: '203.0.113.5', helo: 'x.example', mailFrom: 'a@b.example', serverName: 'mx' };
		const result = checkSpf(question, dns, control.signal);
		setImmediate(() => control.abort(new Error('enough')));
		await expect(result).rejects.toThrow('enough');
	});
});
