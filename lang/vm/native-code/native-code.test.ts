/**
 * Compiled code against the interpreter: the same programs, the same results, the same errors at the same places, with
 * the same number of operations, wherever the code is interrupted.
 */

import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { afterEach, describe, expect, test, vi } from 'vitest';
import { type CompiledScript, Engine, type EngineOptions, type RunOptions } from '../../engine.ts';
import { awaited, declare, Invocation, type NativeModule, plain, reentrant } from '../../modules/native-module.ts';
import { generateProgram } from '../../testing/generate-program.ts';
import { ArrayValue } from '../../values/container.ts';
import { debugText } from '../../values/display.ts';
import { Float } from '../../values/float.ts';
import type { Value } from '../../values/value.ts';
import { ScriptError } from '../errors.ts';

const about = { doc: 'For tests.', example: '1 ⇒ 1' };

/** A few functions of every kind; `lang` has no library of its own. */
const LIBRARY: NativeModule = {
	name: 'test',
	namespace: undefined,
	doc: '',
	types: [],
	constants: [],
	functions: [
		declare(
			'print',
			about,
			plain(['text: any'], '()', (call, text) => void call.print(debugText(text))),
		),
		declare(
			'len',
			{ ...about, property: true },
			plain(['list: array'], 'int', (_call, list) => list.items.length),
		),
		declare(
			'push',
			{ ...about, effect: 'mutates', retains: [1] },
			plain(['list: array', 'item: any'], '()', (_call, list, item) => void list.items.push(item)),
		),
		declare(
			'to_float',
			about,
			plain(['number: int'], 'float', (_call, number) => new Float(Number(number))),
		),
		declare(
			'curry',
			about,
			plain(['f: Fn', 'value: any'], 'Fn', (_call, f, value) => f.curry([value])),
		),
		declare(
			'later',
			about,
			awaited(['value: any'], 'any', (_call, value) => Promise.resolve(value)),
		),
		declare(
			'refuse',
			about,
			awaited(['text: string'], 'any', (_call, text) =>
				Promise.reject(new ScriptError('ErrorRuntime', text, {}, text)),
			),
		),
		declare(
			'each',
			about,
			reentrant(['list: array', 'f: Fn'], 'array', function* (call, list, f) {
				const results: Value[] = [];
				for (const item of list.items) {
					const invocation = new Invocation(f, [item]);
					let result = call.callNow(invocation);
					if (typeof result === 'symbol') result = yield invocation;
					results.push(result);
				}
				return new ArrayValue(results);
			}),
		),
		declare(
			'forgive',
			about,
			reentrant(['f: Fn'], 'any', function* (_call, f) {
				try {
					return yield new Invocation(f, []);
				} catch (error) {
					return `forgiven: ${(error as ScriptError).text}`;
				}
			}),
		),
	],
};

type Tier = Pick<EngineOptions, 'jit' | 'jitThreshold' | 'checkEvery' | 'slice'>;

const INTERPRETED: Tier = { jit: false };
/** Compiled from the start; and compiled while interrupted at every opportunity. */
const COMPILED: readonly Tier[] = [
	{ jitThreshold: 1 },
	{ jitThreshold: 4 },
	{ jitThreshold: 1, checkEvery: 0, slice: 1e-6 },
	{ jitThreshold: 3, checkEvery: 17, slice: 1e-6 },
];

function compile(text: string, options: EngineOptions): { engine: Engine; program: CompiledScript } {
	const engine = new Engine({ modules: [LIBRARY], ...options });
	const { program, diagnostics } = engine.compile(text);
	if (program === undefined) throw new Error(diagnostics.map(({ message }) => message).join('\n'));
	return { engine, program };
}

function describeError(error: unknown): string {
	if (!(error instanceof ScriptError)) throw error;
	const wrappers = error.wrappers.map(({ kind, name, place }) => `${kind} ${name}@${place?.start}`);
	return [`${error.kind}@${error.place?.start}-${error.place?.end}: ${error.text}`, ...wrappers].join(' | ');
}

