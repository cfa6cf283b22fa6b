/**
 * What every stage of the language reports: data, never an exception and never ready-made text.
 *
 * Ids: V001–V199 lints for mail, V200–V399 lints of the core language, V400–V599 syntax, V600–V799 load,
 * V800–V999 run time. The table of all ids is `catalogue.ts`; renderers are beside it.
 */

import type { SourceFile, Span } from '../source/source-file.ts';

export type Severity = 'error' | 'warning' | 'info';

/** A replacement of one stretch of source. */
export interface TextEdit extends Span {
	readonly text: string;
}

/** A change that repairs the finding; edits do not overlap. `safe` ones are applied by `vsl check --fix`. */
export interface Fix {
	readonly title: string;
	readonly edits: readonly TextEdit[];
	readonly safe: boolean;
}

/** A second place that explains the first, e.g. an earlier definition. */
export interface RelatedSpan extends Span {
	readonly source: SourceFile;
	readonly message: string;
}

export interface Diagnostic {
	/** Stable id, e.g. `V401`. */
	readonly id: string;
	readonly severity: Severity;
	/** One sentence: what was found. */
	readonly message: string;
	readonly source: SourceFile;
	readonly span: Span;
	/** What to do about it. */
	readonly help?: string | undefined;
	readonly related?: readonly RelatedSpan[] | undefined;
	readonly fixes?: readonly Fix[] | undefined;
	/** For syntax errors: the name of the error kind of language spec 9.1, e.g. `MissingToken`. */
	readonly parseKind?: string | undefined;
}
