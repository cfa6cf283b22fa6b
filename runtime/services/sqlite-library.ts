/** The one place that touches `better-sqlite3`. */

import Database from 'better-sqlite3';

export type SqliteDatabase = Database.Database;
export type SqliteStatement = Database.Statement;

export interface OpenOptions {
	readonly readOnly?: boolean;
	/** Milliseconds a statement waits for others that hold the data base. */
	readonly busyTimeout: number;
}

/** @throws Error when the file cannot be opened */
export function openDatabase(path: string, { readOnly = false, busyTimeout }: OpenOptions): SqliteDatabase {
	return new Database(path, { readonly: readOnly, fileMustExist: readOnly, timeout: Math.ceil(busyTimeout) });
}

/** A data base in memory, with the content of a file that has been serialized. */
export function openCopy(bytes: Buffer): SqliteDatabase {
	return new Database(bytes);
}

/** `SQLITE_BUSY` and its kin, `undefined` for errors that are not SQLite's. */
export function sqliteCode(error: unknown): string | undefined {
	return error instanceof Database.SqliteError ? error.code : undefined;
}
