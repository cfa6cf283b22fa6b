import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import type { SimulationResult } from '../runtime/simulate/result.ts';
import { vsl } from '../tests/run-vsl.ts';
import { scratch } from '../tests/scratch.ts';

const files = scratch();

/** A message as it comes over the wire. */
function mail(subject: string, from = 'Ann <ann@teapot.example>', to = 'Bob <bob@kettle.example>'): string {
	return `From: ${from}\r\nTo: ${to}\r\nSubject: ${subject}\r\n\r\nHello\r\n`;
}

const rules = files.write(
	'main.vsl',
	`#{
    rcpt: [
        rule "local only" || if in_domain(rcpt()) { next() } else { deny(code554_7_1) },
    ],
    preq: [
        rule "no spam" || if get_header("Subject").contains("spam") { deny("550 5.7.1 no spam") } else { next() },
        action "mark" || prepend_header("X-Checked", "yes"),
    ],
}
`,
);
const broken = files.write('broken.vsl', '#{ rctp: [] }\n');
const hello = files.write('hello.eml', mail('hello'));
const folder = files.at('folder');
files.write('folder/b.eml', mail('spam'));
files.write('folder/a.eml', mail('hello'));
files.write('folder/c.txt', 'not a message');
const mbox = files.write(
	'box',
	[
		'From ann@teapot.example Thu Jan 15 09:30:00 2026',
		mail('one').replaceAll('\r\n', '\n'),
		'From eve@spoon.example Thu Jan 15 09:31:00 2026',
		mail('two', 'eve@spoon.example').replaceAll('\r\n', '\n'),
	].join('\n'),
);
const HEAD = 'time = "2026-01-15T09:30:00Z"\n[server]\nname = "mx.kettle.example"\ndomains = ["kettle.example"]\n';
const session = files.write(
	'session.toml',
	`rules = "main.vsl"\n${HEAD}[[message]]\nfrom = "ann@teapot.example"\nto = ["bob@kettle.example"]\nmail = "hello.eml"\n`,
);

files.write('empty/note.txt', '');
const none = files.write('none.eml', 'Subject: to nobody\r\n\r\n');

const ours = ['--domain', 'kettle.example'];

interface Short {
	readonly replies: string[];
	readonly outcomes: string[];
}

async function results(args: readonly string[]): Promise<readonly SimulationResult[]> {
	const { status, stdout, stderr } = await vsl(['simulate', '--json', ...args]);
	expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
	const json = JSON.parse(stdout) as SimulationResult | readonly SimulationResult[];
	return Array.isArray(json) ? json : [json as SimulationResult];
}

/** Replies from MAIL on, and what becomes of each message. */
async function short(...args: string[]): Promise<Short> {
	const all = await results(args);
	return {
		replies: all.flatMap(({ dialogue }) =>
			dialogue.filter(({ command }) => !/^(?:$|EHLO|QUIT)/.test(command)).flatMap(({ reply }) => reply),
		),
		outcomes: all.flatMap(({ messages }) =>
			messages.map(({ from, outcome, recipients }) =>
				[from, outcome, ...recipients.map(({ address }) => address)].join(' '),
			),
		),
	};
}

async function outcomes(...args: string[]): Promise<string[]> {
	return (await short(...args)).outcomes;
}

describe('the status', () => {
	it.each<[name: string, args: string[], status: number]>([
		['a message that is taken', [rules, ...ours, '--mail', hello], 0],
		['a message that is refused', [rules, '--mail', hello], 0],
		['rules without a message', [rules], 0],
		['a session', ['--session', session], 0],
		['rules with a mistake', [broken, '--mail', hello], 1],
		['a session with a mistake', ['--session', files.write('a.toml', 'rulse = "main.vsl"\n')], 1],
		['answers with a mistake', [rules, '--answers', files.write('b.toml', '[dns."x y"]\nA = "192.0.2.1"\n')], 1],
		['a configuration with a mistake', [rules, '--config', files.write('c.toml', 'sever = 1\n')], 1],
		['rules that are not there', [files.at('none.vsl')], 2],
		['a message that is not there', [rules, '--mail', files.at('no.eml')], 2],
		['a session that is not there', ['--session', files.at('none.toml')], 2],
		['answers that are not there', [rules, '--answers', files.at('none.toml')], 2],
		['a configuration that is not there', [rules, '--config', files.at('none.toml')], 2],
		['a folder for the rules', [folder], 2],
		['nothing', [], 2],
		['two scripts', [rules, rules], 2],
		['an option that does not exist', [rules, '--mial', hello], 2],
	])('%s', async (_, args, status) => {
		expect((await vsl(['simulate', ...args])).status).toBe(status);
	});
});

