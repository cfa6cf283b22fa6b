/**
 * Something measured in a child process. A child prints its result to stdout and ends stderr with the line
 * `elapsed-ms: N`, so that what is timed is decided inside the child and process start-up stays out of it. A child
 * that does the same several times gives the best time there, and that of its first time as `first-ms: N`.
 */

import { spawnSync } from 'node:child_process';

const ELAPSED = /^elapsed-ms: (\d+(?:\.\d+)?)$/m;
const FIRST = /^first-ms: (\d+(?:\.\d+)?)$/m;

export interface MeasuredRun {
	/** Everything printed to stdout, without white space at the end. */
	readonly output: string;
	/** Best time. */
	readonly milliseconds: number;
	/** Of the first run in its process; the same as the best if there was but one. */
	readonly first: number;
}

/** A child failed or did not keep to the protocol; the message says which and shows what it wrote to stderr. */
export class ChildError extends Error {}

export function elapsedLine(milliseconds: number): string {
	return `elapsed-ms: ${milliseconds.toFixed(3)}\n`;
}

/** What a child reports that has done the same several times. */
export function elapsedLines(times: readonly number[]): string {
	return `first-ms: ${(times[0] as number).toFixed(3)}\n${elapsedLine(Math.min(...times))}`;
}

/** The time that a child reported on stderr, in milliseconds. */
export function readElapsed(stderr: string): number | undefined {
	const found = ELAPSED.exec(stderr)?.[1];
	return found === undefined ? undefined : Number(found);
}

/** Runs a program to its end and reads its time. Throws `ChildError`. */
export function runMeasured(command: string, args: readonly string[]): MeasuredRun {
	const child = spawnSync(command, args, { encoding: 'utf8', maxBuffer: 64 * 1024 * 1024 });
	const shown = [command, ...args].join(' ');
	if (child.error !== undefined) throw new ChildError(`cannot run ${shown}: ${child.error.message}`);
	if (child.status !== 0) {
		throw new ChildError(
			`${shown} ended with ${child.signal ?? `exit code ${child.status}`}\n${child.stderr.trimEnd()}`,
		);
	}
	const milliseconds = readElapsed(child.stderr);
	if (milliseconds === undefined) throw new ChildError(`${shown} reported no time\n${child.stderr.trimEnd()}`);
	const first = FIRST.exec(child.stderr)?.[1];
	return { output: child.stdout.trimEnd(), milliseconds, first: first === undefined ? milliseconds : Number(first) };
}

/** Wall time of a whole process, from spawning to exit, in milliseconds. Throws `ChildError`. */
export function timeProcess(command: string, args: readonly string[]): number {
	const start = performance.now();
	const child = spawnSync(command, args, { encoding: 'utf8' });
	const elapsed = performance.now() - start;
	if (child.error !== undefined || child.status !== 0) {
		throw new ChildError(`${[command, ...args].join(' ')} failed\n${child.error?.message ?? child.stderr.trimEnd()}`);
	}
	return elapsed;
}
