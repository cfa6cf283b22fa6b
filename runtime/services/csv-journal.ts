/**
 * What is about to be appended to a CSV file, written beside it before and deleted after.
 *
 * A process that dies in the middle of an append leaves part of a record, which looks just like a complete record of a
 * file that somebody wrote without a line break at its end. The journal tells them apart: as long as it exists, what
 * stands behind the old end of the file counts only if it is all there. It is not synced: after a loss of power it may
 * be gone, old or empty, and then only a last line without an end is taken for torn.
 */

import { readFile, rm, writeFile } from 'node:fs/promises';
import { errorCode } from '../files/system-error.ts';
import { RecordScanner } from './csv-records.ts';

export interface JournalEntry {
	/** Of the file that is being appended to: one that has since been replaced is not meant. */
	readonly inode: bigint;
	/** Length of the file before; it ended with a line break or was empty. */
	readonly length: number;
	/** What stands in front of that place: numbers of inodes are used again. */
	readonly before: Buffer;
	readonly data: Buffer;
}

/** Where the journal of a file is. */
export function journalOf(path: string): string {
	return `${path}.journal`;
}

/** How many bytes in front are kept. */
export const BYTES_BEFORE = 256;

/** A journal that was cut short. The append had not begun, unless a loss of power took what was written. */
export type ReadJournal = JournalEntry | 'unreadable' | undefined;

export async function writeJournal(path: string, entry: JournalEntry, mode: number): Promise<void> {
	const { inode, length, before, data } = entry;
	const head = Buffer.from(`${inode} ${length} ${before.length} ${data.length}\n`);
	await writeFile(path, Buffer.concat([head, before, data]), { mode });
}

export async function removeJournal(path: string): Promise<void> {
	await rm(path, { force: true });
}

/** @returns `undefined` when nothing is being appended */
export async function readJournal(path: string): Promise<ReadJournal> {
	let bytes: Buffer;
	try {
		bytes = await readFile(path);
	} catch (error) {
		if (errorCode(error) === 'ENOENT') return undefined;
		throw error;
	}
	const end = bytes.indexOf('\n');
	const head = /^(\d+) (\d+) (\d+) (\d+)$/.exec(bytes.toString('latin1', 0, Math.max(end, 0)));
	if (head === null) return 'unreadable';
	const [, inode = '', length, beforeLength, dataLength] = head;
	const dataStart = end + 1 + Number(beforeLength);
	const before = bytes.subarray(end + 1, dataStart);
	const data = bytes.subarray(dataStart);
	if (data.length !== Number(dataLength)) return 'unreadable';
	return { inode: BigInt(inode), length: Number(length), before, data };
}

/**
 * How much of a file is complete.
 * @param bytes the file, or its beginning
 * @param inode of that file
 */
export function soundLength(bytes: Buffer, inode: bigint, journal: ReadJournal, delimiter: string): number {
	if (journal === undefined) return bytes.length;
	if (journal === 'unreadable') return endOfRecords(bytes, delimiter, 0);
	const { length, before, data } = journal;
	if (journal.inode !== inode || bytes.length <= length) return bytes.length;
	if (!bytes.subarray(length - before.length, length).equals(before)) return bytes.length;
	const stop = length + data.length;
	if (!bytes.subarray(length, stop).equals(data)) return length;
	// An old journal that a loss of power has brought back: others have been appended since.
	return endOfRecords(bytes, delimiter, stop);
}

/** Offset behind the last record that ends with a line break. A file with mistakes is left to its owner, as it is. */
function endOfRecords(bytes: Buffer, delimiter: string, from: number): number {
	const scanner = new RecordScanner(bytes, delimiter, from);
	try {
		while (scanner.next());
	} catch {
		return bytes.length;
	}
	return scanner.end;
}
