/** Reads a CSV file while others write to it: only records that are complete, and with the state that they belong to. */

import type { BigIntStats } from 'node:fs';
import { open } from 'node:fs/promises';
import { setTimeout as pause } from 'node:timers/promises';
import { journalOf, readJournal, soundLength } from './csv-journal.ts';
import { readUpTo } from './file-handles.ts';

/** What fits into memory, and into the positions of the index. */
export const MAX_FILE_BYTES = 2 ** 28 - 1;

/** A file that changed this recently may change again without a new time stamp (nanoseconds). */
const CLOCK_TICK = 100_000_000n;

/** Attempts to read a file that others keep changing. */
const MAX_ATTEMPTS = 20;

/** What tells two states of a file apart. */
export interface FileState {
	readonly inode: bigint;
	readonly size: bigint;
	readonly modified: bigint;
	readonly changed: bigint;
}

export interface FileContent {
	/** Up to the end of the last record that is complete. */
	readonly bytes: Buffer;
	readonly state: FileState;
	/** Somebody was appending meanwhile: the last record may be in parts. */
	readonly growing: boolean;
	/** Old enough that the next change is certain to show in the state. */
	readonly settled: boolean;
}

export function stateOf(stats: BigIntStats): FileState {
	return { inode: stats.ino, size: stats.size, modified: stats.mtimeNs, changed: stats.ctimeNs };
}

export function sameState(left: FileState | undefined, right: FileState): boolean {
	return (
		left !== undefined &&
		left.inode === right.inode &&
		left.size === right.size &&
		left.modified === right.modified &&
		left.changed === right.changed
	);
}

/** @throws errors of the system, and Error for what is no file or too large */
export async function readContent(path: string, delimiter: string): Promise<FileContent> {
	for (let attempt = 1; ; attempt++) {
		const content = await tryToRead(path, delimiter, attempt === MAX_ATTEMPTS);
		if (content !== undefined) return content;
		await pause(attempt);
	}
}

/** @param last whether a file that changes meanwhile must do */
async function tryToRead(path: string, delimiter: string, last: boolean): Promise<FileContent | undefined> {
	const file = await open(path, 'r');
	try {
		const stats = await file.stat({ bigint: true });
		checkFile(stats);
		const now = BigInt(Date.now()) * 1_000_000n;
		const bytes = await readUpTo(file, Number(stats.size));
		const journal = await readJournal(journalOf(path));
		const after = stateOf(await file.stat({ bigint: true }));
		const state = stateOf(stats);
		const growing = !sameState(after, state);
		// What has not only become longer may have been written over while it was read.
		if (growing && after.size <= state.size && !last) return undefined;
		const sound = soundLength(bytes, stats.ino, journal, delimiter);
		return {
			bytes: bytes.subarray(0, sound),
			state,
			growing,
			settled: now - stats.mtimeNs > CLOCK_TICK && now - stats.ctimeNs > CLOCK_TICK,
		};
	} finally {
		await file.close();
	}
}

/** @throws Error for what is no file or too large */
export function checkFile(stats: BigIntStats): void {
	if (!stats.isFile()) throw new Error('this is not a file');
	if (stats.size > MAX_FILE_BYTES) throw new Error('the file is larger than 256 MiB');
}
