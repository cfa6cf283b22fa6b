/** `vsl fmt`: brings scripts into the one canonical layout. */

import { format } from '../lang/formatter/index.ts';
import { systemErrorText } from '../runtime/files/system-error.ts';
import { EXIT_FINDINGS, EXIT_OK, EXIT_USAGE, UsageError } from './exit-codes.ts';
import { findScripts } from './find-scripts.ts';
import { readText, STANDARD_INPUT } from './read-source.ts';
import { reportDiagnostics, reportProblem } from './report.ts';
import type { Terminal } from './terminal.ts';
import { replaceFile } from './write-file.ts';

export interface FormatOptions {
	/** Lists the files that would change instead of changing them. */
	readonly check: boolean;
	/** Formats standard input to standard output. */
	readonly stdin: boolean;
}

/** Files with syntax errors are left alone. @returns the worst status of all files */
export async function fmtCommand(
	paths: readonly string[],
	options: FormatOptions,
	terminal: Terminal,
): Promise<number> {
	if (options.stdin !== (paths.length === 0)) throw new UsageError('either PATHs or --stdin are needed');
	if (options.stdin) return formatFile(STANDARD_INPUT, options, terminal);
	let status = EXIT_OK;
	for (const path of findScripts(paths)) status = Math.max(status, await formatFile(path, options, terminal));
	return status;
}

async function formatFile(path: string, options: FormatOptions, terminal: Terminal): Promise<number> {
	const read = await readText(path, terminal.input);
	if (read.problem !== undefined) return reportProblem(read.problem, terminal);
	const result = format(read.source);
	if ('problems' in result) {
		reportDiagnostics(result.problems, terminal);
		return EXIT_FINDINGS;
	}
	// A byte order mark says nothing in UTF-8 and is not written back.
	const changed = read.mark !== '' || result.text !== read.source.text;
	if (options.check) {
		if (changed) terminal.output.line(read.source.name);
		return changed ? EXIT_FINDINGS : EXIT_OK;
	}
	if (path === STANDARD_INPUT) {
		terminal.output.write(result.text);
		return EXIT_OK;
	}
	return changed ? writeBack(path, result.text, terminal) : EXIT_OK;
}

function writeBack(path: string, text: string, terminal: Terminal): number {
	try {
		replaceFile(path, text);
		return EXIT_OK;
	} catch (error) {
		terminal.output.flush();
		terminal.errors.line(`vsl: cannot write ${path}: ${systemErrorText(error)}`);
		return EXIT_USAGE;
	}
}
