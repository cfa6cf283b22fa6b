/** Objects, case by case: the files of `objects/`, in the format of `lang/`. Files that they read are in folders beside them. */

import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { diskContext } from '../stdlib/mail/objects/object-context.ts';
import { objectDirectives, objectModules } from '../stdlib/mail/objects/test-engine.ts';
import { describeFile } from './describe-file.ts';

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
	total += describeFile(name, join(ROOT, name), true, extra);
}

test('there are enough cases', () => {
	expect(total).toBeGreaterThan(LEAST_EXPECTATIONS);
});
