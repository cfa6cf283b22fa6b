import { describe, expect, it } from 'vitest';
import { vsl } from '../tests/run-vsl.ts';

const json = async (...args: string[]): Promise<unknown> => JSON.parse((await vsl(['eval', '--json', ...args])).stdout);

describe('vsl eval', () => {
	it.each<[script: string, stdout: string]>([
		['1 + 2', '3\n'],
		['"a"', '"a"\n'],
		['2.0', '2.0\n'],
		['let x = 5;', ''],
		['print("hi"); print(); \'c\'', 'hi\n\nc\n'],
		['fn double(n) { n * 2 } double(21)', '42\n'],
		['exit(7); 8', '7\n'],
		['', ''],
	])('%s', async (script, stdout) => {
		expect(await vsl(['eval', '-e', script])).toEqual({ status: 0, stdout, stderr: '' });
	});

	it('reads standard input', async () => {
		expect(await vsl(['eval', '-'], { input: '6 * 7' })).toMatchObject({ status: 0, stdout: '42\n' });
	});

	it('writes debug output to standard error', async () => {
		expect(await vsl(['eval', '-e', 'debug("x"); 1'])).toEqual({ status: 0, stdout: '1\n', stderr: '"x"\n' });
	});

	it.each<[args: string[], message: string]>([
		[[], 'exactly one of'],
		[['-e', '1', '-'], 'exactly one of'],
		[['-e', '1', '--batch', '-'], 'exactly one of'],
		[['--mode', 'look', '-e', '1'], "'look' is invalid"],
		[['--max-ops', '-1', '-e', '1'], 'whole number'],
		[['--wrong'], 'unknown option'],
		[['--batch', '/does/not/exist'], 'no such file'],
		[['--batch', '/'], 'is a folder'],
	])('refuses %j', async (args, message) => {
		const { status, stdout, stderr } = await vsl(['eval', ...args]);
		expect({ status, stdout }).toEqual({ status: 2, stdout: '' });
		expect(stderr).toContain(message);
	});

	it('shows errors with their place', async () => {
		const { status, stderr } = await vsl(['eval', '-e', 'let a = 1;\na / 0']);
		expect(status).toBe(1);
		expect(stderr).toContain('Division by zero');
		expect(stderr).toContain('<eval>:2:3');
	});
});

