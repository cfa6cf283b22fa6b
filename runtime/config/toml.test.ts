/** Mistakes in TOML files, with their places. */

import { describe, expect, test } from 'vitest';
import { renderText } from '../../lang/diagnostics/render-text.ts';
import { loadToml } from './index.ts';
import { testHost } from './test-host.ts';
import { reportLines } from './test-report.ts';

const host = testHost();

/** Loads with a version in the first line; places count from the second. */
function report(text: string, machine = host): string[] {
	return reportLines(loadToml(`version_requirement = "1"\n${text}`, machine, 'c').diagnostics);
}

const TLS =
	'[server.tls]\nsecurity_level = "May"\nprotocol_version = "TLSv1.3"\ncertificate = "/c"\nprivate_key = "/k"\n';

const ONE: [text: string, problem: string][] = [
	// Unknown keys.
	['x = 1', 'c:2:1 V701 `x`: there is no such key (the keys here are `version_requirement`, `server`, `app`)'],
	['[servr]', 'c:2:2 V701 `servr`: there is no such key (did you mean `server`?)'],
	[
		'[server]\nclient_count = 1',
		'c:3:1 V701 `server.client_count`: there is no such key (did you mean `client_count_max`?)',
	],
	[
		'[server]\nrcpt_count_max = 1',
		'c:3:1 V701 `server.rcpt_count_max`: there is no such key (`rcpt_count_max` is a key of `server.smtp`)',
	],
	['dirpath = "x"', 'c:2:1 V701 `dirpath`: there is no such key (`dirpath` is a key of `server.queues` and `app`)'],
	['[app.smtp]', 'c:2:2 V701 `app.smtp`: there is no such key (`smtp` is a key of `server`)'],
	[
		'[app.services.clam]\na = 1',
		'c:2:2 V701 `app.services`: there is no such key any more (services are declared in scripts',
	],
	[
		'server.virtual."a.example".tsl = {}',
		'c:2:1 V701 `server.virtual."a.example".tsl`: there is no such key (did you mean `tls`?)',
	],
	[
		'[server.virtual.teapot.example]',
		'c:2:2 V701 `server.virtual.teapot.example`: there is no such key (names with dots are written in quotes: [server.virtual."teapot.example"])',
	],
	[
		'[server.smtp.codes]\nGreeting = "220 x"',
		'c:3:1 V701 `server.smtp.codes.Greeting`: there is no such key (did you mean `Greetings`?)',
	],
	['"__proto__" = 1', 'c:2:1 V701 `__proto__`: there is no such key'],
	// Tables.
	['server = 5', 'c:2:10 V702 `server`: expected a table, found the number 5 (write [server], and its keys below)'],
	['[[server.smtp]]', 'c:2:3 V702 `server.smtp`: expected a table, found an array'],
	['[server]\nvirtual = ["a.example"]', 'c:3:11 V702 `server.virtual`: expected a table, found an array'],
	['[server.virtual]\n"a.example" = true', 'c:3:15 V702 `server.virtual."a.example"`: expected a table, found `true`'],
	['[server.virtual."a b"]', 'c:2:2 V702 `server.virtual."a b"`: "a b" is no domain name'],
	['[server.virtual."1.2.3.4"]', 'c:2:2 V702 `server.virtual."1.2.3.4"`: "1.2.3.4" is no domain name'],
	[
		'[server.virtual."A.example"]\n[server.virtual."a.Example"]',
		'c:3:2 V705 `server.virtual."a.Example"`: `a.example` is configured twice',
	],
	// Required keys.
	[
		'[server.queues]\ndisk_free_min = 1',
		'c:2:2 V703 `server.queues`: the table is here, but not its key `dirpath`: expected the path of a file or folder (without the whole table the defaults hold)',
	],
	[
		'server.queues.working.channel_size = 1',
		'c:2:1 V703 `server.queues`: the table is here, but not its key `dirpath`',
	],
	[
		'[server.system.thread_pool]\nreceiver = 1\ndelivery = 1',
		'c:2:2 V703 `server.system.thread_pool`: the table is here, but not its key `processing`',
	],
	[
		'[server.smtp.error]\nsoft_count = 1\nhard_count = 2',
		'c:2:2 V703 `server.smtp.error`: the table is here, but not its key `delay`',
	],
	[
		'[server.smtp.timeout_client]\nconnect = "1s"\nhelo = "1s"\nmail_from = "1s"\ndata = "1s"',
		'c:2:2 V703 `server.smtp.timeout_client`: the table is here, but not its key `rcpt_to`',
	],
	['[server.dkim]', 'c:2:2 V703 `server.dkim`: the table is here, but not its key `private_key`'],
	[
		'[server.dns]\ntype = "custom"\nconfig = {}',
		'c:4:1 V703 `server.dns.config`: the table is here, but not its key `name_servers`',
	],
	[
		'[server.logs.system]\nbackend = "journald"',
		'c:2:2 V703 `server.logs.system`: the table is here, but not its key `level`',
	],
	[
		'[[server.dns.config.name_servers]]\nprotocol = "udp"',
		'c:2:3 V703 `server.dns.config.name_servers[0]`: the table is here, but not its key `socket_addr`',
	],
	// Text and words.
	['[server]\ndomain = ""', 'c:3:10 V702 `server.domain`: expected a domain name, found an empty string'],
	['[server]\ndomain = "mx kettle"', 'c:3:10 V702 `server.domain`: "mx kettle" is no domain name'],
	['[server]\ndomain = ["mx.example"]', 'c:3:10 V702 `server.domain`: expected a domain name, found an array'],
	['[app]\ndirpath = "a\\u0000b"', 'c:3:11 V702 `app.dirpath`: the text contains the character U+0000'],
	[
		'[server.dns]\ntype = "Google"',
		'c:3:8 V702 `server.dns.type`: expected "system", "google", "cloudflare" or "custom", found the string "Google" (did you mean "google"?)',
	],
	[
		'[server.smtp]\nbare_newline = "normalize"',
		'c:3:16 V702 `server.smtp.bare_newline`: expected "reject" or "normalise", found the string "normalize" (did you mean "normalise"?)',
	],
	[
		'[app.vsl]\ndeny_closes = "true"',
		'c:3:15 V702 `app.vsl.deny_closes`: expected `true` or `false`, found the string "true" (write it without quotes)',
	],
	// Numbers.
	[
		'[server]\nclient_count_max = -2',
		'c:3:20 V702 `server.client_count_max`: expected a whole number from -1, found the number -2',
	],
	[
		'[server]\nclient_count_max = "64"',
		'c:3:20 V702 `server.client_count_max`: expected a whole number from -1, found the string "64" (write it without quotes)',
	],
	[
		'[server]\nclient_count_max = 64.0',
		'c:3:20 V702 `server.client_count_max`: expected a whole number from -1, found the number 64.0',
	],
	[
		'[server]\nclient_count_max = 9223372036854775807',
		'c:3:20 V702 `server.client_count_max`: expected a whole number from -1, found the number 9223372036854775807',
	],
	[
		'[server.system.thread_pool]\nreceiver = 0\nprocessing = 1\ndelivery = 1',
		'c:3:12 V702 `server.system.thread_pool.receiver`: Worker threads cannot be set to 0',
	],
	[
		'[server]\nworkers = "atuo"',
		'c:3:11 V702 `server.workers`: expected a whole number from 1 to 1024, or "auto", found the string "atuo" (did you mean "auto"?)',
	],
	['[server]\nworkers = 0', 'c:3:11 V702 `server.workers`: expected a whole number from 1 to 1024, found the number 0'],
	// Durations and sizes.
	[
		'[server.smtp.error]\nsoft_count = 1\nhard_count = 2\ndelay = 5',
		'c:5:9 V702 `server.smtp.error.delay`: expected a duration such as "5m" or "1h 30m", found the number 5 (write "5s" for seconds, "5ms" for milliseconds)',
	],
	['[app.vsl]\nstage_timeout = "30"', 'c:3:17 V702 `app.vsl.stage_timeout`: "30": the number 30 has no unit'],
	[
		'[app.vsl]\nstage_timeout = { preqq = "1s" }',
		'c:3:19 V701 `app.vsl.stage_timeout.preqq`: there is no such key (did you mean `preq`?)',
	],
	['[app.vsl.limits]\nstring_size = "16M"', 'c:3:15 V702 `app.vsl.limits.string_size`: "16M": `M` is no unit of size'],
	['[app.vsl.limits]\nstring_size = -1', 'c:3:15 V702 `app.vsl.limits.string_size`: expected a size such as'],
	[
		'[server.queues]\ndirpath = "/q"\ndelivery.delay_warning = "nevr"',
		'c:4:26 V702 `server.queues.delivery.delay_warning`: expected a duration such as "5m" or "1h 30m", or "never", found the string "nevr" (did you mean "never"?)',
	],
	// Addresses.
	[
		'[server.interfaces]\naddr = "0.0.0.0:25"',
		'c:3:8 V702 `server.interfaces.addr`: expected an array, each item an address with a port such as "192.0.2.1:25" or "[::1]:25", found the string "0.0.0.0:25" (put it into brackets: ["0.0.0.0:25"])',
	],
	[
		'[server.interfaces]\naddr = ["0.0.0.0"]',
		'c:3:9 V702 `server.interfaces.addr[0]`: "0.0.0.0": the port is missing (for example "0.0.0.0:25")',
	],
	[
		'[server.interfaces]\naddr = [\n  "0.0.0.0:25",\n  "::1:25", # no\n]',
		'c:5:3 V702 `server.interfaces.addr[1]`: "::1:25": an IPv6 address with a port needs brackets (for example "[::1]:25")',
	],
	[
		'[server.interfaces]\nxclient = ["10.0.0.0/33"]',
		'c:3:12 V702 `server.interfaces.xclient[0]`: "10.0.0.0/33": `33` is no prefix length (it is a number from 0 to 32)',
	],
	[
		'[server.interfaces]\naddr = ["1.2.3.4:25"]\naddr_submission = ["1.2.3.4:25"]',
		'c:4:20 V705 `server.interfaces.addr_submission[0]`: "1.2.3.4:25" is already in `addr`',
	],
	[
		'[server.interfaces]\naddr_submissions = ["1.2.3.4:465"]',
		'c:3:20 V709 `server.interfaces.addr_submissions`: every connection to these addresses will fail',
	],
	// Logs.
	[
		'[server.logs]\nlevel = "warnn"',
		'c:3:9 V702 `server.logs.level`: expected one of "trace", "debug", "info", "warn", "error", "off", found the string "warnn" (did you mean "warn"?)',
	],
	['[server.logs]\nlevel = ["receiver=loud"]', 'c:3:10 V702 `server.logs.level[0]`: expected one of'],
	[
		'[server.logs]\nlevel = { "re ceiver" = "info" }',
		'c:3:11 V702 `server.logs.level."re ceiver"`: "re ceiver" is no name of a logger',
	],
	['[server.logs]\nlevel = 3', 'c:3:9 V702 `server.logs.level`: expected a level, an array'],
	[
		'[app.logs]\nfilepath = "/var/log/vsmtp/vsmtp.log"',
		"c:3:12 V705 `app.logs.filepath`: System and Application logs cannot both be written in '/var/log/vsmtp/vsmtp.log' !",
	],
	[
		'[app.logs]\nfilename = "/var/log/vsmtp/vsmtp.log"',
		'c:3:12 V705 `app.logs.filename`: System and Application logs cannot both',
	],
	// TLS.
	[
		TLS.replace('"May"', '"None"'),
		'c:3:18 V702 `server.tls.security_level`: expected "May", "Encrypt" or { Dane = { port = 25 } }, found the string "None" (for no TLS leave the whole table out',
	],
	[
		TLS.replace('"May"', '"may"'),
		'c:3:18 V702 `server.tls.security_level`: expected "May", "Encrypt" or { Dane = { port = 25 } }, found the string "may" (did you mean "May"?)',
	],
	[
		TLS.replace('"May"', '"Dane"'),
		'c:3:18 V702 `server.tls.security_level`: expected "May", "Encrypt" or { Dane = { port = 25 } }, found the string "Dane" (Dane takes a port',
	],
	[
		TLS.replace('"May"', '{ Dane = { port = 0 } }'),
		'c:3:36 V702 `server.tls.security_level.Dane.port`: expected a whole number from 1 to 65535',
	],
	[
		TLS.replace('"TLSv1.3"', '"TLSv1.1"'),
		"c:4:20 V702 `server.tls.protocol_version`: not a valid protocol version: 'TLSv1.1' (versions before TLSv1.2 are not secure)",
	],
	[
		TLS.replace('"TLSv1.3"', '["TLSv1.3", "tls1.2"]'),
		'c:4:32 V702 `server.tls.protocol_version[1]`: not a valid protocol version: \'tls1.2\' (did you mean "TLSv1.2"?)',
	],
	[
		TLS.replace('"TLSv1.3"', '[">=TLSv1.2"]'),
		"c:4:21 V702 `server.tls.protocol_version[0]`: not a valid protocol version: '>=TLSv1.2'",
	],
	[TLS.replace('"TLSv1.3"', '[]'), 'c:4:20 V702 `server.tls.protocol_version`: expected "TLSv1.2"'],
	[
		`${TLS}cipher_suite = ["TLS_AES_256_GCM_SHA256"]`,
		'c:7:17 V702 `server.tls.cipher_suite[0]`: not a valid cipher suite: \'TLS_AES_256_GCM_SHA256\' (did you mean "TLS_AES_256_GCM_SHA384"?)',
	],
	// Replies.
	['[server.smtp.codes]\nOk = "Ok"', 'c:3:6 V702 `server.smtp.codes.Ok`: expected a reply such as'],
	[
		'[server.smtp.codes]\nOk = "550 no"',
		'c:3:6 V702 `server.smtp.codes.Ok`: the code 550 cannot stand for 250 (clients take it for success, so its code begins with 2)',
	],
	[
		'[server.smtp.codes]\nDataStart = "250 go"',
		'c:3:13 V702 `server.smtp.codes.DataStart`: the code 250 cannot stand for 354',
	],
	[
		'[server.smtp.codes]\nDenied = "250 yes"',
		'c:3:10 V702 `server.smtp.codes.Denied`: the code 250 cannot stand for 554',
	],
	[
		'[server.smtp.codes]\nOk = { code = 250 }',
		'c:3:1 V703 `server.smtp.codes.Ok`: the table is here, but not its key `text`',
	],
	[
		'[server.smtp.codes]\nOk = { code = 250, text = "x", enhanced = "5.0.0" }',
		'c:3:6 V702 `server.smtp.codes.Ok`: the reply code 250 and the enhanced code 5.0.0 contradict each other',
	],
	[
		'[server.smtp.codes]\nOk = { code = 100, text = "x" }',
		'c:3:15 V702 `server.smtp.codes.Ok.code`: expected a whole number from 200 to 599',
	],
	// Between keys.
	[
		'[server]\ndomain = "a.example"\nname = "b.example"',
		'c:4:1 V705 `server.name`: this is another name of `domain`, and both are given (keep one of them)',
	],
	[
		'[server.smtp.auth]\nmechanism = ["PLAIN"]\nmechanisms = ["LOGIN"]',
		'c:3:1 V705 `server.smtp.auth.mechanism`: this is another name of `mechanisms`, and both are given',
	],
	[
		'[server.dns]\ntype = "custom"',
		'c:3:8 V705 `server.dns.type`: the type `custom` needs a table `config` with `name_servers`',
	],
	[
		'[server.virtual."a.example".dns]\ntype = "custom"',
		'c:3:8 V705 `server.virtual."a.example".dns.type`: the type `custom` needs a table `config`',
	],
	[
		'[server.smtp.error]\nsoft_count = 9\nhard_count = 8\ndelay = "1s"',
		'c:3:14 V705 `server.smtp.error.soft_count`: 9 errors are never reached, since the connection ends at 8',
	],
	[
		'[server.virtual."a.example"]\nis_default = true\n[server.virtual."b.example"]\nis_default = true',
		'c:5:1 V705 `server.virtual."b.example".is_default`: `a.example` is the default domain already',
	],
	['[app.mailboxes]\nkind = "virtual"', 'c:3:8 V705 `app.mailboxes.kind`: virtual mailboxes need a `path`'],
	['[app.mailboxes]\npath = "/m/{host}/{user}"', 'c:3:8 V702 `app.mailboxes.path`: `{host}` means nothing here'],
	[
		'[app.mailboxes]\npath = "/m/{domain}"',
		'c:3:8 V702 `app.mailboxes.path`: without `{user}` all users would share one mailbox',
	],
	['[app.mailboxes]\npath = "/m/../{user}"', 'c:3:8 V702 `app.mailboxes.path`: the path contains `..`'],
	['[app.mailboxes]\npath = "{user}/m"', 'c:3:8 V702 `app.mailboxes.path`: the path begins with a placeholder'],
	['[app.mailboxes]\npath = "/m/{user"', 'c:3:8 V702 `app.mailboxes.path`: a brace is not closed'],
	// The machine.
	['[server.system]\nuser = "nobody"', "c:3:8 V706 `server.system.user`: user not found: 'nobody'"],
	['[server.system]\ngroup = "nogroup"', "c:3:9 V706 `server.system.group`: group not found: 'nogroup'"],
	['[server.system]\ngroup_local = "mail"', "c:3:15 V706 `server.system.group_local`: group not found: 'mail'"],
	['[server.system]\nuser = "-rf"', 'c:3:8 V702 `server.system.user`: "-rf" is no name of a user'],
];

