/** Relay checks and passwords in rules (library spec 7). */

import { describe, expect, test } from 'vitest';
import type { DnsPort } from '../../stdlib/host/dns.ts';
import { AnswerTable } from '../dns/answer-table.ts';
import { entries, run, type Session, valueAfter } from './test-session.ts';

const RELAY = '554 5.7.1 Relay access denied';

describe('relay checks', () => {
	const ours = { from: 'ann@kettle.example' };
	const foreign = { to: ['bob@kettle.example', 'eve@elsewhere.example'] };
	const CASES: readonly (readonly [script: string, session: Session, value: string])[] = [
		['check_mail_relay([])', {}, 'next()'],
		['check_mail_relay([])', { from: '' }, 'next()'],
		['check_mail_relay([])', ours, `deny("${RELAY}")`],
		['check_mail_relay([])', { ...ours, connection: { authenticated: true } }, 'next()'],
		['check_mail_relay([ip4("203.0.113.5")])', ours, 'next()'],
		['check_mail_relay(["203.0.113.5"])', ours, 'next()'],
		['check_mail_relay(["203.0.113.6"])', ours, `deny("${RELAY}")`],
		['check_mail_relay(ip4("203.0.113.5"))', ours, 'next()'],
		['check_mail_relay(rg4("203.0.113.0/24"))', ours, 'next()'],
		['check_mail_relay(rg4("203.0.114.0/24"))', ours, `deny("${RELAY}")`],
		['check_mail_relay(rg6("2001:db8::/32"))', { ...ours, connection: { clientIp: '2001:db8::5' } }, 'next()'],
		['check_mail_relay(rg4("203.0.113.0/24"))', { ...ours, connection: { clientIp: '::ffff:203.0.113.5' } }, 'next()'],
		['check_mail_relay(group([rg4("10.0.0.0/8"), group([rg4("203.0.113.0/24")])]))', ours, 'next()'],
		['check_mail_relay([[group([ip4("203.0.113.5")])]])', ours, 'next()'],
		['check_mail_relay(non_routable_net)', ours, `deny("${RELAY}")`],
		['check_mail_relay(net::non_routable())', { ...ours, connection: { clientIp: '10.1.2.3' } }, 'next()'],
		// Names: only what leads back to the client.
		['check_mail_relay([fqdn("client.example")])', ours, 'next()'],
		['check_mail_relay(group([fqdn("CLIENT.example")]))', ours, 'next()'],
		['check_mail_relay([fqdn("example")])', ours, 'next()'],
		['check_mail_relay([fqdn("liar.example")])', ours, `deny("${RELAY}")`],
		['check_mail_relay([fqdn("other.example")])', ours, `deny("${RELAY}")`],
		['check_mail_relay([fqdn("client.example")])', { ...ours, connection: { clientIp: '2001:db8::5' } }, 'next()'],
		[
			'check_mail_relay([fqdn("x.example")])',
			{ ...ours, connection: { clientIp: '203.0.113.99' } },
			`deny("${RELAY}")`,
		],
		[
			'check_mail_relay([fqdn("x.example")])',
			{ ...ours, connection: { clientIp: '203.0.113.6' } },
			'error: Runtime error: 203.0.113.6 PTR: the name server failed',
		],
		[
			'check_mail_relay([7])',
			{},
			'error: Runtime error: hosts are ip4, ip6, rg4, rg6 and fqdn objects and lists of these, not i64',
		],
		[
			'check_mail_relay(["10.0.0.0/8"])',
			{},
			'error: Runtime error: the host `10.0.0.0/8` is not an IP address: write rg4("…") for a network, fqdn("…") for a name',
		],
		// Recipients.
		['check_rcpt_relay([])', {}, 'next()'],
		['check_rcpt_relay([])', foreign, `info("${RELAY}")`],
		['check_rcpt_relay([])', { to: ['eve@elsewhere.example', 'bob@kettle.example'] }, 'next()'],
		['check_rcpt_relay([])', { ...foreign, connection: { authenticated: true } }, 'next()'],
		['check_rcpt_relay([ip4("203.0.113.5")])', foreign, 'next()'],
		['check_relay([])', {}, 'next()'],
		['check_relay([])', foreign, `deny("${RELAY}")`],
		['check_relay([])', { to: ['eve@elsewhere.example', 'bob@kettle.example'] }, `deny("${RELAY}")`],
		['check_relay([ip4("203.0.113.5")])', foreign, 'next()'],
		// Senders who cannot be answered.
		['check_null_mx_sender()', { from: 'ann@fail.example' }, 'deny("550 5.7.27 Sender address has null MX")'],
		['check_null_mx_sender()', {}, 'next()'],
		['check_null_mx_sender()', { from: 'ann@two-mx.example' }, 'next()'],
		['check_null_mx_sender()', { from: 'ann@nowhere.example' }, 'next()'],
		['check_null_mx_sender()', { from: '' }, 'next()'],
		[
			'check_null_mx_sender()',
			{ from: 'ann@sick.example' },
			'error: Runtime error: sick.example MX: the name server failed',
		],
	];
	test.each(CASES)('%s %j', async (script, session, value) => expect(await valueAfter(script, session)).toBe(value));

	test('the refused recipient is removed', async () => {
		const to = ['bob@kettle.example', 'eve@elsewhere.example'];
		for (const script of ['check_rcpt_relay([])', 'check_relay([])']) {
			const { context } = await run(script, { to });
			expect(context.recipients.map((recipient) => recipient.address.text)).toEqual(['bob@kettle.example']);
		}
		const { context } = await run('check_rcpt_relay(["203.0.113.5"])', { to });
		expect(context.recipients).toHaveLength(2);
	});

	test('names are looked up only where they matter', async () => {
		const asked: string[] = [];
		const table = new AnswerTable(entries, { unknown: 'NXDOMAIN' });
		const dns: DnsPort = {
			resolve: (name, type, signal) => {
				asked.push(`${name} ${type}`);
				return table.resolve(name, type, signal);
			},
		};
		await run('check_mail_relay([rg4("10.0.0.0/8"), group([ip4("192.0.2.1")])])', { ...ours, dns });
		await run('check_mail_relay([rg4("203.0.113.0/24"), fqdn("x.example")])', { ...ours, dns });
		await run('check_mail_relay([fqdn("x.example")])', { dns });
		expect(asked).toEqual([]);
		await run('check_mail_relay([fqdn("x.example")])', { ...ours, dns });
		expect(asked).toEqual(['5.113.0.203.in-addr.arpa PTR', 'liar.example A', 'client.example A']);
	});
});

describe('passwords of system users', () => {
	const password = (authid: string, authpass: string): Session => ({
		stage: 'authenticate',
		connection: { credentials: { type: 'Verify', authid, authpass } },
	});
	const CASES: readonly (readonly [session: Session, value: string])[] = [
		[password('ann', 'secret'), 'accept()'],
		[password('ann', 'wrong'), 'deny()'],
		[password('eve', 'secret'), 'deny()'],
		[
			{ stage: 'authenticate', connection: { credentials: { type: 'Query', authid: 'ann' } } },
			'error: Runtime error: no `authpass` available in credentials of type `Query`',
		],
		[
			{},
			'error: Runtime error: the field: `auth` is not defined yet, it only is available from the `authenticate` stage',
		],
	];
	test.each(CASES)('%j', async (session, value) => {
		for (const script of ['auth::unix_users()', 'authenticate()'])
			expect(await valueAfter(script, session)).toBe(value);
	});
});
