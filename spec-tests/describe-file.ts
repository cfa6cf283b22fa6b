/** Makes tests of the cases of a data-driven file. */

import { readFileSync } from 'node:fs';
import { relative } from 'node:path';
import { describe, expect, test } from 'vitest';
import { readSpecFile } from '../lang/testing/spec-file.ts';
import { type CaseEngine, runCase } from './run-case.ts';

/**
 * @param name title of the tests
 * @param path the file
 * @param beside whether its programs may read and import files beside it
 * @returns the number of expectations, so that a change that makes cases vanish does not pass for success
 */
export function describeFile(name: string, path: string, beside: boolean, extra: CaseEngine = {}): number {
	const shown = relative(process.cwd(), path);
	const { cases, problems } = readSpecFile(readFileSync(path, 'utf8'));
	describe(name, () => {
		test('the file is well formed', () => {
			expect(problems.map(({ line, message }) => `${shown}:${line}: ${message}`)).toEqual([]);
		});
		for (const spec of cases) {
			test.skipIf(spec.headers.has('skip'))(`${spec.name} (line ${spec.line})`, async () => {
				const failures = await runCase(spec, beside ? path : undefined, extra);
				const report = failures.map(({ line, message }) => `${shown}:${line}: ${message}`).join('\n');
				if (report !== '') expect.fail(report);
			});
		}
	});
	return cases.reduce((sum, spec) => sum + spec.expectations.length, 0);
}
