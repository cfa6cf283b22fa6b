/** Every limit has its own error, and no script can catch it (language spec 10). */

import { describe, expect, test } from 'vitest';
import { DEFAULT_LIMITS, type Limits, ScriptError } from '../../lang/index.ts';
import { testBed } from './support.ts';

async function outcome(script: string, limits: Partial<Limits>): Promise<string> {
	const bed = testBed({ limits });
	try {
		await bed.run(script);
		return 'ok';
	} catch (error) {
		if (!(error instanceof ScriptError)) throw error;
		return error.kind;
	}
}

describe('limits at run time', () => {
	test.each<[string, string, Partial<Limits>, string]>([
		['operations', 'loop {}', { operations: 1000 }, 'ErrorTooManyOperations'],
		['operations in callbacks', '[1, 2, 3].map(|v| { loop {} })', { operations: 1000 }, 'ErrorTooManyOperations'],
		['wall time', 'loop {}', { wallTime: 5 }, 'ErrorTimeout'],
		['call levels', 'fn f(n) { f(n + 1) } f(0)', { callLevels: 8 }, 'ErrorStackOverflow'],
		['call levels by default', 'fn f(n) { f(n + 1) } f(0)', {}, 'ErrorStackOverflow'],
		['call levels reached', 'fn f(n) { if n > 0 { f(n - 1) } } f(7)', { callLevels: 8 }, 'ok'],
		['call levels in callbacks', 'fn f(n) { [n].map(|v| f(v)) } f(0)', { callLevels: 20 }, 'ErrorStackOverflow'],
		['string length', 'let s = "abc"; s += s; s += s;', { stringLength: 10 }, 'ErrorDataTooLarge'],
		['string length reached', 'let s = "abcde"; s += s;', { stringLength: 10 }, 'ok'],
		['string length in bytes', 'let s = "äöü"; s += "äöü";', { stringLength: 10 }, 'ErrorDataTooLarge'],
		['interpolation', 'let s = "abcdef"; `${s}${s}`', { stringLength: 10 }, 'ErrorDataTooLarge'],
		['padding', 'let s = "x"; s.pad(50, "y");', { stringLength: 10 }, 'ErrorDataTooLarge'],
		['array size', 'let a = [1, 2, 3]; a.push(4); a.push(5);', { arraySize: 4 }, 'ErrorDataTooLarge'],
		['nested array size', 'let x = [1, 2, 3]; [x, x, x]', { arraySize: 10 }, 'ErrorDataTooLarge'],
		['nested array size in place', 'let a = [[1], [2]]; a[0] += 3;', { arraySize: 4 }, 'ErrorDataTooLarge'],
		['array literal of the limit', '[1, 2, 3, 4]', { arraySize: 4 }, 'ok'],
		['blob', 'blob(20)', { arraySize: 10 }, 'ErrorDataTooLarge'],
		['map size', 'let m = #{}; for i in 0..5 { m["k" + i] = i; }', { mapSize: 4 }, 'ErrorDataTooLarge'],
		['map size by property', 'let m = #{a: 1}; m.b = 2; m.c = 3;', { mapSize: 2 }, 'ErrorDataTooLarge'],
		['variables', 'let a = 1; let b = 2; let c = 3;', { variables: 2 }, 'ErrorTooManyVariables'],
		['variables declared again', 'let a = 1; let a = 2; let a = 3;', { variables: 2 }, 'ok'],
		['variables of blocks that ended', '{ let a = 1; } { let b = 1; } { let c = 1; }', { variables: 2 }, 'ok'],
		['doubling without a limit', 'let s = "x"; loop { s += s; }', {}, 'ErrorDataTooLarge'],
		['blobs without end', 'let b = []; loop { b.push(blob(200_000_000)); }', {}, 'ErrorDataTooLarge'],
		['doubling an array without a limit', 'let a = [1]; loop { a += a; }', {}, 'ErrorDataTooLarge'],
	])('%s', async (_name, script, limits, expected) => {
		expect(await outcome(script, limits)).toBe(expected);
	});

	test.each<[string, string, Partial<Limits>]>([
		['operations', 'loop {}', { operations: 1000 }],
		['wall time', 'loop {}', { wallTime: 5 }],
		['call levels', 'f()', {}],
		['string length', 'let s = "abcdef"; s += s;', { stringLength: 10 }],
		['array size', 'let a = [1, 2]; a += a; a += a;', { arraySize: 4 }],
		['map size', 'let m = #{a: 1}; m.b = 2; m.c = 3;', { mapSize: 2 }],
		['variables', 'let a = 1; let b = 2; let c = 3;', { variables: 2 }],
	])('%s cannot be caught', async (_name, script, limits) => {
		const direct = await outcome(`fn f() { f() } try { ${script} } catch { return; }`, limits);
		expect(direct).not.toBe('ok');
		const inside = await outcome(`fn f() { f() } try { [1].for_each(|| { ${script} }) } catch { return; }`, limits);
		expect(inside).not.toBe('ok');
	});
});

