/**
 * Finding one string in another, in time linear in both.
 *
 * V8's own search looks at no more than the last 250 units of a pattern when it decides how far to move on, and is
 * quadratic for longer patterns that almost match everywhere: minutes for a megabyte that an attacker chose. Longer
 * patterns are therefore searched with the Knuth–Morris–Pratt algorithm, from where their beginning occurs first.
 */

/** Units of a pattern that V8 searches in linear time. */
const SAFE_PATTERN = 250;

/** UTF-16 offset of the first occurrence at or after an offset, −1 if there is none. */
export function findText(text: string, part: string, from = 0): number {
	if (part.length <= SAFE_PATTERN) return text.indexOf(part, from);
	for (const offset of longOccurrences(text, part, from)) return offset;
	return -1;
}

/** The text with all occurrences of a part replaced, found from the left without overlapping. */
export function replaceText(text: string, part: string, replacement: string): string {
	if (part.length <= SAFE_PATTERN) return text.replaceAll(part, () => replacement);
	const pieces: string[] = [];
	let end = 0;
	for (const offset of longOccurrences(text, part, 0)) {
		pieces.push(text.slice(end, offset));
		end = offset + part.length;
	}
	return end === 0 ? text : pieces.join(replacement) + replacement + text.slice(end);
}

/** Offsets of the occurrences that do not overlap, from the left. */
function* longOccurrences(text: string, part: string, from: number): Generator<number, void, undefined> {
	const start = text.indexOf(part.slice(0, SAFE_PATTERN), from);
	if (start < 0 || text.length - start < part.length) return;
	const borders = borderLengths(part);
	let matched = 0;
	for (let at = start; at < text.length; at++) {
		const unit = text.charCodeAt(at);
		while (matched > 0 && part.charCodeAt(matched) !== unit) matched = borders[matched - 1] as number;
		if (part.charCodeAt(matched) === unit) matched++;
		if (matched === part.length) {
			yield at + 1 - matched;
			matched = 0;
		}
	}
}

/** For each prefix, the length of the longest shorter prefix that also ends it. */
function borderLengths(part: string): Int32Array {
	const borders = new Int32Array(part.length);
	let length = 0;
	for (let at = 1; at < part.length; at++) {
		const unit = part.charCodeAt(at);
		while (length > 0 && part.charCodeAt(length) !== unit) length = borders[length - 1] as number;
		if (part.charCodeAt(length) === unit) length++;
		borders[at] = length;
	}
	return borders;
}
