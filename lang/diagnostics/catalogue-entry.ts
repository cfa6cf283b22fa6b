/** One row of the catalogue of diagnostics. */

import type { Severity } from './diagnostic.ts';

export interface CatalogueEntry {
	/** `V` and three digits; never reused for another meaning. */
	readonly id: string;
	/** Short name in kebab-case or, for syntax and run-time errors, the kind of the language specification. */
	readonly name: string;
	/** Level without settings; lints can be re-levelled, syntax and load errors cannot. */
	readonly severity: Severity;
	/** One line, without a full stop. */
	readonly title: string;
	/** Markdown: explanation, then a bad and a good example. */
	readonly page: string;
}
