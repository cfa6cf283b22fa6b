/**
 * `vsl eval --batch`: a script per line of input, an answer per line of output, in the same order.
 *
 * A line is `{"id": …, "script": "…", "mode": "eval" | "expr" | "compile"}`; `mode` may be missing. An answer appears
 * as soon as it and all before it are known, so a program can also hold a conversation.
 */

import type { Readable } from 'node:stream';
import { type CaseMessage, CaseProcess, type WorkerSettings } from './case-process.ts';
import { EVAL_MODES, type EvalMode } from './eval-settings.ts';
import { readLines } from './lines.ts';
import { memberText } from './member-text.ts';
import { onOneLine } from './outcome-json.ts';
import type { Output } from './output.ts';

/** Cases under way at the same time: enough to keep the process busy, few enough to bound memory. */
const WINDOW = 32;

/** `id` is JSON text: an answer has the very id that its line has. */
type Case = { readonly id: string } & (
	| { readonly message: CaseMessage; readonly problem?: undefined }
	| { readonly message?: undefined; readonly problem: string }
);

function isMode(value: unknown): value is EvalMode {
	return (EVAL_MODES as readonly unknown[]).includes(value);
}

function readCase(line: string): Case {
	let data: unknown;
	try {
		data = JSON.parse(line);
	} catch (error) {
		return { id: 'null', problem: `The line is not JSON: ${(error as Error).message}` };
	}
	if (typeof data !== 'object' || data === null || Array.isArray(data)) {
		return { id: 'null', problem: 'The line is not a JSON object' };
	}
	const { script, mode = 'eval' } = data as Record<string, unknown>;
	// A return is white space in JSON, but readers of lines may take it for the end of one.
	const id = memberText(line, 'id')?.replaceAll('\r', ' ') ?? 'null';
	if (typeof script !== 'string') return { id, problem: '"script" must be a string' };
	if (!isMode(mode)) return { id, problem: `"mode" must be one of ${EVAL_MODES.join(', ')}` };
	return { id, message: { script, mode } };
}

/** The answer to a line that is no case; `line` counts the lines of the batch. */
function malformed(problem: string, line: number): string {
	const answer = { ok: false, phase: 'input', error: 'MalformedCase', message: problem, line, col: 1 };
	return JSON.stringify(answer).slice(1, -1);
}

/** Runs until the input ends; lines that are no cases are answered too. @throws what reading the input throws */
export async function runBatch(input: Readable, settings: WorkerSettings, output: Output): Promise<void> {
	const process = new CaseProcess(settings);
	const underWay: Promise<void>[] = [];
	let last: Promise<void> = Promise.resolve();
	let count = 0;
	try {
		for await (const line of readLines(input)) {
			count++;
			const found = line.problem === undefined ? readCase(line.text) : { id: 'null', problem: line.problem };
			const answer =
				found.problem === undefined ? process.run(found.message) : Promise.resolve(malformed(found.problem, count));
			last = Promise.all([answer, last]).then(([members]) => output.line(onOneLine(`{"id":${found.id},${members}}`)));
			underWay.push(last);
			if (underWay.length >= WINDOW) await underWay.shift();
		}
	} finally {
		// Also when the input breaks off: what was asked before is answered, and no process stays behind.
		await last;
		process.close();
	}
}
