/**
 * The token patterns that are more than a regular expression. Each is called by the lexer with the text and an offset
 * and returns the token's text, with a `LexProblem` as `payload` where it is malformed; malformed literals stay
 * literals, so that the rest of the line keeps its meaning.
 *
 * Lexing is synchronous and not re-entrant, therefore what has to be remembered about the text lives in this module
 * until `forgetText`. The guards on the first character look idle, but chevrotain tries the patterns on the texts of
 * other tokens when it checks the table.
 */

import type { CustomPatternMatcherReturn, IToken } from 'chevrotain';
import { cookQuoted } from './cook.ts';
import { blockCommentEnd, characterEnd, hashesEnd, isBlockComment, lineEnd, stringEnd } from './extents.ts';
import { numberEnd } from './numbers.ts';
import type { LexProblem } from './problem.ts';
import { RawStringIndex } from './raw-string-index.ts';
import { INTERPOLATED, TemplateIndex } from './template-index.ts';

type Match = CustomPatternMatcherReturn | null;

let rawStrings: RawStringIndex | undefined;
let templates: TemplateIndex | undefined;
/** No `#` before this offset opens a raw string: counting a long row of them again from each would be quadratic. */
let loneHashesEnd = 0;

/** Forgets the previous text. To be called before and after each run of the lexer. */
export function forgetText(): void {
	rawStrings = undefined;
	templates = undefined;
	loneHashesEnd = 0;
}

function rawIndex(text: string): RawStringIndex {
	rawStrings ??= new RawStringIndex(text);
	return rawStrings;
}

function match(image: string, payload?: LexProblem): Match {
	const result: CustomPatternMatcherReturn = [image];
	if (payload !== undefined) result.payload = payload;
	return result;
}

export function matchBlockComment(text: string, offset: number): Match {
	if (!isBlockComment(text, offset)) return null;
	return match(text.slice(offset, blockCommentEnd(text, offset).end));
}

// --------------------------------------------------------------------------------------------------- numbers

/** Tokens after which an operand must follow, so that `-1` is a literal there (language spec 1.6). */
const SIGN_FOLDS_AFTER = new Set(
	(
		'; : , { ( [ ?[ = + - * / % ** << >> & | ^ ! && || == != < <= > >= ?? .. ..= in !in is ${ ' +
		'+= -= *= /= %= **= <<= >>= &= |= ^= if while until return throw'
	).split(' '),
);

/** Tokens that end an operand, by type; `}` may as well end a block and does not count. */
const OPERAND_ENDS = new Set(
	(
		'Identifier Number Character QuotedString PlainTemplate TemplateEnd RawString True False This ' +
		'Unit RParen RBracket'
	).split(' '),
);

function signFolds(tokens: IToken[]): boolean {
	const previous = tokens[tokens.length - 1];
	if (previous === undefined || SIGN_FOLDS_AFTER.has(previous.image)) return true;
	if (previous.image !== 'not') return false;
	// `not` is an operator behind an operand and a name everywhere else (language spec 13.2).
	const before = tokens[tokens.length - 2];
	return before !== undefined && OPERAND_ENDS.has(before.tokenType.name);
}

export function matchNumber(text: string, offset: number, tokens: IToken[]): Match {
	let digits = offset;
	const first = text.charCodeAt(offset);
	if (first === 45) {
		const next = text.charCodeAt(offset + 1);
		if (!(next >= 48 && next <= 57)) return null;
		if (!signFolds(tokens)) return null;
		digits++;
	} else if (!(first >= 48 && first <= 57)) return null;
	const end = numberEnd(text, digits);
	if (end >= 0) return match(text.slice(offset, end));
	const image = text.slice(offset, ~end);
	const help = /^-?0[xob]/i.test(image)
		? 'a hexadecimal, octal or binary number needs 1 to 64 bits'
		: 'an exponent needs at least one digit';
	return match(image, {
		name: 'MalformedNumber',
		message: `Invalid number: '${image}'`,
		start: offset,
		end: ~end,
		help,
	});
}

// ---------------------------------------------------------------------------------------- strings, characters

const UNTERMINATED = 'Open string is not terminated';

function unterminated(start: number, end: number, help: string): LexProblem {
	return { name: 'UnterminatedString', message: UNTERMINATED, start, end, help };
}

export function matchString(text: string, offset: number): Match {
	if (text[offset] !== '"') return null;
	const end = stringEnd(text, offset);
	if (end < 0) {
		const help = 'a string ends on its line: add the closing ", or use back-ticks for text over several lines';
		return match(text.slice(offset, ~end), unterminated(offset, ~end, help));
	}
	const image = text.slice(offset, end);
	if (!image.includes('\\')) return match(image);
	return match(image, cookQuoted(text, offset, end - 1).problem);
}

