/**
 * Diagnostics for people:
 *
 * ```text
 * error[V410]: Expecting ';' to terminate this statement
 *  --> rules/main.vsl:3:10
 *   |
 * 3 | let a = 1
 *   |          ^
 *   = help: add `;` here
 * ```
 *
 * Pure functions from data to text; whether to colour is the caller's decision (`paint.ts` helps with it).
 */

import type { SourceFile, Span } from '../source/source-file.ts';
import type { Diagnostic, RelatedSpan, Severity } from './diagnostic.ts';
import { excerpt, gutterWidth, type Label } from './excerpt.ts';
import { COLOURED, type Painter, PLAIN } from './paint.ts';
import { printable, printableLines } from './terminal-text.ts';

export interface TextOptions {
	/** Escape sequences for colours; off by default. */
	readonly color?: boolean;
	/** Cells of an output line; longer source lines are cut around the place. Default 120. */
	readonly width?: number;
}

const DEFAULT_WIDTH = 120;
const SMALLEST_WIDTH = 40;

/** How a source without a name is called. */
export function sourceName(source: SourceFile): string {
	return source.name === '' ? '<script>' : source.name;
}

/** `name:line:column`; only the name where there is no text to point into. */
export function placeName(source: SourceFile, offset: number): string {
	if (source.text === '') return sourceName(source);
	const { line, column } = source.positionAt(offset);
	return `${sourceName(source)}:${line}:${column}`;
}

/** A header `word: message` whose further lines are indented below the first. */
function header(word: string, severity: Severity, message: string, paint: Painter): string[] {
	const [first = '', ...rest] = printableLines(message);
	return [
		`${paint.severity(severity, word)}${paint.strong(`: ${first}`)}`,
		...rest.map((line) => paint.strong(`  ${line}`)),
	];
}

/** An arrow to the place, and the excerpt where there is text. */
export function renderPlace(
	source: SourceFile,
	span: Span,
	labels: readonly Label[],
	severity: Severity,
	options: TextOptions,
): { readonly lines: string[]; readonly gutter: number } {
	const paint = options.color === true ? COLOURED : PLAIN;
	const gutter = source.text === '' ? 1 : gutterWidth(source, labels);
	const arrow = `${' '.repeat(gutter)}${paint.frame('-->')} ${printable(placeName(source, span.start))}`;
	if (source.text === '') return { lines: [arrow], gutter };
	const width = Math.max(SMALLEST_WIDTH, options.width ?? DEFAULT_WIDTH) - gutter - 5;
	return { lines: [arrow, ...excerpt(source, labels, gutter, { width, severity, paint })], gutter };
}

/** `= word: text` below an excerpt; further lines of the text line up with the first. */
export function renderNote(word: string, text: string, gutter: number, paint: Painter): string[] {
	const [first = '', ...rest] = printableLines(text);
	const margin = ' '.repeat(gutter + 1);
	const indent = ' '.repeat(word.length + 4);
	return [
		`${margin}${paint.frame('=')} ${paint.strong(`${word}:`)} ${first}`,
		...rest.map((line) => `${margin}${indent}${line}`),
	];
}

/** One diagnostic, without a line break at the end. */
export function renderText(diagnostic: Diagnostic, options: TextOptions = {}): string {
	const paint = options.color === true ? COLOURED : PLAIN;
	const { source, span, severity } = diagnostic;
	const related = diagnostic.related ?? [];
	const here = related.filter((part) => part.source === source);
	const elsewhere = related.filter((part) => part.source !== source);
	const labels: Label[] = [
		{ span, message: '', primary: true },
		...here.map((part) => ({ span: part, message: part.message, primary: false })),
	];
	const place = renderPlace(source, span, labels, severity, options);
	const out = [...header(`${severity}[${diagnostic.id}]`, severity, diagnostic.message, paint), ...place.lines];
	if (diagnostic.help !== undefined) out.push(...renderNote('help', diagnostic.help, place.gutter, paint));
	else for (const fix of diagnostic.fixes ?? []) out.push(...renderNote('fix', fix.title, place.gutter, paint));
	for (const part of elsewhere) out.push(...renderRelated(part, options, paint));
	return out.join('\n');
}

function renderRelated(part: RelatedSpan, options: TextOptions, paint: Painter): string[] {
	const label: Label = { span: part, message: '', primary: false };
	return [
		...header('note', 'info', part.message, paint),
		...renderPlace(part.source, part, [label], 'info', options).lines,
	];
}

/** How many diagnostics of each severity there are. */
export function countBySeverity(diagnostics: readonly Diagnostic[]): Record<Severity, number> {
	const counts = { error: 0, warning: 0, info: 0 };
	for (const { severity } of diagnostics) counts[severity]++;
	return counts;
}

/** `2 errors, 1 warning`; the empty string when there is nothing to count. */
export function renderCounts(diagnostics: readonly Diagnostic[]): string {
	const counts = countBySeverity(diagnostics);
	const words = [
		counts.error > 0 ? `${counts.error} error${counts.error === 1 ? '' : 's'}` : '',
		counts.warning > 0 ? `${counts.warning} warning${counts.warning === 1 ? '' : 's'}` : '',
		counts.info > 0 ? `${counts.info} hint${counts.info === 1 ? '' : 's'}` : '',
	];
	return words.filter((word) => word !== '').join(', ');
}

/** All diagnostics, a blank line between them; the empty string for none. */
export function renderTextReport(diagnostics: readonly Diagnostic[], options: TextOptions = {}): string {
	return diagnostics.map((diagnostic) => `${renderText(diagnostic, options)}\n`).join('\n');
}
