/** The programs of the page on embedding compile under the project's own settings and print what the page says. */

import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { programs, runAll, typeErrors, writePrograms } from './ts-examples.ts';

/** A change that makes examples vanish shall not pass for success. */
const LEAST_PROGRAMS = 15;

const list = programs(readFileSync(join(import.meta.dirname, 'embedding.md'), 'utf8'));

describe('docs/embedding.md', () => {
	const { directory, dispose } = writePrograms(list);
	afterAll(dispose);

	test('compiles (lines are those of the page)', () => {
		expect(typeErrors(directory)).toBe('');
	});

	const printed = runAll(directory, list);
	test.each(list.map((program, index) => ({ ...program, printed: printed[index] })))('$section', (program) => {
		expect(program.output).not.toEqual([]);
		expect(program.printed).toEqual(program.output);
	});

	test('shows enough', () => {
		expect(list.length).toBeGreaterThanOrEqual(LEAST_PROGRAMS);
	});
});
