/** Comments from the lexer's tokens, and the documentation they hold (language spec 1.2). */

import type { IToken } from 'chevrotain';
import type { FunctionDefinition, Script, Statement } from '../ast/nodes.ts';
import { blockCommentEnd } from '../lexer/extents.ts';
import type { Comment } from './parse-result.ts';
import type { ProblemSink } from './problem-sink.ts';

export function toComments(tokens: readonly IToken[]): Comment[] {
	return tokens.map((token) => {
		const text = token.image;
		const unclosed = text.startsWith('/*') && !blockCommentEnd(text, 0).closed;
		return { kind: kindOf(text), start: token.startOffset, end: token.startOffset + text.length, text, unclosed };
	});
}

function kindOf(text: string): Comment['kind'] {
	if (text.startsWith('//!')) return 'module-doc';
	if (text.startsWith('///') && text[3] !== '/') return 'doc-line';
	if (text.startsWith('//')) return 'line';
	// The fourth character of `/**/` closes the comment.
	if (text.startsWith('/**') && text[3] !== '*' && text !== '/**/' && !text.startsWith('/**/')) return 'doc-block';
	return 'block';
}

/**
 * Gives the script its module documentation and the functions theirs. With `strict`, doc-comments that belong to no
 * function are reported (WrongDocComment).
 *
 * @param tokens start offsets of all tokens, ascending
 */
export function attachDocs(
	script: Script,
	comments: readonly Comment[],
	sink: ProblemSink,
	strict: boolean,
	tokens: readonly IToken[],
): void {
	let functions: Map<number, FunctionDefinition> | undefined;
	let at = 0;
	for (let index = 0; index < comments.length; index++) {
		const comment = comments[index] as Comment;
		if (comment.kind === 'module-doc') script.moduleDocs.push(comment.text);
		if (comment.kind !== 'doc-line' && comment.kind !== 'doc-block') continue;
		functions ??= functionsByStart(script.statements);
		// The run of doc-comments up to the next token; other comments in between do not count.
		while (at < tokens.length && (tokens[at] as IToken).startOffset < comment.start) at++;
		const next = tokens[at]?.startOffset ?? sink.source.text.length;
		const run: Comment[] = [comment];
		while (index + 1 < comments.length && (comments[index + 1] as Comment).start < next) {
			const further = comments[++index] as Comment;
			if (further.kind === 'module-doc') script.moduleDocs.push(further.text);
			else if (further.kind === 'doc-line' || further.kind === 'doc-block') run.push(further);
		}
		const owner = functions.get(next);
		if (owner !== undefined) owner.docs = docEntries(run, sink.source.text);
		else if (strict) {
			sink.add(
				'WrongDocComment',
				'Doc-comment must be followed immediately by a function definition',
				comment.start,
				comment.end,
				{
					help: 'use // for an ordinary comment',
				},
			);
		}
	}
}

function functionsByStart(statements: readonly Statement[]): Map<number, FunctionDefinition> {
	const functions = new Map<number, FunctionDefinition>();
	for (const statement of statements) if (statement.kind === 'Function') functions.set(statement.start, statement);
	return functions;
}

/** Comments of one line are joined; each longer one is an entry of its own. */
function docEntries(run: readonly Comment[], text: string): string[] {
	const entries: string[] = [];
	let lines: string[] = [];
	const flush = () => {
		if (lines.length > 0) entries.push(lines.join('\n'));
		lines = [];
	};
	for (const comment of run) {
		if (!comment.text.includes('\n')) lines.push(comment.text);
		else {
			flush();
			entries.push(unindent(comment, text));
		}
	}
	flush();
	return entries;
}

function unindent(comment: Comment, text: string): string {
	const [first, ...rest] = comment.text.split('\n') as [string, ...string[]];
	const indentation = comment.start - (text.lastIndexOf('\n', comment.start - 1) + 1);
	const common = Math.min(indentation, ...rest.map((line) => /^ */.exec(line)?.[0].length ?? 0));
	return [first, ...rest.map((line) => line.slice(common))].join('\n');
}
