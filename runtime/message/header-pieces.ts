/**
 * A value from a script as a row of pieces, each a word and what stands before it: blanks, or a fold that the script
 * wants there. Encoding and folding work on that row, so a fold can neither get lost nor be made by accident, and no
 * line end can come in.
 */

import { MessageError } from '../../stdlib/host/message.ts';
import { isBlank } from './unfold.ts';

/** A word of a value. */
export interface Piece {
	/** Blanks before it. */
	readonly blanks: string;
	/** Whether a line must begin at these blanks. */
	readonly fold: boolean;
	readonly word: string;
}

/** The value that `piecesOf` would cut into these pieces. */
export function joinPieces(pieces: readonly Piece[]): string {
	return pieces.map(({ blanks, fold, word }) => `${fold ? '\r\n' : ''}${blanks}${word}`).join('');
}

/** Cuts a value at blanks. @throws MessageError for a line break that is no fold, and NUL */
export function piecesOf(name: string, value: string): Piece[] {
	const pieces: Piece[] = [];
	let at = 0;
	while (at < value.length) {
		let blanks = '';
		let fold = false;
		let from = at;
		while (at < value.length && isSpacing(value.charCodeAt(at))) {
			const code = value.charCodeAt(at);
			if (!isBlank(code)) {
				const next = code === 13 && value.charCodeAt(at + 1) === 10 ? at + 2 : at + 1;
				if ((code === 13 && next === at + 1) || !isBlank(value.charCodeAt(next))) throw lineBreak(name);
				blanks += value.slice(from, at);
				from = next;
				fold = true;
				at = next;
			} else {
				at++;
			}
		}
		blanks += value.slice(from, at);
		const start = at;
		while (at < value.length && !isSpacing(value.charCodeAt(at))) {
			if (value.charCodeAt(at) === 0)
				throw new MessageError(`the value for the header \`${name}\` has a NUL character`);
			at++;
		}
		// Blanks at the end are dropped: a line of nothing else would look like the end of the header to some.
		if (at > start) pieces.push({ blanks, fold, word: value.slice(start, at) });
	}
	return pieces;
}

const isSpacing = (code: number): boolean => isBlank(code) || code === 13 || code === 10;

function lineBreak(name: string): MessageError {
	return new MessageError(
		`the value for the header \`${name}\` has a line break that no blank follows: it would begin another header`,
	);
}
