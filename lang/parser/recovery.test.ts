// biome-ignore-all lint/suspicious/noTemplateCurlyInString: the strings are vSL source text
import { describe, expect, test } from 'vitest';
import { SourceFile } from '../source/source-file.ts';
import { parse } from './parse.ts';
import { problemsOf, treeOf } from './test-helpers.ts';

describe('half-typed lines keep what was typed, with one message', () => {
	const cases: [string, string][] = [
		['let x = foo.', '(let x (. foo .<none>))'],
		['let x = foo.\nlet y = 1;', '(let x (. foo .<none>)) (let y 1)'],
		['foo.bar(1).', '(. foo .bar(1) .<none>)'],
		['foo?.', '(. foo ?.<none>)'],
		['foo.\n', '(. foo .<none>)'],
		['if a { b(', '(if a {(call b)})'],
		['if a { b(c, ', '(if a {(call b c)})'],
		['msg::', 'msg::<none>'],
		['msg::\nlet x = 1;', 'msg::<none> (let x 1)'],
		['let', '(let <none>)'],
		['let x', '(let x)'],
		['let x =', '(let x <error>)'],
		['let x = \nlet y = 2;', '(let x <error>) (let y 2)'],
		['import "a" as\nlet x = 1;', '(import "a" as <none>) (let x 1)'],
		['fn f', '(fn f () {})'],
		['fn f(', '(fn f () {})'],
		['fn f(a', '(fn f (a) {})'],
		['fn f(a) {', '(fn f (a) {})'],
		['fn f(a) { a.', '(fn f (a) {(. a .<none>)})'],
		['fn f( {\n  1\n}\nlet y = 2;', '(fn f (<none>) {1}) (let y 2)'],
		['fn f(a, b {\n  1\n}\nlet y = 2;', '(fn f (a b) {1}) (let y 2)'],
		['for x in', '(for x in <error> {})'],
		['for x in list', '(for x in list {})'],
		['while', '(while <error> {})'],
		['if', '(if <error> {})'],
		['if a {} else', '(if a {} else {})'],
		['switch x {', '(switch x)'],
		['switch x { 1 =>', '(switch x (1 => <error>))'],
		['switch x { 1 => foo., 2 => 3 }', '(switch x (1 => (. foo .<none>)) (2 => 3))'],
		['rule "x"', '(rule "x" <error>)'],
		['rule "x" || { ctx().', '(rule "x" (|| {(. (call ctx) .<none>)}))'],
		[
			'#{ a: [ rule "x" || { ctx(). }, rule "y" || next() ] }',
			'#{a: [(rule "x" (|| {(. (call ctx) .<none>)})) (rule "y" (|| (call next)))]}',
		],
		['delegate svc::', '(delegate svc::<none> "" <error>)'],
		['object a', '(object a <none> <error>)'],
		['object a ip4', '(object a ip4 <error>)'],
		['object a ip4 =', '(object a ip4 <error>)'],
		['service s db:', '(service s db:<none> <error>)'],
		['`a ${b.} c`', '(template "a " ${(. b .<none>)} " c")'],
		['[1, 2', '[1 2]'],
		['#{ a: 1, b', '#{a: 1 b: <error>}'],
		['#{ a: 1, b: }', '#{a: 1 b: <error>}'],
		['f(|x| x.', '(call f (|x| (. x .<none>)))'],
		['a + ', '(+ a <error>)'],
		['(a', '(paren a)'],
		['a[', '(. a [<error>])'],
		['try { a', '(try {a} catch {})'],
	];
	test.each(cases)('%j', (text, tree) => {
		expect(treeOf(text)).toBe(tree);
		expect(problemsOf(text).length).toBeGreaterThan(text === 'let x' ? -1 : 0);
		expect(problemsOf(text).length).toBeLessThanOrEqual(1);
	});
});

