import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { CATALOGUE, createCatalogue } from '../diagnostics/catalogue.ts';
import { renderTextReport } from '../diagnostics/render-text.ts';
import { parse } from '../parser/index.ts';
import type { ParseResult } from '../parser/parse-result.ts';
import { SourceFile } from '../source/source-file.ts';
import { type CheckContext, checkFiles, checkSource, type LintRule, readSettings } from './index.ts';
import { testLibrary } from './test-library.ts';

function parsed(text: string, name = 'main.vsl'): ParseResult {
	return parse(new SourceFile(name, text));
}

function ids(text: string, context: CheckContext = {}): string[] {
	return checkSource(parsed(text), { modules: [testLibrary], ...context }).map(
		({ id, severity }) => `${id} ${severity}`,
	);
}

function settings(text: string) {
	return readSettings(new SourceFile('vsl.toml', text)).settings;
}

describe('one file', () => {
	test('the empty file is clean', () => expect(ids('')).toEqual([]));
	test('syntax errors come alone', () => {
		const found = ids('let a = ;\nlet b = 1;\nprint(c);');
		expect(found).toHaveLength(1);
		expect(found[0]).toMatch(/^V4\d\d error$/);
	});
	test('but imports are looked at all the same', () => {
		expect(ids('import "gone" as g;\nlet a = ;', { loadModule: () => undefined })[0]).toBe('V601 error');
	});
	test('what the resolver finds is part of it', () => {
		const found = checkSource(parsed('const A = 1;\nA = 2;\nprint(A);'));
		expect(found.map(({ parseKind }) => parseKind)).toEqual(['AssignmentToConstant']);
	});
	test('what fails in the block of a try is a warning', () => {
		const text = [
			'nope();',
			'try { try { nope(); } catch { nope(); } [1].map(|x| nope()); } catch { nope(); }',
			'try { 1 } catch { } nope();',
		].join('\n');
		const found = checkSource(parsed(text), { modules: [testLibrary] }).filter(({ id }) => id === 'V202');
		expect(found.map(({ severity }) => severity)).toEqual(['error', 'warning', 'warning', 'warning', 'error', 'error']);
		const strict = checkSource(parsed(text), { modules: [testLibrary], settings: settings('[lint]\nV202 = "error"') });
		expect(strict.filter(({ id, severity }) => id === 'V202' && severity === 'error').length).toBe(6);
	});
	test('findings are ordered by place', () => {
		const found = checkSource(parsed('print(b);\nlet a = 1;\nprint(c);'), { modules: [testLibrary] });
		const starts = found.map(({ span }) => span.start);
		expect(starts).toEqual([...starts].sort((x, y) => x - y));
	});
	test('diagnostics from elsewhere are joined, silenced and levelled', () => {
		const file = parsed('print(1); // vsl-ignore V007: fine\nprint(2);');
		const at = (start: number) =>
			({
				id: 'V007',
				severity: 'warning',
				message: 'x',
				source: file.source,
				span: { start, end: start + 1 },
			}) as const;
		const found = checkSource(file, { further: [at(40), at(0)], settings: settings('[lint]\nV007 = "error"') });
		expect(found.map(({ span, severity }) => [span.start, severity])).toEqual([[40, 'error']]);
	});
});

describe('levels', () => {
	const text = 'let a = 1;';
	const cases: [level: string, found: string[]][] = [
		['off', []],
		['info', ['V207 info']],
		['warning', ['V207 warning']],
		['error', ['V207 error']],
	];
	for (const [level, found] of cases) {
		test(level, () => expect(ids(text, { settings: settings(`[lint]\nV207 = "${level}"`) })).toEqual(found));
	}
	test('what is off is not missed by an ignore comment', () => {
		expect(ids('let a = 1; // vsl-ignore V207: x', { settings: settings('[lint]\nV207 = "off"') })).toEqual([]);
	});
	test('findings about ignore comments have levels too', () => {
		expect(ids('print(1); // vsl-ignore V207: x', { settings: settings('[lint]\nV226 = "off"') })).toEqual([]);
	});
	test('errors of syntax cannot be silenced', () => {
		expect(ids('// vsl-ignore V402: x\nlet a = 1 let b')).not.toEqual([]);
	});
});

describe('lints of later layers', () => {
	const rule: LintRule = {
		id: 'V042',
		run({ tree }, report) {
			for (const call of tree.ofKind('Call'))
				if (call.name.name === 'print') report({ span: call, message: 'no print' });
		},
	};
	const catalogue = createCatalogue(CATALOGUE.entries, [
		{ id: 'V042', name: 'no-print', severity: 'info', title: 'print is left in', page: 'Prints.' },
	]);
	test('run after the others, at the level of their table', () => {
		expect(ids('print(1);', { rules: [rule], catalogue })).toEqual(['V042 info']);
	});
	test('a finding can weigh more than its id, except in a try', () => {
		const severe: LintRule = {
			id: 'V042',
			run({ tree }, report) {
				for (const call of tree.ofKind('Call')) report({ span: call, message: 'no', severity: 'error' });
			},
		};
		const found = ids('print(1);\ntry { print(2); } catch {}', { rules: [severe], catalogue });
		expect(found).toEqual(['V042 error', 'V042 warning']);
		const off = readSettings(new SourceFile('', '[lint]\nV042 = "info"'), { catalogue }).settings;
		expect(ids('print(1);', { rules: [severe], catalogue, settings: off })).toEqual(['V042 info']);
	});
	test('can take the place of what others say there', () => {
		const instead: LintRule = {
			id: 'V042',
			supersedes: ['V219'],
			run({ tree }, report) {
				for (const node of tree.ofKind('Int')) if (node.value === 1) report({ span: node, message: 'one' });
			},
		};
		expect(ids('1;\n2;\nprint(3);', { rules: [instead], catalogue })).toEqual(['V042 info', 'V219 warning']);
	});
	test('obey settings and comments', () => {
		const level = readSettings(new SourceFile('', '[lint]\nno-print = "error"'), { catalogue }).settings;
		expect(ids('print(1);', { rules: [rule], catalogue, settings: level })).toEqual(['V042 error']);
		expect(ids('print(1); // vsl-ignore no-print: x', { rules: [rule], catalogue })).toEqual([]);
		expect(ids('5 // vsl-ignore V042: x', { rules: [rule], catalogue })).toEqual(['V226 info']);
	});
});

