/**
 * The language, case by case: every `.vsl` file below `lang/` is a list of programs with expectations (the format is
 * described in `lang/testing/spec-file.ts`). Folders called `lib` hold modules that the programs import.
 */

import { readdirSync, readFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { describe, expect, test } from 'vitest';
import { readSpecFile } from '../lang/testing/spec-file.ts';
import { runCase } from './run-case.ts';

const ROOT = join(import.meta.dirname, 'lang');
/** A change that makes cases vanish shall not pass for success. */
const LEAST_EXPECTATIONS = 1000;

const files = readdirSync(ROOT, { recursive: true, encoding: 'utf8' })
	.filter((name) => name.endsWith('.vsl') && !name.split(/[\\/]/).includes('lib'))
	.sort();

let total = 0;
for (const name of files) {
	const path = join(ROOT, name);
	const shown = relative(process.cwd(), path);
	const { cases, problems } = readSpecFile(readFileSync(path, 'utf8'));
	describe(name, () => {
		test('the file is well formed', () => {
			expect(problems.map(({ line, message }) => `${shown}:${line}: ${message}`)).toEqual([]);
		});
		for (const spec of cases) {
			total += spec.expectations.length;
			test.skipIf(spec.headers.has('skip'))(`${spec.name} (line ${spec.line})`, async () => {
				const failures = await runCase(spec, name.startsWith('modules') ? path : undefined);
				const report = failures.map(({ line, message }) => `${shown}:${line}: ${message}`).join('\n');
				if (report !== '') expect.fail(report);
			});
		}
	});
}

test('there are enough cases', () => {
	expect(total).toBeGreaterThan(LEAST_EXPECTATIONS);
});
