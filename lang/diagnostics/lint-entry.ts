/** A row of the catalogue for a lint, whose page shows a script with the finding and the repaired script. */

import type { CatalogueEntry } from './catalogue-entry.ts';
import type { Severity } from './diagnostic.ts';
import { examplePage } from './page.ts';

export interface LintEntry extends CatalogueEntry {
	/** A complete script with exactly this finding. */
	readonly bad: string;
	/** The script repaired: no finding at all. */
	readonly good: string;
}

export interface LintText {
	readonly id: string;
	readonly name: string;
	readonly severity: Severity;
	readonly title: string;
	/** What is wrong and what to do, in paragraphs. */
	readonly text: string;
	readonly bad: string;
	readonly good: string;
}

export function lint({ id, name, severity, title, text, bad, good }: LintText): LintEntry {
	return { id, name, severity, title, page: examplePage(text, bad, good), bad, good };
}
