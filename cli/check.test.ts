import { describe, expect, it } from 'vitest';
import { vsl, vslProcess } from '../tests/run-vsl.ts';
import { scratch } from '../tests/scratch.ts';

const files = scratch();
const CLEAN = 'fn double(n) {\n    n * 2\n}\nprint(double(21));\n';
const ERROR = 'print(nope);\n';
const WARNING = 'fn f() {\n    let unused = 1;\n    2\n}\nprint(f());\n';

const clean = files.write('clean.vsl', CLEAN);
const error = files.write('error.vsl', ERROR);
const warning = files.write('warning.vsl', WARNING);

interface Report {
	readonly diagnostics: readonly { readonly id: string; readonly file: string; readonly severity: string }[];
}

async function found(...args: string[]): Promise<string[]> {
	const { stdout } = await vsl(['check', '--format', 'json', ...args]);
	return (JSON.parse(stdout) as Report).diagnostics.map(({ id, file }) => `${id} ${file}`);
}

describe('vsl check', () => {
	it.each<[name: string, args: string[], status: number]>([
		['a clean file', [clean], 0],
		['an error', [error], 1],
		['a warning', [warning], 0],
		['a warning that counts', ['--deny-warnings', warning], 1],
		['a clean file, strictly', ['--deny-warnings', clean], 0],
		['all at once', [clean, error, warning], 1],
		['a missing file', ['/does/not/exist'], 2],
		['no file', [], 2],
		['an unknown format', ['--format', 'xml', clean], 2],
	])('%s', async (_, args, status) => {
		expect((await vsl(['check', ...args])).status).toBe(status);
	});

	it('tells where, what and how many', async () => {
		const { stdout, stderr } = await vsl(['check', error, warning]);
		expect(stderr).toBe('');
		expect(stdout).toContain(`${error}:1:7`);
		expect(stdout).toContain('2 files checked: 1 error, 1 warning');
	});

	it('says that a clean file is clean', async () => {
		expect((await vsl(['check', clean])).stdout).toBe('1 file checked: no findings\n');
	});

	it('knows what `vsl run` provides', async () => {
		expect(await found(files.write('args.vsl', 'print(ARGS[0]);\n'))).toEqual([]);
	});

	it('reports every syntax error', async () => {
		const path = files.write('syntax.vsl', 'let = 1;\nlet a = ;\n');
		expect((await found(path)).length).toBe(2);
	});

	it('reports what is no text, and goes on', async () => {
		const path = files.write('latin1.vsl', Uint8Array.of(0x22, 0xe9, 0x22));
		expect(await found(path, error)).toEqual([`V604 ${path}`, expect.stringContaining(error)]);
	});
});

describe('imports', () => {
	it('are followed', async () => {
		files.write('good/lib/a.vsl', 'import "b" as b;\nfn one() {\n    b::two() - 1\n}\n');
		files.write('good/lib/b.vsl', 'fn two() {\n    2\n}\n');
		files.write('good/main.vsl', 'import "lib/a" as a;\nprint(a::one());\n');
		expect(await found(files.at('good'))).toEqual([]);
		expect(await found(files.at('good/main.vsl'))).toEqual([]);
	});

	it('may name modules from the folder of the main script', async () => {
		files.write('based/lib/a.vsl', 'import "lib/b" as b;\nfn one() {\n    b::two() - 1\n}\n');
		files.write('based/lib/b.vsl', 'fn two() {\n    2\n}\n');
		files.write('based/main.vsl', 'import "lib/a" as a;\nprint(a::one());\n');
		expect(await found(files.at('based'))).toEqual([]);
	});

	it('are reported when nothing is there, and looked up no higher than asked', async () => {
		files.write('high/secret.vsl', 'export const X = 1;\n');
		const main = files.write('high/low/main.vsl', 'import "secret" as s;\nprint(s::X);\n');
		expect(await found(main)).toEqual([`V601 ${main}`]);
		expect(await found(files.at('high'))).toEqual([]);
	});

	it('may not go in circles', async () => {
		const a = files.write('circle/a.vsl', 'import "b" as b;\nprint(b::x());\n');
		files.write('circle/b.vsl', 'import "a" as a;\nfn x() {\n    a::y()\n}\n');
		expect(await found(files.at('circle'))).toContain(`V602 ${a}`);
	});

	it('bring the syntax errors of modules along', async () => {
		files.write('bad/lib.vsl', 'fn f( {\n');
		const main = files.write('bad/main.vsl', 'import "lib" as lib;\nlib::f();\n');
		expect((await vsl(['check', main])).status).toBe(1);
	});
});

