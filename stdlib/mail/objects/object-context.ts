/** What declarations of objects need of the outside world: where files are, and how to read them. */

import { readFileSync, statSync } from 'node:fs';
import { runtimeError } from '../../../lang/vm/errors.ts';

/** Protects the memory: a million addresses are 25 MB. */
export const MAX_FILE_BYTES = 256 * 1024 * 1024;

export interface ObjectContext {
	/** Where relative paths are looked for when the script's own folder does not have the file (directive spec 9). */
	readonly baseDirectory: string;
	/**
	 * @param path absolute
	 * @returns `undefined` when there is no such file
	 * @throws Error when it cannot be read
	 */
	readonly readFile: (path: string) => Uint8Array | undefined;
}

/** Files as they are on this machine. */
export function diskContext(baseDirectory = '.'): ObjectContext {
	return { baseDirectory, readFile: readFromDisk };
}

/** Why a file could not be read, by the codes of the operating system. */
const REASONS: Readonly<Record<string, string>> = {
	EACCES: 'permission denied',
	EISDIR: 'it is a folder',
	ELOOP: 'too many symbolic links',
	ENAMETOOLONG: 'the path is too long',
	ERR_INVALID_ARG_VALUE: 'the path has a NUL character',
};

function readFromDisk(path: string): Uint8Array | undefined {
	try {
		const stat = statSync(path);
		// Reading a pipe or a device could go on for ever.
		if (!stat.isFile()) throw runtimeError(stat.isDirectory() ? 'it is a folder' : 'it is not a regular file');
		if (stat.size > MAX_FILE_BYTES) throw runtimeError(`it is larger than ${MAX_FILE_BYTES} octets`);
		return readFileSync(path);
	} catch (error) {
		const { code } = error as NodeJS.ErrnoException;
		if (code === 'ENOENT' || code === 'ENOTDIR') return undefined;
		throw code === undefined ? error : new Error(REASONS[code] ?? code);
	}
}
