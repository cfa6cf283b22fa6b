/** What a host can add to the language itself: operators, modules in modules, values for what is missing (Appendix C). */

import { describe, expect, test } from 'vitest';
import {
	debugText,
	declare,
	Engine,
	type EngineOptions,
	HostObject,
	type NativeModule,
	plain,
	Scope,
	ScriptError,
	type TypeDescriptor,
} from '../../lang/index.ts';
import { coreModule } from '../../stdlib/core/index.ts';

class Money extends HostObject {
	readonly cents: number;

	constructor(cents: number) {
		super();
		this.cents = cents;
	}

	override get descriptor(): TypeDescriptor {
		return MONEY;
	}
}

const MONEY: TypeDescriptor<Money> = { name: 'money', debug: ({ cents }) => `${cents}ct` };
const NO_DOC = { doc: '', example: '' };
const cents = (value: unknown) => (value as Money).cents;
const money = (name: string, run: (x: number, y: number) => number) =>
	declare(
		name,
		NO_DOC,
		plain(['x: money', 'y: money'], 'money', (_call, x, y) => new Money(run(cents(x), cents(y)))),
	);
const test2 = (name: string, run: (x: number, y: number) => boolean) =>
	declare(
		name,
		NO_DOC,
		plain(['x: money', 'y: money'], 'bool', (_call, x, y) => run(cents(x), cents(y))),
	);

const moneyModule: NativeModule = {
	name: 'money',
	namespace: undefined,
	doc: '',
	constants: [],
	types: [MONEY],
	functions: [
		declare(
			'money',
			NO_DOC,
			plain(['n: int'], 'money', (_call, n) => new Money(Number(n))),
		),
		money('+', (x, y) => x + y),
		declare(
			'-',
			NO_DOC,
			plain(['x: money'], 'money', (_call, x) => new Money(-cents(x))),
		),
		declare(
			'*',
			NO_DOC,
			plain(['x: money', 'n: int'], 'money', (_call, x, n) => new Money(cents(x) * Number(n))),
		),
		declare(
			'-=',
			{ ...NO_DOC, effect: 'mutates' },
			plain(['x: money', 'n: int'], '()', (call, x, n) => {
				call.setReceiver(new Money(cents(x) - 100 * Number(n)));
				return undefined;
			}),
		),
		test2('==', (x, y) => x === y),
		test2('<', (x, y) => x < y),
		declare(
			'contains',
			NO_DOC,
			plain(['x: money', 'n: int'], 'bool', (_call, x, n) => cents(x) >= Number(n)),
		),
		// The language has meanings of its own for these.
		declare(
			'+',
			NO_DOC,
			plain(['x: int', 'y: int'], 'int', () => 0),
		),
		declare(
			'+',
			NO_DOC,
			plain(['x: string', 'y: money'], 'string', () => 'never'),
		),
	],
};

const inner = (namespace: string, name: string, global = false): NativeModule => ({
	name: namespace,
	namespace,
	doc: '',
	constants: [{ name: 'NAME', value: namespace, type: 'string', doc: '' }],
	types: [],
	functions: [
		declare(
			name,
			{ ...NO_DOC, global },
			plain(['n: int'], 'int', (_call, n) => Number(n) + 1),
		),
	],
});

const modules = [coreModule, moneyModule, inner('a', 'f'), inner('a::b', 'g', true), inner('x::y::z', 'h')];

async function result(script: string, options: EngineOptions = {}): Promise<string> {
	const { program, diagnostics } = new Engine({ modules, ...options }).compile(script);
	if (program === undefined) return diagnostics.map(({ message }) => message).join();
	try {
		return debugText(await new Engine({ modules, ...options }).run(program));
	} catch (error) {
		if (!(error instanceof ScriptError)) throw error;
		return `${error.kind} ${error.text} ${error.place?.start}`;
	}
}

