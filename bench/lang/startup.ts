/** How long the command takes to start: the best of several runs of `vsl --help`, from spawning to exit. */

import { fileURLToPath } from 'node:url';
import { timeProcess } from './child-process.ts';

const VSL = fileURLToPath(new URL('../../bin/vsl.js', import.meta.url));

/** Milliseconds per command line. Throws `ChildError`. */
export function measureStartup(rounds: number): Map<string, number> {
	const best = new Map<string, number>();
	const cases: readonly (readonly [string, readonly string[]])[] = [
		['an empty Node process, for comparison', ['-e', '']],
		['`vsl --help`', [VSL, '--help']],
		['`vsl eval -e 1+1`', [VSL, 'eval', '-e', '1+1']],
	];
	for (let round = 0; round < rounds; round++) {
		for (const [what, args] of cases) {
			best.set(what, Math.min(best.get(what) ?? Number.POSITIVE_INFINITY, timeProcess(process.execPath, args)));
		}
	}
	return best;
}
