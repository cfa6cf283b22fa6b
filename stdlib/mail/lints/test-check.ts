/** How the tests of the lints for mail check a script: with the whole library, as `vsl check` does. */

import { type CheckContext, checkSource } from '../../../lang/checker/index.ts';
import { CATALOGUE, createCatalogue } from '../../../lang/diagnostics/catalogue.ts';
import type { Diagnostic } from '../../../lang/diagnostics/diagnostic.ts';
import { parse } from '../../../lang/parser/index.ts';
import type { ParseResult } from '../../../lang/parser/parse-result.ts';
import { SourceFile } from '../../../lang/source/source-file.ts';
import { MAIL_CHECK } from '../check-library.ts';
import { type ListFiles, MAIL_LINT_ENTRIES, mailRules } from './index.ts';

/** Lists that the examples and cases name. */
const LISTS: Readonly<Record<string, string>> = {
	'blocked.txt': '192.0.2.0/24\n198.51.100.0/24\n',
	'blocked-twice.txt': '192.0.2.0/24\n198.51.100.0/24\n192.0.2.0/24\n',
	'nested.txt': '10.1.0.0/16\n192.0.2.0/24\n10.0.0.0/8\n\n10.200.0.0/16\n',
	'nested6.txt': '2001:db8::/32\n2001:db8:1::/48\n2001:db9::/32\n',
	'broken.txt': '192.0.2.1\nnobody\n192.0.2.300\n',
	'names.txt': 'kettle.example\nmünchen.example\nKETTLE.example\n',
	'addresses.txt': 'ann@kettle.example\nann@KETTLE.example\nAnn@kettle.example\nann@bücher.example\n',
	'latin.txt': '\u0000',
};

const files: ListFiles = {
	read(path) {
		if (path === 'latin.txt') return { name: path, content: new Uint8Array([0x61, 0xe9, 0x0a]) };
		const text = Object.hasOwn(LISTS, path) ? LISTS[path] : undefined;
		return text === undefined ? undefined : { name: path, content: new TextEncoder().encode(text) };
	},
};

export const TEST_CATALOGUE = createCatalogue(CATALOGUE.entries, MAIL_LINT_ENTRIES);

const RULES = mailRules(files);

export function contextOf(loadModule: CheckContext['loadModule']): CheckContext {
	return {
		...MAIL_CHECK,
		rules: RULES,
		catalogue: TEST_CATALOGUE,
		loadModule,
	};
}

/** Everything that is said about a script. */
export function checked(parsed: ParseResult, loadModule: CheckContext['loadModule'] = () => undefined): Diagnostic[] {
	return checkSource(parsed, contextOf(loadModule));
}

export function checkedText(text: string, name = 'main.vsl'): Diagnostic[] {
	return checked(parse(new SourceFile(name, text)));
}
