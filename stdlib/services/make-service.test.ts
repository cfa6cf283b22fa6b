/** Every option of every service, in both spellings, and what is wrong with it. */

import { describe, expect, test } from 'vitest';
import { debugText } from '../../lang/index.ts';
import type { CommandRequest, CsvOptions, ServicePort, SqlOptions } from '../host/services.ts';
import { SmtpService } from './smtp.ts';
import { outcomeOf, runScript } from './test-scripts.ts';

/** Remembers what it is asked for. */
class Recorder implements ServicePort {
	commands: Omit<CommandRequest, 'signal'>[] = [];
	csv: CsvOptions[] = [];
	sqlite: SqlOptions[] = [];

	async runCommand({ signal: _signal, ...request }: CommandRequest) {
		this.commands.push(request);
		return { code: 0, signal: undefined, stdout: '', stderr: '' };
	}

	openCsv(options: CsvOptions) {
		if (options.path.includes('missing')) throw new Error(`could not load database at ${options.path}: not there`);
		this.csv.push(options);
		return { get: async () => [], set: async () => undefined, remove: async () => undefined };
	}

	openSqlite(options: SqlOptions) {
		if (options.path.includes('missing')) throw new Error(`could not load database at ${options.path}: not there`);
		this.sqlite.push(options);
		return { query: async () => [], execute: async () => 0 };
	}
}

const BASE = '/etc/vsl';

async function declared(script: string): Promise<Recorder> {
	const services = new Recorder();
	await runScript(script, { services, base: BASE });
	return services;
}

const outcome = (script: string) => outcomeOf(script, { services: new Recorder(), base: BASE });

const COMMAND = { args: [], user: undefined, group: undefined, timeout: 30_000 };

const COMMANDS: readonly (readonly [options: string, request: Omit<CommandRequest, 'signal'>])[] = [
	['command: "/usr/bin/scan"', { ...COMMAND, command: '/usr/bin/scan' }],
	['command: "scan", timeout: "1m 30s"', { ...COMMAND, command: 'scan', timeout: 90_000 }],
	['command: "scan", timeout: "500ms"', { ...COMMAND, command: 'scan', timeout: 500 }],
	['command: "scan", timeout: "30days"', { ...COMMAND, command: 'scan', timeout: 86_400_000 }],
	['command: "scan", args: ["--quick", "-x"]', { ...COMMAND, command: 'scan', args: ['--quick', '-x'] }],
	['command: "scan", args: [\'q\']', { ...COMMAND, command: 'scan', args: ['q'] }],
	['command: "scan", args: ()', { ...COMMAND, command: 'scan' }],
	['command: "scan", user: "ann", group: "mail"', { ...COMMAND, command: 'scan', user: 'ann', group: 'mail' }],
	['command: "scan", colour: "green"', { ...COMMAND, command: 'scan' }],
];

describe('options of commands', () => {
	test.each(COMMANDS)('%s', async (options, request) => {
		expect((await declared(`service s cmd = #{ ${options} }; s.run()`)).commands).toEqual([request]);
		expect((await declared(`cmd::build(#{ ${options} }).run()`)).commands).toEqual([request]);
	});

	test('arguments of a call replace the declared ones', async () => {
		const build = 'let s = cmd::build(#{ command: "scan", args: ["a"] });';
		for (const name of ['run', 'cmd_run', 'run_cmd']) {
			const { commands } = await declared(
				`${build} s.${name}(); s.${name}(["b", "c"]); s.${name}([]); ${name}(s, ["d"]);`,
			);
			expect(commands.map(({ args }) => args)).toEqual([['a'], ['b', 'c'], [], ['d']]);
		}
	});

	test('the name of vSL 1.0', async () => {
		expect((await declared('service s shell = #{ command: "scan" }; s.cmd_run()')).commands).toHaveLength(1);
	});
});

const CSV: CsvOptions = { path: '/etc/vsl/list.csv', access: 'O_RDWR', refresh: 'always', delimiter: ',' };