describe('vsl eval --json', () => {
	it.each<[script: string, result: object]>([
		['42', { ok: true, type: 'i64', value: 42, debug: '42', stdout: '' }],
		['2 ** 60', { ok: true, type: 'i64', value: '1152921504606846976', debug: '1152921504606846976', stdout: '' }],
		['print(1); 1.0', { ok: true, type: 'f64', value: 1, debug: '1.0', stdout: '1\n' }],
		["'x'", { ok: true, type: 'char', value: 'x', debug: 'x', stdout: '' }],
		['1..=5', { ok: true, type: 'range=', value: '1..=5', debug: '1..=5', stdout: '' }],
		['blob(2, 7)', { ok: true, type: 'blob', value: [7, 7], debug: '[0707]', stdout: '' }],
		['Fn("f")', { ok: true, type: 'Fn', value: 'f', debug: 'Fn(f)', stdout: '' }],
		['timestamp()', { ok: true, type: 'timestamp', value: null, debug: '<timestamp>', stdout: '' }],
		['let x = 1; x.tag = 5; x', { ok: true, type: 'i64', value: 1, debug: '1', stdout: '' }],
		[
			'1 / 0',
			{
				ok: false,
				phase: 'run',
				error: 'ErrorArithmetic',
				message: 'Division by zero: 1 / 0',
				line: 1,
				col: 3,
				stdout: '',
			},
		],
		[
			'fn f() {\n  [][1] }\nfn g() { f() } g()',
			{
				ok: false,
				phase: 'run',
				error: 'ErrorArrayBounds',
				message: 'Array index 1 out of bounds: array is empty',
				line: 2,
				col: 6,
				stdout: '',
			},
		],
		[
			'throw "no"',
			{ ok: false, phase: 'run', error: 'ErrorRuntime', message: 'Runtime error: no', line: 1, col: 1, stdout: '' },
		],
		[
			'Fn("if")',
			{
				ok: false,
				phase: 'run',
				error: 'ErrorParsing',
				parse: 'Reserved',
				message: "Syntax error: 'if' is a reserved keyword",
				line: 1,
				col: 1,
				stdout: '',
			},
		],
		[
			'"🙂" 1',
			{
				ok: false,
				phase: 'parse',
				error: 'ErrorParsing',
				parse: 'MissingToken',
				message: "Expecting ';' to terminate this statement",
				line: 1,
				col: 5,
			},
		],
		[
			'let a = "x',
			{
				ok: false,
				phase: 'parse',
				error: 'ErrorParsing',
				parse: 'BadInput',
				message: 'Open string is not terminated',
				line: 1,
				col: 9,
			},
		],
	])('%s', async (script, result) => {
		expect(await json('-e', script)).toEqual(result);
	});

	it('evaluates expressions only, when asked', async () => {
		expect(await json('--mode', 'expr', '-e', '1 + 1')).toMatchObject({ ok: true, value: 2 });
		expect(await json('--mode', 'expr', '-e', 'let x = 1;')).toMatchObject({ ok: false, phase: 'parse' });
	});

	it('only compiles, when asked', async () => {
		expect(await json('--mode', 'compile', '-e', 'loop { print(1) }')).toEqual({ ok: true });
		expect(await json('--mode', 'compile', '-e', 'loop {')).toMatchObject({ ok: false, phase: 'parse' });
	});

	it.each<[script: string, args: string[], error: string]>([
		['loop {}', ['--max-ops', '1000'], 'ErrorTooManyOperations'],
		['loop {}', ['--max-ops', '0', '--timeout', '50ms'], 'ErrorTimeout'],
		['fn f() { f() } f()', ['--max-call-levels', '5'], 'ErrorStackOverflow'],
		['"abcdef" + "abcdef"', ['--max-string-size', '10'], 'ErrorDataTooLarge'],
		['let a = [1, 2]; a += a; a += a; a', ['--max-array-size', '4'], 'ErrorDataTooLarge'],
		['let a = #{ a: 1 }; a.b = 2; a.c = 3; a', ['--max-map-size', '2'], 'ErrorDataTooLarge'],
		['let a = 1; let b = 2; let c = 3; a', ['--max-variables', '2'], 'ErrorTooManyVariables'],
		['(((((1)))))', ['--max-expr-depth', '4'], 'ErrorParsing'],
		['fn f() { (((((1))))) }', ['--max-function-expr-depth', '4'], 'ErrorParsing'],
		['fn f() { } fn g() { } 1', ['--max-functions', '1'], 'ErrorParsing'],
		['nope', ['--strict-variables'], 'ErrorParsing'],
		['let a = 1; let a = 2;', ['--no-shadowing'], 'ErrorParsing'],
		['let m = #{}; m.x', ['--fail-on-missing-property'], 'ErrorPropertyNotFound'],
	])('%s with %j', async (script, args, error) => {
		expect(await json('-e', script, ...args)).toMatchObject({ ok: false, error });
	});

	it('has a budget without being asked', async () => {
		expect(await json('-e', 'loop {}')).toMatchObject({ ok: false, error: 'ErrorTooManyOperations' });
	});

	it('keeps a bounded part of the output', async () => {
		const { stdout } = (await json('-e', 'let s = "x"; s.pad(1000, "x"); for i in 0..5000 { print(s) }')) as {
			stdout: string;
		};
		expect(stdout.length).toBe(1024 * 1024);
	});

	it('refuses to print a value without end', async () => {
		const script = 'let a = [1]; for i in 0..60 { a = [a, a]; } a';
		expect(await json('-e', script)).toMatchObject({ ok: false, error: 'ErrorDataTooLarge' });
	});

	it('prints what is nested deeply', async () => {
		const script = 'let a = 1; for i in 0..50000 { a = [a]; } a';
		const { stdout } = await vsl(['eval', '--json', '-e', script]);
		expect(stdout).toContain(`"debug":"${'['.repeat(50_000)}1${']'.repeat(50_000)}"`);
	});

	it('exits with 1 for an error', async () => {
		expect((await vsl(['eval', '--json', '-e', '1 / 0'])).status).toBe(1);
		expect((await vsl(['eval', '--json', '-e', '1'])).status).toBe(0);
	});
});
