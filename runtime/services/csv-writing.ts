/**
 * Changes a CSV file, for whoever holds its lock. Records are added by appending, removed by writing the file anew beside
 * the old one; in no moment is there a file without a record that somebody has been told is on disk.
 */

import { type BigIntStats, constants } from 'node:fs';
import { type FileHandle, open, rename, rm } from 'node:fs/promises';
import { dirname } from 'node:path';
import { setImmediate as turn } from 'node:timers/promises';
import {
	BYTES_BEFORE,
	type JournalEntry,
	journalOf,
	readJournal,
	removeJournal,
	soundLength,
	writeJournal,
} from './csv-journal.ts';
import { checkFile, type FileState, MAX_FILE_BYTES, stateOf } from './csv-reading.ts';
import { RecordScanner } from './csv-records.ts';
import { copyOwner, readBefore, readUpTo, syncFolder, writeAll } from './file-handles.ts';

/** Lists of addresses are nobody else's business. */
export const NEW_FILE_MODE = 0o640;

const LINE_BREAK = Buffer.from('\n');

/** Records looked at between two turns of everything else. */
const RECORDS_PER_TURN = 10_000;

/** What an append has done. */
export interface Appended {
	readonly before: FileState;
	readonly after: FileState;
	/** Where the new records begin. */
	readonly length: number;
}

/** Adds records at the end; they are on disk when the promise is kept, or nothing of them is there. */
export async function appendRecords(path: string, delimiter: string, data: Buffer): Promise<Appended> {
	const file = await open(path, constants.O_RDWR | constants.O_APPEND | constants.O_CREAT, NEW_FILE_MODE);
	try {
		await repair(file, path, delimiter);
		const stats = await file.stat({ bigint: true });
		let length = Number(stats.size);
		if (length + data.length >= MAX_FILE_BYTES) throw new Error('the file would become larger than 256 MiB');
		let before = await readBefore(file, length, BYTES_BEFORE);
		if (before.length > 0 && before.at(-1) !== LINE_BREAK[0]) {
			// Somebody wrote a last line without an end, which is a record all the same.
			await writeAll(file, LINE_BREAK);
			length++;
			before = Buffer.concat([before, LINE_BREAK]).subarray(-BYTES_BEFORE);
		}
		await appendOrNothing(file, path, { inode: stats.ino, length, before, data }, Number(stats.mode) & 0o777);
		// The name of a file that is new has to be on disk as well.
		if (stats.size === 0n) await syncFolder(dirname(path));
		return { before: stateOf(stats), after: stateOf(await file.stat({ bigint: true })), length };
	} finally {
		await file.close();
	}
}

/** A full disk must not leave half a record. */
async function appendOrNothing(file: FileHandle, path: string, entry: JournalEntry, mode: number): Promise<void> {
	try {
		await writeJournal(journalOf(path), entry, mode);
		await writeAll(file, entry.data);
		await file.datasync();
	} catch (error) {
		await file.truncate(entry.length);
		await removeJournal(journalOf(path));
		throw error;
	}
	await removeJournal(journalOf(path));
}

/** Takes away what a process that died has left of a record. */
async function repair(file: FileHandle, path: string, delimiter: string): Promise<void> {
	const journal = await readJournal(journalOf(path));
	if (journal === undefined) return;
	const { size, ino } = await file.stat({ bigint: true });
	const sound = soundLength(await readUpTo(file, Number(size)), ino, journal, delimiter);
	if (sound < Number(size)) {
		await file.truncate(sound);
		await file.datasync();
	}
	await removeJournal(journalOf(path));
}

/**
 * Removes all records with one of some keys.
 * @param unneeded whether a file in this state is known to have none
 * @throws CsvSyntaxError: a file with mistakes is left as it is
 */
export async function removeRecords(
	path: string,
	delimiter: string,
	keys: ReadonlySet<string>,
	unneeded: (state: FileState) => boolean,
): Promise<void> {
	const file = await open(path, constants.O_RDWR);
	try {
		await repair(file, path, delimiter);
		const stats = await file.stat({ bigint: true });
		checkFile(stats);
		if (unneeded(stateOf(stats))) return;
		const bytes = await readUpTo(file, Number(stats.size));
		const kept = await withoutKeys(bytes, delimiter, keys);
		if (kept !== undefined) await replace(path, kept, stats);
	} finally {
		await file.close();
	}
}

/** What is left of a file without the records of some keys; `undefined` when there are none. */
async function withoutKeys(bytes: Buffer, delimiter: string, keys: ReadonlySet<string>): Promise<Buffer[] | undefined> {
	const kept: Buffer[] = [];
	const scanner = new RecordScanner(bytes, delimiter);
	let from = 0;
	let records = 0;
	while (scanner.next()) {
		if (keys.has(scanner.key)) {
			if (scanner.start > from) kept.push(bytes.subarray(from, scanner.start));
			from = scanner.terminated ? scanner.end : bytes.length;
		}
		if (++records % RECORDS_PER_TURN === 0) await turn();
	}
	if (from === 0) return undefined;
	if (from < bytes.length) kept.push(bytes.subarray(from));
	return kept;
}

/** Puts a new file in the place of the old one, with the same owner and permissions. */
async function replace(path: string, parts: readonly Buffer[], old: BigIntStats): Promise<void> {
	const newPath = `${path}.new`;
	await rm(newPath, { force: true });
	const file = await open(newPath, 'wx', 0o600);
	try {
		for (const part of parts) await writeAll(file, part);
		await copyOwner(file, old);
		await file.chmod(Number(old.mode) & 0o7777);
		await file.sync();
	} catch (error) {
		await file.close();
		await rm(newPath, { force: true });
		throw error;
	}
	await file.close();
	await rename(newPath, path);
	await syncFolder(dirname(path));
}
