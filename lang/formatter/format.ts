/**
 * The formatter: one style, no options, see `README.md`.
 *
 * A file with syntax errors is left alone. The result has the tokens of the source in their order, only commas before
 * closing brackets and semicolons may differ, so it means the same, and formatting it again changes nothing.
 */

import type { Diagnostic } from '../diagnostics/diagnostic.ts';
import { parse } from '../parser/parse.ts';
import { SourceFile } from '../source/source-file.ts';
import { PARTS } from './dispatch.ts';
import { Printer } from './printer.ts';
import { statementList } from './statement-list.ts';

export type FormatResult = { readonly text: string } | { readonly problems: readonly Diagnostic[] };

/**
 * Brings a source text into the one style.
 *
 * @returns the new text, or the syntax errors that prevent it. A text that would grow beyond all measure stays as it is.
 */
export function format(source: SourceFile): FormatResult {
	const shebang = /^#![^\n]*/.exec(source.text)?.[0] ?? '';
	// Blanks in place of the first line keep all offsets.
	const script =
		shebang === '' ? source : new SourceFile(source.name, source.text.replace(shebang, ' '.repeat(shebang.length)));
	// The limits on nesting are about running a script; the parser's own guard protects the process.
	const result = parse(script, { expressionDepth: 0, functionExpressionDepth: 0 });
	if (result.problems.length > 0) return { problems: result.problems };
	const printer = new Printer(result, PARTS);
	statementList(printer, result.script.statements);
	printer.closeComments(true);
	const body = printer.layout.finish();
	if (body === undefined) return { text: source.text };
	const text = body === '' ? '' : `${body}\n`;
	if (shebang === '') return { text };
	const blank = /^\r?\n[ \t\f]*\r?\n/.test(source.text.slice(shebang.length)) && body !== '' ? '\n' : '';
	return { text: `${shebang.trimEnd()}\n${blank}${text}` };
}
