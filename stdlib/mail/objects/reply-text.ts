/**
 * Text of SMTP replies (RFC 5321 4.2, RFC 2034): reading `550 5.7.1 no`, and writing the lines that a client gets.
 *
 * Nothing that a rule puts into a reply can become a second reply: the only line break is CR LF, which starts a new line
 * of the same reply, and every other control character is refused.
 */

import { isDigit, octetsOf } from './ascii.ts';
import { wideCharacterLength } from './unicode-name.ts';

export interface ReplyParts {
	readonly code: number;
	/** `5.7.1`, or empty. */
	readonly enhanced: string;
	/** Lines are separated by CR LF. */
	readonly text: string;
}

/** RFC 5321 4.5.3.1.5, with the code and the final CR LF. */
export const MAX_LINE_OCTETS = 512;

/** Some clients give up on endless replies; and a reply is kept as long as its connection. */
export const MAX_TEXT_UNITS = 32 * 1024;

/** RFC 5321 4.2: the first digit is 2 to 5; 1yz does not exist in SMTP. */
const LEAST_CODE = 200;
const MOST_CODE = 599;

const LINE_BREAK = '\r\n';
const TAB = 0x09;

export function codeProblem(code: number | bigint): string | undefined {
	if (code >= LEAST_CODE && code <= MOST_CODE) return undefined;
	return `the reply code ${code} is not between ${LEAST_CODE} and ${MOST_CODE}`;
}

export function enhancedProblem(enhanced: string): string | undefined {
	if (enhanced === '' || isEnhancedCode(enhanced)) return undefined;
	return `'${enhanced.slice(0, 20)}' is not an enhanced code such as 5.7.1`;
}

export function textProblem(text: string): string | undefined {
	if (text.length > MAX_TEXT_UNITS) return `the text of a reply is longer than ${MAX_TEXT_UNITS} characters`;
	for (let at = 0; at < text.length; at++) {
		const code = text.charCodeAt(at);
		if (text.startsWith(LINE_BREAK, at)) at++;
		else if (code >= 0x80) {
			const length = wideCharacterLength(text, at);
			if (length === 0) return controlProblem(code);
			at += length - 1;
		} else if ((code < 0x20 && code !== TAB) || code === 0x7f) return controlProblem(code);
	}
	return undefined;
}

function controlProblem(code: number): string {
	const hint = code === 0x0a || code === 0x0d ? '; a line break in a reply is \\r\\n' : '';
	return `the text of a reply has the control character U+${code.toString(16).toUpperCase().padStart(4, '0')}${hint}`;
}

/** The full form `d.d{1,3}.d{1,3}` and nothing shorter, so that `250 2 recipients` has none. */
function isEnhancedCode(word: string): boolean {
	if (word.length < 5 || word.length > 9 || !isDigit(word.charCodeAt(0)) || word[1] !== '.') return false;
	const second = word.indexOf('.', 2);
	if (second === -1) return false;
	const isNumber = (from: number, to: number): boolean => {
		if (to - from < 1 || to - from > 3) return false;
		for (let at = from; at < to; at++) if (!isDigit(word.charCodeAt(at))) return false;
		return true;
	};
	return isNumber(2, second) && isNumber(second + 1, word.length);
}

/** A line that begins like one of a reply: three digits and a blank, a hyphen or the end. */
function isReplyLine(line: string): boolean {
	if (line.length < 3 || !isDigit(line.charCodeAt(0)) || !isDigit(line.charCodeAt(1)) || !isDigit(line.charCodeAt(2))) {
		return false;
	}
	return line.length === 3 || line[3] === ' ' || line[3] === '-';
}

function parseLine(line: string): ReplyParts {
	const code = Number(line.slice(0, 3));
	const rest = line.slice(4);
	const blank = rest.indexOf(' ');
	const word = blank === -1 ? rest : rest.slice(0, blank);
	if (!isEnhancedCode(word)) return { code, enhanced: '', text: rest };
	return { code, enhanced: word, text: blank === -1 ? '' : rest.slice(blank + 1) };
}

/**
 * Reads `CODE[ ENHANCED] TEXT`. When every further line looks like one of a reply, they are, and must agree with the
 * first; otherwise they are text.
 * @returns the parts, or what is wrong; `undefined` when the text does not look like a reply at all
 */
export function parseReply(text: string): ReplyParts | string | undefined {
	const lines = text.split(LINE_BREAK);
	const first = lines[0] as string;
	if (!isReplyLine(first)) return undefined;
	const parts = parseLine(first);
	const problem = codeProblem(parts.code) ?? textProblem(text);
	if (problem !== undefined) return problem;
	// A final line break ends the last line and begins none.
	const further = lines.slice(1, lines.at(-1) === '' ? -1 : undefined);
	if (further.length === 0) return parts;
	if (!further.every(isReplyLine)) return { ...parts, text: [parts.text, ...further].join(LINE_BREAK) };
	const others = further.map(parseLine);
	if (others.some((other) => other.code !== parts.code || other.enhanced !== parts.enhanced)) {
		return 'Reply codes are not consistent';
	}
	return { ...parts, text: [parts, ...others].map((line) => line.text).join(LINE_BREAK) };
}

/**
 * The lines of a reply without their CR LF, each short enough for RFC 5321 4.5.3.1.5. Lines are cut at blanks, a word
 * that is longer than a line is cut anywhere.
 * @param utf8 whether the client has asked for SMTPUTF8; for others what is not ASCII becomes `?` (RFC 6531 3.7.4.2)
 */
export function replyLines({ code, enhanced, text }: ReplyParts, utf8 = true): string[] {
	const marked = enhanced === '' ? '' : `${enhanced} `;
	const room = MAX_LINE_OCTETS - LINE_BREAK.length - `${code} ${marked}`.length;
	const shown = utf8 ? text : asciiOnly(text);
	const pieces = shown.split(LINE_BREAK).flatMap((line) => cutLine(line, room));
	return pieces.map((piece, index) => `${code}${index < pieces.length - 1 ? '-' : ' '}${marked}${piece}`);
}

function asciiOnly(text: string): string {
	let shown = '';
	for (const character of text) shown += (character.codePointAt(0) as number) < 0x80 ? character : '?';
	return shown;
}

/** Cuts a text into pieces of so many octets at most. The blank where it is cut is in neither piece. */
function cutLine(line: string, room: number): string[] {
	const pieces: string[] = [];
	let start = 0;
	let octets = 0;
	let blank = -1;
	for (let at = 0; at < line.length; at++) {
		const code = line.charCodeAt(at);
		octets += octetsOf(code);
		if (code === 0x20) blank = at;
		if (octets > room) {
			const atBlank = blank > start;
			// Not between the halves of a surrogate pair.
			const end = atBlank ? blank : code >= 0xdc00 && code <= 0xdfff ? at - 1 : at;
			pieces.push(line.slice(start, end));
			start = atBlank ? end + 1 : end;
			at = start - 1;
			octets = 0;
			blank = -1;
		}
	}
	if (start < line.length || pieces.length === 0) pieces.push(line.slice(start));
	return pieces;
}
