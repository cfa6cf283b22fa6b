/**
 * What all grammar rules share: looking at tokens, reporting, and recovering from errors.
 *
 * Recovery is ours, not chevrotain's. Its re-synchronization works by exceptions, which would throw away the nodes
 * under construction, and its token insertion words errors by grammar, not by mistake. Here nothing throws: a rule that
 * misses something reports it, fills the gap (an empty name, an `ErrorNode`, a closed bracket) and goes on, so that the
 * tree of a half-typed line keeps all that was typed. Only the lists (statements, elements, arguments) skip tokens.
 * One mistake gives one message: a second error at the same token or right after it is dropped.
 */

import { EmbeddedActionsParser, EOF, type IToken, type TokenType } from 'chevrotain';
import type { Block, ErrorNode, Identifier } from '../ast/nodes.ts';
import type { SyntaxName } from '../diagnostics/syntax-entries.ts';
import {
	CharacterLiteral,
	Comma,
	FunctionWord,
	Identifier as IdentifierToken,
	MethodWord,
	NumberLiteral,
	QuotedString,
	RCurly,
	ReservedSymbol,
	ReservedWord,
	Semicolon,
	This,
	Underscore,
	VOCABULARY,
} from '../lexer/tokens.ts';
import { nameHelp, unexpectedHelp } from './hints.ts';
import type { ParseOptions } from './parse-options.ts';
import type { ProblemDetails, ProblemSink } from './problem-sink.ts';
import {
	CLOSER,
	has,
	OPENER,
	OPERAND_START,
	REPORTED,
	STATEMENT_KEYWORD,
	STATEMENT_START,
	WORD,
} from './token-sets.ts';

/**
 * Deepest nesting of expressions and statements, whatever the options say: it keeps the call stack of the parser and of
 * everything that walks the tree within bounds. A level costs the parser up to 2.5 kB, of the 984 kB that there are.
 */
export const HARD_NESTING = 200;

/** How far recovery looks ahead for the bracket that closes a list. */
const MAX_SCAN = 5000;

/** Errors, reported or not, after which the rest of the file is given up: bounds the time spent on recovery. */
const MAX_ERRORS = 2000;

/** What a rule may be called with to describe a list. */
export interface ListWords {
	readonly closer: TokenType;
	/** Completes `Expecting ',' …` */
	readonly separate: string;
	/** Completes `Expecting ')' …` */
	readonly close: string;
	/** A token at which the list is given up, because what follows the list begins with it. */
	readonly before?: TokenType;
}

export abstract class GrammarBase extends EmbeddedActionsParser {
	protected text = '';
	protected sink!: ProblemSink;
	protected options: ParseOptions = {};
	#lastErrorToken: IToken | undefined;
	#errors = 0;
	#nesting = 0;
	/** Open braces of all kinds around the current token. */
	protected braces = 0;
	/** Where `HARD_NESTING` was first exceeded; -1 if nowhere. Reported at the end, unless the host's own limit has been. */
	protected tooDeepAt = -1;
	/** Set when the tree may be deeper than `HARD_NESTING` bounds, because of long chains of operators. */
	protected longChains = false;

	/** @param validate lets chevrotain check the grammar, which takes longer than parsing and is a matter for tests */
	constructor(validate: boolean) {
		super(VOCABULARY, { recoveryEnabled: false, maxLookahead: 1, skipValidations: !validate });
	}

	/** Makes ready for a new text. */
	protected start(sink: ProblemSink, options: ParseOptions): void {
		this.text = sink.source.text;
		this.sink = sink;
		this.options = options;
		this.#lastErrorToken = undefined;
		this.#errors = 0;
		this.#nesting = 0;
		this.braces = 0;
		this.longChains = false;
		this.tooDeepAt = -1;
	}

	// -------------------------------------------------------------------------------------------- looking

	protected at(type: TokenType): boolean {
		return this.LA(1).tokenTypeIdx === type.tokenTypeIdx;
	}

	protected atEnd(): boolean {
		return this.LA(1).tokenType === EOF;
	}

