/**
 * Turns the files and folders of a command line into a list of scripts.
 *
 * A file is taken whatever its name is; of a folder everything below it that ends in `.vsl`, in a stable order.
 * Symbolic links to folders are not followed: they could lead in circles or out of the project.
 */

import { readdirSync, statSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { systemErrorText } from '../runtime/files/system-error.ts';
import { UsageError } from './exit-codes.ts';

const SCRIPT_EXTENSION = '.vsl';

/** Folders that hold other people's files. */
const SKIPPED_FOLDERS: ReadonlySet<string> = new Set(['node_modules']);

function collect(folder: string, found: string[]): void {
	const entries = readdirSync(folder, { withFileTypes: true });
	entries.sort((left, right) => (left.name < right.name ? -1 : 1));
	for (const entry of entries) {
		const path = join(folder, entry.name);
		if (entry.isDirectory()) {
			if (!entry.name.startsWith('.') && !SKIPPED_FOLDERS.has(entry.name)) collect(path, found);
		} else if (entry.name.endsWith(SCRIPT_EXTENSION) && (entry.isFile() || isLinkToFile(path))) {
			found.push(path);
		}
	}
}

function isLinkToFile(path: string): boolean {
	return statSync(path, { throwIfNoEntry: false })?.isFile() === true;
}

/**
 * @param paths files and folders
 * @returns the scripts, each once however its path is written, in the order of the paths
 * @throws UsageError when a path does not exist or cannot be listed, or a folder has no script
 */
export function findScripts(paths: readonly string[]): string[] {
	const scripts = new Map<string, string>();
	const add = (script: string): void => {
		const full = resolve(script);
		if (!scripts.has(full)) scripts.set(full, script);
	};
	for (const path of paths) {
		try {
			if (!statSync(path).isDirectory()) {
				add(path);
				continue;
			}
			const found: string[] = [];
			collect(path, found);
			if (found.length === 0) throw new UsageError(`no ${SCRIPT_EXTENSION} files in ${path}`);
			for (const script of found) add(script);
		} catch (error) {
			throw error instanceof UsageError ? error : new UsageError(`${path}: ${systemErrorText(error)}`);
		}
	}
	return [...scripts.values()];
}
