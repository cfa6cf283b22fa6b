/** Puts tokens together with random blanks, line breaks and comments between them, or strews such into a program. */

import type { ParseResult } from '../parser/parse-result.ts';
import type { Random } from './random.ts';

const COMMENTS = [
	'// line\n',
	'//\n',
	'// ended by CR\r',
	'/* block */',
	'/* CRLF \r\n  */',
	'/* two\n   lines */',
	'/* a /* nested */ one */',
	'/**/',
	'/// documentation\n',
	'/** documentation\n * of two lines\n */',
	'//! of the module\n',
	'// trailing blanks  \n',
];

/** Joins tokens; between any two of them there may be anything. */
export function strewTokens(tokens: readonly string[], random: Random, comments: boolean): string {
	let text = '';
	tokens.forEach((token, index) => {
		text += between(tokens[index - 1] ?? '', token, random, comments) + token;
	});
	return text + (random.chance(50) ? '\n' : ' ') + (comments && random.chance(20) ? '// the end' : '');
}

/**
 * Strews blanks and comments into a program that has been parsed. Its meaning stays the same but for the values of
 * strings with line continuations, which depend on their column.
 */
export function strewComments(result: ParseResult, random: Random): string {
	const { text } = result.source;
	let written = '';
	let end = 0;
	// Inside of a back-tick string nothing may be added.
	let templates = 0;
	for (const token of result.tokens) {
		const outside = templates === 0;
		if (token.type === 'TemplateStart') templates++;
		if (token.type === 'TemplateEnd') templates--;
		written += text.slice(end, token.start);
		if (outside && random.chance(15) && !(end === token.start && isSign(text[end - 1]))) {
			// A CR is no line break to the parser but becomes one.
			written += trivia(random, true).replaceAll(/\r(?!\n)/g, '\n');
		}
		written += token.text;
		end = token.end;
	}
	return written + text.slice(end);
}

/** A sign and the digits after it are one token or two depending on the blank between them. */
function isSign(char: string | undefined): boolean {
	return char === '-';
}

function between(left: string, right: string, random: Random, comments: boolean): string {
	if (comments && random.chance(8)) return trivia(random, true);
	if (random.chance(12)) return trivia(random, false);
	const tight = /^[([]$/.test(left) || /^[)\],;]$/.test(right) || left === '';
	return tight && random.chance(80) ? '' : ' ';
}

function trivia(random: Random, comments: boolean): string {
	let text = ' ';
	do {
		text += random.pick(['\n', '\n\n', ' ', '\t', '\r\n', '\r', '\n\n\n  ', '    ']);
		if (comments) text += random.pick(COMMENTS);
	} while (random.chance(30));
	return `${text} `;
}
