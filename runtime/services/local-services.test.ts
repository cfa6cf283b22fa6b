/** Services as scripts use them, with real programs, files and data bases. */

import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, describe, expect, it, test } from 'vitest';
import { outcomeOf, type ScriptSetting, SERVICE_GROUPS } from '../../stdlib/services/test-scripts.ts';
import { scratch } from '../../tests/scratch.ts';
import { LocalServices } from './local-services.ts';

const folder = scratch();
const services = new LocalServices({ base: folder.path });
afterAll(() => services.close());

function outcome(script: string, setting: Partial<ScriptSetting> = {}): Promise<string> {
	return outcomeOf(script, { services, base: folder.path, ...setting });
}

describe('the examples of the reference', () => {
	const examples = SERVICE_GROUPS.flatMap(({ functions }) =>
		functions.flatMap(({ options }) =>
			options.example.split('\n').map((line) => line.split(' ⇒ ') as [string, string]),
		),
	);
	test.each(examples)('%s', async (script, expected) => {
		const text = await outcome(script);
		if (expected.startsWith('error: ')) expect(text).toContain(expected.replace('Runtime error: ', ''));
		else expect(text).toBe(expected);
	});
});

const SCRIPTS: readonly (readonly [name: string, script: string, result: string])[] = [
	// commands
	['declared arguments', 'service s cmd = #{ command: "echo", args: ["a"] }; s.cmd_run().stdout', '"a\\n"'],
	['other arguments', 'service s cmd = #{ command: "echo", args: ["a"] }; s.run_cmd(["b", "c"]).stdout', '"b c\\n"'],
	['no arguments', 'service s cmd = #{ command: "echo", args: ["a"] }; s.run([]).stdout', '"\\n"'],
	[
		'an exit status',
		'let r = cmd::build(#{ command: "sh", args: ["-c", "exit 3"] }).run(); [r.code, r.has_code, r.signal]',
		'[3, true, ()]',
	],
	[
		'a time-out',
		'let r = cmd::build(#{ command: "sleep", args: ["1000"], timeout: "50ms" }).run(); [r.code, r.signal, r.to_string()]',
		'[(), 9, "signal: 9 (SIGKILL)"]',
	],
	[
		'a program that is not there',
		'let r = (); try { cmd::build(#{ command: "no-such-program" }).run() } catch (e) { r = e; } r',
		'"cmd process failed to spawn: no-such-program: no such file or folder"',
	],
	[
		'an unknown user',
		'cmd::build(#{ command: "true", user: "no-such-user" }).run()',
		"error: user not found: 'no-such-user'",
	],
	[
		'an unknown group',
		'cmd::build(#{ command: "true", group: "no-such-group" }).run()',
		"error: group not found: 'no-such-group'",
	],
	[
		'nothing of a shell',
		'cmd::build(#{ command: "printf" }).run(["%s", "`id`; $(id) | cat > /x"]).stdout',
		'"`id`; $(id) | cat > /x"',
	],
	[
		'inside a callback',
		'let s = cmd::build(#{ command: "echo" }); ["a", "b"].map(|x| s.run([x]).stdout)',
		'["a\\n", "b\\n"]',
	],
	['in a switch', 'switch cmd::build(#{ command: "true" }).run().code { 0 => "clean", _ => "not" }', '"clean"'],
	[
		'addresses',
		'cmd::build(#{ command: "echo" }).run([address("ann@teapot.example")]).stdout',
		'"ann@teapot.example\\n"',
	],
	// csv
	[
		'a key that is an object',
		'let db = csv(#{ connector: "six.csv" }); db.set([address("a@b.example"), ip4("192.0.2.1")]); db.get(address("a@b.example"))',
		'["a@b.example", "192.0.2.1"]',
	],
	[
		'1.x: a list',
		'service db db:csv = #{ connector: "one.csv", access: "O_RDWR", refresh: "always", delimiter: \',\' };' +
			'db.db_add(["a", "1"]); db.db_add(["b", "2"]); db.db_rm("a"); [db.db_query("a"), db.db_query("b")]',
		'[[], ["b", "2"]]',
	],
	[
		'2.x: a list',
		'import "plugins/libvsmtp_plugin_csv" as csv; const db = csv::csv(#{ connector: "two.csv" });' +
			'db.set(["a", "1"]); [db.get("a"), csv::get(db, "a"), get(db, "a")[1]]',
		'[["a", "1"], ["a", "1"], "1"]',
	],
	[
		'values as text',
		'let db = csv(#{ connector: "three.csv" }); db.set(["a", 1, 2.5, true, \'c\']); db.get("a")',
		'["a", "1", "2.5", "true", "c"]',
	],
	[
		'a record that nothing stands for',
		'let db = csv(#{ connector: "four.csv" }); db.set([])',
		`error: a record needs at least one field`,
	],
	[
		'a list that is read only',
		'csv(#{ connector: "none.csv", access: "O_RDONLY" })',
		`error: could not load database at ${folder.at('none.csv')}: no such file or folder`,
	],
	[
		'a result is a copy',
		'let db = csv(#{ connector: "five.csv" }); db.set(["a", "1"]); let r = db.get("a"); r.push("x"); db.get("a")',
		'["a", "1"]',
	],
	// sqlite
	[
		'objects',
		'sqlite::connect(#{ path: ":memory:" }).query("SELECT ? AS a", [address("a@b.example")])',
		'[#{"a": "a@b.example"}]',
	],
	[
		'a table',
		'service db db:sqlite = #{ path: "one.db" }; db.exec("CREATE TABLE t (a TEXT, n INTEGER, y BOOLEAN)");' +
			'[db.exec("INSERT INTO t VALUES (?, ?, ?)", ["o\'neil", 5, true]), db.query("SELECT * FROM t WHERE a = ?", ["o\'neil"])]',
		'[1, [#{"a": "o\'neil", "n": 5, "y": true}]]',
	],
	[
		'the same table from elsewhere',
		'let db = sqlite::connect(#{ url: "sqlite:one.db", literal: true }); db.query("SELECT a, n, y, NULL AS u FROM t")',
		`[#{"a": "'o''neil'", "n": "5", "u": "NULL", "y": "1"}]`,
	],
	[
		'a mistake',
		'sqlite::connect(#{ path: "one.db" }).query("SELECT * FROM nowhere")',
		'error: query failed: no such table: nowhere',
	],
	[
		'a mistake that is caught',
		'let r = (); try { sqlite::connect(#{ path: "one.db" }).query("SELEC") } catch { r = "caught"; } r',
		'"caught"',
	],
	[
		'an injection',
		'let db = sqlite::connect(#{ path: "one.db" }); let who = "x\' OR \'1\'=\'1"; db.query("SELECT n FROM t WHERE a = ?", [who])',
		'[]',
	],
];

