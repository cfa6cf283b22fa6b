/** The formats for programs: JSON, SARIF, workflow commands and JUnit, on the same few diagnostics. */

import { describe, expect, test } from 'vitest';
import { SourceFile } from '../source/source-file.ts';
import type { Diagnostic } from './diagnostic.ts';
import { fileUri } from './file-uri.ts';
import { renderGithub } from './render-github.ts';
import { renderJson } from './render-json.ts';
import { renderJunit } from './render-junit.ts';
import { renderSarif } from './render-sarif.ts';

const source = new SourceFile('rules/a b.vsl', '// 😀\nlet x = 1;\n');
const other = new SourceFile('b.vsl', 'fn x() { }');
const diagnostics: Diagnostic[] = [
	{
		id: 'V207',
		severity: 'warning',
		message: 'the variable `x` is never used',
		source,
		span: { start: 10, end: 11 },
		help: 'remove it',
		related: [{ start: 3, end: 4, source: other, message: 'see here' }],
		fixes: [{ title: 'rename it', edits: [{ start: 10, end: 10, text: '_' }], safe: true }],
	},
	{
		id: 'V402',
		severity: 'error',
		message: 'a\nb: "<&>"',
		source,
		span: { start: 6, end: 16 },
		parseKind: 'MissingToken',
	},
	{ id: 'V226', severity: 'info', message: '100% % of\r\n::error::x', source, span: { start: 0, end: 18 } },
];

describe('JSON', () => {
	const report = JSON.parse(renderJson(diagnostics));
	test('has places as offset, line and column', () => {
		expect(report.diagnostics[0]).toEqual({
			id: 'V207',
			severity: 'warning',
			message: 'the variable `x` is never used',
			file: 'rules/a b.vsl',
			start: { offset: 10, line: 2, column: 5 },
			end: { offset: 11, line: 2, column: 6 },
			help: 'remove it',
			related: [
				{
					message: 'see here',
					file: 'b.vsl',
					start: { offset: 3, line: 1, column: 4 },
					end: { offset: 4, line: 1, column: 5 },
				},
			],
			fixes: [
				{
					title: 'rename it',
					safe: true,
					edits: [{ start: { offset: 10, line: 2, column: 5 }, end: { offset: 10, line: 2, column: 5 }, text: '_' }],
				},
			],
		});
	});
	test('names the kind of a syntax error', () => expect(report.diagnostics[1].kind).toBe('MissingToken'));
	test('counts', () => expect(report.counts).toEqual({ error: 1, warning: 1, info: 1 }));
	test('of nothing', () => expect(JSON.parse(renderJson([])).diagnostics).toEqual([]));
});

describe('SARIF', () => {
	const log = JSON.parse(renderSarif(diagnostics, { version: '1.2.3', baseUri: 'file:///srv/' }));
	const [run] = log.runs;
	test('names version and tool', () => {
		expect(log.version).toBe('2.1.0');
		expect(run.tool.driver.name).toBe('vsl');
		expect(run.tool.driver.version).toBe('1.2.3');
		expect(run.columnKind).toBe('unicodeCodePoints');
	});
	test('lists the rules that were found, and results point to them', () => {
		expect(run.tool.driver.rules.map((rule: { id: string }) => rule.id)).toEqual(['V207', 'V226', 'V402']);
		for (const result of run.results) expect(run.tool.driver.rules[result.ruleIndex].id).toBe(result.ruleId);
	});
	test('has levels and regions', () => {
		expect(run.results.map((result: { level: string }) => result.level)).toEqual(['warning', 'error', 'note']);
		expect(run.results[0].locations[0].physicalLocation).toEqual({
			artifactLocation: { uri: 'rules/a%20b.vsl', uriBaseId: 'ROOT' },
			region: { startLine: 2, startColumn: 5, endLine: 2, endColumn: 6 },
		});
	});
	test('carries fixes and related places', () => {
		expect(run.results[0].relatedLocations[0].message.text).toBe('see here');
		expect(run.results[0].fixes[0].artifactChanges[0].replacements).toEqual([
			{
				deletedRegion: { startLine: 2, startColumn: 5, endLine: 2, endColumn: 5 },
				insertedContent: { text: '_' },
			},
		]);
		expect(run.results[1].fixes).toBeUndefined();
	});
	test('of nothing', () => expect(JSON.parse(renderSarif([])).runs[0].results).toEqual([]));

	const names: [name: string, uri: string][] = [
		['a/b.vsl', 'a/b.vsl'],
		['/srv/a b.vsl', 'file:///srv/a%20b.vsl'],
		['a#b?c%.vsl', 'a%23b%3Fc%25.vsl'],
		['ü.vsl', '%C3%BC.vsl'],
		['a\\b.vsl', 'a/b.vsl'],
	];
	for (const [name, uri] of names) test(`${name} as a URI`, () => expect(fileUri(name)).toBe(uri));
});

describe('workflow commands', () => {
	const lines = renderGithub(diagnostics).split('\n');
	test('are one line each', () => expect(lines).toHaveLength(diagnostics.length + 1));
	test('have places', () => {
		expect(lines[0]).toBe(
			'::warning file=rules/a b.vsl,line=2,col=5,endLine=2,endColumn=5,title=V207::the variable `x` is never used%0Aremove it',
		);
	});
	test('cannot issue other commands', () => {
		expect(lines[2]).toContain('::100%25 %25 of%0D%0A::error::x');
		const named = new SourceFile('a,b:c\n::stop-commands::x', 'x');
		const [line] = renderGithub([{ ...(diagnostics[1] as Diagnostic), source: named }]).split('\n');
		expect(line).toContain('file=a%2Cb%3Ac%0A%3A%3Astop-commands%3A%3Ax,line=1');
	});
	test('of nothing', () => expect(renderGithub([])).toBe(''));
});

describe('JUnit', () => {
	const report = renderJunit(diagnostics, { files: ['clean.vsl', 'rules/a b.vsl'] });
	test('counts failures, which hints are not', () => {
		expect(report).toContain('<testsuites name="vsl check" tests="4" failures="2">');
		expect(report).toContain('<testsuite name="rules/a b.vsl" tests="3" failures="2" errors="0">');
	});
	test('shows clean files as passed', () => {
		expect(report).toContain('<testcase classname="clean.vsl" name="no findings"/>');
	});
	test('escapes', () => {
		expect(report).toContain('message="a&#10;b: &quot;&lt;&amp;&gt;&quot;"');
		const control = renderJunit([{ ...(diagnostics[1] as Diagnostic), message: 'a\x01\ufffe\ud800b' }]);
		expect(control).toContain('message="a\ufffd\ufffd\ufffdb"');
	});
	test('of nothing', () => expect(renderJunit([])).toContain('tests="0" failures="0"'));
});
