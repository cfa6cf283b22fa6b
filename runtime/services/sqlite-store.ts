/**
 * SQLite data bases as services use them (library spec 12): a pool of connections, each of them a process, so that no
 * statement keeps the server from anything else. A statement that takes too long, or that nobody waits for any more, is
 * stopped by ending its process; SQLite then rolls it back.
 */

import { closeSync, constants, fstatSync, openSync, readSync, realpathSync } from 'node:fs';
import { BlobValue } from '../../lang/values/container.ts';
import { Float } from '../../lang/values/float.ts';
import { normalizeInt } from '../../lang/values/int.ts';
import type { Value } from '../../lang/values/value.ts';
import type { SqlOptions, SqlParameter, SqlStore } from '../../stdlib/host/services.ts';
import { formatDuration } from '../../stdlib/mail/duration.ts';
import { MEMORY } from '../../stdlib/services/sqlite.ts';
import { errorCode, systemErrorText } from '../files/system-error.ts';
import { Gate } from './gate.ts';
import { SqliteProcess } from './sqlite-process.ts';
import type { ConnectionSettings, SqlCell, StatementReply, StatementRequest } from './sqlite-protocol.ts';

export interface SqliteStoreOptions extends SqlOptions {
	/** Works on a copy in memory, and leaves the file as it is. */
	readonly overlay?: boolean;
}

/** Milliseconds until a connection that nobody uses is closed; one stays. */
const IDLE = 60_000;

/** Milliseconds that a statement which nobody waits for any more may go on: most end sooner, and starting anew costs. */
const ABANDONED = 1_000;

/** How every data base in a file begins. */
const MAGIC = Buffer.from('SQLite format 3\0');

const NEW_FILE_MODE = 0o640;

/** Data bases that can be open: rules that open one for every message would fill the machine with processes. */
const MOST_DATABASES = 100;

/** The data bases that are open, by path and options. */
export class SqliteStores {
	readonly #stores = new Map<string, Store>();

	/**
	 * Opens a data base. A file that is missing is made, unless it is only to be read.
	 * @param options with an absolute path
	 * @throws Error with a text for the script
	 */
	open(options: SqliteStoreOptions): SqlStore {
		const { overlay = false, readOnly } = options;
		const inMemory = options.path === MEMORY;
		const path = inMemory ? MEMORY : prepare(options.path, readOnly, overlay);
		const settings = { path, readOnly, overlay };
		const key = JSON.stringify([settings, options.timeout, options.connections]);
		const known = inMemory ? undefined : this.#stores.get(key);
		if (known === undefined && this.#stores.size >= MOST_DATABASES) {
			throw new Error(`could not load database at ${path}: ${MOST_DATABASES} others are open`);
		}
		const store = known ?? new Store(settings, options.timeout, inMemory || overlay ? 1 : options.connections);
		this.#stores.set(inMemory ? `${key} ${this.#stores.size}` : key, store);
		return store;
	}

	close(): void {
		for (const store of this.#stores.values()) store.close();
		this.#stores.clear();
	}
}

/** Sees to it that the file can be used as the options say. @returns its one name, whatever links lead to it */
function prepare(path: string, readOnly: boolean, overlay: boolean): string {
	const flags = overlay || readOnly ? constants.O_RDONLY : constants.O_RDWR | constants.O_CREAT;
	try {
		const file = openSync(path, flags | constants.O_NONBLOCK, NEW_FILE_MODE);
		try {
			if (!fstatSync(file).isFile()) throw new Error('this is not a file');
			const head = Buffer.alloc(MAGIC.length);
			const length = readSync(file, head, 0, head.length, 0);
			if (length > 0 && !head.equals(MAGIC)) throw new Error('this is not an SQLite data base');
		} finally {
			closeSync(file);
		}
		return realpathSync(path);
	} catch (error) {
		if (overlay && !readOnly && errorCode(error) === 'ENOENT') return path;
		throw new Error(`could not load database at ${path}: ${systemErrorText(error)}`, { cause: error });
	}
}

class Store implements SqlStore {
	readonly #settings: ConnectionSettings;
	readonly #timeout: number;
	readonly #gate: Gate;
	/** Content in memory ends with its process. */
	readonly #keeps: boolean;
	/** The one used last is used first, so that the others can be closed. */
	readonly #idle: SqliteProcess[] = [];
	readonly #busy = new Set<SqliteProcess>();
	/** The smallest number of idle connections since the last sweep. */
	#leastIdle = 0;
	#sweep: NodeJS.Timeout | undefined;
	#closed = false;

