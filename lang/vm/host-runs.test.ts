/** What an engine offers to a host that loads a script once and calls its closures many times. */

import { describe, expect, it } from 'vitest';
import { coreModule } from '../../stdlib/core/index.ts';
import {
	type ArrayValue,
	awaited,
	type DirectiveHost,
	debugText,
	declare,
	Engine,
	type EngineOptions,
	type FunctionPointer,
	Invocation,
	type NativeModule,
	type Observation,
	type ScriptError,
	SourceFile,
	type Value,
} from '../index.ts';

const waits: NativeModule = {
	name: 'waits',
	namespace: undefined,
	doc: 'For tests.',
	functions: [
		declare(
			'later',
			{ effect: 'external', doc: 'Waits.', example: '' },
			awaited(['value: any'], 'any', async (_call, value) => {
				await new Promise((resolve) => setImmediate(resolve));
				return value;
			}),
		),
	],
	constants: [],
	types: [],
};

/** Objects and services are their value, a rule is its body. */
const directives: DirectiveHost = { declare: (_site, operands) => operands.at(-1) };

function engineWith(options: EngineOptions = {}): Engine {
	return new Engine({ modules: [coreModule, waits], directives, constantsInFunctions: true, ...options });
}

/** Runs a script whose value is an array of closures. */
async function load(engine: Engine, text: string): Promise<FunctionPointer[]> {
	const { program, diagnostics } = engine.compile(new SourceFile('main.vsl', text));
	expect(diagnostics).toEqual([]);
	if (program === undefined) throw new Error('does not compile');
	const value = await engine.run(program, { freeze: true });
	return (value as ArrayValue).items as FunctionPointer[];
}

async function debugOf(value: Value | Promise<Value>): Promise<string> {
	return debugText(await value);
}

describe.each([true, false])('calls of loaded closures are independent, jit %s', (jit) => {
	const engine = engineWith({ jit, jitThreshold: 2 });

	it.each([
		['a variable', 'let n = 0; [|| { n += 1; n }]', '1'],
		['an array', 'let a = [1]; [|| { a.push(2); a }]', '[1, 2]'],
		['a nested array', 'let m = #{ a: [1] }; [|| { m.a.push(2); m.a }]', '[1, 2]'],
		['a closure in a variable', 'let n = 0; let next = || { n += 1; n }; [|| { next.call(); next.call() }]', '2'],
		['two closures see the same', 'let n = 0; let up = || { n += 1; }; [|| { up.call(); n }]', '1'],
		['a closure in a map', 'let o = #{ n: 0, up: || { this.n += 1; this.n } }; [|| { o.up(); o.up() }]', '2'],
		[
			'curried',
			'let n = 0; let add = |k| { n += k; n }; let two = add.curry(2); [|| { two.call(); add.call(1) }]',
			'3',
		],
		['taken', 'let a = [1]; [|| { let b = a.take(); [a, b] }]', '[(), [1]]'],
	])('%s', async (_name, text, expected) => {
		const [closure] = await load(engine, text);
		for (let round = 0; round < 8; round++) {
			expect(await debugOf(engine.callPointer(closure as FunctionPointer, []))).toBe(expected);
		}
	});

	it('also while both wait', async () => {
		const text = 'let seen = []; [|| { seen.push("a"); later(0); seen.push("b"); seen }]';
		const [closure] = await load(engine, text);
		const calls = Array.from({ length: 5 }, () => engine.callPointer(closure as FunctionPointer, []));
		for (const call of calls) expect(await debugOf(call)).toBe('["a", "b"]');
	});

	it('closures made in a call keep their own variables', async () => {
		const [make] = await load(engine, 'let n = 0; [|| { let c = || { n += 1; n }; c.call(); c }]');
		const first = (await engine.callPointer(make as FunctionPointer, [])) as FunctionPointer;
		expect(await debugOf(engine.callPointer(first, []))).toBe('2');
		const second = (await engine.callPointer(make as FunctionPointer, [])) as FunctionPointer;
		expect(await debugOf(engine.callPointer(second, []))).toBe('2');
		expect(await debugOf(engine.callPointer(first, []))).toBe('3');
	});

	it('changes of the loading run itself stay', async () => {
		const [closure] = await load(engine, 'let n = 1; let up = || { n += 1; }; up.call(); up.call(); [|| n]');
		expect(await debugOf(engine.callPointer(closure as FunctionPointer, []))).toBe('3');
	});
});

