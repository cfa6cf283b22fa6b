/** Writes values with parameters, so that `parseStructured` and every mail program read the same again. */

import { hexEscape } from './hex-escapes.ts';
import type { Structured } from './parameters.ts';
import { isToken } from './token.ts';

/** Longest value written in one piece; longer ones are continued (RFC 2231 3), so that lines can be folded. */
const MAX_SECTION = 60;

/** Whether text can stand in quotes as it is. */
function isQuotable(text: string): boolean {
	for (let at = 0; at < text.length; at++) {
		const code = text.charCodeAt(at);
		if (code < 32 || code > 126) return false;
	}
	// An encoded word in quotes is none, but many programs would decode it.
	return text.length <= 2 * MAX_SECTION && !text.includes('=?');
}

/** The value as text without line ends; it can be folded at each of its blanks outside of quotes. */
export function writeStructured({ value, parameters }: Structured): string {
	const pieces = [value];
	for (const [name, text] of parameters) if (isToken(name)) pieces.push(...parameter(name, text));
	return pieces.join('; ');
}

function parameter(name: string, text: string): string[] {
	if (isToken(text) && isQuotable(text)) return [`${name}=${text}`];
	if (isQuotable(text)) return [`${name}="${text.replaceAll('\\', '\\\\').replaceAll('"', '\\"')}"`];
	const sections = percentEncode(text);
	if (sections.length === 1) return [`${name}*=utf-8''${sections[0]}`];
	return sections.map((section, index) => `${name}*${index}*=${index === 0 ? "utf-8''" : ''}${section}`);
}

/** Percent-encoded UTF-8, cut between characters. */
function percentEncode(text: string): string[] {
	const sections: string[] = [];
	let section = '';
	for (const character of text.toWellFormed()) {
		const encoded = isAttributeCharacter(character) ? character : percentBytes(character);
		if (section.length + encoded.length > MAX_SECTION) {
			sections.push(section);
			section = '';
		}
		section += encoded;
	}
	return [...sections, section];
}

/** RFC 2231 7: letters, digits and what is neither special nor used by the encoding. */
function isAttributeCharacter(character: string): boolean {
	return isToken(character) && !"*'%".includes(character);
}

function percentBytes(character: string): string {
	let text = '';
	for (const byte of Buffer.from(character, 'utf8')) text += hexEscape('%', byte);
	return text;
}
