/** Every key: set and read back from both formats, and with a wrong value and a wrong name at its place. */

import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { SourceFile } from '../../lang/source/source-file.ts';
import type { PathPart } from '../../lang/toml/key-places.ts';
import { keyText, locateKeys } from '../../lang/toml/locate.ts';
import { type Config, defaultConfig, loadScript, loadToml, showConfig } from './index.ts';
import { spellings } from './read.ts';
import { CONFIG_SCHEMA } from './schema/index.ts';
import { schemaKeys } from './schema/keys.ts';
import { testCertificate } from './test-certificate.ts';
import { testHost } from './test-host.ts';

const TOML = readFileSync(new URL('cases/everything.toml', import.meta.url), 'utf8');
const SCRIPT = readFileSync(new URL('cases/everything.vsl', import.meta.url), 'utf8');

const { certificate, key } = testCertificate('mx.kettle.example');
const host = testHost({
	files: { '/tls/mx.pem': certificate, '/tls/mx.key': key, '/domains/kettle.example/incoming.vsl': '' },
	users: ['mailer'],
	groups: ['mailers', 'mail'],
});

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;
const PEM = { path: '/tls/mx.pem' };
const KEY = { path: '/tls/mx.key' };
const code = (number: number, enhanced: string, text: string) => ({ code: number, enhanced, text });

