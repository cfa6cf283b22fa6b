/**
 * What all parts of the formatter share: it takes the tokens of the file in order, puts them into the layout and
 * places the comments of each gap.
 *
 * The functions for the single constructs say where breaks, groups and indentation are; they never build text of
 * their own, so that no token can be lost or invented. Only commas and semicolons come and go (`separator`, `drop`).
 *
 * Comments are written as late as possible: those at the end of a line when the next break or text is due, by then all
 * groups that end before the comment are closed, and those before a token after the break in front of it. A comment
 * thus breaks the groups that contain its gap, not its neighbours.
 */

import type { Block, Expression, Node, Statement } from '../ast/nodes.ts';
import type { Comment, ParseResult, SourceToken } from '../parser/parse-result.ts';
import type { SourceFile } from '../source/source-file.ts';
import { commentLines, normalBreaks } from './comment-text.ts';
import { breaksLine, endsLine, PendingComments, TokenWalk } from './gaps.ts';
import { type Group, Layout } from './layout.ts';
import { putTemplate, putToken } from './literals.ts';

/** Columns of a line. */
export const LINE_WIDTH = 100;

/** How the parts of the formatter call each other without importing each other. */
export interface Parts {
	/** Prints an expression whose value is used; returns the group of its outermost breaks, if it has one. */
	expression(printer: Printer, node: Expression): Group | undefined;
	/** Prints a statement without its `;`. `used`: its value is that of a closure, case or block. */
	statement(printer: Printer, node: Statement, used: boolean): void;
	/** Prints a block over several lines or, if `inline`, with the breaks of the innermost group. */
	block(printer: Printer, node: Block, inline: boolean): void;
}

/** After these no blank comes before a comment; empty is the start of the file. */
const OPENERS = new Set(['', '(', '[', '?[', '!', '-', '+']);
/** Before these no blank comes after a comment. */
const CLOSERS = new Set(['', ')', ']', ',', ';']);

export class Printer {
	readonly source: SourceFile;
	readonly layout = new Layout(LINE_WIDTH);
	readonly #parts: Parts;
	readonly #walk: TokenWalk;
	/** What is before the next token. */
	#pending = new PendingComments(true);
	/** A break has been set in this gap, so that the comments before the next token may be printed. */
	#broken = true;
	/** Empty lines in this gap are kept. */
	#keepsBlank = true;
	#last = '';
	#sourceLast = '';

	constructor(result: ParseResult, parts: Parts) {
		this.source = result.source;
		this.#parts = parts;
		this.#walk = new TokenWalk(result);
		this.#pending.add(this.#walk.takeGap(), this.#walk.next === undefined);
	}

	// -------------------------------------------------------------------------------------------- other constructs

	expression(node: Expression): Group | undefined {
		return this.#parts.expression(this, node);
	}

	statement(node: Statement, used: boolean): void {
		this.#parts.statement(this, node, used);
	}

	block(node: Block, inline: boolean): void {
		this.#parts.block(this, node, inline);
	}

	// -------------------------------------------------------------------------------------------------- the source

	/** Text of the next token, empty at the end of the file. */
	get next(): string {
		return this.#walk.next?.text ?? '';
	}

	/** Text of the last token that has been printed. */
	get last(): string {
		return this.#last;
	}

	/** Is the last token other than in the source, because a comma or semicolon came or went? */
	get moved(): boolean {
		return this.#last !== this.#sourceLast;
	}

	/** Is there neither a blank nor a comment before the next token? */
	get glued(): boolean {
		return this.#walk.glued && !this.hasComments;
	}

	/** The first token after the semicolons that come next. */
	get afterSemicolons(): SourceToken | undefined {
		return this.#walk.afterAll(';');
	}

	/** Is there a comment before the next token? */
	get hasComments(): boolean {
		return !this.#pending.isEmpty;
	}

	/** Is there a comment between the next token and the one after it? */
	get hasCommentAfterNext(): boolean {
		const { next, second } = this.#walk;
		return next !== undefined && second !== undefined && this.source.text.slice(next.end, second.start).trim() !== '';
	}

	/** Does the source have a line break after the next token? */
	get breaksAfterNext(): boolean {
		const { next, second } = this.#walk;
		if (next === undefined || second === undefined) return false;
		return this.source.lineAt(next.end) !== this.source.lineAt(second.start);
	}

	isOnOneLine(node: Node): boolean {
		return this.source.lineAt(node.start) === this.source.lineAt(node.end);
	}

	// ------------------------------------------------------------------------------------------------------ tokens

	/** Prints the next token. */
	token(): void {
		const token = this.#walk.next;
		if (token === undefined) return;
		this.#startText();
		putToken(this.layout, token, this.source);
		this.#walk.advance();
		this.#passed(token.text);
	}

