/**
 * Tokens with line breaks in them. Literals keep their source text, with two exceptions that leave their value alone:
 * CRLF becomes LF except in raw strings, and the lines of a string continued with `\` are moved along with its opening
 * quote, because blanks up to the column of that quote do not count (language spec 1.8).
 */

import type { SourceToken } from '../parser/parse-result.ts';
import type { SourceFile } from '../source/source-file.ts';
import { normalBreaks } from './comment-text.ts';
import type { Layout } from './layout.ts';
import type { AlignedText } from './line-writer.ts';

/** Puts a token into the layout, whatever it is. */
export function putToken(layout: Layout, token: SourceToken, source: SourceFile): void {
	const { text, type } = token;
	if (!text.includes('\n')) layout.text(text);
	else if (type === 'RawString') layout.verbatim(text);
	else if (type === 'QuotedString') layout.aligned(continuedString(token, source));
	else layout.verbatim(normalBreaks(text));
}

/**
 * Puts a back-tick string with interpolations into the layout. The code in them stays as it is, for breaks and blanks
 * there may be chosen with the text around them in mind.
 *
 * @param tokens those of the string, all of them
 */
export function putTemplate(layout: Layout, tokens: readonly SourceToken[], source: SourceFile): void {
	let end = tokens[0]?.start ?? 0;
	for (const token of tokens) {
		layout.verbatim(normalBreaks(source.text.slice(end, token.start)));
		putToken(layout, token, source);
		end = token.end;
	}
}

/** The lines of a string with line continuations, freed of the blanks that do not count. */
function continuedString(token: SourceToken, source: SourceFile): AlignedText {
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