describe('settings', () => {
	const SETTINGS = '[lint]\nunused-variable = "error"\n\n[check]\nexclude = ["vendor"]\n';

	it('come from the nearest vsl.toml', async () => {
		files.write('project/vsl.toml', SETTINGS);
		const main = files.write('project/deep/main.vsl', WARNING);
		expect((await vsl(['check', main])).status).toBe(1);
	});

	it('exclude what a folder holds, not what is named', async () => {
		files.write('excluding/vsl.toml', SETTINGS);
		files.write('excluding/a.vsl', CLEAN);
		const vendor = files.write('excluding/vendor/b.vsl', ERROR);
		expect(await found(files.at('excluding'))).toEqual([]);
		expect((await found(vendor)).length).toBe(1);
	});

	it('are checked too', async () => {
		const settings = files.write('wrong/vsl.toml', '[lintt]\n');
		files.write('wrong/a.vsl', CLEAN);
		const result = await vsl(['check', files.at('wrong')]);
		expect(result.status).toBe(1);
		expect(result.stdout).toContain(`${settings.split('/').at(-1)}:1`);
	});
});

describe('--fix', () => {
	it('repairs, and reports what is left', async () => {
		const path = files.write(
			'fix.vsl',
			'#!/bin/vsl\nfn f() {\n    let unused = ARGS.len();\n    nope\n}\nprint(f());\n',
		);
		const before = await found(path);
		const { status, stdout, stderr } = await vsl(['check', '--fix', '--format', 'json', path]);
		const left = (JSON.parse(stdout) as Report).diagnostics;
		expect(left.length).toBeLessThan(before.length);
		expect(stderr).toContain(`in ${path}`);
		expect(status).toBe(1);
		expect(files.read('fix.vsl')).toContain('#!/bin/vsl\n');
		expect(files.read('fix.vsl')).toContain('let _unused');
	});

	it('leaves everything else in the file as it is', async () => {
		const path = files.write('marked.vsl', '\uFEFFlet a = 1;\r\n\tprint( 2 );  \r\n');
		await vsl(['check', '--fix', path]);
		expect(files.read('marked.vsl')).toBe('\uFEFFlet _a = 1;\r\n\tprint( 2 );  \r\n');
	});

	it('removes only imports that do nothing when they run', async () => {
		files.write('imports/inert.vsl', 'export const A = 1;\nfn f() { 1 / 0 }\n');
		files.write('imports/fails.vsl', 'export const A = 1 / 0;\n');
		const path = files.write('imports/main.vsl', 'import "inert" as a;\nimport "fails" as b;\nprint(1);\n');
		await vsl(['check', '--fix', path]);
		expect(files.read('imports/main.vsl')).toBe('import "fails" as b;\nprint(1);\n');
	});

	it('does not touch what needs no repair', async () => {
		await vsl(['check', '--fix', error]);
		expect(files.read('error.vsl')).toBe(ERROR);
	});
});

describe('formats', () => {
	const reports = async (format: string): Promise<string> =>
		(await vslProcess(['check', '--format', format, error])).stdout;

	it('sarif', async () => {
		const log = JSON.parse(await reports('sarif'));
		expect(log.version).toBe('2.1.0');
		expect(log.runs[0].results[0].locations[0].physicalLocation.region).toMatchObject({ startLine: 1, startColumn: 7 });
	});

	it('github', async () => {
		expect(await reports('github')).toMatch(/^::error file=.*error\.vsl,line=1,col=7,/);
	});

	it('junit', async () => {
		expect(await reports('junit')).toContain('<failure type="error"');
	});
});

