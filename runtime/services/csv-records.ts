/**
 * Records of a CSV file (RFC 4180): where each one ends, what its first field is, its fields, and a record as text.
 *
 * Finding records is a plain walk over the bytes, since a large file must be indexed fast; only the record that somebody
 * wants is parsed. Lines may end in LF or CRLF, lines of blanks are skipped, blanks around fields do not count, and a quote
 * inside an unquoted field is a character like any other. What cannot be understood for certain is an error: a quote
 * that is never closed would hide all records behind it.
 */

import { parse } from 'csv-parse/sync';

const LF = 0x0a;
const CR = 0x0d;
const QUOTE = 0x22;
const SPACE = 0x20;
const TAB = 0x09;
const BYTE_ORDER_MARK = 0xefbbbf;

/** Longer records are mistakes, or quotes that close by chance. */
export const MAX_RECORD_BYTES = 1 << 20;

/** A file that is not CSV, or not complete. */
export class CsvSyntaxError extends Error {
	/** Whether more of the file could still mend it. */
	readonly unfinished: boolean;

	constructor(line: number, what: string, unfinished = false) {
		super(`line ${line}: ${what}`);
		this.name = 'CsvSyntaxError';
		this.unfinished = unfinished;
	}
}

/** Finds the next occurrence of something, and remembers it: asking again from behind costs nothing. */
class Occurrences {
	readonly #bytes: Buffer;
	readonly #what: number | Buffer;
	#next = -1;

	constructor(bytes: Buffer, what: number | Buffer) {
		this.#bytes = bytes;
		this.#what = what;
	}

	/** Offset of the first one from `at` on, the length of the buffer when there is none; `at` never decreases. */
	from(at: number): number {
		if (this.#next < at) {
			const found = this.#bytes.indexOf(this.#what, at);
			this.#next = found === -1 ? this.#bytes.length : found;
		}
		return this.#next;
	}
}

/** Steps through the records of a buffer. */
export class RecordScanner {
	readonly #bytes: Buffer;
	readonly #delimiter: Buffer;
	readonly #lineBreaks: Occurrences;
	readonly #quotes: Occurrences;
	readonly #delimiters: Occurrences;
	#at: number;
	/** Where the next record begins. */
	#nextLine: number;
	/** Offset behind the last record that ended with a line break. */
	end: number;
	/** Line of the current record from 1; behind the last one, of the next that is to come. */
	line: number;
	/** Offsets of the current record, without its line break. */
	start = 0;
	stop = 0;
	/** Whether the current record ends with a line break: only the last one may not. */
	terminated = true;
	/** The first field of the current record. */
	key = '';

	constructor(bytes: Buffer, delimiter: string, from = 0, line = 1) {
		this.#bytes = bytes;
		this.#delimiter = Buffer.from(delimiter);
		this.#lineBreaks = new Occurrences(bytes, LF);
		this.#quotes = new Occurrences(bytes, QUOTE);
		this.#delimiters = new Occurrences(bytes, this.#delimiter);
		this.#at = from === 0 && bytes.length >= 3 && bytes.readUIntBE(0, 3) === BYTE_ORDER_MARK ? 3 : from;
		this.#nextLine = line;
		this.line = line;
		this.end = this.#at;
	}

