/**
 * Splits a stream of bytes into lines of text, one at a time and as they come, so that a program can talk to us line
 * by line.
 */

import { isUtf8 } from 'node:buffer';
import type { Readable } from 'node:stream';

/** Bytes of a line; what is longer is dropped up to its end. */
export const MAX_LINE_BYTES = 64 * 1024 * 1024;

const LINE_FEED = 0x0a;

export type Line =
	| { readonly text: string; readonly problem?: undefined }
	| { readonly text?: undefined; readonly problem: string };

function lineOf(parts: readonly Buffer[], size: number): Line {
	if (size > MAX_LINE_BYTES) return { problem: `The line is longer than ${MAX_LINE_BYTES >> 20} MiB` };
	const bytes = Buffer.concat(parts, size);
	return isUtf8(bytes) ? { text: bytes.toString('utf8') } : { problem: 'The line is not valid UTF-8' };
}

/** Lines without their line feed; text after the last line feed is a line too. */
export async function* readLines(input: Readable): AsyncGenerator<Line> {
	let parts: Buffer[] = [];
	let size = 0;
	const add = (part: Buffer): void => {
		size += part.length;
		if (size <= MAX_LINE_BYTES) parts.push(part);
		else parts = [];
	};
	for await (const chunk of input) {
		const bytes = typeof chunk === 'string' ? Buffer.from(chunk) : (chunk as Buffer);
		let start = 0;
		for (let end = bytes.indexOf(LINE_FEED); end !== -1; end = bytes.indexOf(LINE_FEED, start)) {
			add(bytes.subarray(start, end));
			yield lineOf(parts, size);
			parts = [];
			size = 0;
			start = end + 1;
		}
		if (start < bytes.length) add(bytes.subarray(start));
	}
	if (size > 0) yield lineOf(parts, size);
}
