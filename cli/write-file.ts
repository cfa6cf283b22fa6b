/**
 * Replaces a file so that a reader sees the old text or the new one, never half of either, whatever interrupts us.
 */

import {
	accessSync,
	chmodSync,
	chownSync,
	closeSync,
	constants,
	fsyncSync,
	openSync,
	realpathSync,
	renameSync,
	rmSync,
	type Stats,
	statSync,
	writeSync,
} from 'node:fs';
import { basename, dirname, join } from 'node:path';

/**
 * Writes beside the file and renames. Mode and, for root, owner are kept; a symbolic link stays one.
 * @throws what the file system throws; then the old file is untouched
 */
export function replaceFile(path: string, text: string): void {
	const target = realpathSync(path);
	const old = statSync(target);
	// Renaming asks only the folder; that somebody has protected the file itself counts too.
	accessSync(target, constants.W_OK);
	const temporary = join(dirname(target), `.${basename(target)}.${process.pid}.tmp`);
	// `wx`: whatever somebody planted under this name is not written to.
	const file = openSync(temporary, 'wx', 0o600);
	try {
		try {
			const bytes = Buffer.from(text);
			for (let at = 0; at < bytes.length; ) at += writeSync(file, bytes, at);
			fsyncSync(file);
		} finally {
			closeSync(file);
		}
		takeOver(temporary, old);
		renameSync(temporary, target);
	} catch (error) {
		rmSync(temporary, { force: true });
		throw error;
	}
}

/** Else a file that root formats would become unreadable for the service that owns it. */
function takeOver(path: string, old: Stats): void {
	if (process.getuid?.() === 0) chownSync(path, old.uid, old.gid);
	chmodSync(path, old.mode);
}
