/**
 * Reads text files, and says what is wrong when a file cannot be one.
 *
 * Reading is bounded and decoding strict: `/dev/zero` and a file in Latin-1 get a diagnostic, not an exhausted process
 * or text with replacement characters. A byte order mark is dropped.
 */

import { isUtf8 } from 'node:buffer';
import { closeSync, fstatSync, openSync, readSync } from 'node:fs';
import type { Diagnostic } from '../../lang/diagnostics/diagnostic.ts';
import { SourceFile } from '../../lang/source/source-file.ts';
import { systemErrorText } from './system-error.ts';
import { firstInvalidUtf8 } from './utf8.ts';

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
 * The text of a file as it is.
 * @param limit in bytes
 */
export function readTextFile(path: string, limit: number): SourceResult {
	try {
		return decodeText(path, readBounded(path, limit), limit);
	} catch (error) {
		return { problem: unreadable(path, systemErrorText(error)) };
	}
}

/**
 * @param limit in bytes
 * @returns the bytes of a file, `undefined` when there are more
 * @throws errors of the operating system
 */
export function readBounded(path: string, limit: number): Buffer | undefined {
	const file = openSync(path, 'r');
	try {
		const { size } = fstatSync(file);
		if (size > limit) return undefined;
		// Pipes and devices have no size, files can grow: what is read counts.
		const chunks: Buffer[] = [];
		let total = 0;
		for (;;) {
			const chunk = Buffer.allocUnsafe(Math.max(CHUNK_BYTES, size - total + 1));
			const count = readSync(file, chunk, 0, chunk.length, null);
			if (count === 0) return Buffer.concat(chunks, total);
			total += count;
			if (total > limit) return undefined;
			chunks.push(chunk.subarray(0, count));
		}
	} finally {
		closeSync(file);
	}
}

/**
 * Bytes as text.
 * @param name of the file, for messages
 * @param bytes `undefined` when there were more than `limit`
 */
export function decodeText(name: string, bytes: Uint8Array | undefined, limit: number): SourceResult {
	if (bytes === undefined) return { problem: tooLarge(name, limit) };
	const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
	if (!isUtf8(buffer)) return { problem: invalidUtf8(name, buffer) };
	const text = buffer.toString('utf8');
	const mark = text.startsWith(BYTE_ORDER_MARK) ? BYTE_ORDER_MARK : '';
	return { source: new SourceFile(name, text.slice(mark.length)), mark };
}

function withoutText(id: string, name: string, message: string): Diagnostic {
	return { id, severity: 'error', message, source: new SourceFile(name, ''), span: { start: 0, end: 0 } };
}

export function unreadable(name: string, reason: string): Diagnostic {
	return withoutText('V603', name, `Cannot read the file: ${reason}`);
}

function tooLarge(name: string, limit: number): Diagnostic {
	return withoutText('V605', name, `The file is larger than ${limit >> 20} MiB`);
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