describe('what is said', () => {
	const unreadable = (path: string) => `error[V603]: Cannot read the file: no such file or folder\n --> ${path}\n`;
	it.each<[args: string[], stderr: string]>([
		[[], 'vsl: no rules are given: name a script, a session or a configuration\n'],
		[[files.at('no.vsl')], unreadable(files.at('no.vsl'))],
		[['--session', files.at('no.toml')], unreadable(files.at('no.toml'))],
		[[rules, '--mail', files.at('no.eml')], `vsl: cannot read ${files.at('no.eml')}: no such file or folder\n`],
		[[rules, '--mail', files.at('empty')], `vsl: cannot read ${files.at('empty')}: the folder has no .eml files\n`],
		[[rules, '--mail', none], `vsl: ${none}: no recipient: give one with --to\n`],
		[[rules, '--client', '999'], "vsl: --client: '999' is not an IP address\n"],
		[[rules, '--domain', 'a b'], "vsl: --domain: 'a b' is not a domain\n"],
		[[rules, '--ptr', 'a b'], "vsl: --ptr: 'a b' is not a host name\n"],
		[[rules, '--mail', hello, '--to', 'bob'], `vsl: ${hello}: 'bob' is not an address\n`],
		[[rules, '--to', 'bob'], "vsl: test message: 'bob' is not an address\n"],
		[[rules, '--mail', hello, '--from', 'a b'], `vsl: ${hello}: 'a b' is not an address\n`],
	])('%j', async (args, stderr) => {
		expect(await vsl(['simulate', ...args])).toEqual({ status: 2, stdout: '', stderr });
	});
});

describe('mistakes in files', () => {
	it.each<[name: string, content: string, found: string]>([
		['a.toml', 'rulse = "main.vsl"', '`rulse`: there is no such key'],
		['b.toml', '[client]\nip = "1.2.3"', '`client.ip`: "1.2.3" is not an IP address'],
		['c.toml', '[[message]]\nfrom = "a@b.example"', '`message[0]`: the table is here, but not its key `to`'],
		['d.toml', '[[session]]\n[session.client]\nipp = "x"', '`session[0].client.ipp`: there is no such key'],
		['j.toml', '[server]\nauth = { user = "ann" }', 'help: `auth` is a key of the top level'],
		['e.toml', 'time = "noon"', '`time`: "noon" is not a moment such as "2026-01-15T09:30:00Z"'],
		['f.toml', '[dns."x.example"]\nA = "red"', '`dns`: '],
		['g.toml', 'To: bob', 'this is not valid TOML'],
		['h.json', '{"client": {"ip": "1.2.3"}}', '`client.ip`: "1.2.3" is not an IP address'],
		['i.json', '{"client": 1.2.3}', 'this is not valid JSON'],
	])('%s', async (name, content, found) => {
		const path = files.write(name, `${content}\n`);
		const { status, stdout, stderr } = await vsl(['simulate', rules, '--session', path]);
		expect({ status, stdout }).toEqual({ status: 1, stdout: '' });
		expect(stderr).toContain(found);
		expect(stderr).toContain(`--> ${path}:`);
	});

	it('are reported together', async () => {
		const first = files.write('first.toml', 'rulse = 1\n');
		const second = files.write('second.toml', 'dsn = 1\n');
		const { stderr } = await vsl(['simulate', broken, '--session', first, '--answers', second]);
		expect(stderr).toContain('`rulse`');
		expect(stderr).toContain('`dsn`');
	});

	it('name a message that is missing as the user would', async () => {
		const path = files.write('missing.toml', '[[message]]\nto = ["bob@kettle.example"]\nmail = "gone.eml"\n');
		const { status, stderr } = await vsl(['simulate', rules, '--session', path]);
		expect({ status, stderr }).toEqual({
			status: 2,
			stderr: `vsl: cannot read ${files.at('gone.eml')}: no such file or folder\n`,
		});
	});
});

