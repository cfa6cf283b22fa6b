/**
 * Syntax errors of the package `toml` for people. It lists every character that its grammar could have gone on with;
 * somebody who forgot a quote wants to read "expected a value, found `off`".
 */

/** What an alternative of the grammar stands for; several rows may say the same. Alternatives not listed say nothing. */
const MEANINGS: readonly (readonly [alternative: string, meaning: string])[] = [
	['"true"', 'a value'],
	['[A-Za-z0-9_\\-]', 'a key'],
	['"="', '`=`'],
	['","', '`,`'],
	['"]"', '`]`'],
	['"}"', '`}`'],
	['"."', '`.`'],
	['":"', '`:`'],
	['"\\n"', 'the end of the line'],
	['"\\""', '`"`'],
	['"\'"', "`'`"],
];

/** These are part of a longer word, value or key that could go on, unless nothing else is expected. */
const PARTS = new Set(['`"`', "`'`", '`.`', '`:`']);

const LONGEST_WORD = 40;

export interface SyntaxMessage {
	readonly message: string;
	readonly help?: string | undefined;
}

function wordAt(text: string, offset: number): string {
	const rest = text.slice(offset, offset + LONGEST_WORD + 1);
	const [word = ''] = /^[^\s,\]}#=]+/.exec(rest) ?? [rest.slice(0, 1)];
	return word.length > LONGEST_WORD ? `${word.slice(0, LONGEST_WORD)}…` : word;
}

function foundAt(text: string, offset: number): string {
	if (offset >= text.length) return 'the end of the text';
	if (text[offset] === '\n' || text[offset] === '\r') return 'the end of the line';
	const word = wordAt(text, offset);
	// Names of invisible characters say more than the characters.
	const code = word.codePointAt(0) as number;
	return code < 0x20 || code === 0x7f ? `the control character U+${hex(code)}` : `\`${word}\``;
}

function hex(code: number): string {
	return code.toString(16).toUpperCase().padStart(4, '0');
}

function joined(words: readonly string[]): string {
	if (words.length < 2) return words.join('');
	return `${words.slice(0, -1).join(', ')} or ${words.at(-1)}`;
}

/**
 * @param message of the package
 * @param text the whole text
 * @param offset of the error, in UTF-16 units
 */
export function syntaxMessage(message: string, text: string, offset: number): SyntaxMessage {
	const match = /^Expected (?<expected>.*) but .* found\.$/s.exec(message);
	if (match === null) return { message: message.replace(/\.$/, '').replace(/'([^']*)'/g, '`$1`') };
	const expected = match.groups?.expected ?? '';
	const all = [...new Set(MEANINGS.flatMap(([part, meaning]) => (expected.includes(part) ? [meaning] : [])))];
	const found = foundAt(text, offset);
	const inString = expected.includes('[^');
	if (inString)
		return { message: `the string does not end: found ${found}`, help: 'close it with the quote it began with' };
	const words = all.includes('`=`') ? all : all.filter((word) => !PARTS.has(word));
	// Where a value may stand, a line may also end or an array close: true, but never what was meant.
	const wanted = words.includes('a value') ? ['a value'] : words;
	const bare = wanted[0] === 'a value' && /^[A-Za-z_/]/.test(text.slice(offset, offset + 1));
	return {
		message: wanted.length === 0 ? `${found} does not belong here` : `expected ${joined(wanted)}, found ${found}`,
		help: bare ? `text is written in quotes: "${wordAt(text, offset)}"` : undefined,
	};
}
