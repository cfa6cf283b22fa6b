/**
 * The hash of a body, canonicalized (RFC 6376 3.4.3, 3.4.4). Bare LF counts as a line end. One pass, in pieces that let
 * the event loop turn, whatever the lines look like.
 */

import { createHash, type Hash } from 'node:crypto';
import { setImmediate as turn } from 'node:timers/promises';

export type Canonicalization = 'simple' | 'relaxed';

const CR = 0x0d;
const LF = 0x0a;
const SPACE = 0x20;
const TAB = 0x09;

/** Bytes that are looked at before others get their turn: some milliseconds. */
const SLICE = 1 << 20;
const BUFFER = 1 << 16;

/** State between slices: what may yet turn out to stand at the end of a line or of the body. */
class RelaxedBody {
	readonly #hash: Hash = createHash('sha256');
	readonly #out = new Uint8Array(BUFFER);
	#used = 0;
	#lineBreaks = 0;
	#blank = false;
	#empty = true;

	update(body: Buffer, from: number, to: number): void {
		// Local variables: this loop sees every byte of every signed message.
		const out = this.#out;
		let used = this.#used;
		let lineBreaks = this.#lineBreaks;
		let blank = this.#blank;
		for (let at = from; at < to; at++) {
			const byte = body[at] as number;
			if (byte === LF) {
				lineBreaks++;
				blank = false;
				continue;
			}
			if (byte === SPACE || byte === TAB) {
				blank = true;
				continue;
			}
			if (byte === CR && body[at + 1] === LF) continue;
			this.#empty = false;
			for (; lineBreaks > 0; lineBreaks--) {
				if (used > BUFFER - 2) used = this.#flush(used);
				out[used++] = CR;
				out[used++] = LF;
			}
			if (used > BUFFER - 2) used = this.#flush(used);
			if (blank) {
				out[used++] = SPACE;
				blank = false;
			}
			out[used++] = byte;
		}
		this.#used = used;
		this.#lineBreaks = lineBreaks;
		this.#blank = blank;
	}

	digest(): string {
		this.#flush(this.#used);
		if (!this.#empty) this.#hash.update('\r\n');
		return this.#hash.digest('base64');
	}

	#flush(used: number): number {
		this.#hash.update(this.#out.subarray(0, used));
		return 0;
	}
}

async function relaxedHash(body: Buffer, signal: AbortSignal): Promise<string> {
	const relaxed = new RelaxedBody();
	for (let at = 0; at < body.length; at += SLICE) {
		if (at > 0) await turn();
		signal.throwIfAborted();
		relaxed.update(body, at, Math.min(at + SLICE, body.length));
	}
	return relaxed.digest();
}

/** Where the empty lines at the end begin: behind the line break of the last line that is not empty. */
function endOfText(body: Buffer): number {
	let end = body.length;
	while (end > 0 && body[end - 1] === LF) {
		end--;
		if (end > 0 && body[end - 1] === CR) end--;
	}
	return end;
}

function hasBareLf(body: Buffer, end: number): boolean {
	for (let at = body.indexOf(LF); at !== -1 && at < end; at = body.indexOf(LF, at + 1)) {
		if (at === 0 || body[at - 1] !== CR) return true;
	}
	return false;
}

async function simpleHash(body: Buffer, signal: AbortSignal): Promise<string> {
	const end = endOfText(body);
	if (!hasBareLf(body, end)) {
		const hash = createHash('sha256');
		for (let at = 0; at < end; at += SLICE) {
			if (at > 0) await turn();
			signal.throwIfAborted();
			hash.update(body.subarray(at, Math.min(at + SLICE, end)));
		}
		return hash.update('\r\n').digest('base64');
	}
	return hashOfLines(body, end, signal);
}

/** The same for a body that has bare LF. */
async function hashOfLines(body: Buffer, end: number, signal: AbortSignal): Promise<string> {
	const hash = createHash('sha256');
	const out = Buffer.allocUnsafe(2 * BUFFER);
	for (let from = 0; from < end; from += BUFFER) {
		if (from > 0 && from % SLICE === 0) await turn();
		signal.throwIfAborted();
		let used = 0;
		for (let at = from; at < Math.min(from + BUFFER, end); at++) {
			const byte = body[at] as number;
			if (byte === LF && body[at - 1] !== CR) out[used++] = CR;
			out[used++] = byte;
		}
		hash.update(out.subarray(0, used));
	}
	return hash.update('\r\n').digest('base64');
}

/** SHA-256 in Base64. @throws the reason of the signal */
export function bodyHash(body: Buffer, canonicalization: Canonicalization, signal: AbortSignal): Promise<string> {
	return canonicalization === 'relaxed' ? relaxedHash(body, signal) : simpleHash(body, signal);
}
