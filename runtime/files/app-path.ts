/**
 * Paths that scripts choose, confined to a root (library spec 15, hostile-input class 12). The check is on the parts of
 * the path, before anything is created; the names of files come from us.
 */

import { join } from 'node:path';

const LONGEST_PATH = 1024;

/**
 * @param root absolute
 * @param directory relative to the root, parts separated by `/`
 * @param name a plain file name
 * @throws Error with a text for the script
 */
export function checkedPath(root: string, directory: string, name: string): string {
	if (directory.length > LONGEST_PATH) throw new Error('the path is too long');
	if (directory.startsWith('/')) throw new Error(`the path '${directory}' must be relative`);
	const parts = directory.split('/').filter((part) => part !== '' && part !== '.');
	for (const part of parts) {
		if (part === '..') throw new Error(`the path '${directory}' leaves the folder of the application`);
		if (hasControl(part) || part.includes('\\')) throw new Error(`the path '${directory}' has a forbidden character`);
	}
	if (name === '' || name.includes('/') || name.startsWith('.') || hasControl(name)) {
		throw new Error(`'${name}' is no name for a file`);
	}
	return join(root, ...parts, name);
}

function hasControl(text: string): boolean {
	for (let at = 0; at < text.length; at++) {
		const code = text.charCodeAt(at);
		if (code < 0x20 || code === 0x7f) return true;
	}
	return false;
}