describe('files together', () => {
	const texts: Readonly<Record<string, string>> = {
		main: 'import "lists" as lists;\nprint(lists::deep::f());',
		lists: 'import "deep" as deep;',
		deep: 'fn f() { 1 }',
		a: 'import "b" as b;\nprint(b::x);',
		b: 'import "c" as c;\nexport const x = 1;\nprint(c::y);',
		c: 'import "a" as a;\nexport const y = 1;\nprint(a::z);',
	};
	const files = new Map(Object.entries(texts).map(([name, text]) => [name, parsed(text, `${name}.vsl`)]));
	const loadModule: CheckContext['loadModule'] = (path) => files.get(path);
	const check = (...names: string[]): string[] =>
		checkFiles(
			names.map((name) => files.get(name) as ParseResult),
			{ modules: [testLibrary], loadModule },
		).map(({ id, source, message }) => `${source.name} ${id} ${message}`);

	test('an import that another file goes through is used', () => {
		expect(check('main', 'lists', 'deep')).toEqual([]);
		expect(check('lists')).toEqual(['lists.vsl V209 the module `deep` is imported but never used']);
	});
	test('a circle is reported once', () => {
		const found = check('a', 'b', 'c');
		expect(found.filter((line) => line.includes('V602'))).toEqual([
			'a.vsl V602 this import leads back to its own file: a.vsl → b.vsl → c.vsl → a.vsl',
		]);
		expect(found.filter((line) => line.includes('V205'))).toEqual(['c.vsl V205 `a` has no constant `z`']);
	});
});

describe('hostile files', () => {
	const deep = 20_000;
	const unlimited = { expressionDepth: 0, functionExpressionDepth: 0 };
	const shapes: [name: string, text: string][] = [
		['a long sum', `let a = 1;\nprint(a${' + a'.repeat(deep)});`],
		['a long row of calls', `private fn f() { 1${' + f()'.repeat(deep)} }`],
		['a long comparison', `let a = 1;\nprint(a${' == a'.repeat(deep)});`],
		['many prefixes', `let a = true;\nprint(${'!'.repeat(deep)}a);`],
		['a long chain', `let a = #{};\nprint(a${'.b'.repeat(deep)});`],
		['many methods', `print("a"${'.to_upper()'.repeat(deep)});`],
		['many else-ifs', `let a = 1;\nif a == 0 { print(a); }${' else if a == 1 { print(a); }'.repeat(deep)}`],
		[
			'many definitions that build on each other',
			Array.from({ length: deep }, (_, at) => `let a${at} = a${at - 1};`).join('\n'),
		],
		[
			'definitions that build on later ones',
			Array.from({ length: 500 }, (_, at) => `let b${at} = 1;`).join('\n') +
				Array.from({ length: 500 }, (_, at) => `b${at} = b${at + 1};`).join('\n'),
		],
		['many comments', `${'// vsl-ignore V207: x\n'.repeat(deep)}let a = 1;`],
		['nested closures', `${'|x| '.repeat(100)}x`],
		['nested blocks', `${'{'.repeat(100)}1${'}'.repeat(100)}`],
		['brackets without end', '('.repeat(deep)],
		['many unknown names on one line', 'print(nope);'.repeat(deep)],
	];
	for (const [name, text] of shapes) {
		test(name, () => {
			const found = checkSource(parse(new SourceFile('x', text), unlimited), { modules: [testLibrary] });
			expect(found.every(({ message }) => message.length < 1000)).toBe(true);
		});
	}

	const pieces = fc.constantFrom(
		...'let const fn f x y ( ) { } [ ] #{ } ; , . ?. :: = == + - ! && || ?? | in if else switch => _ for while loop do until return'.split(
			' ',
		),
		...'break continue throw try catch import export as private this "s" `t${ } 1 2.5 true () // /* */ print len rule "r" object'.split(
			' ',
		),
		'\n',
		'// vsl-ignore V207',
		'global::x',
		'f!()',
	);
	test('no text is too strange', () => {
		fc.assert(
			fc.property(fc.array(pieces, { maxLength: 60 }), (words) => {
				const found = checkSource(parsed(words.join(' ')), { modules: [testLibrary], loadModule: () => undefined });
				expect(renderTextReport(found)).toBeTypeOf('string');
			}),
			{ numRuns: 2000 },
		);
	});
});