describe('--target', () => {
	const OLD = 'fn relay() {\n    deny(code554_7_1) // no\n}\nrelay();\n';
	const NEW = 'fn relay() {\n    state::deny(code::c554_7_1()) // no\n}\nrelay();\n';

	it('reports what belongs to the other generation', async () => {
		const path = files.write('target/old.vsl', OLD);
		expect(await found('--target', '2', path)).toEqual([`V034 ${path}`, `V034 ${path}`]);
		expect(await found('--target', '1', path)).toEqual([]);
		expect(await found(path)).toEqual([]);
	});

	it('rewrites with --fix, there and back', async () => {
		const path = files.write('target/fix.vsl', OLD);
		expect((await vsl(['check', '--fix', '--target', '2', path])).stderr).toContain('fixed 2 findings');
		expect(files.read('target/fix.vsl')).toBe(NEW);
		await vsl(['check', '--fix', '--target', '1', path]);
		expect(files.read('target/fix.vsl')).toBe(OLD);
	});

	it('may stand in the settings, which the option goes before', async () => {
		files.write('target/set/vsl.toml', '[check]\ntarget = 2\n');
		const path = files.write('target/set/old.vsl', OLD);
		expect(await found(path)).toHaveLength(2);
		expect(await found('--target', '1', path)).toEqual([]);
		files.write('target/set/vsl.toml', '[check]\ntarget = 2\n[lint]\nother-generation = "off"\n');
		expect(await found(path)).toEqual([]);
	});

	it('knows what other files of the call use', async () => {
		files.write(
			'target/many/lists.vsl',
			'object all group = [object one ip4 = "192.0.2.1"];\nobject few group = [object two ip4 = "192.0.2.2"];\n',
		);
		files.write('target/many/main.vsl', 'import "lists" as lists;\nprint(lists::one in lists::few);\n');
		await vsl(['check', '--fix', '--target', '2', files.at('target/many')]);
		expect(files.read('target/many/lists.vsl')).toBe(
			'export const one = ip4("192.0.2.1");\nexport const all = [one];\nexport const few = [ip4("192.0.2.2")];\n',
		);
	});

	it('refuses other numbers', async () => {
		expect((await vsl(['check', '--target', '3', clean])).status).toBe(2);
	});
});

describe('rules', () => {
	const rules = (name: string, text: string) => files.write(name, text);

	it('are looked at with what a server knows of them', async () => {
		const path = rules('rules/main.vsl', '#{ mail: [rule "a" || if rcpt().is_null { deny() } else { next() }] }\n');
		expect(await found(path)).toEqual([`V001 ${path}`]);
		const { stdout, status } = await vsl(['check', path]);
		expect(stdout).toContain('error[V001]: `rcpt` is not available at the stage `mail`');
		expect(status).toBe(1);
	});

	it('are followed into the modules of a folder', async () => {
		rules('modules/lists.vsl', 'service scan cmd = #{ command: "scan" };\nfn keep(name) { fs::write(name) }\n');
		const path = rules(
			'modules/main.vsl',
			'import "lists" as lists;\n#{ preq: [action "a" || lists::keep(helo())] }\n',
		);
		expect(await found(path)).toEqual([`V016 ${path}`]);
	});

	it('have levels and comments like all other lints', async () => {
		const text = '#{ rcpt: [rule "a" || accept()] }\n';
		rules('levels/vsl.toml', '[lint]\nopen-relay = "off"\nV004 = "error"\n');
		const path = rules('levels/main.vsl', text);
		expect(await found(path)).toEqual([]);
		const silenced = rules('silenced.vsl', `// vsl-ignore open-relay: behind a firewall\n${text}`);
		expect(await found(silenced)).toEqual([]);
	});

	it('bring their lists, which are read from the folder of the script upwards', async () => {
		rules('lists/blocked', '192.0.2.0/24\n192.0.2.0/25\n');
		const script = 'object blocked file:rg4 = "blocked";\nobject gone file:rg4 = "gone";\n';
		const path = rules('lists/deep/main.vsl', script);
		expect(await found(files.at('lists'))).toEqual([`V040 ${path}`, `V026 ${path}`]);
	});

	it('are repaired where that is certain', async () => {
		const path = rules('repair.vsl', '#{ helo: [rule "a" || if helo() == "mx.example" { next() } else { deny() }] }\n');
		await vsl(['check', '--fix', path]);
		expect(files.read('repair.vsl')).toContain('helo() == fqdn("mx.example")');
	});

	it('name services that come later', async () => {
		const path = rules('later.vsl', 'service users db:mysql = #{ url: "mysql://localhost/users" };\n#{}\n');
		expect((await vsl(['check', path])).stdout).toContain('`db:mysql` is not available in this version');
	});
});
