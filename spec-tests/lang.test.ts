/**
 * The language, case by case: every `.vsl` file below `lang/` is a list of programs with expectations (the format is
 * described in `lang/testing/spec-file.ts`). Folders called `lib` hold modules that the programs import.
 */

import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { describeFile } from './describe-file.ts';

const ROOT = join(import.meta.dirname, 'lang');
/** A change that makes cases vanish shall not pass for success. */
const LEAST_EXPECTATIONS = 1000;

const files = readdirSync(ROOT, { recursive: true, encoding: 'utf8' })
	.filter((name) => name.endsWith('.vsl') && !name.split(/[\\/]/).includes('lib'))
	.sort();

let total = 0;
for (const name of files) total += describeFile(name, join(ROOT, name), name.startsWith('modules'));

test('there are enough cases', () => {
	expect(total).toBeGreaterThan(LEAST_EXPECTATIONS);
});
