/**
 * Counts what code does, for tests that it takes linear time: how often V8 ran each block of `runtime`, and how far
 * native searches went. Unlike a clock this gives the same number every time, on any machine.
 */

import { Session } from 'node:inspector';
import { setFlagsFromString } from 'node:v8';

// Optimised code does not count all of its blocks.
for (const flag of ['--no-opt', '--no-maglev', '--no-sparkplug']) setFlagsFromString(flag);

interface FunctionCoverage {
	readonly ranges: readonly { readonly count: number }[];
}

interface Coverage {
	readonly result: readonly { readonly url: string; readonly functions: readonly FunctionCoverage[] }[];
}

/** Searches of strings and buffers: how many characters they looked at. */
function countSearches(run: () => void): number {
	let searched = 0;
	const restore: (() => void)[] = [];
	const watch = (prototype: { indexOf: unknown }): void => {
		const original = prototype.indexOf as (this: { length: number }, sought: unknown, from?: number) => number;
		prototype.indexOf = function (this: { length: number }, sought: unknown, from = 0): number {
			const found = original.call(this, sought, from);
			searched += (found === -1 ? this.length : found) - from + 1;
			return found;
		};
		restore.push(() => {
			prototype.indexOf = original;
		});
	};
	watch(String.prototype);
	watch(Buffer.prototype);
	try {
		run();
	} finally {
		for (const undo of restore) undo();
	}
	return searched;
}

/** Blocks run in `runtime` and characters searched while `run` runs. */
export function countOperations(run: () => void): number {
	const session = new Session();
	session.connect();
	let blocks = 0;
	let searched = 0;
	try {
		session.post('Profiler.enable');
		session.post('Profiler.startPreciseCoverage', { callCount: true, detailed: true });
		searched = countSearches(run);
		session.post('Profiler.takePreciseCoverage', (error, coverage) => {
			if (error !== null) throw error;
			for (const script of (coverage as Coverage).result) {
				if (!script.url.includes('/runtime/')) continue;
				for (const { ranges } of script.functions) for (const { count } of ranges) blocks += count;
			}
		});
		session.post('Profiler.stopPreciseCoverage');
	} finally {
		session.disconnect();
	}
	return blocks + searched;
}
