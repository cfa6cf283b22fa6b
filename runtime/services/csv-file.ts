/**
 * One CSV file, as all stores of this process share it.
 *
 * Reading: the content is kept in memory with an index (`csv-index.ts`) and read again when the file looks different.
 * Writing: changes wait in a queue and are carried out in batches, each under the lock between processes, so that many
 * sessions share one sync. Records are added by appending, removed by writing the file anew beside the old one, and in
 * no moment is there a file without a record that somebody has been told is on disk.
 */

import { type BigIntStats, constants } from 'node:fs';
import { type FileHandle, open, rename, rm, stat } from 'node:fs/promises';
import { dirname } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { errorCode, systemErrorText } from '../files/system-error.ts';
import { CsvIndex } from './csv-index.ts';
import {
	BYTES_BEFORE,
	type JournalEntry,
	readJournal,
	removeJournal,
	soundLength,
	writeJournal,
} from './csv-journal.ts';
import { RecordScanner } from './csv-records.ts';
import { KernelLock } from './kernel-lock.ts';

/** What fits into memory, and into the positions of the index. */
const MAX_FILE_BYTES = 2 ** 28 - 1;

/** Milliseconds that changes wait for other processes. */
const LOCK_PATIENCE = 10_000;

/** Changes, and bytes, carried out under one lock: other processes want their turn, too. */
const MAX_BATCH = 1_000;
const MAX_BATCH_BYTES = 4 * 1024 * 1024;

/** A file that changed this recently may change again without a new time stamp (nanoseconds). */
const CLOCK_TICK = 100_000_000n;

/** Attempts to read a file that others keep changing. */
const MAX_ATTEMPTS = 20;

/** Lists of addresses are nobody else's business. */
export const NEW_FILE_MODE = 0o640;

const LINE_BREAK = Buffer.from('\n');

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

/** What tells two states of a file apart. */
interface FileState {
	readonly inode: bigint;
	readonly size: bigint;
	readonly modified: bigint;
	readonly changed: bigint;
}

interface Content {
	readonly bytes: Buffer;
	readonly state: FileState;
	/** Somebody was appending meanwhile: the last record may be in parts. */
	readonly growing: boolean;
	/** Old enough that the next change is certain to show in the state. */
	readonly settled: boolean;
}

function stateOf(stats: BigIntStats): FileState {
	return { inode: stats.ino, size: stats.size, modified: stats.mtimeNs, changed: stats.ctimeNs };
}

