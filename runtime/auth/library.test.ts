/** What scripts can do with mail authentication and the DNS, from the call to the header that it leaves behind. */

import { describe, expect, test } from 'vitest';
import { debugText, Engine, errorText, ScriptError } from '../../lang/index.ts';
import { coreModule } from '../../stdlib/core/index.ts';
import type { ConnectionContext, TransactionContext } from '../../stdlib/host/context.ts';
import type { DnsPort } from '../../stdlib/host/dns.ts';
import { afterData, type Stage } from '../../stdlib/host/stages.ts';
import type { HostPorts, MailHost } from '../../stdlib/host.ts';
import { mailLibrary } from '../../stdlib/mail/index.ts';
import { AddressObject, NULL_ADDRESS } from '../../stdlib/mail/objects/address.ts';
import { AnswerTable } from '../dns/answer-table.ts';
import { readAnswerTable } from '../dns/answer-table-data.ts';
import { Message } from '../message/index.ts';
import { sampleHost, samplePorts } from '../simulate/sample.ts';
import { MailAuthentication } from './mail-authentication.ts';
import { ed25519Key, keyRecord, rsaKey } from './test-keys.ts';

const NOW = Date.UTC(2026, 0, 15, 9, 30, 1);

const RSA = rsaKey();
const ED = ed25519Key();

const ZONE = {
	'teapot.example': { TXT: 'v=spf1 ip4:203.0.113.0/24 -all', MX: '10 mx.teapot.example' },
	'fail.example': { TXT: 'v=spf1 -all', MX: '0 .' },
	'softfail.example': { TXT: 'v=spf1 ~all' },
	'neutral.example': { TXT: 'v=spf1 ?all' },
	'none.example': { A: '192.0.2.1', AAAA: '2001:db8::1' },
	'broken.example': { TXT: 'v=spf1 bad' },
	'sick.example': 'SERVFAIL',
	'two-mx.example': { MX: ['0 .', '10 mx.example'] },
	'only6.example': { AAAA: '2001:db8::6' },
	'client.example': { A: ['203.0.113.5', '203.0.113.6'] },
	'203.0.113.5': ['liar.example', 'client.example'],
	'liar.example': { A: '192.0.2.66' },
	'203.0.113.6': 'SERVFAIL',
	'203.0.113.7': 'liar.example',
	'203.0.113.8': 'sick.example',
	'2001:db8::5': 'six.client.example',
	'six.client.example': { AAAA: '2001:DB8:0::5' },
	'5.113.0.203.bl.example': { A: ['127.0.0.2', '127.0.0.4'], TXT: ['spam', 'more spam'] },
	'5.113.0.203.mute.example': { A: '127.0.0.3', TXT: 'TIMEOUT' },
	'5.113.0.203.parked.example': { A: '192.0.2.80' },
	'5.113.0.203.closed.example': { A: '127.255.255.254' },
	'5.113.0.203.sick.example': 'SERVFAIL',
	'5.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.8.b.d.0.1.0.0.2.bl.example': { A: '127.0.0.9' },
	'_dmarc.teapot.example': { TXT: 'v=DMARC1; p=none' },
	'_dmarc.reject.example': { TXT: 'v=DMARC1; p=reject' },
	'_dmarc.quarantine.example': { TXT: 'v=DMARC1; p=quarantine' },
	'_dmarc.sick.example': 'SERVFAIL',
	'rsa._domainkey.kettle.example': { TXT: keyRecord(RSA) },
	's1._domainkey.kettle.example': { TXT: [keyRecord(RSA), keyRecord(ED)] },
	's1._domainkey.mx.kettle.example': { TXT: [keyRecord(RSA), keyRecord(ED)] },
	'test._domainkey.kettle.example': { TXT: keyRecord(RSA, ' t=y;') },
	's1._domainkey.reject.example': { TXT: keyRecord(RSA) },
};

const { entries, problems } = readAnswerTable(ZONE);

const MESSAGE = 'From: Ann <ann@teapot.example>\r\nTo: bob@kettle.example\r\nSubject: tea\r\n\r\nAt five?\r\n';

interface Session {
	readonly stage?: Stage;
	/** `undefined` before MAIL, empty for the null sender. */
	readonly from?: string | undefined;
	readonly helo?: string;
	readonly connection?: Partial<ConnectionContext>;
	readonly to?: readonly string[];
	readonly message?: string;
	/** PEM texts; without it those of `kettle.example`. */
	readonly keys?: ReadonlyMap<string, readonly string[]>;
	readonly dns?: DnsPort;
}

