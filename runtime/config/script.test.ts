/** Configuration scripts: what they get, what they can do, and mistakes with their places. */

import { describe, expect, test } from 'vitest';
import { renderText } from '../../lang/diagnostics/render-text.ts';
import { defaultConfig, loadScript, showConfig } from './index.ts';
import { testHost } from './test-host.ts';
import { reportLines } from './test-report.ts';

const host = testHost({
	hostname: 'box.example',
	users: ['vsmtp', 'ann'],
	variables: { MX: 'mx.example' },
	files: {
		'/etc/vsmtp/lists.vsl': 'export const NAME = "list.example"; fn ports() { ["0.0.0.0:25"] }',
		'/etc/vsmtp/sub/a.vsl': 'import "./b" as b; fn name() { b::name() }',
		'/etc/vsmtp/sub/b.vsl': 'fn name() { "b.example" }',
		'/etc/vsmtp/fails.vsl': 'fn f() {\n\t[][1]\n}',
		'/etc/vsmtp/broken.vsl': 'fn f( {',
		'/etc/vsmtp/one.vsl': 'import "two" as two;',
		'/etc/vsmtp/two.vsl': 'import "one" as one;',
	},
});

const load = (text: string) => loadScript(text, host, '/etc/vsmtp/vsmtp.vsl');
const within = (body: string) => load(`fn on_config(config) { ${body} config }`);
const report = (text: string): string[] =>
	reportLines(load(text).diagnostics).map((line) => line.replace('/etc/vsmtp/vsmtp.vsl:', ''));

describe('the map', () => {
	test('unchanged gives the defaults', () => {
		const { config, diagnostics } = within('');
		expect(diagnostics).toEqual([]);
		expect(config && showConfig(config)).toBe(showConfig(defaultConfig(host)));
	});

	test.each<[body: string, name: string]>([
		['config.server.name = "a.example";', 'a.example'],
		['config.server.domain = "a.example";', 'a.example'],
		['config.server.domain = "a.example"; config.server.name = "a.example";', 'a.example'],
		['config["server"]["name"] = "a.example";', 'a.example'],
		['config.server.name = "x." + config.server.name;', 'x.box.example'],
		['config.server.name = hostname();', 'box.example'],
		['config.server.name = env("MX") ?? "none.example";', 'mx.example'],
		['config.server.name = env("NO") ?? "none.example";', 'none.example'],
		[
			'config.server.name = if user_exist("ann") && !user_exist("eve") { "yes.example" } else { "no.example" };',
			'yes.example',
		],
		['import "lists" as lists; config.server.name = lists::NAME;', 'list.example'],
		['import "sub/a" as a; config.server.name = a::name();', 'b.example'],
	])('%s', (body, name) => {
		const { config, diagnostics } = within(body);
		expect(reportLines(diagnostics)).toEqual([]);
		expect(config?.server.domain).toBe(name);
	});

	test('has the defaults filled in, in the form that can be written', () => {
		within(
			'print(config.server.queues.delivery.deferred_retry_period); print(config.server.interfaces.addr[0]); print(config.server.smtp.codes.Greetings); print(config.server.tls == ()); print(config.server.logs.filename);',
		);
		expect(host.printed.splice(0)).toEqual([
			'5m',
			'127.0.0.1:25',
			'220 {domain} Service ready',
			'true',
			'/var/log/vsmtp/vsmtp.log',
		]);
	});

	test('replies get the name that the script sets', () => {
		expect(within('config.server.name = "a.example";').config?.server.smtp.codes.Greetings.text).toBe(
			'a.example Service ready',
		);
	});

	test('tags mean nothing', () => {
		const tagged = 'let n = 7; n.tag = 1; config.server.client_count_max = n;';
		expect(within(tagged).config?.server.client_count_max).toBe(7);
	});

	test('a key set to () has its default', () => {
		expect(within('config.server.client_count_max = ();').config?.server.client_count_max).toBe(10_000);
	});

	test('a main script that uses constants and imports of its top level', () => {
		const { config, diagnostics } = load(
			'#!/usr/bin/env vsl\nimport "lists" as lists;\nconst MAX = 7;\nfn on_config(config) { config.server.client_count_max = global::MAX; config.server.interfaces = #{ addr: lists::ports() }; config }',
		);
		expect(reportLines(diagnostics)).toEqual([]);
		expect(config?.server.client_count_max).toBe(7);
		expect(config?.server.interfaces).toMatchObject({ addr: [{ host: '0.0.0.0' }], addr_submission: [] });
	});

	test('TLS without a certificate of its own, when a domain has one', () => {
		const lenient = { ...host, readBytes: () => ({ unread: true }) as const };
		const tls = 'config.server.tls = #{ protocol_version: "TLSv1.3" };';
		const domain =
			'config.server.virtual = #{ "a.example": #{ tls: #{ protocol_version: ["TLSv1.3"], certificate: "/c", private_key: "/k" } } };';
		const both = loadScript(`fn on_config(config) { ${tls} ${domain} config }`, lenient);
		expect(reportLines(both.diagnostics)).toEqual([]);
		expect(both.config?.server.tls).toMatchObject({ security_level: { kind: 'may' }, certificate: undefined });
		const alone = loadScript(`fn on_config(config) { ${tls} config }`, lenient, 'c');
		expect(reportLines(alone.diagnostics)).toEqual([
			'c:1:24 V705 `server.tls`: there is no certificate, and no domain has one (set `certificate` and `private_key`)',
		]);
	});
});

