import { PassThrough, Writable } from 'node:stream';
import { setTimeout } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import { vsl } from '../tests/run-vsl.ts';
import { scratch } from '../tests/scratch.ts';
import { replCommand } from './repl.ts';
import { complete } from './repl-completion.ts';
import { addToHistory, HISTORY_LINES, loadHistory } from './repl-history.ts';
import { InputGatherer, isIncomplete } from './repl-input.ts';
import { ReplSession } from './repl-session.ts';
import { createTerminal } from './terminal.ts';

const repl = (...lines: string[]) => vsl(['repl'], { input: lines.map((line) => `${line}\n`).join('') });

describe('vsl repl, piped', () => {
	it.each<[name: string, lines: string[], stdout: string]>([
		['values', ['1 + 1', '"a"', '()', "'c'"], '2\n"a"\nc\n'],
		['nothing', [], ''],
		['empty lines', ['', '  ', '5'], '5\n'],
		['variables stay', ['let a = 20', 'a += 1', 'a * 2'], '42\n'],
		['constants stay', ['const A = 2;', 'fn f() { A * 2 }', 'f()'], '4\n'],
		['functions stay', ['fn twice(n) { n * 2 }', 'twice(21)'], '42\n'],
		[
			'functions call later ones',
			['fn even(n) { n == 0 || odd(n - 1) }', 'fn odd(n) { n != 0 && even(n - 1) }', 'even(10)'],
			'true\n',
		],
		['functions can be replaced', ['fn f() { 1 }', 'fn f(a) { 2 }', 'fn f() { 3 }', '[f(), f(0)]'], '[3, 2]\n'],
		['closures stay', ['let n = 1', 'let f = |x| x + n', 'n = 10', 'f.call(1)'], '11\n'],
		['inputs over several lines', ['fn f() {', '', '  1', '}', 'f() +', '1'], '2\n'],
		['open literals', ['`a', `\${1}`, 'b`', '#"x', 'y"#'], '"a\\n1\\nb"\n"x\\ny"\n'],
		['open comments', ['/* a', 'b */ 1'], '1\n'],
		['a comment at the end', ['fn f() { 1 }', 'f() // once'], '1\n'],
		['a function after an input without semicolon', ['fn f() { 1 }', 'let a = 1', 'f() + a'], '2\n'],
		['printing', ['print("x"); 1'], 'x\n1\n'],
		['the last line without its end', ['1'], '1\n'],
		['types', [':type 1.5', ':type [1].map(|x| x)'], 'f64\narray\n'],
		['variables shown', ['let a = "x"', ':vars'], 'a = "x"\n'],
		['leaving', ['1', ':quit', '2'], '1\n'],
	])('%s', async (_, lines, stdout) => {
		expect(await repl(...lines)).toEqual({ status: 0, stdout, stderr: '' });
	});

	it.each<[name: string, lines: string[], stderr: string]>([
		['a syntax error', ['let = 1'], '<repl>:1:5'],
		['an error in an earlier function', ['fn f(x) { x.y }', 'f(1)'], '<repl>'],
		['an error in an input with functions', ['fn f() { 1 }', 'let a = 1;\nf() + nope'], '<repl>:1:7'],
		['an unfinished input', ['fn f() {'], 'Expecting'],
		['an unknown command', [':nope'], 'no command :nope'],
	])('reports %s and goes on', async (_, lines, stderr) => {
		const result = await repl(...lines, ...(lines[0]?.endsWith('{') ? [] : ['40 + 2']));
		expect(result.status).toBe(1);
		expect(result.stderr).toContain(stderr);
		if (!lines[0]?.endsWith('{')) expect(result.stdout).toBe('42\n');
	});

	it('keeps imports for the inputs that use them', async () => {
		const files = scratch();
		files.write('lib.vsl', 'print("loaded"); fn one() { 1 }');
		const { stdout } = await repl(`import "${files.at('lib')}" as lib`, '5', 'lib::one()', 'nope + lib::one()');
		expect(stdout).toBe('loaded\n5\nloaded\n1\nloaded\n');
	});

	it('disassembles', async () => {
		expect((await repl(':disasm 1 + a')).stdout).toContain('registers');
	});

	it('goes on after bytes that are no text', async () => {
		const result = await vsl(['repl'], { input: Buffer.from([0xff, 0x0a, 0x31, 0x0a]) });
		expect(result).toMatchObject({ status: 1, stdout: '1\n' });
	});

	it('does not try a long unfinished input at every line', async () => {
		const { status, stderr } = await repl('[', ...Array.from({ length: 20_000 }, () => '1,'));
		expect(status).toBe(1);
		expect(stderr).toContain('Expecting');
	});
});

describe('isIncomplete', () => {
	it.each([
		['', false],
		['1', false],
		['1 +', true],
		['fn f() {', true],
		['if a {\n', true],
		['let x =', true],
		['foo(1,', true],
		['#{ a:', true],
		['"open', false],
		['`open', true],
		['#"open', true],
		['/* open', true],
		['let = 1', false],
		[') +', false],
		['1 // comment', false],
	])('%j: %s', (text, expected) => {
		expect(isIncomplete(text)).toBe(expected);
	});
});

