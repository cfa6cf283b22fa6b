/**
 * Decides where back-tick strings end (language spec 1.9), before the lexer cuts them into tokens.
 *
 * One pass over the text with an explicit stack finds every back-tick string, nested ones included. If something is
 * still open at the end of the text, some string was not closed where its author thought it was; from there on inside
 * and outside are swapped and the rest of the file would be nonsense. So the culprit is looked for, its damage is limited
 * to its own line, and the pass starts again below it.
 *
 * The culprit is the first string over several lines that is followed directly by something no operator separates from
 * it (as in a string whose end is really the beginning of the next one), otherwise the outermost one that is open.
 */

import {
	blockCommentEnd,
	characterEnd,
	hashesEnd,
	isBlockComment,
	isLineComment,
	lineEnd,
	stringEnd,
} from './extents.ts';
import type { RawStringIndex } from './raw-string-index.ts';

/** More culprits than this, and every back-tick string must close on its own line: keeps hostile texts linear. */
const MAX_RESTARTS = 8;

const BRACE = -1;
const INTERPOLATION = -2;

/** Results of `lookUp` other than an end. */
export const INTERPOLATED = -1;
export const BROKEN = -2;

export class TemplateIndex {
	readonly #text: string;
	/** Openings in ascending order, and for each what `lookUp` returns. */
	readonly #starts: number[] = [];
	readonly #results: number[] = [];
	readonly #raw: () => RawStringIndex;
	#lineBreaks: number[] | undefined;

	constructor(text: string, raw: () => RawStringIndex) {
		this.#text = text;
		this.#raw = raw;
		let from = 0;
		for (let restarts = 0; from < text.length; restarts++) {
			const culprit = this.#scan(from, restarts >= MAX_RESTARTS);
			if (culprit === -1) break;
			// What was read behind the culprit was read inside out.
			this.#starts.length = this.#results.length = culprit + 1;
			this.#results[culprit] = BROKEN;
			from = lineEnd(text, this.#starts[culprit] as number);
		}
	}

	/** The end of the string that opens at `start` if it has no interpolation, else `INTERPOLATED` or `BROKEN`. */
	lookUp(start: number): number {
		const index = countBelow(this.#starts, start);
		return this.#starts[index] === start ? (this.#results[index] as number) : BROKEN;
	}

	/** Reads from `from`, which is outside of strings and comments; returns the index of the culprit, or -1. */
	#scan(from: number, lineByLine: boolean): number {
		const text = this.#text;
		const marks = lineByLine ? /["'`/#{}\n]/g : /["'`/#{}]/g;
		const templateMarks = lineByLine ? /[`$\\\n]/g : /[`$\\]/g;
		// Indices of open templates (>= 0), open braces and open interpolations, outermost first.
		const stack: number[] = [];
		let interpolations = 0;
		let suspect = -1;
		let at = from;
		let inTemplate = false;

		// In the line-by-line mode: gives up the outermost open string at a line end.
		const breakOff = () => {
			const outermost = stack.find((frame) => frame >= 0) as number;
			this.#results[outermost] = BROKEN;
			stack.length = 0;
			interpolations = 0;
			inTemplate = false;
		};

		while (at < text.length) {
			if (inTemplate) {
				templateMarks.lastIndex = at;
				const found = templateMarks.exec(text);
				if (found === null) break;
				at = found.index;
				if (found[0] === '`') {
					if (text[at + 1] === '`') at += 2;
					else {
						at++;
						const index = stack.pop() as number;
						if (this.#results[index] !== INTERPOLATED) this.#results[index] = at;
						inTemplate = false;
						if (suspect === -1 && this.#isSuspect(index, at)) suspect = this.#outermostOnLine(stack, index);
					}
				} else if (found[0] === '$') {
					if (text[at + 1] === '{') {
						this.#results[stack[stack.length - 1] as number] = INTERPOLATED;
						stack.push(INTERPOLATION);
						interpolations++;
						inTemplate = false;
						at += 2;
					} else at++;
				} else if (found[0] === '\\') {
					at += text.startsWith('${', at + 1) ? 3 : 1;
				} else {
					breakOff();
					at++;
				}
				continue;
			}

			marks.lastIndex = at;
			const found = marks.exec(text);
			if (found === null) break;
			at = found.index;
			switch (found[0]) {
				case '"': {
					const end = stringEnd(text, at);
					at = end < 0 ? ~end : end;
					break;
				}
				case "'": {
					const end = characterEnd(text, at);
					at = end < 0 ? ~end : end;
					break;
				}
				case '`':
					stack.push(this.#starts.length);
					this.#starts.push(at);
					this.#results.push(BROKEN);
					inTemplate = true;
					at++;
					break;
				case '/':
					if (isLineComment(text, at)) at = lineCommentEnd(text, at);
					else if (isBlockComment(text, at)) at = blockCommentEnd(text, at).end;
					else at++;
					break;
				case '#': {
					const mark = hashesEnd(text, at);
					if (text[mark] !== '"') at = mark;
					else {
						const end = this.#raw().end(mark + 1, mark - at);
						at = end === -1 ? lineEnd(text, at) : end;
					}
					break;
				}
				case '{':
					stack.push(BRACE);
					at++;
					break;
				case '}': {
					at++;
					const frame = stack.pop();
					if (frame === INTERPOLATION) {
						interpolations--;
						inTemplate = true;
					}
					break;
				}
				default:
					if (interpolations > 0) breakOff();
					at++;
			}
		}

		if (!inTemplate && interpolations === 0) return -1;
		if (lineByLine) {
			breakOff();
			return -1;
		}
		const open = stack.find((frame) => frame >= 0) as number;
		return suspect !== -1 && suspect < open ? suspect : open;
	}

	/** Does the string go over several lines and touch something that cannot follow an operand? */
	#isSuspect(index: number, end: number): boolean {
		const after = /[ \t]*(?:(?!(?:is|not|in|as|if)\b)[A-Za-z_0-9"'#])/y;
		after.lastIndex = end;
		return after.test(this.#text) && this.#lineOf(this.#starts[index] as number) < this.#lineOf(end);
	}

	/** The outermost open string that begins on the line of the one given. */
	#outermostOnLine(stack: readonly number[], index: number): number {
		const line = this.#lineOf(this.#starts[index] as number);
		let outermost = index;
		for (let at = stack.length - 1; at >= 0; at--) {
			const frame = stack[at] as number;
			if (frame < 0) continue;
			if (this.#lineOf(this.#starts[frame] as number) !== line) break;
			outermost = frame;
		}
		return outermost;
	}

	/** Number of line breaks before an offset. Searching the text for them would be quadratic in one long line. */
	#lineOf(offset: number): number {
		if (this.#lineBreaks === undefined) {
			this.#lineBreaks = [];
			for (let at = this.#text.indexOf('\n'); at !== -1; at = this.#text.indexOf('\n', at + 1))
				this.#lineBreaks.push(at);
		}
		return countBelow(this.#lineBreaks, offset);
	}
}

/** How many of the ascending numbers are below the limit. */
function countBelow(numbers: readonly number[], limit: number): number {
	let low = 0;
	let high = numbers.length;
	while (low < high) {
		const middle = (low + high) >> 1;
		if ((numbers[middle] as number) < limit) low = middle + 1;
		else high = middle;
	}
	return low;
}

/** A line comment ends at CR as well (language spec 1.1). */
function lineCommentEnd(text: string, start: number): number {
	const stop = /[\r\n]/g;
	stop.lastIndex = start;
	return stop.exec(text)?.index ?? text.length;
}