/** The value of each key, in the order of the schema; `DOMAIN` is `teapot.example`. */
const VALUES: Readonly<Record<string, unknown>> = {
	version_requirement: '>=1.1.0, <2.0.0',
	'server.domain': 'MX.kettle.example',
	'server.client_count_max': -1,
	'server.client_count_max_per_ip': 7,
	'server.message_size_limit': 20_000_000,
	'server.workers': 'auto',
	'server.system.user': 'mailer',
	'server.system.group': 'mailers',
	'server.system.group_local': 'mail',
	'server.system.thread_pool.receiver': 1,
	'server.system.thread_pool.processing': 2,
	'server.system.thread_pool.delivery': 3,
	'server.interfaces.addr': [
		{ host: '0.0.0.0', port: 25, family: 'ipv4' },
		{ host: '::', port: 25, family: 'ipv6' },
	],
	'server.interfaces.addr_submission': [{ host: 'mx.kettle.example', port: 587, family: 'name' }],
	'server.interfaces.addr_submissions': [{ host: 'fe80::1', port: 465, family: 'ipv6', scope: 'eth0' }],
	'server.interfaces.proxy_protocol': [{ family: 'ipv4', address: '10.0.0.0', prefix: 8 }],
	'server.interfaces.xclient': [
		{ family: 'ipv6', address: '2001:db8::', prefix: 32 },
		{ family: 'ipv4', address: '192.0.2.7', prefix: 32 },
	],
	'server.logs.filepath': '/log/server.log',
	'server.logs.format': '{l} {m}{n}',
	'server.logs.level': [
		{ target: 'server', level: 'info' },
		{ target: 'root', level: 'off' },
		{ target: 'receiver::auth', level: 'debug' },
	],
	'server.logs.rotation': 'daily',
	'server.logs.size_limit': 1_048_576,
	'server.logs.archive_count': 3,
	'server.logs.system.backend': 'syslogd',
	'server.logs.system.level': 'error',
	'server.logs.system.format': '3164',
	'server.logs.system.socket.type': 'tcp',
	'server.logs.system.socket.local': { host: '127.0.0.1', port: 1, family: 'ipv4' },
	'server.logs.system.socket.server': { host: '127.0.0.1', port: 602, family: 'ipv4' },
	'server.logs.system.socket.path': '/run/log',
	'server.queues.dirpath': '/spool',
	'server.queues.disk_free_min': 1e9,
	'server.queues.record_retention': 30.44 * DAY,
	'server.queues.working.channel_size': 64,
	'server.queues.delivery.channel_size': 16,
	'server.queues.delivery.deferred_retry_max': 5,
	'server.queues.delivery.deferred_retry_period': 1.5 * HOUR,
	'server.queues.delivery.concurrency_per_domain': 2,
	'server.queues.delivery.expiry': 2 * DAY,
	'server.queues.delivery.delay_warning': 4 * HOUR,
	'server.queues.delivery.allow_private': true,
	'server.tls.security_level': { kind: 'encrypt' },
	'server.tls.preempt_cipherlist': true,
	'server.tls.handshake_timeout': 200,
	'server.tls.protocol_version': ['TLSv1.2', 'TLSv1.3'],
	'server.tls.cipher_suite': ['TLS_AES_256_GCM_SHA384', 'ECDHE_RSA_WITH_AES_128_GCM_SHA256'],
	'server.tls.certificate': PEM,
	'server.tls.private_key': KEY,
	'server.smtp.rcpt_count_max': 25,
	'server.smtp.disable_ehlo': true,
	'server.smtp.required_extension': ['STARTTLS'],
	'server.smtp.data_rate_min': 100,
	'server.smtp.bare_newline': 'normalise',
	'server.smtp.bare_newline_networks': [{ family: 'ipv4', address: '127.0.0.1', prefix: 32 }],
	'server.smtp.hops_max': 20,
	'server.smtp.error.soft_count': 2,
	'server.smtp.error.hard_count': -1,
	'server.smtp.error.delay': 1000,
	'server.smtp.timeout_client.connect': MINUTE,
	'server.smtp.timeout_client.helo': 2 * MINUTE,
	'server.smtp.timeout_client.mail_from': 3 * MINUTE,
	'server.smtp.timeout_client.rcpt_to': 4 * MINUTE,
	'server.smtp.timeout_client.data': 6 * MINUTE,
	'server.smtp.codes.Greetings': code(220, '', 'MX.kettle.example ESMTP at your service'),
	'server.smtp.codes.Help': code(214, '', 'see MX.kettle.example'),
	'server.smtp.codes.Closing': code(221, '2.0.0', 'bye from MX.kettle.example'),
	'server.smtp.codes.Helo': code(250, '', 'hello'),
	'server.smtp.codes.DataStart': code(354, '', 'go on'),
	'server.smtp.codes.Ok': code(250, '2.0.0', 'fine'),
	'server.smtp.codes.Failure': code(451, '4.3.0', 'sorry'),
	'server.smtp.codes.Denied': code(554, '5.7.1', 'no'),
	'server.smtp.codes.UnrecognizedCommand': code(500, '5.5.1', 'what'),
	'server.smtp.codes.SyntaxErrorParams': code(501, '5.5.4', 'how'),
	'server.smtp.codes.ParameterUnimplemented': code(504, '5.5.4', 'which'),
	'server.smtp.codes.Unimplemented': code(502, '5.5.1', 'cannot'),
	'server.smtp.codes.BadSequence': code(503, '5.5.1', 'when'),
	'server.smtp.codes.TlsNotAvailable': code(454, '4.7.0', 'not now'),
	'server.smtp.codes.AlreadyUnderTLS': code(554, '5.5.1', 'again'),
	'server.smtp.codes.TlsRequired': code(530, '5.7.0', 'first STARTTLS'),
	'server.smtp.codes.TlsGoAhead': code(220, '2.0.0', 'go'),
	'server.smtp.codes.AuthSucceeded': code(235, '2.7.0', 'welcome'),
	'server.smtp.codes.AuthMechNotSupported': code(504, '5.5.4', 'other one'),
	'server.smtp.codes.AuthClientMustNotStart': code(501, '5.7.0', 'wait'),
	'server.smtp.codes.AuthMechanismMustBeEncrypted': code(538, '5.7.11', 'not in clear'),
	'server.smtp.codes.AuthInvalidCredentials': code(535, '5.7.8', 'wrong'),
	'server.smtp.codes.AuthRequired': code(530, '5.7.0', 'who'),
	'server.smtp.codes.AuthClientCanceled': code(501, '5.7.0', 'as you wish'),
	'server.smtp.codes.AuthErrorDecode64': code(501, '5.5.2', 'not base64'),
	'server.smtp.codes.AuthTempError': code(454, '4.7.0', 'later'),
	'server.smtp.codes.ConnectionMaxReached': code(421, '4.3.2', 'full'),
	'server.smtp.codes.TooManyError': code(421, '4.7.0', 'enough'),
	'server.smtp.codes.Timeout': code(421, '4.4.2', 'too slow'),
	'server.smtp.codes.TooManyRecipients': code(452, '4.5.3', 'too many'),
	'server.smtp.codes.MessageSizeExceeded': code(552, '5.3.4', 'too large'),
	'server.smtp.codes.EhloPain': code(250, '', 'ignored'),
	'server.smtp.codes.EhloSecured': code(250, '', 'ignored'),
	'server.smtp.auth.must_be_authenticated': true,
	'server.smtp.auth.enable_dangerous_mechanism_in_clair': true,
	'server.smtp.auth.mechanisms': ['PLAIN', 'CRAM-MD5'],
	'server.smtp.auth.attempt_count_max': 3,
	'server.smtp.auth.users': '/etc/users',
	'server.dns.type': 'custom',
	'server.dns.options.timeout': 3000,
	'server.dns.options.attempts': 3,
	'server.dns.options.rotate': true,
	'server.dns.options.dnssec': true,
	'server.dns.options.ip_strategy': 'Ipv6Only',
	'server.dns.options.cache_size': 1000,
	'server.dns.options.use_hosts_file': false,
	'server.dns.options.num_concurrent_reqs': 1,
	'server.dns.options.ndots': 2,
	'server.dns.options.edns0': true,
	'server.dns.options.preserve_intermediates': false,
	'server.dns.options.try_tcp_on_error': true,
	'server.dns.config.domain': 'kettle.example',
	'server.dns.config.search': ['kettle.example', 'example'],
	'server.dns.config.name_servers': [
		{
			socket_addr: { host: '192.0.2.53', port: 5353, family: 'ipv4' },
			protocol: 'tcp',
			tls_dns_name: 'dns.example',
			trust_nx_responses: true,
		},
		{
			socket_addr: { host: '::1', port: 53, family: 'ipv6' },
			protocol: 'udp',
			tls_dns_name: undefined,
			trust_nx_responses: false,
		},
	],
	'server.dkim.private_key': [KEY],
	'server.admin.listen': { host: '::1', port: 9, family: 'ipv6' },
	'server.virtual.DOMAIN.is_default': true,
	'server.virtual.DOMAIN.tls.protocol_version': ['TLSv1.2', 'TLSv1.3'],
	'server.virtual.DOMAIN.tls.certificate': PEM,
	'server.virtual.DOMAIN.tls.private_key': KEY,
	'server.virtual.DOMAIN.tls.sender_security_level': { kind: 'dane', port: 26 },
	'server.virtual.DOMAIN.dns.type': 'google',
	'server.virtual.DOMAIN.dns.options.timeout': 1000,
	'server.virtual.DOMAIN.dns.options.attempts': 1,
	'server.virtual.DOMAIN.dns.options.rotate': true,
	'server.virtual.DOMAIN.dns.options.dnssec': true,
	'server.virtual.DOMAIN.dns.options.ip_strategy': 'Ipv4AndIpv6',
	'server.virtual.DOMAIN.dns.options.cache_size': 0,
	'server.virtual.DOMAIN.dns.options.use_hosts_file': false,
	'server.virtual.DOMAIN.dns.options.num_concurrent_reqs': 3,
	'server.virtual.DOMAIN.dns.options.ndots': 0,
	'server.virtual.DOMAIN.dns.options.edns0': true,
	'server.virtual.DOMAIN.dns.options.preserve_intermediates': false,
	'server.virtual.DOMAIN.dns.options.try_tcp_on_error': true,
	'server.virtual.DOMAIN.dns.config.domain': 'teapot.example',
	'server.virtual.DOMAIN.dns.config.search': [],
	'server.virtual.DOMAIN.dns.config.name_servers': [
		{
			socket_addr: { host: '192.0.2.54', port: 53, family: 'ipv4' },
			protocol: 'udp',
			tls_dns_name: undefined,
			trust_nx_responses: false,
		},
		{
			socket_addr: { host: '::1', port: 54, family: 'ipv6' },
			protocol: 'udp',
			tls_dns_name: undefined,
			trust_nx_responses: false,
		},
	],
	'server.virtual.DOMAIN.dkim.private_key': [KEY, KEY],
	'app.dirpath': '/app',
	'app.vsl.filepath': '/rules/main.vsl',
	'app.vsl.filter_path': '/rules/filter.vsl',
	'app.vsl.domain_dir': '/domains',
	'app.vsl.on_error': 'deny',
	'app.vsl.deny_closes': true,
	'app.vsl.stage_timeout': {
		connect: 30_000,
		helo: 30_000,
		authenticate: 30_000,
		mail: 30_000,
		rcpt: 30_000,
		preq: MINUTE,
		postq: 5 * MINUTE,
		delivery: 10 * MINUTE,
	},
	'app.vsl.limits.operations': 1000,
	'app.vsl.limits.call_depth': 32,
	'app.vsl.limits.string_size': 1_048_576,
	'app.vsl.limits.array_size': 100,
	'app.vsl.limits.map_size': 200,
	'app.mailboxes.kind': 'virtual',
	'app.mailboxes.path': '/var/mail/{domain}/{user}',
	'app.mailboxes.users': '/etc/mailboxes',
	'app.logs.filepath': '/log/app.log',
	'app.logs.format': '{m}{n}',
	'app.logs.level': 'debug',
	'app.logs.rotation': 'daily',
	'app.logs.size_limit': 5000,
	'app.logs.archive_count': 0,
};

