/**
 * The lines of a block comment, freed of the indentation of the place where it stood; the layout adds that of the new
 * place, so that the picture of a comment drawn over several lines stays.
 *
 * Documentation is data: where a comment may belong to a function its lines follow the rule of language spec 1.2 to the
 * letter, and its text stays the same.
 */

import type { Comment } from '../parser/parse-result.ts';

/** CRLF becomes LF. A CR that would then stand before the LF instead, and have become part of it, prevents that. */
export function normalBreaks(text: string): string {
	return text.includes('\r') && !text.includes('\r\r\n') ? text.replaceAll('\r\n', '\n') : text;
}

/** How many blanks a text, a line of it or what follows an offset, begins with. */
export function leadingBlanks(text: string, from = 0): number {
	let at = from;
	while (text.charCodeAt(at) === 0x20 || text.charCodeAt(at) === 0x09) at++;
	return at - from;
}

/**
 * @param source the text that the comment is from
 * @param documentation whether it may be the documentation of a function
 * @returns the lines of the comment, at least one; later ones without the blanks that all of them have in common with
 * the line on which the comment starts
 */
export function commentLines(comment: Comment, source: string, documentation: boolean): string[] {
	const [first = '', ...later] = normalBreaks(comment.text).split('\n');
	if (later.length === 0) return [first];
	const lineStart = source.lastIndexOf('\n', comment.start - 1) + 1;
	if (documentation) {
		let common = comment.start - lineStart;
		for (const line of later) common = Math.min(common, leadingSpaces(line));
		return [first, ...later.map((line) => line.slice(common))];
	}
	let common = Math.min(leadingBlanks(source, lineStart), comment.start - lineStart);
	for (const line of later) if (line.trim() !== '') common = Math.min(common, leadingBlanks(line));
	return [first, ...later.map((line) => (line.trim() === '' ? '' : line.slice(common)))];
}

function leadingSpaces(line: string): number {
	let count = 0;
	while (line.charCodeAt(count) === 0x20) count++;
	return count;
}
