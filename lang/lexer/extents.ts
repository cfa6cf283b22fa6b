/**
 * Where literals and comments end, decided in one place: the lexer's patterns and the search for the ends of back-tick
 * strings must agree on it, else a quote inside a template would be read in two ways.
 *
 * All functions take the offset of the opening mark and run in time linear in what they pass over.
 */

const LF = 10;
const CR = 13;
const QUOTE = 34;
const HASH = 35;
const APOSTROPHE = 39;
const SLASH = 47;
const STAR = 42;
const BACKSLASH = 92;

/** The end of the line that `offset` is on, before its CR LF or LF. */
export function lineEnd(text: string, offset: number): number {
	const at = text.indexOf('\n', offset);
	if (at === -1) return text.length;
	return at > offset && text.charCodeAt(at - 1) === CR ? at - 1 : at;
}

/**
 * The end of a `"…"` or `'…'` literal; negative (bitwise complement of the end) if its line ends first.
 * A backslash before a line break continues a string on the next line (language spec 1.8).
 */
function quotedEnd(text: string, start: number, quote: number): number {
	const length = text.length;
	let at = start + 1;
	while (at < length) {
		const code = text.charCodeAt(at);
		if (code === quote) {
			if (quote === QUOTE && text.charCodeAt(at + 1) === QUOTE) at += 2;
			else return at + 1;
		} else if (code === BACKSLASH) {
			const next = text.charCodeAt(at + 1);
			if (quote === QUOTE && next === CR && text.charCodeAt(at + 2) === LF) at += 3;
			else if (next === LF && quote !== QUOTE) at += 1;
			else at += 2;
		} else if (code === LF) {
			return ~(text.charCodeAt(at - 1) === CR && at - 1 > start ? at - 1 : at);
		} else at++;
	}
	return ~length;
}

export function stringEnd(text: string, start: number): number {
	return quotedEnd(text, start, QUOTE);
}

export function characterEnd(text: string, start: number): number {
	// Two apostrophes are the empty literal, which is an error of its own.
	if (text.charCodeAt(start + 1) === APOSTROPHE) return start + 2;
	return quotedEnd(text, start, APOSTROPHE);
}

/** The end of a nesting block comment; the end of the text closes one silently (language spec 1.2). */
export function blockCommentEnd(text: string, start: number): { end: number; closed: boolean } {
	let depth = 1;
	let at = start + 2;
	while (depth > 0) {
		// Both marks contain a slash, and slashes are rare in prose.
		const slash = text.indexOf('/', at);
		if (slash === -1) return { end: text.length, closed: false };
		if (slash > at && text.charCodeAt(slash - 1) === STAR) {
			depth--;
			at = slash + 1;
		} else if (text.charCodeAt(slash + 1) === STAR) {
			depth++;
			at = slash + 2;
		} else at = slash + 1;
	}
	return { end: at, closed: true };
}

/** End of the `#` that stand together from `start` on; with a `"` behind them they open a raw string. */
export function hashesEnd(text: string, start: number): number {
	let at = start;
	while (text.charCodeAt(at) === HASH) at++;
	return at;
}

export function isLineComment(text: string, at: number): boolean {
	return text.charCodeAt(at) === SLASH && text.charCodeAt(at + 1) === SLASH;
}

export function isBlockComment(text: string, at: number): boolean {
	return text.charCodeAt(at) === SLASH && text.charCodeAt(at + 1) === STAR;
}
