import { stripVTControlCharacters } from 'node:util';
import { describe, expect, test } from 'vitest';
import { SourceFile } from '../source/source-file.ts';
import type { Diagnostic, RelatedSpan } from './diagnostic.ts';
import { wantsColor } from './paint.ts';
import { renderCounts, renderText, renderTextReport, type TextOptions } from './render-text.ts';
import { cellCount } from './terminal-text.ts';

/** A diagnostic about the place marked `«…»`; further `‹…›` are related places. */
function diagnosticAt(marked: string, further: Partial<Diagnostic> = {}, name = 'rules/main.vsl'): Diagnostic {
	let text = '';
	let start = 0;
	let end = 0;
	const open: number[] = [];
	const places: { start: number; end: number }[] = [];
	for (const character of marked) {
		if (character === '«') start = text.length;
		else if (character === '»') end = text.length;
		else if (character === '‹') open.push(text.length);
		else if (character === '›') places.push({ start: open.pop() as number, end: text.length });
		else text += character;
	}
	const source = new SourceFile(name, text);
	const related: RelatedSpan[] = places.map((place) => ({ ...place, source, message: 'first here' }));
	return { id: 'V207', severity: 'warning', message: 'a message', source, span: { start, end }, related, ...further };
}

function lines(diagnostic: Diagnostic, options?: TextOptions): string[] {
	return renderText(diagnostic, options).split('\n');
}

const cases: [name: string, diagnostic: Diagnostic, expected: string[]][] = [
	[
		'one line',
		diagnosticAt('let «size» = 1;'),
		['warning[V207]: a message', ' --> rules/main.vsl:1:5', '  |', '1 | let size = 1;', '  |     ^^^^'],
	],
	[
		'help of several lines',
		diagnosticAt('«x»', { help: 'do this\nor that' }),
		[
			'warning[V207]: a message',
			' --> rules/main.vsl:1:1',
			'  |',
			'1 | x',
			'  | ^',
			'  = help: do this',
			'          or that',
		],
	],
	[
		'a fix where there is no help',
		diagnosticAt('«x»', { fixes: [{ title: 'rename it', edits: [], safe: true }] }),
		['warning[V207]: a message', ' --> rules/main.vsl:1:1', '  |', '1 | x', '  | ^', '  = fix: rename it'],
	],
	[
		'the end of the text',
		diagnosticAt('let a\nlet b«»', { severity: 'error' }),
		['error[V207]: a message', ' --> rules/main.vsl:2:6', '  |', '2 | let b', '  |      ^'],
	],
	[
		'tabs, wide characters and controls',
		diagnosticAt('\tlet 日本\x1b[2J = «値»;'),
		[
			'warning[V207]: a message',
			' --> rules/main.vsl:1:15',
			'  |',
			'1 |     let 日本␛[2J = 値;',
			'  |                    ^^',
		],
	],
	[
		'several lines',
		diagnosticAt('if «a {\n\tb\n\tc\n}» else'),
		[
			'warning[V207]: a message',
			' --> rules/main.vsl:1:4',
			'  |',
			'1 | if a {',
			'  |    ^^^',
			'...',
			'4 | } else',
			'  | ^',
		],
	],
	[
		'a related place near by, with the line between',
		diagnosticAt('let ‹x› = 1;\nprint(x);\nlet «x» = 2;'),
		[
			'warning[V207]: a message',
			' --> rules/main.vsl:3:5',
			'  |',
			'1 | let x = 1;',
			'  |     - first here',
			'2 | print(x);',
			'3 | let x = 2;',
			'  |     ^',
		],
	],
	[
		'a related place on the same line',
		diagnosticAt('‹x› == «x»'),
		['warning[V207]: a message', ' --> rules/main.vsl:1:6', '  |', '1 | x == x', '  | - first here', '  |      ^'],
	],
	[
		'line numbers of two digits',
		diagnosticAt(`‹a›${'\n'.repeat(9)}«b»`),
		[
			'warning[V207]: a message',
			'  --> rules/main.vsl:10:1',
			'   |',
			' 1 | a',
			'   | - first here',
			'...',
			'10 | b',
			'   | ^',
		],
	],
	[
		'carriage returns do not count',
		diagnosticAt('ab\r\nc«d»\r\n'),
		['warning[V207]: a message', ' --> rules/main.vsl:2:2', '  |', '2 | cd', '  |  ^'],
	],
	[
		'a file without text',
		diagnosticAt('', { severity: 'error' }, 'gone.vsl'),
		['error[V207]: a message', ' --> gone.vsl'],
	],
	[
		'a source without a name',
		diagnosticAt('«x»', {}, ''),
		['warning[V207]: a message', ' --> <script>:1:1', '  |', '1 | x', '  | ^'],
	],
];

