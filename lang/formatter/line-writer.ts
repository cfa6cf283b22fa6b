/**
 * Writes texts into lines. Line breaks, spaces and indentation are only noted until text follows, so that no line ends
 * in blanks and breaks in a row are one.
 */

import { leadingBlanks } from './comment-text.ts';

const INDENT_COLUMNS = 4;

/** Blanks at the start of a line never exceed this: a text made for that would grow with the square of its size. */
const MAX_BLANKS = 80;

/** A literal over several lines whose indentation is not part of its value. */
export interface AlignedText {
	readonly first: string;
	/** Later lines without their indentation. */
	readonly rest: readonly string[];
}

/** Number of columns of a text without line breaks: Unicode scalar values, as positions count them. */
export function columnsOf(text: string): number {
	let columns = text.length;
	for (let at = 0; at < text.length; at++) {
		const unit = text.charCodeAt(at);
		if (unit >= 0xdc00 && unit <= 0xdfff) columns--;
	}
	return columns;
}

export class LineWriter {
	readonly #maxLength: number;
	readonly #parts: string[] = [];
	#length = 0;
	#column = 0;
	/** Blanks at the start of the current line. */
	#lineIndent = 0;
	readonly #indents: number[] = [0];
	#newLines = 0;
	#pendingSpace = false;
	#atStart = true;

	/** @param maxLength of the whole text, in UTF-16 units */
	constructor(maxLength: number) {
		this.#maxLength = maxLength;
	}

	/** What has been written; `undefined` if it is too long. */
	get text(): string | undefined {
		return this.#length > this.#maxLength ? undefined : this.#parts.join('');
	}

	/** Columns in front of what comes next. */
	get nextColumn(): number {
		if (this.#newLines > 0 && !this.#atStart) return this.#indent;
		return this.#column + (this.#pendingSpace ? 1 : 0);
	}

	/** Would a space now change nothing, because there is one or the line is new? */
	get isSpaced(): boolean {
		return this.#newLines > 0 || this.#pendingSpace;
	}

	space(): void {
		this.#pendingSpace = true;
	}

	/** At least so many line breaks. */
	breakLine(count: number): void {
		this.#newLines = Math.max(this.#newLines, count);
		this.#pendingSpace = false;
	}

	/** Starts an indentation, which adds columns if `more`. */
	indent(more: boolean): void {
		this.#indents.push((this.#indents[this.#indents.length - 1] as number) + (more ? INDENT_COLUMNS : 0));
	}

	/** Ends the latest indentation. */
	dedent(): void {
		this.#indents.pop();
	}

	/** Text without line breaks. */
	write(text: string): void {
		if (text === '') return;
		this.#start();
		this.#emit(text);
		this.#column += columnsOf(text);
	}

	/** Text with line breaks, as it is. */
	writeVerbatim(text: string): void {
		this.#start();
		this.#emit(text);
		this.#setLine(text.slice(text.lastIndexOf('\n') + 1));
	}

	/** Two or more lines, the later ones indented like the line of the first; empty ones stay empty. */
	writeLines(lines: readonly string[]): void {
		this.#start();
		const blanks = ' '.repeat(this.#lineIndent);
		lines.forEach((line, index) => {
			if (index > 0) this.#emit(line === '' ? '\n' : `\n${blanks}`);
			this.#emit(line);
		});
		this.#setLine(`${blanks}${lines[lines.length - 1]}`);
	}

	/** Later lines start one column right of the first character. */
	writeAligned(text: AlignedText): void {
		this.#start();
		const target = this.#column + 1;
		const blanks = ' '.repeat(Math.min(target, MAX_BLANKS));
		this.#emit(text.first);
		this.#column += columnsOf(text.first);
		for (const line of text.rest) {
			const body = blanks.length < target ? escapeBlank(line) : line;
			this.#emit(`\n${blanks}`);
			this.#emit(body);
			this.#setLine(blanks + body);
		}
	}

	get #indent(): number {
		return Math.min(this.#indents[this.#indents.length - 1] as number, MAX_BLANKS);
	}

	#emit(text: string): void {
		this.#length += text.length;
		if (this.#length <= this.#maxLength) this.#parts.push(text);
	}

	/** Writes the break or space in front of a text. */
	#start(): void {
		if (this.#newLines > 0 && !this.#atStart) {
			const indent = this.#indent;
			this.#emit('\n'.repeat(this.#newLines) + ' '.repeat(indent));
			this.#column = indent;
			this.#lineIndent = indent;
		} else if (this.#pendingSpace && !this.#atStart) {
			this.#emit(' ');
			this.#column++;
		}
		this.#newLines = 0;
		this.#pendingSpace = false;
		this.#atStart = false;
	}

	/** Text with line breaks has been written: this is what the current line now consists of. */
	#setLine(text: string): void {
		this.#column = columnsOf(text);
		this.#lineIndent = Math.min(leadingBlanks(text), MAX_BLANKS);
	}
}

/** A blank at the start of an aligned line that is too far right to be aligned must not be taken for indentation. */
function escapeBlank(line: string): string {
	if (!/^[^\S\r\n]/.test(line)) return line;
	return `\\u${line.charCodeAt(0).toString(16).padStart(4, '0')}${line.slice(1)}`;
}