	constructor(settings: ConnectionSettings, timeout: number, connections: number) {
		this.#settings = settings;
		this.#timeout = timeout;
		this.#gate = new Gate(connections, 'query failed: no connection became free in time');
		this.#keeps = settings.path === MEMORY || settings.overlay;
	}

	async query(
		text: string,
		params: readonly SqlParameter[],
		signal: AbortSignal,
	): Promise<readonly ReadonlyMap<string, Value>[]> {
		const reply = await this.#run('query', text, params, signal);
		return reply.kind === 'rows' ? rowsOf(reply) : [];
	}

	async execute(text: string, params: readonly SqlParameter[], signal: AbortSignal): Promise<number> {
		const reply = await this.#run('execute', text, params, signal);
		return reply.kind === 'changes' ? reply.count : 0;
	}

	close(): void {
		this.#closed = true;
		for (const connection of this.#idle.splice(0)) connection.close();
		for (const connection of this.#busy) connection.kill(new Error('the data base has been closed'));
	}

	async #run(
		kind: StatementRequest['kind'],
		text: string,
		params: readonly SqlParameter[],
		signal: AbortSignal,
	): Promise<StatementReply> {
		const deadline = performance.now() + this.#timeout;
		const leave = await this.#gate.enter(this.#timeout, signal);
		const time = Math.max(1, deadline - performance.now());
		// Who holds the data base is to be blamed by name, before the process is stopped.
		const request = { kind, text, params, patience: time * 0.9 };
		const reply = await this.#onConnection(request, time, signal, leave);
		if (reply.kind === 'error') throw new Error(`query failed: ${reply.message}`);
		return reply;
	}

	/** @param leave called when the connection is free again, which may be later than the answer */
	#onConnection(
		request: StatementRequest,
		time: number,
		signal: AbortSignal,
		leave: () => void,
	): Promise<StatementReply> {
		const connection = this.#take();
		return new Promise((resolve, reject) => {
			const tooLate = () =>
				connection.kill(new Error(`query failed: it took longer than ${formatDuration(this.#timeout)}`));
			const timer = setTimeout(tooLate, time);
			let abandoned: NodeJS.Timeout | undefined;
			const onAbort = () => {
				reject(signal.reason);
				abandoned = setTimeout(tooLate, Math.min(ABANDONED, time));
			};
			if (signal.aborted) onAbort();
			else signal.addEventListener('abort', onAbort, { once: true });
			connection
				.run(request)
				.then(resolve, reject)
				.finally(() => {
					clearTimeout(timer);
					clearTimeout(abandoned);
					signal.removeEventListener('abort', onAbort);
					this.#putBack(connection);
					leave();
				});
		});
	}

	#take(): SqliteProcess {
		let connection = this.#idle.pop();
		while (connection?.usable === false) connection = this.#idle.pop();
		connection ??= new SqliteProcess(this.#settings);
		this.#leastIdle = Math.min(this.#leastIdle, this.#idle.length);
		this.#busy.add(connection);
		return connection;
	}

	#putBack(connection: SqliteProcess): void {
		this.#busy.delete(connection);
		if (!connection.usable) return;
		if (this.#closed) {
			connection.close();
			return;
		}
		this.#idle.push(connection);
		if (!this.#keeps && this.#idle.length > 1) {
			this.#sweep ??= setTimeout(() => this.#closeUnused(), IDLE).unref();
		}
	}

	/** Closes the connections that have been idle since the last time, but for one. */
	#closeUnused(): void {
		this.#sweep = undefined;
		const unused = Math.min(this.#leastIdle, this.#idle.length - 1);
		if (unused > 0) for (const connection of this.#idle.splice(0, unused)) connection.close();
		this.#leastIdle = this.#idle.length;
		if (this.#idle.length > 1) this.#sweep = setTimeout(() => this.#closeUnused(), IDLE).unref();
	}
}

function rowsOf({ columns, booleans, rows }: StatementReply & { readonly kind: 'rows' }): Map<string, Value>[] {
	const isBoolean = new Set(booleans);
	return rows.map(
		(row) =>
			new Map(row.map((cell, index) => [columns[index] as string, cellValue(cell, isBoolean.has(index))] as const)),
	);
}

function cellValue(cell: SqlCell, boolean: boolean): Value {
	if (cell === null) return undefined;
	if (typeof cell === 'string') return cell;
	if (typeof cell === 'bigint') return boolean && (cell === 0n || cell === 1n) ? cell === 1n : normalizeInt(cell);
	return typeof cell === 'number' ? new Float(cell) : new BlobValue(new Uint8Array(cell));
}
