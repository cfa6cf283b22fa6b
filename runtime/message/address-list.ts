/**
 * Reads address lists (RFC 5322 3.4, groups also in `From` as RFC 6854 allows, UTF-8 as in RFC 6532), with the places
 * of everything found, so that `address-edit.ts` can change one address and leave all other bytes.
 *
 * What people send is looser than the grammar: blanks and dots in display names, old source routes, `;` between
 * addresses, names without an address. Whatever is no mailbox becomes an item of kind `other`, which no function takes
 * for an address. One pass without recursion; groups do not nest.
 */

import { MessageError } from '../../stdlib/host/message.ts';
import { type AddressToken, addressTokens, innerText } from './address-tokens.ts';
import { readByteString } from './byte-text.ts';
import { decodeWords } from './encoded-words.ts';
import { MAX_ADDRESSES } from './limits.ts';
import { unfold } from './unfold.ts';

/** An address without the name around it. */
export interface AddrSpec {
	/** As byte strings. */
	readonly local: string;
	readonly domain: string;
	readonly start: number;
	readonly end: number;
}

export type AddressItem =
	| {
			readonly kind: 'mailbox';
			readonly start: number;
			readonly end: number;
			readonly name: string;
			readonly spec: AddrSpec;
	  }
	| { readonly kind: 'other'; readonly start: number; readonly end: number }
	| AddressGroup;

export interface AddressGroup {
	readonly kind: 'group';
	readonly start: number;
	readonly end: number;
	readonly name: string;
	/** Offset behind the name. */
	readonly nameEnd: number;
	readonly members: readonly AddressItem[];
	/** Whether the `;` is there. */
	readonly closed: boolean;
}

/** A group that is being read. */
interface OpenGroup extends Omit<AddressGroup, 'end' | 'closed'> {
	readonly members: AddressItem[];
}

export interface AddressList {
	readonly items: readonly AddressItem[];
	/** A quote or comment reaches to the end. */
	readonly unfinished: boolean;
}

/**
 * @param value a byte string, folds allowed
 * @throws MessageError if there are more addresses than the limit
 */
export function parseAddressList(value: string): AddressList {
	const tokens = addressTokens(value);
	const closing = anglePairs(value, tokens);
	const items: AddressItem[] = [];
	let group: OpenGroup | undefined;
	let first = 0;
	let count = 0;
	const finishItem = (behind: number): void => {
		if (behind === first) return;
		if (++count > MAX_ADDRESSES) throw new MessageError(`a header has more than ${MAX_ADDRESSES} addresses`);
		(group?.members ?? items).push(readItem(value, tokens, closing, first, behind));
	};
	const finishGroup = (end: number, closed: boolean): void => {
		if (group !== undefined) items.push({ ...group, end, closed });
		group = undefined;
	};
	for (let at = 0; at < tokens.length; at++) {
		const token = tokens[at] as AddressToken;
		if (token.kind !== 'special') continue;
		const character = value.charAt(token.start);
		if (character === '<' && closing[at] !== undefined) {
			at = closing[at] as number;
		} else if (character === ',' || character === ';') {
			finishItem(at);
			first = at + 1;
			if (character === ';') finishGroup(token.end, true);
		} else if (character === ':' && group === undefined && isPhrase(value, tokens, first, at)) {
			const start = (tokens[first] as AddressToken).start;
			const nameEnd = (tokens[at - 1] as AddressToken).end;
			group = { kind: 'group', start, name: phraseText(value, tokens, first, at), nameEnd, members: [] };
			first = at + 1;
		}
	}
	finishItem(tokens.length);
	finishGroup(tokens.at(-1)?.end ?? 0, false);
	return { items, unfinished: tokens.at(-1)?.unfinished === true };
}

/** For every `<` its `>`, if no other `<` comes before that. */
function anglePairs(value: string, tokens: readonly AddressToken[]): (number | undefined)[] {
	const pairs: (number | undefined)[] = new Array(tokens.length);
	let close: number | undefined;
	for (let at = tokens.length - 1; at >= 0; at--) {
		const token = tokens[at] as AddressToken;
		if (token.kind !== 'special') continue;
		const character = value.charAt(token.start);
		if (character === '>') close = at;
		else if (character === '<') {
			pairs[at] = close;
			close = undefined;
		}
	}
	return pairs;
}

function isPhrase(value: string, tokens: readonly AddressToken[], from: number, to: number): boolean {
	if (from === to) return false;
	for (let at = from; at < to; at++) {
		const token = tokens[at] as AddressToken;
		if (token.kind === 'literal' || (token.kind === 'special' && value.charAt(token.start) !== '.')) return false;
	}
	return true;
}

