/** What must hold for every formatted text; used by the tests of the formatter on tables, samples and random programs. */

import { sameTree } from '../ast/print.ts';
import { walk } from '../ast/visit.ts';
import { format } from '../formatter/index.ts';
import { parse } from '../parser/parse.ts';
import type { ParseResult } from '../parser/parse-result.ts';
import { SourceFile } from '../source/source-file.ts';

/** Parses as the formatter does: without limits on nesting, and without the shebang line. */
export function parseForFormat(text: string): ParseResult {
	const script = text.replace(/^#![^\n]*/, (line) => ' '.repeat(line.length));
	return parse(new SourceFile('test.vsl', script), { expressionDepth: 0, functionExpressionDepth: 0 });
}

/**
 * Formats a text and checks that the result has the same meaning and the same comments, and that formatting it again
 * changes nothing.
 *
 * @returns the new text, or what is wrong; `undefined` if the text has syntax errors
 */
export function checkFormat(text: string): { text: string } | { fault: string } | undefined {
	const before = parseForFormat(text);
	if (before.problems.length > 0) return undefined;
	const result = format(new SourceFile('test.vsl', text));
	if (!('text' in result)) return { fault: 'refused' };
	const after = parseForFormat(result.text);
	const problem = after.problems[0];
	if (problem !== undefined) {
		const { line, column } = after.source.positionAt(problem.span.start);
		return { fault: `no longer correct: ${line}:${column} ${problem.message}\n${result.text}` };
	}
	if (commentsOf(before) !== commentsOf(after)) return { fault: `other comments:\n${result.text}` };
	if (!sameTree(comparable(before), comparable(after))) return { fault: `another meaning:\n${result.text}` };
	const again = format(new SourceFile('test.vsl', result.text));
	const second = 'text' in again ? again.text : 'refused';
	if (second !== result.text) return { fault: `not stable:\n${result.text}\nbecomes\n${second}` };
	return { text: result.text };
}

/** Comments in any order, without regard to blanks, which change with the indentation. */
function commentsOf(result: ParseResult): string {
	return result.comments
		.map((comment) => comment.text.replace(/\s+/g, ' ').trim())
		.sort()
		.join('\n');
}

/** The tree without what the formatter may change: empty statements, and CR at the end of lines of documentation. */
function comparable(result: ParseResult): ParseResult['script'] {
	walk(result.script, {
		enter(node) {
			if (node.kind === 'Script' || node.kind === 'Block') {
				node.statements = node.statements.filter((statement) => statement.kind !== 'Empty');
			}
			if (node.kind === 'Function') node.docs = node.docs.map((entry) => entry.replaceAll('\r\n', '\n'));
		},
	});
	return result.script;
}
