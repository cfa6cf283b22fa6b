/**
 * Runs both sides of a program in turn. The turns alternate (vSL first, then Python first, …) so that a machine that
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
	/** Set when the printed results differ from each other or from the record. */
	readonly disagreement: string | undefined;
}

export function runVsl(name: string): MeasuredRun {
	return runMeasured(process.execPath, [TIME_VSL, programFile(name, 'vsl')]);
}

export function runPython(python: string, name: string): MeasuredRun {
	return runMeasured(python, [TIME_PYTHON, programFile(name, 'py')]);
}

/** Measures one program. Throws `ChildError` when a side does not run to its end. */
export function compare(program: BenchProgram, python: string, rounds: number): Comparison {
	let vsl = Number.POSITIVE_INFINITY;
	let other = Number.POSITIVE_INFINITY;
	let disagreement: string | undefined;
	const recorded = readFileSync(programFile(program.name, 'out'), 'utf8').trimEnd();
	for (let round = 0; round < rounds; round++) {
		for (const side of round % 2 === 0 ? ['vSL', 'Python'] : ['Python', 'vSL']) {
			const run = side === 'vSL' ? runVsl(program.name) : runPython(python, program.name);
			if (side === 'vSL') vsl = Math.min(vsl, run.milliseconds);
			else other = Math.min(other, run.milliseconds);
			if (run.output !== recorded)
				disagreement ??= `${side} printed ${quote(run.output)}, recorded is ${quote(recorded)}`;
		}
	}
	return { program, vsl, python: other, ratio: other / vsl, disagreement };
}

function quote(text: string): string {
	return JSON.stringify(text.length > 200 ? `${text.slice(0, 200)}…` : text);
}
