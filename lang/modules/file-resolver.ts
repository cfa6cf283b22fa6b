/**
 * Finds modules as files: relative to the importing script, else to a base directory, with the extension `.vsl`.
 *
 * The only file of `lang` that touches the file system at run time, so that the engine itself runs anywhere.
 */

import { readFileSync } from 'node:fs';
import { dirname, extname, isAbsolute, resolve as resolvePath } from 'node:path';
import { SourceFile } from '../source/source-file.ts';
import type { ModuleResolver } from './resolver.ts';

const EXTENSION = '.vsl';

/**
 * @param baseDirectory tried after the directory of the importing script; defaults to the working directory
 * @returns a resolver that reads each file once
 */
export function fileResolver(baseDirectory = '.'): ModuleResolver {
	const cache = new Map<string, SourceFile>();
	const read = (file: string): SourceFile | undefined => {
		const known = cache.get(file);
		if (known !== undefined) return known;
		let bytes: Buffer;
		try {
			bytes = readFileSync(file);
		} catch {
			return undefined;
		}
		let text: string;
		try {
			text = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
		} catch {
			return undefined;
		}
		const source = new SourceFile(file, withoutShebang(text));
		cache.set(file, source);
		return source;
	};
	return {
		resolve(path, from) {
			const withExtension = extname(path) === EXTENSION ? path : `${path}${EXTENSION}`;
			if (isAbsolute(path)) return read(withExtension);
			const directory = dirname(resolvePath(from.name));
			return read(resolvePath(directory, withExtension)) ?? read(resolvePath(baseDirectory, withExtension));
		},
	};
}

/** Drops a first line that begins with `#!`, keeping its line break so that lines stay right (language spec 1.5). */
export function withoutShebang(text: string): string {
	return text.startsWith('#!') ? text.replace(/^[^\n]*/, '') : text;
}
