/** From the text of string and character literals to their values (language spec 1.7 to 1.10). */

import type { LexProblem } from './problem.ts';

const ESCAPES: Readonly<Record<string, string>> = { '\\': '\\', t: '\t', r: '\r', n: '\n' };
const HEX_LENGTHS: Readonly<Record<string, number>> = { x: 2, u: 4, U: 8 };

export interface Cooked {
	readonly value: string;
	/** The first thing that is wrong with it; the value then has the faulty part as written. */
	readonly problem?: LexProblem;
}

/**
 * Cooks the inside of a `"…"` or `'…'` literal.
 *
 * @param text the source, @param start offset of the opening quote, @param contentEnd end of the content, without the
 * closing quote
 */
export function cookQuoted(text: string, start: number, contentEnd: number): Cooked {
	const quote = text[start] as string;
	const content = text.slice(start + 1, contentEnd);
	if (!/["'\\\r]/.test(content)) return { value: content };

	let value = '';
	let problem: LexProblem | undefined;
	let column: number | undefined;
	// A run of ordinary characters is copied at once: `run` is its beginning.
	let run = 0;
	let at = 0;
	while (at < content.length) {
		const char = content[at];
		if (char === quote) {
			// Only a doubled quote can be inside; it stands for one.
			value += content.slice(run, at + 1);
			at += 2;
			run = at;
		} else if (char === '\r' && content[at + 1] === '\n') {
			value += content.slice(run, at);
			at += 1;
			run = at;
		} else if (char === '\\') {
			value += content.slice(run, at);
			const next = content[at + 1] ?? '';
			const broken = next === '\n' ? 2 : next === '\r' && content[at + 2] === '\n' ? 3 : 0;
			if (broken > 0 && quote === '"') {
				column ??= columnOf(text, start);
				at = skipIndentation(content, at + broken, column);
			} else {
				const found = readEscape(content, at, quote);
				if (typeof found === 'number') {
					problem ??= {
						name: 'MalformedEscapeSequence',
						message: `Invalid escape sequence: '${content.slice(at, at + found)}'`,
						start: start + 1 + at,
						end: start + 1 + at + found,
						help: escapeHelp(next, quote),
					};
					value += content.slice(at, at + found);
					at += found;
				} else {
					value += found.value;
					at += found.length;
				}
			}
			run = at;
		} else at++;
	}
	value += content.slice(run);
	return problem === undefined ? { value } : { value, problem };
}

/** The escape at `at`, or the length of the malformed one. */
function readEscape(content: string, at: number, quote: string): { value: string; length: number } | number {
	const letter = content[at + 1] ?? '';
	if (letter === quote) return { value: quote, length: 2 };
	const simple = ESCAPES[letter];
	if (simple !== undefined && Object.hasOwn(ESCAPES, letter)) return { value: simple, length: 2 };
	const digits = Object.hasOwn(HEX_LENGTHS, letter) ? HEX_LENGTHS[letter] : undefined;
	if (digits === undefined) {
		const codePoint = content.codePointAt(at + 1);
		return codePoint === undefined ? 1 : codePoint > 0xffff ? 3 : 2;
	}
	const hex = /^[0-9a-fA-F]*/.exec(content.slice(at + 2, at + 2 + digits))?.[0] as string;
	if (hex.length < digits) return 2 + hex.length;
	const code = Number.parseInt(hex, 16);
	if (code > 0x10ffff || (code >= 0xd800 && code <= 0xdfff)) return 2 + digits;
	return { value: String.fromCodePoint(code), length: 2 + digits };
}

function escapeHelp(letter: string, quote: string): string {
	if (letter === '0') return 'write \\x00 for the character with code 0';
	if (letter === '"' || letter === "'") return `a ${letter} needs no backslash between ${quote} quotes`;
	if (letter === 'x') return '\\x takes exactly two hexadecimal digits';
	if (letter === 'u') return '\\u takes exactly four hexadecimal digits, without braces';
	if (letter === 'U') return '\\U takes exactly eight hexadecimal digits';
	return 'write \\\\ for a backslash, or use a raw string: #"…"#';
}

/** 1-based column, in Unicode scalar values. */
function columnOf(text: string, offset: number): number {
	let column = 1;
	for (let at = text.lastIndexOf('\n', offset - 1) + 1; at < offset; at++) {
		const unit = text.charCodeAt(at);
		if (unit < 0xdc00 || unit > 0xdfff) column++;
	}
	return column;
}

/** After a continued line: blanks up to the column of the opening quote do not count. */
function skipIndentation(content: string, start: number, column: number): number {
	let at = start;
	while (at - start < column && /[^\S\r\n]/.test(content[at] ?? '')) at++;
	return at;
}

/**
 * Cooks a stretch of a back-tick string.
 *
 * @param first whether the stretch directly follows the opening back-tick, so that a line break at its start is dropped
 */
export function cookTemplate(raw: string, first: boolean): string {
	const content = first ? raw.replace(/^(?:\r\n|\r|\n)/, '') : raw;
	return content.replace(/\r\n|``|\\\$\{/g, (match) => (match === '``' ? '`' : match === '\r\n' ? '\n' : '${'));
}

/** The text of a raw string; a missing closing mark (unterminated) is allowed. */
export function cookRaw(image: string): string {
	const hashes = image.indexOf('"');
	const closing = `"${'#'.repeat(hashes)}`;
	const end = image.length > hashes * 2 + 1 && image.endsWith(closing) ? image.length - closing.length : image.length;
	return image.slice(hashes + 1, end);
}
