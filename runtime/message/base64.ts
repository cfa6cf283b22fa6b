/** Base64 of bodies (RFC 2045 6.8): read whatever comes, write lines of 76 characters. */

const LINE = 76;

const PAD = 61;

/**
 * Reads everything that can be read: foreign characters are skipped, missing padding is no error, and what follows
 * padding is read too. Other readers differ there, and an attachment must not hide behind it.
 */
export function decodeBase64(bytes: Buffer): Buffer {
	const pad = bytes.indexOf(PAD);
	if (pad === -1) return decodePiece(bytes);
	const pieces: Buffer[] = [];
	let start = 0;
	for (let end = pad; ; end = bytes.indexOf(PAD, start)) {
		const last = end === -1;
		const piece = last ? bytes.subarray(start) : bytes.subarray(start, end);
		if (piece.length > 0) pieces.push(decodePiece(piece));
		if (last) break;
		start = end + 1;
	}
	return pieces.length === 1 ? (pieces[0] as Buffer) : Buffer.concat(pieces);
}

/** Node skips foreign characters, but takes `-` and `_` for two of the alphabet, as they are in URLs. */
function decodePiece(bytes: Buffer): Buffer {
	let text = bytes.toString('latin1');
	if (text.includes('-') || text.includes('_')) text = text.replaceAll('-', '').replaceAll('_', '');
	return Buffer.from(text, 'base64');
}

/** Lines with CRLF between them, none at the end. */
export function encodeBase64(bytes: Uint8Array): Buffer {
	const text = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length).toString('base64');
	const lines: string[] = [];
	for (let at = 0; at < text.length; at += LINE) lines.push(text.slice(at, at + LINE));
	return Buffer.from(lines.join('\r\n'), 'latin1');
}
