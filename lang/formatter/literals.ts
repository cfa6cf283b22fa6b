/**
 * Literals keep their source text, with two exceptions that leave their value alone: CRLF becomes LF except in raw
 * strings, and the lines of a string continued with `\` are moved along with its opening quote, because blanks up to
 * the column of that quote do not count (language spec 1.8).
 */

import type { StringLiteral, TemplateString } from '../ast/nodes.ts';
import type { SourceToken } from '../parser/parse-result.ts';
import type { SourceFile } from '../source/source-file.ts';
import { normalBreaks } from './comment-text.ts';
import type { AlignedText } from './layout.ts';
import type { Printer } from './printer.ts';

export function stringLiteral(printer: Printer, node: StringLiteral): void {
	printer.literal(node.end, (tokens) => {
		for (const token of tokens) literalToken(printer, token);
	});
}

/** Interpolations stay as they are, for a break or blank in them may be meant as it is. */
export function templateString(printer: Printer, node: TemplateString): void {
	printer.literal(node.end, (tokens) => {
		let end = node.start;
		for (const token of tokens) {
			verbatim(printer, printer.source.text.slice(end, token.start));
			literalToken(printer, token);
			end = token.end;
		}
	});
}

function literalToken(printer: Printer, token: SourceToken): void {
	if (token.type === 'RawString') {
		printer.layout.verbatim(token.text);
		return;
	}
	const aligned = token.type === 'QuotedString' ? continuedString(token, printer.source) : undefined;
	if (aligned === undefined) verbatim(printer, token.text);
	else printer.layout.aligned(aligned);
}

function verbatim(printer: Printer, text: string): void {
	if (text !== '') printer.layout.verbatim(normalBreaks(text));
}

/** The lines of a string with line continuations, freed of the blanks that do not count; `undefined` for others. */
function continuedString(token: SourceToken, source: SourceFile): AlignedText | undefined {
	if (!token.text.includes('\n')) return undefined;
	const column = source.positionAt(token.start).column;
	// A line break in a quoted string always follows the backslash of a continuation.
	const [first = '', ...later] = normalBreaks(token.text).split('\n');
	return { first, rest: later.map((line) => withoutIndentation(line, column)) };
}

function withoutIndentation(line: string, column: number): string {
	let at = 0;
	while (at < column && /[^\S\r\n]/.test(line[at] ?? '')) at++;
	return line.slice(at);
}
