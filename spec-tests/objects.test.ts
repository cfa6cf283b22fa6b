/** Objects, case by case: the files of `objects/`, in the format of `lang/`. Files that they read are in folders beside them. */

import { readdirSync, readFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { describe, expect, test } from 'vitest';
import { readSpecFile } from '../lang/testing/spec-file.ts';
import { diskContext } from '../stdlib/mail/objects/object-context.ts';
import { objectDirectives, objectModules } from '../stdlib/mail/objects/test-engine.ts';
import { runCase } from './run-case.ts';

const ROOT = join(import.meta.dirname, 'objects');
/** A change that makes cases vanish shall not pass for success. */
const LEAST_EXPECTATIONS = 300;

const context = diskContext(join(ROOT, 'base'));
const extra = {
	modules: objectModules(context),
	directives: objectDirectives(context),
	constantsInFunctions: true,
};

let total = 0;
for (const name of readdirSync(ROOT).filter((entry) => entry.endsWith('.vsl'))) {
	const path = join(ROOT, name);
	const shown = relative(process.cwd(), path);
	const { cases, problems } = readSpecFile(readFileSync(path, 'utf8'));
	describe(name, () => {
		test('the file is well formed', () => {
			expect(problems.map(({ line, message }) => `${shown}:${line}: ${message}`)).toEqual([]);
		});
		for (const spec of cases) {
			total += spec.expectations.length;
			test(`${spec.name} (line ${spec.line})`, async () => {
				const failures = await runCase(spec, path, extra);
				const report = failures.map(({ line, message }) => `${shown}:${line}: ${message}`).join('\n');
				if (report !== '') expect.fail(report);
			});
		}
	});
}

test('there are enough cases', () => {
	expect(total).toBeGreaterThan(LEAST_EXPECTATIONS);
});