const KEYS = new Map([['kettle.example', [RSA.pem, ED.pem]]]);

function portsOf({ keys = KEYS, dns = new AnswerTable(entries, { unknown: 'NXDOMAIN' }) }: Session): HostPorts {
	return { ...samplePorts(), dns, authentication: new MailAuthentication({ dns, keys, now: () => NOW }) };
}

function address(text: string): AddressObject {
	return text === '' ? NULL_ADDRESS : AddressObject.parse(text);
}

function hostOf(session: Session): MailHost {
	const host = sampleHost(Buffer.from(session.message ?? MESSAGE), portsOf(session));
	const { context } = host;
	context.connection = { ...context.connection, ...session.connection };
	context.helo = session.helo ?? context.helo;
	if ('from' in session) context.mailFrom = session.from === undefined ? undefined : address(session.from);
	if (session.to !== undefined) {
		context.recipients = session.to.map((to) => ({ address: address(to), transport: { kind: 'deliver' } }));
	}
	const stage = session.stage ?? 'preq';
	const message = afterData(stage) ? host.message : new Message(Buffer.alloc(0), {}, [], false);
	return { ...host, stage, message };
}

const engine = new Engine({ modules: [coreModule, ...mailLibrary()] });

interface Outcome {
	readonly value: string;
	readonly host: MailHost;
	readonly context: TransactionContext;
	/** The header fields that were added, folds shown. */
	readonly added: readonly string[];
}

async function run(script: string, session: Session = {}): Promise<Outcome> {
	const { program, diagnostics } = engine.compile(script);
	expect(diagnostics.map(({ message }) => message)).toEqual([]);
	const host = hostOf(session);
	const before = host.message.headers.lines().length;
	let value: string;
	try {
		value = debugText(await engine.run(program as never, { host }));
	} catch (error) {
		if (!(error instanceof ScriptError)) throw error;
		value = `error: ${errorText(error)}`;
	}
	const lines = host.message.headers.lines();
	return { value, host, context: host.context, added: lines.slice(0, lines.length - before) };
}

function withoutPlace(text: string): string {
	const at = text.lastIndexOf(' (line');
	return at === -1 ? text : text.slice(0, at);
}

async function valueAfter(script: string, session?: Session): Promise<string> {
	return withoutPlace((await run(script, session)).value);
}

test('the zone has no problem', () => expect(problems).toEqual([]));

const FAILED = 'deny("550 5.7.23 SPF validation failed")';
const TEMPORARY = 'deny("451 4.7.24 SPF validation error")';
const PERMANENT = 'deny("550 5.7.24 SPF validation error")';

describe('spf::check: results and policies', () => {
	const CASES: readonly (readonly [domain: string, strict: string, soft: string])[] = [
		['teapot.example', 'next()', 'next()'],
		['none.example', 'next()', 'next()'],
		['neutral.example', 'next()', 'next()'],
		['softfail.example', FAILED, 'next()'],
		['fail.example', FAILED, FAILED],
		['sick.example', TEMPORARY, TEMPORARY],
		['broken.example', PERMANENT, PERMANENT],
	];
	test.each(CASES)('%s', async (domain, strict, soft) => {
		const session: Session = { from: `ann@${domain}`, stage: 'mail' };
		for (const call of ['spf::check("none")', 'check_spf("none")', 'spf::check("none", "strict")']) {
			expect(await valueAfter(call, session)).toBe(strict);
		}
		for (const call of [
			'spf::check("none", "soft")',
			'check_spf("none", "soft")',
			'check_spf("mail_from", "none", "soft")',
		]) {
			expect(await valueAfter(call, session)).toBe(soft);
		}
	});

	const ERRORS: readonly (readonly [script: string, text: string])[] = [
		['spf::check("x")', "spf 'header' argument must be 'spf', 'auth' or 'both', not 'x'"],
		['spf::check("spf", "hard")', "spf 'policy' argument must be 'strict' or 'soft', not 'hard'"],
		[
			'check_spf("sender", "spf", "soft")',
			"spf 'identity' argument must be 'helo', 'mail_from' or 'both', not 'sender'",
		],
		['check_spf("helo", "x")', "spf 'header' argument must be 'spf', 'auth' or 'both', not 'x'"],
	];
	test.each(ERRORS)('%s', async (script, text) =>
		expect(await valueAfter(script)).toBe(`error: Runtime error: ${text}`),
	);

	test('before mail there is no sender', async () => {
		const early =
			'error: Runtime error: the field: `mail_from` is not defined yet, it only is available from the `mail` stage';
		for (const script of [
			'spf::check("spf")',
			'check_spf_inner()',
			'sys::check_spf(ctx(), srv())',
			'check_null_mx_sender()',
		]) {
			expect(await valueAfter(script, { stage: 'helo', from: undefined })).toBe(early);
		}
	});

	const EXEMPT: readonly (readonly [title: string, connection: Partial<ConnectionContext>])[] = [
		['authenticated', { authenticated: true }],
		['loopback', { clientIp: '127.0.0.1' }],
		['loopback of IPv6', { clientIp: '::1' }],
		['the same host', { clientIp: '192.0.2.1' }],
	];
	test.each(EXEMPT)('not asked: %s', async (_title, connection) => {
		const { value, added, context } = await run('spf::check("both")', { from: 'ann@fail.example', connection });
		expect([value, added, context.spf]).toEqual(['next()', [], undefined]);
	});

	test('spf::check_raw asks for everybody', async () => {
		const session = { from: 'ann@fail.example', connection: { authenticated: true } };
		expect(await valueAfter('spf::check_raw()', session)).toBe('#{"mechanism": "all", "result": "fail"}');
	});
});

