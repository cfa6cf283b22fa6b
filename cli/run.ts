/** `vsl run`: runs a script as a program. */

import { dirname } from 'node:path';
import { renderScriptError } from '../lang/diagnostics/render-script-error.ts';
import { Scope, ScriptError } from '../lang/index.ts';
import { ArrayValue } from '../lang/values/container.ts';
import type { Limits } from '../lang/vm/limits.ts';
import { EXIT_FINDINGS, EXIT_OK } from './exit-codes.ts';
import { makeEngine } from './make-engine.ts';
import { readSource } from './read-source.ts';
import { reportDiagnostics, reportProblem } from './report.ts';
import type { Terminal } from './terminal.ts';

/**
 * @param file the script, `-` for standard input
 * @param args what the script finds in its constant `ARGS`
 */
export async function runCommand(
	file: string,
	args: readonly string[],
	limits: Partial<Limits>,
	terminal: Terminal,
): Promise<number> {
	const read = await readSource(file, terminal.input);
	if (read.problem !== undefined) return reportProblem(read.problem, terminal);

	const engine = makeEngine({
		folder: dirname(file),
		limits,
		print: (text) => terminal.output.line(text),
		debug: (text, place) => {
			terminal.output.flush();
			terminal.errors.line(place === undefined ? text : `${place.source.name}:${place.line}:${place.column}: ${text}`);
		},
	});
	const scope = new Scope();
	scope.set('ARGS', new ArrayValue([...args]), { constant: true });

	const { program, diagnostics } = engine.compile(read.source, { scope });
	reportDiagnostics(diagnostics, terminal);
	if (program === undefined) return EXIT_FINDINGS;
	try {
		await engine.run(program, { scope });
		return EXIT_OK;
	} catch (error) {
		if (!(error instanceof ScriptError)) throw error;
		terminal.output.flush();
		terminal.errors.line(renderScriptError(error, { color: terminal.colorErrors }));
		return EXIT_FINDINGS;
	}
}
