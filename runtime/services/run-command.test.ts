import { spawn } from 'node:child_process';
import { getEventListeners, once } from 'node:events';
import { closeSync, existsSync, openSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { afterAll, describe, expect, it, test } from 'vitest';
import type { CommandRequest } from '../../stdlib/host/services.ts';
import { scratch } from '../../tests/scratch.ts';
import { MAX_OUTPUT } from './captured-output.ts';
import { CommandRunner } from './run-command.ts';

const folder = scratch();
const nobody = new AbortController().signal;
const runner = new CommandRunner();
afterAll(() => runner.close());

const LONG = 100_000;

function run(command: string, args: readonly string[] = [], request: Partial<CommandRequest> = {}) {
	return runner.run({ command, args, user: undefined, group: undefined, timeout: LONG, signal: nobody, ...request });
}

const script = (text: string, request: Partial<CommandRequest> = {}) => run('/bin/sh', ['-c', text], request);

describe('the result', () => {
	test.each([
		['exit 0', { code: 0, signal: undefined, stdout: '', stderr: '' }],
		['exit 42', { code: 42, signal: undefined, stdout: '', stderr: '' }],
		['echo out; echo err >&2', { code: 0, signal: undefined, stdout: 'out\n', stderr: 'err\n' }],
		['kill -TERM $$', { code: undefined, signal: 15, stdout: '', stderr: '' }],
		['printf "\\377ok\\303"', { code: 0, signal: undefined, stdout: '\uFFFDok\uFFFD', stderr: '' }],
		['cat; echo end', { code: 0, signal: undefined, stdout: 'end\n', stderr: '' }],
	])('%s', async (text, result) => expect(await script(text)).toEqual(result));
});

describe('arguments arrive as they are', () => {
	test.each([
		';id',
		'`id`',
		'$(id)',
		'| id',
		'> /tmp/x',
		"' ' \"",
		'-rf',
		'--',
		'${run{/bin/id}}',
		'a\nb',
		'',
		'*',
		'~',
		'é😀',
	])('%j', async (argument) => {
		const { stdout } = await run('printf', ['%s|', argument, 'next']);
		expect(stdout).toBe(`${argument}|next|`);
	});

	test('no NUL reaches the system', async () => {
		await expect(run('echo', ['a\0b'])).rejects.toThrow('a NUL character cannot be passed to a program');
		await expect(run('ec\0ho')).rejects.toThrow('a NUL character cannot be passed to a program');
	});

	test('too long ones are an error', async () => {
		await expect(run('echo', ['x'.repeat(1 << 20)])).rejects.toThrow(
			'cmd process failed to spawn: echo: the arguments are too long',
		);
	});
});

describe('programs that cannot be started', () => {
	const text = folder.write('text', 'no program');
	test.each([
		['no-such-program', 'no-such-program: no such file or folder'],
		[folder.at('nothing'), `${folder.at('nothing')}: no such file or folder`],
		[text, `${text}: permission denied`],
		[folder.path, `${folder.path}: permission denied`],
		['', ': '],
	])('%s', async (command, message) => {
		await expect(run(command)).rejects.toThrow(`cmd process failed to spawn: ${message}`);
	});
});

describe('the environment', () => {
	it('has no secrets of the server', async () => {
		process.env.VSL_TEST_SECRET = 'secret';
		const { stdout } = await run('env');
		const names = stdout.split('\n').flatMap((line) => line.split('=')[0] || []);
		const known = ['PATH', 'LANG', 'LC_ALL', 'LC_CTYPE', 'TZ', 'TMPDIR', 'HOME', 'USER', 'LOGNAME'];
		expect(names.filter((name) => !known.includes(name))).toEqual([]);
		delete process.env.VSL_TEST_SECRET;
	});

	it('finds programs in absolute folders only', async () => {
		const { PATH = '' } = process.env;
		try {
			process.env.PATH = `.:relative::${PATH}`;
			expect((await script('echo "$PATH"')).stdout).toBe(`${PATH}\n`);
			process.env.PATH = '.';
			expect((await script('echo "$PATH"')).stdout).toMatch(/^\/.*:\/bin\n$/);
		} finally {
			process.env.PATH = PATH;
		}
	});

	it('has none of the open files of the server', async () => {
		const file = openSync(folder.write('open', ''), 'r');
		const { stdout } = await script('ls -l /proc/self/fd');
		closeSync(file);
		expect(stdout).toContain('/dev/null');
		expect(stdout).not.toContain(folder.path);
	});
});

describe.runIf(process.getuid?.() === 0)('as another user', () => {
	test.each([
		[{ user: 'nobody' }, '65534 65534 65534'],
		[{ user: 'nobody', group: 'daemon' }, '65534 1 1'],
		[{ group: 'daemon' }, '0 1 1'],
	])('%j', async (identity, expected) => {
		const { stdout } = await script('echo $(id -u) $(id -g) $(id -G)', identity);
		expect(stdout).toBe(`${expected}\n`);
	});

	it('has its home and name', async () => {
		const { stdout } = await script('echo "$HOME $USER $LOGNAME"', { user: 'daemon' });
		expect(stdout).toBe('/usr/sbin daemon daemon\n');
	});

	it('ends with its time, too', async () => {
		expect((await script('sleep 1000', { user: 'nobody', timeout: 50 })).signal).toBe(9);
	});
});

test.each([
	[{ user: 'no-such-user' }, "user not found: 'no-such-user'"],
	[{ group: 'no-such-group' }, "group not found: 'no-such-group'"],
	[{ user: '0' }, "user not found: '0'"],
	[{ user: 'root:x' }, "user not found: 'root:x'"],
	[{ user: '-x' }, "user not found: '-x'"],
	[{ user: 'root\n' }, "user not found: 'root\n'"],
])('no account %j', async (identity, message) => {
	await expect(run('true', [], identity)).rejects.toThrow(message);
});

/** Whether a process exists that has a text in its command line. */
function isRunning(text: string): boolean {
	return readdirSync('/proc').some((pid) => {
		try {
			return /^\d+$/.test(pid) && readFileSync(`/proc/${pid}/cmdline`, 'utf8').replaceAll('\0', ' ').includes(text);
		} catch {
			return false;
		}
	});
}

async function untilGone(text: string): Promise<void> {
	while (isRunning(text)) await pause(5);
}

describe('time-outs', () => {
	it('kill the program and all that it has started', async () => {
		const mark = '864213.5';
		const result = await script(`sleep ${mark} & sleep ${mark}`, { timeout: 100 });
		expect(result).toEqual({ code: undefined, signal: 9, stdout: '', stderr: '' });
		await untilGone(mark);
	});

	it('keep what has been written so far', async () => {
		const result = await script('echo first; sleep 1000', { timeout: 1_500 });
		expect([result.signal, result.stdout]).toEqual([9, 'first\n']);
	});

	it('reach programs that do not want to end', async () => {
		expect((await script('trap "" TERM INT HUP; sleep 1000', { timeout: 100 })).signal).toBe(9);
	});

	it('reach programs that write without end', async () => {
		const { signal, stdout } = await run('yes', [], { timeout: 1_000 });
		expect([signal, stdout.length]).toEqual([9, MAX_OUTPUT]);
	});
});

describe('cancelling', () => {
	it('ends the program', async () => {
		const mark = '753124.5';
		const controller = new AbortController();
		const work = run('sleep', [mark], { signal: controller.signal });
		while (!isRunning(mark)) await pause(1);
		controller.abort(new Error('stop'));
		await expect(work).rejects.toThrow('stop');
		await untilGone(mark);
	});

	it('comes before the start', async () => {
		const path = folder.at('never');
		await expect(run('touch', [path], { signal: AbortSignal.abort(new Error('stop')) })).rejects.toThrow('stop');
		expect(existsSync(path)).toBe(false);
	});
});

describe('output', () => {
	it('is cut without keeping the program from ending', async () => {
		const { code, stdout, stderr } = await script(
			'head -c 3000000 /dev/zero | tr "\\0" x; head -c 3000000 /dev/zero | tr "\\0" y >&2',
		);
		expect([code, stdout, stderr]).toEqual([0, 'x'.repeat(MAX_OUTPUT), 'y'.repeat(MAX_OUTPUT)]);
	});

	it('is not cut inside a character', async () => {
		const { stdout } = await script(`printf x; yes é | tr -d "\\n" | head -c ${MAX_OUTPUT + 10}`);
		expect(stdout).toBe(`x${'é'.repeat(MAX_OUTPUT / 2 - 1)}`);
	});

	it('does not wait for what the program leaves running', async () => {
		const mark = '975318.5';
		const { code, stdout } = await script(`sleep ${mark} & echo $!`);
		expect(code).toBe(0);
		process.kill(Number(stdout));
	});

	it('is complete when the program has ended at once', async () => {
		const text = 'x'.repeat(50_000);
		const results = await Promise.all(Array.from({ length: 20 }, () => run('printf', ['%s', text])));
		expect(results.every(({ stdout }) => stdout === text)).toBe(true);
	});
});

interface ProcessEntry {
	readonly pid: number;
	readonly state: string;
	readonly parent: number;
}

function processes(): ProcessEntry[] {
	return readdirSync('/proc').flatMap((pid) => {
		try {
			const stat = /^\d+ \(.*\) (\S) (\d+)/s.exec(readFileSync(`/proc/${pid}/stat`, 'utf8'));
			return stat === null ? [] : [{ pid: Number(pid), state: stat[1] as string, parent: Number(stat[2]) }];
		} catch {
			return [];
		}
	});
}

/** The process that starts our programs. */
function starter(): number {
	const own = processes().filter(({ parent }) => parent === process.pid);
	const found = own.find(({ pid }) => readFileSync(`/proc/${pid}/cmdline`, 'utf8').includes('command-worker'));
	return found?.pid ?? 0;
}

it('leaks nothing in a thousand runs', async () => {
	await run('true');
	const worker = starter();
	const descriptors = () => readdirSync('/proc/self/fd').length + readdirSync(`/proc/${worker}/fd`).length;
	const before = descriptors();
	const { signal } = new AbortController();
	for (let round = 0; round < 10; round++) {
		const results = await Promise.all(Array.from({ length: 100 }, () => run('true', [], { signal })));
		expect(results.every(({ code }) => code === 0)).toBe(true);
	}
	expect(descriptors()).toBeLessThanOrEqual(before + 3);
	expect(getEventListeners(signal, 'abort')).toEqual([]);
	expect(processes().filter(({ parent }) => parent === worker)).toEqual([]);
	expect(starter()).toBe(worker);
});

it('goes on when the process that starts programs dies', async () => {
	await run('true');
	const work = run('sleep', ['1000']).catch((error: Error) => error.message);
	while (!processes().some(({ parent }) => parent === starter())) await pause(1);
	const [orphan] = processes().filter(({ parent }) => parent === starter());
	process.kill(starter(), 'SIGKILL');
	expect(await work).toBe('cmd process failed to spawn: the process that starts programs has ended unexpectedly');
	process.kill(orphan?.pid as number, 'SIGKILL');
	expect((await run('echo', ['again'])).stdout).toBe('again\n');
});

describe('the end of the server', () => {
	it.each(['by itself', 'by force'])('ends its programs: %s', async (way) => {
		const mark = way === 'by force' ? '642975.5' : '642976.5';
		const program = folder.write(
			'ends.ts',
			`import { CommandRunner } from '${join(import.meta.dirname, 'run-command.ts')}';
const signal = new AbortController().signal;
const request = { command: 'sleep', args: ['${mark}'], user: undefined, group: undefined, timeout: 1e6, signal };
void new CommandRunner().run(request);
process.stdin.once('data', () => process.exit());`,
		);
		const child = spawn(process.execPath, [program], { stdio: ['pipe', 'inherit', 'inherit'] });
		while (!isRunning(`sleep ${mark}`)) await pause(5);
		if (way === 'by force') child.kill('SIGKILL');
		else child.stdin.write('end');
		await untilGone(`sleep ${mark}`);
	});

	it('is not kept from coming by what does nothing', async () => {
		const program = folder.write(
			'idle.ts',
			`import { CommandRunner } from '${join(import.meta.dirname, 'run-command.ts')}';
const signal = new AbortController().signal;
await new CommandRunner().run({ command: 'true', args: [], user: undefined, group: undefined, timeout: 1e6, signal });`,
		);
		const child = spawn(process.execPath, [program], { stdio: 'inherit' });
		expect(await once(child, 'exit')).toEqual([0, null]);
	});
});
