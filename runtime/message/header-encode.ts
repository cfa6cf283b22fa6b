/**
 * Makes the words of a value ASCII: encoded words (RFC 2047) in text and display names, RFC 2231 in parameters. What
 * is ASCII already stays as it is; encoded words that a script copies from another header too.
 */

import { type AddressItem, parseAddressList } from './address-list.ts';
import { readByteString } from './byte-text.ts';
import { encodeWords, isEncodedWord } from './encoded-words.ts';
import { joinPieces, type Piece, piecesOf } from './header-pieces.ts';
import { FOLD_ENCODED_AT } from './limits.ts';
import { headerAddress } from './mailbox-argument.ts';
import { parseStructured, type Structured } from './parameters.ts';
import { writeStructured } from './parameters-write.ts';
import { unfold } from './unfold.ts';

const ADDRESS_HEADERS: ReadonlySet<string> = new Set([
	'from',
	'sender',
	'reply-to',
	'to',
	'cc',
	'bcc',
	'resent-from',
	'resent-sender',
	'resent-reply-to',
	'resent-to',
	'resent-cc',
	'resent-bcc',
	'disposition-notification-to',
	'mail-followup-to',
	'errors-to',
	'delivered-to',
	'return-path',
]);

const PARAMETER_HEADERS: ReadonlySet<string> = new Set(['content-type', 'content-disposition']);

/**
 * The pieces of a value, encoded where that is needed.
 * @throws MessageError for what cannot be encoded, such as an address
 */
export function encodeValue(name: string, key: string, pieces: readonly Piece[]): readonly Piece[] {
	if (pieces.every(({ word }) => isPlain(word))) return pieces;
	if (ADDRESS_HEADERS.has(key)) return encodeAddresses(name, pieces);
	const structured = PARAMETER_HEADERS.has(key) ? readStructured(pieces) : undefined;
	return structured === undefined ? encodeText(name, pieces) : piecesOf(name, writeStructured(structured));
}

/** The value with its parameters, if it is one of the kind that has them. */
function readStructured(pieces: readonly Piece[]): Structured | undefined {
	const value = unfold(joinPieces(pieces));
	const structured = parseStructured(Buffer.from(value, 'utf8').toString('latin1'));
	return isPlain(structured.value) ? structured : undefined;
}

/** Visible ASCII: stays as it is. Blanks and folds, which stand between words, do not count. */
function isPlain(text: string): boolean {
	for (let at = 0; at < text.length; at++) {
		const code = text.charCodeAt(at);
		if (code > 126 || (code < 32 && code !== 9 && code !== 10 && code !== 13)) return false;
	}
	return true;
}

/** Room for the first encoded word behind the name. */
const roomOnFirstLine = (name: string): number => FOLD_ENCODED_AT - name.length - 2;

function encodeText(name: string, pieces: readonly Piece[]): Piece[] {
	const out: Piece[] = [];
	for (let at = 0; at < pieces.length; ) {
		const first = pieces[at] as Piece;
		if (isPlain(first.word)) {
			out.push(first);
			at++;
			continue;
		}
		// Blanks between two encoded words are not read, so those between words that need it are encoded with them.
		let end = at + 1;
		while (end < pieces.length && !isPlain((pieces[end] as Piece).word)) end++;
		let text = first.word;
		for (const { blanks, word } of pieces.slice(at + 1, end)) text += blanks + word;
		const before = out.at(-1);
		const next = pieces[end];
		if (before !== undefined && isEncodedWord(before.word)) text = first.blanks + text;
		if (next !== undefined && isEncodedWord(next.word)) text += next.blanks;
		pushEncoded(out, first, text, at === 0 ? roomOnFirstLine(name) : undefined);
		at = end;
	}
	return out;
}

/** Encoded words for a text, the first with the blanks of the piece that they replace. */
function pushEncoded(
	out: Piece[],
	{ blanks, fold }: Pick<Piece, 'blanks' | 'fold'>,
	text: string,
	room?: number,
): void {
	encodeWords(text, room).forEach((word, index) => {
		out.push(index === 0 ? { blanks, fold, word } : { blanks: ' ', fold: false, word });
	});
}

/**
 * Address lists: display names become encoded words, international domains get their ASCII form. Mailboxes that are
 * ASCII stay as they are; the others lose their comments.
 */
function encodeAddresses(name: string, pieces: readonly Piece[]): Piece[] {
	const text = Buffer.from(joinPieces(pieces), 'utf8').toString('latin1');
	const out: string[] = [];
	let done = 0;
	const replace = (from: number, to: number, by: string): void => {
		out.push(text.slice(done, from), by);
		done = to;
	};
	const encode = (words: string, from: number): string =>
		encodeWords(words, from === 0 ? roomOnFirstLine(name) : undefined).join(' ');
	const encodeItem = (item: AddressItem): void => {
		const { start, end } = item;
		if (isPlain(text.slice(start, end))) return;
		if (item.kind === 'group') {
			if (!isPlain(text.slice(start, item.nameEnd))) replace(start, item.nameEnd, `${encode(item.name, start)} `);
			item.members.forEach(encodeItem);
			return;
		}
		if (item.kind === 'other') {
			replace(start, end, encode(readByteString(unfold(text.slice(start, end))), start));
			return;
		}
		const address = headerAddress(
			{ local: readByteString(item.spec.local), domain: readByteString(item.spec.domain) },
			false,
		);
		const encodedName = isPlain(item.name) ? quotedName(item.name) : encode(item.name, start);
		replace(start, end, encodedName === '' ? address : `${encodedName} <${address}>`);
	};
	parseAddressList(text).items.forEach(encodeItem);
	return piecesOf(name, out.join('') + text.slice(done));
}

/** A display name of ASCII characters, in quotes unless it is made of plain words (RFC 5322 3.2.5). */
function quotedName(name: string): string {
	for (let at = 0; at < name.length; at++) {
		if (!isWordCharacter(name.charCodeAt(at))) return `"${name.replaceAll('\\', '\\\\').replaceAll('"', '\\"')}"`;
	}
	return name;
}

const isWordCharacter = (code: number): boolean =>
	(code >= 48 && code <= 57) || (code >= 65 && code <= 90) || (code >= 97 && code <= 122) || code === 32 || code === 45;
