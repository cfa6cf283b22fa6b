import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createServer } from 'node:net';
import { createInterface } from 'node:readline';
import { Readable } from 'node:stream';
import { describe, expect, it } from 'vitest';
import { ENTRY, vsl, vslProcess } from '../tests/run-vsl.ts';
import { scratch } from '../tests/scratch.ts';
import { runBatch } from './batch.ts';
import { Output } from './output.ts';

const files = scratch();

type Answer = Readonly<Record<string, unknown>>;

const lines = (cases: readonly unknown[]): string =>
	cases.map((entry) => `${typeof entry === 'string' ? entry : JSON.stringify(entry)}\n`).join('');

async function batch(cases: readonly unknown[], ...args: string[]): Promise<Answer[]> {
	const { status, stdout, stderr } = await vsl(['eval', '--batch', '-', ...args], { input: lines(cases) });
	expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
	return stdout
		.trimEnd()
		.split('\n')
		.map((line) => JSON.parse(line) as Answer);
}

describe('vsl eval --batch', () => {
	it('keeps an answer on one line for readers that know other line breaks', async () => {
		const breaks = 'a\u0085b\u2028c\u2029d';
		const script = `print("${breaks}"); #{ "${breaks}": "${breaks}" }`;
		const input = `${JSON.stringify({ id: breaks, script })}\n`;
		const { stdout } = await vsl(['eval', '--batch', '-'], { input });
		expect(stdout).not.toMatch(/[\u0085\u2028\u2029]/);
		expect(JSON.parse(stdout)).toMatchObject({
			id: breaks,
			stdout: `${breaks}\n`,
			value: { [breaks]: { type: 'string', value: breaks } },
		});
	});

	it('gives back the text of the id, whatever JSON makes of it', async () => {
		const deep = `${'['.repeat(5000)}1e400${']'.repeat(5000)}`;
		const ids = ['12345678901234567890', '1.0', '1e400', '-0', '{"a":1,"a":0.10}', '"\\u0041"', deep];
		const input = ids.map((id) => `{"script":"1", "id": ${id} }\n{"id":${id},"script":1}\n`).join('');
		const { stdout } = await vsl(['eval', '--batch', '-'], { input });
		const heads = stdout.split('\n').map((line) => line.slice(0, line.indexOf(',"ok"')));
		expect(heads.slice(0, -1)).toEqual(ids.flatMap((id) => [`{"id":${id}`, `{"id":${id}`]));
	});

	it('answers each line with its id, in order', async () => {
		const cases = [
			{ id: 1, script: '1 + 1' },
			{ id: 'two', script: 'print("x"); 2', mode: 'eval' },
			{ id: { n: [3] }, script: '3', mode: 'expr' },
			{ id: 4, script: 'let x = 1;', mode: 'expr' },
			{ id: 5, script: 'let x = 1;', mode: 'compile' },
			{ id: null, script: '1 / 0' },
			{ script: '6' },
		];
		expect(await batch(cases)).toEqual([
			{ id: 1, ok: true, type: 'i64', value: 2, debug: '2', stdout: '' },
			{ id: 'two', ok: true, type: 'i64', value: 2, debug: '2', stdout: 'x\n' },
			{ id: { n: [3] }, ok: true, type: 'i64', value: 3, debug: '3', stdout: '' },
			expect.objectContaining({ id: 4, ok: false, phase: 'parse', error: 'ErrorParsing' }),
			{ id: 5, ok: true },
			expect.objectContaining({ id: null, ok: false, phase: 'run', error: 'ErrorArithmetic', line: 1, col: 3 }),
			expect.objectContaining({ id: null, ok: true, value: 6 }),
		]);
	});

	it('answers lines that are no cases', async () => {
		const answers = await batch([
			'nonsense',
			'',
			'[1]',
			'{"id":1}',
			'{"id":2,"script":"1","mode":"run"}',
			{ id: 3, script: '1' },
		]);
		expect(answers.slice(0, 5)).toEqual(
			[null, null, null, 1, 2].map((id, index) =>
				expect.objectContaining({ id, ok: false, phase: 'input', error: 'MalformedCase', line: index + 1 }),
			),
		);
		expect(answers[5]).toMatchObject({ id: 3, ok: true });
	});

	it('starts each script from nothing', async () => {
		const answers = await batch([
			{ id: 1, script: 'let secret = 1; fn f() { 2 } print("a")' },
			{ id: 2, script: 'secret' },
			{ id: 3, script: 'f()' },
			{ id: 4, script: '1' },
		]);
		expect(answers.map(({ error, stdout }) => [error, stdout])).toEqual([
			[undefined, 'a\n'],
			['ErrorVariableNotFound', ''],
			['ErrorFunctionNotFound', ''],
			[undefined, ''],
		]);
	});

	it('outlives scripts that do not end or nest without end', async () => {
		const answers = await batch(
			[
				{ id: 1, script: 'loop {}' },
				{ id: 2, script: 'fn f(n) { f(n + 1) } f(0)' },
				{ id: 3, script: `${'('.repeat(100_000)}1` },
				{ id: 4, script: `${'!'.repeat(100_000)}true` },
				{ id: 5, script: 'let s = "x"; loop { s += s }' },
				{ id: 6, script: 'let a = []; loop { a += [a] }' },
				{ id: 7, script: '42' },
			],
			...['--max-ops', '100000', '--timeout', '5'],
		);
		expect(answers.map(({ ok }) => ok)).toEqual([false, false, false, false, false, false, true]);
	});

	it('outlives a process that dies of a script', async () => {
		const { stdout } = await vslProcess(['eval', '--batch', '-', '--max-ops', '0', '--timeout', '60'], {
			input: lines([
				{ id: 1, script: '1' },
				{ id: 2, script: 'let a = []; a.pad(16_000_000, 0)' },
				{ id: 3, script: '3' },
			]),
			env: { NODE_OPTIONS: '--max-old-space-size=64' },
		});
		const answers = stdout
			.trimEnd()
			.split('\n')
			.map((line) => JSON.parse(line) as Answer);
		expect(answers).toEqual([
			expect.objectContaining({ id: 1, ok: true }),
			expect.objectContaining({ id: 2, ok: false, error: 'ErrorSystem' }),
			expect.objectContaining({ id: 3, ok: true }),
		]);
	});

	it('tells which script takes too much memory', async () => {
		const { stdout } = await vslProcess(['eval', '--batch', '-', '--max-ops', '0', '--timeout', '60'], {
			input: lines([{ id: 1, script: 'let a = []; loop { a.push([1, 2, 3, 4]) }' }]),
			env: { NODE_OPTIONS: '--max-old-space-size=256' },
		});
		expect(JSON.parse(stdout)).toMatchObject({
			ok: false,
			error: 'ErrorDataTooLarge',
			message: 'Out of memory',
			line: 1,
		});
	});

	it('answers what came before its input breaks off, and ends', async () => {
		const input = Readable.from(
			(function* () {
				yield lines([{ id: 1, script: '1' }]);
				throw Object.assign(new Error('EIO'), { code: 'EIO' });
			})(),
		);
		const written: string[] = [];
		const output = new Output({ write: (text) => written.push(text) });
		await expect(runBatch(input, {}, output)).rejects.toThrow('EIO');
		output.flush();
		expect(written.map((line) => JSON.parse(line))).toMatchObject([{ id: 1, value: 1 }]);
	});

	it('says in words why a file cannot be opened', async () => {
		const path = files.at('socket');
		const server = createServer().listen(path);
		await once(server, 'listening');
		const { status, stderr } = await vsl(['eval', '--batch', path]);
		server.close();
		expect({ status, stderr }).toEqual({ status: 2, stderr: `vsl: ${path}: no such device or address\n` });
	});

	it('holds a conversation', async () => {
		const child = spawn(process.execPath, [ENTRY, 'eval', '--batch', '-'], { stdio: ['pipe', 'pipe', 'inherit'] });
		const answers = createInterface({ input: child.stdout })[Symbol.asyncIterator]();
		for (const script of ['1', '[2]', '3 +']) {
			child.stdin.write(lines([{ id: script, script }]));
			const { value } = await answers.next();
			expect(JSON.parse(value ?? '{}')).toMatchObject({ id: script });
		}
		child.stdin.end();
		expect(await once(child, 'close')).toEqual([0, null]);
	});

	it('keeps thousands of answers apart', async () => {
		const cases = Array.from({ length: 2000 }, (_, id) => ({ id, script: `${id} * 2` }));
		expect((await batch(cases)).map(({ id, value }) => [id, value])).toEqual(cases.map(({ id }) => [id, id * 2]));
	});
});
