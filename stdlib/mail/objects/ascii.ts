/**
 * ASCII letters and digits, their case, and sizes in octets. Domain names compare without regard to the case of ASCII letters only
 * (RFC 4343, RFC 6531 3.2), so the case mapping of Unicode, where a Kelvin sign becomes a `k`, must not be used on them.
 */

const UPPER_A = 0x41;
const UPPER_Z = 0x5a;
const CASE_BIT = 0x20;

function isUpper(code: number): boolean {
	return code >= UPPER_A && code <= UPPER_Z;
}

export function isDigit(code: number): boolean {
	return code >= 0x30 && code <= 0x39;
}

export function isLetter(code: number): boolean {
	const lower = code | CASE_BIT;
	return lower >= 0x61 && lower <= 0x7a;
}

/** The text with ASCII letters in lower case from an offset on; the same string when there is nothing to do. */
export function lowerAscii(text: string, from = 0): string {
	let at = from;
	while (at < text.length && !isUpper(text.charCodeAt(at))) at++;
	if (at === text.length) return text;
	let ascii = true;
	for (let look = at; look < text.length && ascii; look++) ascii = text.charCodeAt(look) < 0x80;
	if (ascii) return text.slice(0, at) + text.slice(at).toLowerCase();
	let lowered = '';
	let done = 0;
	for (; at < text.length; at++) {
		const code = text.charCodeAt(at);
		if (!isUpper(code)) continue;
		lowered += text.slice(done, at) + String.fromCharCode(code | CASE_BIT);
		done = at + 1;
	}
	return lowered + text.slice(done);
}

/** Whether two texts are the same, but for the case of ASCII letters from an offset on. */
export function equalAscii(left: string, right: string, from = 0): boolean {
	if (left === right) return true;
	if (left.length !== right.length) return false;
	for (let at = 0; at < left.length; at++) {
		const a = left.charCodeAt(at);
		const b = right.charCodeAt(at);
		if (a === b) continue;
		if (at < from || (a ^ b) !== CASE_BIT || !isLetter(a)) return false;
	}
	return true;
}

/** Octets in UTF-8 of the character that begins with this UTF-16 unit; a surrogate counts for half of its pair. */
export function octetsOf(code: number): number {
	if (code < 0x80) return 1;
	if (code < 0x800 || (code >= 0xd800 && code <= 0xdfff)) return 2;
	return 3;
}

const MOST_QUOTED = 200;

/** A text for a message: as it is, unless it is endless. */
export function excerpt(text: string): string {
	if (text.length <= MOST_QUOTED) return text;
	// Not between the halves of a surrogate pair.
	const end = (text.codePointAt(MOST_QUOTED - 1) as number) > 0xffff ? MOST_QUOTED - 1 : MOST_QUOTED;
	return `${text.slice(0, end)}…`;
}
