/**
 * Reads the lists that rules name, for the lints about them. As with imports it is not known which script is the main
 * one, so a relative path is looked up from the folder of the script upwards, as far as the project reaches.
 */

import { readFileSync, statSync } from 'node:fs';
import { dirname, isAbsolute, relative, resolve } from 'node:path';
import type { ListFile, ListFiles } from '../stdlib/mail/lints/index.ts';

/** Larger lists are made by programs, which write no line twice; looking at one would take seconds. */
const MAX_BYTES = 8 * 1024 * 1024;

/** @param top the last folder in which paths are looked up */
export function listFiles(top: string): ListFiles {
	const known = new Map<string, ListFile | undefined>();
	const read = (path: string): ListFile | undefined => {
		if (!known.has(path)) known.set(path, readList(path));
		return known.get(path);
	};
	return {
		read(path, script) {
			if (isAbsolute(path)) return read(path);
			for (let folder = dirname(resolve(script.name)); ; folder = dirname(folder)) {
				const found = read(resolve(folder, path));
				if (found !== undefined || folder === resolve(top) || folder === dirname(folder)) return found;
			}
		},
	};
}

function readList(path: string): ListFile | undefined {
	try {
		const stat = statSync(path, { throwIfNoEntry: false });
		// Reading a pipe or a device could go on for ever.
		if (stat === undefined || !stat.isFile()) return undefined;
		const name = relative('.', path);
		return { name, content: stat.size > MAX_BYTES ? new Uint8Array() : readFileSync(path) };
	} catch {
		// What cannot be read here can be read by the server, or is its own finding when it starts.
		return { name: path, content: new Uint8Array() };
	}
}
