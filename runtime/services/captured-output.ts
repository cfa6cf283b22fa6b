/**
 * What a program writes, up to a limit. More is read all the same and dropped, or the program would wait for ever; but
 * slowly, or a program that writes without end would keep us busy.
 */

import type { Readable } from 'node:stream';
import { StringDecoder } from 'node:string_decoder';

/** Bytes that are kept (directive spec 5.2). */
export const MAX_OUTPUT = 64 * 1024;

/** Milliseconds between two reads of what is dropped anyway. */
const PAUSE = 2;

export class CapturedOutput {
	readonly #stream: Readable | null | undefined;
	readonly #chunks: Buffer[] = [];
	#size = 0;
	#full = false;
	/** How many chunks have come. */
	received = 0;

	/** @param stream nothing when the program could not be started */
	constructor(stream: Readable | null | undefined) {
		this.#stream = stream;
		stream?.on('data', (chunk: Buffer) => this.#take(chunk));
		// A pipe that breaks is the end of the output.
		stream?.on('error', () => undefined);
	}

	/** Invalid UTF-8 is replaced; a character that the limit cuts is left out. */
	get text(): string {
		const bytes = Buffer.concat(this.#chunks);
		return this.#full ? new StringDecoder('utf8').write(bytes) : bytes.toString('utf8');
	}

	/** Stops reading: whoever still holds the other end writes into nothing. */
	close(): void {
		this.#stream?.destroy();
	}

	#take(chunk: Buffer): void {
		this.received++;
		const room = MAX_OUTPUT - this.#size;
		if (chunk.length > room) this.#full = true;
		if (room > 0) {
			// A copy, so that a few bytes do not keep a whole buffer alive.
			const kept = Buffer.from(chunk.subarray(0, room));
			this.#chunks.push(kept);
			this.#size += kept.length;
		} else {
			this.#stream?.pause();
			setTimeout(() => this.#stream?.resume(), PAUSE).unref();
		}
	}
}
