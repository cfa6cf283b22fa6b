/** Reading uuencoded bodies: `Content-Transfer-Encoding: x-uuencode`, as old programs still send it. */

import { bytesOf } from './byte-text.ts';

/**
 * The bytes between the `begin` line and `end`; lines that are none of the encoding are skipped.
 * @returns the bytes as they are if there is no `begin` line
 */
export function decodeUuencoded(bytes: Buffer): Buffer {
	const lines = bytes.toString('latin1').split('\n');
	const begin = lines.findIndex((line) => line.startsWith('begin '));
	if (begin === -1) return bytes;
	const pieces: string[] = [];
	for (const line of lines.slice(begin + 1)) {
		if (line.startsWith('end')) break;
		const length = (line.charCodeAt(0) - 32) & 63;
		// NaN for an empty line.
		if (length > 0) pieces.push(decodeLine(line, length));
	}
	return bytesOf(pieces.join(''));
}

/** One line: three bytes in every four characters, each of which carries six bits above the blank. */
function decodeLine(line: string, length: number): string {
	let text = '';
	for (let at = 1; at < line.length && text.length < length; at += 4) {
		const [a = 0, b = 0, c = 0, d = 0] = [0, 1, 2, 3].map((i) => {
			const code = line.charCodeAt(at + i);
			return code >= 32 && code <= 96 ? (code - 32) & 63 : 0;
		});
		text += String.fromCharCode((a << 2) | (b >> 4), ((b & 15) << 4) | (c >> 2), ((c & 3) << 6) | d);
	}
	return text.slice(0, length);
}
