/**
 * Diagnostics for programs: one JSON object `{ "diagnostics": […], "counts": {…} }`.
 *
 * Lines and columns start at 1 and count Unicode scalar values; offsets count UTF-16 units from 0, as editors and
 * JavaScript do. `end` is exclusive. The shape only ever gains members.
 */

import type { SourceFile, Span } from '../source/source-file.ts';
import type { Diagnostic, Severity } from './diagnostic.ts';
import { countBySeverity } from './render-text.ts';

export interface JsonPlace {
	readonly offset: number;
	readonly line: number;
	readonly column: number;
}

export interface JsonRange {
	readonly file: string;
	readonly start: JsonPlace;
	readonly end: JsonPlace;
}

export interface JsonDiagnostic extends JsonRange {
	readonly id: string;
	readonly severity: Severity;
	readonly message: string;
	/** Kind of syntax error. */
	readonly kind?: string;
	readonly help?: string;
	readonly related?: readonly (JsonRange & { readonly message: string })[];
	readonly fixes?: readonly {
		readonly title: string;
		readonly safe: boolean;
		readonly edits: readonly { readonly start: JsonPlace; readonly end: JsonPlace; readonly text: string }[];
	}[];
}

function jsonPlace(source: SourceFile, offset: number): JsonPlace {
	return { offset, ...source.positionAt(offset) };
}

function jsonRange(source: SourceFile, span: Span): JsonRange {
	return { file: source.name, start: jsonPlace(source, span.start), end: jsonPlace(source, span.end) };
}

/** One diagnostic as a plain object. */
export function jsonDiagnostic(diagnostic: Diagnostic): JsonDiagnostic {
	const { id, severity, message, source, span, parseKind, help, related, fixes } = diagnostic;
	return {
		id,
		severity,
		message,
		...jsonRange(source, span),
		...(parseKind === undefined ? {} : { kind: parseKind }),
		...(help === undefined ? {} : { help }),
		...(related === undefined || related.length === 0
			? {}
			: { related: related.map((part) => ({ message: part.message, ...jsonRange(part.source, part) })) }),
		...(fixes === undefined || fixes.length === 0
			? {}
			: {
					fixes: fixes.map((fix) => ({
						title: fix.title,
						safe: fix.safe,
						edits: fix.edits.map((edit) => ({
							start: jsonPlace(source, edit.start),
							end: jsonPlace(source, edit.end),
							text: edit.text,
						})),
					})),
				}),
	};
}

/** The whole report, ending in a line break. */
export function renderJson(diagnostics: readonly Diagnostic[]): string {
	const report = { diagnostics: diagnostics.map(jsonDiagnostic), counts: countBySeverity(diagnostics) };
	return `${JSON.stringify(report, null, 2)}\n`;
}
