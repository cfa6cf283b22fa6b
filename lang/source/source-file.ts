/**
 * A source text with its name, and the translation of offsets into lines and columns.
 *
 * Inside the compiler every place is a UTF-16 offset. People get 1-based lines and columns, and a column counts
 * Unicode scalar values, not UTF-16 units (language spec 1.1). Only LF starts a new line.
 */

/** A half-open stretch of source, as UTF-16 offsets. */
export interface Span {
	readonly start: number;
	readonly end: number;
}

/** A place for people: both numbers start at 1. */
export interface Position {
	readonly line: number;
	readonly column: number;
}

/** Distance of the places whose column count is remembered, in UTF-16 units. */
const MARK_STEP = 1024;

export class SourceFile {
	readonly name: string;
	readonly text: string;
	#lineStarts: number[] | undefined;
	#scalarMarks: number[] | undefined;

	/** @param name shown in messages; for a file its path, for other text a word such as `<eval>` or the empty string */
	constructor(name: string, text: string) {
		this.name = name;
		this.text = text;
	}

	/** Offset of the first character of each line. */
	get lineStarts(): readonly number[] {
		if (this.#lineStarts === undefined) {
			const starts = [0];
			for (let at = this.text.indexOf('\n'); at !== -1; at = this.text.indexOf('\n', at + 1)) starts.push(at + 1);
			this.#lineStarts = starts;
		}
		return this.#lineStarts;
	}

	get lineCount(): number {
		return this.lineStarts.length;
	}

	/** 1-based line of an offset; offsets outside the text are clamped. */
	lineAt(offset: number): number {
		const starts = this.lineStarts;
		let low = 0;
		let high = starts.length - 1;
		while (low < high) {
			const middle = (low + high + 1) >> 1;
			if ((starts[middle] as number) <= offset) low = middle;
			else high = middle - 1;
		}
		return low + 1;
	}

	positionAt(offset: number): Position {
		const clamped = Math.max(0, Math.min(offset, this.text.length));
		const line = this.lineAt(clamped);
		const start = this.lineStarts[line - 1] as number;
		// Counting from the start of a line of a megabyte, once for each of its problems, would be quadratic.
		const scalars =
			clamped - start <= MARK_STEP
				? this.#countScalars(start, clamped)
				: this.#scalarsBefore(clamped) - this.#scalarsBefore(start);
		return { line, column: scalars + 1 };
	}

	/** Unicode scalar values between two offsets. */
	#countScalars(start: number, end: number): number {
		let count = 0;
		for (let at = start; at < end; at++) {
			const unit = this.text.charCodeAt(at);
			// The second half of a surrogate pair is not a column of its own.
			if (unit < 0xdc00 || unit > 0xdfff) count++;
		}
		return count;
	}

	/** Unicode scalar values from the start of the text to an offset, in bounded time after the first call. */
	#scalarsBefore(offset: number): number {
		if (this.#scalarMarks === undefined) {
			const marks = [0];
			for (let at = MARK_STEP; at <= this.text.length; at += MARK_STEP) {
				marks.push((marks.at(-1) as number) + this.#countScalars(at - MARK_STEP, at));
			}
			this.#scalarMarks = marks;
		}
		const mark = Math.floor(offset / MARK_STEP);
		return (this.#scalarMarks[mark] as number) + this.#countScalars(mark * MARK_STEP, offset);
	}

	/** The offset of a 1-based line and column, clamped to the text. */
	offsetAt(position: Position): number {
		const start = this.lineStarts[Math.min(position.line, this.lineCount) - 1] ?? 0;
		let at = start;
		for (let column = 1; column < position.column && at < this.text.length && this.text[at] !== '\n'; column++) {
			at += (this.text.codePointAt(at) as number) > 0xffff ? 2 : 1;
		}
		return at;
	}

	/** Text of a 1-based line without its line break. */
	lineText(line: number): string {
		const start = this.lineStarts[line - 1] ?? this.text.length;
		const next = this.lineStarts[line];
		const text = this.text.slice(start, next === undefined ? undefined : next - 1);
		return text.endsWith('\r') ? text.slice(0, -1) : text;
	}
}
