/**
 * Diagnostics as a JUnit report: one suite per file, one case per diagnostic, and a passed case for a clean file, so
 * that a build server shows the file as checked. Only errors and warnings are failures.
 */

import { CATALOGUE, type Catalogue } from './catalogue.ts';
import type { Diagnostic } from './diagnostic.ts';
import { placeName, renderText, sourceName } from './render-text.ts';

export interface JunitOptions {
	/** Names of all files that were checked; clean ones appear as passed. */
	readonly files?: readonly string[];
	readonly catalogue?: Catalogue;
}

/** What XML 1.0 cannot hold in any form: most controls, halves of surrogate pairs, two noncharacters. */
const NOT_XML =
	// biome-ignore lint/suspicious/noControlCharactersInRegex: finding control characters is the purpose
	/[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff\p{Cs}]/gu;

const ENTITIES: Readonly<Record<string, string>> = {
	'&': '&amp;',
	'<': '&lt;',
	'>': '&gt;',
	'"': '&quot;',
	// In an attribute a bare line break or tab would be read as a blank.
	'\n': '&#10;',
	'\r': '&#13;',
	'\t': '&#9;',
};

function xml(text: string): string {
	return text.replace(NOT_XML, '\ufffd').replace(/[&<>"\n\r\t]/g, (character) => ENTITIES[character] as string);
}

function testCase(diagnostic: Diagnostic, catalogue: Catalogue): string {
	const { id, severity, message, source, span } = diagnostic;
	const name = xml(`${id} ${catalogue.find(id)?.name ?? ''} ${placeName(source, span.start)}`.replace('  ', ' '));
	const open = `    <testcase classname="${xml(sourceName(source))}" name="${name}"`;
	const text = xml(renderText(diagnostic));
	const body =
		severity === 'info'
			? `      <system-out>${text}</system-out>`
			: `      <failure type="${severity}" message="${xml(message)}">${text}</failure>`;
	return `${open}>\n${body}\n    </testcase>`;
}

/** The whole report, ending in a line break. */
export function renderJunit(diagnostics: readonly Diagnostic[], options: JunitOptions = {}): string {
	const catalogue = options.catalogue ?? CATALOGUE;
	const byFile = new Map<string, Diagnostic[]>();
	for (const file of options.files ?? []) byFile.set(file === '' ? '<script>' : file, []);
	for (const diagnostic of diagnostics) {
		const file = sourceName(diagnostic.source);
		const list = byFile.get(file);
		if (list === undefined) byFile.set(file, [diagnostic]);
		else list.push(diagnostic);
	}
	const suites = [...byFile].map(([file, list]) => {
		const failures = list.filter((diagnostic) => diagnostic.severity !== 'info').length;
		const cases =
			list.length === 0
				? [`    <testcase classname="${xml(file)}" name="no findings"/>`]
				: list.map((diagnostic) => testCase(diagnostic, catalogue));
		const attributes = `name="${xml(file)}" tests="${cases.length}" failures="${failures}" errors="0"`;
		return `  <testsuite ${attributes}>\n${cases.join('\n')}\n  </testsuite>`;
	});
	const failures = diagnostics.filter((diagnostic) => diagnostic.severity !== 'info').length;
	const tests = [...byFile.values()].reduce((sum, list) => sum + Math.max(1, list.length), 0);
	const head = '<?xml version="1.0" encoding="UTF-8"?>';
	const body = suites.length === 0 ? '' : `${suites.join('\n')}\n`;
	return `${head}\n<testsuites name="vsl check" tests="${tests}" failures="${failures}">\n${body}</testsuites>\n`;
}
