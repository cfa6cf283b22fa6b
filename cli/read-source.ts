/**
 * Reads a script from a file or from standard input, and says what is wrong when it cannot be one.
 *
 * Reading is bounded and decoding strict: `vsl run /dev/zero` and a file in Latin-1 get a diagnostic, not an exhausted
 * process or text with replacement characters. A byte order mark is dropped.
 */

import { isUtf8 } from 'node:buffer';
import { closeSync, fstatSync, openSync, readSync } from 'node:fs';
import type { Readable } from 'node:stream';
import type { Diagnostic } from '../lang/diagnostics/diagnostic.ts';
import { blankShebang } from '../lang/source/shebang.ts';
import { SourceFile } from '../lang/source/source-file.ts';
import { systemErrorText } from './system-error.ts';
import { firstInvalidUtf8 } from './utf8.ts';

/** Bytes of a script; protects the memory of the process, which needs up to 200 times as much for the tokens. */
export const MAX_SOURCE_BYTES = 16 * 1024 * 1024;

/** The path that stands for standard input. */
export const STANDARD_INPUT = '-';

const CHUNK_BYTES = 1 << 16;
const BYTE_ORDER_MARK = '\uFEFF';

export type SourceResult =
	| {
			readonly source: SourceFile;
			/** The byte order mark before the text, for who writes it back; usually empty. */
			readonly mark: string;
			readonly problem?: undefined;
	  }
	| { readonly source?: undefined; readonly problem: Diagnostic };

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
		return decode('<stdin>', await readStream(input));
	} catch (error) {
		return { problem: unreadable('<stdin>', systemErrorText(error)) };
	}
}

/** The text of a file as it is. */
export function readFileText(path: string): SourceResult {
	try {
		return decode(path, readFile(path));
	} catch (error) {
		return { problem: unreadable(path, systemErrorText(error)) };
	}
}

/** The bytes of a file, `undefined` when there are too many. */
function readFile(path: string): Buffer | undefined {
	const file = openSync(path, 'r');
	try {
		const { size } = fstatSync(file);
		if (size > MAX_SOURCE_BYTES) return undefined;
		// Pipes and devices have no size, files can grow: what is read counts.
		const chunks: Buffer[] = [];
		let total = 0;
		for (;;) {
			const chunk = Buffer.allocUnsafe(Math.max(CHUNK_BYTES, size - total + 1));
			const count = readSync(file, chunk, 0, chunk.length, null);
			if (count === 0) return Buffer.concat(chunks, total);
			total += count;
			if (total > MAX_SOURCE_BYTES) return undefined;
			chunks.push(chunk.subarray(0, count));
		}
	} finally {
		closeSync(file);
	}
}

async function readStream(input: Readable): Promise<Buffer | undefined> {
	const chunks: Buffer[] = [];
	let total = 0;
	for await (const chunk of input) {
		const bytes = typeof chunk === 'string' ? Buffer.from(chunk) : (chunk as Buffer);
		total += bytes.length;
		if (total > MAX_SOURCE_BYTES) return undefined;
		chunks.push(bytes);
	}
	return Buffer.concat(chunks, total);
}

function decode(name: string, bytes: Buffer | undefined): SourceResult {
	if (bytes === undefined) return { problem: tooLarge(name) };
	if (!isUtf8(bytes)) return { problem: invalidUtf8(name, bytes) };
	const text = bytes.toString('utf8');
	const mark = text.startsWith(BYTE_ORDER_MARK) ? BYTE_ORDER_MARK : '';
	return { source: new SourceFile(name, text.slice(mark.length)), mark };
}

function withoutText(id: string, name: string, message: string): Diagnostic {
	return { id, severity: 'error', message, source: new SourceFile(name, ''), span: { start: 0, end: 0 } };
}

function unreadable(name: string, reason: string): Diagnostic {
	return withoutText('V603', name, `Cannot read the file: ${reason}`);
}

function tooLarge(name: string): Diagnostic {
	return withoutText('V605', name, `The file is larger than ${MAX_SOURCE_BYTES >> 20} MiB`);
}

function invalidUtf8(name: string, bytes: Buffer): Diagnostic {
	const offset = firstInvalidUtf8(bytes);
	const byte = (bytes[offset] as number).toString(16).padStart(2, '0').toUpperCase();
	// In the shown text the bad bytes are replacement characters; what stands before them is exact.
	const start = bytes.toString('utf8', 0, offset).length;
	return {
		id: 'V604',
		severity: 'error',
		message: `The file is not valid UTF-8: unexpected byte 0x${byte}`,
		source: new SourceFile(name, bytes.toString('utf8')),
		span: { start, end: start + 1 },
		help: 'save the file as UTF-8',
	};
}