const CSVS: readonly (readonly [options: string, opened: Partial<CsvOptions>])[] = [
	['connector: "list.csv"', {}],
	['connector: "/var/lib/list.csv"', { path: '/var/lib/list.csv' }],
	['connector: "../list.csv"', { path: '/etc/list.csv' }],
	['connector: "list.csv", access: "O_RDONLY"', { access: 'O_RDONLY' }],
	['connector: "list.csv", access: "O_WRONLY"', { access: 'O_WRONLY' }],
	['connector: "list.csv", access: "O_RDWR"', {}],
	['connector: "list.csv", refresh: "always"', {}],
	['connector: "list.csv", refresh: "no"', { refresh: 'no' }],
	['connector: "list.csv", delimiter: \';\'', { delimiter: ';' }],
	['connector: "list.csv", delimiter: "|"', { delimiter: '|' }],
	['connector: "list.csv", delimiter: "\\t"', { delimiter: '\t' }],
	['connector: "list.csv", delimiter: "😀"', { delimiter: '😀' }],
	['connector: "list.csv", colour: "green"', {}],
];

describe('options of CSV files', () => {
	test.each(CSVS)('%s', async (options, opened) => {
		expect((await declared(`service s db:csv = #{ ${options} };`)).csv).toEqual([{ ...CSV, ...opened }]);
		// The host knows where the paths of constructors start from.
		const constructed = { ...CSV, path: 'list.csv', ...opened };
		if (options.includes('../')) constructed.path = '../list.csv';
		for (const name of ['csv', 'csv::csv', 'csv::connect']) {
			expect((await declared(`${name}(#{ ${options} });`)).csv).toEqual([constructed]);
		}
	});
});

const SQL: SqlOptions = { path: '/etc/vsl/a.db', timeout: 30_000, connections: 4, readOnly: false };

const SQLITES: readonly (readonly [options: string, opened: Partial<SqlOptions>])[] = [
	['path: "a.db"', {}],
	['url: "a.db"', {}],
	['url: "sqlite:a.db"', {}],
	['url: "sqlite://a.db"', {}],
	['url: "file:a.db"', {}],
	['url: "sqlite:///var/lib/a.db"', { path: '/var/lib/a.db' }],
	['url: "sqlite:/var/lib/a.db"', { path: '/var/lib/a.db' }],
	['path: "/var/lib/a.db"', { path: '/var/lib/a.db' }],
	['url: "sqlite::memory:"', { path: ':memory:' }],
	['path: ":memory:"', { path: ':memory:' }],
	['path: "a.db", timeout: "2s", connections: 1', { timeout: 2_000, connections: 1 }],
	['path: "a.db", access: "O_RDONLY"', { readOnly: true }],
	['path: "a.db", access: "O_RDWR", literal: true, colour: 1', {}],
];

describe('options of SQLite', () => {
	test.each(SQLITES)('%s', async (options, opened) => {
		expect((await declared(`service s db:sqlite = #{ ${options} };`)).sqlite).toEqual([{ ...SQL, ...opened }]);
		const { sqlite } = await declared(`sqlite::connect(#{ ${options} });`);
		expect(sqlite).toEqual([{ ...SQL, path: 'a.db', ...opened }]);
	});
});

const DELEGATOR = 'delegator: #{ address: "127.0.0.1:10026" }';

const SMTPS: readonly (readonly [options: string, timeout: number])[] = [
	[`receiver: "127.0.0.1:10025", ${DELEGATOR}`, 60_000],
	['receiver: "127.0.0.1:10025", delegator: #{ address: "127.0.0.1:10026", timeout: "5s" }', 5_000],
	[`receiver: "127.0.0.1:10025", timeout: "7s", ${DELEGATOR}`, 7_000],
	['receiver: "127.0.0.1:10025", timeout: "7s", delegator: #{ address: "127.0.0.1:10026", timeout: "5s" }', 5_000],
];

describe('options of delegation', () => {
	test.each(SMTPS)('%s', async (options, timeout) => {
		for (const script of [`service s smtp = #{ ${options} }; s`, `smtp::connect(#{ ${options} })`]) {
			const service = await runScript(script, { services: new Recorder(), base: BASE });
			if (!(service instanceof SmtpService)) throw new Error(debugText(service));
			expect(service.settings).toEqual({
				receiverAddress: '127.0.0.1:10025',
				receiver: { host: '127.0.0.1', port: 10025, family: 'ipv4' },
				delegator: { text: '127.0.0.1:10026', address: { host: '127.0.0.1', port: 10026, family: 'ipv4' }, timeout },
			});
		}
	});

	test('IPv6', async () => {
		const script = 'service s smtp = #{ receiver: "[::1]:10025", delegator: #{ address: "[2001:db8::5]:25" } };';
		expect(await outcome(`${script} s.receiver_address`)).toBe('"[::1]:10025"');
	});
});

