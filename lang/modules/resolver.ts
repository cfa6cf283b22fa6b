/** Where `import` finds scripts: the host's business (language spec 8.1). */

import type { SourceFile } from '../source/source-file.ts';

export interface ModuleResolver {
	/**
	 * @param path what the script wrote
	 * @param from the importing script
	 * @returns the script, or `undefined` when there is none of that name
	 */
	resolve(path: string, from: SourceFile): SourceFile | undefined;
}