describe('messages', () => {
	it.each<[name: string, args: string[], expected: string[]]>([
		['the header says from whom to whom', ['--mail', hello], ['ann@teapot.example delivered bob@kettle.example']],
		[
			'unless the command line does',
			['--mail', hello, '--from', '', '--to', 'a@kettle.example', '--to', 'b@kettle.example'],
			[' delivered a@kettle.example b@kettle.example'],
		],
		[
			'a folder',
			['--mail', folder],
			['ann@teapot.example delivered bob@kettle.example', 'ann@teapot.example refused bob@kettle.example'],
		],
		[
			'an mbox',
			['--mail', mbox],
			['ann@teapot.example delivered bob@kettle.example', 'eve@spoon.example delivered bob@kettle.example'],
		],
		[
			'several files',
			['--mail', hello, '--mail', mbox, '--to', 'x@kettle.example'],
			[
				'ann@teapot.example delivered x@kettle.example',
				'ann@teapot.example delivered x@kettle.example',
				'eve@spoon.example delivered x@kettle.example',
			],
		],
		[
			'an envelope alone',
			['--from', 'ann@teapot.example', '--to', 'bob@kettle.example'],
			['ann@teapot.example delivered bob@kettle.example'],
		],
		['a session', ['--session', session], ['ann@teapot.example delivered bob@kettle.example']],
		[
			'the command line wins over a session',
			['--session', session, '--from', 'dan@spoon.example', '--to', 'x@spoon.example'],
			['dan@spoon.example refused x@spoon.example'],
		],
	])('%s', async (_, args, expected) => {
		expect(await outcomes(rules, ...ours, ...args)).toEqual(expected);
	});

	it('come from standard input', async () => {
		const input = mail('spam');
		const { stdout } = await vsl(['simulate', rules, ...ours, '--mail', '-'], { input });
		expect(stdout).toContain('\n<stdin>  00000000-0000-4000-8000-000000000001\n');
		expect(stdout).toContain('\n  from <ann@teapot.example>: refused (550 5.7.1 no spam)\n');
	});

	it('one refused recipient costs the others nothing', async () => {
		expect(
			await short(rules, ...ours, '--mail', hello, '--to', 'x@spoon.example', '--to', 'bob@kettle.example'),
		).toEqual({
			replies: [
				'250 Ok',
				'554 5.7.1 Relay access denied',
				'250 Ok',
				'354 Start mail input; end with <CRLF>.<CRLF>',
				'250 Ok',
			],
			outcomes: ['ann@teapot.example delivered bob@kettle.example'],
		});
	});

	it('have names, ids and reasons', async () => {
		const [result] = await results([rules, ...ours, '--mail', folder]);
		expect(result?.messages.map(({ name, id, reason }) => ({ name, id, reason }))).toEqual([
			{ name: files.at('folder/a.eml'), id: '00000000-0000-4000-8000-000000000001' },
			{ name: files.at('folder/b.eml'), id: '00000000-0000-4000-8000-000000000002', reason: '550 5.7.1 no spam' },
		]);
	});

	it('that cannot be read are refused', async () => {
		const huge = files.write('huge.eml', `${'X-Field: x\r\n'.repeat(10_001)}Subject: x\r\n\r\n`);
		const [result] = await results([rules, ...ours, '--mail', huge, '--to', 'bob@kettle.example']);
		const reason = '554 5.6.0 the header of the message has too many fields (limit 10000)';
		expect(result?.messages).toMatchObject([{ outcome: 'refused', reason }]);
		expect(result?.dialogue.at(-2)).toEqual({ command: '.', reply: [reason], stages: [] });
		expect(await vsl(['simulate', rules, '--mail', huge])).toMatchObject({
			status: 2,
			stderr: `vsl: ${huge}: no recipient: give one with --to\n`,
		});
	});

	it.each<[name: string, bytes: Uint8Array]>([
		['nothing', Uint8Array.of()],
		['all bytes', Uint8Array.from({ length: 1024 }, (_, at) => at % 256)],
	])('that are %s are simulated', async (name, bytes) => {
		const path = files.write(`${name}.eml`, bytes);
		expect(await outcomes(rules, ...ours, '--mail', path, '--from', '', '--to', 'bob@kettle.example')).toEqual([
			' delivered bob@kettle.example',
		]);
	});

	it('of a client that is turned away are refused too', async () => {
		const closed = files.write('closed.vsl', '#{ connect: [rule "closed" || deny("554 5.7.1 closed")] }\n');
		const [result] = await results([closed, '--mail', hello]);
		expect(result?.messages).toMatchObject([{ outcome: 'refused', reason: '554 5.7.1 closed' }]);
	});

	it('with a relative path in a session have the name that leads to them', async () => {
		const [result] = await results(['--session', session]);
		expect(result?.messages[0]?.name).toBe(files.at('hello.eml'));
	});
});