/** Everything that three runs of a program let one see, operations at every look included. */
async function outcome(text: string, options: EngineOptions, run: RunOptions = {}): Promise<string[]> {
	const seen: string[] = [];
	const { engine, program } = compile(text, { ...options, print: (line) => seen.push(line) });
	for (let count = 0; count < 3; count++) {
		try {
			seen.push(debugText(await engine.run(program, run)));
		} catch (error) {
			seen.push(describeError(error));
		}
	}
	return seen;
}

async function same(text: string, options: EngineOptions = {}): Promise<string[]> {
	const expected = await outcome(text, { ...options, ...INTERPRETED });
	for (const tier of COMPILED) expect(await outcome(text, { ...options, ...tier })).toEqual(expected);
	return expected;
}

describe('gives the same result', () => {
	test.each<[string, string, string]>([
		['recursion', 'fn f(n) { if n < 2 { return n; } f(n - 1) + f(n - 2) } f(15)', '610'],
		['while', 'let i = 0; let s = 0; while i < 50 { i += 1; if i % 3 == 0 { continue; } s += i; } s', '867'],
		['do', 'let i = 0; do { i += 1; if i == 7 { continue; } } while i < 20; i', '20'],
		['loop with a value', 'let i = 0; loop { i += 1; if i > 30 { break i * 2; } }', '62'],
		['nested for', 'let s = 0; for a in 0..9 { for b in a..9 { if b == 7 { break; } s += a * b; } } s', '330'],
		['counter', 'let s = 0; for (x, i) in [5, 6, 7, 8] { s += x * i; } s', '44'],
		['floats across turns', 'let x = 0.5; for i in 0..40 { x = x * 1.5 - x * 0.25; } x', '3761.5819226313197'],
		['a float becomes an int', 'let x = 0.5; for i in 0..9 { if i == 5 { x = 7; } } x', '7'],
		['ints leave the safe range', 'let x = 1; for i in 0..62 { x = x * 2; } x', '4611686018427387904'],
		['and come back', 'let x = 9007199254740990; for i in 0..9 { x += 1; x -= 2; } x', '9007199254740981'],
		['never -0', 'let x = 5; for i in 0..9 { x = x * 0 - 0; x = 0 * -1; } x', '0'],
		[
			'types that change',
			'fn f(a, b) { a + b } let s = []; for i in 0..60 { s.push(if i % 2 == 0 { f(i, 1) } else { f("a", i) }); } s[58] + s[59]',
			'"59a59"',
		],
		[
			'mixed operands',
			'fn f(a) { a * 2 + 0.5 } let s = 0.0; for i in 0..60 { s += if i % 3 == 0 { f(i) } else { f(i.to_float()) }; } s',
			'3570.0',
		],
		['text', 'let t = ""; for i in 0..5 { t += `<${i}>` + i; } t', '"<0>0<1>1<2>2<3>3<4>4"'],
		['elements', 'let a = [0, 0, 0]; for i in 0..30 { a[i % 3] += i; a[-1] = a[0]; } a', '[135, 145, 135]'],
		[
			'properties',
			'let m = #{ n: 0 }; for i in 0..30 { m.n += i; m["k" + i % 2] = i; } m',
			'#{"k0": 28, "k1": 29, "n": 435}',
		],
		[
			'copies',
			'let a = [1]; let all = []; for i in 0..4 { let b = a; b.push(i); all.push(b); a[0] += 1; } [a, all]',
			'[[5], [[1, 0], [2, 1], [3, 2], [4, 3]]]',
		],
		['a list pushed to itself', 'let a = [1]; for i in 0..3 { a.push(a); } a.len', '4'],
		[
			'switch',
			'let s = 0; for i in 0..40 { s += switch i % 5 { 0 => 1, 1 | 2 => 10, 3 if i > 20 => 100, _ => 1000 }; } s',
			'12568',
		],
		['range cases', 'let s = 0; for i in 0..40 { s += switch i { 0..10 => 1, 10..=20 => 2, _ => 3 }; } s', '89'],
		['logic', 'let s = 0; for i in 0..40 { if (i > 5 && i % 2 == 0) || !(i < 38) { s += 1; } } s', '18'],
		[
			'handlers',
			'let s = 0; for i in 0..40 { try { if i % 4 == 0 { throw i; } s += 1; } catch (e) { s += e; } } s',
			'210',
		],
		[
			'a handler sees the values so far',
			'fn f(n) { let x = 0.0; let k = 1; try { loop { x += 0.5; k += 1; if k > n { throw "e"; } } } catch { return [x, k]; } } [f(3), f(60)]',
			'[[1.5, 4], [30.0, 61]]',
		],
		['closures', 'let n = 0; let add = |k| { n += k; n }; for i in 0..30 { add.call(i); } n', '435'],
		['curried', 'let f = |a, b| a * 10 + b; let s = 0; for i in 0..9 { s += f.curry(i).call(1); } s', '369'],
		[
			'a method of a map',
			'let o = #{ n: 0, add: |k| { this.n += k; this.n } }; for i in 0..30 { o.add(i); } o.n',
			'435',
		],
		['a method of the script', 'fn twice() { this *= 2; this } let x = 1; for i in 0..9 { x.twice(); } x', '512'],
		[
			'callbacks',
			'let a = []; for i in 0..9 { a.push(i); } let s = 0; for k in 0..9 { for v in a.each(|x| x * k) { s += v; } } s',
			'1296',
		],
		[
			'a callback that waits',
			'let s = 0; for k in 0..5 { for v in [1, 2, 3].each(|x| { let y = x + k; later(y) * 2 }) { s += v; } } s',
			'120',
		],
		['waiting in a loop', 'fn f(n) { let s = 0; for i in 0..n { s += later(i) + 1; } s } f(5) + f(30)', '480'],
		[
			'an error after waiting',
			'let s = ""; for i in 0..5 { try { refuse("no " + i); } catch (e) { s += e + ";"; } } s',
			'"no 0;no 1;no 2;no 3;no 4;"',
		],
		[
			'a native that swallows errors',
			'fn bad(n) { if n > 3 { throw "deep"; } bad(n + 1) } let t = []; for i in 0..4 { let k = i * 2; t.push(forgive(|| bad(0))); t.push(k); } t[7]',
			'6',
		],
		['names of the caller', 'fn f() { x + 1 } let s = 0; for i in 0..9 { let x = i; s += f!(); } s', '45'],
	])('%s', async (_, text, value) => {
		expect((await same(text)).slice(-1)).toEqual([value]);
	});

	test('of random programs', async () => {
		for (let seed = 0; seed < 120; seed++) {
			const text = generateProgram(seed, 12);
			const operations = seed % 2 === 0 ? 40 + ((seed * 97) % 2500) : 0;
			const engine = { modules: [], limits: { operations, arraySize: seed % 3 === 0 ? 200 : 0 } };
			expect(await same(text, engine), `seed ${seed}`).toBeDefined();
		}
	});
});

