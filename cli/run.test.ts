/** `vsl run` as a process, with real files. */

import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { closeSync, existsSync, openSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { ENTRY, vsl, vslProcess } from '../tests/run-vsl.ts';
import { scratch } from '../tests/scratch.ts';

const files = scratch();

describe('vsl run', () => {
	it('prints to standard output, debugs to standard error', async () => {
		const path = files.write('talk.vsl', 'print("out");\ndebug("x");\nprint([1]);');
		expect(await vslProcess(['run', path])).toEqual({
			status: 0,
			stdout: 'out\n[1]\n',
			stderr: `${path}:2:1: "x"\n`,
		});
	});

	it('gives the arguments to the script', async () => {
		const path = files.write('args.vsl', 'print(ARGS); fn count() { ARGS.len() } print(count());');
		const { stdout } = await vslProcess(['run', path, 'a b', '--flag', '-e', '--', 'ü']);
		expect(stdout).toBe('["a b", "--flag", "-e", "--", "ü"]\n5\n');
		expect((await vslProcess(['run', path])).stdout).toBe('[]\n0\n');
	});

	it('does not let the script change its arguments', async () => {
		const path = files.write('constant.vsl', 'ARGS.push(1)');
		const { status, stderr } = await vslProcess(['run', path, 'x']);
		expect(status).toBe(1);
		expect(stderr).toContain('ARGS');
	});

	it.each<[name: string, script: string, status: number, stderr: string]>([
		['success', '1 + 1', 0, ''],
		['an early end', 'exit(5); 1 / 0', 0, ''],
		['a run-time error', 'let a = 1;\na / 0', 1, ':2:3'],
		['an error in a function', 'fn f() { [][0] }\nf()', 1, 'in function `f`'],
		['a thrown value', 'throw #{ a: 1 }', 1, '#{"a": 1}'],
		['a syntax error', 'let = 1', 1, ':1:5'],
		['several syntax errors', 'let = 1;\nlet x = ;', 1, ':2:9'],
		['a rule, which only a mail server can run', '#{ connect: [ rule "a" || 1 ] }', 1, 'rule'],
	])('ends with %s', async (name, script, status, stderr) => {
		const result = await vslProcess(['run', files.write(`${name}.vsl`, script)]);
		expect(result).toMatchObject({ status, stdout: '' });
		expect(result.stderr).toContain(stderr);
		expect(result.stderr).not.toMatch(/\n\s+at /);
	});

	it('shows what was printed before an error', async () => {
		const path = files.write('before.vsl', 'print("first"); 1 / 0');
		expect(await vslProcess(['run', path])).toMatchObject({ status: 1, stdout: 'first\n' });
	});

	it('finds modules beside the importing script, then beside the main one', async () => {
		files.write('mods/lib/a.vsl', 'import "b" as b; import "common" as c; export const A = b::B + c::C;');
		files.write('mods/lib/b.vsl', 'export const B = 1;');
		files.write('mods/common.vsl', '#!/usr/bin/env vsl\nexport const C = 10;');
		const main = files.write('mods/main.vsl', 'import "lib/a" as a; print(a::A)');
		expect(await vslProcess(['run', main])).toMatchObject({ status: 0, stdout: '11\n' });
		expect(await vslProcess(['run', 'main.vsl'], { cwd: files.at('mods') })).toMatchObject({ stdout: '11\n' });
	});

	it('skips a shebang line and keeps line numbers', async () => {
		const path = files.write('shebang', '#!/usr/bin/env -S vsl run\n1 / 0');
		expect((await vslProcess(['run', path])).stderr).toContain('shebang:2:3');
	});

	it('reads standard input', async () => {
		expect(await vslProcess(['run', '-', 'x'], { input: 'print(ARGS)' })).toMatchObject({ stdout: '["x"]\n' });
	});

	it('waits for what the script waits for', async () => {
		const { stdout } = await vsl(['run', files.write('sleep.vsl', 'print(1); sleep(0.01); print(2)')]);
		expect(stdout).toBe('1\n2\n');
	});

	it('obeys limits', async () => {
		const path = files.write('loop.vsl', 'loop {}');
		const { status, stderr } = await vsl(['run', '--max-ops', '1000', path]);
		expect(status).toBe(1);
		expect(stderr).toContain('Too many operations');
	});

	it.each([
		['/does/not/exist.vsl', 'no such file'],
		['/', 'is a folder'],
	])('refuses %s', async (path, message) => {
		const { status, stderr } = await vsl(['run', path]);
		expect(status).toBe(2);
		expect(stderr).toContain(message);
	});

	it('ends quietly with its reader', async () => {
		const path = files.write('endless.vsl', 'loop { print("y") }');
		const child = spawn(process.execPath, [ENTRY, 'run', path], { stdio: ['ignore', 'pipe', 'pipe'] });
		let errors = '';
		child.stderr.on('data', (chunk) => {
			errors += chunk;
		});
		await once(child.stdout, 'data');
		child.stdout.destroy();
		const [status] = await once(child, 'close');
		expect({ status, errors }).toEqual({ status: 0, errors: '' });
	});
});

describe('output that cannot be written', () => {
	// A device of Linux that is always full.
	it.skipIf(!existsSync('/dev/full'))('is reported in words', async () => {
		const full = openSync('/dev/full', 'w');
		const path = files.write('lines.vsl', 'print(1)');
		const child = spawn(process.execPath, [ENTRY, 'run', path], { stdio: ['ignore', full, 'pipe'] });
		closeSync(full);
		let errors = '';
		child.stderr?.on('data', (chunk) => {
			errors += chunk;
		});
		const [status] = await once(child, 'close');
		expect({ status, errors }).toEqual({
			status: 2,
			errors: 'vsl: cannot write the output: no space left on the device\n',
		});
	});
});

describe('colours', () => {
	const broken = files.write('colours.vsl', 'let = 1');

	it.each<[name: string, env: Record<string, string>, coloured: boolean]>([
		['a pipe', {}, false],
		['FORCE_COLOR', { FORCE_COLOR: '1' }, true],
		['NO_COLOR', { FORCE_COLOR: '1', NO_COLOR: '1' }, false],
	])('%s', async (_, env, coloured) => {
		expect((await vsl(['run', broken], { env })).stderr.includes('\u001b[')).toBe(coloured);
	});
});
