/** Which file is the configuration, and the examples of both generations. */

import { describe, expect, test } from 'vitest';
import { decodeText } from '../files/read-text.ts';
import { type Config, defaultConfig, lenientHost, loadConfig, loadToml, showConfig } from './index.ts';
import { testHost } from './test-host.ts';
import { reportLines } from './test-report.ts';

const TOML = `version_requirement = ">=1.1.0, <2.0.0"

[server]
domain = "mx.kettle.example"
client_count_max = 64

[server.interfaces]
addr = ["0.0.0.0:25", "[::]:25"]
addr_submission = ["0.0.0.0:587"]

[server.tls]
security_level = "May"
protocol_version = ">=TLSv1.2"
certificate = "/etc/vsmtp/tls/mx.pem"
private_key = "/etc/vsmtp/tls/mx.key"

[server.virtual."teapot.example"]

[server.smtp.codes]
Greetings = "220 {domain} ESMTP at your service"

[app.vsl]
filepath = "/etc/vsmtp/main.vsl"
`;

const SCRIPT = `fn on_config(config) {
    config.version_requirement = ">=2.0.0, <3.0.0";
    config.server.name = "mx.kettle.example";
    config.server.interfaces = #{ addr: ["0.0.0.0:25"], addr_submission: [], addr_submissions: [] };
    config.server.smtp.codes = #{ Greetings: "220 {name} ESMTP at your service" };
    config.app.vsl.filter_path = "/etc/vsmtp/filter.vsl";
    config.app.vsl.domain_dir = "/etc/vsmtp/domain-enabled";
    config
}
`;

const host = lenientHost(
	testHost({ files: { '/a.toml': TOML, '/b.vsl': SCRIPT, '/etc/vsmtp/domain-enabled/teapot.example/x': '' } }),
);

describe('the examples', () => {
	test('of the first generation', () => {
		const { config, diagnostics, files } = loadConfig('/a.toml', host);
		expect(reportLines(diagnostics)).toEqual([]);
		expect(files).toEqual(['/a.toml']);
		expect(config).toMatchObject({
			version_requirement: '>=1.1.0, <2.0.0',
			server: {
				domain: 'mx.kettle.example',
				client_count_max: 64,
				interfaces: {
					addr: [{ host: '0.0.0.0' }, { host: '::' }],
					addr_submission: [{ port: 587 }],
					addr_submissions: [],
				},
				tls: { security_level: { kind: 'may' }, protocol_version: ['TLSv1.2', 'TLSv1.3'], handshake_timeout: 1000 },
				smtp: {
					codes: { Greetings: { code: 220, text: 'mx.kettle.example ESMTP at your service' }, Ok: { text: 'Ok' } },
				},
			},
			app: { vsl: { filepath: '/etc/vsmtp/main.vsl', filter_path: undefined } },
		});
		expect([...(config?.server.virtual.keys() ?? [])]).toEqual(['teapot.example']);
	});

	test('of the second', () => {
		const { config, diagnostics } = loadConfig('/b.vsl', host);
		expect(reportLines(diagnostics)).toEqual([]);
		expect(config).toMatchObject({
			server: {
				domain: 'mx.kettle.example',
				interfaces: { addr: [{ host: '0.0.0.0', port: 25 }], addr_submission: [], addr_submissions: [] },
				smtp: { codes: { Greetings: { text: 'mx.kettle.example ESMTP at your service' }, Closing: { code: 221 } } },
			},
			app: { vsl: { filter_path: '/etc/vsmtp/filter.vsl' } },
		});
		expect([...(config?.domainFolders ?? [])]).toEqual([
			['teapot.example', '/etc/vsmtp/domain-enabled/teapot.example'],
		]);
	});
});

describe('the file', () => {
	const both = { '/etc/vsmtp/vsmtp.toml': TOML, '/etc/vsmtp/vsmtp.vsl': SCRIPT };
	test('is looked for at the usual places', () => {
		const load = (files: Readonly<Record<string, string>>) => loadConfig(undefined, lenientHost(testHost({ files })));
		expect(load(both).files[0]).toBe('/etc/vsmtp/vsmtp.toml');
		expect(load({ '/etc/vsmtp/vsmtp.vsl': SCRIPT }).files[0]).toBe('/etc/vsmtp/vsmtp.vsl');
		expect(load({}).files).toEqual([]);
		expect(load({}).config).toEqual(defaultConfig(testHost()));
	});

	test.each([
		['/a.json', '/a.json V710 a configuration is a file *.toml or *.vsl: found `.json` (rename the file)'],
		['/vsmtp', '/vsmtp V710 a configuration is a file *.toml or *.vsl: found `no extension` (rename the file)'],
		['/none.toml', '/none.toml V603 Cannot read the file: no such file or folder'],
		['/bytes.toml', '/bytes.toml:1:2 V604 The file is not valid UTF-8: unexpected byte 0xFF (save the file as UTF-8)'],
		['/large.vsl', '/large.vsl V605 The file is larger than 1 MiB'],
	])('%s', (path, problem) => {
		const files = { '/bytes.toml': Uint8Array.from([0x61, 0xff]), '/large.vsl': '', '/a.json': '', '/vsmtp': '' };
		const machine = testHost({ files });
		const large = {
			...machine,
			readText: (name: string) =>
				name === '/large.vsl' ? decodeText(name, undefined, 1 << 20) : machine.readText(name),
		};
		const { config, diagnostics } = loadConfig(path, large);
		expect(config).toBeUndefined();
		expect(reportLines(diagnostics)).toEqual([problem]);
	});

	test('with a byte order mark and CRLF', () => {
		const text = `\ufeff${TOML.replaceAll('\n', '\r\n')}`;
		const machine = lenientHost(testHost({ files: { '/a.toml': text } }));
		const { config, diagnostics } = loadConfig('/a.toml', machine);
		expect(reportLines(diagnostics)).toEqual([]);
		expect(showConfig(config as Config)).toBe(showConfig(loadToml(TOML, machine).config as Config));
	});
});

describe('without a file', () => {
	test('root needs the user of the server', () => {
		const { config, diagnostics } = loadConfig(undefined, testHost({ users: [], groups: [] }));
		expect(config).toBeUndefined();
		expect(reportLines(diagnostics)).toEqual([
			"<defaults> V706 `server.system.user`: user not found: 'vsmtp' (create the user, or name another one)",
			"<defaults> V706 `server.system.group`: group not found: 'vsmtp' (create the group, or name another one)",
		]);
	});
	test('anybody else does not', () => {
		const me = { user: 'ann', group: 'users' };
		const { config } = loadConfig(undefined, testHost({ users: [], groups: [], currentUser: me }));
		expect(config?.server.system).toMatchObject(me);
	});
	test('a host without a sound name is localhost', () => {
		expect(defaultConfig(testHost({ hostname: 'my box' })).server.domain).toBe('localhost');
	});
});
