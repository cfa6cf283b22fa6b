/**
 * Ways for one container to get into two places, and ways to change what is inside of it: for the statements that make
 * a value from another one and change either of them at once.
 */

import type { Random } from '../../../lang/testing/random.ts';

/** From an array of arrays `P` (and another one `Q`, and a literal `F`) to an array of arrays. */
const ROWS_FROM_ROWS = [
	'P',
	'(P)',
	'P + Q',
	'P.extract(0, 3)',
	'P.filter(|r| true)',
	'P.filter(|r, i| { r.push(i); true })',
	'P.map(|r| r)',
	'P.map(|r| { r.push(5); r })',
	'P.map(|r, i| { r.push(i); r })',
	'P.map(|| this)',
	'map(P, || { this.push(8); this })',
	'P.order(|x, y| y.len() - x.len())',
	'P.order(|x, y| { x.push(1); y.len() - x.len() })',
	'P.zip(Q, |x, y| { x.push(y.len()); y.push(4); x })',
	'P.zip(Q, |x, y, i| { x.push(i); y })',
	'P.reduce(|s, r| { r.push(1); s + [r, r] }, [])',
	'P.reduce(|s, r, i| { r.push(i); s.push(r); s }, [])',
	'P.reduce(|s| s + [this], [])',
	'P.reduce_rev(|s, r| { s.push(r); s }, [])',
	'P.split(1)',
	'P.drain(0, 1)',
	'P.drain(|r| { r.push(6); r.len() > 2 })',
	'P.retain(|| { this.push(3); this.len() > 3 })',
	'P.retain(0, 1)',
	'[P[0], P[0]]',
	'[P[0], Q[0]] + [P.get(0) ?? []]',
	'[P.find(|r| true) ?? [], P.find_map(|r| r) ?? []]',
	'[P.find(|r| { r.push(2); true }) ?? [], P.pop() ?? []]',
	'{ let t = []; for r in P { t.push(r); t.push(r); } t }',
	'{ let t = []; let u = P; for (r, i) in u { r.push(i); t.insert(0, r); u[0] = [i]; u.reverse(); } t + u }',
	'{ let t = P; for r in t { t.reverse(); t[0].push(1); r.push(0); } t }',
	'{ let t = []; t.pad(3, P[0]); t }',
	'{ let t = Q; t.append(t); t.append(P); t }',
	'{ let t = Q; t.append(P); t.splice(0, 1, t); t }',
	'{ let t = []; t += P; t += P; t }',
	'{ let t = []; t += [P[0]]; t += [Q[0]]; push(t, P[0]); insert(t, 0, Q[0]); t }',
	'{ let t = P; t[0] = t[1]; t[1].push(7); t }',
	'{ let t = [P[0]]; t.set(0, Q[0]); t.for_each(|| this.push(1)); t }',
	'{ let t = blob(2, 1); let u = t; u.push(3); [t.to_array(), u.to_array()] }',
	'{ let t = P; t.dedup(|x, y| { x.push(1); x == y }); t }',
	'#{ k: P, l: P }.k',
	'{ let t = #{ k: P, l: Q }; t.k[0].push(2); t.values()[1] }',
	'{ let t = #{ k: P }; t.set("l", P); t["m"] = P; t.k[0].push(2); t.l[0].push(3); t.m }',
	'(#{ k: P } + #{ l: Q }).values()[0]',
	'{ let t = #{ k: P }; t += #{ l: Q, m: t.k }; t.m[0].push(4); t.k }',
	'{ let t = #{ k: P }; t.mixin(#{ l: P }); t.fill_with(#{ m: Q }); t.l[0].push(4); t.k }',
	'{ let t = #{ k: P }; t.map(|x, y| { y[0].push(1); y }).k }',
	'{ let t = #{ k: P }; t.filter(|x, y| { y[0].push(1); true }).k }',
	'{ let t = #{ k: P }; let u = t.retain(|x| { this[0].push(1); false }); u.k + P }',
	'{ let t = #{ k: P }; let u = t.map(|x| { this[0].push(1); this }); u.k + t.k }',
	'(|| P).call()',
	'(|x| { x[0].push(1); x }).call(P)',
	'call(|x| { x[0].push(1); x }, P)',
	'{ let g = (|x| { x[0].push(1); x }).curry(P); g.call() + g.call() }',
	'{ let g = (|x, y| { x[0].push(1); y.push(x[0]); y }).curry(P); g.call(P) + [P].map(g)[0] }',
	'{ let g = Fn("same").curry(P); let t = g.call(); t[0].push(1); g.call() }',
	'P.call(|| this)',
	'P.call(|| { this[0].push(1); this })',
	'P.own()',
	'P.own().own()',
	'same(P)',
	'same(same(P))',
	'Fn("same").call(P)',
	'P ?? Q',
	'() ?? P',
	'(if P.len() > 1 { P } else { Q })',
	'(switch P.len() { 1 => P, _ => Q })',
	'(loop { break P; })',
	'(while true { break Q; })',
	'(for r in P { break [r, r]; }) ?? Q',
	'{ let t = (); try { throw P; } catch (e) { e[0].push(1); t = e; } t }',
	'{ let t = []; try { try { throw P; } catch (e) { e[0].push(1); t = e; throw; } } catch (f) { f[0].push(2); t += f; } t }',
	'{ let t = P; try { t[0].push({ t[0].push(1); throw 1 }); } catch { t[0].push(2); } t }',
	'global::R',
	'{ let t = #{ k: P }; let u = #{ l: Q }; let w = t + u; w.l[0].push(1); w.k[0].push(2); t.k + u.l }',
	'{ let t = #{ k: P }; let u = #{ l: Q }; t += u; t.l[0].push(1); t.k[0].push(2); u.l }',
	'{ let t = #{ k: P }; let u = #{ l: Q }; t.mixin(u); t.l[0].push(1); u.l }',
	'{ let t = #{ k: P }; let u = #{ l: Q }; t.fill_with(u); t.l[0].push(1); u.l }',
	'{ let t = []; t.append(P); t.append(Q); t }',
	'{ let t = [[0]]; t.splice(0, 1, P); t }',
	'{ let t = []; push(t, P[0]); t.push(Q[0]); t.insert(0, P[0]); t }',
	'{ let t = [[5]]; t.set(0, P[0]); t }',
	'{ let t = []; t.pad(2, P[0]); t }',
	'{ let t = [P.find(|r| true) ?? []]; t }',
	'{ let t = P.filter(|r| true); t }',
	// What has just been made has no mark of an earlier copy.
	'F',
	'{ let t = F; let u = t + F; u[0].push(1); t }',
	'{ let t = F; let u = F; t += u; t[2].push(1); u }',
	'{ let t = F; let u = F; t.append(u); t[2].push(1); u }',
	'{ let t = F; let u = t.extract(0, 1); u[0].push(1); t }',
	'{ let t = F; let u = t.filter(|r| true); u[0].push(1); t }',
	'{ let t = F; let u = t.find(|r| true); u.push(1); t }',
	'{ let t = F; let u = t.get(0); u.push(1); t }',
	'{ let t = F; let u = t[0]; u.push(1); t }',
	'{ let t = F; let u = t.order(|x, y| y.len() - x.len()); u[0].push(1); t }',
	'{ let t = F; let u = t.map(|r| r); u[0].push(1); t }',
	'{ let t = F; let u = t.zip(F, |x, y| x); u[0].push(1); t }',
	'{ let t = F; let u = t.reduce(|s, r| { s.push(r); s }, []); u[0].push(1); t }',
	'{ let t = F; let u = []; u.pad(2, t[0]); u[0].push(1); u + t }',
	'{ let t = F; let u = same(t); u[0].push(1); t }',
	'{ let t = F; let u = t.own(); u[0].push(1); t }',
	'{ let t = F; let u = (|x| { x[0].push(1); x }).curry(t); u.call() + u.call() + t }',
	'{ let t = F; let u = |x| { x[0].push(1); x }; u.curry(F).call() + [1].map(u.curry(F))[0] + t }',
	'{ let t = Fn("same").curry(F); let u = t.call(); u[0].push(1); t.call() }',
	'{ let t = #{ k: F }; let u = #{ l: F }; let w = t + u; w.l[0].push(1); w.k[0].push(2); t.k + u.l }',
	'{ let t = #{ k: F }; let u = #{ l: F }; t += u; t.l[0].push(1); u.l }',
	'{ let t = #{ k: F }; let u = #{ l: F }; t.mixin(u); t.l[0].push(1); u.l }',
	'{ let t = #{ k: F }; let u = #{ l: F }; t.fill_with(u); t.l[0].push(1); u.l }',
	'{ let t = #{ k: F }; let u = t.values(); u[0][0].push(1); t.k }',
	'{ let t = #{ k: F }; let u = t.get("k"); u[0].push(1); t.k }',
	'{ let t = #{ k: F }; let u = t.filter(|x, y| true); u.k[0].push(1); t.k }',
	'{ let t = #{ k: F }; t.l = t.k; t.l[0].push(1); t.k }',
	'{ let t = #{ k: F }; let u = t.map(|x, y| { y[0].push(1); y }); u.k + t.k }',
	'{ let t = (); try { try { throw F; } catch (e) { e[0].push(1); throw; } } catch (f) { t = f; } t }',
	'{ let t = F; try { throw t; } catch (e) { e[0].push(1); } t }',
	'{ let t = F; for r in t { r.push(1); t[0] = r; } t }',
	'{ let t = F; for r in t { t[1].push(r.len()); t.reverse(); } t }',
	'{ let t = F; for r in t.own() { t[1].push(r.len()); } t }',
	'{ let t = blob(3, 1); for b in t { t[2] = 9; t.push(b); } [t.to_array()] }',
	'{ let t = blob(3, 1); let u = t; u[0] = 7; let w = [t]; w[0][1] = 8; [t.to_array(), u.to_array()] }',
	'take(P)',
	'{ let t = P; let u = t.take(); t = u; t[0].push(1); u }',
];

