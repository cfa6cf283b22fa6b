/**
 * Walks the tokens of a file in order together with the comments between them.
 *
 * The place between two tokens is a gap. Comments belong to their gap and never leave it (they only change sides with
 * a comma or semicolon), so whatever the printer does, no comment is lost and a second run finds each where the
 * first put it.
 */

import type { Comment, ParseResult, SourceToken } from '../parser/parse-result.ts';

export interface GapComment {
	readonly comment: Comment;
	/** Line breaks between what is before (a token or comment) and this comment. */
	newLines: number;
}

export interface Gap {
	readonly comments: readonly GapComment[];
	/** Line breaks between what is before and the token that ends the gap. */
	newLines: number;
}

/** Is this comment one that ends with its line? */
export function endsLine(comment: Comment): boolean {
	return comment.unclosed || (comment.kind !== 'block' && comment.kind !== 'doc-block');
}

/** Must a line break stand before or after this comment? */
export function breaksLine(item: GapComment): boolean {
	return item.newLines > 0 || endsLine(item.comment);
}

/** Counts LF, CR and CRLF. */
function countNewLines(text: string, from: number, to: number): number {
	let count = 0;
	for (let at = from; at < to; at++) {
		const unit = text.charCodeAt(at);
		if (unit === 0x0a || (unit === 0x0d && text.charCodeAt(at + 1) !== 0x0a)) count++;
	}
	return count;
}

/**
 * How many comments at the start of a gap stand at the end of the line before it. Comments that are followed by a
 * token on the same line belong to that token instead.
 */
export function trailingCount(gap: Gap, lastGap: boolean): number {
	let count = 0;
	while (gap.comments[count]?.newLines === 0) count++;
	if (count < gap.comments.length || lastGap || gap.newLines > 0) return count;
	const last = gap.comments[count - 1];
	return last !== undefined && endsLine(last.comment) ? count : 0;
}

export class TokenWalk {
	readonly #text: string;
	readonly #tokens: readonly SourceToken[];
	readonly #comments: readonly Comment[];
	#token = 0;
	#comment = 0;
	/** End of what has been passed, token or comment. */
	#end = 0;

	constructor(result: ParseResult) {
		this.#text = result.source.text;
		this.#tokens = result.tokens;
		this.#comments = result.comments;
	}

	/** The next token, `undefined` at the end of the file. */
	get next(): SourceToken | undefined {
		return this.#tokens[this.#token];
	}

	/** The token after the next one. */
	get second(): SourceToken | undefined {
		return this.#tokens[this.#token + 1];
	}

	/** Does the next token directly follow what has been passed? */
	get glued(): boolean {
		return this.next?.start === this.#end;
	}

	/** The first of the coming tokens that is not `text`. */
	afterAll(text: string): SourceToken | undefined {
		let at = this.#token;
		while (this.#tokens[at]?.text === text) at++;
		return this.#tokens[at];
	}

	/** Passes the next token. */
	advance(): void {
		this.#end = this.next?.end ?? this.#end;
		this.#token++;
	}

	/** Passes and returns all tokens that start before this offset, and the comments among them. */
	advanceTo(end: number): readonly SourceToken[] {
		const first = this.#token;
		while ((this.next?.start ?? end) < end) this.advance();
		while ((this.#comments[this.#comment]?.start ?? end) < end) this.#comment++;
		return this.#tokens.slice(first, this.#token);
	}

	/** Takes the comments in front of the next token. */
	takeGap(): Gap {
		const stop = this.next?.start ?? this.#text.length;
		const comments: GapComment[] = [];
		for (;;) {
			const comment = this.#comments[this.#comment];
			if (comment === undefined || comment.start >= stop) break;
			comments.push({ comment, newLines: countNewLines(this.#text, this.#end, comment.start) });
			this.#end = comment.end;
			this.#comment++;
		}
		return { comments, newLines: countNewLines(this.#text, this.#end, stop) };
	}
}
