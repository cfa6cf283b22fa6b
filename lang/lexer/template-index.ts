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
	isBlockComment,
	isLineComment,
	lineEnd,
	rawStringHashes,
	stringEnd,
} from './extents.ts';
import type { RawStringIndex } from './raw-string-index.ts';

/** More culprits than this, and every back-tick string must close on its own line: keeps hostile texts linear. */
const MAX_RESTARTS = 24;

const BRACE = -1;
const INTERPOLATION = -2;

/** Results of `lookUp` other than an end. */
export const INTERPOLATED = -1;
export const BROKEN = -2;

export class TemplateIndex {
	readonly #text: string;
	readonly #ends = new Map<number, number>();
	readonly #raw: () => RawStringIndex;

	constructor(text: string, raw: () => RawStringIndex) {
		this.#text = text;
		this.#raw = raw;
		let from = 0;
		for (let restarts = 0; from < text.length; restarts++) {
			const culprit = this.#scan(from, restarts >= MAX_RESTARTS);
			if (culprit === -1) break;
			for (const start of this.#ends.keys()) if (start >= culprit) this.#ends.delete(start);
			this.#ends.set(culprit, BROKEN);
			from = lineEnd(text, culprit);
		}
	}

	/** The end of the string that opens at `start` if it has no interpolation, else `INTERPOLATED` or `BROKEN`. */
	lookUp(start: number): number {
		return this.#ends.get(start) ?? BROKEN;
	}

	/** Reads from `from`, which is outside of strings and comments; returns the start of the culprit, or -1. */
	#scan(from: number, lineByLine: boolean): number {
		const text = this.#text;
		const marks = lineByLine ? /["'`/#{}\n]/g : /["'`/#{}]/g;
		const templateMarks = lineByLine ? /[`$\\\n]/g : /[`$\\]/g;
		// Starts of open templates (>= 0), open braces and open interpolations, outermost first.
		const stack: number[] = [];
		let interpolations = 0;
		let suspect = -1;
		let at = from;
		let inTemplate = false;

		// In the line-by-line mode: gives up the outermost open string at a line end.
		const breakOff = () => {
			const outermost = stack.find((frame) => frame >= 0) as number;
			this.#ends.set(outermost, BROKEN);
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
						const start = stack.pop() as number;
						if (this.#ends.get(start) !== INTERPOLATED) this.#ends.set(start, at);
						inTemplate = false;
						if (suspect === -1 && this.#isSuspect(start, at)) suspect = outermostOnLine(text, stack, start);
					}
				} else if (found[0] === '$') {
					if (text[at + 1] === '{') {
						this.#ends.set(stack[stack.length - 1] as number, INTERPOLATED);
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
					stack.push(at);
					inTemplate = true;
					at++;
					break;
				case '/':
					if (isLineComment(text, at)) at = lineCommentEnd(text, at);
					else if (isBlockComment(text, at)) at = blockCommentEnd(text, at).end;
					else at++;
					break;
				case '#': {
					const hashes = rawStringHashes(text, at);
					if (hashes === 0) at++;
					else {
						const end = this.#raw().end(at + hashes + 1, hashes);
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
	#isSuspect(start: number, end: number): boolean {
		const after = /[ \t]*(?:(?!(?:is|not|in|as|if)\b)[A-Za-z_0-9"'#])/y;
		after.lastIndex = end;
		return after.test(this.#text) && lineEnd(this.#text, start) < end;
	}
}

/** A line comment ends at CR as well (language spec 1.1). */
function lineCommentEnd(text: string, start: number): number {
	const stop = /[\r\n]/g;
	stop.lastIndex = start;
	return stop.exec(text)?.index ?? text.length;
}

/** The outermost open string on the line where the string at `start` begins. */
function outermostOnLine(text: string, stack: readonly number[], start: number): number {
	const lineStart = text.lastIndexOf('\n', start) + 1;
	let outermost = start;
	for (let index = stack.length - 1; index >= 0; index--) {
		const frame = stack[index] as number;
		if (frame < 0) continue;
		if (frame < lineStart) break;
		outermost = frame;
	}
	return outermost;
}