/** Changes of an array of arrays `X`, most of them of what is inside. */
const CHANGES = [
	'X[0].push(9);',
	'X[0][0] = 7;',
	'X[0] += 5;',
	'X[0].sort();',
	'X[-1].reverse();',
	'X[0].dig(1);',
	'X.for_each(|| this.push(2));',
	'X.for_each(|i| this[0] = i);',
	'X[0] = X[X.len() - 1];',
	'X.push([0]);',
	'for r in X { r.push(1); X[0].push(r.len()); }',
	'X.map(|| this.push(4));',
	'X[0].retain(|v| v > 2);',
	'swap_in(X);',
	'X.swap_out();',
];

/** What the snippets call. */
export const ALIAS_PRELUDE = [
	'fn same(x) { x }',
	'fn own() { this }',
	'fn swap_in(x) { x[0].push(1); }',
	'fn swap_out() { let t = this[0]; this[0].push(t.len()); t.push(0); this.push(t); }',
	'const R = [[1, 2], [3]];',
];

/**
 * A declaration of a variable whose value is made from two places. A block that ends with its variable gives a copy of
 * it, which hides what happened to the original; so half of the blocks are taken apart.
 */
export function aliasingLet(random: Random, name: string, first: string, second: string): string {
	const snippet = random.pick(ROWS_FROM_ROWS);
	const block = /^\{ let t = (?<statements>.*[;}]) t \}$/.exec(snippet)?.groups?.statements;
	const text =
		block === undefined || random.chance(50)
			? `let V = ${snippet};`
			: `let V = ${block.replace(/\bt\b/g, 'V')}`.replace(/\bu\b/g, `u${name}`);
	return text
		.replace(/\bV\b/g, name)
		.replace(/\bP\b/g, first)
		.replace(/\bQ\b/g, second)
		.replace(/\bF\b/g, () => `[[${random.int(0, 9)}], [${random.int(0, 9)}, 2]]`);
}

/** A statement that changes what is at a place, and perhaps what is at another one. */
export function nestedChange(random: Random, place: string): string {
	return random.pick(CHANGES).replace(/\bX\b/g, place);
}