/** Tokens as a display name, decoded. */
function phraseText(value: string, tokens: readonly AddressToken[], from: number, to: number): string {
	let text = '';
	let end = -1;
	for (let at = from; at < to; at++) {
		const token = tokens[at] as AddressToken;
		if (token.kind === 'comment') continue;
		if (text !== '' && token.start > end) text += ' ';
		text += token.kind === 'quoted' ? innerText(value, token) : value.slice(token.start, token.end);
		end = token.end;
	}
	return decodeWords(unfold(text));
}

function readItem(
	value: string,
	tokens: readonly AddressToken[],
	closing: readonly (number | undefined)[],
	from: number,
	to: number,
): AddressItem {
	const start = (tokens[from] as AddressToken).start;
	const end = (tokens[to - 1] as AddressToken).end;
	let open = from;
	while (open < to && closing[open] === undefined) open++;
	const close = open < to ? (closing[open] as number) : to;
	const spec =
		open < to
			? angleSpec(value, tokens.slice(open + 1, close), tokens.slice(close + 1, to))
			: addrSpec(value, tokens.slice(from, to));
	if (spec === undefined) return { kind: 'other', start, end };
	const name = open < to ? phraseText(value, tokens, from, open) : commentName(value, tokens, from, to);
	return { kind: 'mailbox', start, end, name, spec };
}

/** Inside angle brackets, perhaps behind an old source route `@a,@b:`; only comments may follow. */
function angleSpec(
	value: string,
	inner: readonly AddressToken[],
	behind: readonly AddressToken[],
): AddrSpec | undefined {
	if (behind.some((token) => token.kind !== 'comment' || token.unfinished)) return undefined;
	const isSpecial = (token: AddressToken | undefined, character: string): boolean =>
		token?.kind === 'special' && value.charAt(token.start) === character;
	const route = isSpecial(inner[0], '@') ? inner.findLastIndex((token) => isSpecial(token, ':')) : -1;
	return addrSpec(value, inner.slice(route + 1));
}

/** `local@domain` and nothing else but comments; undefined for everything that two readers could see differently. */
function addrSpec(value: string, all: readonly AddressToken[]): AddrSpec | undefined {
	const tokens = all.filter((token) => token.kind !== 'comment');
	const at = tokens.findIndex((token) => token.kind === 'special');
	if (at < 1 || value.charAt(tokens[at]?.start ?? -1) !== '@') return undefined;
	if (all.some((token) => token.unfinished)) return undefined;
	const before = tokens.slice(0, at);
	const behind = tokens.slice(at + 1);
	const literal = behind.length === 1 && behind[0]?.kind === 'literal';
	if (!before.every(({ kind }) => kind === 'atom' || kind === 'quoted')) return undefined;
	if (!literal && !behind.every(({ kind }) => kind === 'atom')) return undefined;
	const local = joinDotted(value, before);
	const domain = joinDotted(value, behind);
	if (local === undefined || domain === undefined || !isClean(local + domain)) return undefined;
	return { local, domain, start: (before[0] as AddressToken).start, end: (behind.at(-1) as AddressToken).end };
}

/** Words in a row belong together only if dots join them: `a . b`, but not `a b`. */
function joinDotted(value: string, tokens: readonly AddressToken[]): string | undefined {
	let text = '';
	for (const token of tokens) {
		const word = token.kind === 'quoted' ? localWord(value, token) : value.slice(token.start, token.end);
		if (text !== '' && !text.endsWith('.') && !word.startsWith('.')) return undefined;
		text += word;
	}
	return text === '' ? undefined : text;
}

/** A quoted word without its quotes where they are not needed. */
function localWord(value: string, token: AddressToken): string {
	const inner = innerText(value, token);
	const [only, ...more] = addressTokens(inner);
	const bare = more.length === 0 && only?.kind === 'atom' && only.end - only.start === inner.length;
	const plainDots = !inner.startsWith('.') && !inner.endsWith('.') && !inner.includes('..');
	return bare && plainDots ? inner : value.slice(token.start, token.end);
}

/** No control characters, which only serve to deceive. */
function isClean(text: string): boolean {
	for (let at = 0; at < text.length; at++) {
		const code = text.charCodeAt(at);
		if (code < 32 || code === 127) return false;
	}
	return true;
}

/** The name in `local@domain (Name)`. */
function commentName(value: string, tokens: readonly AddressToken[], from: number, to: number): string {
	for (let at = to - 1; at >= from; at--) {
		const token = tokens[at] as AddressToken;
		if (token.kind === 'comment') return decodeWords(unfold(innerText(value, token))).trim();
	}
	return '';
}

/** `local@domain` as text. */
export function addressText({ local, domain }: AddrSpec): string {
	return readByteString(`${local}@${domain}`);
}
