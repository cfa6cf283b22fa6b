/**
 * One CSV file, as all stores of this process share it.
 *
 * The content is kept in memory with an index (`csv-index.ts`) and read again when the file looks different. Changes
 * wait in a queue and are carried out in batches, each under the lock between processes, so that many sessions share
 * one sync.
 */

import { stat } from 'node:fs/promises';
import { setTimeout as pause } from 'node:timers/promises';
import { systemErrorText } from '../files/system-error.ts';
import { CsvIndex } from './csv-index.ts';
import { type FileState, readContent, sameState, stateOf } from './csv-reading.ts';
import { appendRecords, removeRecords } from './csv-writing.ts';
import { KernelLock } from './kernel-lock.ts';

/** Milliseconds that changes wait for other processes. */
const LOCK_PATIENCE = 10_000;

/** Changes, and bytes, carried out under one lock: other processes want their turn, too. */
const MAX_BATCH = 1_000;
const MAX_BATCH_BYTES = 4 * 1024 * 1024;

export type CsvChange =
	| { readonly kind: 'add'; readonly data: Buffer }
	| { readonly kind: 'remove'; readonly key: string };

export interface CsvLookup {
	/** The fields of the first record with this key; empty when there is none. @throws CsvSyntaxError */
	get(key: string): readonly string[];
}

/** What a data base is made of: a file, or a file and what a simulation lays over it. */
export interface CsvContent {
	/** The content as it is now. @throws Error with a text for the script */
	current(): Promise<CsvLookup>;
	/** The content as it is now, which later changes do not reach. @throws Error with a text for the script */
	snapshot(): Promise<CsvLookup>;
	/** Carries a change out; it is on disk when the promise is kept. @throws Error with a text for the script */
	change(change: CsvChange, signal: AbortSignal): Promise<void>;
}

interface Pending {
	readonly change: CsvChange;
	readonly signal: AbortSignal;
	readonly resolve: () => void;
	readonly reject: (error: Error) => void;
}

export class CsvFile implements CsvContent {
	readonly #path: string;
	readonly #delimiter: string;
	readonly #lock: KernelLock;
	#index: CsvIndex | undefined;
	/** The state of the file that the index shows. */
	#seen: FileState | undefined;
	#settled = false;
	#reading: Promise<void> | undefined;
	#readingNext: Promise<void> | undefined;
	#queue: Pending[] = [];
	#writing = false;

	/** @param path absolute, without symbolic links */
	constructor(path: string, delimiter: string) {
		this.#path = path;
		this.#delimiter = delimiter;
		this.#lock = new KernelLock(`${path}.lock`);
	}

	current(): Promise<CsvIndex> {
		return this.#orExplain(async () => {
			const state = stateOf(await stat(this.#path, { bigint: true }));
			if (this.#index === undefined || !this.#settled || !sameState(this.#seen, state)) await this.#refresh();
			return this.#index as CsvIndex;
		});
	}

	snapshot(): Promise<CsvIndex> {
		return this.#orExplain(async () => {
			const { bytes, growing } = await readContent(this.#path, this.#delimiter);
			return CsvIndex.build(bytes, this.#delimiter, growing);
		});
	}

	change(change: CsvChange, signal: AbortSignal): Promise<void> {
		return new Promise((resolve, reject) => {
			this.#queue.push({ change, signal, resolve, reject });
			if (!this.#writing) void this.#drain();
		});
	}

	close(): void {
		this.#lock.close();
	}

	// ------------------------------------------------------------------------------------------------ reading

	async #orExplain<T>(work: () => Promise<T>): Promise<T> {
		try {
			return await work();
		} catch (error) {
			throw new Error(`could not load database at ${this.#path}: ${systemErrorText(error)}`, { cause: error });
		}
	}

	/** Reads the file again, once for all who ask before the reading begins. */
	#refresh(): Promise<void> {
		if (this.#reading === undefined) {
			this.#reading = this.#load().finally(() => {
				this.#reading = undefined;
			});
			return this.#reading;
		}
		// What is being read now may be older than the change that the caller has seen.
		const before = this.#reading.catch(() => undefined);
		this.#readingNext ??= before.then(() => {
			this.#readingNext = undefined;
			return this.#refresh();
		});
		return this.#readingNext;
	}

	async #load(): Promise<void> {
		const { bytes, state, growing, settled } = await readContent(this.#path, this.#delimiter);
		if (this.#index?.isBeginningOf(bytes) === true) {
			this.#index.append(bytes.subarray(this.#index.length), growing);
		} else {
			this.#index = await CsvIndex.build(bytes, this.#delimiter, growing);
		}
		this.#seen = state;
		this.#settled = settled;
	}

	// ------------------------------------------------------------------------------------------------ writing

	async #drain(): Promise<void> {
		this.#writing = true;
		try {
			while (this.#queue.length > 0) {
				await this.#lock.acquire(LOCK_PATIENCE);
				try {
					await this.#carryOut(this.#queue.splice(0, batchLength(this.#queue)));
				} finally {
					this.#lock.release();
				}
				// Other processes find the lock free now and then, however much there is to do here.
				if (this.#queue.length > 0) await pause(1);
			}
		} catch (error) {
			for (const { reject } of this.#queue.splice(0)) reject(this.#unwritable(error));
		} finally {
			this.#writing = false;
		}
	}

	/** Changes of one kind that follow each other are one step; what fails does not keep the others from happening. */
	async #carryOut(batch: readonly Pending[]): Promise<void> {
		for (const { signal, reject } of batch) if (signal.aborted) reject(new Error('cancelled'));
		const wanted = batch.filter(({ signal }) => !signal.aborted);
		for (let from = 0; from < wanted.length; ) {
			const { kind } = (wanted[from] as Pending).change;
			let to = from + 1;
			while (to < wanted.length && (wanted[to] as Pending).change.kind === kind) to++;
			const step = wanted.slice(from, to);
			from = to;
			try {
				await this.#step(step.map(({ change }) => change));
				for (const { resolve } of step) resolve();
			} catch (error) {
				for (const { reject } of step) reject(this.#unwritable(error));
			}
		}
	}

	#unwritable(error: unknown): Error {
		return new Error(`could not write database at ${this.#path}: ${systemErrorText(error)}`, { cause: error });
	}

	#step(changes: readonly CsvChange[]): Promise<void> {
		const added = changes.flatMap((change) => (change.kind === 'add' ? [change.data] : []));
		if (added.length > 0) return this.#append(Buffer.concat(added));
		const keys = new Set(changes.flatMap((change) => (change.kind === 'remove' ? [change.key] : [])));
		const hasNone = (state: FileState) =>
			sameState(this.#seen, state) && ![...keys].some((key) => this.#index?.has(key));
		return removeRecords(this.#path, this.#delimiter, keys, hasNone);
	}

	async #append(data: Buffer): Promise<void> {
		const { before, after, length } = await appendRecords(this.#path, this.#delimiter, data);
		// What we have written ourselves need not be read again, if nobody else has changed anything.
		if (this.#index === undefined || !sameState(this.#seen, before) || this.#index.length !== length) return;
		this.#index.append(data);
		this.#seen = after;
	}
}

/** How many changes are carried out together; at least one. */
function batchLength(queue: readonly Pending[]): number {
	let length = 0;
	for (let bytes = 0; length < Math.min(queue.length, MAX_BATCH) && bytes < MAX_BATCH_BYTES; length++) {
		const { change } = queue[length] as Pending;
		if (change.kind === 'add') bytes += change.data.length;
	}
	return length;
}
