/**
 * How long parser, compiler and tools take for a long script: `node bench/lang/compile.ts`, and part of
 * `npm run bench:lang`.
 */

import { fileURLToPath } from 'node:url';
import { runMeasured } from './child-process.ts';

const TIME_COMPILE = fileURLToPath(new URL('time-compile.ts', import.meta.url));

export const LINE_COUNT = 10_000;

const STAGES: readonly (readonly [string, string])[] = [
	['parse', 'lexing and parsing'],
	['compile', 'lexing to bytecode, all of `Engine.compile`'],
	['format', 'formatting, parsing included'],
];

/** Best time per stage in milliseconds, each run in a fresh process. Throws `ChildError`. */
export function measureCompile(rounds: number): Map<string, number> {
	const best = new Map<string, number>();
	for (let round = 0; round < rounds; round++) {
		for (const [stage, title] of STAGES) {
			const { milliseconds } = runMeasured(process.execPath, [TIME_COMPILE, stage, String(LINE_COUNT)]);
			best.set(title, Math.min(best.get(title) ?? Number.POSITIVE_INFINITY, milliseconds));
		}
	}
	return best;
}

if (import.meta.main) {
	for (const [title, milliseconds] of measureCompile(5))
		console.log(`${milliseconds.toFixed(1).padStart(8)} ms  ${title}`);
}
