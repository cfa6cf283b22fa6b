/**
 * Text of unknown origin on a terminal: what it may contain, and how many cells it takes.
 *
 * A script, a file name or a message can hold escape sequences that move the cursor, retitle the window or rewrite
 * what was printed before, and direction marks that show code in another order than the compiler reads it. None of
 * them reaches the terminal: they appear as visible stand-ins.
 */

/** Controls, line and paragraph separators, direction marks, invisible characters, halves of surrogate pairs. */
const HIDDEN =
	// biome-ignore lint/suspicious/noControlCharactersInRegex: finding control characters is the purpose
	/[\u0000-\u001f\u007f-\u009f\u00ad\u061c\u180e\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb\u{e0000}-\u{e007f}\p{Cs}]/gu;

const ZERO_WIDTH = /^[\p{Mn}\p{Me}]$/u;
const EMOJI = /^\p{Emoji_Presentation}$/u;

/** Blocks whose characters take two cells, as pairs of first and last code point. */
const WIDE = [
	[0x1100, 0x115f],
	[0x2e80, 0x303e],
	[0x3041, 0x33ff],
	[0x3400, 0x4dbf],
	[0x4e00, 0x9fff],
	[0xa000, 0xa4cf],
	[0xa960, 0xa97f],
	[0xac00, 0xd7a3],
	[0xf900, 0xfaff],
	[0xfe30, 0xfe6f],
	[0xff00, 0xff60],
	[0xffe0, 0xffe6],
	[0x20000, 0x3fffd],
] as const;

function standIn(character: string): string {
	const code = character.codePointAt(0) as number;
	// The block "control pictures" has one visible sign of one cell for each of these.
	if (code < 0x20) return String.fromCharCode(0x2400 + code);
	if (code === 0x7f) return '\u2421';
	return `\\u{${code.toString(16)}}`;
}

/** The text with everything that could act on a terminal replaced; line breaks are replaced too. */
export function printable(text: string): string {
	return text.replace(HIDDEN, standIn);
}

/** Like `printable`, but line breaks stay. */
export function printableLines(text: string): string[] {
	return text.split(/\r\n|\n/).map(printable);
}

/** Cells that one code point takes on a terminal; for printable text. */
function cellsOf(code: number): number {
	if (code < 0x300) return 1;
	const character = String.fromCodePoint(code);
	if (ZERO_WIDTH.test(character)) return 0;
	if (EMOJI.test(character)) return 2;
	return WIDE.some(([first, last]) => code >= first && code <= last) ? 2 : 1;
}

/** Cells that printable text takes. */
export function cellCount(text: string): number {
	let cells = 0;
	for (const character of text) cells += cellsOf(character.codePointAt(0) as number);
	return cells;
}

/**
 * Printable text with tabs as blanks up to the next multiple of `tabSize`, counted from `column`, so that what
 * stands below it lines up.
 */
export function expandTabs(text: string, column: number, tabSize = 4): string {
	if (!text.includes('\t')) return printable(text);
	let out = '';
	let cells = column;
	for (const [index, part] of text.split('\t').entries()) {
		if (index > 0) {
			const blanks = tabSize - (cells % tabSize);
			out += ' '.repeat(blanks);
			cells += blanks;
		}
		const shown = printable(part);
		out += shown;
		cells += cellCount(shown);
	}
	return out;
}
