/** Folders of domains and their scripts. */

import { describe, expect, test } from 'vitest';
import { loadScript, loadToml } from './index.ts';
import { type TestMachine, testHost } from './test-host.ts';
import { reportLines } from './test-report.ts';

const TOML = 'version_requirement = "1"\n[app.vsl]\ndomain_dir = "/d"\n';

const load = (machine: TestMachine, text = TOML) => loadToml(text, testHost(machine), 'c');

const script = (body: string): string => `fn on_domain_config(config) {\n\t${body}\n\tconfig\n}`;

describe('the folder', () => {
	test('has a folder or a link per domain, and a link to the default', () => {
		const { config, diagnostics, files } = load({
			files: {
				'/d/README': '',
				'/d/.git/config': '',
				'/d/A.example/incoming.vsl': '',
				'/available/b.example/config.vsl': script('config.is_default = config.is_default;'),
			},
			links: { '/d/b.example': '/available/b.example', '/d/default': '/available/b.example' },
		});
		expect(reportLines(diagnostics)).toEqual([]);
		expect([...(config?.domainFolders ?? [])]).toEqual([
			['a.example', '/d/A.example'],
			['b.example', '/d/b.example'],
		]);
		const defaults = [...(config?.server.virtual ?? [])].map(([name, { is_default }]) => [name, is_default]);
		expect(defaults).toEqual([
			['a.example', false],
			['b.example', true],
		]);
		expect(files).toEqual(['c', '/d/A.example/config.vsl', '/d/b.example/config.vsl']);
	});

	test('may have the default domain behind the link only', () => {
		const { config } = load({
			files: { '/d/a.example/x': '', '/available/b.example/x': '' },
			links: { '/d/default': '/available/b.example' },
		});
		expect(config?.domainFolders.get('b.example')).toBe('/available/b.example');
		expect(config?.server.virtual.get('b.example')?.is_default).toBe(true);
	});

	const at = 'c:3:14 V708 `app.vsl.domain_dir`: ';
	test.each<[TestMachine, string]>([
		[{}, `${at}the folder '/d': no such file or folder`],
		[{ files: { '/d/a b/x': '' } }, `${at}'/d/a b' is not named like a domain`],
		[{ files: { '/d/1.2.3.4/x': '' } }, `${at}'/d/1.2.3.4' is not named like a domain`],
		[{ links: { '/d/a.example': '' } }, `${at}'/d/a.example' is a link to nothing`],
		[{ files: { '/d/default/x': '' } }, `${at}'/d/default' has to be a link to the folder of a domain`],
	])('%j', (machine, problem) => {
		expect(reportLines(load(machine).diagnostics)).toEqual([problem]);
	});
});

describe('the script of a domain', () => {
	test('changes what the main file says of the domain', () => {
		const { config, diagnostics } = load(
			{
				files: {
					'/d/a.example/config.vsl': script(
						'print(config.dns.type); config.dns.options.timeout = "2s"; config.dns.options.attempts += 1;',
					),
				},
			},
			`${TOML}[server.virtual."a.example".dns]\ntype = "google"\noptions = { attempts = 4 }\n[server.virtual."b.example"]\n`,
		);
		expect(reportLines(diagnostics)).toEqual([]);
		expect([...(config?.server.virtual.keys() ?? [])]).toEqual(['a.example', 'b.example']);
		expect(config?.server.virtual.get('a.example')?.dns).toMatchObject({
			type: 'google',
			options: { timeout: 2000, attempts: 5 },
		});
	});

	test('imports from the folder of the main configuration', () => {
		const host = testHost({
			files: {
				'/etc/vsmtp/tls.vsl': 'fn versions() { ["TLSv1.3"] }',
				'/d/a.example/config.vsl':
					'import "tls" as tls; fn on_domain_config(config) { config.tls = #{ protocol_version: tls::versions(), certificate: "/c", private_key: "/k" }; config }',
			},
		});
		const lenient = { ...host, readBytes: () => ({ unread: true }) as const };
		const main = 'fn on_config(config) { config.app.vsl.domain_dir = "/d"; config }';
		const { config, diagnostics } = loadScript(main, lenient, '/etc/vsmtp/vsmtp.vsl');
		expect(reportLines(diagnostics)).toEqual([]);
		expect(config?.server.virtual.get('a.example')?.tls?.protocol_version).toEqual(['TLSv1.3']);
	});

	const file = '/d/a.example/config.vsl';
	const key = 'server.virtual."a.example"';
	test.each<[text: string, ...problems: string[]]>([
		[script('config.tsl = 1;'), `:2:2 V701 \`${key}.tsl\`: there is no such key (did you mean \`tls\`?)`],
		[
			script('config.is_default = 1;'),
			`:2:22 V702 \`${key}.is_default\`: expected \`true\` or \`false\`, found the number 1`,
		],
		[script('config.tls = #{};'), ':2:2 V703', ':2:2 V703', ':2:2 V703'],
		[
			script('config.dkim = #{ private_key: "/none" };'),
			`:2:32 V706 \`${key}.dkim.private_key\`: private key path does not exists: '/none'`,
		],
		[script('config.dns = #{ type: "custom" };'), `:2:24 V705 \`${key}.dns.type\`: the type \`custom\` needs a table`],
		[script('config.dns = 5;'), `:2:15 V702 \`${key}.dns\`: expected a table, found the number 5`],
		['fn on_config(config) { config }', ':1:1 V707 there is no function `on_domain_config(config)`'],
		['fn on_domain_config(config) { }', ':1:1 V707 `on_domain_config` returned nothing'],
		['fn on_domain_config(config) { config', ':1:37 V4'],
		['fn on_domain_config(config) { throw 1 }', ':1:31 V801'],
	])('%j', (text, ...problems) => {
		const result = load({ files: { [file]: text } });
		expect(result.config).toBeUndefined();
		const found = reportLines(result.diagnostics);
		expect(found.map((line, index) => line.slice(0, `${file}${problems[index]}`.length))).toEqual(
			problems.map((problem) => `${file}${problem}`),
		);
	});

	test('that is not text', () => {
		const { diagnostics } = load({ files: { [file]: Uint8Array.from([0x61, 0xff]) } });
		expect(reportLines(diagnostics)).toEqual([
			`${file}:1:2 V604 The file is not valid UTF-8: unexpected byte 0xFF (save the file as UTF-8)`,
		]);
	});

	test('mistakes in several files are all reported, file by file', () => {
		const { diagnostics } = load(
			{
				files: {
					'/d/a.example/config.vsl': script('config.x = 1;'),
					'/d/b.example/config.vsl': script('config.y = 1;'),
				},
			},
			`${TOML}[server]\nz = 1\n`,
		);
		expect(reportLines(diagnostics).map((line) => line.split(' ')[0])).toEqual([
			'c:5:1',
			'/d/a.example/config.vsl:2:2',
			'/d/b.example/config.vsl:2:2',
		]);
	});

	test('cannot make a second default', () => {
		const { diagnostics } = load(
			{ files: { '/d/a.example/config.vsl': script('config.is_default = true;') } },
			`${TOML}[server.virtual."b.example"]\nis_default = true\n`,
		);
		expect(reportLines(diagnostics)).toEqual([
			`${file}:2:2 V705 \`${key}.is_default\`: \`b.example\` is the default domain already`,
		]);
	});
});
