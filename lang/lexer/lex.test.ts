// biome-ignore-all lint/suspicious/noTemplateCurlyInString: the strings are vSL source text

import { Lexer } from 'chevrotain';
import { describe, expect, test } from 'vitest';
import { lex } from './lex.ts';
import type { LexProblem } from './problem.ts';
import { LEXER_DEFINITION } from './tokens.ts';

/** `Type text` of every token; malformed ones with the name of what is wrong. */
function tokensOf(text: string): string[] {
	return lex(text).tokens.map((token) => {
		const problem = token.payload as LexProblem | undefined;
		return `${token.tokenType.name} ${token.image}${problem === undefined ? '' : ` !${problem.name}`}`;
	});
}

function images(text: string): string[] {
	return lex(text).tokens.map((token) => token.image);
}

test('the token table is sound: nothing is unreachable, and the first character decides', () => {
	const build = () => new Lexer(LEXER_DEFINITION, { positionTracking: 'onlyOffset', ensureOptimizations: true });
	expect(build).not.toThrow();
});

describe('maximal munch', () => {
	const cases: [string, string[]][] = [
		['a**=b', ['a', '**=', 'b']],
		['a***b', ['a', '**', '*', 'b']],
		['a<<=b', ['a', '<<=', 'b']],
		['a>>=b', ['a', '>>=', 'b']],
		['a>=b', ['a', '>=', 'b']],
		['a===b', ['a', '===', 'b']],
		['a!==b', ['a', '!==', 'b']],
		['a<-1', ['a', '<-', '1']],
		['a->b', ['a', '->', 'b']],
		['a=>b', ['a', '=>', 'b']],
		['5--5', ['5', '--', '5']],
		['5 - -5', ['5', '-', '-5']],
		['a..=b', ['a', '..=', 'b']],
		['a...b', ['a', '...', 'b']],
		['a..b', ['a', '..', 'b']],
		['a?.b', ['a', '?.', 'b']],
		['a?[b', ['a', '?[', 'b']],
		['a??b', ['a', '??', 'b']],
		['a?b', ['a', '?', 'b']],
		['a::b', ['a', '::', 'b']],
		['a::<b', ['a', '::<', 'b']],
		['a:=b', ['a', ':=', 'b']],
		['a:;b', ['a', ':;', 'b']],
		['a||b', ['a', '||', 'b']],
		['a|>b', ['a', '|>', 'b']],
		['a|=b', ['a', '|=', 'b']],
		['a<|b', ['a', '<|', 'b']],
		['f()', ['f', '()']],
		['f( )', ['f', '(', ')']],
		['f(*)', ['f', '(*', ')']],
		['f(a*)', ['f', '(', 'a', '*)']],
		['#{}', ['#{', '}']],
		['# {}', ['#', '{', '}']],
		['!in', ['!in']],
		['! in', ['!', 'in']],
		['!inn', ['!', 'inn']],
		['a!.b', ['a', '!.', 'b']],
		['&&&', ['&&', '&']],
		['x%=2', ['x', '%=', '2']],
		['x^=2', ['x', '^=', '2']],
		['is', ['is']],
		['island', ['island']],
		['a/b//c', ['a', '/', 'b']],
	];
	test.each(cases)('%s', (text, expected) => expect(images(text)).toEqual(expected));
});

describe('words', () => {
	const cases: [string, string][] = [
		['if', 'If if'],
		['iff', 'Identifier iff'],
		['fn', 'FnKeyword fn'],
		['Fn', 'FunctionWord Fn'],
		['type_of', 'MethodWord type_of'],
		['goto', 'ReservedWord goto'],
		['gotoo', 'Identifier gotoo'],
		['async', 'ReservedWord async'],
		['eval', 'DisabledWord eval'],
		['rule', 'Identifier rule'],
		['not', 'Identifier not'],
		['global', 'Identifier global'],
		['_', 'Underscore _'],
		['_x', 'Identifier _x'],
		['__x1_', 'Identifier __x1_'],
		['__', 'MalformedWord __'],
		['_1', 'MalformedWord _1'],
	];
	test.each(cases)('%s', (text, expected) => expect(tokensOf(text)).toEqual([expected]));
});