	protected startOf(token: IToken): number {
		return token.tokenType === EOF ? this.text.length : token.startOffset;
	}

	protected endOf(token: IToken): number {
		return token.tokenType === EOF ? this.text.length : token.startOffset + token.image.length;
	}

	/** Start of the next token. */
	protected here(): number {
		return this.startOf(this.LA(1));
	}

	/** End of the previous token. */
	protected lastEnd(): number {
		const token = this.LA(0);
		return token.tokenType === EOF ? 0 : token.startOffset + token.image.length;
	}

	/** Does the next token begin a new line? */
	protected onNewLine(): boolean {
		return this.text.slice(this.lastEnd(), this.here()).includes('\n');
	}

	protected lookingAtJump(): boolean {
		return has(this.LA(1), STATEMENT_KEYWORD) && /^(?:break|continue|return|throw)$/.test(this.LA(1).image);
	}

	// ------------------------------------------------------------------------------------------ consuming

	/** Consumes the next token, whatever it is. At the end of the text it does nothing. */
	protected take(): IToken {
		const token = this.LA(1);
		if (token.tokenType !== EOF) this.consume(0, token.tokenType);
		return token;
	}

	/**
	 * Consumes a token of the type, or reports that it is missing and goes on as if it were there.
	 *
	 * @param idx the number of this consumption among those of the same type in the rule (chevrotain needs it)
	 */
	protected expect(idx: number, type: TokenType, purpose: string, details?: ProblemDetails): boolean {
		if (this.at(type) || this.RECORDING_PHASE) {
			this.consume(idx, type);
			return true;
		}
		this.reportMissing(spelling(type), purpose, details);
		return false;
	}

	// ------------------------------------------------------------------------------------------- reporting

	protected reportMissing(what: string, purpose: string, details?: ProblemDetails): void {
		this.reportAt(this.LA(1), 'MissingToken', `Expecting '${what}' ${purpose}`, details);
	}

	/** Reports a syntax error at a token, unless it only follows from the previous one. */
	protected reportAt(token: IToken, name: SyntaxName, message: string, details?: ProblemDetails): void {
		if (this.RECORDING_PHASE) return;
		// A literal that is broken itself explains what looks odd directly after it, and no more than that.
		const broken = this.#brokenBefore();
		const follows = broken || this.#followsError(token);
		if (!broken) this.#lastErrorToken = token;
		this.#errors++;
		if (this.#errors > MAX_ERRORS || this.sink.full) {
			this.giveUp();
			return;
		}
		if (follows || has(token, REPORTED)) return;
		this.sink.add(name, message, this.startOf(token), this.endOf(token), details);
	}

	/** Reports a finding that is not about unexpected tokens: it neither hides nor is hidden by others. */
	protected reportSpan(name: SyntaxName, message: string, start: number, end: number, details?: ProblemDetails): void {
		if (!this.RECORDING_PHASE) this.sink.add(name, message, start, end, details);
	}