describe('InputGatherer', () => {
	it('tries long inputs more rarely, unless told to', () => {
		const gatherer = new InputGatherer();
		gatherer.add('f(', false);
		for (let count = 0; count < 500; count++) expect(gatherer.add('1,', false)).toBeUndefined();
		expect(gatherer.add(')', false)).toBeUndefined();
		expect(gatherer.add('', true)).toBeDefined();
		expect(gatherer.started).toBe(false);
	});
});

describe('completion', () => {
	async function sessionWith(...inputs: string[]): Promise<ReplSession> {
		const session = new ReplSession({});
		for (const input of inputs) await session.evaluate(input);
		return session;
	}

	it.each<[line: string, some: string[], none: string[], replaced: string]>([
		['', ['let', 'print', 'order_total', 'helper'], ['__', '+'], ''],
		['or', ['order_total'], ['print'], 'or'],
		['1 + he', ['helper'], ['order_total'], 'he'],
		['text.to_u', ['to_upper'], ['to_lower'], 'to_u'],
		['text.', ['len', 'to_upper'], ['sin', 'order_total', 'print'], ''],
		['order_total.', ['amount', 'lines', 'keys'], ['to_upper', 'push'], ''],
		['order_total.lines.pu', ['push'], [], 'pu'],
		['order_total?.am', ['amount'], [], 'am'],
		['unknown.le', ['len'], [], 'le'],
		['f(x).le', ['len'], [], 'le'],
		[':t', [':type'], ['to_string'], ':t'],
	])('%j', async (line, some, none, replaced) => {
		const session = await sessionWith(
			'let order_total = #{ amount: 5, lines: [1], "not a name": 1 }',
			'let text = "x"',
			'fn helper() { 1 }',
		);
		const [words, part] = complete(line, session);
		expect(words).toEqual(expect.arrayContaining(some));
		for (const word of none) expect(words).not.toContain(word);
		expect(words).not.toContain('not a name');
		expect(part).toBe(replaced);
	});
});

describe('history', () => {
	const files = scratch();

	it('is kept, newest first', () => {
		const path = files.at('history');
		expect(loadHistory(path)).toEqual([]);
		addToHistory(path, 'first');
		addToHistory(path, '  ');
		addToHistory(path, 'second');
		expect(loadHistory(path)).toEqual(['second', 'first']);
	});

	it('does not grow without bound', () => {
		const path = files.write('long', Array.from({ length: 10_000 }, (_, n) => `${n}\n`).join(''));
		expect(loadHistory(path).length).toBe(HISTORY_LINES);
		expect(files.read('long').split('\n').length).toBe(HISTORY_LINES + 1);
	});

	it('may be impossible', () => {
		expect(() => addToHistory('/does/not/exist/history', 'x')).not.toThrow();
	});
});

describe('vsl repl on a terminal', () => {
	/** Types each text when the screen has shown what stands before it. */
	async function dialogue(...turns: readonly (readonly [await_: string, type: string])[]): Promise<string> {
		const input = Object.assign(new PassThrough(), { isTTY: true });
		let screen = '';
		const show = new Writable({
			decodeStrings: false,
			write: (text: string, _, done) => {
				screen += text;
				done();
			},
		});
		const stdout = Object.assign(show, { isTTY: true });
		const env = { VSL_HISTORY: '', NO_COLOR: '1' };
		const terminal = createTerminal({ stdin: input, stdout, stderr: show, env });
		const ended = replCommand({}, terminal);
		let seen = 0;
		for (const [shown, typed] of turns) {
			for (let at = screen.indexOf(shown, seen); at === -1; at = screen.indexOf(shown, seen)) await setTimeout(1);
			seen = screen.indexOf(shown, seen) + shown.length;
			// Keys that come in one piece are taken for pasted text.
			for (const key of typed) {
				input.write(key);
				await setTimeout(1);
			}
		}
		expect(await ended).toBe(0);
		terminal.output.flush();
		return screen;
	}

	it('prompts, continues and leaves', async () => {
		const screen = await dialogue(['vsl> ', '[1,\r'], ['...> ', '2]\r'], ['[1, 2]', ''], ['vsl> ', ':quit\r']);
		expect(screen).toContain('[1, 2]\n');
	});

	it('completes', async () => {
		await dialogue(['vsl> ', 'let number = 41\r'], ['vsl> ', 'numb\t + 1\r'], ['42', ''], ['vsl> ', '\u0004']);
	});

	it('forgets an input at Ctrl-C', async () => {
		await dialogue(
			['vsl> ', 'fn f() {\r'],
			['...> ', 'abc\u0003'],
			['vsl> ', '6 * 7\r'],
			['42', ''],
			['vsl> ', '\u0004'],
		);
	});

	it('ends a run at Ctrl-C', async () => {
		await dialogue(['vsl> ', 'print("go"); loop {}\r'], ['go\n', '\u0003'], ['terminated', ''], ['vsl> ', ':quit\r']);
	});
});
