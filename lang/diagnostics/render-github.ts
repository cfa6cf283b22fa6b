/**
 * Diagnostics as workflow commands: lines that a GitHub runner turns into annotations.
 *
 * A command is one line, so line breaks are escaped; values of properties also escape what separates properties.
 * Unescaped, a message from a hostile file could issue commands of its own.
 */

import type { Diagnostic, Severity } from './diagnostic.ts';
import { sourceName } from './render-text.ts';

const COMMAND = { error: 'error', warning: 'warning', info: 'notice' } as const satisfies Record<Severity, string>;

function escapeData(text: string): string {
	return text.replaceAll('%', '%25').replaceAll('\r', '%0D').replaceAll('\n', '%0A');
}

function escapeProperty(text: string): string {
	return escapeData(text).replaceAll(':', '%3A').replaceAll(',', '%2C');
}

function command(diagnostic: Diagnostic): string {
	const { id, severity, message, help, source, span } = diagnostic;
	const start = source.positionAt(span.start);
	const end = source.positionAt(Math.max(span.start, span.end));
	const properties = [
		`file=${escapeProperty(sourceName(source))}`,
		`line=${start.line}`,
		`col=${start.column}`,
		`endLine=${end.line}`,
		// The runner ignores columns of annotations that span lines, and counts the last column in.
		`endColumn=${end.line === start.line ? Math.max(start.column, end.column - 1) : end.column}`,
		`title=${escapeProperty(id)}`,
	];
	const text = help === undefined ? message : `${message}\n${help}`;
	return `::${COMMAND[severity]} ${properties.join(',')}::${escapeData(text)}`;
}

/** One line per diagnostic; the empty string for none. */
export function renderGithub(diagnostics: readonly Diagnostic[]): string {
	return diagnostics.map((diagnostic) => `${command(diagnostic)}\n`).join('');
}
