/**
 * The entry point of the syntax stage: text in, tree and diagnostics out. Nothing here throws for a user's mistake.
 *
 * The parser object is built on first use, since its grammar analysis takes longer than parsing a small file.
 */

import type { IToken } from 'chevrotain';
import type { Script } from '../ast/nodes.ts';
import type { Diagnostic } from '../diagnostics/diagnostic.ts';
import { lex } from '../lexer/lex.ts';
import type { SourceFile } from '../source/source-file.ts';
import { checkTree } from './checks/check-tree.ts';
import { pruneTree } from './checks/prune.ts';
import { attachDocs, toComments } from './comments.ts';
import type { ParseOptions } from './parse-options.ts';
import type { Comment, ParseResult, SourceToken } from './parse-result.ts';
import { emptyScript, VslParser } from './parser.ts';
import { ProblemSink } from './problem-sink.ts';
import { screenTokens } from './screen-tokens.ts';

let parser: VslParser | undefined;

/**
 * Parses a source text (language spec 1 and 2), with all checks that need no name resolution (language spec 9.1).
 *
 * @returns always a tree, and the problems in source order; no problems means that the text is correct
 */
export function parse(source: SourceFile, options: ParseOptions = {}): ParseResult {
	const sink = new ProblemSink(source);
	const { tokens, comments: commentTokens } = lex(source.text);
	screenTokens(tokens, sink, options);
	const comments = toComments(commentTokens);
	const script = readTree(tokens, sink, options);
	attachDocs(script, comments, sink, options.metadata === true, tokens);
	return new Result(source, script, comments, sink.sorted());
}

/** Parses and checks. */
function readTree(tokens: IToken[], sink: ProblemSink, options: ParseOptions): Script {
	try {
		parser ??= new VslParser();
		const { script, longChains, tooDeepAt } = parser.run(tokens, sink, effective(options));
		const cutAt = longChains ? pruneTree(script) : -1;
		const reported = checkTree(script, sink, options);
		if (!reported) reportTooDeep(sink, tooDeepAt === -1 ? cutAt : tooDeepAt);
		return script;
	} catch (error) {
		// The limits on nesting are made for an ordinary stack; a caller may have left us less of it.
		if (!(error instanceof RangeError)) throw error;
		parser = undefined;
		reportTooDeep(sink, 0);
		return emptyScript(sink.source.text);
	}
}

function reportTooDeep(sink: ProblemSink, at: number): void {
	if (at === -1) return;
	sink.add('ExprTooDeep', 'Expression exceeds maximum complexity', at, at + 1, {
		help: 'nesting is too deep: move parts of it into variables or functions',
	});
}

/** An expression alone has no loops, and blocks only where the grammar asks for one (language spec 10). */
function effective(options: ParseOptions): ParseOptions {
	if (options.expressionOnly !== true) return options;
	return { ...options, allowLooping: false, allowStatementExpression: false };
}

/** Tokens weigh more than the tree and few callers want them, so they are made again on demand. */
class Result implements ParseResult {
	readonly source: SourceFile;
	readonly script: Script;
	readonly comments: readonly Comment[];
	readonly problems: readonly Diagnostic[];
	#tokens: readonly SourceToken[] | undefined;

	constructor(source: SourceFile, script: Script, comments: readonly Comment[], problems: readonly Diagnostic[]) {
		this.source = source;
		this.script = script;
		this.comments = comments;
		this.problems = problems;
	}

	get tokens(): readonly SourceToken[] {
		this.#tokens ??= lex(this.source.text).tokens.map(toSourceToken);
		return this.#tokens;
	}
}

function toSourceToken(token: IToken): SourceToken {
	return {
		start: token.startOffset,
		end: token.startOffset + token.image.length,
		type: token.tokenType.name,
		text: token.image,
	};
}