describe('scripts', () => {
	test.each(SCRIPTS)('%s', async (_name, script, result) => expect(await outcome(script)).toBe(result));
});

describe('a rule that waits', () => {
	const slow = [
		'cmd::build(#{ command: "sleep", args: ["1000"] }).run()',
		'sqlite::connect(#{ path: ":memory:" }).query("WITH RECURSIVE c(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM c) SELECT max(n) FROM c")',
	];

	test.each(slow)('ends with its time: %s', async (script) => {
		expect(await outcome(`try { ${script} } catch { "caught" }`, { wallTime: 100 })).toBe(
			'error: Script ran out of time',
		);
	});

	test.each(slow)('ends when it is cancelled: %s', async (script) => {
		const controller = new AbortController();
		setTimeout(() => controller.abort(), 50);
		expect(await outcome(`try { ${script} } catch { "caught" }`, { signal: controller.signal })).toBe(
			'error: Script terminated',
		);
	});
});

describe('a simulation', () => {
	it('reads lists and data bases and leaves them as they are', async () => {
		folder.write('real.csv', 'a,1\n');
		await outcome('let db = sqlite::connect(#{ path: "real.db" }); db.exec("CREATE TABLE t (a)");');
		const simulated = new LocalServices({ base: folder.path, overlay: true });
		const script = `
			let list = csv(#{ connector: "real.csv" });
			list.set(["b", "2"]);
			list.rm("a");
			let db = sqlite::connect(#{ path: "real.db" });
			db.exec("INSERT INTO t VALUES (1)");
			csv(#{ connector: "new.csv" }).set(["c"]);
			[list.get("a"), list.get("b"), db.query("SELECT a FROM t"), csv(#{ connector: "new.csv" }).get("c")]`;
		expect(await outcome(script, { services: simulated })).toBe('[[], ["b", "2"], [#{"a": 1}], ["c"]]');
		simulated.close();
		expect([folder.read('real.csv'), existsSync(folder.at('new.csv'))]).toEqual(['a,1\n', false]);
		expect(await outcome('sqlite::connect(#{ path: "real.db" }).query("SELECT a FROM t")')).toBe('[]');
	});
});

test('services keep no process from ending', async () => {
	const program = folder.write(
		'program.ts',
		`import { LocalServices } from '${join(import.meta.dirname, 'local-services.ts')}';
const services = new LocalServices({ base: '${folder.path}' });
const signal = new AbortController().signal;
const list = services.openCsv({ path: 'last.csv', access: 'O_RDWR', refresh: 'always', delimiter: ',' });
await list.set(['a'], signal);
const db = services.openSqlite({ path: 'last.db', timeout: 1e5, connections: 2, readOnly: false });
console.log(await db.query('SELECT 1', [], signal));
await services.runCommand({ command: 'true', args: [], user: undefined, group: undefined, timeout: 1e5, signal });`,
	);
	const child = spawn(process.execPath, [program], { stdio: ['ignore', 'ignore', 'inherit'] });
	expect(await once(child, 'exit')).toEqual([0, null]);
});
