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

/** The comments of the current gap that are still to be printed, and the line breaks after the last of them. */
export class PendingComments {
	readonly #comments: GapComment[] = [];
	#newLines = 0;
	/** Comments before this one have been printed. */
	#at = 0;
	/** Comments before this one stand at the end of the line before; found when needed. */
	#trailing: number | undefined;
	#isLast = false;
	#documents = false;
	readonly #isFirst: boolean;

	/** @param isFirst whether nothing has been printed, so that there is no line before */
	constructor(isFirst: boolean) {
		this.#isFirst = isFirst;
	}

	/** Adds the next stretch of the gap. @param isLast whether the file ends after it */
	add(gap: Gap, isLast: boolean): void {
		for (const item of gap.comments) {
			const { kind, text } = item.comment;
			// Documentation of several lines is read by its columns, therefore it starts a line.
			if (kind === 'doc-block' && item.newLines === 0 && text.includes('\n')) item.newLines = 1;
			if (kind === 'doc-block' || kind === 'doc-line') this.#documents = true;
			this.#comments.push(item);
		}
		this.#newLines = gap.newLines;
		this.#isLast = isLast;
		this.#trailing = undefined;
	}

	/** The same for what follows a token that is left out. @param keepLines whether line breaks before it count */
	addAfterDropped(gap: Gap, keepLines: boolean, isLast: boolean): void {
		const first = gap.comments[0] ?? gap;
		// A line that held nothing but the token goes with it.
		const own = this.#newLines > 0 && first.newLines > 0 ? 1 : 0;
		if (keepLines || !this.isEmpty) first.newLines += this.#newLines - own;
		this.add(gap, isLast);
	}

	get isEmpty(): boolean {
		return this.#at === this.#comments.length;
	}

	get next(): GapComment | undefined {
		return this.#comments[this.#at];
	}

	/** Line breaks before what comes next, comment or token. */
	get newLines(): number {
		return (this.next ?? { newLines: this.#newLines }).newLines;
	}

	/** Is there an empty line between the end of the current line and what follows? */
	get isBlankAhead(): boolean {
		return (this.#comments[Math.max(this.#at, this.#trailingEnd())]?.newLines ?? this.#newLines) > 1;
	}

	/** Will the comments make a line break? */
	get breaksLine(): boolean {
		for (let at = this.#at; at < this.#comments.length; at++) {
			if (breaksLine(this.#comments[at] as GapComment)) return true;
		}
		return false;
	}

	/** Is there one that may be the documentation of what follows? */
	get documents(): boolean {
		return this.#documents && !this.isEmpty;
	}

	/** Takes the next comment. */
	take(): Comment | undefined {
		return this.#comments[this.#at++]?.comment;
	}

	/**
	 * Takes the next comment if it stands at the end of the line before. Comments that are followed by a token on the
	 * same line belong to that token instead.
	 */
	takeTrailing(): Comment | undefined {
		return this.#at < this.#trailingEnd() ? this.take() : undefined;
	}

	/** Takes the next comment if it stands on the line of what is before, whatever follows. */
	takeOnLine(): Comment | undefined {
		return this.next?.newLines === 0 ? this.take() : undefined;
	}

	#trailingEnd(): number {
		this.#trailing ??= this.#isFirst ? 0 : this.#findTrailing();
		return this.#trailing;
	}

	#findTrailing(): number {
		let end = this.#at;
		while (this.#comments[end]?.newLines === 0) end++;
		if (end < this.#comments.length || this.#isLast || this.#newLines > 0) return end;
		const last = this.#comments[end - 1];
		return last !== undefined && endsLine(last.comment) ? end : this.#at;
	}
}