describe('one mistake is one diagnostic', () => {
	const machine = testHost({ files: { '/c': '', '/k': '' } });
	const lenient = { ...machine, readBytes: () => ({ unread: true }) as const };
	test.each(ONE)('%j', (text, problem) => {
		const found = report(text, lenient);
		expect(found).toHaveLength(1);
		expect(found[0]?.slice(0, problem.length)).toBe(problem);
	});
});

describe('all mistakes at once', () => {
	test('of keys, values and tables, ordered by place', () => {
		const text =
			'[server]\nclient_count_max = "x"\nfoo = 1\n[app]\ndirpath = 1\nbar = 1\n[server.smtp.error]\nhard_count = "y"';
		expect(report(text).map((line) => line.split(' ').slice(0, 3).join(' '))).toEqual([
			'c:3:20 V702 `server.client_count_max`:',
			'c:4:1 V701 `server.foo`:',
			'c:6:11 V702 `app.dirpath`:',
			'c:7:1 V701 `app.bar`:',
			'c:8:2 V703 `server.smtp.error`:',
			'c:8:2 V703 `server.smtp.error`:',
			'c:9:14 V702 `server.smtp.error.hard_count`:',
		]);
	});

	test('of syntax', () => {
		expect(report('a = x\n[server]\nb = [1 2]\n')).toEqual([
			'c:2:5 V700 this is not valid TOML: expected a value, found `x` (text is written in quotes: "x")',
			'c:4:8 V700 this is not valid TOML: expected `,`, `]` or the end of the line, found `2`',
		]);
	});

	test('but no follow-up errors of what is wrong itself', () => {
		expect(report('[server.dns]\ntype = "custom"\nconfig = 5\n[server.tls]')).toHaveLength(5);
	});

	test('after that too, values that are wrong inside do no harm', () => {
		const unknown = Array.from({ length: 150 }, (_, at) => `k${at} = 1`).join('\n');
		const { config, diagnostics } = loadToml(
			`${unknown}\n[server.smtp.codes]\nOk = { code = 250 }\nHelp = 1\n[server.dns.config]\nname_servers = [{}]\n`,
			host,
		);
		expect(config).toBeUndefined();
		expect(diagnostics).toHaveLength(100);
	});

	test('without repeating long names and texts', () => {
		const long = 'x'.repeat(100_000);
		const found = report(
			`[server]\n${long} = 1\ndomain = "${long}"\nvirtual."${long}".tls = "${long}"\nlogs.level = "${long}"`,
		);
		expect(found).toHaveLength(4);
		for (const line of found) expect(line.length).toBeLessThan(400);
	});

	test('up to a hundred', () => {
		expect(report(Array.from({ length: 5000 }, (_, at) => `k${at} = 1`).join('\n'))).toHaveLength(100);
	});
});

