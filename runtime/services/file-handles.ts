/** Steps on open files that have to be complete or fail. */

import type { BigIntStats } from 'node:fs';
import { type FileHandle, open } from 'node:fs/promises';
import { errorCode } from '../files/system-error.ts';

/** The first bytes of a file, fewer when it is shorter. */
export async function readUpTo(file: FileHandle, length: number): Promise<Buffer> {
	const bytes = Buffer.allocUnsafeSlow(length);
	let filled = 0;
	while (filled < length) {
		const { bytesRead } = await file.read(bytes, filled, length - filled, filled);
		if (bytesRead === 0) break;
		filled += bytesRead;
	}
	return bytes.subarray(0, filled);
}

/** The bytes in front of a place, at most so many. */
export async function readBefore(file: FileHandle, end: number, most: number): Promise<Buffer> {
	const bytes = Buffer.alloc(Math.min(end, most));
	const { bytesRead } = await file.read(bytes, 0, bytes.length, end - bytes.length);
	return bytes.subarray(0, bytesRead);
}

export async function writeAll(file: FileHandle, data: Buffer): Promise<void> {
	for (let written = 0; written < data.length; ) {
		const { bytesWritten } = await file.write(data, written, data.length - written);
		written += bytesWritten;
	}
}

/** Gives a file the owner of another one, as far as we may. */
export async function copyOwner(file: FileHandle, { uid, gid }: BigIntStats): Promise<void> {
	const own = await file.stat({ bigint: true });
	if (own.uid === uid && own.gid === gid) return;
	try {
		await file.chown(Number(uid), Number(gid));
	} catch (error) {
		// Only root may give files away. Who may write this file still can do so.
		if (errorCode(error) !== 'EPERM') throw error;
	}
}

/** So that a new name in it is on disk, too. */
export async function syncFolder(path: string): Promise<void> {
	const folder = await open(path, 'r');
	try {
		await folder.sync();
	} finally {
		await folder.close();
	}
}
