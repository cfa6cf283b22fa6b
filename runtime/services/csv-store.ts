/**
 * CSV data bases as services use them (directive spec 5.4): access modes, refresh, and one `CsvFile` for all who open
 * the same file. In a simulation changes stay in memory.
 */

import { closeSync, constants, fstatSync, openSync, realpathSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import type { CsvOptions, CsvStore } from '../../stdlib/host/services.ts';
import { errorCode, systemErrorText } from '../files/system-error.ts';
import { type CsvChange, type CsvContent, CsvFile, type CsvLookup } from './csv-file.ts';
import { CsvOverlay } from './csv-overlay.ts';
import { formatRecord } from './csv-records.ts';
import { NEW_FILE_MODE } from './csv-writing.ts';

export interface CsvStoreOptions extends CsvOptions {
	/** Reads the file, and keeps what is changed in memory. */
	readonly overlay?: boolean;
}

/** Files that can be open: rules that open one for every message would fill the memory. */
const MOST_FILES = 1_000;

/** The files that are open, by path and delimiter. */
export class CsvStores {
	readonly #files = new Map<string, CsvFile>();
	readonly #overlays = new Map<string, CsvOverlay>();

	/**
	 * Opens a data base. A file that is missing is made, unless it is only to be read.
	 * @param options with an absolute path
	 * @throws Error with a text for the script
	 */
	open(options: CsvStoreOptions): CsvStore {
		const { overlay = false, delimiter } = options;
		const path = canonical(options.path);
		const key = `${delimiter} ${path}`;
		const known = this.#files.get(key);
		if (known === undefined && this.#files.size >= MOST_FILES) {
			throw new Error(`could not load database at ${path}: ${MOST_FILES} others are open`);
		}
		const exists = prepare(options.path, options.access, overlay);
		const file = known ?? new CsvFile(path, delimiter);
		this.#files.set(key, file);
		if (!overlay) return new Store(file, options);
		const layer = this.#overlays.get(key) ?? new CsvOverlay(exists ? file : undefined, delimiter);
		this.#overlays.set(key, layer);
		return new Store(layer, options);
	}

	close(): void {
		for (const file of this.#files.values()) file.close();
		this.#files.clear();
		this.#overlays.clear();
	}
}

/**
 * Sees to it that the file can be used as the options say.
 * @returns whether it exists
 */
function prepare(path: string, access: CsvOptions['access'], overlay: boolean): boolean {
	const flags = overlay || access === 'O_RDONLY' ? constants.O_RDONLY : constants.O_RDWR | constants.O_CREAT;
	try {
		// Without O_NONBLOCK a named pipe would keep us waiting for its other end.
		const file = openSync(path, flags | constants.O_NONBLOCK, NEW_FILE_MODE);
		try {
			if (!fstatSync(file).isFile()) throw new Error('this is not a file');
		} finally {
			closeSync(file);
		}
		return true;
	} catch (error) {
		if (overlay && access !== 'O_RDONLY' && errorCode(error) === 'ENOENT') return false;
		throw new Error(`could not load database at ${path}: ${systemErrorText(error)}`, { cause: error });
	}
}

/** One name for each file, whatever links lead to it. */
function canonical(path: string): string {
	for (const [folder, name] of [[path], [dirname(path), basename(path)]] as const) {
		try {
			return join(realpathSync(folder), name ?? '');
		} catch {
			// Neither the file nor the folder need exist: then this is the only name.
		}
	}
	return path;
}

class Store implements CsvStore {
	readonly #content: CsvContent;
	readonly #options: CsvStoreOptions;
	/** With `refresh: "no"`, the content as it was when the data base was opened. */
	readonly #first: Promise<CsvLookup> | undefined;

	constructor(content: CsvContent, options: CsvStoreOptions) {
		this.#content = content;
		this.#options = options;
		if (options.refresh === 'always') return;
		this.#first = content.snapshot();
		// Whoever asks gets the error.
		this.#first.catch(() => undefined);
	}

	async get(key: string, signal: AbortSignal): Promise<readonly string[]> {
		if (this.#options.access === 'O_WRONLY') throw this.#denied('writing');
		const content = await (this.#first ?? this.#content.current());
		signal.throwIfAborted();
		return content.get(key);
	}

	async set(record: readonly string[], signal: AbortSignal): Promise<void> {
		await this.#change({ kind: 'add', data: formatRecord(record, this.#options.delimiter) }, signal);
	}

	async remove(key: string, signal: AbortSignal): Promise<void> {
		await this.#change({ kind: 'remove', key }, signal);
	}

	async #change(change: CsvChange, signal: AbortSignal): Promise<void> {
		if (this.#options.access === 'O_RDONLY') throw this.#denied('reading');
		signal.throwIfAborted();
		await this.#content.change(change, signal);
	}

	#denied(purpose: string): Error {
		return new Error(`the database at ${this.#options.path} is opened for ${purpose} only`);
	}
}
