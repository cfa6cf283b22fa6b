/**
 * Gathers lines until they make an input: the parser says whether the text so far could still be continued.
 */

import { parse } from '../lang/parser/parse.ts';
import { SourceFile } from '../lang/source/source-file.ts';

/** Up to here every line is tried; each try parses all lines, so longer inputs are tried ever more rarely. */
const LINES_TRIED_EACH = 200;
const GROWTH = 1.1;

/** Whether an input is too deeply nested is for the engine to say, once it is complete. */
export const NO_LIMITS = { expressionDepth: 0, functionExpressionDepth: 0 } as const;

/** Whether the text ends too early: more lines may make it right, and nothing before its end is wrong. */
export function isIncomplete(text: string): boolean {
	const { problems, comments } = parse(new SourceFile('<repl>', text), NO_LIMITS);
	if (comments.at(-1)?.unclosed === true) return true;
	const first = problems[0];
	if (first === undefined) return false;
	if (first.span.start >= text.trimEnd().length) return true;
	// An open string is reported where it begins; of the three forms two can go on in the next line.
	const opens = first.message.startsWith('Open string') && first.parseKind === 'BadInput';
	return opens && text[first.span.start] !== '"';
}

export class InputGatherer {
	#lines: string[] = [];
	#nextTry = 1;

	/** Whether lines of an unfinished input are waiting. */
	get started(): boolean {
		return this.#lines.length > 0;
	}

	/**
	 * Adds a line.
	 * @param force try now, however long the input is
	 * @returns the input when it is complete
	 */
	add(line: string, force: boolean): string | undefined {
		this.#lines.push(line);
		if (!force && this.#lines.length < this.#nextTry) return undefined;
		const text = this.#lines.join('\n');
		if (isIncomplete(text)) {
			const count = this.#lines.length;
			this.#nextTry = count < LINES_TRIED_EACH ? count + 1 : Math.ceil(count * GROWTH);
			return undefined;
		}
		this.clear();
		return text;
	}

	/** What is there, complete or not; afterwards nothing is. */
	take(): string {
		const text = this.#lines.join('\n');
		this.clear();
		return text;
	}

	clear(): void {
		this.#lines = [];
		this.#nextTry = 1;
	}
}