describe('raises the same errors at the same places', () => {
	test.each<[string, string]>([
		[
			'an operator',
			'fn f(a) { let b = 1;\n a + b } let s = 0; for i in 0..9 { s += f(if i == 6 { () } else { i }); } s',
		],
		['an index', 'let a = [1, 2, 3]; let s = 0; for i in 0..9 { s += a[i]; } s'],
		['an assignment', 'let a = [1, 2, 3]; for i in 0..9 { a[i] = i; } a'],
		['a call of nothing', 'for i in 0..9 { if i == 7 { nothing(i); } }'],
		['a condition', 'let c = true; for i in 0..9 { if i == 5 { c = 1; } if c { } }'],
		['through functions', 'fn a(n) { b(n) } fn b(n) { 10 / n } for i in 0..9 { a(5 - i); }'],
		['through callbacks', 'fn a(n) { [n, n - 4].each(|x| 10 / x) } for i in 0..9 { a(i + 1); }'],
		['beyond 64 bits', 'let x = 3; for i in 0..99 { x *= 3; } x'],
		['of a name', 'for i in 0..9 { let y = missing + i; }'],
		['deep recursion', 'fn f(n) { f(n + 1) } for i in 0..3 { f(0); }'],
		['thrown again', 'for i in 0..9 { try { if i == 4 { throw i; } } catch { throw; } }'],
	])('%s', async (_, text) => {
		expect((await same(text))[2]).toMatch(/^Error/);
	});

	test.each([1, 2, 3, 5, 8, 13, 21, 40, 77, 120, 200, 333])('with at most %d operations', async (operations) => {
		const text =
			'fn f(n) { let s = 0; for i in 0..n { s += g(i); } s } fn g(n) { n % 3 } [f(3), f(9), [1, 2].each(|x| f(x)), f(2)]';
		await same(text, { limits: { operations } });
	});
});

