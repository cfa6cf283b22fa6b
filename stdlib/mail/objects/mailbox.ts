/**
 * Syntax of mailboxes: RFC 5321 4.1.2 (`Mailbox`) with the extension of RFC 6531 3.3, so `local@domain` with a quoted
 * local part or an address literal where need be, without angle brackets, display name, comments or blanks.
 */

import { lowerAscii, octetsOf } from './ascii.ts';
import { checkDomain, domainProblem, SOUND } from './domain-name.ts';
import { parseIp4, parseIp6 } from './ip-text.ts';
import { wideCharacterLength } from './unicode-name.ts';

/**
 * RFC 5321 4.5.3.1.1 says 64 octets, and that implementations should do without limits: bounce addresses that carry the
 * recipient's address are longer in practice.
 */
const MOST_LOCAL_OCTETS = 255;

const EMPTY_LOCAL = -1;
const DOTS = -2;
const LOCAL_CHARACTER = -3;
const LONG_LOCAL = -4;
const NO_AT = -5;
const OPEN_QUOTE = -6;
const QUOTED_CHARACTER = -7;
const LITERAL = -8;
/** And below: a problem of the domain. */
const DOMAIN = -16;

const PROBLEMS: Readonly<Record<number, string>> = {
	[EMPTY_LOCAL]: 'the local part is empty',
	[DOTS]: 'the local part begins or ends with a dot, or has two in a row',
	[LOCAL_CHARACTER]: 'the local part has a character that must be quoted',
	[LONG_LOCAL]: `the local part is longer than ${MOST_LOCAL_OCTETS} octets`,
	[NO_AT]: "the '@' is missing",
	[OPEN_QUOTE]: 'the quoted local part does not end',
	[QUOTED_CHARACTER]: 'the quoted local part has a character that no local part can have',
	[LITERAL]: 'the address literal is neither [IPv4] nor [IPv6:address]',
};

const AT = 0x40;
const DOT = 0x2e;
const QUOTE = 0x22;
const BACKSLASH = 0x5c;
const OPEN_BRACKET = 0x5b;

const IP6_TAG = '[ipv6:';

/** Which ASCII characters are `atext` (RFC 5322 3.2.3). */
const ATEXT = new Uint8Array(0x80);
for (const character of "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789!#$%&'*+-/=?^_`{|}~") {
	ATEXT[character.charCodeAt(0)] = 1;
}

/**
 * Finds the `@` between the parts of a mailbox.
 * @returns its offset, or a negative number for `mailboxProblem`
 */
export function parseMailbox(text: string): number {
	const at = text.charCodeAt(0) === QUOTE ? quotedEnd(text) : dotStringEnd(text);
	if (at < 0) return at;
	if (at === text.length) return NO_AT;
	if (text.charCodeAt(at + 1) === OPEN_BRACKET) return isAddressLiteral(text, at + 1) ? at : LITERAL;
	const found = checkDomain(text, at + 1);
	return found === SOUND ? at : DOMAIN - found;
}

/** What a negative result of `parseMailbox` means. */
export function mailboxProblem(found: number): string {
	return found < DOMAIN ? domainProblem(DOMAIN - found) : (PROBLEMS[found] ?? '');
}

function dotStringEnd(text: string): number {
	let octets = 0;
	let last = DOT;
	let at = 0;
	for (; at < text.length; at++) {
		const code = text.charCodeAt(at);
		if (code === AT) break;
		if (code === DOT) {
			if (last === DOT) return DOTS;
			octets++;
		} else if (code < 0x80) {
			if (ATEXT[code] === 0) return text.includes('@') ? LOCAL_CHARACTER : NO_AT;
			octets++;
		} else {
			const length = wideCharacterLength(text, at);
			if (length === 0) return LOCAL_CHARACTER;
			octets += length === 1 ? octetsOf(code) : 4;
			at += length - 1;
		}
		last = code;
	}
	if (at === text.length) return NO_AT;
	if (at === 0) return EMPTY_LOCAL;
	if (last === DOT) return DOTS;
	return octets > MOST_LOCAL_OCTETS ? LONG_LOCAL : at;
}

/** Quoted-string: printable ASCII, UTF-8, and a backslash before any printable ASCII character. */
function quotedEnd(text: string): number {
	let octets = 1;
	for (let at = 1; at < text.length; at++) {
		const code = text.charCodeAt(at);
		if (code === QUOTE) {
			if (octets + 1 > MOST_LOCAL_OCTETS) return LONG_LOCAL;
			return text.charCodeAt(at + 1) === AT ? at + 1 : NO_AT;
		}
		if (code === BACKSLASH) {
			at++;
			const next = text.charCodeAt(at);
			if (!(next >= 0x20 && next < 0x7f)) return at >= text.length ? OPEN_QUOTE : QUOTED_CHARACTER;
			octets += 2;
		} else if (code < 0x80) {
			if (code < 0x20 || code === 0x7f) return QUOTED_CHARACTER;
			octets++;
		} else {
			const length = wideCharacterLength(text, at);
			if (length === 0) return QUOTED_CHARACTER;
			octets += length === 1 ? octetsOf(code) : 4;
			at += length - 1;
		}
	}
	return OPEN_QUOTE;
}

/** RFC 5321 4.1.3. Of general literals none is registered but IPv6. */
function isAddressLiteral(text: string, from: number): boolean {
	const end = text.length - 1;
	if (end <= from || text[end] !== ']') return false;
	if (text.slice(from, from + IP6_TAG.length).toLowerCase() === IP6_TAG) {
		return parseIp6(text, from + IP6_TAG.length, end) !== undefined;
	}
	return parseIp4(text, from + 1, end) !== -1;
}

/** A text that compares like the `key` of an address, if it is one; others compare as they are. */
export function mailboxKey(text: string): string {
	const at = text.lastIndexOf('@');
	return at === -1 ? text : lowerAscii(text, at + 1);
}