	/** Prints all tokens up to this offset without anything between them. */
	tokensTo(end: number): void {
		while (this.#walk.next !== undefined && this.#walk.next.start < end) this.token();
	}

	/** Prints all tokens up to this offset, which are those of a back-tick string. */
	template(end: number): void {
		this.#startText();
		putTemplate(this.layout, this.#walk.advanceTo(end), this.source);
		this.#passed('`');
	}

	#passed(text: string): void {
		this.#last = text;
		this.#sourceLast = text;
		this.#broken = false;
		this.#keepsBlank = false;
		this.#pending = new PendingComments(false);
		this.#pending.add(this.#walk.takeGap(), this.#walk.next === undefined);
	}

	// --------------------------------------------------------------------------------------- breaks, groups, blanks

	space(): void {
		this.#flushTrailing();
		this.layout.space();
		this.#broken = true;
	}

	line(): void {
		this.#flushTrailing();
		if (this.#pending.breaksLine) this.layout.forceBreak();
		this.layout.line();
		this.#broken = true;
	}

	softline(): void {
		this.#flushTrailing();
		if (this.#pending.breaksLine) this.layout.forceBreak();
		this.layout.softline();
		this.#broken = true;
	}

	hardline(): void {
		this.#flushTrailing();
		this.layout.hardline();
		this.#broken = true;
	}

	/** A line break between two statements, cases or the like: one empty line of the source is kept. */
	nextItem(): void {
		this.#flushTrailing();
		this.layout.hardline(this.#pending.isBlankAhead);
		this.#broken = true;
		this.#keepsBlank = true;
	}

	/** The same between the parts of a group, where only an empty line of the source forces the break. */
	nextItemInGroup(): void {
		if (this.#pending.isBlankAhead) {
			this.nextItem();
			return;
		}
		this.line();
		this.#keepsBlank = true;
	}

	/** A line break if the group is broken, else a space. */
	lineIf(group: Group | undefined): void {
		if (group === undefined) {
			this.space();
			return;
		}
		// Comments on this line stay on it: on the next they would no longer count for the width of the group.
		for (let item = this.#pending.takeOnLine(); item !== undefined; item = this.#pending.takeOnLine())
			this.#inline(item);
		this.layout.lineIf(group);
		this.#broken = true;
	}

	open(hugging = false): Group {
		// After the break of its gap a comment belongs outside of the group.
		if (this.#broken) this.#flushLeading();
		return this.layout.open(hugging);
	}

	// -------------------------------------------------------------------------------------------------- separators

	/** Prints a comma or semicolon whether or not the source has it; with `ifBroken` only in a broken group. */
	separator(text: ',' | ';', ifBroken = false): void {
		// Comments directly after the operand stay in front of the separator.
		for (let first = this.#pending.next; first !== undefined && !breaksLine(first); first = this.#pending.next) {
			this.#pending.take();
			this.layout.space();
			this.#put(first.comment);
		}
		const present = this.next === text;
		if (present && this.#documents) {
			this.token();
			return;
		}
		if (ifBroken) this.layout.ifBroken(text);
		else this.layout.text(text);
		if (!ifBroken) this.#last = text;
		if (present) this.#leaveOut(false);
	}

	/** Leaves out the next token; its comments come before the token after it. */
	drop(): void {
		if (this.#documents) this.token();
		else this.#leaveOut(true);
	}

	/** Might a comment become the documentation of a function if it came to stand after the next token? */
	get #documents(): boolean {
		return this.#pending.documents && !this.layout.isIndented;
	}

	#leaveOut(keepLines: boolean): void {
		this.#sourceLast = this.next;
		this.#walk.advance();
		this.#pending.addAfterDropped(this.#walk.takeGap(), keepLines, this.#walk.next === undefined);
	}

	// ---------------------------------------------------------------------------------------------------- comments

	/** Prints the comments before a closing token inside of what it closes. */
	closeComments(keepsBlank: boolean): void {
		this.#flushTrailing();
		this.#keepsBlank = keepsBlank;
		this.#flushLeading();
	}

	#startText(): void {
		this.#flushTrailing();
		this.#flushLeading();
	}

	#flushTrailing(): void {
		for (let item = this.#pending.takeTrailing(); item !== undefined; item = this.#pending.takeTrailing())
			this.#inline(item);
	}

	#flushLeading(): void {
		const pending = this.#pending;
		for (let item = pending.next; item !== undefined; item = pending.next) {
			pending.take();
			if (item.newLines === 0 && this.#last !== '') this.#inline(item.comment);
			else {
				this.layout.hardline(this.#keepsBlank && item.newLines > 1);
				this.#put(item.comment);
			}
			const { newLines } = pending;
			if (newLines > 0) this.layout.hardline(this.#keepsBlank && newLines > 1 && !isClosing(this.next));
			else if (!CLOSERS.has(this.next)) this.layout.space();
		}
	}

	/** A comment on the line of what is before it. */
	#inline(comment: Comment): void {
		if (endsLine(comment)) {
			this.layout.space();
			this.#put(comment);
			return;
		}
		if (!OPENERS.has(this.#last)) this.layout.space();
		this.#put(comment);
		if (!CLOSERS.has(this.next)) this.layout.space();
	}

	#put(comment: Comment): void {
		if (endsLine(comment)) this.layout.comment(lineText(comment));
		else this.layout.lines(commentLines(comment, this.source.text, this.#mayDocument(comment)));
	}

	/** Functions stand at the top level only. */
	#mayDocument(comment: Comment): boolean {
		return comment.kind === 'doc-block' && !this.layout.isIndented;
	}
}

function isClosing(text: string): boolean {
	return text === '' || text === ')' || text === ']' || text === '}';
}

/** Blanks at the end of a line mean nothing, except in documentation, whose text is data. */
function lineText(comment: Comment): string {
	const text = normalBreaks(comment.text);
	return comment.kind === 'line' || comment.unclosed ? text.trimEnd() : text;
}
