/** A CSV data base whose changes stay in memory: what a simulation adds and removes lies over the real file. */

import type { CsvChange, CsvContent, CsvLookup } from './csv-file.ts';
import { parseRecord } from './csv-records.ts';

const EMPTY: CsvLookup = { get: () => [] };

export class CsvOverlay implements CsvContent {
	readonly #file: CsvContent | undefined;
	readonly #delimiter: string;
	/** First of the added records with a key. */
	readonly #added = new Map<string, readonly string[]>();
	/** Keys whose records in the file do not count any more. */
	readonly #removed = new Set<string>();

	/** @param file `undefined` when there is none */
	constructor(file: CsvContent | undefined, delimiter: string) {
		this.#file = file;
		this.#delimiter = delimiter;
	}

	async current(): Promise<CsvLookup> {
		const below = await (this.#file?.current() ?? EMPTY);
		return {
			get: (key) => {
				const record = this.#removed.has(key) ? [] : below.get(key);
				return record.length > 0 ? record : (this.#added.get(key) ?? []);
			},
		};
	}

	/** Of the file alone: a data base that keeps its first content was opened before anything lay over it. */
	async snapshot(): Promise<CsvLookup> {
		return this.#file?.snapshot() ?? EMPTY;
	}

	async change(change: CsvChange): Promise<void> {
		if (change.kind === 'remove') {
			this.#removed.add(change.key);
			this.#added.delete(change.key);
			return;
		}
		// Read back from what would be written, so that a simulation shows what the file would.
		const fields = parseRecord(change.data, this.#delimiter);
		const key = fields[0] as string;
		if (!this.#added.has(key)) this.#added.set(key, fields);
	}
}
