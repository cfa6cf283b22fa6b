/**
 * Syntax of domain names: RFC 1034 3.5 with the digits of RFC 1123 2.1, and U-labels (RFC 5890) as SMTPUTF8 has them.
 * A name whose last label is a number is refused: no such top-level domain exists, and it is nearly always an IP address.
 */

import { isDigit, isLetter, octetsOf } from './ascii.ts';
import { labelCharacterLength } from './unicode-name.ts';

/** RFC 1035 2.3.4. */
const MOST_LABEL_OCTETS = 63;
/** RFC 1035 2.3.4 says 255 with the length octets of the wire form. */
const MOST_NAME_OCTETS = 253;

/** More labels than a name can have. */
export const MOST_LABELS = 127;

export const SOUND = 0;

/** What can be wrong; the number is the position in this list. */
const PROBLEMS = [
	'',
	'the domain is empty',
	'a label of the domain is empty',
	'a label of the domain begins or ends with a hyphen',
	'the domain has a character that no domain name can have',
	`a label of the domain is longer than ${MOST_LABEL_OCTETS} octets`,
	`the domain is longer than ${MOST_NAME_OCTETS} octets`,
	'the domain ends with a number',
] as const;

const EMPTY = 1;
const EMPTY_LABEL = 2;
const HYPHEN = 3;
const CHARACTER = 4;
const LONG_LABEL = 5;
const LONG_NAME = 6;
const NUMERIC = 7;

const DOT = 0x2e;
const DASH = 0x2d;

/**
 * Checks the name in a text from an offset to its end.
 * @returns `SOUND`, or a number for `domainProblem`
 */
export function checkDomain(text: string, from = 0): number {
	if (from === text.length) return EMPTY;
	let octets = 0;
	let label = 0;
	let numeric = true;
	let last = DOT;
	for (let at = from; at < text.length; at++) {
		const code = text.charCodeAt(at);
		if (code === DOT) {
			if (last === DOT) return EMPTY_LABEL;
			if (last === DASH) return HYPHEN;
			octets += label + 1;
			label = 0;
			numeric = true;
		} else if (code < 0x80) {
			if (code === DASH) {
				if (last === DOT) return HYPHEN;
				numeric = false;
			} else if (isLetter(code)) numeric = false;
			else if (!isDigit(code)) return CHARACTER;
			label++;
		} else {
			const length = labelCharacterLength(text, at);
			if (length === 0) return CHARACTER;
			label += length === 1 ? octetsOf(code) : 4;
			at += length - 1;
			numeric = false;
		}
		if (label > MOST_LABEL_OCTETS) return LONG_LABEL;
		last = code;
	}
	if (last === DOT) return EMPTY_LABEL;
	if (last === DASH) return HYPHEN;
	if (octets + label > MOST_NAME_OCTETS) return LONG_NAME;
	return numeric ? NUMERIC : SOUND;
}

/** What a result of `checkDomain` means. */
export function domainProblem(found: number): string {
	return PROBLEMS[found] ?? '';
}

/**
 * Whether a text between two offsets can stand before a dot and a domain as names of subdomains. More than `checkDomain`
 * allows: the underscores that some hosts have in their names, and whatever length.
 */
export function isSubdomainPart(text: string, from: number, to: number): boolean {
	let last = DOT;
	for (let at = from; at < to; at++) {
		const code = text.charCodeAt(at);
		if (code < 0x80) {
			if (code === DOT ? last === DOT : !isLetter(code) && !isDigit(code) && code !== DASH && code !== 0x5f)
				return false;
		} else {
			const length = labelCharacterLength(text, at);
			if (length === 0) return false;
			at += length - 1;
		}
		last = code;
	}
	return last !== DOT;
}
