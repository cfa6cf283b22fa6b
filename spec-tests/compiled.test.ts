/**
 * The cases of `lang/` once more, compiled to JavaScript from the first call and the first turn of a loop on, and once
 * more with everything interpreted: what a program does must not depend on the tier that runs it.
 */

import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { readSpecFile } from '../lang/testing/spec-file.ts';
import { runCase } from './run-case.ts';

const ROOT = join(import.meta.dirname, 'lang');

const files = readdirSync(ROOT, { recursive: true, encoding: 'utf8' })
	.filter((name) => name.endsWith('.vsl') && !name.split(/[\\/]/).includes('lib'))
	.sort();

describe.each([
	['compiled at once', { jitThreshold: 1 }],
	['interpreted', { jit: false }],
] as const)('%s', (_, tier) => {
	test.each(files)('%s', async (name) => {
		const path = join(ROOT, name);
		const reports: string[] = [];
		for (const spec of readSpecFile(readFileSync(path, 'utf8')).cases) {
			if (spec.headers.has('skip')) continue;
			const failures = await runCase(spec, name.startsWith('modules') ? path : undefined, tier);
			reports.push(...failures.map(({ line, message }) => `${path}:${line}: ${message}`));
		}
		expect(reports).toEqual([]);
	});
});
