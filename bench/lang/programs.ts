/**
 * The benchmark programs: each is a vSL script and the same program in Python 3, side by side in `programs/`, with
 * the lines that both print in `NAME.out`. The first six are the ones whose speed is a release criterion.
 */

import { fileURLToPath } from 'node:url';

export interface BenchProgram {
	readonly name: string;
	/** What it mostly exercises, for the table. */
	readonly title: string;
	/** Whether it belongs to the six of the release criterion; the others widen the picture. */
	readonly required: boolean;
}

export const PROGRAMS: readonly BenchProgram[] = [
	{ name: 'fib', title: 'recursive calls, fib(27)', required: true },
	{ name: 'sieve', title: 'prime sieve to 1,000,000', required: true },
	{ name: 'floats', title: 'nested loops over floats, 1,000,000 points', required: true },
	{ name: 'strings', title: 'building and taking apart strings, 100,000 rounds', required: true },
	{ name: 'maps', title: 'object maps, 1,000,000 rounds of reads and writes', required: true },
	{ name: 'records', title: 'filter, map, reduce, sort with closures, 30 × 10,000 records', required: true },
	{ name: 'mandelbrot', title: 'float variables across loop turns', required: false },
	{ name: 'queens', title: 'recursion with arrays, eight to ten queens', required: false },
	{ name: 'headers', title: 'header fields of 5,000 messages', required: false },
	{ name: 'closures', title: 'counters, composition, currying, methods', required: false },
	{ name: 'words', title: 'word frequencies of 100,000 words', required: false },
	{ name: 'scanner', title: 'character by character through 900,000 characters', required: false },
];

/** Path of one of a program's files: the script, its Python twin, or what both print. */
export function programFile(name: string, kind: 'vsl' | 'py' | 'out'): string {
	return fileURLToPath(new URL(`programs/${name}.${kind}`, import.meta.url));
}
