// biome-ignore-all lint/suspicious/noTemplateCurlyInString: the strings are vSL source text
import { describe, expect, test } from 'vitest';
import type { ParseOptions } from './parse-options.ts';
import { problemsOf, treeOf } from './test-helpers.ts';

/** Texts, options and all problems. */
function withOptions(name: string, cases: readonly (readonly [string, ParseOptions, ...string[]])[]): void {
	describe(name, () => {
		test.each(cases.map(([text, options, ...problems]) => ({ text, options, problems })))('$text', (one) => {
			expect(problemsOf(one.text, one.options)).toEqual(one.problems);
		});
	});
}

const single: ParseOptions = { expressionOnly: true };
withOptions('expression only', [
	['1 + 2', single],
	['1 + 2;', single, "BadInput 1:6 Unexpected ';'"],
	['1 2', single, "BadInput 1:3 Unexpected '2'"],
	['', single, 'UnexpectedEOF 1:1 Script is incomplete'],
	['let x = 1', single, "BadInput 1:1 Unexpected 'let'"],
	['a = 1', single, "BadInput 1:3 Unexpected '='"],
	['fn f() {}', single, "BadInput 1:1 Unexpected 'fn'"],
	['if a { 1 } else { 2 } + 3', single],
	['if a { 1; 2 }', single, "MissingToken 1:9 Expecting '}' to terminate this block's expression"],
	['if a { 1; }', single, "MissingToken 1:9 Expecting '}' to terminate this block's expression"],
	['if a { let x = 1; }', single, "BadInput 1:8 Unexpected 'let'"],
	['if a { }', single, "BadInput 1:8 Unexpected '}'"],
	['|x| x + 1', single],
	['|x| { x }', single],
	['|x| x += 1', single, "BadInput 1:7 Unexpected '+='"],
	['|x| { x; y }', single, "MissingToken 1:8 Expecting '}' to terminate this block's expression"],
	['|x| return 1', single, "BadInput 1:5 Unexpected 'return'"],
	['switch x { 1 => 2, _ => { 3 } }', single],
	['switch x { 1 => y = 2 }', single, "BadInput 1:19 Unexpected '='"],
	['while x { }', single, "BadInput 1:1 Unexpected 'while'"],
	['do { } while x', single, "BadInput 1:1 Unexpected 'do'"],
	['|x| { loop { } }', single, "BadInput 1:7 Unexpected 'loop'"],
	['40 + { 2 }', single, "BadInput 1:6 Unexpected '{'"],
	['f({ 1 })', single, "BadInput 1:3 Unexpected '{'"],
	['{ 1 }', single, "BadInput 1:1 Unexpected '{'"],
	['if a { { 1 } }', single, "BadInput 1:8 Unexpected '{'"],
	['if a { if b { 1 } }', single],
	['`${ 1 }`', single],
]);

withOptions('symbols that are switched off', [
	['let x = 1', { disabledSymbols: new Set(['let']) }, "Reserved 1:1 'let' is a reserved keyword"],
	['while x {}', { disabledSymbols: new Set(['while']) }, "Reserved 1:1 'while' is a reserved keyword"],
	['x + 1', { disabledSymbols: new Set(['+']) }, "UnknownOperator 1:3 Unknown operator: '+'"],
	['x += 1', { disabledSymbols: new Set(['+=']) }, "UnknownOperator 1:3 Unknown operator: '+='"],
	['print(1)', { disabledSymbols: new Set(['print']) }, "BadInput 1:1 reserved keyword 'print' is disabled"],
	['goto', { disabledSymbols: new Set(['goto']) }, "BadInput 1:1 reserved keyword 'goto' is disabled"],
	['x.y', { disabledSymbols: new Set(['x']) }],
]);

withOptions('syntax that is switched off', [
	['let x = if a { 1 };', { allowIfExpression: false }, "BadInput 1:9 Unexpected 'if'"],
	['if a { 1 }', { allowIfExpression: false }],
	['let x = switch a { };', { allowSwitchExpression: false }, "BadInput 1:9 Unexpected 'switch'"],
	['switch a { }', { allowSwitchExpression: false }],
	['let x = loop { };', { allowLoopExpressions: false }, "BadInput 1:9 Unexpected 'loop'"],
	['loop { break; }', { allowLoopExpressions: false }],
	['do { } while a;', { allowLoopExpressions: false }],
	['let x = { 1 };', { allowStatementExpression: false }, "BadInput 1:9 Unexpected '{'"],
	['{ 1 }', { allowStatementExpression: false }],
	['let x = |a| a;', { allowAnonymousFunctions: false }, "BadInput 1:9 Unexpected '|'"],
	['let x = || a;', { allowAnonymousFunctions: false }, "BadInput 1:9 Unexpected '||'"],
	['while a { }', { allowLooping: false }, "BadInput 1:1 Unexpected 'while'"],
	['for x in y { }', { allowLooping: false }, "BadInput 1:1 Unexpected 'for'"],
	['loop { }', { allowLooping: false }, "BadInput 1:1 Unexpected 'loop'"],
	['do { } while x', { allowLooping: false }, "BadInput 1:1 Unexpected 'do'"],
]);

