/**
 * Finds the n-th character of a string in which characters and UTF-16 units differ.
 *
 * Walking from the start for each access would make a loop over `s[i]` quadratic. So the last few long strings are
 * remembered: that they hold no surrogates at all, or where every 16th character begins. Strings have no identity in
 * JavaScript, so the memory is searched by comparison; the engine compares pointers and lengths first.
 */

import { chargeText } from './memory.ts';

/** Matches any surrogate. On a string of one-byte units V8 answers without looking at the text. */
const SURROGATE = /[\ud800-\udfff]/;

/** Below this many units a walk is cheaper than looking up the memory. */
const SHORT = 64;

/** Up to this many units asking a text itself is cheaper than remembering the answer. */
const SCANNED = 256;

/** Characters between two remembered offsets. */
const STRIDE = 16;

/** Strings remembered. They stay reachable until others take their place, so keep this small. */
const SLOTS = 4;

interface TextIndex {
	readonly text: string;
	/** Characters. */
	readonly count: number;
	/** Unit offset of every `STRIDE`th character; `undefined` where characters are units. */
	readonly offsets: Uint32Array | undefined;
}

const recent: TextIndex[] = [];
let nextSlot = 0;

/** The string that was last found to hold no surrogates. */
let lastPlain = '';

/** Whether every character is one unit, so that character positions are unit positions. */
export function isPlain(text: string): boolean {
	if (text === lastPlain) return true;
	const plain = text.length <= SCANNED ? isPlainShort(text) : indexOfText(text).offsets === undefined;
	if (plain) lastPlain = text;
	return plain;
}

/** For a few units a loop costs less than calling the regular expression. */
function isPlainShort(text: string): boolean {
	if (text.length > 12) return !SURROGATE.test(text);
	for (let unit = 0; unit < text.length; unit++) if ((text.charCodeAt(unit) & 0xf800) === 0xd800) return false;
	return true;
}

/** Number of characters of a string that is not plain. */
export function countCharacters(text: string): number {
	if (text.length > SHORT) return indexOfText(text).count;
	let count = 0;
	for (let unit = 0; unit < text.length; unit += widthAt(text, unit)) count++;
	return count;
}

/** Unit offset of a character of a string that is not plain; the length of the string from its last character on. */
export function unitOfCharacter(text: string, position: number): number {
	let unit = 0;
	let left = position;
	if (text.length > SHORT) {
		const index = indexOfText(text);
		if (position >= index.count) return text.length;
		const offsets = index.offsets as Uint32Array;
		unit = offsets[Math.floor(position / STRIDE)] as number;
		left = position % STRIDE;
	}
	for (; left > 0 && unit < text.length; left--) unit += widthAt(text, unit);
	return unit;
}

/** Number of characters that end at or before a unit offset, in a string that is not plain. */
export function characterOfUnit(text: string, offset: number): number {
	const end = Math.min(offset, text.length);
	let unit = 0;
	let position = 0;
	if (text.length > SHORT) {
		const offsets = indexOfText(text).offsets as Uint32Array;
		let low = 0;
		let high = offsets.length - 1;
		while (low < high) {
			const middle = (low + high + 1) >> 1;
			if ((offsets[middle] as number) <= end) low = middle;
			else high = middle - 1;
		}
		unit = offsets[low] as number;
		position = low * STRIDE;
	}
	for (;;) {
		unit += widthAt(text, unit);
		if (unit > end) return position;
		position++;
	}
}

/** Units of the character at a unit offset: 2 for a surrogate pair, else 1 (a lone surrogate counts as a character). */
export function widthAt(text: string, unit: number): 1 | 2 {
	const high = text.charCodeAt(unit);
	if (high < 0xd800 || high > 0xdbff) return 1;
	const low = text.charCodeAt(unit + 1);
	return low >= 0xdc00 && low <= 0xdfff ? 2 : 1;
}

function indexOfText(text: string): TextIndex {
	for (const index of recent) if (index.text === text) return index;
	chargeText(text.length);
	const made = SURROGATE.test(text) ? measured(text) : { text, count: text.length, offsets: undefined };
	recent[nextSlot] = made;
	nextSlot = (nextSlot + 1) % SLOTS;
	return made;
}

function measured(text: string): TextIndex {
	const offsets = new Uint32Array(Math.floor(text.length / STRIDE) + 1);
	let count = 0;
	for (let unit = 0; unit < text.length; unit += widthAt(text, unit)) {
		if (count % STRIDE === 0) offsets[count / STRIDE] = unit;
		count++;
	}
	return { text, count, offsets: offsets.subarray(0, Math.floor((count - 1) / STRIDE) + 1) };
}