export function matchCharacter(text: string, offset: number): Match {
	if (text[offset] !== "'") return null;
	const end = characterEnd(text, offset);
	if (end < 0) return match(text.slice(offset, ~end), unterminated(offset, ~end, "add the closing '"));
	const image = text.slice(offset, end);
	const { value, problem } = cookQuoted(text, offset, end - 1);
	if (problem !== undefined) return match(image, problem);
	if (value.codePointAt(0) !== undefined && value.length === ((value.codePointAt(0) as number) > 0xffff ? 2 : 1)) {
		return match(image);
	}
	const help = value === '' ? 'a character literal holds one character' : 'write "…" for a string';
	return match(image, { name: 'MalformedChar', message: `Invalid character: '${value}'`, start: offset, end, help });
}

export function matchRawString(text: string, offset: number): Match {
	if (text[offset] !== '#' || offset < loneHashesEnd) return null;
	const mark = hashesEnd(text, offset);
	if (text[mark] !== '"') {
		loneHashesEnd = mark;
		return null;
	}
	const hashes = mark - offset;
	const end = rawIndex(text).end(mark + 1, hashes);
	if (end !== -1) return match(text.slice(offset, end));
	const stop = lineEnd(text, offset);
	const help = `a raw string ends with " and as many # as it began with, here ${hashes}`;
	return match(text.slice(offset, stop), unterminated(offset, stop, help));
}

/** @param wanted which of the two token types asks */
export function matchBackTick(text: string, offset: number, wanted: 'plain' | 'interpolated'): Match {
	if (text[offset] !== '`') return null;
	templates ??= new TemplateIndex(text, () => rawIndex(text));
	const end = templates.lookUp(offset);
	if (wanted === 'interpolated') return end === INTERPOLATED ? match('`') : null;
	if (end === INTERPOLATED) return null;
	if (end >= 0) return match(text.slice(offset, end));
	const stop = lineEnd(text, offset);
	const help = 'add the closing back-tick; where a value is inserted, every { needs its }';
	return match(text.slice(offset, stop), unterminated(offset, stop, help));
}

/** Text of a back-tick string up to its end or the next `${`. */
export function matchTemplateText(text: string, offset: number): Match {
	const marks = /``|\\\$\{|[`]|\$\{/g;
	marks.lastIndex = offset;
	for (let found = marks.exec(text); found !== null; found = marks.exec(text)) {
		if (found[0] === '`' || found[0] === '${')
			return found.index > offset ? match(text.slice(offset, found.index)) : null;
	}
	return match(text.slice(offset));
}

// ------------------------------------------------------------------------------------------ stray characters

/** A run of characters that no token can begin with: control characters, backslashes, everything beyond ASCII. */
const STRAY = /[^\t\n\f\r -[\]-~]+/y;

export function matchStray(text: string, offset: number): Match {
	STRAY.lastIndex = offset;
	const found = STRAY.exec(text);
	if (found === null) return null;
	const image = found[0];
	const first = String.fromCodePoint(image.codePointAt(0) as number);
	return match(image, {
		name: 'UnexpectedInput',
		message: `Unexpected '${printable(first)}'`,
		start: offset,
		end: offset + image.length,
		help: strayHelp(first),
	});
}

function printable(char: string): string {
	const code = char.codePointAt(0) as number;
	const unprintable =
		code < 32 || (code >= 127 && code < 160) || (code >= 0xd800 && code <= 0xdfff) || /\p{Z}|\p{Cf}/u.test(char);
	return unprintable ? `\\u{${code.toString(16)}}` : char;
}

function strayHelp(char: string): string | undefined {
	if (/[\u201c\u201d\u201e\u00ab\u00bb]/.test(char)) return 'strings are written with straight quotes: "';
	if (/[\u2018\u2019]/.test(char)) return "characters are written with straight apostrophes: '";
	if (/[\u2013\u2014\u2212]/.test(char)) return 'write - for minus';
	if (char === '\ufeff') return 'the text begins with a byte order mark: save it as UTF-8 without one';
	if (/\p{Z}/u.test(char)) return 'this blank is not a plain space: replace it by one';
	if (/\p{L}/u.test(char)) return 'names consist of the letters A to Z, digits and _';
	return undefined;
}

/**
 * First characters of stray runs or, with `all`, every first character, for the lexer's table: one code of each block
 * of 256 stands for the block.
 */
export function startCodes(all: boolean): number[] {
	const codes: number[] = [];
	for (let code = 0; code < 256; code++) {
		STRAY.lastIndex = 0;
		if (all || STRAY.test(String.fromCharCode(code))) codes.push(code);
	}
	// Chevrotain sorts the characters beyond Latin-1 into buckets of 255: one of each stands for all.
	for (let code = 256; code < 0xffff; code += 255) codes.push(code);
	codes.push(0xffff);
	return codes;
}