describe('the client', () => {
	const show = files.write(
		'show.vsl',
		`#{
    connect: [
        action "connect" || log("info", \`\${client_ip()} \${server_port()} \${is_secured()}\`),
    ],
    helo: [
        action "helo" || log("info", \`\${helo()} \${is_secured()}\`),
    ],
    mail: [
        action "mail" || log("info", \`\${is_authenticated()} \${connection_timestamp().iso}\`),
    ],
}
`,
	);
	async function logged(...args: string[]): Promise<string[]> {
		const [result] = await results([show, '--to', 'bob@kettle.example', ...args]);
		return (result?.log ?? []).map(({ text }) => text);
	}
	const at = 'time = 2026-01-15T09:30:00Z\n';
	const MOMENT = '2026-01-15T09:30:00.000Z';

	it.each<[name: string, session: string, args: string[], expected: string[]]>([
		['as usual', at, [], ['203.0.113.5 25 false', 'client.example false', `false ${MOMENT}`]],
		[
			'of the session',
			`${at}client = { ip = "2001:DB8:0::7", helo = "x" }`,
			[],
			['2001:db8::7 25 false', 'x false', `false ${MOMENT}`],
		],
		[
			'of the command line',
			`${at}client = { ip = "2001:db8::7", helo = "x" }`,
			['--client', '192.0.2.9', '--helo', 'y'],
			['192.0.2.9 25 false', 'y false', `false ${MOMENT}`],
		],
		[
			'with STARTTLS',
			at,
			['--tls'],
			['203.0.113.5 25 false', 'client.example false', 'client.example true', `false ${MOMENT}`],
		],
		[
			'with TLS from the start',
			`${at}server = { port = 465 }\nclient = { tls = true }`,
			[],
			['203.0.113.5 465 true', 'client.example true', `false ${MOMENT}`],
		],
		['authenticated', at, ['--auth', 'ann'], ['203.0.113.5 25 false', 'client.example false', `true ${MOMENT}`]],
		[
			'not authenticated after all',
			`${at}auth = { user = "ann", verified = false }`,
			[],
			['203.0.113.5 25 false', 'client.example false', `false ${MOMENT}`],
		],
	])('%s', async (name, content, args, expected) => {
		const path = files.write(`client ${name}.toml`, `${content}\n`);
		expect(await logged('--session', path, ...args)).toEqual(expected);
	});
});

describe('answers', () => {
	const scan = files.write(
		'scan.vsl',
		`service scanner cmd = #{ command: "scan" };
fn subject() { get_header("Subject") }
#{
    preq: [
        rule "scan" || {
            let result = scanner.cmd_run([subject()]);
            if result.code == 0 { next() } else { deny(\`550 5.7.1 \${result.stdout}\`) }
        },
    ],
}
`,
	);
	const command = (text: string) => `[[command]]\ncommand = "scan"\n${text}\n`;
	const bad = 'code = 1\nstdout = ';

	async function last(...args: string[]): Promise<string | undefined> {
		const { replies } = await short(scan, '--mail', hello, ...args);
		return replies.at(-1);
	}

	it('that nobody has given are named, and the rule fails', async () => {
		const [result] = await results([scan, '--mail', hello]);
		expect(result?.dialogue.at(-2)?.reply).toEqual(['451 4.3.0 Temporary error in processing']);
		expect(result?.missing).toEqual(['the command "scan" "hello"']);
		expect((await vsl(['simulate', scan, '--mail', hello])).stdout).toMatch(
			/\n\nno answer was given for the command "scan" "hello"\n$/,
		);
	});

	it.each<[name: string, given: string, answers: string[], reply: string]>([
		['in the session', command('code = 0'), [], '250 Ok'],
		[
			'of this call before those of any',
			command(`${bad}"any"`) + command(`args = ["hello"]\n${bad}"this"`),
			[],
			'550 5.7.1 this',
		],
		[
			'of another call are none',
			command(`args = ["other"]\n${bad}"other"`),
			[],
			'451 4.3.0 Temporary error in processing',
		],
		['of the command line win', command('code = 0'), [command(`${bad}"one"`)], '550 5.7.1 one'],
		['of later files win', '', [command(`${bad}"one"`), command(`${bad}"two"`)], '550 5.7.1 two'],
		[
			'of one of several sessions win over those for all',
			`${command('code = 0')}[[session]]\n${command(`${bad}"own"`).replace('[[command]]', '[[session.command]]')}`,
			[],
			'550 5.7.1 own',
		],
		[
			'of a program that cannot be started',
			command('fails = "no such file or folder"'),
			[],
			'451 4.3.0 Temporary error in processing',
		],
	])('%s', async (name, given, answers, reply) => {
		const path = files.write(`answers ${name}.toml`, given);
		const more = answers.flatMap((text, index) => ['--answers', files.write(`answers ${name} ${index}.toml`, text)]);
		expect(await last('--session', path, ...more)).toBe(reply);
	});
});

