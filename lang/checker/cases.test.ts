/** The lints on the programs in `cases/`: exactly the findings that the marks name, on exactly those lines. */

import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { NativeModule } from '../modules/native-module.ts';
import { parse } from '../parser/index.ts';
import type { ParseResult } from '../parser/parse-result.ts';
import { SourceFile } from '../source/source-file.ts';
import { describeMarked } from '../testing/describe-marked.ts';
import { differences } from '../testing/marked-findings.ts';
import type { SpecCase } from '../testing/spec-file.ts';
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

function problemsOf(one: SpecCase): string[] {
	const parsed = parse(new SourceFile(CASE_FILE, one.program));
	return differences(one, checkSource(parsed, contextOf(one, parsed)));
}

for (const file of readdirSync(FOLDER)) describeMarked(file, readFileSync(join(FOLDER, file), 'utf8'), problemsOf);
