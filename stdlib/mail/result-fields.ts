/**
 * Header fields that say what authentication has found: `Received-SPF` (RFC 7208 9.1) and `Authentication-Results`
 * (RFC 8601). Texts of strangers go into them, so every value is one that cannot be read as something else.
 */

/** Folds come where this stands. */
export const FOLD = '\r\n ';

/** Characters of a value that needs no quotes, besides letters and digits: those of an RFC 2045 token. */
const TOKEN = "!#$%&'*+-.^_`{|}~";

/** And those that the values of `Received-SPF` may have as well, so that addresses and networks stay readable. */
const PLAIN = `${TOKEN}@:/[]`;

/** Longest value: a line may have 998 octets, and a value cannot be folded. */
const LONGEST = 500;

function isAlphanumeric(code: number): boolean {
	const lower = code | 0x20;
	return (code >= 0x30 && code <= 0x39) || (lower >= 0x61 && lower <= 0x7a);
}

function consistsOf(text: string, others: string): boolean {
	if (text === '') return false;
	for (let at = 0; at < text.length; at++) {
		if (!isAlphanumeric(text.charCodeAt(at)) && !others.includes(text.charAt(at))) return false;
	}
	return true;
}

/** Without control characters, and not endless. */
function harmless(text: string): string {
	let clean = '';
	for (const character of text.slice(0, LONGEST)) {
		const code = character.codePointAt(0) as number;
		clean += code < 0x20 || code === 0x7f ? ' ' : character;
	}
	return clean;
}

/** A quoted-string (RFC 5322 3.2.4). */
export function quoted(text: string): string {
	let escaped = '';
	for (const character of text) escaped += character === '"' || character === '\\' ? `\\${character}` : character;
	return `"${escaped}"`;
}

/** A value of `Received-SPF`, in quotes where it needs them. */
export function spfValue(text: string): string {
	const clean = harmless(text);
	return consistsOf(clean, PLAIN) ? clean : quoted(clean);
}

/** The value of a property of `Authentication-Results` (RFC 8601 2.2): a token, an address or in quotes. */
export function resultValue(text: string): string {
	const clean = harmless(text);
	const at = clean.lastIndexOf('@');
	const isAddress = consistsOf(clean.slice(at + 1), '-.') && (at <= 0 || consistsOf(clean.slice(0, at), `${TOKEN}/=?`));
	return consistsOf(clean, TOKEN) || (at !== -1 && isAddress) ? clean : quoted(clean);
}

/** One method with its result and properties. Empty ones are left out. */
export function methodResult(
	method: string,
	result: string,
	reason: string | undefined,
	properties: readonly (readonly [name: string, value: string | undefined])[],
): string {
	let text = `${method}=${result}`;
	if (reason !== undefined && reason !== '') text += ` reason=${quoted(harmless(reason))}`;
	for (const [name, value] of properties) {
		if (value !== undefined && value !== '') text += ` ${name}=${resultValue(value)}`;
	}
	return text;
}

/** The value of an `Authentication-Results` field, one method on each line. */
export function authenticationResults(server: string, methods: readonly string[]): string {
	return [resultValue(server), ...methods].join(`;${FOLD}`);
}

/**
 * Whether an `Authentication-Results` field claims to be written by one of these servers. Such a field in a message that
 * comes from outside is forged or of no use here, and has to be removed before rules add their own (RFC 8601 5).
 * @param value of the field, folds and comments included
 * @param servers in lower case
 */
export function claimsServer(value: string, servers: ReadonlySet<string>): boolean {
	const name = firstWord(value).toLowerCase();
	return servers.has(name.endsWith('.') ? name.slice(0, -1) : name);
}

/** The first token or quoted-string of a structured field, comments and blanks before it left out. */
function firstWord(value: string): string {
	let depth = 0;
	let word = '';
	let inQuotes = false;
	for (let at = 0; at < value.length; at++) {
		const character = value.charAt(at);
		if (character === '\\' && (inQuotes || depth > 0)) {
			at++;
			if (inQuotes) word += value.charAt(at);
		} else if (inQuotes) {
			if (character === '"') return word;
			word += character;
		} else if (character === '(') {
			if (word !== '') return word;
			depth++;
		} else if (depth > 0) {
			if (character === ')') depth--;
		} else if (character === '"' && word === '') inQuotes = true;
		else if (character === ';' || (word !== '' && isBlank(character))) return word;
		else if (!isBlank(character)) word += character;
	}
	return word;
}

function isBlank(character: string): boolean {
	return character === ' ' || character === '\t' || character === '\r' || character === '\n';
}
