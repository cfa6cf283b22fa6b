/** `vsl eval`: evaluates a script and shows its value; with `--batch` many, for programs that test the language. */

import { createReadStream, openSync, statSync } from 'node:fs';
import { dirname } from 'node:path';
import type { Readable } from 'node:stream';
import { renderScriptError } from '../lang/diagnostics/render-script-error.ts';
import { SourceFile } from '../lang/source/source-file.ts';
import { errorCode, systemErrorText } from '../runtime/files/system-error.ts';
import { runBatch } from './batch.ts';
import type { WorkerSettings } from './case-process.ts';
import type { EvalMode } from './eval-settings.ts';
import { Evaluator, type Outcome } from './evaluate.ts';
import { EXIT_FINDINGS, EXIT_OK, UsageError } from './exit-codes.ts';
import { KeptOutput, onOneLine, outcomeMembers } from './outcome-json.ts';
import { readSource, STANDARD_INPUT } from './read-source.ts';
import { reportDiagnostics, reportProblem } from './report.ts';
import type { Terminal } from './terminal.ts';

export interface EvalOptions {
	/** Of the engine. */
	readonly settings: WorkerSettings;
	/** The script itself, instead of a file. */
	readonly source?: string | undefined;
	/** File with one case per line, instead of a script. */
	readonly batch?: string | undefined;
	readonly mode: EvalMode;
	readonly json: boolean;
}

export async function evalCommand(file: string | undefined, options: EvalOptions, terminal: Terminal): Promise<number> {
	const given = [file, options.source, options.batch].filter((input) => input !== undefined);
	if (given.length !== 1) throw new UsageError('exactly one of FILE, -e SOURCE and --batch CASES is needed');
	if (options.batch !== undefined) {
		const input = openBatch(options.batch, terminal.input);
		try {
			await runBatch(input, options.settings, terminal.output);
		} catch (error) {
			throw errorCode(error) === undefined ? error : new UsageError(`${options.batch}: ${systemErrorText(error)}`);
		}
		return EXIT_OK;
	}
	if (options.source !== undefined) return evaluateOne(new SourceFile('<eval>', options.source), options, terminal);
	const read = await readSource(file as string, terminal.input);
	if (read.problem !== undefined) return reportProblem(read.problem, terminal);
	const settings = { ...options.settings, folder: dirname(file as string) };
	return evaluateOne(read.source, { ...options, settings }, terminal);
}

function openBatch(path: string, input: Readable): Readable {
	if (path === STANDARD_INPUT) return input;
	try {
		if (statSync(path).isDirectory()) throw new UsageError(`${path}: is a folder`);
		// Opened here, because the stream would tell only its first reader that it cannot be.
		return createReadStream(path, { fd: openSync(path, 'r') });
	} catch (error) {
		throw error instanceof UsageError ? error : new UsageError(`${path}: ${systemErrorText(error)}`);
	}
}

async function evaluateOne(source: SourceFile, options: EvalOptions, terminal: Terminal): Promise<number> {
	const kept = new KeptOutput();
	const evaluator = new Evaluator({
		...options.settings,
		print: options.json ? (text) => kept.line(text) : (text) => terminal.output.line(text),
		debug: (text) => {
			terminal.output.flush();
			terminal.errors.line(text);
		},
	});
	const outcome = await evaluator.evaluate(source, options.mode);
	if (options.json) terminal.output.line(onOneLine(`{${outcomeMembers(outcome, kept.take())}}`));
	else showOutcome(outcome, terminal);
	return outcome.kind === 'value' || outcome.kind === 'compiled' ? EXIT_OK : EXIT_FINDINGS;
}

function showOutcome(outcome: Outcome, terminal: Terminal): void {
	switch (outcome.kind) {
		case 'compiled':
			return;
		case 'value':
			if (outcome.value !== undefined) terminal.output.line(outcome.debug);
			return;
		case 'syntax-error':
			reportDiagnostics(outcome.diagnostics, terminal);
			return;
		case 'run-time-error':
			terminal.output.flush();
			terminal.errors.line(renderScriptError(outcome.error, { color: terminal.colorErrors }));
	}
}
