/**
 * A connection to an SQLite data base inside its own process: runs one statement at a time, and says in words for the
 * author of the rules what is wrong with it.
 */

import { existsSync, readFileSync } from 'node:fs';
import type { SqlParameter } from '../../stdlib/host/services.ts';
import { openCopy, openDatabase, type SqliteDatabase, type SqliteStatement, sqliteCode } from './sqlite-library.ts';
import type { ConnectionSettings, SqlCell, StatementReply, StatementRequest } from './sqlite-protocol.ts';

/** Rows and bytes of one result; more would fill the memory of the server. */
const MAX_ROWS = 100_000;
const MAX_RESULT_BYTES = 16 * 1024 * 1024;

/** What a value costs beside its content. */
const CELL_BYTES = 16;

/** Statements that are kept prepared. */
const MAX_PREPARED = 200;

/** Bytes of the header of a file that say how it is written (file format, 1.3.1): 2 is WAL, 1 is not. */
const FORMAT_BYTES = [18, 19] as const;

export class SqliteConnection {
	readonly #settings: ConnectionSettings;
	#database: SqliteDatabase | undefined;
	/** Oldest use first. */
	readonly #prepared = new Map<string, SqliteStatement>();

	constructor(settings: ConnectionSettings) {
		this.#settings = settings;
	}

	/** Never throws. */
	run(request: StatementRequest): StatementReply {
		try {
			this.#checkKind(request.text);
			const database = this.#opened(request.patience);
			database.pragma(`busy_timeout = ${Math.ceil(request.patience)}`);
			const reply = this.#execute(database, request);
			if (!database.inTransaction) return reply;
			database.exec('ROLLBACK');
			throw new Error('each statement is a transaction of its own, none can be begun');
		} catch (error) {
			return { kind: 'error', message: messageOf(error) };
		}
	}

	close(): void {
		this.#database?.close();
	}

	/** @throws Error for statements that reach beyond this connection */
	#checkKind(text: string): void {
		const word = firstWord(text);
		if (word === 'ATTACH' || word === 'DETACH') {
			throw new Error('each connection has one data base, connect to the other one as well');
		}
		if (word === 'VACUUM' && this.#settings.overlay) throw new Error('a simulation writes no files');
	}

	#opened(patience: number): SqliteDatabase {
		this.#database ??= open(this.#settings, patience);
		return this.#database;
	}

	#execute(database: SqliteDatabase, { kind, text, params }: StatementRequest): StatementReply {
		const statement = this.#statement(database, text);
		if (!statement.reader) {
			const { changes } = statement.run(...params);
			return kind === 'execute'
				? { kind: 'changes', count: changes }
				: { kind: 'rows', columns: [], booleans: [], rows: [] };
		}
		const rows = collect(statement, params);
		if (kind === 'execute') return { kind: 'changes', count: statement.readonly ? 0 : changesOf(database) };
		const columns = statement.columns();
		return {
			kind: 'rows',
			columns: columns.map(({ name }) => name),
			booleans: columns.flatMap(({ type }, index) => (isBoolean(type) ? [index] : [])),
			rows,
		};
	}

	#statement(database: SqliteDatabase, text: string): SqliteStatement {
		const known = this.#prepared.get(text);
		const statement = known ?? database.prepare(text);
		if (known === undefined) {
			statement.safeIntegers(true);
			if (statement.reader) statement.raw(true);
			if (this.#prepared.size >= MAX_PREPARED) this.#prepared.delete(this.#prepared.keys().next().value as string);
		}
		this.#prepared.delete(text);
		this.#prepared.set(text, statement);
		return statement;
	}
}

function open({ path, readOnly, overlay }: ConnectionSettings, busyTimeout: number): SqliteDatabase {
	if (overlay)
		return path === ':memory:' || !existsSync(path)
			? openDatabase(':memory:', { busyTimeout })
			: copyOf(path, busyTimeout);
	const database = openDatabase(path, { readOnly, busyTimeout });
	if (!readOnly) {
		// Readers and a writer do not wait for each other; where that is impossible it works in the old way.
		database.pragma('journal_mode = WAL');
		// In this mode the default loses the last commits with the power.
		database.pragma('synchronous = FULL');
	}
	return database;
}

