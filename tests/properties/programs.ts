/** The programs that are there already: the cases of the language tests, and the examples. */

import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { readSpecFile, type SpecCase } from '../../lang/testing/spec-file.ts';

const ROOT = fileURLToPath(new URL('../..', import.meta.url));

function read(pattern: string): string[] {
	const names = globSync(pattern, { cwd: ROOT }).sort();
	return names.map((name) => readFileSync(join(ROOT, name), 'utf8'));
}

export function languageCases(): SpecCase[] {
	return read('spec-tests/lang/**/*.vsl').flatMap((text) => readSpecFile(text).cases);
}

/** The texts of the language tests, without the empty lines that keep their line numbers, and the examples. */
export function allPrograms(): string[] {
	return [...languageCases().map(({ program }) => `${program.trim()}\n`), ...read('examples/**/*.vsl')];
}