describe('mistakes in keys are where the script sets them', () => {
	const FUNCTION = 'fn on_config(config) {\n';
	const CASES: [body: string, ...problems: string[]][] = [
		[
			'\tconfig.server.client_count = 5;',
			'2:2 V701 `server.client_count`: there is no such key (did you mean `client_count_max`?)',
		],
		[
			'\tconfig.server.client_count_max = "x";',
			'2:35 V702 `server.client_count_max`: expected a whole number from -1, found the string "x"',
		],
		[
			'\tconfig.server.smtp.error = #{ soft_count: 1, hard_count: 2 };',
			'2:2 V703 `server.smtp.error`: the table is here, but not its key `delay`',
		],
		[
			'\tconfig.server.smtp.error = #{\n\t\tsoft_count: 1,\n\t\thard_count: 2,\n\t\tdelay: 5 };',
			'5:10 V702 `server.smtp.error.delay`: expected a duration',
		],
		[
			'\tconfig.server.smtp.error = #{ soft: 1 };',
			'2:2 V703',
			'2:2 V703',
			'2:2 V703',
			'2:32 V701 `server.smtp.error.soft`: there is no such key (did you mean `soft_count`?)',
		],
		[
			'\tconfig.server.interfaces.addr = ["1.2.3.4:25", 5];',
			'2:49 V702 `server.interfaces.addr[1]`: expected an address with a port',
		],
		[
			'\tconfig.server.interfaces.addr[0] = 5;',
			'2:37 V702 `server.interfaces.addr[0]`: expected an address with a port',
		],
		['\tconfig["server"].name = 1.5;', '2:26 V702 `server.name`: expected a domain name, found the number 1.5'],
		[
			'\tif true { config.app.dirpath = [1]; }',
			'2:33 V702 `app.dirpath`: expected the path of a file or folder, found an array',
		],
		[
			'\tconfig.app.dirpath = 5;\n\tconfig.app.dirpath = 6;',
			'3:23 V702 `app.dirpath`: expected the path of a file or folder, found the number 6',
		],
		[
			'\tconfig.app.dirpath = || 5;',
			'2:23 V702 `app.dirpath`: expected the path of a file or folder, found a value of type `Fn`',
		],
		[
			"\tconfig.app.dirpath = 'x';",
			'2:23 V702 `app.dirpath`: expected the path of a file or folder, found a value of type `char`',
		],
		['\tconfig.server = ();\n\tconfig.sever = #{};', '3:2 V701 `sever`: there is no such key (did you mean `server`?)'],
		// What the script does in other ways is where the function is.
		['\tlet s = config.server; s.name = 5; config.server = s;', '2:37 V702 `server.name`'],
		['\tlet s = config.app; s.dirpath = 5; config["app"] = s;', '2:37 V702 `app.dirpath`'],
		['\tconfig.server.set("name", 5);', '1:1 V702 `server.name`: expected a domain name, found the number 5'],
		['\tconfig += #{ foo: 1 };', '1:1 V701 `foo`: there is no such key'],
		['\tconfig.version_requirement = ">=9";', '2:31 V704 `version_requirement`: Version requirement not fulfilled'],
		[
			'\tconfig.server.domain = "a.example"; config.server.name = "b.example";',
			'2:38 V705 `server.name`: this is another name of `domain`',
		],
		[
			'\tconfig.app.logs.filename = config.server.logs.filename;',
			'2:29 V705 `app.logs.filename`: System and Application logs cannot both',
		],
	];
	test.each(CASES)('%j', (body, ...problems) => {
		const found = report(`${FUNCTION}${body}\n\tconfig\n}`);
		expect(found.map((line, at) => line.slice(0, problems[at]?.length))).toEqual(problems);
	});
});

