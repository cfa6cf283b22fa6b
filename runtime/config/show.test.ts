import { describe, expect, test } from 'vitest';
import { debugText, Engine, type MapValue } from '../../lang/index.ts';
import { coreModule } from '../../stdlib/core/index.ts';
import { type Config, configValues, defaultConfig, diffConfig, loadToml, showConfig } from './index.ts';
import { testCertificate } from './test-certificate.ts';
import { testHost } from './test-host.ts';

const { certificate, key } = testCertificate('mx.example');
const host = testHost({ files: { '/mx.pem': certificate, '/mx.key': key } });

function load(text: string): Config {
	const { config, diagnostics } = loadToml(`version_requirement = "^2.2"\n${text}`, host);
	if (config === undefined) throw new Error(diagnostics.map(({ message }) => message).join('\n'));
	return config;
}

const CONFIG = load(`
[server]
name = "mx.example"
[server.tls]
security_level = { Dane = { port = 25 } }
protocol_version = "^TLSv1.2"
certificate = "/mx.pem"
private_key = "/mx.key"
[server.interfaces]
addr = ["[::0]:25"]
xclient = ["10.1.1.1/8"]
[server.virtual."__proto__.example"]
[server.virtual."a.example".dns.config]
name_servers = ["192.0.2.1"]
`);

describe('shown', () => {
	const shown = showConfig(CONFIG);
	test('is a line and JSON', () => {
		expect(shown.startsWith('Loaded configuration: {\n  "version_requirement": "^2.2",\n')).toBe(true);
		expect(() => JSON.parse(shown.slice(shown.indexOf('{')))).not.toThrow();
	});
	test.each([
		['"certificate": "/mx.pem"'],
		['"private_key": "/mx.key"'],
		['"handshake_timeout": "1s"'],
		['"Dane": {\n          "port": 25'],
		['"Greetings": "220 mx.example Service ready"'],
		['"addr": [\n        "[::]:25"\n      ]'],
		['"10.0.0.0/8"'],
		['"socket_addr": "192.0.2.1:53"'],
		['"__proto__.example": {'],
	])('has %s', (part) => expect(shown).toContain(part));
	test.each(['PRIVATE', 'BEGIN', '"name":', '"filename":', 'domainFolders'])('does not have %s', (part) => {
		expect(shown).not.toContain(part);
	});
});

describe('compared with the defaults', () => {
	const defaults = defaultConfig(host);
	test('the same configuration has no lines of its own', () => {
		const lines = diffConfig(defaults, defaults).split('\n');
		expect(lines.filter((line) => !line.startsWith(' '))).toEqual([]);
	});
	const changed = load('[server]\nclient_count_max = 5\n[app.mailboxes]\nkind = "virtual"\npath = "/m/{user}"\n');
	test('lines of either side are marked', () => {
		const lines = diffConfig(changed, defaults).split('\n');
		expect(lines.filter((line) => !line.startsWith(' '))).toEqual([
			'-  "version_requirement": ">=2.2.0, <3.0.0",',
			'+  "version_requirement": "^2.2",',
			'-    "client_count_max": 10000,',
			'+    "client_count_max": 5,',
			'-      "kind": "system"',
			'+      "kind": "virtual",',
			'+      "path": "/m/{user}"',
		]);
		expect(lines[0]).toBe(' {');
	});
	test('in colours on request', () => {
		const lines = diffConfig(changed, defaults, { color: true }).split('\n');
		expect(lines).toContain('\u001b[31m-    "client_count_max": 10000,\u001b[0m');
		expect(lines).toContain('\u001b[32m+    "client_count_max": 5,\u001b[0m');
		expect(lines).toContain(' {');
	});
	test('both sides can be put together again', () => {
		const lines = diffConfig(CONFIG, defaults).split('\n');
		const side = (mark: string): string =>
			lines
				.filter((line) => line.startsWith(' ') || line.startsWith(mark))
				.map((line) => line.slice(1))
				.join('\n');
		expect(`Loaded configuration: ${side('-')}`).toBe(showConfig(defaults));
		expect(`Loaded configuration: ${side('+')}`).toBe(showConfig(CONFIG));
	});
	test('many domains', () => {
		const names = Array.from({ length: 2000 }, (_, at) => `[server.virtual."d${at}.example"]`);
		expect(diffConfig(load(names.join('\n')), defaults).split('\n').length).toBeGreaterThan(4000);
	});
});

describe('what scripts see', () => {
	const { server, app } = configValues(CONFIG);
	const evaluate = (script: string): string => {
		const engine = new Engine({
			modules: [
				coreModule,
				{
					name: 'toml',
					namespace: 'toml',
					doc: '',
					types: [],
					functions: [],
					constants: [
						{ name: 'server', value: server, type: 'map', doc: '' },
						{ name: 'app', value: app, type: 'map', doc: '' },
					],
				},
			],
		});
		const { program } = engine.compile(script);
		return program === undefined ? 'does not compile' : debugText(engine.runSync(program));
	};
	test.each([
		['toml::server.domain', '"mx.example"'],
		['toml::server.name', '"mx.example"'],
		['toml::server.logs.filepath == toml::server.logs.filename', 'true'],
		['toml::server.client_count_max', '10000'],
		['toml::server.smtp.error', '#{"delay": "5s", "hard_count": 20, "soft_count": 10}'],
		['toml::server.smtp.codes.Denied', '"554 permanent problems with the remote server"'],
		['toml::server.interfaces.addr', '["[::]:25"]'],
		['toml::server.tls.certificate', '"/mx.pem"'],
		['toml::server.tls.private_key', '"/mx.key"'],
		['toml::server.tls.protocol_version', '["TLSv1.2", "TLSv1.3"]'],
		['toml::server.smtp.auth', '()'],
		['"auth" in toml::server.smtp', 'false'],
		['toml::server.system.group_local', '()'],
		['toml::server.queues.delivery.deferred_retry_period', '"5m"'],
		['toml::app.dirpath', '"/var/spool/vsmtp/app"'],
		['toml::app.vsl.limits.string_size', '16777216'],
		['toml::server.virtual.keys()', '["__proto__.example", "a.example"]'],
		['toml::server.smtp.codes.keys().contains("AlreadyUnderTls")', 'false'],
	])('%s is %s', (script, expected) => expect(evaluate(script)).toBe(expected));

	test('is made for whoever asks', () => {
		expect(configValues(CONFIG).server as MapValue).not.toBe(server);
	});
});
