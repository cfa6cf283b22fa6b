/**
 * Finds modules as files: relative to the importing script, else to a base directory, with the extension `.vsl`.
 *
 * The only file of `lang` that touches the file system at run time, so that the engine itself runs anywhere.
 */

import { readFileSync, statSync } from 'node:fs';
import { dirname, extname, isAbsolute, resolve as resolvePath } from 'node:path';
import { blankShebang } from '../source/shebang.ts';
import { SourceFile } from '../source/source-file.ts';
import { ScriptError } from '../vm/errors.ts';
import type { ModuleResolver } from './resolver.ts';

const EXTENSION = '.vsl';

/** Protects the memory of the process: a parsed file takes up to 200 times its size. */
const MAX_MODULE_BYTES = 16 * 1024 * 1024;

/**
 * @param baseDirectory tried after the directory of the importing script; defaults to the working directory
 * @returns a resolver that reads each file once
 */
export function fileResolver(baseDirectory = '.'): ModuleResolver {
	const cache = new Map<string, SourceFile>();
	const read = (file: string): SourceFile | undefined => {
		const known = cache.get(file);
		if (known !== undefined) return known;
		const text = readText(file);
		if (text === undefined) return undefined;
		const source = blankShebang(new SourceFile(file, text));
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

/** The text of a module, without byte order mark; `undefined` when there is no such file. */
function readText(file: string): string | undefined {
	let bytes: Buffer;
	try {
		if (statSync(file).size > MAX_MODULE_BYTES) throw unusable(file, 'is too large');
		bytes = readFileSync(file);
	} catch (error) {
		if (error instanceof ScriptError) throw error;
		return undefined;
	}
	try {
		return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
	} catch {
		throw unusable(file, 'is not valid UTF-8');
	}
}

function unusable(file: string, why: string): ScriptError {
	return new ScriptError('ErrorParsing', `Syntax error: ${file} ${why}`, {}, undefined, 'BadInput');
}
