/**
 * Where keys and values stand in TOML text. The parser gives values without places, so that a message about a wrong
 * value would have no line; this scanner finds headers, keys, values, items of arrays and keys of inline tables again.
 *
 * It is for text that the parser has accepted. It knows enough TOML to stay in step there (strings, comments,
 * brackets); in other text its answers mean nothing, but it ends all the same.
 */

import { KeyPlaces, type PathPart } from './key-places.ts';

const BARE_KEY = /[A-Za-z0-9_-]+/y;
const BLANK = /[ \t]*/y;

/** Values nested deeper than this have the place of what holds them; the parser allows no more anyway. */
const MAX_DEPTH = 64;

function skip(text: string, pattern: RegExp, at: number): number {
	pattern.lastIndex = at;
	return pattern.test(text) ? pattern.lastIndex : at;
}

function isQuote(character: string | undefined): boolean {
	return character === '"' || character === "'";
}

function lineEnd(text: string, at: number): number {
	const end = text.indexOf('\n', at);
	return end === -1 ? text.length : end;
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

const ESCAPES = new Map([
	['b', '\b'],
	['t', '\t'],
	['n', '\n'],
	['f', '\f'],
	['r', '\r'],
	['e', '\x1b'],
]);

/** A quoted key without its quotes; names of keys are the same here and in the data. */
function unquote(text: string): string {
	if (text.startsWith("'")) return text.slice(1, -1);
	if (!text.startsWith('"')) return text;
	return text
		.slice(1, -1)
		.replace(
			/\\(?:x([0-9A-Fa-f]{2})|u([0-9A-Fa-f]{4})|U([0-9A-Fa-f]{8})|(.))/gs,
			(_, x: string | undefined, u: string | undefined, long: string | undefined, other: string | undefined) => {
				const code = x ?? u ?? long;
				if (code === undefined) return ESCAPES.get(other as string) ?? (other as string);
				const point = Number.parseInt(code, 16);
				return point > 0x10ffff ? '\ufffd' : String.fromCodePoint(point);
			},
		);
}

class Scanner {
	readonly #text: string;
	readonly root = new KeyPlaces();
	/** How many elements each array of tables has so far. */
	readonly #elements = new Map<KeyPlaces, number>();

	constructor(text: string) {
		this.#text = text;
	}

	scan(): void {
		const text = this.#text;
		let table = this.root;
		let at = text.startsWith('\ufeff') ? 1 : 0;
		while (at < text.length) {
			const start = skip(text, BLANK, at);
			if (text[start] === '[') {
				const element = text[start + 1] === '[';
				const from = skip(text, BLANK, start + (element ? 2 : 1));
				const key = this.#dottedKey(from);
				if (key !== undefined) table = this.#header(key, from, element);
				at = lineEnd(text, key?.end ?? from) + 1;
			} else at = this.#keyValue(table, start) + 1;
		}
	}

	/** Notes the place of a header. @returns the node of its table */
	#header(key: DottedKey, from: number, element: boolean): KeyPlaces {
		const place = { key: { start: from, end: key.end } };
		const node = this.#descend(this.root, element ? key.parts.slice(0, -1) : key.parts);
		if (!element) {
			node.note(place);
			return node;
		}
		const list = node.at([key.parts.at(-1) as string]);
		const index = this.#elements.get(list) ?? 0;
		this.#elements.set(list, index + 1);
		list.note(place);
		const item = list.at([index]);
		item.note(place);
		return item;
	}

	/** Follows names from a table; the name of an array of tables means its last element. */
	#descend(from: KeyPlaces, parts: readonly string[]): KeyPlaces {
		let node = from;
		for (const part of parts) {
			node = node.at([part]);
			const count = this.#elements.get(node);
			if (count !== undefined) node = node.at([count - 1]);
		}
		return node;
	}

	/** A line `key = value`, a comment or nothing. @returns offset of the line break that ends it */
	#keyValue(table: KeyPlaces, start: number): number {
		const key = this.#dottedKey(start);
		if (key === undefined) return lineEnd(this.#text, start);
		const end = this.#pair(table, key, start, 0);
		return lineEnd(this.#text, end);
	}

	/** `key = value` from the end of the key on. @returns the end of the value */
	#pair(table: KeyPlaces, key: DottedKey, start: number, depth: number): number {
		const equals = skip(this.#text, BLANK, key.end);
		if (this.#text[equals] !== '=') return key.end;
		const node = table.at(key.parts);
		const from = skip(this.#text, BLANK, equals + 1);
		const end = this.#value(node, from, depth);
		node.note({ key: { start, end: key.end }, value: { start: from, end } });
		return end;
	}

	/** Notes what is inside a value. @returns its end */
	#value(node: KeyPlaces, at: number, depth: number): number {
		const text = this.#text;
		const first = text[at];
		if (isQuote(first)) return stringEnd(text, at);
		if ((first === '[' || first === '{') && depth < MAX_DEPTH) return this.#items(node, at, first === '[', depth);
		let end = at;
		while (end < text.length && !',]}#\r\n'.includes(text[end] as string)) end++;
		while (end > at && ' \t'.includes(text[end - 1] as string)) end--;
		return end;
	}

	/** The items of an array or the pairs of an inline table. @returns the end of the whole */
	#items(node: KeyPlaces, open: number, array: boolean, depth: number): number {
		const text = this.#text;
		let index = 0;
		let at = open + 1;
		while (at < text.length) {
			const character = text[at] as string;
			if (character === ']' || character === '}') return at + 1;
			if (character === '#') at = lineEnd(text, at);
			else if (' \t\r\n,'.includes(character)) at++;
			else if (array) {
				const item = node.at([index++]);
				const end = this.#value(item, at, depth + 1);
				item.note({ key: { start: at, end }, value: { start: at, end } });
				at = Math.max(end, at + 1);
			} else {
				const key = this.#dottedKey(at);
				at = key === undefined ? at + 1 : Math.max(this.#pair(node, key, at, depth + 1), at + 1);
			}
		}
		return text.length;
	}

	/** A dotted key at `at`: its parts and where it ends; `undefined` if there is none. */
	#dottedKey(at: number): DottedKey | undefined {
		const text = this.#text;
		const parts: string[] = [];
		let end = at;
		for (;;) {
			const from = skip(text, BLANK, end);
			const to = isQuote(text[from]) ? stringEnd(text, from) : skip(text, BARE_KEY, from);
			if (to === from) return undefined;
			parts.push(unquote(text.slice(from, to)));
			end = to;
			const dot = skip(text, BLANK, end);
			if (text[dot] !== '.') return { parts, end };
			end = dot + 1;
		}
	}
}

interface DottedKey {
	readonly parts: readonly string[];
	readonly end: number;
}

/** Places of all keys, tables and items. Linear in the length of the text. */
export function locateKeys(text: string): KeyPlaces {
	const scanner = new Scanner(text);
	scanner.scan();
	return scanner.root;
}

/** A path as TOML would write it, e.g. `server.virtual."a.example".tls`; indexes as `[0]`. */
export function keyText(path: readonly PathPart[]): string {
	let text = '';
	for (const part of path) {
		if (typeof part === 'number') text += `[${part}]`;
		else text += `${text === '' ? '' : '.'}${isBareKey(part) ? part : JSON.stringify(part)}`;
	}
	return text;
}

function isBareKey(name: string): boolean {
	return name !== '' && skip(name, BARE_KEY, 0) === name.length;
}