describe('several calls in one run', () => {
	const engine = engineWith();

	it('gives results and errors to the task', async () => {
		const closures = await load(engine, '[|| 1, || { throw "no" }, || later(3)]');
		const task = function* (): Generator<Invocation, Value, Value> {
			const seen: Value[] = [];
			for (const closure of closures) {
				try {
					seen.push(yield new Invocation(closure, []));
				} catch (error) {
					seen.push((error as ScriptError).value);
				}
			}
			return seen.map((value) => debugText(value)).join(' ');
		};
		expect(await engine.perform(task())).toBe('1 "no" 3');
	});

	it('calls anew what earlier calls have changed', async () => {
		const closures = await load(engine, 'let n = 0; let up = || { n += 1; n }; [|| up.call() + n, || up.call() * 10]');
		const task = function* (): Generator<Invocation, Value, Value> {
			const seen: Value[] = [];
			for (const anew of [false, true]) {
				for (const closure of closures) seen.push(yield new Invocation(closure, [], false, undefined, anew));
			}
			return seen.join(' ');
		};
		expect(await engine.perform(task())).toBe('2 20 2 10');
	});

	it('shares the limits', async () => {
		const closures = await load(engine, '[|| { for i in 0..400 { } 1 }]');
		const task = function* (): Generator<Invocation, Value, Value> {
			for (let round = 0; round < 10; round++) yield new Invocation(closures[0] as FunctionPointer, []);
			return undefined;
		};
		const run = async () => await engine.perform(task(), { limits: { operations: 2000 } });
		await expect(run()).rejects.toMatchObject({ kind: 'ErrorTooManyOperations' });
	});
});

describe('constants in functions', () => {
	it.each([
		['a constant', 'const A = [1]; fn f() { A } f()', '[1]'],
		['an object', 'object a string = "x"; fn f() { a } f()', '"x"'],
		['an object in an array', 'let l = [object a string = "x"]; fn f() { a } f()', '"x"'],
		['in a closure of a function', 'const A = 1; fn f() { let g = || A + 1; g.call() } f()', '2'],
		['a local wins', 'const A = 1; fn f(A) { A } f(2)', '2'],
		['of the own module', 'const A = 1; import "m" as m; [m::f(), m::b]', '["of m", "of m"]'],
	])('%s', async (_name, text, expected) => {
		const engine = engineWith({
			resolver: {
				resolve: (path) =>
					path === 'm' ? new SourceFile('m', 'service b cmd = "of m"; const A = 5; fn f() { b }') : undefined,
			},
		});
		const { program } = engine.compile(text);
		expect(await debugOf(engine.run(program as NonNullable<typeof program>))).toBe(expected);
	});

	it('cannot be changed', async () => {
		const engine = engineWith();
		for (const text of ['const A = 1; fn f() { A = 2 } f()', 'const A = [1]; fn f() { A.push(2) } f()']) {
			const { program } = engine.compile(text);
			const run = async () => await engine.run(program as NonNullable<typeof program>);
			await expect(run()).rejects.toMatchObject({ kind: expect.stringMatching(/Constant/) });
		}
	});

	it('are hidden without the option', async () => {
		const engine = new Engine({ modules: [coreModule] });
		const { program } = engine.compile('const A = 1; fn f() { A } f()');
		const run = async () => await engine.run(program as NonNullable<typeof program>);
		await expect(run()).rejects.toMatchObject({ kind: 'ErrorVariableNotFound' });
	});
});

describe('observing', () => {
	async function observed(text: string): Promise<string[]> {
		const engine = engineWith({ observe: true });
		const source = new SourceFile('main.vsl', text);
		const { program } = engine.compile(source);
		const seen: string[] = [];
		const observer = ({ what, start, end, value }: Observation) =>
			seen.push(`${what} ${source.text.slice(start, end)} = ${debugText(value)}`);
		await engine.run(program as NonNullable<typeof program>, { observer });
		return seen;
	}

	it.each([
		['let n = 3; if n > 2 { 1 }', ['operand n = 3', 'condition n > 2 = true']],
		[
			'let a = "x"; if a == "y" || a is "x" { 1 }',
			['operand a = "x"', 'condition a == "y" = false', 'operand a = "x"', 'condition a is "x" = true'],
		],
		['let l = [1]; if !(2 in l) { 1 }', ['operand l = [1]', 'condition !(2 in l) = true']],
		['fn f(x) { x.len > 2 } if f("abc") { 1 }', ['operand x.len = 3', 'condition f("abc") = true']],
		[
			'let s = 4; switch s { 1 => 2, 4 if s > 9 => 3, _ => 5 }',
			['subject s = 4', 'operand s = 4', 'condition s > 9 = false'],
		],
		[
			'let i = 0; while i < 1 { i += 1; }',
			['operand i = 0', 'condition i < 1 = true', 'operand i = 1', 'condition i < 1 = false'],
		],
	])('%s', async (text, expected) => {
		expect(await observed(text)).toEqual(expected);
	});

	it('changes nothing', async () => {
		const text =
			'let a = [5, 3]; let n = 0; for x in a { if x > 3 && x != 4 { n += x } else if x in [3] { n -= 1 } } n';
		const values = await Promise.all(
			[true, false].map(async (observe) => {
				const engine = engineWith({ observe });
				return await engine.run(engine.compile(text).program as NonNullable<ReturnType<Engine['compile']>['program']>);
			}),
		);
		expect(values).toEqual([4, 4]);
	});
});

describe('native modules by other paths', () => {
	it('are imported', async () => {
		const engine = engineWith({
			modules: [coreModule, { ...waits, namespace: 'csv' }],
			nativePath: (path) => (path.startsWith('plugins/lib_') ? path.slice('plugins/lib_'.length) : undefined),
		});
		const { program } = engine.compile('import "plugins/lib_csv" as c; c::later(1)');
		expect(await engine.run(program as NonNullable<typeof program>)).toBe(1);
	});
});
