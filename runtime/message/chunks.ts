/**
 * A message being written out as a list of buffers. Neighbouring slices of the same buffer become one, so what nobody
 * changed is handed on without a copy and in few pieces.
 */

/** Bytes from `start` up to `end` of a buffer. */
export interface Slice {
	readonly source: Buffer;
	readonly start: number;
	readonly end: number;
}

export const CRLF = Buffer.from('\r\n');

/** All bytes of a buffer. */
export const wholeOf = (source: Buffer): Slice => ({ source, start: 0, end: source.length });

export const EMPTY: Slice = wholeOf(Buffer.alloc(0));

export const isEmpty = (slice: Slice): boolean => slice.start === slice.end;

/** A view of the bytes, not a copy. */
export function viewOf({ source, start, end }: Slice): Buffer {
	return start === 0 && end === source.length ? source : source.subarray(start, end);
}

export class Chunks {
	readonly #done: Buffer[] = [];
	#source: Buffer | undefined;
	#start = 0;
	#end = 0;
	#length = 0;

	get length(): number {
		return this.#length;
	}

	/** Undefined before the first byte. */
	get lastByte(): number | undefined {
		return this.#source?.[this.#end - 1];
	}

	/** Whether the next byte begins a line. */
	get atLineStart(): boolean {
		return this.lastByte === undefined || this.lastByte === 10;
	}

	add({ source, start, end }: Slice): void {
		if (start >= end) return;
		this.#length += end - start;
		if (this.#source === source && this.#end === start) {
			this.#end = end;
			return;
		}
		this.#flush();
		this.#source = source;
		this.#start = start;
		this.#end = end;
	}

	/** The buffers, of which none is empty. */
	list(): readonly Buffer[] {
		this.#flush();
		this.#source = undefined;
		return this.#done;
	}

	#flush(): void {
		if (this.#source === undefined) return;
		this.#done.push(viewOf({ source: this.#source, start: this.#start, end: this.#end }));
	}
}
