/** Everything that the page on objects shows is tried. */

import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { diskContext } from '../stdlib/mail/objects/object-context.ts';
import { objectDirectives, objectModules } from '../stdlib/mail/objects/test-engine.ts';
import { vslExamples, withModules } from './vsl-examples.ts';

/** A change that makes examples vanish shall not pass for success. */
const LEAST_EXAMPLES = 60;

const path = 'docs/objects.md';
const page = readFileSync(join(import.meta.dirname, 'objects.md'), 'utf8');
const examples = vslExamples(page);

const context = diskContext();
const extra = {
	modules: objectModules(context),
	directives: objectDirectives(context),
	constantsInFunctions: true,
};

describe(path, () => {
	test.each(examples)('$name', async (example) => {
		expect(example.claims).toBe(true);
		const failures = await withModules(page, (directory) => example.run(directory, extra));
		const report = failures.map(({ line, message }) => `${path}:${line}: ${message}`).join('\n');
		if (report !== '') expect.fail(report);
	});

	test('shows enough', () => {
		expect(examples.length).toBeGreaterThan(LEAST_EXAMPLES);
	});
});
