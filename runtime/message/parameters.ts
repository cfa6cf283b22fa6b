/**
 * Values with parameters: `Content-Type` and `Content-Disposition` (RFC 2045 5, RFC 2183), with continuations and
 * charsets (RFC 2231) and the encoded words that many programs put there instead.
 *
 * Where a header contradicts itself the reading that most mail programs use wins: the first of several parameters with
 * a name, and an encoded one before a plain one.
 */

import { bytesOf, readByteString, readText } from './byte-text.ts';
import { decodeText } from './charset.ts';
import { decodeWords } from './encoded-words.ts';
import { decodeHexEscapes } from './hex-escapes.ts';
import { MAX_PARAMETERS } from './limits.ts';
import { isBlank, printable, trimBlanks } from './unfold.ts';

export interface Structured {
	/** What stands before the first `;`, in lower case and without comments. */
	readonly value: string;
	/** By name in lower case, decoded. */
	readonly parameters: ReadonlyMap<string, string>;
}

/** Parameters that are names of files, in which parentheses are no comments and encoded words are decoded. */
const FILE_NAMES: ReadonlySet<string> = new Set(['filename', 'name']);

/** Sections of one continued parameter; a number has at most three digits. */
const MAX_SECTIONS = 1000;

interface Section {
	/** A byte string. */
	readonly text: string;
	readonly encoded: boolean;
}

/** @param header a byte string without folds */
export function parseStructured(header: string): Structured {
	const semicolon = endOfPlain(header, 0);
	const value = trimBlanks(withoutComments(header.slice(0, semicolon))).toLowerCase();
	const plain = new Map<string, string>();
	const sections = new Map<string, Map<number, Section>>();
	let at = semicolon + 1;
	for (let count = 0; at < header.length && count < MAX_PARAMETERS; count++) {
		const { name, text, end } = parameterAt(header, at);
		at = end + 1;
		if (name === '') continue;
		const section = sectionOf(name);
		if (section === undefined) {
			if (!plain.has(name)) plain.set(name, text);
			continue;
		}
		const known = sections.get(section.base) ?? new Map<number, Section>();
		sections.set(section.base, known);
		if (!known.has(section.index)) known.set(section.index, { text, encoded: section.encoded });
	}
	const parameters = new Map<string, string>();
	for (const [name, text] of plain) parameters.set(name, plainText(name, text));
	for (const [name, known] of sections) {
		const text = joinSections(known);
		if (text !== undefined) parameters.set(name, text);
	}
	return { value, parameters };
}

function plainText(name: string, text: string): string {
	return FILE_NAMES.has(name) ? decodeWords(text) : printable(readByteString(text));
}

/** Offset of the next `;` outside of comments, or the end. */
function endOfPlain(header: string, from: number): number {
	let depth = 0;
	for (let at = from; at < header.length; at++) {
		const character = header.charAt(at);
		if (character === '(') depth++;
		else if (character === ')' && depth > 0) depth--;
		else if (character === ';' && depth === 0) return at;
	}
	// A comment without its end: it is none.
	const semicolon = depth === 0 ? -1 : header.indexOf(';', from);
	return semicolon === -1 ? header.length : semicolon;
}

/** Text with comments replaced by blanks. */
function withoutComments(text: string): string {
	if (!text.includes('(')) return text;
	let depth = 0;
	let out = '';
	for (let at = 0; at < text.length; at++) {
		const character = text.charAt(at);
		if (character === '(') depth++;
		if (depth === 0) out += character;
		if (character === ')' && depth > 0) depth--;
	}
	return out;
}

/** A parameter that begins at an offset, and the offset of the `;` behind it. */
function parameterAt(header: string, from: number): { name: string; text: string; end: number } {
	let at = from;
	while (at < header.length && header.charAt(at) !== '=' && header.charAt(at) !== ';') at++;
	const name = trimBlanks(withoutComments(header.slice(from, at))).toLowerCase();
	if (header.charAt(at) !== '=') return { name: '', text: '', end: at };
	at++;
	while (isBlank(header.charCodeAt(at))) at++;
	if (header.charAt(at) === '"') return { name, ...quotedAt(header, at) };
	let end = header.indexOf(';', at);
	if (end === -1) end = header.length;
	const raw = header.slice(at, end);
	return { name, text: trimBlanks(FILE_NAMES.has(name) ? raw : withoutComments(raw)), end };
}

function quotedAt(header: string, from: number): { text: string; end: number } {
	const pieces: string[] = [];
	let start = from + 1;
	let at = start;
	for (; at < header.length && header.charAt(at) !== '"'; at++) {
		if (header.charAt(at) !== '\\' || at + 1 === header.length) continue;
		pieces.push(header.slice(start, at));
		start = ++at;
	}
	pieces.push(header.slice(start, at));
	const end = header.indexOf(';', at);
	return { text: pieces.join(''), end: end === -1 ? header.length : end };
}

/** Reads `name*`, `name*0` and `name*0*`; undefined for a plain name. */
function sectionOf(name: string): { base: string; index: number; encoded: boolean } | undefined {
	const star = name.indexOf('*');
	if (star < 1) return undefined;
	const base = name.slice(0, star);
	const encoded = name.endsWith('*');
	const digits = name.slice(star + 1, encoded ? -1 : undefined);
	if (star === name.length - 1) return { base, index: 0, encoded: true };
	if (digits === '' || digits.length > 3) return undefined;
	let index = 0;
	for (const digit of digits) {
		const value = digit.charCodeAt(0) - 48;
		if (value < 0 || value > 9) return undefined;
		index = index * 10 + value;
	}
	return { base, index, encoded };
}

/** The sections from the first on without a gap; some programs count from 1. */
function joinSections(sections: ReadonlyMap<number, Section>): string | undefined {
	const first = sections.has(0) ? 0 : 1;
	let charset = '';
	const pieces: Buffer[] = [];
	for (let index = first; index < MAX_SECTIONS; index++) {
		const section = sections.get(index);
		if (section === undefined) break;
		let text = section.text;
		if (index === first && section.encoded) {
			const quote = text.indexOf("'");
			const second = quote === -1 ? -1 : text.indexOf("'", quote + 1);
			if (second !== -1) {
				charset = text.slice(0, quote);
				text = text.slice(second + 1);
			}
		}
		pieces.push(section.encoded ? decodeHexEscapes(text, '%') : bytesOf(text));
	}
	if (pieces.length === 0) return undefined;
	const bytes = Buffer.concat(pieces);
	return printable(decodeText(bytes, charset) ?? readText(bytes));
}
