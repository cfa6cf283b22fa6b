/** Makes tests of a file of programs whose marks say which findings they have. */

import { describe, expect, test } from 'vitest';
import { readSpecFile, type SpecCase } from './spec-file.ts';

/**
 * A case without findings says so with `//# clean: yes`.
 * @param name title of the tests
 * @param text the file
 * @param problemsOf what is wrong with a case, one line each
 */
export function describeMarked(name: string, text: string, problemsOf: (one: SpecCase) => readonly string[]): void {
	describe(name, () => {
		const { cases, problems } = readSpecFile(text);
		test('is well formed', () => {
			const clean = new Set(cases.filter(({ headers }) => headers.has('clean')).map(({ line }) => line));
			expect(problems.filter(({ line }) => !clean.has(line))).toEqual([]);
		});
		for (const one of cases) {
			test(`${one.name} (line ${one.line})`, () => expect(problemsOf(one)).toEqual([]));
		}
	});
}
