/**
 * Encoded words in headers (RFC 2047): `=?charset?Q?text?=` and `=?charset?B?text?=`.
 *
 * Reading takes what programs send rather than what the RFC allows: words inside quotes or other text, blanks inside a
 * word, characters cut in half between two words. A word in an unknown charset or encoding stays as it is.
 */

import { readByteString } from './byte-text.ts';
import { decodeText, knownCharset } from './charset.ts';
import { decodeHexEscapes, hexEscape } from './hex-escapes.ts';
import { isBlank, printable } from './unfold.ts';

/** Longest charset name with its language (RFC 2231 5) in an encoded word. */
const MAX_CHARSET = 75;

interface EncodedWord {
	readonly charset: string;
	readonly bytes: Buffer;
	/** Offset behind it. */
	readonly end: number;
}

/** Remembers where the next `?=` is, so that many starts without an end are not searched again and again. */
class Terminators {
	readonly #text: string;
	#next = 0;

	constructor(text: string) {
		this.#text = text;
	}

	/** Offset of the first `?=` from there on, −1 if there is none. */
	from(offset: number): number {
		if (this.#next !== -1 && this.#next <= offset) this.#next = this.#text.indexOf('?=', offset);
		return this.#next;
	}
}

/**
 * Text of a value without folds, given as a byte string. CR, LF and NUL that were hidden in encoded words become
 * blanks, so that the text can be written into a header again.
 */
export function decodeWords(value: string): string {
	let start = value.indexOf('=?');
	if (start === -1) return readByteString(value);
	const terminators = new Terminators(value);
	const out: string[] = [];
	let done = 0;
	/** Words in a row with the same charset, whose bytes belong together. */
	let run: EncodedWord[] = [];
	const finishRun = (): void => {
		const [first] = run;
		if (first === undefined) return;
		out.push(decodeText(Buffer.concat(run.map((word) => word.bytes)), first.charset) ?? '');
		run = [];
	};
	while (start !== -1) {
		const word = wordAt(value, start, terminators);
		if (word === undefined) {
			start = value.indexOf('=?', start + 2);
			continue;
		}
		const between = value.slice(done, start);
		const follows = run.length > 0 && isBlankText(between);
		if (!follows || run[0]?.charset !== word.charset) finishRun();
		// Blanks between two encoded words are there for folding only.
		if (!follows) out.push(readByteString(between));
		run.push(word);
		done = word.end;
		start = value.indexOf('=?', done);
	}
	finishRun();
	out.push(readByteString(value.slice(done)));
	return printable(out.join(''));
}

function isBlankText(text: string): boolean {
	for (let at = 0; at < text.length; at++) if (!isBlank(text.charCodeAt(at))) return false;
	return true;
}

/** The encoded word that begins at an offset, undefined if none does or nothing is known of its charset. */
function wordAt(value: string, start: number, terminators: Terminators): EncodedWord | undefined {
	const charsetEnd = value.slice(start + 2, start + 3 + MAX_CHARSET).indexOf('?');
	if (charsetEnd === -1) return undefined;
	const encodingAt = start + 2 + charsetEnd + 1;
	if (value.charAt(encodingAt + 1) !== '?') return undefined;
	const textAt = encodingAt + 2;
	const end = terminators.from(textAt);
	if (end === -1) return undefined;
	const text = value.slice(textAt, end);
	const [charset = ''] = value.slice(start + 2, start + 2 + charsetEnd).split('*');
	if (charset === '' || knownCharset(charset) === undefined) return undefined;
	const encoding = value.charAt(encodingAt).toLowerCase();
	if (encoding === 'b') return { charset: charset.toLowerCase(), bytes: Buffer.from(text, 'base64'), end: end + 2 };
	if (encoding === 'q') return { charset: charset.toLowerCase(), bytes: decodeQ(text), end: end + 2 };
	return undefined;
}

function decodeQ(text: string): Buffer {
	return decodeHexEscapes(text.replaceAll('_', ' '), '=');
}

/** Longest encoded word (RFC 2047 2). */
const MAX_WORD = 75;

const PREFIX_LENGTH = '=?utf-8?Q?'.length;

/** Room for text that a word on the first line must leave; with less, folding before it is better. */
const LEAST_ROOM = 16;

/** What may stand for itself in a `Q` word wherever it is used (RFC 2047 5, rule 3). */
function isSafe(byte: number): boolean {
	return (
		(byte >= 48 && byte <= 57) ||
		(byte >= 65 && byte <= 90) ||
		(byte >= 97 && byte <= 122) ||
		byte === 0x21 ||
		byte === 0x2a ||
		byte === 0x2b ||
		byte === 0x2d ||
		byte === 0x2f
	);
}

/**
 * Encoded words in UTF-8 that give the text when they are read in a row.
 * @param firstLength room for the first word; ignored where too little would be left for it
 */
export function encodeWords(text: string, firstLength = MAX_WORD): string[] {
	const bytes = Buffer.from(text, 'utf8');
	let unsafe = 0;
	for (const byte of bytes) if (byte !== 0x20 && !isSafe(byte)) unsafe++;
	// Not always the shorter one, but text that is mostly ASCII can then be read by people too.
	const asQ = unsafe * 2 <= bytes.length;
	const words: string[] = [];
	let room = firstLength - PREFIX_LENGTH - 2;
	if (room < LEAST_ROOM) room = MAX_WORD - PREFIX_LENGTH - 2;
	let from = 0;
	while (from < bytes.length) {
		let to = from;
		let length = 0;
		for (;;) {
			const next = characterEnd(bytes, to);
			if (next === to) break;
			const added = asQ ? lengthAsQ(bytes, to, next) : 0;
			const fits = asQ ? length + added <= room : Math.ceil((next - from) / 3) * 4 <= room;
			if (!fits) break;
			length += added;
			to = next;
		}
		const piece = bytes.subarray(from, to);
		words.push(asQ ? `=?utf-8?Q?${writeQ(piece)}?=` : `=?utf-8?B?${piece.toString('base64')}?=`);
		from = to;
		room = MAX_WORD - PREFIX_LENGTH - 2;
	}
	return words;
}

/** Offset behind the UTF-8 character at an offset. */
function characterEnd(bytes: Buffer, at: number): number {
	if (at >= bytes.length) return at;
	let end = at + 1;
	while (((bytes[end] ?? 0) & 0xc0) === 0x80) end++;
	return end;
}

function lengthAsQ(bytes: Buffer, from: number, to: number): number {
	let length = 0;
	for (let at = from; at < to; at++) {
		const byte = bytes[at] as number;
		length += byte === 0x20 || isSafe(byte) ? 1 : 3;
	}
	return length;
}

function writeQ(bytes: Buffer): string {
	let text = '';
	for (const byte of bytes) {
		if (byte === 0x20) text += '_';
		else text += isSafe(byte) ? String.fromCharCode(byte) : hexEscape('=', byte);
	}
	return text;
}

/** Whether a word of a header, standing between blanks, is an encoded word that a reader would decode. */
export function isEncodedWord(word: string): boolean {
	return word.startsWith('=?') && wordAt(word, 0, new Terminators(word))?.end === word.length;
}
