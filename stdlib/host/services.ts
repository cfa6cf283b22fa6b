/**
 * What services reach outside of the process: commands, files, data bases. The host does it, so that a simulation can
 * answer from a file and leave the world as it is.
 */

import type { Value } from '../../lang/values/value.ts';

export interface CommandRequest {
	/** Program, looked for in PATH; never a shell. */
	readonly command: string;
	readonly args: readonly string[];
	/** Whose identity the child gets; needs root. */
	readonly user: string | undefined;
	readonly group: string | undefined;
	/** Milliseconds, after which the child is killed. */
	readonly timeout: number;
	readonly signal: AbortSignal;
}

export interface CommandResult {
	/** Exit status; `undefined` when a signal ended the child. */
	readonly code: number | undefined;
	/** Number of the signal that ended the child. */
	readonly signal: number | undefined;
	/** At most 64 KiB each, invalid UTF-8 replaced. */
	readonly stdout: string;
	readonly stderr: string;
}

/** How a CSV data base is opened (directive spec 5.4). */
export interface CsvOptions {
	/** Absolute, or from the folder of the main script, which the host knows. */
	readonly path: string;
	readonly access: 'O_RDONLY' | 'O_WRONLY' | 'O_RDWR';
	/** `always`: changes that others made to the file are seen by the next look-up. */
	readonly refresh: 'always' | 'no';
	/** One character. */
	readonly delimiter: string;
}

/** Records by their first field. Concurrent use by several sessions and processes loses nothing. */
export interface CsvStore {
	/** The first record with this key, fields trimmed; empty when there is none. */
	get(key: string, signal: AbortSignal): Promise<readonly string[]>;
	/** Appends a record; on disk when the promise is kept. */
	set(record: readonly string[], signal: AbortSignal): Promise<void>;
	/** Removes all records with this key. */
	remove(key: string, signal: AbortSignal): Promise<void>;
}

export interface SqlOptions {
	/** Absolute, or from the folder of the main script; or `:memory:`. */
	readonly path: string;
	/** Milliseconds a statement may take. */
	readonly timeout: number;
	/** Statements that run side by side. */
	readonly connections: number;
	readonly readOnly: boolean;
}

/** A `number` is a float, a `bigint` an int. */
export type SqlParameter = null | number | bigint | string | Uint8Array;

/** A data base that speaks SQL. Statements are prepared, parameters are never part of their text. */
export interface SqlStore {
	/** @returns rows, as column name → value of the language */
	query(
		text: string,
		params: readonly SqlParameter[],
		signal: AbortSignal,
	): Promise<readonly ReadonlyMap<string, Value>[]>;
	/** @returns the number of rows that changed */
	execute(text: string, params: readonly SqlParameter[], signal: AbortSignal): Promise<number>;
}

export interface ServicePort {
	/** @throws Error with a text for the script, when the program cannot be started */
	runCommand(request: CommandRequest): Promise<CommandResult>;
	/** Stores of one path are one store. @throws Error `could not load database at PATH: REASON` */
	openCsv(options: CsvOptions): CsvStore;
	/** The same; a data base in memory is a new one each time. */
	openSqlite(options: SqlOptions): SqlStore;
}
