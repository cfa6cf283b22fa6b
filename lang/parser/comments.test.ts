import { describe, expect, test } from 'vitest';
import { SourceFile } from '../source/source-file.ts';
import { parse } from './parse.ts';
import { problemsOf } from './test-helpers.ts';

function docsOf(text: string): readonly string[] | undefined {
	const [first] = parse(new SourceFile('test', text)).script.statements.filter((one) => one.kind === 'Function');
	return first?.docs;
}

test('kinds of comments', () => {
	const cases: [string, string][] = [
		['// a', 'line'],
		['//// a', 'line'],
		['/// a', 'doc-line'],
		['//! a', 'module-doc'],
		['/* a */', 'block'],
		['/**/', 'block'],
		['/*** a */', 'block'],
		['/** a */', 'doc-block'],
		['/** open', 'doc-block'],
	];
	for (const [text, kind] of cases) {
		const [comment] = parse(new SourceFile('test', text)).comments;
		expect(comment).toMatchObject({ kind, text, start: 0, end: text.length, unclosed: text === '/** open' });
	}
});

test('comments are in source order and leave out the line break', () => {
	const { comments } = parse(new SourceFile('test', 'x; // a\r\n/* b */ y // c'));
	expect(comments.map(({ text, start }) => [text, start])).toEqual([
		['// a', 3],
		['/* b */', 9],
		['// c', 19],
	]);
});

describe('documentation of functions', () => {
	const cases: [string, string[]][] = [
		['/// a\n/// b\nfn f() {}', ['/// a\n/// b']],
		['/// a\n\n/// b\nfn f() {}', ['/// a\n/// b']],
		['/// a\n/** b\n c */\n/// d\nfn f() {}', ['/// a', '/** b\n c */', '/// d']],
		['/** a */ private fn f() {}', ['/** a */']],
		['// a\nfn f() {}', []],
		['/// a\nlet x = 1; fn f() {}', []],
		['/// a\n// b\nfn f() {}', ['/// a']],
		['  /** a\n      b\n    c */\n  fn f() {}', ['/** a\n    b\n  c */']],
		['/// \u00e9\nfn T.f() {}', ['/// \u00e9']],
	];
	test.each(cases)('%j', (text, docs) => expect(docsOf(text)).toEqual(docs));
});

test('module documentation may stand anywhere', () => {
	const { script } = parse(new SourceFile('test', '//! a\nlet x = 1;\n{ //! b\n}\n/// d\n//! c\nfn f() {}'));
	expect(script.moduleDocs).toEqual(['//! a', '//! b', '//! c']);
});

describe('misplaced doc-comments matter with metadata only', () => {
	const message = 'Doc-comment must be followed immediately by a function definition';
	const cases: [string, string[]][] = [
		['/// a\nfn f() {}', []],
		['/// a\nlet x = 1;', [`WrongDocComment 1:1 ${message}`]],
		['{ /// a\n x }', [`WrongDocComment 1:3 ${message}`]],
		['fn f() { /// a\n }', [`WrongDocComment 1:10 ${message}`]],
		['x /// a', [`WrongDocComment 1:3 ${message}`]],
		['// a\nlet x = 1;', []],
		['//! a\nlet x = 1;', []],
	];
	test.each(cases)('%j', (text, problems) => {
		expect(problemsOf(text, { metadata: true })).toEqual(problems);
		expect(problemsOf(text)).toEqual([]);
	});
});

test('tokens are available afterwards', () => {
	const { tokens } = parse(new SourceFile('test', 'let x = 1;'));
	expect(tokens.map(({ type, text, start, end }) => `${type} ${text} ${start} ${end}`)).toEqual([
		'Let let 0 3',
		'Identifier x 4 5',
		'Equals = 6 7',
		'Number 1 8 9',
		'Semicolon ; 9 10',
	]);
});
