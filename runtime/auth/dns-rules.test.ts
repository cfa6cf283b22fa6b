/** The DNS and DNS lists in rules (library spec 11). */

import { describe, expect, test } from 'vitest';
import type { DnsPort } from '../../stdlib/host/dns.ts';
import { AnswerTable } from '../dns/answer-table.ts';
import { engine, entries, hostOf, valueAfter } from './test-session.ts';

describe('dns', () => {
	const CASES: readonly (readonly [script: string, value: string])[] = [
		['dns::lookup("client.example")', '["203.0.113.5", "203.0.113.6"]'],
		['lookup(fqdn("client.example"))', '["203.0.113.5", "203.0.113.6"]'],
		['dns::lookup("only6.example")', '["2001:db8::6"]'],
		['dns::lookup("none.example")', '["192.0.2.1"]'],
		['dns::lookup("fail.example")', 'error: Runtime error: fail.example A: no record of this type'],
		['dns::lookup("gone.example")', 'error: Runtime error: gone.example A: the name does not exist'],
		['dns::lookup("sick.example")', 'error: Runtime error: sick.example A: the name server failed'],
		['dns::lookup("a b")', 'error: Runtime error: "a b" A: this cannot be the name of a host or domain'],
		['dns::lookup(7)', 'error: Data type incorrect: i64 (expecting string)'],
		['try { dns::lookup("gone.example") } catch { "caught" }', '()'],
		['let x = "none"; try { dns::lookup("gone.example") } catch { x = "caught" } x', '"caught"'],
		['dns::rlookup("203.0.113.5")', '["liar.example.", "client.example."]'],
		['rlookup(ip4("203.0.113.5"))', '["liar.example.", "client.example."]'],
		['dns::rlookup(ip6("2001:db8::5"))', '["six.client.example."]'],
		['dns::rlookup("203.0.113.99")', 'error: Runtime error: 203.0.113.99 PTR: the name does not exist'],
		['dns::rlookup("client.example")', 'error: Runtime error: `client.example` is not an IP address'],
		['dns::ptr("203.0.113.5")', '["liar.example", "client.example"]'],
		['dns::mx("fail.example")', '[#{"host": "", "priority": 0}]'],
		['dns::txt("teapot.example")', '["v=spf1 ip4:203.0.113.0/24 -all"]'],
		['dns::fcrdns()', 'true'],
		[
			'dnsbl::check("bl.example")',
			'#{"codes": ["127.0.0.2", "127.0.0.4"], "listed": true, "reason": "spam; more spam"}',
		],
		['dnsbl::check(".BL.example.").listed', 'true'],
		['dnsbl::check(fqdn("bl.example")).listed', 'true'],
		['dnsbl::check("bl.example", "192.0.2.1")', '#{"codes": [], "listed": false, "reason": ""}'],
		['dnsbl::check("bl.example", ip6("2001:db8::5")).codes', '["127.0.0.9"]'],
		['dnsbl::check("bl.example", "::ffff:203.0.113.5").listed', 'true'],
		['dnsbl::check("mute.example")', '#{"codes": ["127.0.0.3"], "listed": true, "reason": ""}'],
		['code(554, dnsbl::check("rude.example").reason).to_string().len', '304'],
		['dnsbl::check("rude.example").reason.sub_string(0, 14)', '"??250 Ok?[2J x"'],
		['dnsbl::check("parked.example").listed', 'false'],
		[
			'dnsbl::check("closed.example")',
			'error: Runtime error: the list `closed.example` refuses to answer (127.255.255.254)',
		],
		['dnsbl::check("sick.example")', 'error: Runtime error: 5.113.0.203.sick.example A: the name server failed'],
		['dnsbl::check(["no.example", "bl.example", "mute.example"]).codes', '["127.0.0.2", "127.0.0.4", "127.0.0.3"]'],
		['dnsbl::check([]).listed', 'false'],
		['dnsbl::check("bl.example", "x")', 'error: Runtime error: `x` is not an IP address'],
		[
			'let z = []; for i in 0..33 { z.push("x") } dnsbl::check(z)',
			'error: Runtime error: at most 32 lists can be asked at once',
		],
	];
	test.each(CASES)('%s', async (script, value) => expect(await valueAfter(script, { stage: 'connect' })).toBe(value));

	const CONFIRMED: readonly (readonly [ip: string, value: string])[] = [
		['203.0.113.5', 'true'],
		['::ffff:203.0.113.5', 'true'],
		['2001:db8::5', 'true'],
		['203.0.113.7', 'false'],
		['203.0.113.99', 'false'],
		['203.0.113.6', 'error: Runtime error: 203.0.113.6 PTR: the name server failed'],
		['203.0.113.8', 'error: Runtime error: sick.example A: the name server failed'],
	];
	test.each(CONFIRMED)('dns::fcrdns() of %s', async (clientIp, value) => {
		expect(await valueAfter('dns::fcrdns()', { connection: { clientIp } })).toBe(value);
	});

	const STRATEGIES = [
		['Ipv4Only', ['192.0.2.1'], 'error'],
		['Ipv6Only', ['2001:db8::1'], ['2001:db8::6']],
		['Ipv4AndIpv6', ['192.0.2.1', '2001:db8::1'], ['2001:db8::6']],
		['Ipv4thenIpv6', ['192.0.2.1'], ['2001:db8::6']],
		['Ipv6thenIpv4', ['2001:db8::1'], ['2001:db8::6']],
	] as const;
	test.each(STRATEGIES)('dns::lookup by %s', async (ipStrategy, both, only6) => {
		const session = { dns: new AnswerTable(entries, { ipStrategy }) };
		expect(await valueAfter('dns::lookup("none.example")', session)).toBe(JSON.stringify(both).replaceAll(',', ', '));
		const found = await valueAfter('dns::lookup("only6.example")', session);
		if (only6 === 'error') expect(found).toBe('error: Runtime error: only6.example A: no record of this type');
		else expect(found).toBe(JSON.stringify(only6));
	});

	test('names beyond ASCII are asked for in A-labels', async () => {
		const dns = new AnswerTable([['xn--bcher-kva.example', { A: ['192.0.2.7'] }]]);
		expect(await valueAfter('dns::lookup("bücher.example")', { dns })).toBe('["192.0.2.7"]');
	});

	test('the end of the run ends the question', async () => {
		const dns: DnsPort = {
			resolve: (_name, _type, signal) =>
				new Promise((_resolve, reject) => signal.addEventListener('abort', () => reject(signal.reason))),
		};
		const scripts = [
			'dns::lookup("x.example")',
			'spf::check("spf")',
			'dnsbl::check("x.example")',
			'dmarc::check()',
			'check_mail_relay([fqdn("x.example")])',
		];
		for (const script of scripts) {
			const control = new AbortController();
			const { program } = engine.compile(script);
			const host = hostOf({ dns, from: 'ann@kettle.example' });
			const value = engine.run(program as never, { host, signal: control.signal });
			setImmediate(() => control.abort());
			await expect(value).rejects.toMatchObject({ kind: 'ErrorTerminated' });
		}
	});
});
