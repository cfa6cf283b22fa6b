/**
 * Where keys stand in TOML text. The parser gives values without places, so that a message about a wrong value would
 * have no line; this scanner finds `[table]` headers and `key =` lines again.
 *
 * It knows enough TOML to stay in step: strings, also those over several lines, comments and brackets. Keys of inline
 * tables have the place of the key that holds the table.
 */

import type { Span } from '../source/source-file.ts';

/** Places of keys by their dotted path, e.g. `lint.V207`; a table has the place of its header. */
export type KeyPlaces = ReadonlyMap<string, Span>;

const BARE_KEY = /[A-Za-z0-9_-]+/y;
const BLANK = /[ \t]*/y;

function skip(text: string, pattern: RegExp, at: number): number {
	pattern.lastIndex = at;
	return pattern.test(text) ? pattern.lastIndex : at;
}

/** End of a string that starts at `at`, closing marks included. */
function stringEnd(text: string, at: number): number {
	const quote = text[at] as string;
	const long = text.startsWith(quote.repeat(3), at);
	const close = long ? quote.repeat(3) : quote;
	let end = at + close.length;
	while (end < text.length) {
		if (quote === '"' && text[end] === '\\') end += 2;
		else if (text.startsWith(close, end)) {
			end += close.length;
			// Up to two more quotes belong to the content of a long string.
			while (long && text[end] === quote) end++;
			return end;
		} else if (!long && text[end] === '\n') return end;
		else end++;
	}
	return text.length;
}

function unquote(text: string): string {
	return text.startsWith('"') || text.startsWith("'") ? text.slice(1, -1) : text;
}

/** A dotted key at `at`: its parts and where it ends; `undefined` if there is none. */
function dottedKey(text: string, at: number): { readonly parts: string[]; readonly end: number } | undefined {
	const parts: string[] = [];
	let end = at;
	for (;;) {
		const from = skip(text, BLANK, end);
		const quoted = text[from] === '"' || text[from] === "'";
		const to = quoted ? stringEnd(text, from) : skip(text, BARE_KEY, from);
		if (to === from) return undefined;
		parts.push(unquote(text.slice(from, to)));
		end = to;
		const dot = skip(text, BLANK, end);
		if (text[dot] !== '.') return { parts, end };
		end = dot + 1;
	}
}

/** The offset of the line break that ends a value, strings, comments and brackets considered. */
function valueEnd(text: string, at: number): number {
	let depth = 0;
	let end = at;
	while (end < text.length) {
		const character = text[end];
		if (character === '"' || character === "'") {
			end = stringEnd(text, end);
			continue;
		}
		if (character === '#') {
			const line = text.indexOf('\n', end);
			end = line === -1 ? text.length : line;
			continue;
		}
		if (character === '[' || character === '{') depth++;
		else if (character === ']' || character === '}') depth--;
		else if (character === '\n' && depth <= 0) return end;
		end++;
	}
	return end;
}

/** Places of all keys and tables; the first one of each path. Linear, and never wrong about where a line starts. */
export function locateKeys(text: string): KeyPlaces {
	const places = new Map<string, Span>();
	let table: string[] = [];
	const note = (path: readonly string[], start: number, end: number): void => {
		const name = path.join('.');
		if (!places.has(name)) places.set(name, { start, end });
	};
	let at = text.startsWith('\ufeff') ? 1 : 0;
	while (at < text.length) {
		const start = skip(text, BLANK, at);
		const header = text[start] === '[';
		const open = header ? start + (text[start + 1] === '[' ? 2 : 1) : start;
		const from = skip(text, BLANK, open);
		const key = dottedKey(text, from);
		if (key !== undefined) {
			if (header) table = key.parts;
			note(header ? table : [...table, ...key.parts], from, key.end);
		}
		at = valueEnd(text, header ? skipHeader(text, key?.end ?? open) : (key?.end ?? start)) + 1;
	}
	return places;
}

/** Past the brackets that close a header, so that they do not count as brackets of a value. */
function skipHeader(text: string, at: number): number {
	let end = skip(text, BLANK, at);
	while (text[end] === ']') end++;
	return end;
}
