/**
 * Cuts the value of an address header into tokens (RFC 5322 3.2, 3.4). Works on byte strings, in one pass whatever the
 * nesting of comments; unfinished quotes and comments reach to the end and are marked.
 */

export interface AddressToken {
	/** `special` is one of `<>@,;:\.]` or a bracket that begins nothing. Atoms include dots. */
	readonly kind: 'atom' | 'quoted' | 'literal' | 'comment' | 'special';
	readonly start: number;
	readonly end: number;
	/** A quote or comment without its end. */
	readonly unfinished: boolean;
}

const SPECIALS = '<>@,;:\\])';

const isSpace = (character: string): boolean =>
	character === ' ' || character === '\t' || character === '\r' || character === '\n';

export function addressTokens(text: string): AddressToken[] {
	const tokens: AddressToken[] = [];
	let at = 0;
	while (at < text.length) {
		const start = at;
		const character = text.charAt(at);
		if (isSpace(character)) {
			at++;
			continue;
		}
		let kind: AddressToken['kind'] = 'atom';
		let unfinished = false;
		if (character === '"' || character === '(') {
			kind = character === '"' ? 'quoted' : 'comment';
			const end = kind === 'quoted' ? quotedEnd(text, at) : commentEnd(text, at);
			unfinished = end === -1;
			at = unfinished ? text.length : end;
		} else if (character === '[') {
			at = literalEnd(text, at);
			kind = at === start + 1 ? 'special' : 'literal';
		} else if (SPECIALS.includes(character)) {
			kind = 'special';
			at++;
		} else {
			while (at < text.length && isAtomCharacter(text.charAt(at))) at++;
		}
		tokens.push({ kind, start, end: at, unfinished });
	}
	return tokens;
}

const isAtomCharacter = (character: string): boolean =>
	!isSpace(character) && character !== '"' && character !== '(' && character !== '[' && !SPECIALS.includes(character);

/** Offset behind the closing quote, −1 if there is none. */
function quotedEnd(text: string, start: number): number {
	for (let at = start + 1; at < text.length; at++) {
		if (text.charAt(at) === '\\') at++;
		else if (text.charAt(at) === '"') return at + 1;
	}
	return -1;
}

function commentEnd(text: string, start: number): number {
	let depth = 0;
	for (let at = start; at < text.length; at++) {
		const character = text.charAt(at);
		if (character === '\\') at++;
		else if (character === '(') depth++;
		else if (character === ')' && --depth === 0) return at + 1;
	}
	return -1;
}

/** Offset behind a domain literal, or behind the bracket alone if something stands there that no literal has. */
function literalEnd(text: string, start: number): number {
	for (let at = start + 1; at < text.length; at++) {
		const character = text.charAt(at);
		if (character === ']') return at + 1;
		if (!isAtomCharacter(character) && character !== ':') break;
	}
	return start + 1;
}

/** The text inside quotes or parentheses, without the backslashes that quote characters, and on one line. */
export function innerText(text: string, token: AddressToken): string {
	const inner = text.slice(token.start + 1, token.unfinished ? token.end : token.end - 1);
	if (!inner.includes('\\')) return inner;
	const pieces: string[] = [];
	let from = 0;
	for (let at = inner.indexOf('\\'); at !== -1; at = inner.indexOf('\\', at + 2)) {
		pieces.push(inner.slice(from, at));
		from = at + 1;
	}
	pieces.push(inner.slice(from));
	return pieces.join('');
}