describe('numbers', () => {
	const cases: [string, string[]][] = [
		['42.', ['Number 42', 'Dot .']],
		['42.;', ['Number 42.', 'Semicolon ;']],
		['42.5.6', ['Number 42.5', 'Dot .', 'Number 6']],
		['42.abs()', ['Number 42', 'Dot .', 'Identifier abs', 'Unit ()']],
		['42._x', ['Number 42', 'Dot .', 'Identifier _x']],
		['1._5', ['Number 1', 'Dot .', 'MalformedWord _5']],
		['1..3', ['Number 1', 'RangeExclusive ..', 'Number 3']],
		['1e5', ['Number 1e5']],
		['1e+5', ['Number 1e+5']],
		['1.5E-5', ['Number 1.5E-5']],
		['1e5.5', ['Number 1e5', 'Dot .', 'Number 5']],
		['1e', ['Number 1', 'Identifier e']],
		['1em', ['Number 1', 'Identifier em']],
		['1e+', ['Number 1e+ !MalformedNumber']],
		['1_000_', ['Number 1_000_']],
		['0xff_', ['Number 0xff_']],
		['0b12', ['Number 0b1', 'Number 2']],
		['0x', ['Number 0x !MalformedNumber']],
		['0o8', ['Number 0o !MalformedNumber', 'Number 8']],
		['0xab.12', ['Number 0xab', 'Dot .', 'Number 12']],
		['0xffff_ffff_ffff_ffff', ['Number 0xffff_ffff_ffff_ffff']],
		['0x1ffffffffffffffff', ['Number 0x1ffffffffffffffff !MalformedNumber']],
		['0x00000000000000000001', ['Number 0x00000000000000000001']],
		['.5', ['Dot .', 'Number 5']],
	];
	test.each(cases)('%s', (text, expected) => expect(tokensOf(text)).toEqual(expected));
});

describe('sign folding', () => {
	const folds = [
		'-1',
		'a;-1',
		'a:-1',
		'[-1]',
		'(-1)',
		'f(a,-1)',
		'{-1}',
		'a?[-1]',
		'x=-1',
		'x+=-1',
		'a*-1',
		'a - -1',
		'a==-1',
		'a..-1',
		'a..=-1',
		'a??-1',
		'a in -1',
		'a !in -1',
		'!-1',
		'if -1',
		'while -1',
		'until -1',
		'return -1',
		'throw -1',
		'|x| -1',
		'|| -1',
		'x is -1',
		'x not -1',
		"'x' not -1",
		'2 not -1',
		'f() not -1',
		'`${-1}`',
	];
	test.each(folds)('%s', (text) => expect(images(text)).toContain('-1'));
	const apart = [
		'a -1',
		'1 -1',
		')-1',
		']-1',
		'}-1',
		'=> -1',
		'else -1',
		'break -1',
		'"s"-1',
		'()-1',
		'true -1',
		'- 1',
		'`a`-1',
		'not -1',
		'(not -1)',
	];
	test.each(apart)('%s', (text) => expect(images(text)).not.toContain('-1'));
});

describe('strings and characters', () => {
	const cases: [string, string[]][] = [
		['"a""b"', ['QuotedString "a""b"']],
		['"a\\"b"', ['QuotedString "a\\"b"']],
		['"a\\\n  b"', ['QuotedString "a\\\n  b"']],
		['"a\nb"', ['QuotedString "a !UnterminatedString', 'Identifier b', 'QuotedString " !UnterminatedString']],
		['"a\r\nb', ['QuotedString "a !UnterminatedString', 'Identifier b']],
		['"a', ['QuotedString "a !UnterminatedString']],
		['"a\\', ['QuotedString "a\\ !UnterminatedString']],
		['"\\q"', ['QuotedString "\\q" !MalformedEscapeSequence']],
		['"\\u12"', ['QuotedString "\\u12" !MalformedEscapeSequence']],
		['"\\ud800"', ['QuotedString "\\ud800" !MalformedEscapeSequence']],
		['"\\U00110000"', ['QuotedString "\\U00110000" !MalformedEscapeSequence']],
		['"\\\'"', ['QuotedString "\\\'" !MalformedEscapeSequence']],
		["'a'", ["Character 'a'"]],
		["'\\''", ["Character '\\''"]],
		["'\u{1f600}'", ["Character '\u{1f600}'"]],
		["''", ["Character '' !MalformedChar"]],
		["'ab'", ["Character 'ab' !MalformedChar"]],
		["'a", ["Character 'a !UnterminatedString"]],
		["'\\\"'", ["Character '\\\"' !MalformedEscapeSequence"]],
		['#"a"b"#', ['RawString #"a"b"#']],
		['##"a"#b"##', ['RawString ##"a"#b"##']],
		['#"a\nb"#', ['RawString #"a\nb"#']],
		['#"a\nb', ['RawString #"a !UnterminatedString', 'Identifier b']],
		['##x', ['ReservedSymbol #', 'ReservedSymbol #', 'Identifier x']],
	];
	test.each(cases)('%j', (text, expected) => expect(tokensOf(text)).toEqual(expected));
});

