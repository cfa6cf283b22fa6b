/**
 * Writes every generated page of the documentation: `npm run docs`.
 *
 * The pages are committed, because people read them without running anything; `generated.test.ts` fails when one of
 * them is not what this file would write.
 */

import { mkdirSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { coreModule } from '../stdlib/core/index.ts';
import { CORE_GROUPS } from './core-groups.ts';
import { generateConfiguration } from './generate-configuration.ts';
import { generateLibrary } from './generate-library.ts';
import { generateLintDocs } from './generate-lint.ts';
import { generateReference } from './generate-reference.ts';
import { generateSession } from './generate-session.ts';
import { generateSpellings } from './generate-spellings.ts';

/** The command that repairs stale pages. */
export const COMMAND = 'npm run docs';

/** Root of the checkout, to which the folders are relative. */
export const ROOT = fileURLToPath(new URL('..', import.meta.url));

/** The folders that hold generated pages and nothing else; each with its pages by file name. */
export function generatedFolders(): Map<string, ReadonlyMap<string, string>> {
	const core = generateReference(coreModule, { title: 'The core library', command: COMMAND, groups: CORE_GROUPS });
	return new Map([
		[
			'docs/reference',
			new Map([
				['configuration.md', generateConfiguration(COMMAND)],
				['session.md', generateSession(COMMAND)],
				['core.md', core],
				['spellings.md', generateSpellings(COMMAND)],
				...generateLibrary(COMMAND),
			]),
		],
		['docs/lint', generateLintDocs()],
	]);
}

if (import.meta.main) {
	for (const [folder, pages] of generatedFolders()) {
		const path = join(ROOT, folder);
		mkdirSync(path, { recursive: true });
		for (const file of readdirSync(path)) if (!pages.has(file)) rmSync(join(path, file));
		for (const [file, text] of pages) writeFileSync(join(path, file), text);
	}
}
