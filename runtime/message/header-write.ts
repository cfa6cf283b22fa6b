/**
 * Writes header fields: checks and encodes the value that a script gives, and folds it into lines.
 */

import { MessageError } from '../../stdlib/host/message.ts';
import { encodeValue } from './header-encode.ts';
import { fieldOf, type HeaderField, nameKey } from './header-field.ts';
import { type Piece, piecesOf } from './header-pieces.ts';
import { FOLD_AT, FOLD_ENCODED_AT, MAX_LINE, MAX_WRITTEN_VALUE } from './limits.ts';

/**
 * A field with a value from a script.
 * @param utf8 whether text may stand as UTF-8 (RFC 6532) instead of being encoded
 * @throws MessageError for a bad name or value
 */
export function writeField(name: string, value: string, utf8: boolean): HeaderField {
	const key = nameKey(name);
	if (value.length > MAX_WRITTEN_VALUE) {
		throw new MessageError(
			`the value for the header \`${name}\` has ${value.length} characters, the limit is ${MAX_WRITTEN_VALUE}`,
		);
	}
	const pieces = piecesOf(name, value);
	return foldedField(name, utf8 ? pieces : encodeValue(name, key, pieces));
}

/** The field of words that need no encoding any more. */
export function foldedField(name: string, pieces: readonly Piece[]): HeaderField {
	const lines = foldLines(name, pieces);
	for (const line of lines) {
		const length = Buffer.byteLength(line, 'utf8');
		if (length > MAX_LINE) {
			throw new MessageError(
				`the value for the header \`${name}\` needs a line of ${length} octets, the limit is ${MAX_LINE}: it has no blank where it could be folded`,
			);
		}
	}
	const text = Buffer.from(`${lines.join('\r\n')}\r\n`, 'utf8').toString('latin1');
	return fieldOf(text, name.length + 1);
}

function foldLines(name: string, pieces: readonly Piece[]): string[] {
	const lines: string[] = [];
	let line = `${name}:`;
	let length = line.length;
	pieces.forEach(({ blanks, fold, word }, index) => {
		const isFirst = index === 0;
		const before = isFirst && !fold ? ' ' : blanks;
		const width = before.length + Buffer.byteLength(word, 'utf8');
		const limit = word.startsWith('=?') ? FOLD_ENCODED_AT : FOLD_AT;
		// A first line with nothing but the name is legal but not read by all: only where there is no other way.
		const crowded = length + width > (isFirst && limit === FOLD_AT ? MAX_LINE : limit);
		if (fold || crowded) {
			lines.push(line);
			line = '';
			length = 0;
		}
		line += before + word;
		length += width;
	});
	lines.push(line);
	return lines;
}
