/**
 * The pages under `docs/lint`: one for each id of the catalogue and a list of all.
 *
 * `node docs/generate-lint.ts` writes them; a test fails while they differ from the catalogue.
 */

import { mkdirSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { FULL_CATALOGUE } from '../cli/catalogue.ts';
import { type Catalogue, type CatalogueEntry, explain } from '../lang/diagnostics/catalogue.ts';

export const LINT_FOLDER = join(import.meta.dirname, 'lint');

const RANGES = [
	{ title: 'Lints for mail', first: 'V001', last: 'V199' },
	{ title: 'Lints of the language', first: 'V200', last: 'V399' },
	{ title: 'Syntax errors', first: 'V400', last: 'V599' },
	{ title: 'Load errors and settings', first: 'V600', last: 'V799' },
	{ title: 'Run-time errors', first: 'V800', last: 'V999' },
] as const;

const INTRODUCTION = `# Diagnostics

Everything that \`vsl check\` and the other commands report has an id. \`vsl explain V207\` shows the page of one.

Lints (below V400) can be silenced at their place by \`// vsl-ignore V207: reason\`, on the same line or alone on the line
above, and re-levelled for a project in \`vsl.toml\`:

\`\`\`toml
[lint]
V207 = "off"               # or "info", "warning", "error"
unused-parameter = "info"  # short names work too
\`\`\`

Syntax and load errors cannot be silenced. A lint that is an error is a warning in the block of a \`try\`, whose failure
the script may want to see.
`;

function table(entries: readonly CatalogueEntry[]): string {
	const rows = entries.map(
		({ id, name, severity, title }) => `| [${id}](${id}.md) | \`${name}\` | ${severity} | ${title} |`,
	);
	return ['| id | name | level | meaning |', '|---|---|---|---|', ...rows].join('\n');
}

function overview(entries: readonly CatalogueEntry[]): string {
	const parts = RANGES.flatMap(({ title, first, last }) => {
		const within = entries.filter(({ id }) => id >= first && id <= last);
		return within.length === 0 ? [] : [`## ${title}\n\n${table(within)}\n`];
	});
	return [INTRODUCTION, ...parts].join('\n');
}

/** The text of each page by its file name. */
export function generateLintDocs(catalogue: Catalogue = FULL_CATALOGUE): Map<string, string> {
	const pages = new Map([['README.md', overview(catalogue.entries)]]);
	for (const { id } of catalogue.entries) pages.set(`${id}.md`, explain(id, catalogue) as string);
	return pages;
}

if (import.meta.main) {
	const pages = generateLintDocs();
	mkdirSync(LINT_FOLDER, { recursive: true });
	for (const file of readdirSync(LINT_FOLDER)) if (!pages.has(file)) rmSync(join(LINT_FOLDER, file));
	for (const [file, text] of pages) writeFileSync(join(LINT_FOLDER, file), text);
}