describe('operators of the host', () => {
	const cases: [string, string, number, string][] = [
		['1 foo 2 + 3', 'foo', 160, '(+ (call foo 1 2) 3)'],
		['1 + 2 foo 3', 'foo', 160, '(+ 1 (call foo 2 3))'],
		['1 # 2 # 3', '#', 100, '(call # (call # 1 2) 3)'],
		['a |> b + c', '|>', 20, '(call |> a (+ b c))'],
		['foo(1) foo foo.foo', 'foo', 160, '(call foo (call foo 1) (. foo .foo))'],
		['fn foo(a) { } foo(2)', 'foo', 160, '(fn foo (a) {}) (call foo 2)'],
	];
	test.each(cases)('%s', (text, symbol, precedence, tree) => {
		const options: ParseOptions = { customOperators: new Map([[symbol, precedence]]) };
		expect(treeOf(text, options)).toBe(tree);
		expect(problemsOf(text, options)).toEqual([]);
	});

	test('a symbol that is switched off can be given a new meaning', () => {
		const options: ParseOptions = { customOperators: new Map([['=>', 160]]), disabledSymbols: new Set(['=>']) };
		expect(treeOf('1 + 2 => 3', options)).toBe('(+ 1 (call => 2 3))');
		expect(problemsOf('1 + 2 => 3', options)).toEqual([]);
	});
});

const sum = (terms: number): string => Array(terms).fill('1').join('+');
const nested = (depth: number): string => `${'('.repeat(depth)}1${')'.repeat(depth)}`;
withOptions('limits', [
	['"abcde"', { stringLength: 5 }],
	['"abcdef"', { stringLength: 5 }, 'LiteralTooLarge 1:1 Length of string exceeds the maximum limit (5)'],
	['"\u00e9\u00e9\u00e9"', { stringLength: 5 }, 'LiteralTooLarge 1:1 Length of string exceeds the maximum limit (5)'],
	['`abc${1}def`', { stringLength: 5 }, 'LiteralTooLarge 1:1 Length of string exceeds the maximum limit (5)'],
	['[1, 2, 3]', { arraySize: 3 }],
	['[1, 2, 3, 4]', { arraySize: 3 }, 'LiteralTooLarge 1:1 Size of array literal exceeds the maximum limit (3)'],
	['#{ a: 1 }', { mapSize: 1 }],
	['#{ a: 1, b: 2 }', { mapSize: 1 }, 'LiteralTooLarge 1:1 Size of object map literal exceeds the maximum limit (1)'],
	['fn a() {}', { functions: 1 }],
	[
		'fn a() {} || 1',
		{ functions: 1 },
		'TooManyFunctions 1:11 Number of functions defined exceeds the maximum limit (1)',
	],
	[sum(31), { expressionDepth: 32 }],
	[sum(32), { expressionDepth: 32 }, 'ExprTooDeep 1:62 Expression exceeds maximum complexity'],
	[`fn f() { ${sum(29)} }`, {}],
	[`fn f() { ${sum(30)} }`, {}, 'ExprTooDeep 1:67 Expression exceeds maximum complexity'],
	['fn abc(x) { x + 1 }', { functionExpressionDepth: 6 }],
	['fn abc(x) { x + 1 }', { functionExpressionDepth: 4 }, 'ExprTooDeep 1:15 Expression exceeds maximum complexity'],
	[nested(31), {}],
	[nested(32), {}, 'ExprTooDeep 1:33 Expression exceeds maximum complexity'],
	[nested(150), { expressionDepth: 0 }],
	[nested(250), { expressionDepth: 0 }, 'ExprTooDeep 1:200 Expression exceeds maximum complexity'],
	[sum(900), { expressionDepth: 0 }],
	[sum(1100), { expressionDepth: 0 }, 'ExprTooDeep 1:2002 Expression exceeds maximum complexity'],
]);

test('an else-if chain of any length costs no depth', () => {
	expect(problemsOf(`if a { }${' else if a { }'.repeat(5000)}`)).toEqual([]);
});