describe('several sessions', () => {
	const counting = files.write(
		'counting.vsl',
		`service seen db:csv = #{ connector: "seen.csv" };
#{
    rcpt: [
        rule "second time" || {
            let key = mail_from();
            if seen.get(key) != [] { return next(); }
            seen.set([key, connection_timestamp()]);
            deny(code_greylist)
        },
    ],
}
`,
	);
	const path = files.write(
		'several.toml',
		`${HEAD}[[message]]
from = "ann@teapot.example"
to = ["bob@kettle.example"]
[[session]]
title = "first try"
[[session]]
title = "second try"
time = "2026-01-15T09:45:00Z"
[session.client]
ip = "192.0.2.77"
[[session]]
title = "somebody else"
[[session.message]]
from = "eve@spoon.example"
to = ["bob@kettle.example"]
`,
	);

	it('follow each other, with the same data bases', async () => {
		const all = await results([counting, '--session', path]);
		expect(
			all.map(({ title, client, messages }) => [
				title,
				client.ip,
				messages[0]?.from,
				messages[0]?.outcome,
				messages[0]?.id,
			]),
		).toEqual([
			['first try', '203.0.113.5', 'ann@teapot.example', 'refused', '00000000-0000-4000-8000-000000000001'],
			['second try', '192.0.2.77', 'ann@teapot.example', 'delivered', '00000000-0000-4000-8000-000000000002'],
			['somebody else', '203.0.113.5', 'eve@spoon.example', 'refused', '00000000-0000-4000-8000-000000000003'],
		]);
	});

	it('leave no files behind', async () => {
		await results([counting, '--session', path]);
		expect(() => readFileSync(files.at('seen.csv'))).toThrow('ENOENT');
	});

	it('have headings', async () => {
		const { stdout } = await vsl(['simulate', counting, '--session', path]);
		expect(stdout.split('\n').filter((line) => line.startsWith('# '))).toEqual([
			'# first try',
			'# second try',
			'# somebody else',
		]);
	});
});

describe('the text', () => {
	it('shows stage by stage what happened, and why', async () => {
		const { stdout } = await vsl(['simulate', '--session', session]);
		const timeless = stdout.replaceAll(/ {2}[\d.]+ ms/g, '').replaceAll(files.path, '.');
		expect(timeless).toBe(`./main.vsl: client 203.0.113.5, client.example

  connect  no directives in ./main.vsl
< 220 mx.kettle.example Service ready

> EHLO client.example
  helo  no directives in ./main.vsl
< 250-mx.kettle.example
< 250-PIPELINING
< 250-8BITMIME
< 250-SMTPUTF8
< 250 ENHANCEDSTATUSCODES

> MAIL FROM:<ann@teapot.example>
  mail  no directives in ./main.vsl
< 250 Ok

> RCPT TO:<bob@kettle.example>
  rcpt  next()
    rule "local only"  next()  ./main.vsl:3:9
        ? in_domain(rcpt())  is  true
< 250 Ok

> DATA
< 354 Start mail input; end with <CRLF>.<CRLF>

> .
  preq  next()
    rule "no spam"  next()  ./main.vsl:6:9
        ? get_header("Subject").contains("spam")  is  false
    action "mark"  next()  ./main.vsl:7:9
        + X-Checked: yes
< 250 Ok

> QUIT
< 221 Service closing transmission channel

  postq  no directives in ./main.vsl
  delivery  no directives in ./main.vsl

./hello.eml  00000000-0000-4000-8000-000000000001
  from <ann@teapot.example>: delivered
  to bob@kettle.example  deliver
  + X-Checked: yes
`);
	});

	it('shows control characters of strangers, and does not send them to the terminal', async () => {
		const { stdout } = await vsl(['simulate', rules, '--helo', 'x\u001b[2J', '--to', 'bob@kettle.example']);
		expect(stdout).not.toContain('\u001b');
	});
});

