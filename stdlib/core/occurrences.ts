/**
 * All occurrences of text in text, from either end, in linear time.
 *
 * The search of the JavaScript engine is fast on what people write, but on text made for the purpose it can take time
 * that grows with the product of both lengths, backwards even for short needles. Mail is hostile, so where that product
 * is large a search that never goes back (Knuth, Morris, Pratt) takes over.
 */

import { widthAt } from '../../lang/values/text-index.ts';

/** Up to this many unit comparisons in the worst case are left to the engine: some ten milliseconds. */
const NATIVE_WORK = 2 ** 25;

/** For each prefix of the needle the length of its longest proper border, read in one direction. */
function borders(needle: string, backward: boolean): Int32Array {
	const { length } = needle;
	const unit = (at: number) => needle.charCodeAt(backward ? length - 1 - at : at);
	const table = new Int32Array(length);
	for (let at = 1, border = 0; at < length; at++) {
		while (border > 0 && unit(at) !== unit(border)) border = table[border - 1] as number;
		if (unit(at) === unit(border)) border++;
		table[at] = border;
	}
	return table;
}

/** Searches for one needle, many times over. Offsets are UTF-16 units. */
class TextSearch {
	readonly #needle: string;
	#forward: Int32Array | undefined;
	#backward: Int32Array | undefined;

	/** @param needle not empty */
	constructor(needle: string) {
		this.#needle = needle;
	}

	/** Offset of the first occurrence that starts at `from` or later, −1 if there is none. */
	next(text: string, from: number): number {
		const needle = this.#needle;
		if ((text.length - from) * needle.length <= NATIVE_WORK) return text.indexOf(needle, from);
		this.#forward ??= borders(needle, false);
		const table = this.#forward;
		for (let at = from, matched = 0; at < text.length; at++) {
			const unit = text.charCodeAt(at);
			while (matched > 0 && unit !== needle.charCodeAt(matched)) matched = table[matched - 1] as number;
			if (unit === needle.charCodeAt(matched) && ++matched === needle.length) return at - needle.length + 1;
		}
		return -1;
	}

	/** Offset of the last occurrence that ends at `to` or before, −1 if there is none. */
	previous(text: string, to: number): number {
		const needle = this.#needle;
		const { length } = needle;
		if (to < length) return -1;
		if (to * length <= NATIVE_WORK) return text.lastIndexOf(needle, to - length);
		this.#backward ??= borders(needle, true);
		const table = this.#backward;
		for (let at = to - 1, matched = 0; at >= 0; at--) {
			const unit = text.charCodeAt(at);
			while (matched > 0 && unit !== needle.charCodeAt(length - 1 - matched)) matched = table[matched - 1] as number;
			if (unit === needle.charCodeAt(length - 1 - matched) && ++matched === length) return at;
		}
		return -1;
	}
}

/**
 * The occurrences of a needle from left to right, without overlaps, as offsets. The empty needle occurs before each
 * character and at the end.
 */
export function* occurrences(text: string, needle: string): Generator<number, void, undefined> {
	if (needle === '') {
		for (let at = 0; at < text.length; at += widthAt(text, at)) yield at;
		yield text.length;
		return;
	}
	const search = new TextSearch(needle);
	for (let at = search.next(text, 0); at >= 0; at = search.next(text, at + needle.length)) yield at;
}

/** The same from right to left; occurrences that overlap are decided in favour of the right one. */
export function* occurrencesReversed(text: string, needle: string): Generator<number, void, undefined> {
	if (needle === '') {
		yield text.length;
		for (let at = text.length; at > 0; ) {
			at -= at > 1 && widthAt(text, at - 2) === 2 ? 2 : 1;
			yield at;
		}
		return;
	}
	const search = new TextSearch(needle);
	for (let at = search.previous(text, text.length); at >= 0; at = search.previous(text, at)) yield at;
}
