/** What the comparisons have found so far, as small as it gets: each case once went wrong. */

import { describe, expect, it } from 'vitest';
import { awaited, declare, Engine, type NativeModule, Scope } from '../../lang/index.ts';
import { debugText } from '../../lang/values/display.ts';
import { coreModule } from '../../stdlib/core/index.ts';
import { compareRuns } from './outcomes.ts';

/** A program and the debug text of its value. */
const CASES: readonly (readonly [string, string])[] = [
	// A sign that is no part of the literal, because a brace stands before it (language spec 1.6, 6.5).
	['fn f(x) { switch x { 1 => { 1 } -3..=40 => 2 } } [f(1), f(9), f(-3), f(50)]', '[1, 2, 2, ()]'],
	['fn f(x) { switch x { 0 => { 1 } -1 => 2, - -2 => 3 } } [f(0), f(-1), f(2)]', '[1, 2, 3]'],
	['fn f(x) { switch x { `a${}` => 1, `b${1; 2}` => 2, _ => 3 } } [f("a"), f("b2"), f("b1")]', '[1, 2, 3]'],
	// Whatever a chain computes comes before its root (5.1).
	['let l = []; let r = || { l += "r"; [7] }; let i = || { l += "i"; 0 }; r.call()[i.call()]; l', '["i", "r"]'],
	['let l = []; ({ l += "r"; [7] }).get({ l += "a"; 0 }); l', '["a", "r"]'],
	['let i = 0; let a = [5, 6]; ({ i = 1; a })[i]', '5'],
	// An index is the value that its variable has when its turn comes (5.1).
	['let a = [[1], [2]]; let i = 0; a[i].push({ i = 1; 9 }); a', '[[1, 9], [2]]'],
	['let a = [[1], [2]]; let i = 0; a[i][{ i = 1; 0 }]', '1'],
	['let a = [[1], [2]]; let i = 0; a[i][{ i = 1; 0 }] += 5; a', '[[6], [2]]'],
	// A first argument by reference is one also for functions that call back (7.2, 7.8).
	['let a = [3, 1]; map(a, || { this += 1; this }); a', '[4, 2]'],
	['let a = [3, 1]; let f = || a; map(a, || { this += 1; this }); a', '[3, 1]'],
	['const A = [3, 1]; map(A, || { this += 1; this }); A', '[3, 1]'],
	// Changes before an error stay (6.6, 7.8).
	['let a = [1, 2]; try { a.for_each(|| { this += 1; throw 1; }) } catch { } a', '[2, 2]'],
	['let a = [1, 2]; try { a.map(|| { this += 1; if this == 3 { throw 1; } }) } catch { } a', '[2, 3]'],
	['let m = #{ a: 1 }; try { m.retain(|k| { this += 1; throw 1; }) } catch { } m', '#{"a": 2}'],
	// `call(f, x)`: x is what a native may change, and is read last like any such argument (5.1, 7.5).
	['let a = []; a.call(|x| call(Fn("push"), this, x), 5); a', '[5]'],
	['let a = [1]; call(Fn("push"), a, { a = [7]; 2 }); a', '[7, 2]'],
	['let f = Fn("push"); let a = [1]; call!(f, a, 2); a', '[1, 2]'],
	// The receiver of a running call is nobody else's, even if the call only looks at it (7.6).
	['let a = [4]; try { a.call(|x| { a.pop(); this }, 0) } catch (e) { print(e); return a; }', '[4]'],
	['let a = [4]; try { a.call(|x| { a.pop(); x }, 0) } catch (e) { return a; }', '[4]'],
	// A captured variable as the first argument, in compiled code.
	['fn f(p) { push(p, 1); || p } [f([]).call(), f([]).call(), f([]).call()]', '[[1], [1], [1]]'],
	['for v in [[1], [2]] { sort(v); let c = || v; print(c.call()); }', '()'],
];

describe('small programs that once went wrong', () => {
	it.each(CASES)('%s', (program, expected) => {
		// Both ways of running are compared with the reference, whose value must be the right one.
		const { verdict, expected: outcome } = compareRuns(program);
		expect({ verdict, value: outcome?.result }).toEqual({ verdict: 'same', value: expected });
	});
});

describe('variables of the host', () => {
	async function inScope(...texts: string[]): Promise<string> {
		const engine = new Engine({ modules: [coreModule] });
		const scope = new Scope();
		let value: Awaited<ReturnType<Engine['run']>>;
		for (const text of texts) {
			const { program } = engine.compile(text, { scope });
			if (program === undefined) throw new Error(`does not compile: ${text}`);
			value = await engine.run(program, { scope });
		}
		return debugText(value);
	}

	it('are locked like any other while they are the receiver', async () => {
		const race = 'let add = |x| { this += v + x }; try { v.call(add, 1) } catch (e) { return e.message; } v';
		expect(await inScope('let v = 20;', race)).toContain('Data race');
	});

	it('are passed by value once a closure has captured them', async () => {
		expect(await inScope('let v = [1];', 'let f = || v; push(v, 2); v')).toBe('[1]');
		expect(await inScope('let v = [1];', 'push(v, 2); v')).toBe('[1, 2]');
	});
});

describe('functions that keep the script waiting', () => {
	const about = { doc: '', example: '' };
	const module = (property: boolean): NativeModule => ({
		name: 'test',
		namespace: undefined,
		doc: '',
		constants: [],
		types: [],
		functions: [
			declare(
				'shout',
				{ ...about, effect: 'mutates', property },
				awaited(['text: string'], '()', async (call, text) => {
					await undefined;
					call.setReceiver(text.toUpperCase());
					return undefined;
				}),
			),
		],
	});

	it.each([
		['let s = "a"; s.shout(); s', '"A"'],
		['let s = ["a"]; s[0].shout(); s', '["A"]'],
		['let s = ["a"]; s.for_each(Fn("shout")); s', '["A"]'],
		['let s = "a"; s.tag = 3; s.shout(); [s, s.tag]', '["A", 3]'],
		// What one function made of its receiver is not what the next one made of its own.
		['let s = "a"; s.shout(); let l = [1]; l.map(|x| x); l', '[1]'],
	])('change their receiver: %s', async (text, expected) => {
		const engine = new Engine({ modules: [coreModule, module(false)] });
		const { program } = engine.compile(text);
		expect(program && debugText(await engine.run(program))).toBe(expected);
	});

	it('cannot be properties, which are read at once', () => {
		expect(() => new Engine({ modules: [module(true)] })).toThrow('the property shout cannot keep a script waiting');
	});
});