test('looks at the limits after the same numbers of operations', async () => {
	const text =
		'fn f(n) { if n < 1 { 0 } else { f(n - 1) + 1 } } let s = 0; for i in 0..9 { s += f(i); s += [1].each(|x| x)[0]; } while s > 0 { s -= 7; } s';
	const counts = async (tier: Tier) => {
		const seen: number[] = [];
		const { engine, program } = compile(text, { ...tier, checkEvery: 0 });
		for (let run = 0; run < 3; run++) {
			await engine.run(program, { progress: (operations) => seen.push(operations) > 0 });
		}
		return seen;
	};
	const expected = await counts(INTERPRETED);
	expect(expected.length).toBeGreaterThan(50);
	expect(await counts({ jitThreshold: 1 })).toEqual(expected);
	expect(await counts({ jitThreshold: 3 })).toEqual(expected);
});

test('calls nest as deeply as the limit allows', async () => {
	const text = 'fn down(n) { if n == 0 { 0 } else { 1 + down(n - 1) } } down(20000)';
	for (const tier of [INTERPRETED, ...COMPILED]) {
		const { engine, program } = compile(text, { ...tier, limits: { callLevels: 100_000 } });
		expect(await engine.run(program)).toBe(20000);
	}
});

test('ends when the run is cancelled', async () => {
	for (const tier of COMPILED) {
		const { engine, program } = compile('fn spin() { let n = 0; loop { n = (n + 1) % 1000; } } spin()', tier);
		const controller = new AbortController();
		const running = engine.run(program, { signal: controller.signal });
		setImmediate(() => controller.abort());
		await expect(running).rejects.toThrow('terminated');
	}
});

test('many runs of one script share the code and nothing else', async () => {
	const { engine, program } = compile('let s = 0; for i in 0..500 { s += i; if i % 100 == 0 { later(()); } } s', {
		jitThreshold: 1,
	});
	const results = await Promise.all(Array.from({ length: 20 }, () => engine.run(program)));
	expect(results).toEqual(Array.from({ length: 20 }, () => 124750));
});

describe('the text that is compiled', () => {
	afterEach(() => void vi.unstubAllGlobals());

	test('has nothing of the script in it but numbers', async () => {
		const texts: string[] = [];
		const Original = Function;
		vi.stubGlobal('Function', function watched(...args: string[]) {
			texts.push(args.at(-1) as string);
			return new Original(...args);
		});
		const text =
			'fn unusual_name(given) { let another = #{ `odd key`: "odd text", plainkey: given }; another.plainkey + another["odd key"] } for lap in 0..9 { unusual_name("passed text"); }';
		const { engine, program } = compile(text, { jitThreshold: 1 });
		await engine.run(program);
		expect(texts.length).toBeGreaterThan(1);
		for (const word of ['unusual', 'given', 'another', 'odd', 'plainkey', 'lap', 'passed']) {
			expect(texts.filter((made) => made.includes(word))).toEqual([]);
		}
	});

	test('is not needed: where JavaScript may not be made from text, everything is interpreted', () => {
		const engine = fileURLToPath(new URL('../../engine.ts', import.meta.url));
		const script = `
			import { Engine } from ${JSON.stringify(engine)};
			const engine = new Engine({ jitThreshold: 1 });
			const { program } = engine.compile('fn f(n) { n * 2 } let s = 0; for i in 0..9 { s += f(i); } s');
			console.log(await engine.run(program));`;
		const flags = ['--disallow-code-generation-from-strings', '--input-type=module', '-e', script];
		const { stdout, stderr } = spawnSync(process.execPath, flags, { encoding: 'utf8' });
		expect(stderr).toBe('');
		expect(stdout.trim()).toBe('72');
	});
});