const KEYS = schemaKeys(CONFIG_SCHEMA);

function valueAt(config: Config | undefined, path: readonly string[]): unknown {
	let value: unknown = config;
	for (const part of path) {
		value =
			value instanceof Map
				? value.get(part === 'DOMAIN' ? 'teapot.example' : part)
				: (value as Record<string, unknown> | undefined)?.[part];
	}
	return value;
}

function messages({ diagnostics }: { readonly diagnostics: readonly { readonly message: string }[] }): string[] {
	return diagnostics.map(({ message }) => message);
}

describe('everything', () => {
	const fromToml = loadToml(TOML, host);
	const fromScript = loadScript(SCRIPT, host);

	test('is accepted', () => {
		expect(messages(fromToml)).toEqual([]);
		expect(messages(fromScript)).toEqual([]);
	});

	test('is what the table of values has', () => {
		expect(KEYS.map(({ path }) => path.join('.'))).toEqual(Object.keys(VALUES));
	});

	for (const { path } of KEYS) {
		const name = path.join('.');
		test(`${name} is read, and is not the default`, () => {
			const expected = VALUES[name];
			for (const { config } of [fromToml, fromScript]) {
				const value = valueAt(config, path);
				// Of loaded files only the path matters here.
				if (JSON.stringify(expected).includes('/tls/')) expect(value).toMatchObject(expected as object);
				else expect(value).toEqual(expected);
			}
			expect(valueAt(defaultConfig(host), path)).not.toEqual(expected);
		});
	}

	test('is the same from both formats', () => {
		expect(
			showConfig(fromScript.config as Config)
				.split('\n')
				.sort(),
		).toEqual(
			showConfig(fromToml.config as Config)
				.split('\n')
				.sort(),
		);
	});

	test('domains come in their compared form, those with folders too', () => {
		const domains = ['teapot.example', 'xn--bcher-kva.example', 'kettle.example'];
		expect([...(fromToml.config?.server.virtual.keys() ?? [])]).toEqual(domains);
		expect([...(fromToml.config?.domainFolders ?? [])]).toEqual([['kettle.example', '/domains/kettle.example']]);
	});

	test('what is shown can be read again, and shows the same', () => {
		const shown = showConfig(fromToml.config as Config);
		const script = `fn on_config(config) { ${JSON.stringify(shown.slice(shown.indexOf('{')))}.parse_json() }`;
		const again = loadScript(script, host);
		expect(messages(again)).toEqual([]);
		expect(showConfig(again.config as Config)).toBe(shown);
	});
});