describe('the version', () => {
	const versions = (text: string): string[] => reportLines(loadToml(text, host, 'c').diagnostics);
	test.each(['>=1.1.0, <2.0.0', '>=2.0.0, <3.0.0', '1.1', '^2.2', '=0.1.0', '*'])('%s is ours', (range) => {
		expect(versions(`version_requirement = "${range}"`)).toEqual([]);
	});
	test.each(['>=3.0.0', '=1.1.2', '<0.1.0'])('%s is not', (range) => {
		expect(versions(`version_requirement = "${range}"`)[0]).toContain(
			`c:1:23 V704 \`version_requirement\`: Version requirement not fulfilled: expected '${range}' but got '1.1.3' or '2.2.0' or '0.1.0'`,
		);
	});
	test('has to be given', () => {
		expect(versions('[server]')).toEqual([
			'c:1:1 V703 the table is here, but not its key `version_requirement`: expected a range of versions such as ">=1.1.0, <2.0.0"',
		]);
	});
	test('has to be a range', () => {
		expect(versions('version_requirement = "new"')).toEqual([
			'c:1:23 V702 `version_requirement`: "new" is no range of versions (for example ">=1.1.0, <2.0.0")',
		]);
		expect(versions('version_requirement = 1')[0]).toContain('c:1:23 V702 `version_requirement`: expected a range');
	});
});