describe('operation counts', () => {
	/** The smallest limit with which a script passes: the number of operations that it takes. */
	async function operations(script: string): Promise<number> {
		for (let limit = 1; limit < 200; limit++) {
			if ((await outcome(script, { operations: limit })) === 'ok') return limit;
		}
		return -1;
	}

	test.each([
		['1', 2],
		['1+1', 4],
		['let x=1;', 2],
		['abs(1)', 4],
		['[1,2,3]', 5],
		['let a=[1]; a[0]', 7],
		['fn f(x){x} f(1)', 6],
		['if true {1}', 4],
		['for x in 0..5 {}', 9],
		['let x=0; while x<5 {x+=1}', 36],
	])('%s', async (script, expected) => {
		expect(await operations(script)).toBe(expected);
	});

	test.each([
		['let x = 0; while x < 20 { x += 1; }', 500, 'ok'],
		['let x = 0; while x < 28 { print(x); x += 1; }', 500, 'ok'],
		['fn inc(x) { x + 1 } let x = 0; while x < 20 { x = inc(x); }', 500, 'ok'],
		['for x in 0..500 {}', 500, 'ErrorTooManyOperations'],
		['fn inc(x) { x + 1 } let x = 0; while x < 36 { print(x); x = inc(x); }', 500, 'ErrorTooManyOperations'],
		['[1, 2, 3, 4, 5, 6, 7]', 10, 'ok'],
		['[1, 2, 3, 4, 5, 6, 7, 8, 9]', 10, 'ErrorTooManyOperations'],
		['#{a: 1, b: 2, c: 3, d: 4, e: 5, f: 6, g: 7}', 10, 'ok'],
		['#{a: 1, b: 2, c: 3, d: 4, e: 5, f: 6, g: 7, h: 8, i: 9}', 10, 'ErrorTooManyOperations'],
	])('%s with limit %d', async (script, limit, expected) => {
		expect(await outcome(script, { operations: limit })).toBe(expected);
	});

	test('there is no limit unless it is set', () => {
		expect(DEFAULT_LIMITS.operations).toBe(0);
	});
});

describe('the smallest limit on data that a script keeps', () => {
	const FILL = 'for i in 0..20 { ';
	test.each<[string, keyof Limits, number]>([
		['let a = []; for i in 0..20 { a.push(i); }', 'arraySize', 20],
		['let a = []; for i in 0..20 { a += i; if i % 3 == 0 { a.pop(); } }', 'arraySize', 13],
		['let a = [1, 2, 3]; for i in 0..20 { a.push(i); a.shift(); }', 'arraySize', 4],
		['let a = [1, 2, 3]; for i in 0..20 { a[0] = [i]; a.set(1, [i, i]); }', 'arraySize', 6],
		['let a = []; for i in 0..20 { a.push([i]); a[i].push(i); } a.push(0);', 'arraySize', 61],
		['let o = #{ l: [], n: 0 }; for i in 0..20 { o.l.push(i); o.n += 1; } o.n = "x";', 'arraySize', 20],
		['let o = #{ l: [], r: [7] }; for i in 0..20 { o.l.push(i); } o.r[0] = 8;', 'arraySize', 21],
		['let o = #{ l: [1] }; o.n = 1; for i in 0..5 { o.l += o.l; } o.n = "x";', 'arraySize', 32],
		[
			'let a = [[1]]; a.push(2); a.for_each(|| { if type_of(this) == "array" { this.pad(9, 0); } }); a.push(3);',
			'arraySize',
			12,
		],
		[
			'fn more() { this.l.push(1); } let o = #{ l: [], n: 0 }; for i in 0..20 { o.more(); o.n = "x"; }',
			'arraySize',
			20,
		],
		[
			'fn more() { this.push(1); } let o = #{ l: [[], 0] }; for i in 0..20 { o.l[0].more(); o.l[1] = i; }',
			'arraySize',
			22,
		],
		['let a = [1]; a.push(2); let b = a; b.push(3); b.push(a); a.push(b);', 'arraySize', 9],
		['let a = [1]; for i in 0..4 { a.push(a); }', 'arraySize', 31],
		['let x = [1]; let a = [x]; a.push(0); for i in 0..9 { x.push(i); } a.push(x);', 'arraySize', 14],
		['let a = []; a.push(blob(3)); a.push(0); a[0] += "xyz"; a.push(0);', 'arraySize', 9],
		['let m = #{}; for i in 0..20 { m[`k${i}`] = i; if i > 9 { m.remove(`k${i - 5}`); } }', 'mapSize', 11],
		['let m = #{ n: #{} }; for i in 0..20 { m.n[`k${i}`] = #{ v: i }; }', 'mapSize', 41],
		['let m = #{ a: #{} }; try { m.a.b += 1; } catch { } try { m.a.c += 1; } catch { } m.d = 1;', 'mapSize', 4],
		['let a = []; for i in 0..20 { a.push("ab"); }', 'stringLength', 40],
		['let o = #{ s: "", t: 0 }; for i in 0..20 { o.s += "é"; o.t = `${i}`; }', 'stringLength', 42],
		['let o = #{ s: "abc" }; o.t = 1; o.s[1..2] = [1, 2, 3]; o.t = 2;', 'stringLength', 11],
		['let o = #{ s: "1" }; o.t = 1; o.s += [1, 2, 3]; o.t = 2;', 'stringLength', 10],
		[`let a = []; ${FILL} a.insert(0, "abc"); a.truncate(3); }`, 'stringLength', 12],
	])('%s', async (script, limit, least) => {
		for (const jit of [false, true]) {
			const kinds: string[] = [];
			for (const value of [least, least - 1]) {
				const { engine, compile } = testBed({ limits: { [limit]: value }, jit, ...(jit && { jitThreshold: 2 }) });
				try {
					await engine.run(compile(script));
					kinds.push('ok');
				} catch (error) {
					kinds.push(error instanceof ScriptError ? error.kind : String(error));
				}
			}
			expect(kinds).toEqual(['ok', 'ErrorDataTooLarge']);
		}
	});
});
