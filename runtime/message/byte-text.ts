/**
 * Bytes as text where nobody says what they are: headers, and whole messages. UTF-8 if they are valid UTF-8, else
 * windows-1252, in which every byte is a character, so nothing is lost and old Western mail is read right.
 *
 * Most code here works on "byte strings", in which each character is one byte: positions are offsets, and writing such
 * a string back gives the bytes it came from.
 */

import { isUtf8 } from 'node:buffer';

/** Bytes 0x80 to 0x9f in windows-1252; the five that it does not define stay the control characters. */
const HIGH =
	'\u20ac\u0081\u201a\u0192\u201e\u2026\u2020\u2021\u02c6\u2030\u0160\u2039\u0152\u008d\u017d\u008f' +
	'\u0090\u2018\u2019\u201c\u201d\u2022\u2013\u2014\u02dc\u2122\u0161\u203a\u0153\u009d\u017e\u0178';

/** Byte string of bytes. */
export function byteString(bytes: Uint8Array): string {
	return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length).toString('latin1');
}

/** The bytes of a byte string. */
export function bytesOf(text: string): Buffer {
	return Buffer.from(text, 'latin1');
}

/** The text of bytes in windows-1252, which is also what mail means by iso-8859-1 and by wrongly used us-ascii. */
export function readWindows1252(bytes: Uint8Array): string {
	const text = byteString(bytes);
	const pieces: string[] = [];
	let done = 0;
	for (let at = 0; at < text.length; at++) {
		const code = text.charCodeAt(at);
		if (code < 0x80 || code > 0x9f) continue;
		pieces.push(text.slice(done, at), HIGH.charAt(code - 0x80));
		done = at + 1;
	}
	return pieces.length === 0 ? text : pieces.join('') + text.slice(done);
}

/** The text of bytes in an unknown charset. */
export function readText(bytes: Uint8Array): string {
	const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length);
	return isUtf8(buffer) ? buffer.toString('utf8') : readWindows1252(buffer);
}

/** Whether all characters are ASCII. */
export function isAsciiText(text: string): boolean {
	for (let at = 0; at < text.length; at++) if (text.charCodeAt(at) > 0x7f) return false;
	return true;
}

/** The text of a byte string in an unknown charset. */
export function readByteString(text: string): string {
	return isAsciiText(text) ? text : readText(bytesOf(text));
}

/** CRLF in place of every line end, be it CRLF, a bare LF or a bare CR. */
export function withCrlf(text: string): string {
	// Most texts come with one kind of line end; splitting costs less than looking at each character here.
	return text.replaceAll('\r\n', '\n').replaceAll('\r', '\n').replaceAll('\n', '\r\n');
}