describe('what is accepted', () => {
	const config = (text: string) => {
		const { config: loaded, diagnostics } = loadToml(`version_requirement = "1"\n${text}`, host);
		expect(reportLines(diagnostics)).toEqual([]);
		return loaded?.server;
	};
	test('both names of a key, with equal values', () => {
		expect(config('[server]\nname = "a.example"')?.domain).toBe('a.example');
		expect(config('[server]\nname = "a.example"\ndomain = "a.example"')?.domain).toBe('a.example');
		expect(config('[server.logs]\nfilename = "/x"')?.logs.filepath).toBe('/x');
		expect(config('[server.smtp.auth]\nmechanism = []')?.smtp.auth?.mechanisms).toEqual([]);
		expect(config('[server.smtp.codes]\nAlreadyUnderTls = "554 x"')?.smtp.codes.AlreadyUnderTLS.text).toBe('x');
		expect(config('[server.dns.options]\nvalidate = true')?.dns.options.dnssec).toBe(true);
	});
	test('lists of a table of interfaces that is there are empty unless given', () => {
		expect(config('[server.interfaces]')?.interfaces).toMatchObject({
			addr: [],
			addr_submission: [],
			addr_submissions: [],
		});
		expect(config('')?.interfaces.addr_submission).toEqual([{ host: '127.0.0.1', port: 587, family: 'ipv4' }]);
	});
	test('levels in every form', () => {
		const level = (text: string) => config(`[server.logs]\nlevel = ${text}`)?.logs.level;
		const warn = [{ target: 'server', level: 'warn' }];
		for (const text of [
			'"warn"',
			'"WARN"',
			'["warn"]',
			'{ default = "warn" }',
			'{ server = "warn" }',
			'["server=warn"]',
		]) {
			expect(level(text)).toEqual(warn);
		}
	});
	test('a deadline for the stages in which a client waits', () => {
		const { config: loaded } = loadToml('version_requirement = "1"\n[app.vsl]\nstage_timeout = "9s"', host);
		expect(loaded?.app.vsl.stage_timeout).toMatchObject({ connect: 9000, preq: 9000, postq: 300_000 });
	});
	test('the daemon of the system log where it usually listens', () => {
		const socket = (type: string) =>
			config(`[server.logs.system]\nbackend = "syslogd"\nlevel = "info"\nsocket.type = "${type}"`)?.logs.system?.socket
				.server;
		expect([socket('udp')?.port, socket('tcp')?.port, socket('unix')]).toEqual([514, 601, undefined]);
	});
	test('a user that the process is, whether or not the system knows it', () => {
		const me = testHost({ users: [], groups: [], currentUser: { user: '1000', group: '1000' } });
		const { config: loaded, diagnostics } = loadToml('version_requirement = "1"', me);
		expect(reportLines(diagnostics)).toEqual([]);
		expect(loaded?.server.system).toMatchObject({ user: '1000', group: '1000' });
	});
});

test('rendered like everything else', () => {
	const { diagnostics } = loadToml('version_requirement = "1"\n[server]\nclient_count = 64\n', host, 'vsmtp.toml');
	expect(
		diagnostics.map((one) => renderText(one)).join('\n'),
	).toBe(`error[V701]: \`server.client_count\`: there is no such key
 --> vsmtp.toml:3:1
  |
3 | client_count = 64
  | ^^^^^^^^^^^^
  = help: did you mean \`client_count_max\`?`);
});