describe.each([{ jit: false }, { jitThreshold: 1 }])('host hooks, %o', (tier) => {
	test.each([
		['money(3) + money(4)', '7ct'],
		['let m = money(3); m += money(4); m', '7ct'],
		['let o = #{ m: money(3) }; o.m += money(4); o', '#{"m": 7ct}'],
		['let m = money(500); m -= 2; m', '300ct'],
		['let a = [money(500)]; a[0] -= 2; a', '[300ct]'],
		['-money(3)', '-3ct'],
		['money(3) * 4', '12ct'],
		['4 * money(3)', 'ErrorFunctionNotFound Function not found: * (i64, money) 2'],
		['money(3) / money(4)', 'ErrorFunctionNotFound Function not found: / (money, money) 9'],
		[
			'[money(3) == money(3), money(3) != money(3), [money(3)] == [money(3)], money(3) == 3]',
			'[true, false, true, false]',
		],
		['[money(3) < money(4), money(4) < money(3)]', '[true, false]'],
		['money(3) <= money(4)', 'ErrorFunctionNotFound Function not found: <= (money, money) 9'],
		['[5 in money(9), 15 in money(9), money(3) in [money(3)]]', '[true, false, true]'],
		['[1 + 1, "a" + money(3)]', '[2, "amoney"]'],
		['let a = []; a += money(3); a', '[3ct]'],
		['let s = money(0); for i in 0..50 { s = s + money(i); } s', '1225ct'],
		['[money(5), money(3)].reduce(|x, y| if type_of(x) == "()" { y } else { x + y })', '8ct'],
		['[a::f(1), a::b::g(2), x::y::z::h(3), a::b::NAME]', '[2, 3, 4, "a::b"]'],
		['import "a" as m; m::b::g(2)', '3'],
		['import "a::b" as m; [m::g(2), g(3), 4.g()]', '[3, 4, 5]'],
		['g(3)', 'ErrorFunctionNotFound Function not found: g (i64) 0'],
		['import "a" as m; f(3)', 'ErrorFunctionNotFound Function not found: f (i64) 17'],
		['{ import "a::b" as m; g(3); } g(3)', 'ErrorFunctionNotFound Function not found: g (i64) 30'],
		['fn k() { g(1) } import "a::b" as m; k()', '2'],
		['a::c::g(1)', 'ErrorModuleNotFound Module not found: a::c 0'],
	])('%s', async (script, expected) => {
		expect(await result(script, tier)).toBe(expected);
	});

	test('give values for what is missing', async () => {
		const options: EngineOptions = {
			...tier,
			missingProperty: (map, name) => (name.startsWith('x') ? `${name}/${map.size}` : undefined),
			missingIndex: (array, index) => (index < 100 ? array.items.length * 10 : undefined),
		};
		expect(await result('let m = #{ a: 1 }; [m.a, m.xa, m["xb"], m.b, m.xa.len()]', options)).toBe(
			'[1, "xa/1", "xb/1", (), 4]',
		);
		expect(await result('let a = [1]; let m = #{}; [a[0], a[5], a[-9], m]', options)).toBe('[1, 10, 10, #{}]');
		expect(await result('[1][100]', options)).toContain('ErrorArrayBounds');
		expect(await result('let m = #{}; m.y', { ...options, failOnMissingProperty: true })).toContain(
			'ErrorPropertyNotFound',
		);
	});

	test('stop a run before its limit does', async () => {
		const engine = new Engine({ modules, ...tier, limits: { operations: 500 } });
		const { program } = engine.compile('let x = 0; loop { x += 1; }');
		const run = async () => program && (await engine.run(program, { progress: (operations) => operations < 100 }));
		await expect(run()).rejects.toMatchObject({ kind: 'ErrorTerminated' });
	});

	test('variables of the scope count', () => {
		const engine = new Engine({ ...tier, limits: { variables: 3 } });
		const { program } = engine.compile('let a = 1; { let b = 2; } let c = 3; a + c');
		const scope = new Scope();
		scope.set('x', 1);
		if (program === undefined) throw new Error('does not compile');
		expect(engine.runSync(program, { scope })).toBe(4);
		const crowded = new Scope();
		for (const name of ['x', 'y']) crowded.set(name, 1);
		expect(() => engine.runSync(program, { scope: crowded })).toThrow('Too many variables');
	});
});

test('a tagged argument finds the overload for what is inside', async () => {
	const kind = (type: 'any' | 'int', result: string) => plain([`x: ${type}`, 'y: any'], 'string', () => result);
	const kinds: NativeModule = {
		...moneyModule,
		types: [],
		functions: [declare('kind', NO_DOC, kind('any', 'any'), kind('int', 'int'))],
	};
	const script = `let n = 4; n.tag = 1; let s = "s"; s.tag = 1; fn k(n) { n.kind(1) }
		for i in 0..50 { k(n); }
		[kind(n, 1), n.kind(n), kind(4, n), kind(s, n), s.kind(1), k(n)]`;
	for (const tier of [{ jit: false }, { jitThreshold: 1 }]) {
		expect(await result(script, { ...tier, modules: [coreModule, kinds] })).toBe(
			'["int", "int", "int", "any", "any", "int"]',
		);
	}
});

test('an operator must give its result at once, and a comparison a bool', () => {
	const broken: NativeModule = { ...moneyModule, functions: [money('<=', (x, y) => x - y)] };
	expect(() => new Engine({ modules: [broken] })).toThrow('<= must give a bool');
});