	/** Would an error at the token only repeat the last one? */
	#followsError(token: IToken): boolean {
		const last = this.#lastErrorToken;
		return last !== undefined && (last === token || last === this.LA(0));
	}

	#brokenBefore(): boolean {
		const previous = this.LA(0);
		return previous.payload !== undefined || (previous.tokenType !== EOF && has(previous, REPORTED));
	}

	/** Notes that something was wrong at a token that has been reported elsewhere. */
	protected noteError(token: IToken): void {
		this.#lastErrorToken = token;
	}

	protected giveUp(): void {
		const end = this.input.length - 1;
		// The input setter would reset everything; skipping is linear and happens once.
		for (let left = end; left >= 0 && !this.atEnd(); left--) this.take();
	}

	/** Reports a token that cannot begin an operand where one has to stand, or that cannot begin a statement. */
	protected reportOperand(inStatement: boolean): void {
		const token = this.LA(1);
		if (token.tokenType === EOF) {
			this.reportAt(token, 'UnexpectedEOF', 'Script is incomplete', { help: 'an expression is missing here' });
		} else if (token.tokenType === ReservedWord) {
			this.reportAt(token, 'Reserved', `'${token.image}' is a reserved keyword`);
		} else if (token.tokenType === ReservedSymbol) {
			this.reportAt(token, 'Reserved', `'${token.image}' is a reserved symbol`);
		} else {
			this.reportAt(token, 'UnexpectedInput', `Unexpected '${token.image}'`, {
				help: unexpectedHelp(token, this.LA(0), this.LA(2), inStatement),
			});
		}
	}

	// --------------------------------------------------------------------------------------------- nesting

	/** To be called at the start of a rule that nests; if it returns false, `tooDeep` reads the construct instead. */
	protected enter(): boolean {
		if (this.RECORDING_PHASE) return true;
		if (this.#nesting >= HARD_NESTING) return false;
		this.#nesting++;
		return true;
	}

	protected tooDeep(): ErrorNode {
		const start = this.here();
		this.reportTooDeep(this.LA(1));
		this.skipConstruct();
		this.noteError(this.LA(1));
		return this.errorNode(start, Math.max(start, this.lastEnd()));
	}

	protected leave(): void {
		if (!this.RECORDING_PHASE) this.#nesting--;
	}

	protected reportTooDeep(token: IToken): void {
		if (this.RECORDING_PHASE) return;
		if (this.tooDeepAt === -1) this.tooDeepAt = this.startOf(token);
		this.noteError(token);
	}

	// -------------------------------------------------------------------------------------------- recovery

	protected errorNode(start: number, end: number): ErrorNode {
		return { kind: 'Error', start, end: Math.max(start, end) };
	}

	protected emptyBlock(): Block {
		const at = this.lastEnd();
		return { kind: 'Block', start: at, end: at, statements: [] };
	}

	/** Skips to the end of the construct that begins here: a closing bracket of an outer one, `,` or `;`. */
	protected skipConstruct(): void {
		this.#skipBalanced((token) => token.tokenType === Comma || token.tokenType === Semicolon);
	}

	/** Skips balanced tokens until one satisfies `stop`, or an outer bracket closes, or the text ends. */
	#skipBalanced(stop: (token: IToken) => boolean): void {
		let depth = 0;
		for (;;) {
			const token = this.LA(1);
			if (token.tokenType === EOF) return;
			if (depth === 0 && (has(token, CLOSER) || stop(token))) return;
			if (has(token, OPENER)) depth++;
			else if (has(token, CLOSER)) depth--;
			this.take();
		}
	}

	/**
	 * Skips what cannot begin a statement: to the next `;` (taken), `}` or line that begins like a statement. Takes at
	 * least one token.
	 */
	protected skipJunk(): void {
		const start = this.LA(1);
		if (has(start, OPENER)) this.skipGroup();
		else this.take();
		for (;;) {
			const token = this.LA(1);
			if (token.tokenType === EOF || token.tokenType === RCurly) return;
			if (token.tokenType === Semicolon) {
				this.take();
				return;
			}
			if (has(token, STATEMENT_START) && this.onNewLine()) return;
			if (has(token, STATEMENT_KEYWORD)) return;
			if (has(token, OPENER)) this.skipGroup();
			else this.take();
		}
	}

	/** Skips one bracket with its content. Content of any length is passed once, so this stays linear. */
	protected skipGroup(): void {
		this.take();
		this.#skipBalanced(() => false);
		this.take();
	}

	/** Are there more closing braces ahead than are open, so that an opening one must be missing here? */
	protected braceMissing(): boolean {
		let depth = this.braces;
		for (let distance = 1; distance <= MAX_SCAN * 4; distance++) {
			const { image, tokenType } = this.LA(distance);
			if (tokenType === EOF) return false;
			if (tokenType === RCurly && --depth < 0) return true;
			if (image.endsWith('{') && has(this.LA(distance), OPENER)) depth++;
		}
		return false;
	}

	/** Is the closing bracket of the current list ahead, before anything that ends the statement? */
	protected closerAhead(closer: TokenType): boolean {
		const open: IToken[] = [];
		for (let distance = 1; distance <= MAX_SCAN; distance++) {
			const token = this.LA(distance);
			if (token.tokenType === EOF) return false;
			if (has(token, CLOSER)) {
				if (open.length === 0) return token.tokenType === closer;
				open.pop();
			} else if (has(token, OPENER)) open.push(token);
			else if (token.tokenType === Semicolon && closer !== RCurly) {
				// Inside of braces a semicolon is at home.
				const innermost = open[open.length - 1];
				if (innermost === undefined || !innermost.image.endsWith('{')) return false;
			}
		}
		return false;
	}

	/**
	 * Reads a list with separators up to its closing bracket, which the caller consumes.
	 *
	 * @param item reads one element and reports itself what is wrong with it
	 * @param startsItem whether the next token can begin an element
	 */
	protected separated(words: ListWords, item: () => void, startsItem: () => boolean): void {
		if (this.RECORDING_PHASE) {
			this.MANY(() => {
				item();
				this.OPTION(() => this.CONSUME(Comma));
			});
			return;
		}
		for (;;) {
			if (this.at(words.closer) || this.atEnd()) return;
			item();
			if (words.before !== undefined && this.at(words.before)) return;
			if (this.at(Comma)) {
				this.take();
				continue;
			}
			if (this.at(words.closer) || this.atEnd()) return;
			this.reportMissing(',', words.separate);
			const ahead = this.closerAhead(words.closer);
			if (ahead && startsItem()) continue;
			if (!ahead && (this.onNewLine() || has(this.LA(1), STATEMENT_KEYWORD))) return;
			this.skipConstruct();
			this.noteError(this.LA(1));
			if (!this.at(Comma)) return;
			this.take();
		}
	}

	// ----------------------------------------------------------------------------------------------- names

	/** Tells chevrotain of a name; within a rule each has to have a number of its own. */
	protected recordName(): Identifier {
		this.#recordedNames++;
		this.consume(this.#recordedNames, IdentifierToken);
		return { kind: 'Identifier', start: 0, end: 0, name: '' };
	}
	#recordedNames = 9;

	/**
	 * A name where only a name can stand. Other words are reported, and taken for the name if what follows agrees.
	 *
	 * @param missing reports the lack of a name at the next token
	 */
	protected name(missing: (token: IToken) => void): Identifier {
		if (this.RECORDING_PHASE) return this.recordName();
		if (this.at(IdentifierToken)) {
			const { startOffset: start, image } = this.take();
			return { kind: 'Identifier', start, end: start + image.length, name: image };
		}
		const token = this.LA(1);
		if (isReservedName(token)) this.reportAt(token, 'Reserved', `'${token.image}' is a reserved keyword`);
		else missing(token);
		// The token is meant as a name if it is written where the name should be and does not start something itself.
		const nameLike = has(token, WORD | REPORTED) || isSimpleOperand(token);
		if (isReservedName(token) || (nameLike && /^(?:[=,;)|(:]|in|as|\(\))$/.test(this.LA(2).image))) {
			this.take();
			return { kind: 'Identifier', start: token.startOffset, end: this.endOf(token), name: token.image };
		}
		const at = this.lastEnd();
		return { kind: 'Identifier', start: at, end: at, name: '' };
	}

	protected variableName(): Identifier {
		return this.name((token) => {
			this.reportAt(token, 'VariableExpected', 'Expecting name of a variable', { help: nameHelp(token) });
		});
	}
}

/** Reserved words and built-in functions, which are *Reserved* where a name is expected; keywords are not. */
export function isReservedName(token: IToken): boolean {
	const type = token.tokenType;
	return type === ReservedWord || type === FunctionWord || type === MethodWord || type === This;
}

function isSimpleOperand(token: IToken): boolean {
	const type = token.tokenType;
	return type === NumberLiteral || type === QuotedString || type === CharacterLiteral || type === Underscore;
}

export function canStartOperand(token: IToken): boolean {
	return has(token, OPERAND_START);
}

/** The text of a symbol or keyword token type. */
function spelling(type: TokenType): string {
	const pattern = type.PATTERN;
	return typeof pattern === 'string' ? pattern : String((pattern as RegExp).source).replace(/\\b$/, '');
}