describe('one mistake gives one message, and the rest of the file is read', () => {
	const cases: [string, string, string][] = [
		['foo bar baz;\nlet ok = 1;', 'MissingToken 1:5', '(let ok 1)'],
		['if a > 3 foo(); }\nlet ok = 1;', 'MissingToken 1:10', '(let ok 1)'],
		['fn f() { if a > 3\n foo(); }\n}\nlet ok = 1;', 'MissingToken 2:2', '(let ok 1)'],
		['if a { } }\nlet ok = 1;', 'BadInput 1:10', '(let ok 1)'],
		['else { 1 }\nlet ok = 2;', 'BadInput 1:1', '(let ok 2)'],
		['f(a\nlet ok = 1;', 'MissingToken 2:1', '(let ok 1)'],
		['f(a\nbar = 2;\nlet ok = 1;', 'MissingToken 2:1', '(let ok 1)'],
		['let a = [\n 1,\n 2\nlet ok = 3;', 'MissingToken 4:1', '(let ok 3)'],
		['let s = "abc\nlet ok = 1;', 'BadInput 1:9', '(let ok 1)'],
		['let s = `abc\nlet t = `def`;\nlet ok = 1;', 'BadInput 1:9', '(let ok 1)'],
		['log("a", `b ${c`);\nlog("d", `e ${f} g`);', 'BadInput 1:10', '(template "e " ${f} " g")'],
		['let p = # { a: 1 };\nlet ok = p;', 'BadInput 1:9', '(let p #{a: 1}) (let ok p)'],
		['fucntion foo(a) { a }\nlet ok = 1;', 'MissingToken 1:10', '(fn foo (a) {a}) (let ok 1)'],
		['def foo(a) { a }', 'MissingToken 1:5', '(fn foo (a) {a})'],
		['if a { 1 } elif b { 2 } else { 3 }', 'MissingToken 1:17', '(if a {1} b {2} else {3})'],
		['for x of list { x }', 'MissingToken 1:7', '(for x in list {x})'],
		['for (let i = 0; i < 3; i += 1) { x }\nlet ok = 1;', 'VariableExpected 1:6', '(let ok 1)'],
		['a ? b : c;\nlet ok = 1;', 'UnknownOperator 1:3', '(let ok 1)'],
		['eval("1") + 2;', 'BadInput 1:1', '(+ (call eval "1") 2)'],
		['#!/usr/bin/vsl run\nlet ok = 1;', 'Reserved 1:1', '(let ok 1)'],
		['na\u00efve = 3;\nlet ok = 1;', 'BadInput 1:3', '(let ok 1)'],
		['\u201chello\u201d;\nlet ok = 1;', 'BadInput 1:1', '(let ok 1)'],
		['switch { 1 => 2 }', 'ExprExpected 1:8', '(1 => 2)'],
		['import \nlet ok = 1;', 'BadInput 2:1', '(let ok 1)'],
		['a.b = = 3;\nlet ok = 1;', 'BadInput 1:7', '(let ok 1)'],
		['do { x }\nlet ok = 1;', 'MissingToken 2:1', '(let ok 1)'],
	];
	test.each(cases)('%j', (text, first, tree) => {
		const problems = problemsOf(text);
		expect(problems[0]).toContain(first);
		expect(treeOf(text)).toContain(tree);
		const shown = text.startsWith('\u201c') ? 2 : text.startsWith('for (let') ? 3 : 1;
		expect(problems.length).toBeLessThanOrEqual(shown);
	});
});

test('independent errors are all reported, in order', () => {
	const text = [
		'let = 1;',
		'x = ;',
		'f(a b);',
		'let s = "open',
		'if { y }',
		'1 = 2;',
		'break;',
		'goto;',
		'[1 2];',
	].join('\n');
	expect(problemsOf(text).map((problem) => problem.split(' ')[1])).toEqual([
		'1:5',
		'2:5',
		'3:5',
		'4:9',
		'5:4',
		'6:1',
		'7:1',
		'8:1',
		'9:4',
	]);
});

test('missing commas between rules', () => {
	const text = '#{ mail: [\n rule "a" || { deny() }\n rule "b" || { next() }\n rule "c" || next()\n] }';
	expect(problemsOf(text).map((problem) => problem.split(' ')[1])).toEqual(['3:2', '4:2']);
	expect(treeOf(text)).toContain('(rule "c"');
});

describe('help lines', () => {
	const cases: [string, string][] = [
		['a is not b', 'write a not b'],
		['f()()', '.call('],
		['elif x { }', 'else if'],
		['if a {} elif b {}', 'else if'],
		['function f() {}', 'did you mean fn?'],
		['retrun x;', 'did you mean return?'],
		['lte x = 5;', 'did you mean let?'],
		['if a = b {}', 'write =='],
		['x++', 'x += 1'],
		['a ? b : c', 'if a { b } else { c }'],
		['a = b = c', 'no value'],
		['( )', 'without a blank'],
		['.5', 'digit before the point'],
		['"a" "b"', 'joined with +'],
		['{ 1 }.x', 'parentheses'],
		['"\\d"', 'raw string'],
		['\u201ca\u201d', 'straight quotes'],
		['x\u00a0= 1', 'plain space'],
		['a<-1', 'a < -1'],
		['#{ if: 1 }', '"if"'],
		['x.if', '["if"]'],
		['export fn f() {}', 'private'],
		['{ fn f() {} }', 'closure'],
		['for x in 10 {}', '0..10'],
		['let a = 1\nlet b = 2;', 'end the previous line with ;'],
	];
	test.each(cases)('%j', (text, part) => {
		expect(parse(new SourceFile('test', text)).problems[0]?.help).toContain(part);
	});
});

test('a missing semicolon can be inserted where it belongs', () => {
	const { problems } = parse(new SourceFile('test', 'let a = 1 // one\nlet b = 2;'));
	expect(problems[0]?.fixes?.[0]?.edits).toEqual([{ start: 9, end: 9, text: ';' }]);
});

test('functions after an unclosed block are one mistake', () => {
	const text = 'fn a() {\n  if x {\n}\nfn b() { 1 }\nfn c() { 2 }\nfn d() { 3 }\n';
	expect(problemsOf(text)).toEqual([
		expect.stringContaining('WrongFnDefinition 4:1'),
		expect.stringContaining('MissingToken 7:1'),
	]);
	expect(treeOf(text)).toContain('(fn d () {3})');
	expect(problemsOf('if x { fn a() { 1 } fn b() { 2 } }').length).toBe(2);
});

test('an unclosed block points at its beginning', () => {
	const { problems } = parse(new SourceFile('test', 'fn f() {\n  if a {\n}\n'));
	expect(problems[0]?.related?.[0]?.start).toBe(7);
});
