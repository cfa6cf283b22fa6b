/** Bytes written as a mark and two hexadecimal digits: `=C3` in mail, `%C3` in parameters. */

import { bytesOf } from './byte-text.ts';

const DIGITS = '0123456789ABCDEF';

/** Value of a hexadecimal digit, −1 for other bytes. */
export function hexDigit(byte: number | undefined): number {
	if (byte === undefined) return -1;
	if (byte >= 48 && byte <= 57) return byte - 48;
	if (byte >= 65 && byte <= 70) return byte - 55;
	if (byte >= 97 && byte <= 102) return byte - 87;
	return -1;
}

export function hexEscape(mark: '=' | '%', byte: number): string {
	return `${mark}${DIGITS.charAt(byte >> 4)}${DIGITS.charAt(byte & 15)}`;
}

/** The bytes of a byte string with escapes; a mark without two digits stays as it is. */
export function decodeHexEscapes(text: string, mark: '=' | '%'): Buffer {
	const bytes = bytesOf(text);
	const code = mark.charCodeAt(0);
	let length = 0;
	for (let at = 0; at < bytes.length; at++) {
		let byte = bytes[at] as number;
		const high = byte === code ? hexDigit(bytes[at + 1]) : -1;
		const low = high === -1 ? -1 : hexDigit(bytes[at + 2]);
		if (low !== -1) {
			byte = high * 16 + low;
			at += 2;
		}
		bytes[length++] = byte;
	}
	return bytes.subarray(0, length);
}
