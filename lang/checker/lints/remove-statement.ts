/** The edit that takes a whole statement out of a text, its `;` and its line included. */

import type { TextEdit } from '../../diagnostics/diagnostic.ts';
import type { SourceFile, Span } from '../../source/source-file.ts';

function skipBlanks(text: string, from: number): number {
	let at = from;
	while (text[at] === ' ' || text[at] === '\t') at++;
	return at;
}

export function removeStatement(source: SourceFile, statement: Span): TextEdit {
	const { text } = source;
	let end = statement.end;
	if (text[end - 1] !== ';') {
		const semicolon = skipBlanks(text, end);
		if (text[semicolon] === ';') end = semicolon + 1;
	}
	// Where nothing else is on the line the line goes too.
	const lineStart = source.lineStarts[source.lineAt(statement.start) - 1] as number;
	const rest = skipBlanks(text, end);
	const alone = text.slice(lineStart, statement.start).trim() === '';
	if (alone && text.startsWith('\r\n', rest)) return { start: lineStart, end: rest + 2, text: '' };
	if (alone && text[rest] === '\n') return { start: lineStart, end: rest + 1, text: '' };
	return { start: statement.start, end, text: '' };
}
