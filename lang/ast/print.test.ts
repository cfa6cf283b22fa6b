import { describe, expect, test } from 'vitest';
import { parse } from '../parser/parse.ts';
import { SourceFile } from '../source/source-file.ts';
import { sameTree } from './print.ts';
import { children, walk } from './visit.ts';

function script(text: string) {
	return parse(new SourceFile('test', text)).script;
}

describe('sameTree', () => {
	const same: [string, string][] = [
		['let x = 1', 'let x=1 ;'],
		['"a"', '`a`'],
		['"a"', '#"a"#'],
		['0x10', '16'],
		['f(1,2,)', 'f( 1, 2 )'],
		['#{a:1}', '#{ a: 1, }'],
		['if a {} else {}', 'if a { }\nelse { }'],
		['/* c */ x', 'x // d'],
	];
	test.each(same)('%s = %s', (a, b) => expect(sameTree(script(a), script(b))).toBe(true));
	const different: [string, string][] = [
		['1', '1.0'],
		['0.0', '-0.0'],
		['(1)', '1'],
		['a is b', 'a == b'],
		['a - 1', 'a -(1)'],
		['x;', 'x;;'],
		['let x = 1', 'const x = 1'],
		['a.b', 'a?.b'],
		['f()', 'f!()'],
		['#{a: 1, b: 2}', '#{b: 2, a: 1}'],
		['#{a: 1}', '#{"a": 1}'],
		['9007199254740993', '9007199254740992'],
		['fn f(a) {}', 'fn f(a, b) {}'],
	];
	test.each(different)('%s is not %s', (a, b) => expect(sameTree(script(a), script(b))).toBe(false));
});

test('children are in source order', () => {
	const kinds = (text: string) => children(script(text).statements[0] as never).map((node) => node.kind);
	expect(kinds('fn T.f(a, b) { }')).toEqual(['Identifier', 'Identifier', 'Identifier', 'Identifier', 'Block']);
	expect(kinds('let x;')).toEqual(['Identifier']);
	expect(kinds('x = y')).toEqual(['Variable', 'Variable']);
});

describe('walk', () => {
	test('visits every node once, parents around children', () => {
		const events: string[] = [];
		walk(script('f(a)'), {
			enter: (node) => events.push(`+${node.kind}`),
			leave: (node) => void events.push(`-${node.kind}`),
		});
		const inner = ['+Identifier', '-Identifier', '+Variable', '+Identifier', '-Identifier', '-Variable'];
		expect(events).toEqual([
			'+Script',
			'+ExpressionStatement',
			'+Call',
			...inner,
			'-Call',
			'-ExpressionStatement',
			'-Script',
		]);
	});
	test('leaves out what enter refuses', () => {
		const kinds: string[] = [];
		walk(script('f(|x| x)'), {
			enter(node) {
				kinds.push(node.kind);
				return node.kind !== 'Closure';
			},
		});
		expect(kinds).toEqual(['Script', 'ExpressionStatement', 'Call', 'Identifier', 'Closure']);
	});
	test('tells the parent', () => {
		const parents: (string | undefined)[] = [];
		walk(script('-x'), { enter: (_, parent) => void parents.push(parent?.kind) });
		expect(parents).toEqual([undefined, 'Script', 'ExpressionStatement', 'Unary', 'Variable']);
	});
});
