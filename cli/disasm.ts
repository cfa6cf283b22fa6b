/** `vsl disasm`: the instructions that a script compiles to. */

import { disassemble } from '../lang/index.ts';
import { EXIT_FINDINGS, EXIT_OK } from './exit-codes.ts';
import { makeEngine } from './make-engine.ts';
import { readSource } from './read-source.ts';
import { reportDiagnostics, reportProblem } from './report.ts';
import type { Terminal } from './terminal.ts';

/** @param file the script, `-` for standard input */
export async function disasmCommand(file: string, terminal: Terminal): Promise<number> {
	const read = await readSource(file, terminal.input);
	if (read.problem !== undefined) return reportProblem(read.problem, terminal);
	const { program, diagnostics } = makeEngine().compile(read.source);
	reportDiagnostics(diagnostics, terminal);
	if (program === undefined) return EXIT_FINDINGS;
	terminal.output.line(disassemble(program.bytecode).trimEnd());
	return EXIT_OK;
}
