/** Makes tests of a folder of programs whose marks say which findings they have. */

import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { readSpecFile, type SpecCase } from './spec-file.ts';

/**
 * A case without findings says so with `//# clean: yes`.
 * @param problemsOf what is wrong with a case, one line each
 */
export function describeMarked(folder: string, problemsOf: (one: SpecCase) => readonly string[]): void {
	for (const file of readdirSync(folder)) {
		describe(file, () => {
			const { cases, problems } = readSpecFile(readFileSync(join(folder, file), 'utf8'));
			test('is well formed', () => {
				const clean = new Set(cases.filter(({ headers }) => headers.has('clean')).map(({ line }) => line));
				expect(problems.filter(({ line }) => !clean.has(line))).toEqual([]);
			});
			for (const one of cases) {
				test(`${one.name} (line ${one.line})`, () => expect(problemsOf(one)).toEqual([]));
			}
		});
	}
}
