/**
 * The content of a CSV file in memory, with an index over the first fields: looking a record up costs one hash look-up,
 * however large the file is. Of several records with one key the first counts.
 */

import { setImmediate as turn } from 'node:timers/promises';
import { CsvSyntaxError, parseRecord, RecordScanner } from './csv-records.ts';

/** Milliseconds of indexing after which everything else gets its turn. */
const SLICE = 4;

/** Records between two looks at the clock. */
const CHECK_EVERY = 512;

/** A position is `start × LENGTHS + length`: both fit, since files have at most 2²⁸ bytes and records 2²⁰. */
const LENGTHS = 2 ** 21;

export class CsvIndex {
	readonly #delimiter: string;
	readonly #positions = new Map<string, number>();
	/** May have spare capacity. */
	#bytes: Buffer;
	#length: number;
	#line = 1;
	/** Whether the file ends with a line break, so that what is appended to it is a new record. */
	#complete = true;

	private constructor(bytes: Buffer, delimiter: string) {
		this.#bytes = bytes;
		this.#length = bytes.length;
		this.#delimiter = delimiter;
	}

	/**
	 * Indexes the content of a file; gives way to others meanwhile.
	 * @param growing whether somebody is writing to the file, so that what is incomplete at its end is left out for now
	 * @throws CsvSyntaxError
	 */
	static async build(bytes: Buffer, delimiter: string, growing = false): Promise<CsvIndex> {
		const index = new CsvIndex(bytes, delimiter);
		const scanner = new RecordScanner(bytes, delimiter);
		let count = 0;
		let started = performance.now();
		while (index.#take(scanner, growing)) {
			if (++count % CHECK_EVERY === 0 && performance.now() - started > SLICE) {
				await turn();
				started = performance.now();
			}
		}
		index.#end(scanner, growing ? scanner.end : bytes.length);
		return index;
	}

	get length(): number {
		return this.#length;
	}

	/** Whether a file with this content is this one with something appended. */
	isBeginningOf(bytes: Buffer): boolean {
		return (
			this.#complete &&
			bytes.length >= this.#length &&
			bytes.compare(this.#bytes, 0, this.#length, 0, this.#length) === 0
		);
	}

	/**
	 * Takes in what has been appended to a file that ended with a line break.
	 * @param growing as for `build`
	 * @throws CsvSyntaxError
	 */
	append(more: Buffer, growing = false): void {
		const length = this.#length + more.length;
		if (length > this.#bytes.length) {
			const larger = Buffer.allocUnsafeSlow(Math.max(length, Math.ceil(this.#bytes.length * 1.25)));
			this.#bytes.copy(larger, 0, 0, this.#length);
			this.#bytes = larger;
		}
		more.copy(this.#bytes, this.#length);
		const scanner = new RecordScanner(this.#bytes.subarray(0, length), this.#delimiter, this.#length, this.#line);
		while (this.#take(scanner, growing));
		this.#end(scanner, growing ? scanner.end : length);
	}

	has(key: string): boolean {
		return this.#positions.has(key);
	}

	/**
	 * The fields of the first record with this key; empty when there is none.
	 * @throws CsvSyntaxError
	 */
	get(key: string): string[] {
		const position = this.#positions.get(key);
		if (position === undefined) return [];
		const start = Math.floor(position / LENGTHS);
		return parseRecord(this.#bytes.subarray(start, start + (position % LENGTHS)), this.#delimiter);
	}

	/** Adds the next record. @returns whether there was one */
	#take(scanner: RecordScanner, growing: boolean): boolean {
		try {
			if (!scanner.next()) return false;
		} catch (error) {
			if (growing && error instanceof CsvSyntaxError && error.unfinished) return false;
			throw error;
		}
		const { key, start, stop, terminated } = scanner;
		if (growing && !terminated) return false;
		if (!this.#positions.has(key)) this.#positions.set(key, start * LENGTHS + (stop - start));
		this.#complete = terminated;
		return true;
	}

	#end(scanner: RecordScanner, length: number): void {
		this.#line = scanner.line;
		this.#length = length;
	}
}
