import { describe, expect, test } from 'vitest';
import { parse } from '../parser/parse.ts';
import { SourceFile } from '../source/source-file.ts';
import { type OutlineItem, outline } from './outline.ts';

/** `kind name detail` with the children in brackets. */
function shown({ kind, name, detail, children }: OutlineItem): string {
	const head = [kind, name, detail].filter((part) => part !== '').join(' ');
	return children.length === 0 ? head : `${head} [${children.map(shown).join('; ')}]`;
}

function outlined(text: string): OutlineItem[] {
	return outline(parse(new SourceFile('test.vsl', text)).script);
}

const CASES: readonly [text: string, shown: readonly string[]][] = [
	['', []],
	['fn area(w, h) { w * h }', ['function area (w, h)']],
	['private fn helper() { 1 }', ['function helper () private']],
	['fn string.shout() { this + "!" }', ['method string.shout ()']],
	['const LIMIT = 5; let count = 0;', ['constant LIMIT', 'variable count']],
	['export const LIMIT = 5;', ['constant LIMIT export']],
	['let x = 1; export x as y;', ['variable x']],
	['import "lib/lists" as lists;', ['import lists lib/lists']],
	['import "setup";', ['import setup']],
	['object office rg4 = "192.0.2.0/24";', ['object office rg4']],
	['object bad file:fqdn = "/etc/bad";', ['object bad file:fqdn']],
	['object all group = [object one ip4 = "192.0.2.1", two];', ['object all group [object one ip4]']],
	['service scan cmd = #{ command: "scan" };', ['service scan cmd']],
	['service seen db:csv = #{ connector: "seen.csv" };', ['service seen db:csv']],
	['const partners = [object a fqdn = "a.example"];', ['constant partners [object a fqdn]']],
	['test "works" || { assert(true); }', ['test works']],
	[
		'#{ mail: [rule "a" || next(), action "b" || {}], preq: [] }',
		['stage mail 2 directives [rule a; action b]', 'stage preq 0 directives'],
	],
	['#{ postq: [delegate svc::scan "virus" || next()] }', ['stage postq 1 directive [delegate virus svc::scan]']],
	[
		'#{ mail: [rule "a" #{ note: "x", evaluate: || { object o fqdn = "a.example"; next() } }] }',
		['stage mail 1 directive [rule a [object o fqdn]]'],
	],
	['let rules = [rule "a" || next()];', ['variable rules [rule a]']],
	['const stages = #{ mail: [rule "a" || next()] };', ['constant stages [stage mail 1 directive [rule a]]']],
	['#{ settings: 5, list: [1] }', []],
	['fn f() { let x = 1; service s cmd = #{}; x }', ['function f () [service s cmd]']],
	['print("no"); if true { let y = 1; }', []],
];

describe('outline', () => {
	test.each(CASES)('%s', (text, expected) => expect(outlined(text).map(shown)).toEqual(expected));
});

describe('half-typed files', () => {
	const broken: readonly [text: string, has: readonly string[]][] = [
		['fn f(a) { let x = \nfn g() { 1 }', ['f']],
		['fn a() { 1 }\nfn b( { 2 }\nfn c() { 3 }', ['a']],
		['#{ mail: [ rule "a" || next(), rule "b" || { if x { ] }', ['mail']],
		['import "x" as ;\nlet a = 1;', ['a']],
		['object o = 5;\nconst k = 1;', ['k']],
		['service s cmd = #{ command: ;\nlet z = 2;', []],
		['rule', []],
		['let', []],
	];
	test.each(broken)('%s', (text, has) => {
		const found = outlined(text);
		const names = found.map(({ name }) => name);
		for (const name of has) expect(names).toContain(name);
		for (const name of names) expect(name).not.toBe('');
	});
});

test('ranges hold their selections and children', () => {
	const text = 'export const A = [object a fqdn = "a.example"];\n#{ mail: [rule "first" || next()] }';
	const inside = (outer: OutlineItem, inner: { start: number; end: number }): void => {
		expect(inner.start).toBeGreaterThanOrEqual(outer.range.start);
		expect(inner.end).toBeLessThanOrEqual(outer.range.end);
	};
	const check = (entry: OutlineItem): void => {
		inside(entry, entry.selection);
		for (const child of entry.children) {
			inside(entry, child.range);
			check(child);
		}
	};
	const found = outlined(text);
	for (const entry of found) check(entry);
	const rule = found[1]?.children[0];
	expect(rule && text.slice(rule.selection.start, rule.selection.end)).toBe('"first"');
	expect(found[0] && text.slice(found[0].range.start, found[0].range.end)).toContain('export const A');
});

test('rows of brackets as deep as the parser allows', () => {
	expect(outlined(`let x = ${'['.repeat(60)}${']'.repeat(60)};`).map(shown)).toEqual(['variable x']);
});