describe('scripts that do not give a configuration', () => {
	const CASES: [text: string, problem: string][] = [
		['', '/etc/vsmtp/vsmtp.vsl V707 there is no function `on_config(config)` (write fn on_config(config)'],
		['fn onconfig(config) { config }', '1:1 V707 there is no function `on_config(config)`'],
		['fn on_config() { 1 }', '1:4 V707 `on_config` has 0 parameters: expected `on_config(config)`'],
		[
			'fn on_config(config) { config.server.name = "a"; }',
			'1:1 V707 `on_config` returned nothing: expected the map `config` (end the function with `config`, without a semicolon)',
		],
		['fn on_config(c) { 5 }', '1:1 V707 `on_config` returned a value of type `i64`: expected the map `c`'],
		['fn on_config(config) { confg }', '1:24 V4'],
		['fn on_config(config) { config', '1:30 V4'],
		['rule "x" || 1; fn on_config(config) { config }', '1:1 V610'],
		['fn on_config(config) { throw "no" }', '1:24 V801 Runtime error: no'],
		['throw "no"; fn on_config(config) { config }', '1:1 V801 Runtime error: no'],
		['fn on_config(config) { loop {} }', '1:24 V852 Too many operations'],
		[
			'fn on_config(config) { sleep(1); config }',
			'1:24 V859 Asynchronous function called in a synchronous run (a configuration script cannot wait',
		],
		['fn on_config(config) { on_config(config) }', '1:24 V855 Stack overflow'],
		['fn on_config(config) { import "none" as n; config }', '1:31 V805 Module not found: none'],
		['fn on_config(config) { config.server.nome.x.y = 1; config }', "1:43 V816 Unknown property 'x'"],
		['import "broken" as b; fn on_config(config) { config }', '/etc/vsmtp/broken.vsl:1:'],
	];
	test.each(CASES)('%j', (text, problem) => {
		const { config } = load(text);
		expect(config).toBeUndefined();
		const found = report(text);
		expect(found[0]?.slice(0, problem.length)).toBe(problem);
		expect(found).toHaveLength(1);
	});

	test('an error in a module shows the way to it', () => {
		const { diagnostics } = load('import "fails" as fails;\nfn on_config(config) {\n\tfails::f();\n\tconfig\n}');
		expect(diagnostics.map((one) => renderText(one)).join('\n')).toContain(`in \`f\`, called here
 --> /etc/vsmtp/vsmtp.vsl:3:2`);
		expect(reportLines(diagnostics)[0]).toContain('/etc/vsmtp/fails.vsl:2:');
	});

	test('modules that import each other', () => {
		expect(report('import "one" as one; fn on_config(config) { config }')).toEqual([
			'/etc/vsmtp/two.vsl:1:8 V805 Module imports itself: one',
		]);
	});

	test('data that nests without end', () => {
		const deep = 'let d = 1; for i in 0..5000 { d = [d]; } config.app.dirpath = d;';
		expect(reportLines(within(deep).diagnostics)[0]).toContain('expected the path of a file or folder, found an array');
		const tables =
			'let d = #{}; for i in 0..5000 { d = #{ x: d }; } config.server.virtual = #{ "a.example": #{ tls: d } };';
		expect(within(tables).config).toBeUndefined();
	});
});