describe('a key with a wrong value or name is reported where it stands', () => {
	const places = locateKeys(TOML);
	const report = (text: string): string[] => {
		const source = new SourceFile('', text);
		return loadToml(text, host).diagnostics.map(({ id, span, message, help }) => {
			const { line, column } = source.positionAt(span.start);
			return `${line}:${column} ${id} ${message} (${help})`;
		});
	};
	for (const { path, node } of KEYS) {
		const written: PathPart[] = path.map((part) => (part === 'DOMAIN' ? 'Teapot.example' : part));
		const last = written.at(-1) as string;
		const spelled = spellings(last, node).map((name) => [...written.slice(0, -1), name]);
		const found = spelled.find((one) => places.find(one)?.value !== undefined) as PathPart[];
		const list = path.at(-1) === 'name_servers' && places.find(written)?.value === undefined;
		if (list) continue;
		const place = places.find(found);
		if (place?.value === undefined) throw new Error(keyText(path));
		const { key: name, value } = place;
		const at = (offset: number): string => Object.values(new SourceFile('', TOML).positionAt(offset)).join(':');
		test(`${keyText(found)} = -1.5`, () => {
			const text = `${TOML.slice(0, value.start)}-1.5${TOML.slice(value.end)}`;
			const [first, ...others] = report(text);
			expect(others).toEqual([]);
			expect(first).toContain(`${at(value.start)} V702 \`${keyText(found)}\`: expected `);
			expect(first).toContain(', found the number -1.5');
		});
		test(`${keyText(found)}x`, () => {
			const text = `${TOML.slice(0, name.end)}x${TOML.slice(name.end)}`;
			const unknown = report(text).filter((one) => one.includes('V701'));
			expect(unknown).toHaveLength(1);
			expect(unknown[0]).toContain(`${at(name.start)} V701 \`${keyText(found)}x\`: there is no such key`);
			// Names of two letters are too short to guess.
			if (last.length > 2) expect(unknown[0]).toContain(`(did you mean \`${found.at(-1)}\`?)`);
		});
	}
});
