/** Generated pages are what their generators would write now. */

import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { COMMAND, generatedFolders, ROOT } from './generate.ts';

const repair = `run \`${COMMAND}\` and commit what it changes`;

describe.each([...generatedFolders()])('%s', (folder, pages) => {
	test('holds no other files', () => {
		const path = join(ROOT, folder);
		const found = existsSync(path) ? readdirSync(path).sort() : [];
		expect(found, repair).toEqual([...pages.keys()].sort());
	});

	test.each([...pages])('%s is up to date', (file, text) => {
		const path = join(ROOT, folder, file);
		const current = existsSync(path) ? readFileSync(path, 'utf8') : 'missing';
		expect(current === text, `${folder}/${file} is stale: ${repair}`).toBe(true);
	});
});