describe('the JSON form', () => {
	/** Names in the first column of the tables of the page, table by table. */
	const documented = readFileSync('docs/decision-record.md', 'utf8')
		.split(/\n\n(?=\| key)/)
		.slice(1)
		.map((part) =>
			part
				.split('\n')
				.filter((line) => line.startsWith('| `'))
				.flatMap((line) => [...(line.split(' | ')[0] as string).matchAll(/`(\w+)`/g)].map(([, name]) => name as string))
				.sort(),
		);

	/** Everything that a record can have happens here. */
	const busy = files.write(
		'busy.vsl',
		`service scanner smtp = #{ delegator: #{ address: "127.0.0.1:10026" }, receiver: "127.0.0.1:10025" };
#{
    rcpt: [
        rule "known" || switch rcpt().local_part {
            "bob" => faccept(),
            _ => next(),
        },
    ],
    preq: [
        action "all changes" || {
            log("info", "changing");
            prepend_header("X-New", "yes");
            remove_header("Subject");
            rewrite_mail_from_envelop("dan@teapot.example");
            add_rcpt_envelop("carol@kettle.example");
            remove_rcpt_envelop("zoe@kettle.example");
            maildir("carol@kettle.example");
            msg().set_body("new");
            write("copies");
        },
        rule "fails" || if rcpt_list().len == 3 { throw "no" } else { next() },
    ],
    postq: [
        delegate scanner "scan" || next(),
    ],
}
`,
	);

	function keysOf(list: readonly object[]): string[] {
		// What is undefined is not there in JSON.
		return [...new Set(list.flatMap((item) => Object.keys(item)))].sort();
	}

	it('is as documented', async () => {
		const path = files.write(
			'busy.toml',
			`auth = { user = "ann" }
${HEAD}[[session]]
title = "busy"
[[session.message]]
from = "ann@teapot.example"
to = ["bob@kettle.example"]
mail = "hello.eml"
[[session.message]]
from = "ann@teapot.example"
to = ["zoe@kettle.example", "ann@kettle.example"]
mail = "hello.eml"
[[session.message]]
from = "ann@teapot.example"
to = ["zoe@kettle.example", "ann@kettle.example", "dan@kettle.example"]
mail = "hello.eml"
`,
		);
		const [result] = await results([busy, '--session', path]);
		if (result === undefined) throw new Error('no result');
		const directives = result.stages.flatMap((stage) => stage.directives);
		const bodies = directives.flatMap(({ changes }) =>
			changes.flatMap((one) => (one.kind === 'body' ? one.parts : [])),
		);
		expect([[result], result.stages, directives, bodies, result.messages].map(keysOf)).toEqual(documented);
		expect(keysOf([result.client])).toEqual(['helo', 'ip', 'tls', 'user']);
		expect(keysOf(result.dialogue)).toEqual(['command', 'reply', 'stages']);
		expect(keysOf(directives.flatMap(({ values }) => values))).toEqual(['place', 'text', 'value', 'what']);
		expect(new Set(directives.flatMap(({ changes }) => changes.map(({ kind }) => kind)))).toEqual(
			new Set([
				'header added',
				'header removed',
				'mail from',
				'recipient added',
				'recipient removed',
				'transport',
				'body',
			]),
		);
		expect(keysOf(result.messages.map(({ changes }) => changes))).toEqual([
			'bodyChanged',
			'headersAdded',
			'headersRemoved',
		]);
		expect(result.messages.map(({ outcome }) => outcome)).toEqual(['delivered', 'delegated', 'refused']);
		expect(result.missing).toEqual(['the delegation to 127.0.0.1:10026']);
		expect(result.dialogue.flatMap(({ stages }) => stages).every((at) => result.stages[at] !== undefined)).toBe(true);
	});

	it('is one object for one session, and an array for several', async () => {
		const parsed = async (...args: string[]): Promise<unknown> =>
			JSON.parse((await vsl(['simulate', rules, '--json', ...args])).stdout);
		const one = files.write('one.toml', '[[session]]\ntitle = "the only one"\n');
		expect(await parsed()).toMatchObject({ version: 1 });
		expect(await parsed('--session', session)).toMatchObject({ version: 1 });
		expect(await parsed('--session', one)).toMatchObject([{ version: 1, title: 'the only one' }]);
	});
});