/** The data base as it is now, in memory; nothing appears beside the file. */
function copyOf(path: string, busyTimeout: number): SqliteDatabase {
	const bytes = readFileSync(path);
	const closedWal = bytes[FORMAT_BYTES[0]] === 2 && !existsSync(`${path}-wal`);
	const content = bytes.length === 0 ? undefined : closedWal ? bytes : serialized(path, busyTimeout);
	if (content === undefined) return openDatabase(':memory:', { busyTimeout });
	for (const at of FORMAT_BYTES) content[at] = 1;
	return openCopy(content);
}

/** With the locks of SQLite, since others may be writing. */
function serialized(path: string, busyTimeout: number): Buffer {
	const database = openDatabase(path, { readOnly: true, busyTimeout });
	try {
		return database.serialize();
	} finally {
		database.close();
	}
}

const BLANKS = ' \t\r\n\f;\uFEFF';

/** The word that a statement begins with, behind blanks and comments, in capitals. */
function firstWord(text: string): string {
	let at = 0;
	for (;;) {
		if (text.startsWith('--', at)) at = endOf(text, '\n', at);
		else if (text.startsWith('/*', at)) at = endOf(text, '*/', at + 2);
		else if (at < text.length && BLANKS.includes(text[at] as string)) at++;
		else break;
	}
	let end = at;
	while (end < text.length && isLetter(text.charCodeAt(end))) end++;
	return text.slice(at, end).toUpperCase();
}

/** Where the text goes on behind a mark, or ends. */
function endOf(text: string, mark: string, from: number): number {
	const at = text.indexOf(mark, from);
	return at === -1 ? text.length : at + mark.length;
}

function isLetter(unit: number): boolean {
	return (unit | 0x20) >= 0x61 && (unit | 0x20) <= 0x7a;
}

function collect(statement: SqliteStatement, params: readonly SqlParameter[]): SqlCell[][] {
	const rows: SqlCell[][] = [];
	let size = 0;
	for (const row of statement.iterate(...params) as IterableIterator<SqlCell[]>) {
		for (const cell of row) size += cellSize(cell);
		if (rows.length === MAX_ROWS) throw new Error(`the result has more than ${MAX_ROWS} rows, limit it with LIMIT`);
		if (size > MAX_RESULT_BYTES) throw new Error('the result is larger than 16 MiB, limit it with LIMIT');
		rows.push(row);
	}
	return rows;
}

function cellSize(cell: SqlCell): number {
	return CELL_BYTES + (typeof cell === 'string' || cell instanceof Uint8Array ? cell.length : 0);
}

function changesOf(database: SqliteDatabase): number {
	return database.prepare('SELECT changes()').pluck().get() as number;
}

function isBoolean(type: string | null): boolean {
	return type !== null && ['BOOL', 'BOOLEAN'].includes(type.toUpperCase());
}

/** What the library says in its own words, by the beginning of its message. */
const MESSAGES: readonly (readonly [beginning: string, message: string])[] = [
	['The supplied SQL string contains more than one statement', 'only one statement can be run at a time'],
	['The supplied SQL string contains no statements', 'there is no statement'],
	['Too few parameter values', 'the statement has more `?` than there are parameters'],
	['Too many parameter values', 'there are more parameters than `?` in the statement'],
	['Missing named parameter', 'parameters are written as `?`, without a name'],
	['You cannot specify named parameters', 'parameters are written as `?`, without a name'],
	['Cannot open database because the directory', 'the folder of the data base does not exist'],
];

function messageOf(error: unknown): string {
	const message = error instanceof Error ? error.message : String(error);
	const code = sqliteCode(error);
	if (code?.startsWith('SQLITE_BUSY') === true) return 'the data base is locked by others';
	return MESSAGES.find(([beginning]) => message.startsWith(beginning))?.[1] ?? message;
}
