/** The lints for mail on the scripts in `cases/`: exactly the findings that the marks name, on exactly those lines. */

import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { CheckContext } from '../../../lang/checker/index.ts';
import { parse } from '../../../lang/parser/index.ts';
import type { ParseResult } from '../../../lang/parser/parse-result.ts';
import { SourceFile } from '../../../lang/source/source-file.ts';
import { describeMarked } from '../../../lang/testing/describe-marked.ts';
import { differences } from '../../../lang/testing/marked-findings.ts';
import type { SpecCase } from '../../../lang/testing/spec-file.ts';
import { checked } from './test-check.ts';

const FOLDER = join(import.meta.dirname, 'cases');

/** What cases import. */
const MODULES: Readonly<Record<string, string>> = {
	lists: `object friends group = [object one fqdn = "friends.example"];
object office rg4 = "198.51.100.0/24";
service seen db:csv = #{ connector: "seen.csv" };
service scan cmd = #{ command: "scan" };
service filter smtp = #{ delegator: #{ address: "127.0.0.1:10026" }, receiver: "127.0.0.1:10027" };
export const refusal = code(550, "5.7.1", "no");
export const template = "copies";`,
	helpers: `import "lists" as lists;
fn recipient_domain() { ctx::rcpt().domain }
fn indirect() { recipient_domain() }
fn keep(folder) { fs::write(folder); state::next() }
fn name_of(address) { address.local_part }
fn sender() { ctx::mail_from() }
fn just_log(text) { log("info", text); }
fn always_deny() { state::deny() }
fn listed(name) { dns::lookup(name).len() > 0 }
fn decide(x) { switch x { 1 => state::next(), 2 => state::deny() } }`,
};

function loaderFor(): CheckContext['loadModule'] {
	const loaded = new Map<string, ParseResult>();
	return (path) => {
		if (path === 'native') return 'opaque';
		let module = loaded.get(path);
		if (module === undefined && Object.hasOwn(MODULES, path)) {
			module = parse(new SourceFile(`${path}.vsl`, MODULES[path] as string));
			loaded.set(path, module);
		}
		return module;
	};
}

/** Findings of the language that cases about mail need not care about. */
const ASIDE: ReadonlySet<string> = new Set(['V207', 'V208', 'V217']);

function problemsOf(one: SpecCase): string[] {
	const [name = 'main.vsl'] = one.headers.get('file') ?? [];
	const parsed = parse(new SourceFile(name, one.program));
	const level = one.headers.get('level')?.[0];
	const found = checked(parsed, loaderFor()).filter(({ id }) => !ASIDE.has(id));
	const wrong =
		level === undefined ? [] : found.filter(({ severity }) => severity !== level).map(({ id }) => `level of ${id}`);
	return [...differences(one, found), ...wrong];
}

for (const file of readdirSync(FOLDER)) describeMarked(file, readFileSync(join(FOLDER, file), 'utf8'), problemsOf);
