/** Diagnostics on standard error, for the commands whose output is something else. */

import type { Diagnostic } from '../lang/diagnostics/diagnostic.ts';
import { renderTextReport } from '../lang/diagnostics/render-text.ts';
import { EXIT_FINDINGS, EXIT_USAGE } from './exit-codes.ts';
import type { Terminal } from './terminal.ts';

/** Writes them all, after what the command has written so far. */
export function reportDiagnostics(diagnostics: readonly Diagnostic[], terminal: Terminal): void {
	if (diagnostics.length === 0) return;
	terminal.output.flush();
	terminal.errors.write(renderTextReport(diagnostics, { color: terminal.colorErrors }));
}

/**
 * Reports why a file could not be taken as a script.
 * @returns the exit status: a file that cannot be read is a mistaken call, one with bad bytes a finding
 */
export function reportProblem(problem: Diagnostic, terminal: Terminal): number {
	reportDiagnostics([problem], terminal);
	return problem.source.text === '' ? EXIT_USAGE : EXIT_FINDINGS;
}
