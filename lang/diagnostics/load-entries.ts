/** V600–V799: what can go wrong between the name of a file and its syntax tree, and in the settings of a project. */

import type { CatalogueEntry } from './catalogue-entry.ts';
import { examplePage } from './page.ts';

export const LOAD_ENTRIES = [
	{
		id: 'V601',
		name: 'unresolved-import',
		severity: 'error',
		title: 'an imported module cannot be found',
		page: examplePage(
			`The path after \`import\` names no file. Paths are written without the extension \`.vsl\`. They are looked up
from the folder of the main script; a path that begins with \`./\` or \`../\` starts at the folder of the file that imports.

Running the import would fail with \`ErrorModuleNotFound\`.`,
			'import "lists.vsl" as lists;\nlists::blocked()',
			'import "lists" as lists;\nlists::blocked()',
		),
	},
	{
		id: 'V602',
		name: 'import-cycle',
		severity: 'error',
		title: 'modules import each other in a circle',
		page: examplePage(
			`A module is run before the script that imports it continues, so modules that need each other can never be
loaded. Move what both need into a third module, or pass it as an argument.`,
			'// a.vsl\nimport "b" as b;\n\n// b.vsl\nimport "a" as a;',
			'// a.vsl\nimport "shared" as shared;\n\n// b.vsl\nimport "shared" as shared;',
		),
	},
	{
		id: 'V603',
		name: 'unreadable-file',
		severity: 'error',
		title: 'a file cannot be read',
		page: `The file does not exist, is a folder where a file is needed, or its permissions forbid reading it. The message
carries the reason that the operating system gave.
`,
	},
	{
		id: 'V604',
		name: 'invalid-utf8',
		severity: 'error',
		title: 'a file is not UTF-8 text',
		page: `Scripts are UTF-8. The message says at which byte the file stops being valid; such a byte usually comes from
an editor that saves in Latin-1 or UTF-16. Save the file as UTF-8 (a byte order mark is accepted and dropped).
`,
	},
	{
		id: 'V605',
		name: 'file-too-large',
		severity: 'error',
		title: 'a file is larger than a script may be',
		page: `Files above the limit are refused before they are read, because nothing that large was written as a script.
Data belongs into list files or data bases, not into source text.
`,
	},
	{
		id: 'V606',
		name: 'import-path-type',
		severity: 'error',
		title: 'the path of an import is not a string',
		page: examplePage(
			'`import` needs a string that names the module. Any other value fails with `ErrorMismatchDataType`.',
			'import 5 as five;\nfive::f()',
			'import "five" as five;\nfive::f()',
		),
	},
	{
		id: 'V610',
		name: 'directive-without-host',
		severity: 'error',
		title: 'a directive has no meaning in this program',
		page: `\`rule\`, \`action\`, \`delegate\`, \`object\`, \`service\` and \`test\` mean something to the mail server, and this
program runs the bare language. The file can still be checked and formatted. As ordinary names the words are free everywhere.
`,
	},
	{
		id: 'V620',
		name: 'settings-syntax',
		severity: 'error',
		title: 'the settings file is not valid TOML',
		page: examplePage(
			'`vsl.toml` could not be read as TOML. Nothing in it takes effect until it can.',
			'[lint]\nV207 = off',
			'[lint]\nV207 = "off"',
			'toml',
		),
	},
	{
		id: 'V621',
		name: 'unknown-setting',
		severity: 'error',
		title: 'the settings file has a key that means nothing',
		page: examplePage(
			`A key or table of \`vsl.toml\` is not known, so it has no effect; most often it is mistyped. Under \`[lint]\` the
keys are ids of lints.`,
			'[lints]\nV207 = "off"',
			'[lint]\nV207 = "off"',
			'toml',
		),
	},
	{
		id: 'V622',
		name: 'bad-setting',
		severity: 'error',
		title: 'a setting has a value that it cannot have',
		page: examplePage(
			`The value has the wrong type, or is none of those that the key accepts. The level of a lint is one of \`"off"\`,
\`"info"\`, \`"warning"\` and \`"error"\`; syntax and load errors have no level.`,
			'[lint]\nV207 = "ignore"',
			'[lint]\nV207 = "off"',
			'toml',
		),
	},
] as const satisfies readonly CatalogueEntry[];