describe('text', () => {
	for (const [name, diagnostic, expected] of cases) test(name, () => expect(lines(diagnostic)).toEqual(expected));

	test('a related place in another file comes after the help', () => {
		const other = new SourceFile('other.vsl', 'fn f() { }');
		const related = [{ start: 3, end: 4, source: other, message: 'defined here' }];
		expect(lines(diagnosticAt('«f»(1)', { related, help: 'try' })).slice(5)).toEqual([
			'  = help: try',
			'note: defined here',
			' --> other.vsl:1:4',
			'  |',
			'1 | fn f() { }',
			'  |    -',
		]);
	});

	test('names and messages cannot act on the terminal', () => {
		const text = renderText(
			diagnosticAt('«x»', { message: 'a\x1b[2Jb\nsecond\x07', help: '\x1b]0;title' }, 'na\x1bme'),
		);
		expect([...text].filter((character) => character < ' ' && character !== '\n')).toEqual([]);
		expect(text.split('\n').slice(0, 3)).toEqual(['warning[V207]: a␛[2Jb', '  second␇', ' --> na␛me:1:1']);
	});
});

describe('long lines', () => {
	const long = diagnosticAt(`${'x'.repeat(500_000)}«NEEDLE»${'y'.repeat(500_000)}`);
	test('are cut around the place', () => {
		const [, arrow, , code = '', marks = ''] = lines(long, { width: 60 });
		expect(arrow).toBe(' --> rules/main.vsl:1:500001');
		expect(code).toMatch(/^1 \| …x+NEEDLEy+…$/);
		expect(code.length).toBeLessThanOrEqual(60);
		expect(marks.indexOf('^')).toBe(code.indexOf('NEEDLE'));
		expect(marks.trimEnd().endsWith('^^^^^^')).toBe(true);
	});
	test('of wide characters are no wider', () => {
		const wide = diagnosticAt(`${'日'.repeat(1000)}«本»${'語'.repeat(1000)}`);
		for (const line of lines(wide, { width: 60 })) expect(cellCount(line)).toBeLessThanOrEqual(60);
	});
	test('with a mark longer than the window', () => {
		const [, , , code = '', marks = ''] = lines(diagnosticAt(`a + «${'x'.repeat(9000)}»`), { width: 60 });
		expect(code.endsWith('…')).toBe(true);
		expect(marks.length).toBeLessThanOrEqual(60);
	});
	test('a related place far away on the line has an excerpt of its own', () => {
		const far = diagnosticAt(`‹x›${' '.repeat(1000)}«x»`);
		expect(lines(far, { width: 60 }).filter((line) => line.startsWith('1 |'))).toHaveLength(2);
	});
	test('a surrogate pair is not cut', () => {
		for (let before = 990; before < 1000; before++) {
			const text = renderText(diagnosticAt(`${'a'.repeat(before)}${'😀'.repeat(100)}«b»${'😀'.repeat(100)}`), {
				width: 50,
			});
			expect(text).not.toContain('\\u{d');
		}
	});
});

describe('colours', () => {
	test('only where asked for', () => {
		expect(renderText(diagnosticAt('«x»'))).not.toContain('\x1b');
		const coloured = renderText(diagnosticAt('«x»'), { color: true });
		expect(coloured).toContain('\x1b[');
		expect(stripVTControlCharacters(coloured)).toBe(renderText(diagnosticAt('«x»')));
	});
	const streams: [isTTY: boolean, env: Record<string, string>, wanted: boolean][] = [
		[true, {}, true],
		[false, {}, false],
		[true, { NO_COLOR: '1' }, false],
		[true, { NO_COLOR: '' }, true],
		[true, { TERM: 'dumb' }, false],
		[false, { FORCE_COLOR: '1' }, true],
		[true, { FORCE_COLOR: '0' }, false],
		[false, { FORCE_COLOR: '1', NO_COLOR: '1' }, false],
	];
	for (const [isTTY, env, wanted] of streams) {
		test(`terminal ${isTTY}, ${JSON.stringify(env)}`, () => expect(wantsColor({ isTTY }, env)).toBe(wanted));
	}
});

describe('reports', () => {
	const one = diagnosticAt('«x»');
	const error = diagnosticAt('«x»', { severity: 'error' });
	const hint = diagnosticAt('«x»', { severity: 'info' });
	test('are empty without diagnostics', () => expect(renderTextReport([])).toBe(''));
	test('have a blank line between diagnostics', () => {
		expect(renderTextReport([one, error])).toBe(`${renderText(one)}\n\n${renderText(error)}\n`);
	});
	test('are counted', () => {
		expect(renderCounts([])).toBe('');
		expect(renderCounts([one])).toBe('1 warning');
		expect(renderCounts([hint, error, one, error])).toBe('2 errors, 1 warning, 1 hint');
	});
});