describe('spf: identities of 1.x', () => {
	const CASES: readonly (readonly [script: string, helo: string, from: string, result: string])[] = [
		['check_spf("helo", "none")', 'fail.example', 'ann@teapot.example', 'fail'],
		['check_spf("mail_from", "none")', 'fail.example', 'ann@teapot.example', 'pass'],
		['check_spf("both", "none")', 'fail.example', 'ann@teapot.example', 'fail'],
		['check_spf("both", "none")', 'softfail.example', 'ann@teapot.example', 'pass'],
		['check_spf("both", "none")', 'teapot.example', 'ann@softfail.example', 'softfail'],
		['check_spf("both", "none")', 'teapot.example', '', 'pass'],
		['check_spf("both", "strict")', 'fail.example', 'ann@teapot.example', 'pass'],
		['check_spf("both", "both")', 'fail.example', 'ann@teapot.example', 'fail'],
		['sys::check_spf(ctx(), srv())', 'fail.example', 'ann@teapot.example', 'pass'],
		['sys::check_spf(ctx(), srv(), "helo")', 'fail.example', 'ann@teapot.example', 'fail'],
		['check_spf_inner()', 'fail.example', 'ann@teapot.example', 'pass'],
	];
	test.each(CASES)('%s with HELO %s from %s', async (script, helo, from, result) => {
		expect((await run(script, { helo, from })).context.spf?.result).toBe(result);
	});
});

describe('spf: maps', () => {
	const CASES: readonly (readonly [session: Session, map: string])[] = [
		[{}, '#{"mechanism": "ip4:203.0.113.0/24", "result": "pass"}'],
		[{ from: 'ann@none.example' }, '#{"mechanism": "default", "result": "none"}'],
		[{ from: 'ann@broken.example' }, '#{"problem": "Unknown mechanism \\"bad\\"", "result": "permerror"}'],
		[{ from: '', helo: '[203.0.113.5]' }, '#{"problem": "helo identity is invalid", "result": "fail"}'],
		[{ from: '', helo: 'teapot.example' }, '#{"mechanism": "ip4:203.0.113.0/24", "result": "pass"}'],
	];
	test.each(CASES)('%j', async (session, map) => expect(await valueAfter('spf::check_raw()', session)).toBe(map));
});

