/** Quoted-printable (RFC 2045 6.7): read whatever comes, write the canonical form. */

import { hexDigit, hexEscape } from './hex-escapes.ts';

const TAB = 9;
const LF = 10;
const CR = 13;
const SPACE = 32;
const EQUALS = 61;

/** Line length without the soft break. */
const MAX_ENCODED_LINE = 75;

/**
 * `=` that begins nothing valid stays as it is. Blanks at the end of a line are dropped, since they were added on the
 * way (rule 3).
 */
export function decodeQuotedPrintable(bytes: Buffer): Buffer {
	const out = Buffer.allocUnsafe(bytes.length);
	let length = 0;
	/** Where the blanks begin that stand at the end of `out`; they go if the line ends here. */
	let blanks = 0;
	for (let at = 0; at < bytes.length; at++) {
		const byte = bytes[at] as number;
		if (byte === EQUALS) {
			const high = hexDigit(bytes[at + 1]);
			const low = hexDigit(bytes[at + 2]);
			const next = softBreakEnd(bytes, at + 1);
			if (high >= 0 && low >= 0) {
				out[length++] = high * 16 + low;
				at += 2;
			} else if (next !== -1) {
				at = next - 1;
			} else {
				out[length++] = byte;
			}
			blanks = length;
		} else if (byte === LF || (byte === CR && bytes[at + 1] === LF)) {
			length = blanks;
			out[length++] = byte;
			if (byte === CR) {
				out[length++] = LF;
				at++;
			}
			blanks = length;
		} else {
			out[length++] = byte;
			if (byte !== SPACE && byte !== TAB) blanks = length;
		}
	}
	return out.subarray(0, length);
}

/** Offset behind blanks and a line end, −1 if none follows. */
function softBreakEnd(bytes: Buffer, from: number): number {
	let at = from;
	while (bytes[at] === SPACE || bytes[at] === TAB) at++;
	if (bytes[at] === CR) at++;
	if (at === bytes.length) return at;
	return bytes[at] === LF ? at + 1 : -1;
}

/**
 * CRLF in the bytes stays a line end; bare CR and LF are encoded. A dot alone on a line, `From ` and `--` at the start
 * of one are encoded too, so nothing on the way takes them for its own.
 */
export function encodeQuotedPrintable(bytes: Uint8Array): Buffer {
	const out: string[] = [];
	let line = '';
	for (let at = 0; at < bytes.length; at++) {
		const byte = bytes[at] as number;
		const next = bytes[at + 1];
		if (byte === CR && next === LF) {
			out.push(line, '\r\n');
			line = '';
			at++;
			continue;
		}
		const blank = byte === SPACE || byte === TAB;
		const atEnd = next === undefined || (next === CR && bytes[at + 2] === LF);
		const plain = blank ? !atEnd : byte > SPACE && byte < 127 && byte !== EQUALS;
		if (line.length + (plain ? 1 : 3) > MAX_ENCODED_LINE) {
			out.push(line, '=\r\n');
			line = '';
		}
		if (plain && !(line === '' && marksLine(bytes, at))) line += String.fromCharCode(byte);
		else line += hexEscape('=', byte);
	}
	out.push(line);
	return Buffer.from(out.join(''), 'latin1');
}

/** Whether a line that begins here would mean something to somebody: `From `, `--`, or a lone dot. */
function marksLine(bytes: Uint8Array, at: number): boolean {
	const byte = bytes[at];
	if (byte === 45) return bytes[at + 1] === 45;
	if (byte === 46) return bytes[at + 1] === undefined || bytes[at + 1] === CR;
	return (
		byte === 70 && bytes[at + 1] === 114 && bytes[at + 2] === 111 && bytes[at + 3] === 109 && bytes[at + 4] === SPACE
	);
}
