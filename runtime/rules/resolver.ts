/**
 * Where `import` looks for scripts of rules (directive spec 9): beside the importing script when the path says so with
 * `./` or `../`, else in the folder of the main script, and only then beside the importing one.
 */

import { dirname, extname, isAbsolute, resolve } from 'node:path';
import type { ModuleResolver } from '../../lang/modules/resolver.ts';
import type { SourceFile } from '../../lang/source/source-file.ts';

const EXTENSION = '.vsl';

/**
 * @param base folder of the main script
 * @param read gives a script by its absolute path, `undefined` when there is no such file; the same file each time
 */
export function ruleResolver(base: string, read: (path: string) => SourceFile | undefined): ModuleResolver {
	return {
		resolve(path, from) {
			const file = extname(path) === EXTENSION ? path : `${path}${EXTENSION}`;
			if (isAbsolute(path)) return read(file);
			const beside = resolve(dirname(resolve(from.name)), file);
			if (path.startsWith('./') || path.startsWith('../')) return read(beside);
			return read(resolve(base, file)) ?? read(beside);
		},
	};
}
