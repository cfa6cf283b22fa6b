/**
 * Reads a script from a file or from standard input, and says what is wrong when it cannot be one
 * (`runtime/files/read-text.ts`).
 */

import type { Readable } from 'node:stream';
import { blankShebang } from '../lang/source/shebang.ts';
import { decodeText, readTextFile, type SourceResult, unreadable } from '../runtime/files/read-text.ts';
import { systemErrorText } from '../runtime/files/system-error.ts';

/** Bytes of a script; protects the memory of the process, which needs up to 200 times as much for the tokens. */
export const MAX_SOURCE_BYTES = 16 * 1024 * 1024;

/** The path that stands for standard input. */
export const STANDARD_INPUT = '-';

/**
 * Reads a script that is to be run or checked.
 *
 * @param path a file, or `-` for standard input
 * @param input read when `path` is `-`
 * @returns the source without its shebang line, or why there is none
 */
export async function readSource(path: string, input: Readable): Promise<SourceResult> {
	const result = await readText(path, input);
	return result.source === undefined ? result : { ...result, source: blankShebang(result.source) };
}

/** Like `readSource`, but with the shebang line: for what writes the text back. */
export async function readText(path: string, input: Readable): Promise<SourceResult> {
	if (path !== STANDARD_INPUT) return readFileText(path);
	try {
		return decodeText('<stdin>', await readStream(input, MAX_SOURCE_BYTES), MAX_SOURCE_BYTES);
	} catch (error) {
		return { problem: unreadable('<stdin>', systemErrorText(error)) };
	}
}

/** The text of a file as it is. */
export function readFileText(path: string): SourceResult {
	return readTextFile(path, MAX_SOURCE_BYTES);
}

/** @returns all bytes, `undefined` when there are more than `limit` */
export async function readStream(input: Readable, limit: number): Promise<Buffer | undefined> {
	const chunks: Buffer[] = [];
	let total = 0;
	for await (const chunk of input) {
		const bytes = typeof chunk === 'string' ? Buffer.from(chunk) : (chunk as Buffer);
		total += bytes.length;
		if (total > limit) return undefined;
		chunks.push(bytes);
	}
	return Buffer.concat(chunks, total);
}
