/** Transfer encodings of bodies (RFC 2045 6): reading all that occur, and choosing one for new content. */

import { decodeBase64, encodeBase64 } from './base64.ts';
import { MAX_LINE } from './limits.ts';
import { decodeQuotedPrintable, encodeQuotedPrintable } from './quoted-printable.ts';
import { decodeUuencoded } from './uuencode.ts';

const UUENCODED: ReadonlySet<string> = new Set(['x-uuencode', 'uuencode', 'x-uue', 'uue']);

/** The decoded bytes; a view of the given ones where the encoding changes nothing. Unknown encodings change nothing. */
export function decodeTransfer(bytes: Buffer, encoding: string): Buffer {
	if (encoding === 'base64') return decodeBase64(bytes);
	if (encoding === 'quoted-printable') return decodeQuotedPrintable(bytes);
	return UUENCODED.has(encoding) ? decodeUuencoded(bytes) : bytes;
}

/** Whether the bytes stand in the message as they are. */
export function isIdentity(encoding: string): boolean {
	return encoding !== 'base64' && encoding !== 'quoted-printable' && !UUENCODED.has(encoding);
}

export interface Encoded {
	readonly encoding: '7bit' | '8bit' | 'quoted-printable' | 'base64';
	readonly bytes: Buffer;
}

/** What a body holds that not every encoding can carry. */
interface Survey {
	/** Bytes above 127. */
	readonly high: number;
	/** NUL, CR without LF, LF without CR. */
	readonly loose: boolean;
	readonly longestLine: number;
}

function survey(bytes: Uint8Array): Survey {
	let high = 0;
	let loose = false;
	let longestLine = 0;
	let lineStart = 0;
	for (let at = 0; at < bytes.length; at++) {
		const byte = bytes[at] as number;
		if (byte > 127) high++;
		else if (byte === 0 || (byte === 13 && bytes[at + 1] !== 10)) loose = true;
		else if (byte === 10) {
			if (bytes[at - 1] !== 13) loose = true;
			longestLine = Math.max(longestLine, at - 1 - lineStart);
			lineStart = at + 1;
		}
	}
	return { high, loose, longestLine: Math.max(longestLine, bytes.length - lineStart) };
}

/**
 * Encodes text: as it is where that is 7-bit with lines that are short enough, else quoted-printable, or base64 where most bytes
 * are not ASCII.
 * @param eightBit whether 8-bit bytes may stand as they are
 */
export function encodeTextBody(bytes: Buffer, eightBit: boolean): Encoded {
	const { high, loose, longestLine } = survey(bytes);
	if (!loose && longestLine <= MAX_LINE && (high === 0 || eightBit)) {
		return { encoding: high === 0 ? '7bit' : '8bit', bytes };
	}
	// What is mostly ASCII stays readable.
	return high * 2 > bytes.length ? encodeBinaryBody(bytes) : encodeAsQuotedPrintable(bytes);
}

export function encodeBinaryBody(bytes: Uint8Array): Encoded {
	return { encoding: 'base64', bytes: encodeBase64(bytes) };
}

function encodeAsQuotedPrintable(bytes: Uint8Array): Encoded {
	return { encoding: 'quoted-printable', bytes: encodeQuotedPrintable(bytes) };
}

/** The same content in the encoding that a part already has, if that is one of the two that can carry everything. */
export function encodeAs(bytes: Buffer, encoding: string): Encoded {
	if (encoding === 'base64') return encodeBinaryBody(bytes);
	if (encoding === 'quoted-printable') return encodeAsQuotedPrintable(bytes);
	return encodeTextBody(bytes, encoding === '8bit' || encoding === 'binary');
}