const VALUES: readonly (readonly [script: string, debug: string])[] = [
	['cmd::build(#{ command: "/bin/scan" }).to_string()', '"cmd:/bin/scan"'],
	[`smtp::connect(#{ receiver: "127.0.0.1:1", ${DELEGATOR} }).to_string()`, '"smtp"'],
	['csv(#{ connector: "a" }).to_string()', '"csv"'],
	['sqlite::connect(#{ path: "a" }).to_string()', '"sqlite"'],
	['type_of(cmd::build(#{ command: "a" }))', '"cmd service"'],
	[`type_of(smtp::connect(#{ receiver: "127.0.0.1:1", ${DELEGATOR} }))`, '"smtp service"'],
	['type_of(csv(#{ connector: "a" }))', '"csv service"'],
	['type_of(sqlite::connect(#{ path: "a" }))', '"sqlite service"'],
	['let a = csv(#{ connector: "a" }); let b = a; a == b', 'true'],
	['csv(#{ connector: "a" }) == csv(#{ connector: "a" })', 'false'],
	['service a cmd = #{ command: "x" }; service a cmd = #{ command: "y" }; a', 'cmd:y'],
	['let list = [service a cmd = #{ command: "x" }]; `${list[0]} ${a}`', '"cmd:x cmd:x"'],
	['fn f() { a.to_string() } service a db:csv = #{ connector: "x" }; f()', '"csv"'],
	['import "plugins/libvsmtp_plugin_csv" as c; c::csv(#{ connector: "a" })', 'csv:a'],
	['import "plugins/libvsmtp_plugin_csv.so" as c; c::connect(#{ connector: "a" })', 'csv:a'],
	['import "plugins/libvsmtp_plugin_sqlite" as s; s::connect(#{ path: "a" })', 'sqlite:a'],
	['import "csv" as lists; lists::connect(#{ connector: "a" })', 'csv:a'],
	[`smtp::connect(#{ receiver: "127.0.0.1:1", ${DELEGATOR} }).receiver_address()`, '"127.0.0.1:1"'],
];

describe('services are values', () => {
	test.each(VALUES)('%s', async (script, debug) => expect(await outcome(script)).toBe(debug));
});

const RESULT = 'let r = cmd::build(#{ command: "x" }).run();';

describe('the result of a command is an object and a map', () => {
	test.each([
		['r.has_code', 'true'],
		['r.code', '0'],
		['r["code"]', '0'],
		['r.has_signal', 'false'],
		['r.signal', '()'],
		['r["signal"] ?? "none"', '"none"'],
		['r["nothing"]', '()'],
		['"stdout" in r', 'true'],
		['"nothing" in r', 'false'],
		['r.stdout + r.stderr', '""'],
		['r.to_string()', '"exit status: 0"'],
		['r', '#{"code": 0, "has_code": true, "has_signal": false, "signal": (), "stderr": "", "stdout": ""}'],
	])('%s', async (expression, debug) => expect(await outcome(`${RESULT} ${expression}`)).toBe(debug));
});

