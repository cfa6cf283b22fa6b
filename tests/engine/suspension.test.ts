/** Scripts that wait: fibers take turns, closures in library functions may wait too, heavy scripts give way. */

import { describe, expect, test } from 'vitest';
import { type CompiledScript, debugText, Engine, type RunOptions, ScriptError } from '../../lang/index.ts';
import { coreModule } from '../../stdlib/core/index.ts';
import { testBed } from './support.ts';

/** The error that a run ends with. */
async function failure(run: () => unknown): Promise<ScriptError> {
	try {
		await run();
	} catch (error) {
		if (error instanceof ScriptError) return error;
		throw error;
	}
	throw new Error('the run succeeded');
}

describe('waiting', () => {
	test('a run that ends at once gives its value without a promise', () => {
		const bed = testBed();
		expect(bed.run('let x = 0; for i in 0..1000 { x += i; } x')).toBe(499500);
	});

	test('a run that waits gives a promise', async () => {
		const bed = testBed();
		const result = bed.run('later(5) + 1');
		expect(result).toBeInstanceOf(Promise);
		expect(await result).toBe(6);
	});

	test('two fibers interleave', async () => {
		const bed = testBed();
		const script = (name: string) => `for i in 0..3 { note("${name}" + i); later((), 1); }`;
		await Promise.all([bed.run(script('a')), bed.run(script('b'))]);
		expect(bed.notes).toEqual(['a0', 'b0', 'a1', 'b1', 'a2', 'b2']);
	});

	test('variables of two runs of one program are apart while both wait', async () => {
		const bed = testBed();
		const program = bed.compile('let list = []; for i in 0..4 { list.push(later(i)); } list');
		const results = await Promise.all([bed.engine.run(program), bed.engine.run(program)]);
		expect(results.map(debugText)).toEqual(['[0, 1, 2, 3]', '[0, 1, 2, 3]']);
	});

	test.each([
		['filter', '[1, 2, 3, 4].filter(|v| later(v % 2 == 0))', '[2, 4]'],
		['map', '[1, 2].map(|v| later(v) * 10)', '[10, 20]'],
		['sort', 'let a = [3, 1, 2]; a.sort(|x, y| later(x - y)); a', '[1, 2, 3]'],
		['reduce', '[1, 2, 3].reduce(|s, v| s + later(v), 0)', '6'],
		['nested', '[[1], [2, 3]].map(|l| l.map(|v| later(v) + 1))', '[[2], [3, 4]]'],
		['this by reference', 'let a = [1, 2]; a.for_each(|| this = later(this) + 1); a', '[2, 3]'],
		['pointer to a waiting native', '[1, 2].map(Fn("later"))', '[1, 2]'],
		['captured variables', 'let n = 0; [1, 2].for_each(|i| { n += later(i + 1); }); n', '3'],
		['call in a function', 'fn f(x) { later(x) + later(x) } f(4)', '8'],
		['argument', 'fn add(a, b) { a + b } add(later(1), later(2))', '3'],
		['index', 'let a = [7, 8]; a[later(1)]', '8'],
		['method receiver', 'fn twice() { later(this) * 2 } 21.twice()', '42'],
		['changing this', 'fn put() { this.push(later(9)); } let o = #{ l: [1] }; o.l.put(); o', '#{"l": [1, 9]}'],
		['interpolation', '`<${later("x")}>`', '"<x>"'],
		['try', 'try { fail_later("no") } catch (e) { return "caught"; }', '"caught"'],
		['switch', 'switch later(2) { 1 => "one", 2 => later("two") }', '"two"'],
	])('%s', async (_name, script, expected) => {
		expect(debugText(await testBed().run(script))).toBe(expected);
	});

	test('a failing native ends the run with its text', async () => {
		const error = await failure(() => testBed().run('fail_later("nobody there")'));
		expect(error.text).toContain('nobody there');
	});
});

describe('time slices', () => {
	test('an endless loop in one script does not delay another', async () => {
		const bed = testBed();
		const controller = new AbortController();
		const endless = failure(() => bed.run('while true {}', { signal: controller.signal }));
		let turns = 0;
		for (let round = 0; round < 5; round++) {
			expect(await bed.run('later(1) + later(2)')).toBe(3);
			turns++;
		}
		controller.abort();
		expect((await endless).kind).toBe('ErrorTerminated');
		expect(turns).toBe(5);
	});

	test.each([
		['loop', 'loop {}'],
		['do', 'do {} while true'],
		['recursion', 'fn f() { loop { g() } } fn g() { 1 } f()'],
		['continue', 'while true { continue; }'],
		['for', 'for i in (0..) {}'],
		['callback', 'loop { [1].map(|x| x); }'],
		['closure', 'let f = |x| x; loop { f.call(1); }'],
	])('%s can be cancelled', async (_name, script) => {
		const controller = new AbortController();
		const error = failure(() => testBed().run(script, { signal: controller.signal }));
		await new Promise((resolve) => setTimeout(resolve, 10));
		controller.abort();
		expect((await error).kind).toBe('ErrorTerminated');
	});

	test('slices keep every value', async () => {
		const bed = testBed({ slice: 0.0001 });
		const script = `
			fn fib(n) { if n < 2 { n } else { fib(n - 1) + fib(n - 2) } }
			let total = 0;
			for i in 0..18 { total += fib(i); }
			let words = []; for i in 0..50 { words.push(\`w\${i}\`); }
			total + words.map(|w| w.len()).reduce(|s, n| s + n, 0)`;
		const result = bed.run(script);
		expect(await result).toBe(4180 + 140);
	});
});

