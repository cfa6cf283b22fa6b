/**
 * Domains that a reader might take for the author's: all that stand behind an `@` in any `From` field, well-formed or
 * not. Programs disagree about malformed fields, and whoever shows another author than DMARC has looked at is deceived;
 * so DMARC looks at all of them. Quoted strings and comments are left out, which no program shows as the address.
 */

import { asciiDomain, isDnsName } from '../../stdlib/mail/ascii-domain.ts';
import { splitMessage } from './header-fields.ts';

/** Characters that end a domain. */
const ENDS = ' \t\r\n,;:<>()"@[]\\';

/** The offset behind a quoted string or a comment that begins at an offset. */
function behindQuotes(text: string, from: number): number {
	const isComment = text.charAt(from) === '(';
	let depth = 0;
	for (let at = from; at < text.length; at++) {
		const character = text.charAt(at);
		if (character === '\\') at++;
		else if (isComment && character === '(') depth++;
		else if (isComment ? character === ')' && --depth === 0 : character === '"' && at > from) return at + 1;
	}
	// One without an end is none: what stands in it counts.
	return from + 1;
}

function isBlank(character: string): boolean {
	return character === ' ' || character === '\t' || character === '\r' || character === '\n';
}

/** Behind blanks and comments, which may stand after the `@` (RFC 5322 4.4). */
function behindSpace(text: string, from: number): number {
	let at = from;
	while (at < text.length) {
		if (isBlank(text.charAt(at))) at++;
		else if (text.charAt(at) !== '(') break;
		else {
			const behind = behindQuotes(text, at);
			if (behind === at + 1) break;
			at = behind;
		}
	}
	return at;
}

function collect(text: string, domains: Set<string>): void {
	/** Quotes and comments that do not end are looked for once, not from each of them. */
	let unclosed = false;
	for (let at = 0; at < text.length; at++) {
		const character = text.charAt(at);
		if ((character === '"' || character === '(') && !unclosed) {
			const behind = behindQuotes(text, at);
			unclosed = behind === at + 1;
			at = behind - 1;
			continue;
		}
		if (character !== '@') continue;
		const start = unclosed ? at + 1 : behindSpace(text, at + 1);
		let end = start;
		while (end < text.length && !ENDS.includes(text.charAt(end))) end++;
		const domain = asciiDomain(text.slice(start, end));
		if (isDnsName(domain)) domains.add(domain);
		at = Math.max(at, end - 1);
	}
}

/** In A-labels and lower case, each once. */
export function authorDomains(message: Uint8Array): string[] {
	const domains = new Set<string>();
	for (const { name, line } of splitMessage(message).fields) {
		if (name === 'from') collect(line.toString('utf8', line.indexOf(':') + 1), domains);
	}
	return [...domains];
}