const MISTAKES: readonly (readonly [script: string, text: string])[] = [
	// kinds
	['service s foo = #{};', "Improper service type 'foo'. The types are `cmd`, `smtp`, `db:csv` and `db:sqlite`."],
	['service s smpt = #{};', "Improper service type 'smpt'. Did you mean `smtp`?"],
	['service s sqlite = #{};', "Improper service type 'sqlite'. Did you mean `db:sqlite`?"],
	['service s redis = #{};', "Improper service type 'redis'. Did you mean `db:redis`?"],
	['service s db = #{};', 'Improper symbol when parsing service: write `db:csv` or `db:sqlite`'],
	['service s cmd:csv = #{};', 'Improper symbol when parsing service: a cmd service has no kind, drop `:csv`'],
	['service s db:oracle = #{};', "unknown database type 'oracle' (the types are `csv` and `sqlite`)"],
	['service s db:sqlit = #{};', "unknown database type 'sqlit' (did you mean `sqlite`?)"],
	['service s cmd = "x";', 'cmd service options must be a map'],
	['service s smtp = [];', 'smtp service options must be a map'],
	['service s db:csv = 5;', 'Data type incorrect: i64 (expecting map)'],
	['service s db:sqlite = ();', 'Data type incorrect: () (expecting map)'],
	// cmd
	['service s cmd = #{ timeout: "1s" };', "cmd service s is missing the 'command' option."],
	['cmd::build(#{});', "cmd service cmd::build is missing the 'command' option."],
	['service s cmd = #{ command: 5 };', "cmd service s: the option 'command' must be a string, but is of type i64"],
	['service s cmd = #{ command: "" };', "cmd service s: the option 'command' is empty"],
	['service s cmd = #{ command: "a\\x00" };', "cmd service s: the option 'command' must not contain a NUL character"],
	[
		'service s cmd = #{ command: "a", args: "b" };',
		"cmd service s: the option 'args' must be an array, but is of type string",
	],
	['service s cmd = #{ command: "a", args: [1] };', 'all cmd arguments must be strings'],
	['service s cmd = #{ command: "a", args: ["\\x00"] };', 'a cmd argument must not contain a NUL character'],
	['cmd::build(#{ command: "a" }).run([()])', 'all cmd arguments must be strings'],
	['cmd::build(#{ command: "a" }).run(["a\\x00b"])', 'a cmd argument must not contain a NUL character'],
	[
		'service s cmd = #{ command: "a", timeout: "5" };',
		'cmd service s: the option \'timeout\' is not a duration: the number 5 has no unit (write "5s" for seconds, "5ms" for milliseconds)',
	],
	[
		'service s cmd = #{ command: "a", timeout: 5 };',
		"cmd service s: the option 'timeout' must be a string, but is of type i64",
	],
	[
		'service s cmd = #{ command: "a", timeout: "0s" };',
		"cmd service s: the option 'timeout' must be at least a millisecond",
	],
	[
		'service s cmd = #{ command: "a", user: true };',
		"cmd service s: the option 'user' must be a string, but is of type bool",
	],
	['csv(#{ connector: "a" }).run()', 'csv cannot be run as a cmd script.'],
	['sqlite::connect(#{ path: "a" }).cmd_run(["x"])', 'sqlite cannot be run as a cmd script.'],
	// smtp
	[`service s smtp = #{ ${DELEGATOR} };`, 'key receiver was not found in s'],
	['service s smtp = #{ receiver: "127.0.0.1:1" };', 'key delegator was not found in s'],
	['service s smtp = #{ receiver: "127.0.0.1:1", delegator: #{} };', 'key address was not found in s'],
	[
		'service s smtp = #{ receiver: "127.0.0.1:1", delegator: "x" };',
		"smtp service s: the option 'delegator' must be a map, but is of type string",
	],
	[
		`service s smtp = #{ receiver: "127.0.0.1", ${DELEGATOR} };`,
		'smtp service s: the option \'receiver\' is not an address with a port: the port is missing (for example "127.0.0.1:25")',
	],
	[
		'service s smtp = #{ receiver: "127.0.0.1:1", delegator: #{ address: "scanner:10026" } };',
		'smtp service s: the option \'address\' must be an IP address with a port, such as "127.0.0.1:10025", not the name `scanner:10026`',
	],
	[
		`service s smtp = #{ receiver: "127.0.0.1:0", ${DELEGATOR} };`,
		"smtp service s: the option 'receiver' needs a port other than 0",
	],
	['cmd::build(#{ command: "a" }).receiver_address', 'only a smtp service has a receiver address'],
	['csv(#{ connector: "a" }).receiver_address', 'only a smtp service has a receiver address'],
	// csv
	['service s db:csv = #{};', "database s is missing the 'connector' option."],
	['csv::connect(#{});', "database csv::connect is missing the 'connector' option."],
	['service s db:csv = #{ connector: 5 };', "database s: the option 'connector' must be a string, but is of type i64"],
	['service s db:csv = #{ connector: "a", access: "O_APPEND" };', 'O_APPEND is not a correct database access mode'],
	['service s db:csv = #{ connector: "a", refresh: "never" };', 'never is not a correct database refresh rate'],
	['service s db:csv = #{ connector: "a", delimiter: "::" };', 'the delimiter of a csv database must be a single char'],
	['service s db:csv = #{ connector: "a", delimiter: "" };', 'the delimiter of a csv database must be a single char'],
	[
		'service s db:csv = #{ connector: "a", delimiter: \'"\' };',
		'the delimiter of a csv database must be a single char',
	],
	[
		'service s db:csv = #{ connector: "a", delimiter: "\\n" };',
		'the delimiter of a csv database must be a single char',
	],
	['service s db:csv = #{ connector: "a", delimiter: 5 };', 'the delimiter of a csv database must be a single char'],
	['service s db:csv = #{ connector: "missing" };', 'could not load database at /etc/vsl/missing: not there'],
	['csv(#{ connector: "a" }).set(["a", []])', 'all fields in a record must be strings'],
	['csv(#{ connector: "a" }).set(["a", ()])', 'all fields in a record must be strings'],
	['csv(#{ connector: "a" }).set(["a", || 1])', 'all fields in a record must be strings'],
	['csv(#{ connector: "a" }).get([])', 'Data type incorrect: array (expecting string)'],
	// sqlite
	['service s db:sqlite = #{};', "database s is missing the 'url' option."],
	[
		'service s db:sqlite = #{ path: "a", url: "b" };',
		"database s: the option 'path' and `url` say the same, give one of them",
	],
	[
		'service s db:sqlite = #{ url: "mysql://host/x" };',
		"database s: the option 'url' must begin with `sqlite:`, or be a path",
	],
	['service s db:sqlite = #{ url: "sqlite://" };', "database s: the option 'url' names no file"],
	[
		'service s db:sqlite = #{ path: "a", connections: 0 };',
		"database s: the option 'connections' must be a whole number from 1 to 32",
	],
	[
		'service s db:sqlite = #{ path: "a", connections: 33 };',
		"database s: the option 'connections' must be a whole number from 1 to 32",
	],
	[
		'service s db:sqlite = #{ path: "a", connections: "4" };',
		"database s: the option 'connections' must be a whole number from 1 to 32",
	],
	[
		'service s db:sqlite = #{ path: "a", literal: 1 };',
		"database s: the option 'literal' must be a bool, but is of type i64",
	],
	['service s db:sqlite = #{ path: "a", access: "O_WRONLY" };', 'O_WRONLY is not a correct database access mode'],
	[
		'service s db:sqlite = #{ path: ":memory:", access: "O_RDONLY" };',
		"database s: the option 'access' makes no sense for a data base in memory",
	],
	['service s db:sqlite = #{ path: "missing" };', 'could not load database at /etc/vsl/missing: not there'],
	[
		'sqlite::connect(#{ path: "a" }).query("SELECT ?", [[]])',
		'parameter 1 of a query must be a text, number, bool, blob or (), not array',
	],
	[
		'sqlite::connect(#{ path: "a" }).exec("SELECT ?, ?", [1, #{}])',
		'parameter 2 of a query must be a text, number, bool, blob or (), not map',
	],
	// later
	[
		'service s db:mysql = #{};',
		'`db:mysql` is not available in this version: the data bases that can be used are `csv` and `sqlite`',
	],
	[
		'postgres::connect(#{})',
		'the module `postgres` is not available in this version: the data bases that can be used are `csv` and `sqlite`',
	],
	[
		'import "plugins/libvsmtp_plugin_memcached" as m;',
		'the plug-in `memcached` is not available in this version: the data bases that can be used are `csv` and `sqlite`',
	],
	[
		'import "plugins/libvsmtp_plugin_oracle" as m;',
		'there is no plug-in `oracle`: those that can be imported are `csv` and `sqlite`',
	],
];

