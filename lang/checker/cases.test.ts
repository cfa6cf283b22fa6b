/** The lints on the programs in `cases/`: exactly the findings that the marks name, on exactly those lines. */

import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import type { Diagnostic } from '../diagnostics/diagnostic.ts';
import type { NativeModule } from '../modules/native-module.ts';
import { parse } from '../parser/index.ts';
import type { ParseResult } from '../parser/parse-result.ts';
import { SourceFile } from '../source/source-file.ts';
import { readSpecFile, type SpecCase } from '../testing/spec-file.ts';
import { type CheckContext, checkSource } from './index.ts';
import { declareAll, testLibrary } from './test-library.ts';

const FOLDER = join(import.meta.dirname, 'cases');

const CASE_FILE = 'case.vsl';

const old = declareAll('O old_name(int) -> int');
const hostModule: NativeModule = {
	...old,
	functions: old.functions.map((one) => ({ ...one, deprecated: 'use `new_name`' })),
	constants: [{ name: 'LIBRARY_CONSTANT', value: 1, type: 'int', doc: 'For tests.' }],
};
const namespaced = declareAll('- f() -> int', 'test');

const MODULES: Readonly<Record<string, string>> = {
	lists: `fn blocked(name) { name == global::LIMIT }
		private fn helper() { 1 }
		const hidden = 5;
		export const LIMIT = 5;
		let some = 5;
		export some as limit_of;
		object bad_hosts group = [];`,
	outer: 'import "lists" as inner;',
	broken: 'fn f( {',
	'circle-a': 'import "case" as back; export const x = 1;',
};

/** The modules that cases import; the case itself is one of them. */
function loaderFor(parsed: ParseResult): CheckContext['loadModule'] {
	const loaded = new Map<string, ParseResult>([['case', parsed]]);
	return (path) => {
		if (path === 'native') return 'opaque';
		let module = loaded.get(path);
		if (module === undefined && Object.hasOwn(MODULES, path)) {
			module = parse(new SourceFile(path, MODULES[path] as string));
			loaded.set(path, module);
		}
		return module;
	};
}

function contextOf({ headers }: SpecCase, parsed: ParseResult): CheckContext {
	return {
		modules: headers.has('library') ? undefined : [testLibrary, hostModule, namespaced],
		loadModule: loaderFor(parsed),
		openScope: headers.has('open'),
		hostNames: headers.get('host') ?? [],
	};
}

function describeFound(diagnostic: Diagnostic): string {
	return `line ${diagnostic.source.lineAt(diagnostic.span.start)}: ${diagnostic.id} ${diagnostic.message}`;
}

/** What was found and not marked, and what was marked and not found. */
function differences(one: SpecCase): string[] {
	const parsed = parse(new SourceFile(CASE_FILE, one.program));
	const left = checkSource(parsed, contextOf(one, parsed));
	const missing: string[] = [];
	for (const { codeLine, name, text } of one.expectations) {
		const at = left.findIndex(
			(diagnostic) =>
				diagnostic.source.lineAt(diagnostic.span.start) === codeLine &&
				diagnostic.id.startsWith(name) &&
				diagnostic.message.includes(text),
		);
		if (at === -1) missing.push(`missing on line ${codeLine}: ${name} ${text}`);
		else left.splice(at, 1);
	}
	return [...missing, ...left.map((diagnostic) => `unexpected on ${describeFound(diagnostic)}`)];
}

for (const file of readdirSync(FOLDER)) {
	describe(file, () => {
		const { cases, problems } = readSpecFile(readFileSync(join(FOLDER, file), 'utf8'));
		test('is well formed', () => {
			const clean = new Set(cases.filter(({ headers }) => headers.has('clean')).map(({ line }) => line));
			expect(problems.filter(({ line }) => !clean.has(line))).toEqual([]);
		});
		for (const one of cases) {
			test(`${one.name} (line ${one.line})`, () => expect(differences(one)).toEqual([]));
		}
	});
}
