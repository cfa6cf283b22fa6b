/**
 * A lock between processes that ends with its holder, however that ends.
 *
 * Node offers no lock of the kernel, SQLite does: a transaction on an empty data base is nothing but one. A lock file
 * that only exists or not would be left behind by a crash, and taking over such a file is a race between those who
 * notice. Taking and freeing the lock are a few system calls without waiting.
 */

import { statSync } from 'node:fs';
import { setTimeout as pause } from 'node:timers/promises';
import { openDatabase, type SqliteDatabase, sqliteCode } from './sqlite-library.ts';

/** Milliseconds between two attempts: at first and at most. */
const FIRST_PAUSE = 1;
const LONGEST_PAUSE = 20;

function inodeOf(path: string): bigint | undefined {
	return statSync(path, { bigint: true, throwIfNoEntry: false })?.ino;
}

export class KernelLock {
	readonly #path: string;
	#database: SqliteDatabase | undefined;
	#inode: bigint | undefined;

	/** @param path of a file of its own, which is made and stays */
	constructor(path: string) {
		this.#path = path;
	}

	/**
	 * Waits for the lock. One holder at a time per object.
	 * @param patience milliseconds
	 * @throws Error when somebody holds it for longer, or the lock file cannot be made
	 */
	async acquire(patience: number): Promise<void> {
		const deadline = performance.now() + patience;
		for (let wait = FIRST_PAUSE; ; wait = Math.min(wait * 2, LONGEST_PAUSE)) {
			if (this.#try()) return;
			if (performance.now() >= deadline) throw new Error('another process does not release its lock');
			// Not all who wait for the same lock wake up at the same time.
			await pause(wait * (0.5 + Math.random()));
		}
	}

	release(): void {
		this.#database?.exec('ROLLBACK');
	}

	close(): void {
		this.#database?.close();
		this.#database = undefined;
	}

	#try(): boolean {
		try {
			this.#opened().exec('BEGIN IMMEDIATE');
		} catch (error) {
			if (sqliteCode(error) === 'SQLITE_BUSY') return false;
			throw new Error(`the lock file ${this.#path} can neither be made nor used`, { cause: error });
		}
		// Somebody may have deleted the file meanwhile: then others lock another one.
		if (inodeOf(this.#path) === this.#inode) return true;
		this.close();
		return false;
	}

	#opened(): SqliteDatabase {
		if (this.#database !== undefined) return this.#database;
		const database = openDatabase(this.#path, { busyTimeout: 0 });
		try {
			// Nothing is ever written: no journal, and the file stays empty.
			database.pragma('journal_mode = memory');
		} catch (error) {
			database.close();
			throw error;
		}
		this.#inode = inodeOf(this.#path);
		this.#database = database;
		return database;
	}
}