describe('runSync', () => {
	test('has no slices', () => {
		const bed = testBed({ slice: 0.0001 });
		expect(bed.engine.runSync(bed.compile('let x = 0; for i in 0..200000 { x += 1; } x'))).toBe(200000);
	});

	test('fails at the first asynchronous native', async () => {
		const bed = testBed();
		const program = bed.compile('note("before"); try { later(1) } catch { note("caught"); } note("after")');
		const error = await failure(() => bed.engine.runSync(program));
		expect(error.kind).toBe('ErrorAsyncInSync');
		expect(bed.notes).toEqual(['before']);
	});

	test('obeys the operation and wall limits', async () => {
		const bed = testBed();
		const program = bed.compile('loop {}');
		const operations = await failure(() => bed.engine.runSync(program, { limits: { operations: 10_000 } }));
		expect(operations.kind).toBe('ErrorTooManyOperations');
		const wall = await failure(() => bed.engine.runSync(program, { limits: { wallTime: 5 } }));
		expect(wall.kind).toBe('ErrorTimeout');
	});
});

describe('callSync', () => {
	test('calls a function without giving way, and fails where it would wait', async () => {
		const bed = testBed({ slice: 0.0001 });
		const program = bed.compile(
			'const N = 200000; fn count(by) { let x = this; for i in 0..global::N { x += by; } x } fn wait() { later(1) }',
		);
		bed.engine.runSync(program);
		expect(bed.engine.callSync(program, 'count', [2], { thisValue: 1 })).toBe(400001);
		expect((await failure(() => bed.engine.callSync(program, 'wait', []))).kind).toBe('ErrorAsyncInSync');
		expect((await failure(() => bed.engine.callSync(program, 'none', []))).kind).toBe('ErrorFunctionNotFound');
	});
});

describe('cancellation and deadlines', () => {
	test('the signal of the run reaches a native that waits', async () => {
		const bed = testBed();
		const controller = new AbortController();
		const error = failure(() => bed.run('never()', { signal: controller.signal }));
		controller.abort();
		expect((await error).kind).toBe('ErrorTerminated');
		await new Promise((resolve) => setImmediate(resolve));
		expect(bed.notes).toEqual(['aborted']);
	});

	test('the wall limit ends a wait, and is raised to the native', async () => {
		const bed = testBed();
		const error = await failure(() => bed.run('never()', { limits: { wallTime: 10 } }));
		expect(error.kind).toBe('ErrorTimeout');
		expect(bed.notes).toEqual(['aborted']);
	});

	test.each([
		['cancellation', 'try { never() } catch { note("caught"); } note("after")'],
		['in a callback', 'try { [1].map(|x| never()) } catch { note("caught"); } note("after")'],
		['in a sort', 'let a = [2, 1]; try { a.sort(|x, y| never()) } catch { note("caught"); } note("after")'],
	])('%s cannot be caught', async (_name, script) => {
		const bed = testBed();
		const error = await failure(() => bed.run(script, { limits: { wallTime: 10 } }));
		expect(error.kind).toBe('ErrorTimeout');
		expect(bed.notes).toEqual(['aborted']);
	});

	test.each(['later(1); note("after")', 'note("at once")'])(
		'a run that has been cancelled before it starts does nothing: %s',
		async (script) => {
			const bed = testBed();
			const signal = AbortSignal.abort();
			const error = await failure(() => bed.run(script, { signal }));
			expect(error.kind).toBe('ErrorTerminated');
			expect(bed.notes).toEqual([]);
		},
	);

	test.each<[string, (engine: Engine, program: CompiledScript, options: RunOptions) => unknown]>([
		['runSync', (engine, program, options) => engine.runSync(program, options)],
		['call', (engine, program, options) => engine.call(program, 'f', [], options)],
	])('so does %s', (_name, start) => {
		const printed: string[] = [];
		const engine = new Engine({ modules: [coreModule], print: (text) => printed.push(text) });
		const program = engine.compile('fn f() { print(1) } f()').program as CompiledScript;
		expect(() => start(engine, program, { signal: AbortSignal.abort() })).toThrow(
			expect.objectContaining({ kind: 'ErrorTerminated' }),
		);
		expect(printed).toEqual([]);
	});
});

test.each([true, false])('short callbacks give way like everything else, compiled: %s', async (jit) => {
	const bed = testBed({ jit });
	for (const call of ['map(|i| [i])', 'sort(|x, y| x - y)', 'filter(|i| i > 0)', 'reduce(|s, i| s + i, 0)']) {
		let looks = 0;
		const progress = () => ++looks > 0;
		await bed.run(`let a = []; a.pad(100_000, 1); a.${call}`, { progress });
		expect(looks).toBeGreaterThan(10);
	}
});