describe('spf: headers', () => {
	const RECEIVED = [
		'Received-SPF: pass receiver=mx;',
		' client-ip=203.0.113.5;',
		' envelope_from=ann@teapot.example;',
		' identity=mailfrom;',
		' mechanism=ip4:203.0.113.0/24;',
	].join('\r\n');
	const RESULTS = [
		'Authentication-Results: mx; spf=pass',
		' reason="(receiver=mx;',
		' client-ip=203.0.113.5;',
		' envelope_from=ann@teapot.example;',
		' identity=mailfrom;',
		' mechanism=ip4:203.0.113.0/24;)"',
		' smtp.mailfrom=ann@teapot.example',
	].join('\r\n');

	const CASES: readonly (readonly [header: string, added: readonly string[]])[] = [
		['none', []],
		['spf', [RECEIVED]],
		['auth', [RESULTS]],
		['both', [RECEIVED, RESULTS]],
	];
	test.each(CASES)('%s', async (header, added) => expect((await run(`spf::check("${header}")`)).added).toEqual(added));

	test('a problem, and the null sender', async () => {
		const { added } = await run('spf::check("both")', { from: '', helo: 'broken.example' });
		expect(added).toEqual([
			[
				'Received-SPF: permerror receiver=mx;',
				' client-ip=203.0.113.5;',
				' envelope_from="";',
				' identity=helo;',
				' problem="Unknown mechanism \\"bad\\"";',
			].join('\r\n'),
			[
				'Authentication-Results: mx; spf=permerror',
				' reason="(receiver=mx;',
				' client-ip=203.0.113.5;',
				' envelope_from=\\"\\";',
				' identity=helo;',
				' problem=\\"Unknown mechanism \\\\\\"bad\\\\\\"\\";)"',
				' smtp.helo=broken.example',
			].join('\r\n'),
		]);
	});

	test('a sender cannot write into the header', async () => {
		const { added } = await run('spf::check("both")', { from: '"a; spf=pass \\" x"@fail.example' });
		expect(added[0]).toContain('envelope_from="\\"a; spf=pass \\\\\\" x\\"@fail.example";');
		expect(added[1]).toMatch(/ smtp\.mailfrom="\\"a; spf=pass \\\\\\" x\\"@fail\.example"$/);
	});

	test('auth_header is the text of the last result', async () => {
		expect(await valueAfter('auth_header()')).toBe('error: Runtime error: SPF has not been checked yet');
		expect(await valueAfter('spf::check("none"); auth_header().starts_with("mx; spf=pass")')).toBe('true');
	});
});

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

const SIGN =
	'for key in dkim::get_private_keys("kettle.example") { dkim::sign(#{ selector: "s1", sdid: "kettle.example", private_key: key }); }';

/** The message of a session after a script, as it would be sent. */
async function sentAfter(script: string, session: Session = {}): Promise<string> {
	const { value, host } = await run(script, session);
	expect(value).toBe('()');
	return Buffer.from(host.message.bytes()).toString('latin1');
}

describe('dkim: signing and verifying', () => {
	const CANONICALIZATIONS = ['simple/simple', 'simple/relaxed', 'relaxed/simple', 'relaxed/relaxed'];
	test.each(CANONICALIZATIONS)('%s: what is written is what was signed', async (canonicalization) => {
		const script = SIGN.replace('selector:', `canonicalization: "${canonicalization}", selector:`);
		const message = await sentAfter(script, { message: `X-Long: ${'word '.repeat(60)}\r\n${MESSAGE}` });
		expect(message.match(/^DKIM-Signature: /gm)).toHaveLength(2);
		const { value, added } = await run('dkim::verify()', { message });
		expect(value).toContain('"status": "pass"');
		expect(added).toHaveLength(1);
		expect(added[0]?.replaceAll(/header\.b=(?:"[^"]*"|[^\s;]+)/g, 'header.b=B')).toBe(
			[
				'Authentication-Results: kettle.example;',
				' dkim=pass header.d=kettle.example header.s=s1 header.b=B;',
				' dkim=pass header.d=kettle.example header.s=s1 header.b=B',
			].join('\r\n'),
		);
	});

	const SPELLINGS: readonly (readonly [script: string, session: Session])[] = [
		[SIGN, {}],
		[SIGN.replace('selector:', 'headers: ["From", "Subject"], selector:'), {}],
		[SIGN.replace('selector:', 'headers_field: ["From", "Subject"], selector:'), {}],
		[
			'dkim::sign(#{ selector: "s1", sdid: "kettle.example", private_key: dkim::get_private_keys("kettle.example") });',
			{},
		],
		['dkim::sign(#{ selector: "s1", sdid: "kettle.example", private_key: #{ private_key: "/etc/key.pem" } });', {}],
		['sign_dkim("s1");', { keys: new Map([['mx.kettle.example', [RSA.pem]]]) }],
		['sign_dkim("s1", ["From"], "relaxed/simple");', { keys: new Map([['mx.kettle.example', [RSA.pem]]]) }],
		['dkim_sign("s1", ["From", "To"]);', { keys: new Map([['mx.kettle.example', [RSA.pem, ED.pem]]]) }],
		['sign_dkim("s1");', { keys: KEYS, connection: { serverName: 'kettle.example' } }],
	];
	test.each(SPELLINGS)('%s', async (script, session) => {
		const message = await sentAfter(script, session);
		for (const call of ['dkim::verify().status', 'verify_dkim().status', 'dkim_verify().status']) {
			expect(await valueAfter(call, { message })).toBe('"pass"');
		}
	});

	const ERRORS: readonly (readonly [script: string, text: string])[] = [
		['dkim::sign(#{ selector: "s1" })', 'Property not found: private_key'],
		['dkim::sign(#{ private_key: "x" })', 'Property not found: selector'],
		['dkim::sign(#{ selector: "s1", private_key: "x", extra: 1 })', 'Property not found: extra'],
		['dkim::sign(#{ selector: "s1", private_key: "x" })', 'Runtime error: this is not a private key in PEM form'],
		[
			'dkim::sign(#{ selector: "s1", private_key: 7 })',
			'Runtime error: `private_key` must be a key of `get_private_keys`, not i64',
		],
		[
			'dkim::sign(#{ selector: "s1", private_key: [] })',
			'Runtime error: dkim params are empty for this `mx.kettle.example`',
		],
		[
			'dkim::sign(#{ selector: "s1", private_key: #{} })',
			'Runtime error: dkim params are empty for this `mx.kettle.example`',
		],
		['sign_dkim("s1")', 'Runtime error: dkim params are empty for this `mx.kettle.example`'],
		['dkim_sign("s1", ["From"])', 'Runtime error: dkim params are empty for this `mx.kettle.example`'],
		[
			SIGN.replace('selector:', 'canonicalization: "plain", selector:'),
			'Runtime error: the canonicalization is `HEADER/BODY`, each `simple` or `relaxed`, not `plain`',
		],
		[
			SIGN.replace('selector:', 'headers: ["To"], selector:'),
			'Runtime error: the header field From must be among those that are signed',
		],
		[
			SIGN.replace('selector:', 'headers: "From", selector:'),
			'Runtime error: the headers to sign must be an array, not string',
		],
		[SIGN.replace('"s1"', '"s 1"'), 'Runtime error: `s 1` is not a selector'],
	];
	test.each(ERRORS)('%s', async (script, text) => expect(await valueAfter(script)).toBe(`error: ${text}`));

	test('a private key shows nothing of itself', async () => {
		const script =
			'let key = dkim::get_private_keys("kettle.example")[0]; `${key} ${key.to_debug()} ${[key]} ${key.algorithm}`';
		expect(await valueAfter(script)).toBe('"private key (rsa) private_key(rsa) [private_key(rsa)] rsa"');
	});

	test('not before the message is there', async () => {
		const early =
			'error: Runtime error: the field: `message` is not defined yet, it only is available from the `preq` stage';
		for (const script of ['dkim::verify()', 'dkim_sign("s1", [])', 'dmarc::check()']) {
			expect(await valueAfter(script, { stage: 'rcpt' })).toBe(early);
		}
	});
});

describe('dkim: results', () => {
	test('a message without signature', async () => {
		const { value, added, context } = await run('dkim::verify()');
		expect(value).toBe('#{"results": [], "status": "none"}');
		expect(added).toEqual(['Authentication-Results: kettle.example;\r\n dkim=none']);
		expect(context.dkim?.status).toBe('none');
	});

	test('one entry for each signature, with the reason of what does not pass', async () => {
		const signed = await sentAfter(SIGN.replace('"s1"', '"rsa"'));
		const changed = signed.replace('At five?', 'At six?');
		const { value, added } = await run('dkim::verify()', { message: changed });
		expect(value).toContain('"status": "fail"');
		expect(added[0]?.replaceAll('\r\n', '')).toMatch(
			/; dkim=fail reason="the body has been changed" header\.d=kettle\.example header\.s=rsa header\.b=\S+;/,
		);
		const keys = new Map([['kettle.example', [RSA.pem]]]);
		const message = await sentAfter(SIGN.replace('"s1"', '"test"'), { keys });
		const tested = await run('dkim::verify().comment', { message });
		expect(tested.value).toBe('"the domain only tests DKIM"');
	});

	test('the result is found once, and the header written once', async () => {
		const { value, added } = await run('dkim::verify(); verify_dkim(); ctx().dkim_result.status');
		expect(value).toBe('"none"');
		expect(added).toHaveLength(1);
	});

	const STORED: readonly (readonly [script: string, value: string])[] = [
		['dkim::has_result()', 'false'],
		['has_dkim_result()', 'false'],
		['ctx().has_dkim_result', 'false'],
		['sys::has_dkim_result(ctx())', 'false'],
		[
			'dkim::store(#{ status: "pass" }); [dkim::has_result(), ctx().has_dkim_result, ctx::has_dkim_result()]',
			'[true, true, true]',
		],
		['dkim::result()', 'error: Runtime error: no `dkim_result` available'],
		['ctx().dkim_result', 'error: Runtime error: no `dkim_result` available'],
		['ctx().store_dkim(#{ status: "fail", sdid: "a.example" }); dkim_result().sdid', '"a.example"'],
		['store_dkim(#{ status: "none" }); dkim::result()', '#{"results": [], "status": "none"}'],
		['ctx::store_dkim(#{ status: "pass" }); dkim::verify().status', '"pass"'],
		[
			'dkim::store(#{ status: "pass", results: [#{ status: "pass" }, #{ status: "fail" }] }); dkim::result().results.len',
			'2',
		],
		['dkim::store(#{})', 'error: Runtime error: a DKIM result needs a `status`'],
		[
			'dkim::store(#{ status: "good" })',
			'error: Runtime error: the status of a DKIM result is one of pass, fail, neutral, temperror, permerror, none, not `good`',
		],
		[
			'dkim::store(#{ status: "pass", sdid: 7 })',
			'error: Runtime error: `sdid` of a DKIM result must be a string, not i64',
		],
		['dkim::store(#{ status: "pass", results: 7 })', 'error: Runtime error: `results` must be an array, not i64'],
		[
			'dkim::store(#{ status: "pass", results: [7] })',
			'error: Runtime error: each of `results` must be a map, not i64',
		],
	];
	test.each(STORED)('%s', async (script, value) => expect(await valueAfter(script)).toBe(value));
});

describe('dkim: step by step, as 1.x does it', () => {
	const VERIFY = `
		let status = #{ status: "none" };
		for header in sys::get_header_untouched(msg(), "DKIM-Signature") {
			try {
				let signature = sys::parse_signature(header);
				if signature.has_expired(100) { continue; }
				let keys = sys::get_public_key(srv(), signature, "cycle");
				for key in keys {
					if key.has_debug_flag { continue; }
					try { sys::verify_dkim(msg(), signature, key); status = #{ status: "pass", sdid: signature.sdid }; break; }
					catch (error) { status = sys::handle_dkim_error(error); }
				}
			} catch (error) { status = sys::handle_dkim_error(error); }
			if status.status == "pass" { break; }
		}
		status`;

	test('pass, fail, no key, malformed, none', async () => {
		const signed = await sentAfter(SIGN);
		expect(await valueAfter(VERIFY, { message: signed })).toBe('#{"sdid": "kettle.example", "status": "pass"}');
		expect(await valueAfter(VERIFY, { message: signed.replace('five', 'six') })).toBe('#{"status": "fail"}');
		expect(await valueAfter(VERIFY, { message: signed.replaceAll('s=s1', 's=s2') })).toBe('#{"status": "permerror"}');
		expect(await valueAfter(VERIFY, { message: signed.replaceAll('v=1', 'v=9') })).toBe('#{"status": "neutral"}');
		expect(await valueAfter(VERIFY)).toBe('#{"status": "none"}');
		expect(await valueAfter(VERIFY, { message: await sentAfter(SIGN.replace('"s1"', '"test"')) })).toBe(
			'#{"status": "none"}',
		);
	});

	test('an error tells its status and its reason', async () => {
		const script = 'let caught = (); try { sys::parse_signature("v=2") } catch (error) { caught = error } caught';
		expect(await valueAfter(script)).toBe(
			'#{"message": "malformed signature: the tag a is missing", "status": "neutral"}',
		);
		expect(await valueAfter('sys::get_public_key(srv(), sys::parse_signature("x"), "all")')).toContain('malformed');
	});

	test('other errors are neutral', async () => {
		expect(await valueAfter('[sys::handle_dkim_error("x"), sys::handle_dkim_error(())]')).toBe(
			'[#{"status": "neutral"}, #{"status": "neutral"}]',
		);
	});
});

describe('dmarc::check', () => {
	const from = (domain: string): string => MESSAGE.replace('ann@teapot.example', `ann@${domain}`);
	const CASES: readonly (readonly [title: string, session: Session, value: string, result: string])[] = [
		['SPF is aligned', {}, 'next()', 'dmarc=pass header.from=teapot.example'],
		['no policy', { message: from('none.example') }, 'next()', 'dmarc=none header.from=none.example'],
		[
			'reject',
			{ message: from('reject.example') },
			'deny()',
			'dmarc=fail policy.dmarc=reject header.from=reject.example',
		],
		[
			'reject, without a client',
			{ message: from('reject.example'), stage: 'postq' },
			'deny()',
			'dmarc=fail policy.dmarc=reject header.from=reject.example',
		],
		[
			'quarantine',
			{ message: from('quarantine.example') },
			'quarantine("dmarc")',
			'dmarc=fail policy.dmarc=quarantine header.from=quarantine.example',
		],
		['p=none', { from: 'ann@fail.example' }, 'next()', 'dmarc=fail policy.dmarc=none header.from=teapot.example'],
		[
			'the DNS fails',
			{ message: from('sick.example') },
			'deny("451 4.7.0 DMARC policy cannot be evaluated. Please try again.")',
			'dmarc=temperror header.from=sick.example',
		],
		[
			'the DNS fails, without a client',
			{ message: from('sick.example'), stage: 'postq' },
			'next()',
			'dmarc=temperror header.from=sick.example',
		],
		['no From', { message: 'To: x\r\n\r\nbody' }, 'deny()', 'dmarc=permerror'],
		['a From without address', { message: 'From: nobody\r\n\r\nbody' }, 'deny()', 'dmarc=permerror'],
		[
			'several authors',
			{ message: MESSAGE.replace('From: Ann', 'From: eve@reject.example, Ann') },
			'deny()',
			'dmarc=fail policy.dmarc=reject header.from=reject.example',
		],
		[
			'several From fields',
			{ message: `${MESSAGE.replace('\r\n\r\n', '\r\nFrom: eve@reject.example\r\n\r\n')}` },
			'deny()',
			'dmarc=fail policy.dmarc=reject header.from=reject.example',
		],
		[
			'a group',
			{
				message: MESSAGE.replace('From: Ann <ann@teapot.example>', 'From: us: eve@reject.example, ann@teapot.example;'),
			},
			'deny()',
			'dmarc=fail policy.dmarc=reject header.from=reject.example',
		],
		['the null sender', { from: '', helo: 'teapot.example' }, 'next()', 'dmarc=pass header.from=teapot.example'],
	];
	test.each(CASES)('%s', async (_title, session, value, result) => {
		const outcome = await run('dmarc::check()', session);
		expect(outcome.value).toBe(value);
		expect(outcome.added).toHaveLength(1);
		expect(outcome.added[0]?.split('\r\n').at(-1)?.trim()).toBe(result);
		expect((await run('check_dmarc()', session)).value).toBe(value);
	});

	test('the header tells about all three', async () => {
		const { added } = await run('dmarc::check()');
		expect(added[0]?.split('\r\n')).toEqual([
			'Authentication-Results: mx;',
			' dkim=none;',
			' spf=pass reason="mechanism=ip4:203.0.113.0/24"',
			' smtp.mailfrom=ann@teapot.example;',
			' dmarc=pass header.from=teapot.example',
		]);
	});

	test('a signature of the author’s domain is enough', async () => {
		const sign =
			'dkim::sign(#{ selector: "s1", sdid: "reject.example", private_key: dkim::get_private_keys("kettle.example")[0] });';
		const message = await sentAfter(sign, { message: from('reject.example') });
		expect((await run('dmarc::check()', { message })).value).toBe('next()');
		const result = await run('dkim::verify(); dmarc::check()', { message });
		expect(result.value).toBe('next()');
		expect(result.context.dkim?.sdid).toBe('reject.example');
	});

	test('what is known is not asked again, unless it is of another identity', async () => {
		expect((await run('spf::check("none"); dmarc::check()')).context.spf?.identity).toBe('mailfrom');
		const { context } = await run('check_spf("helo", "none"); dmarc::check()');
		expect(context.spf).toMatchObject({ identity: 'mailfrom', result: 'pass' });
	});
});