describe('mistakes', () => {
	test.each(MISTAKES)('%s', async (script, text) => expect(await outcome(script)).toBe(`error: ${text}`));
});

describe('paths in rules', () => {
	const inRule = (script: string) => outcomeOf(script, { services: new Recorder(), base: BASE, inRule: true });

	test.each(['../x', 'lists/../../x', '/var/lib/../x', '..'])('%s', async (path) => {
		const message = `error: the path ${path} leads out of its folder: open it at the top level of the script`;
		expect(await inRule(`csv(#{ connector: "${path}" })`)).toBe(message);
		expect(await inRule(`sqlite::connect(#{ path: "${path}" })`)).toBe(message);
		expect(await inRule(`sqlite::connect(#{ url: "sqlite:${path}" })`)).toBe(message);
		expect(await outcome(`csv(#{ connector: "${path}" })`)).toBe(`csv:${path}`);
	});

	test.each(['x', 'lists/a..b', '/var/lib/x', '...'])('%s', async (path) => {
		expect(await inRule(`csv(#{ connector: "${path}" })`)).toBe(`csv:${path}`);
	});
});

describe('data bases that come later', () => {
	test.each(['mysql', 'postgres', 'redis', 'memcached', 'ldap'])('%s', async (kind) => {
		for (const script of [
			`service s db:${kind} = #{ url: "x" };`,
			`${kind}::connect(#{ url: "x" })`,
			`import "plugins/libvsmtp_plugin_${kind}" as x;`,
			`import "${kind}" as x; x::connect(#{ url: "x" })`,
		]) {
			expect(await outcome(script)).toMatch(/is not available in this version/);
		}
	});
});
