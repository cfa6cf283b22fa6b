/** Everything that the guide to the language shows is tried. */

import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { vslExamples, withModules } from './vsl-examples.ts';

/** A change that makes examples vanish shall not pass for success. */
const LEAST_EXAMPLES = 100;

const path = 'docs/language.md';
const page = readFileSync(join(import.meta.dirname, 'language.md'), 'utf8');
const examples = vslExamples(page);

describe(path, () => {
	test.each(examples)('$name', async (example) => {
		expect(example.claims).toBe(true);
		const failures = await withModules(page, (directory) => example.run(directory));
		const report = failures.map(({ line, message }) => `${path}:${line}: ${message}`).join('\n');
		if (report !== '') expect.fail(report);
	});

	test('shows enough', () => {
		expect(examples.length).toBeGreaterThan(LEAST_EXAMPLES);
	});
});
