import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { generateLintDocs, LINT_FOLDER } from './generate-lint.ts';

const pages = generateLintDocs();

describe('the pages under docs/lint are those of the catalogue (node docs/generate-lint.ts writes them)', () => {
	test('there are no others', () => {
		expect(readdirSync(LINT_FOLDER).sort()).toEqual([...pages.keys()].sort());
	});
	for (const [file, text] of pages) {
		test(`${file} is up to date`, () => {
			const path = join(LINT_FOLDER, file);
			expect(existsSync(path) ? readFileSync(path, 'utf8') : 'missing').toBe(text);
		});
	}
});
