/**
 * The one table of everything that can be reported: id → name, level, title and a page that explains it.
 *
 * `vsl explain`, the pages under `docs/lint`, the rule list of SARIF output and the settings all read this table.
 * Later layers have tables of their own (the lints for mail): `createCatalogue` joins them, nothing is registered
 * behind anybody's back.
 */

import type { CatalogueEntry } from './catalogue-entry.ts';
import { LINT_ENTRIES } from './lint-entries.ts';
import { LOAD_ENTRIES } from './load-entries.ts';
import { RUNTIME_ENTRIES } from './runtime-entries.ts';
import { nearest } from './spelling.ts';
import { SYNTAX_ENTRIES } from './syntax-entries.ts';

export type { CatalogueEntry } from './catalogue-entry.ts';

export interface Catalogue {
	/** Ordered by id. */
	readonly entries: readonly CatalogueEntry[];
	/** By id, in any case. */
	find(id: string): CatalogueEntry | undefined;
	/** By short name, e.g. `unused-variable`. */
	findByName(name: string): CatalogueEntry | undefined;
}

/** Joins tables; ids must be unique, which a test of each layer checks (the last one wins here). */
export function createCatalogue(...tables: (readonly CatalogueEntry[])[]): Catalogue {
	const byId = new Map<string, CatalogueEntry>();
	const byName = new Map<string, CatalogueEntry>();
	for (const entry of tables.flat()) {
		byId.set(entry.id, entry);
		byName.set(entry.name, entry);
	}
	return {
		entries: [...byId.values()].sort((a, b) => (a.id < b.id ? -1 : 1)),
		find: (id) => byId.get(id.toUpperCase()),
		findByName: (name) => byName.get(name),
	};
}

/** Everything that the language itself can report. */
export const CATALOGUE: Catalogue = createCatalogue(LINT_ENTRIES, SYNTAX_ENTRIES, LOAD_ENTRIES, RUNTIME_ENTRIES);

/** Lints can be silenced and re-levelled; what stops a script from running cannot. */
export function isLint(id: string): boolean {
	return /^V[0-3]\d\d$/.test(id);
}

/** The page of an id or short name as Markdown with its heading, or `undefined` if there is none. */
export function explain(id: string, catalogue: Catalogue = CATALOGUE): string | undefined {
	const entry = catalogue.find(id) ?? catalogue.findByName(id);
	if (entry === undefined) return undefined;
	return `# ${entry.id}: ${entry.title}\n\n\`${entry.name}\`, ${levelText(entry)}\n\n${entry.page.trim()}\n`;
}

function levelText(entry: CatalogueEntry): string {
	return isLint(entry.id) ? `${entry.severity} unless the settings say otherwise` : entry.severity;
}

/** The id that somebody who asked for an unknown one probably meant. */
export function nearestId(id: string, catalogue: Catalogue = CATALOGUE): string | undefined {
	const names = catalogue.entries.flatMap((entry) => [entry.id, entry.name]);
	return nearest(id, names);
}