function same(left: FileState | undefined, right: FileState): boolean {
	return (
		left !== undefined &&
		left.inode === right.inode &&
		left.size === right.size &&
		left.modified === right.modified &&
		left.changed === right.changed
	);
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

	async current(): Promise<CsvIndex> {
		const state = stateOf(await this.#orExplain(stat(this.#path, { bigint: true })));
		if (this.#index === undefined || !this.#settled || !same(this.#seen, state)) await this.#orExplain(this.#refresh());
		return this.#index as CsvIndex;
	}

	async snapshot(): Promise<CsvIndex> {
		return this.#orExplain(this.#read().then(({ bytes, growing }) => CsvIndex.build(bytes, this.#delimiter, growing)));
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
		const { bytes, state, growing, settled } = await this.#read();
		if (this.#index?.isBeginningOf(bytes) === true) {
			this.#index.append(bytes.subarray(this.#index.length), growing);
		} else {
			this.#index = await CsvIndex.build(bytes, this.#delimiter, growing);
		}
		this.#seen = state;
		this.#settled = settled;
	}

	async #orExplain<T>(work: Promise<T>): Promise<T> {
		try {
			return await work;
		} catch (error) {
			throw new Error(`could not load database at ${this.#path}: ${systemErrorText(error)}`, { cause: error });
		}
	}

	/** The complete records of the file. */
	async #read(): Promise<Content> {
		for (let attempt = 1; ; attempt++) {
			const content = await this.#tryToRead(attempt === MAX_ATTEMPTS);
			if (content !== undefined) return content;
			await pause(attempt);
		}
	}

	/** @param last whether a file that changes meanwhile must do */
	async #tryToRead(last: boolean): Promise<Content | undefined> {
		const file = await open(this.#path, 'r');
		try {
			const stats = await file.stat({ bigint: true });
			if (!stats.isFile()) throw new Error('is not a file');
			if (stats.size > MAX_FILE_BYTES) throw new Error('the file is larger than 256 MiB');
			const now = BigInt(Date.now()) * 1_000_000n;
			const bytes = await readUpTo(file, Number(stats.size));
			const journal = await readJournal(this.#journalPath);
			const after = stateOf(await file.stat({ bigint: true }));
			const state = stateOf(stats);
			const growing = !same(after, state);
			// What has not only become longer may have been written over while it was read.
			if (growing && after.size <= state.size && !last) return undefined;
			const sound = soundLength(bytes, stats.ino, journal, this.#delimiter);
			return {
				bytes: bytes.subarray(0, sound),
				state,
				growing,
				settled: now - stats.mtimeNs > CLOCK_TICK && now - stats.ctimeNs > CLOCK_TICK,
			};
		} finally {
			await file.close();
		}
	}

	// ------------------------------------------------------------------------------------------------ writing

	get #journalPath(): string {
		return `${this.#path}.journal`;
	}

	async #drain(): Promise<void> {
		this.#writing = true;
		while (this.#queue.length > 0) {
			try {
				await this.#lock.acquire(LOCK_PATIENCE);
			} catch (error) {
				for (const { reject } of this.#queue.splice(0)) reject(this.#unwritable(error));
				break;
			}
			const batch = this.#queue.splice(0, batchLength(this.#queue));
			for (const { signal, reject } of batch) if (signal.aborted) reject(new Error('cancelled'));
			try {
				await this.#carryOut(batch.filter(({ signal }) => !signal.aborted));
			} finally {
				this.#lock.release();
			}
			// Other processes find the lock free now and then, however much there is to do here.
			if (this.#queue.length > 0) await pause(1);
		}
		this.#writing = false;
	}

	/** Changes of one kind that follow each other are one step; what fails does not keep the others from happening. */
	async #carryOut(batch: readonly Pending[]): Promise<void> {
		for (let from = 0; from < batch.length; ) {
			const { kind } = (batch[from] as Pending).change;
			let to = from + 1;
			while (to < batch.length && (batch[to] as Pending).change.kind === kind) to++;
			const step = batch.slice(from, to);
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

	async #step(changes: readonly CsvChange[]): Promise<void> {
		const added = changes.flatMap((change) => (change.kind === 'add' ? [change.data] : []));
		if (added.length > 0) return this.#append(Buffer.concat(added));
		const keys = changes.flatMap((change) => (change.kind === 'remove' ? [change.key] : []));
		return this.#remove(new Set(keys));
	}

	async #append(data: Buffer): Promise<void> {
		const file = await open(this.#path, constants.O_RDWR | constants.O_APPEND | constants.O_CREAT, NEW_FILE_MODE);
		try {
			await this.#repair(file);
			const stats = await file.stat({ bigint: true });
			const known = same(this.#seen, stateOf(stats)) ? this.#index : undefined;
			let length = Number(stats.size);
			if (length + data.length >= MAX_FILE_BYTES) throw new Error('the file would become larger than 256 MiB');
			const tail = await readBefore(file, length);
			let before = tail;
			if (tail.length > 0 && tail.at(-1) !== LINE_BREAK[0]) {
				// Somebody wrote a last line without an end, which is a record all the same.
				await writeAll(file, LINE_BREAK);
				length++;
				before = Buffer.concat([tail, LINE_BREAK]).subarray(-BYTES_BEFORE);
			}
			const entry = { inode: stats.ino, length, before, data };
			await this.#appendOrNothing(file, entry, Number(stats.mode) & 0o777);
			// The name of a file that is new has to be on disk as well.
			if (stats.size === 0n) await syncFolder(dirname(this.#path));
			const after = stateOf(await file.stat({ bigint: true }));
			if (known !== undefined && known === this.#index && known.length === length) {
				known.append(data);
				this.#seen = after;
			}
		} finally {
			await file.close();
		}
	}

	/** A full disk must not leave half a record. */
	async #appendOrNothing(file: FileHandle, entry: JournalEntry, mode: number): Promise<void> {
		try {
			await writeJournal(this.#journalPath, entry, mode);
			await writeAll(file, entry.data);
			await file.datasync();
		} catch (error) {
			await file.truncate(entry.length);
			await removeJournal(this.#journalPath);
			throw error;
		}
		await removeJournal(this.#journalPath);
	}

	/** Takes away what a process that died has left of a record. */
	async #repair(file: FileHandle): Promise<void> {
		const journal = await readJournal(this.#journalPath);
		if (journal === undefined) return;
		const { size, ino } = await file.stat({ bigint: true });
		const sound = soundLength(await readUpTo(file, Number(size)), ino, journal, this.#delimiter);
		if (sound < Number(size)) {
			await file.truncate(sound);
			await file.datasync();
		}
		await removeJournal(this.#journalPath);
	}

	async #remove(keys: ReadonlySet<string>): Promise<void> {
		const file = await open(this.#path, constants.O_RDWR);
		try {
			await this.#repair(file);
			const stats = await file.stat({ bigint: true });
			if (stats.size > MAX_FILE_BYTES) throw new Error('the file is larger than 256 MiB');
			if (same(this.#seen, stateOf(stats)) && ![...keys].some((key) => this.#index?.has(key))) return;
			const bytes = await readUpTo(file, Number(stats.size));
			const kept = await withoutKeys(bytes, this.#delimiter, keys);
			if (kept !== undefined) await this.#replace(kept, stats);
		} finally {
			await file.close();
		}
	}

	/** Puts a new file in the place of the old one, with the same owner and permissions. */
	async #replace(parts: readonly Buffer[], old: BigIntStats): Promise<void> {
		const path = `${this.#path}.new`;
		await rm(path, { force: true });
		const file = await open(path, 'wx', 0o600);
		try {
			for (const part of parts) await writeAll(file, part);
			await copyOwner(file, old);
			await file.chmod(Number(old.mode) & 0o7777);
			await file.sync();
		} catch (error) {
			await file.close();
			await rm(path, { force: true });
			throw error;
		}
		await file.close();
		await rename(path, this.#path);
		await syncFolder(dirname(this.#path));
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
		if (++records % 10_000 === 0) await pause(0);
	}
	if (from === 0) return undefined;
	if (from < bytes.length) kept.push(bytes.subarray(from));
	return kept;
}

async function readUpTo(file: FileHandle, length: number): Promise<Buffer> {
	const bytes = Buffer.allocUnsafeSlow(length);
	let filled = 0;
	while (filled < length) {
		const { bytesRead } = await file.read(bytes, filled, length - filled, filled);
		if (bytesRead === 0) break;
		filled += bytesRead;
	}
	return bytes.subarray(0, filled);
}

async function readBefore(file: FileHandle, end: number): Promise<Buffer> {
	const bytes = Buffer.alloc(Math.min(end, BYTES_BEFORE));
	const { bytesRead } = await file.read(bytes, 0, bytes.length, end - bytes.length);
	return bytes.subarray(0, bytesRead);
}

async function writeAll(file: FileHandle, data: Buffer): Promise<void> {
	for (let written = 0; written < data.length; ) {
		const { bytesWritten } = await file.write(data, written, data.length - written);
		written += bytesWritten;
	}
}

async function copyOwner(file: FileHandle, { uid, gid }: BigIntStats): Promise<void> {
	const own = await file.stat({ bigint: true });
	if (own.uid === uid && own.gid === gid) return;
	try {
		await file.chown(Number(uid), Number(gid));
	} catch (error) {
		// Only root may give files away. Who may write this file still can do so.
		if (errorCode(error) !== 'EPERM') throw error;
	}
}

/** So that the new name is on disk, too. */
async function syncFolder(path: string): Promise<void> {
	const folder = await open(path, 'r');
	try {
		await folder.sync();
	} finally {
		await folder.close();
	}
}
