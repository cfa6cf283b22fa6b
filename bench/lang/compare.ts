/**
 * Runs both sides of a program in turn, each time in a new process that runs it several times. The turns alternate (vSL first, then Python first, …) so that a machine that
 * gets slower or busier hits both alike, and the best time of each side counts: disturbances only ever add.
 */

import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { type MeasuredRun, runMeasured } from './child-process.ts';
import { type BenchProgram, programFile } from './programs.ts';

const TIME_VSL = fileURLToPath(new URL('time-vsl.ts', import.meta.url));
const TIME_PYTHON = fileURLToPath(new URL('time_python.py', import.meta.url));

export interface Comparison {
	readonly program: BenchProgram;
	/** Best times in milliseconds. */
	readonly vsl: number;
	readonly python: number;
	/** How many times faster vSL is. */
	readonly ratio: number;
	/** The same for the first run in a process. */
	readonly vslFirst: number;
	readonly pythonFirst: number;
	/** Set when the printed results differ from each other or from the record. */
	readonly disagreement: string | undefined;
}

/** Runs of a program in one process: the first, and enough for V8 to have compiled what is hot. */
export const RUNS = 10;

export function runVsl(name: string): MeasuredRun {
	return runMeasured(process.execPath, [TIME_VSL, programFile(name, 'vsl'), String(RUNS)]);
}

export function runPython(python: string, name: string): MeasuredRun {
	return runMeasured(python, [TIME_PYTHON, programFile(name, 'py'), String(RUNS)]);
}

/** Measures one program. Throws `ChildError` when a side does not run to its end. */
export function compare(program: BenchProgram, python: string, rounds: number): Comparison {
	const best = { vSL: Number.POSITIVE_INFINITY, Python: Number.POSITIVE_INFINITY };
	const first = { vSL: Number.POSITIVE_INFINITY, Python: Number.POSITIVE_INFINITY };
	let disagreement: string | undefined;
	const recorded = readFileSync(programFile(program.name, 'out'), 'utf8').trimEnd();
	for (let round = 0; round < rounds; round++) {
		for (const side of round % 2 === 0 ? (['vSL', 'Python'] as const) : (['Python', 'vSL'] as const)) {
			const run = side === 'vSL' ? runVsl(program.name) : runPython(python, program.name);
			best[side] = Math.min(best[side], run.milliseconds);
			first[side] = Math.min(first[side], run.first);
			if (run.output !== recorded)
				disagreement ??= `${side} printed ${quote(run.output)}, recorded is ${quote(recorded)}`;
		}
	}
	const ratio = best.Python / best.vSL;
	const firsts = { vslFirst: first.vSL, pythonFirst: first.Python };
	return { program, vsl: best.vSL, python: best.Python, ratio, ...firsts, disagreement };
}

function quote(text: string): string {
	return JSON.stringify(text.length > 200 ? `${text.slice(0, 200)}…` : text);
}