describe('back-tick strings', () => {
	const cases: [string, string[]][] = [
		['`a`', ['PlainTemplate `a`']],
		['``', ['PlainTemplate ``']],
		['`a``b`', ['PlainTemplate `a``b`']],
		['`a\nb`', ['PlainTemplate `a\nb`']],
		['`\\${a}`', ['PlainTemplate `\\${a}`']],
		['`$a`', ['PlainTemplate `$a`']],
		[
			'`a${b}c`',
			[
				'TemplateStart `',
				'TemplateText a',
				'InterpolationStart ${',
				'Identifier b',
				'RCurly }',
				'TemplateText c',
				'TemplateEnd `',
			],
		],
		['`${{}}`', ['TemplateStart `', 'InterpolationStart ${', 'LCurly {', 'RCurly }', 'RCurly }', 'TemplateEnd `']],
		['`${"}"}`', ['TemplateStart `', 'InterpolationStart ${', 'QuotedString "}"', 'RCurly }', 'TemplateEnd `']],
		["`${'}'}`", ['TemplateStart `', 'InterpolationStart ${', "Character '}'", 'RCurly }', 'TemplateEnd `']],
		['`${/*}*/a}`', ['TemplateStart `', 'InterpolationStart ${', 'Identifier a', 'RCurly }', 'TemplateEnd `']],
		[
			'`${`${a}`}`',
			[
				'TemplateStart `',
				'InterpolationStart ${',
				'TemplateStart `',
				'InterpolationStart ${',
				'Identifier a',
				'RCurly }',
				'TemplateEnd `',
				'RCurly }',
				'TemplateEnd `',
			],
		],
		[
			'`${a}``b`',
			['TemplateStart `', 'InterpolationStart ${', 'Identifier a', 'RCurly }', 'TemplateText ``b', 'TemplateEnd `'],
		],
		['`${#"}"#}`', ['TemplateStart `', 'InterpolationStart ${', 'RawString #"}"#', 'RCurly }', 'TemplateEnd `']],
	];
	test.each(cases)('%j', (text, expected) => expect(tokensOf(text)).toEqual(expected));

	const broken: [string, string[]][] = [
		['`a\nb', ['PlainTemplate `a !UnterminatedString', 'Identifier b']],
		['`a${b\nc', ['PlainTemplate `a${b !UnterminatedString', 'Identifier c']],
		['`a${b`\nc', ['PlainTemplate `a${b` !UnterminatedString', 'Identifier c']],
		// The second line is read as it was meant, not inside out.
		[
			'x = `a;\ny = `b`;',
			[
				'Identifier x',
				'Equals =',
				'PlainTemplate `a; !UnterminatedString',
				'Identifier y',
				'Equals =',
				'PlainTemplate `b`',
				'Semicolon ;',
			],
		],
		[
			'`a`;\n`b\n`c`;',
			['PlainTemplate `a`', 'Semicolon ;', 'PlainTemplate `b !UnterminatedString', 'PlainTemplate `c`', 'Semicolon ;'],
		],
		['`a${b`;\n`c`', ['PlainTemplate `a${b`; !UnterminatedString', 'PlainTemplate `c`']],
	];
	test.each(broken)('broken: %j', (text, expected) => expect(tokensOf(text)).toEqual(expected));
});

describe('comments and stray characters', () => {
	test('nested comments', () => {
		const { tokens, comments } = lex('/* a /* b */ c */ 5 // x\n6 /* open');
		expect(tokens.map((token) => token.image)).toEqual(['5', '6']);
		expect(comments.map((comment) => comment.image)).toEqual(['/* a /* b */ c */', '// x', '/* open']);
	});
	test('a line comment ends at CR', () => expect(images('// a\rb')).toEqual(['b']));
	test('the slash of an end mark is not used twice', () => expect(images('/* a *//* b */c')).toEqual(['c']));
	test('/*/ does not close itself', () => expect(images('/*/ a */b')).toEqual(['b']));
	test('runs of stray characters are one token', () =>
		expect(tokensOf('é\u00a0ß a')).toEqual(['Stray é\u00a0ß !UnexpectedInput', 'Identifier a']));
	test('surrogates stay together', () =>
		expect(tokensOf('a\u{1f600}b')).toEqual(['Identifier a', 'Stray \u{1f600} !UnexpectedInput', 'Identifier b']));
	test('a backslash is stray', () => expect(tokensOf('\\')).toEqual(['Stray \\ !UnexpectedInput']));
	test('offsets are UTF-16 offsets', () => expect(lex('"é" x').tokens[1]?.startOffset).toBe(4));
});
