/**
 * Where the scripts of a server find their modules: a path with `./` or `../` first beside the script that imports,
 * any other first in the base folder, which is that of the root script or configuration; then beside the script.
 */

import { dirname, isAbsolute, resolve } from 'node:path';
import { blankShebang, type ModuleResolver, ScriptError, type SourceFile } from '../../lang/index.ts';
import type { SourceResult } from './read-text.ts';

const EXTENSION = '.vsl';

export interface ImportFiles {
	exists(path: string): boolean;
	readText(path: string): SourceResult;
}

/**
 * @param base folder for paths that do not say where they start
 * @returns a resolver that reads each file once
 */
export function importResolver(base: string, files: ImportFiles): ModuleResolver {
	const cache = new Map<string, SourceFile>();
	const read = (file: string): SourceFile | undefined => {
		const known = cache.get(file);
		if (known !== undefined) return known;
		if (!files.exists(file)) return undefined;
		const { source, problem } = files.readText(file);
		if (source === undefined) {
			throw new ScriptError('ErrorParsing', `Syntax error: ${file}: ${problem.message}`, {}, undefined, 'BadInput');
		}
		const module = blankShebang(source);
		cache.set(file, module);
		return module;
	};
	return {
		resolve(path, from) {
			const name = path.endsWith(EXTENSION) ? path : `${path}${EXTENSION}`;
			if (isAbsolute(name)) return read(name);
			const beside = resolve(dirname(resolve(from.name)), name);
			const inBase = resolve(base, name);
			return /^\.\.?\//.test(name) ? (read(beside) ?? read(inBase)) : (read(inBase) ?? read(beside));
		},
	};
}