	/**
	 * Goes on to the next record.
	 * @returns whether there is one
	 * @throws CsvSyntaxError
	 */
	next(): boolean {
		const bytes = this.#bytes;
		while (this.#at < bytes.length) {
			const start = this.#at;
			this.line = this.#nextLine;
			let stop = this.#lineBreaks.from(start);
			const simple = this.#quotes.from(start) >= stop;
			if (!simple) stop = this.#quotedStop(start);
			if (stop - start > MAX_RECORD_BYTES) throw new CsvSyntaxError(this.line, 'a record is longer than 1 MiB');
			this.#nextLine++;
			this.#at = stop + 1;
			this.terminated = stop < bytes.length;
			if (this.terminated) this.end = this.#at;
			this.start = start;
			this.stop = stop > start && bytes[stop - 1] === CR ? stop - 1 : stop;
			if (this.stop === start) continue;
			this.key = simple ? this.#plainKey() : this.#quotedKey();
			if (simple && this.key === '' && this.#delimiters.from(start) >= stop) continue;
			return true;
		}
		this.line = this.#nextLine;
		return false;
	}

	#isDelimiter(at: number): boolean {
		const delimiter = this.#delimiter;
		for (let index = 0; index < delimiter.length; index++) {
			if (this.#bytes[at + index] !== delimiter[index]) return false;
		}
		return true;
	}

	/** Where a record with quotes ends: line breaks inside quotes belong to it. */
	#quotedStop(start: number): number {
		const bytes = this.#bytes;
		let state: 'before' | 'quoted' | 'behind' | 'plain' = 'before';
		let opened = this.#nextLine;
		for (let at = start; at < bytes.length; at++) {
			const byte = bytes[at] as number;
			if (state === 'quoted') {
				if (byte === LF) this.#nextLine++;
				if (byte !== QUOTE) continue;
				if (bytes[at + 1] === QUOTE) at++;
				else state = 'behind';
			} else if (byte === LF) {
				return at;
			} else if (this.#isDelimiter(at)) {
				at += this.#delimiter.length - 1;
				state = 'before';
			} else if (byte === SPACE || byte === TAB || byte === CR) {
				// Blanks change nothing.
			} else if (state === 'behind') {
				throw new CsvSyntaxError(this.#nextLine, 'there is text behind a closing quote');
			} else if (state === 'before' && byte === QUOTE) {
				state = 'quoted';
				opened = this.#nextLine;
			} else {
				state = 'plain';
			}
			if (at - start > MAX_RECORD_BYTES) break;
		}
		if (state === 'quoted') throw new CsvSyntaxError(opened, 'a quoted field is not closed', true);
		return bytes.length;
	}

	#plainKey(): string {
		const stop = Math.min(this.stop, this.#delimiters.from(this.start));
		return this.#bytes.toString('utf8', this.start, stop).trim();
	}

	#quotedKey(): string {
		if (this.#delimiters.from(this.start) < this.#quotes.from(this.start)) return this.#plainKey();
		if (this.#bytes[this.start] === QUOTE) {
			// The usual quoted field, without a quote inside, need not be parsed.
			const closing = this.#bytes.indexOf(QUOTE, this.start + 1);
			if (closing + 1 === this.stop || this.#isDelimiter(closing + 1)) {
				return this.#bytes.toString('utf8', this.start + 1, closing).trim();
			}
		}
		return parseRecord(this.#bytes.subarray(this.start, this.stop), this.#delimiter, this.line)[0] as string;
	}
}

/**
 * The fields of one record, trimmed.
 * @param line for messages
 * @throws CsvSyntaxError
 */
export function parseRecord(record: Buffer, delimiter: Buffer | string, line = 1): string[] {
	const separator = delimiter.toString();
	if (!record.includes(QUOTE)) {
		return record
			.toString('utf8')
			.split(separator)
			.map((field) => field.trim());
	}
	let records: string[][];
	try {
		records = parse(record, {
			delimiter: separator,
			record_delimiter: ['\r\n', '\n'],
			relax_quotes: true,
			relax_column_count: true,
			trim: true,
			skip_empty_lines: true,
		});
	} catch (error) {
		throw new CsvSyntaxError(line, error instanceof Error ? error.message : String(error));
	}
	const [fields] = records;
	if (fields === undefined || records.length > 1) throw new CsvSyntaxError(line, 'this is not one record');
	return fields.map((field) => field.trim());
}

/**
 * A record as a line of the file, with its line break.
 * @throws Error for what cannot be written, or not be found again
 */
export function formatRecord(fields: readonly string[], delimiter: string): Buffer {
	if (fields.length === 0) throw new Error('a record needs at least one field');
	const texts = fields.map((field) => {
		if (field.includes('\0')) throw new Error('a field of a record must not contain a NUL character');
		return needsQuotes(field, delimiter) ? `"${field.replaceAll('"', '""')}"` : field;
	});
	// A line without a character is no record.
	const text = texts.length === 1 && texts[0] === '' ? '""' : texts.join(delimiter);
	const record = Buffer.from(`${text}\n`);
	if (record.length > MAX_RECORD_BYTES) throw new Error('a record must not be longer than 1 MiB');
	return record;
}

function needsQuotes(field: string, delimiter: string): boolean {
	return (
		field.includes('"') ||
		field.includes(delimiter) ||
		field.includes('\n') ||
		field.includes('\r') ||
		field.trim() !== field
	);
}
