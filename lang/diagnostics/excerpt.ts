/**
 * The source lines that a diagnostic talks about, with marks under the exact places:
 *
 * ```text
 *   |
 * 3 | let size = 1;
 *   |     ---- first declared here
 * 9 | let size = 2;
 *   |     ^^^^
 * ```
 *
 * Work is bounded by the width of the output, not by the length of a line: of a line of a megabyte only the window
 * around the mark is looked at.
 */

import type { SourceFile, Span } from '../source/source-file.ts';
import type { Severity } from './diagnostic.ts';
import type { Painter } from './paint.ts';
import { cellCount, expandTabs, printable } from './terminal-text.ts';

export interface Label {
	readonly span: Span;
	/** Printed after the mark. */
	readonly message: string;
	/** Marked with `^` in the colour of the severity; others with `-`. */
	readonly primary: boolean;
}

export interface ExcerptStyle {
	/** Cells for the text of a line, without the gutter. */
	readonly width: number;
	readonly severity: Severity;
	readonly paint: Painter;
}

/** A label's part on one line, as UTF-16 offsets within that line. */
interface Mark {
	readonly line: number;
	readonly from: number;
	readonly to: number;
	readonly label: Label;
	/** The message is printed with the last mark of a label only. */
	readonly last: boolean;
}

const LONGEST_LABEL_MESSAGE = 200;

/** The line's text around `from`; `lead` and `tail` say that something was left out. */
interface Window {
	readonly start: number;
	readonly end: number;
}

function isLowSurrogate(text: string, at: number): boolean {
	const unit = text.charCodeAt(at);
	return unit >= 0xdc00 && unit <= 0xdfff;
}

function windowOf(line: string, from: number, width: number): Window {
	if (line.length <= width && cellCount(expandTabs(line, 0)) <= width) return { start: 0, end: line.length };
	let start = Math.max(0, Math.min(from - Math.floor(width / 3), line.length - Math.floor(width / 2)));
	if (start < 4) start = 0;
	if (isLowSurrogate(line, start)) start++;
	let end = start;
	let cells = 0;
	// Wide characters and stand-ins for controls take more than one cell.
	while (end < line.length && cells < width) {
		const character = String.fromCodePoint(line.codePointAt(end) as number);
		cells += cellCount(expandTabs(character, cells));
		end += character.length;
	}
	return { start, end };
}

/** Splits a label into the marks of its first and its last line. */
function marksOf(source: SourceFile, label: Label): Mark[] {
	const length = source.text.length;
	const start = Math.max(0, Math.min(label.span.start, length));
	const end = Math.max(start, Math.min(label.span.end, length));
	const firstLine = source.lineAt(start);
	const lastLine = end > start ? source.lineAt(end - 1) : firstLine;
	const offsetOf = (line: number): number => source.lineStarts[line - 1] as number;
	const from = start - offsetOf(firstLine);
	if (firstLine === lastLine) return [{ line: firstLine, from, to: end - offsetOf(firstLine), label, last: true }];
	const first = source.lineText(firstLine);
	const closing = source.lineText(lastLine);
	const indent = closing.length - closing.trimStart().length;
	return [
		{ line: firstLine, from, to: first.length, label, last: false },
		{ line: lastLine, from: indent, to: end - offsetOf(lastLine), label, last: true },
	];
}

/** A line with those of its marks that fit into one window. */
interface Block {
	readonly line: number;
	readonly window: Window;
	readonly marks: Mark[];
}

function blocksOf(source: SourceFile, marks: readonly Mark[], width: number): Block[] {
	const blocks: Block[] = [];
	for (const mark of marks.toSorted((a, b) => a.line - b.line || a.from - b.from)) {
		const current = blocks.at(-1);
		if (current !== undefined && current.line === mark.line && mark.from <= current.window.end) {
			current.marks.push(mark);
			continue;
		}
		blocks.push({ line: mark.line, window: windowOf(source.lineText(mark.line), mark.from, width), marks: [mark] });
	}
	return blocks;
}

function renderMark(text: string, window: Window, mark: Mark, style: ExcerptStyle): string {
	const lead = window.start > 0 ? 1 : 0;
	const from = Math.max(window.start, Math.min(mark.from, text.length));
	const to = Math.max(from, Math.min(mark.to, window.end));
	const before = expandTabs(text.slice(window.start, from), lead);
	const beforeCells = lead + cellCount(before);
	const under = cellCount(expandTabs(text.slice(from, to), beforeCells));
	const { primary, message } = mark.label;
	const sign = (primary ? '^' : '-').repeat(Math.max(1, under));
	const note = mark.last && message !== '' ? ` ${printable(message.slice(0, LONGEST_LABEL_MESSAGE))}` : '';
	const painted = primary ? style.paint.severity(style.severity, sign + note) : style.paint.frame(sign + note);
	return ' '.repeat(beforeCells) + painted;
}

function renderBlock(source: SourceFile, block: Block, gutter: number, style: ExcerptStyle): string[] {
	const text = source.lineText(block.line);
	const { window } = block;
	const lead = window.start > 0 ? '…' : '';
	const tail = window.end < text.length ? '…' : '';
	const shown = lead + expandTabs(text.slice(window.start, window.end), lead.length) + tail;
	const number = style.paint.frame(`${String(block.line).padStart(gutter)} |`);
	const empty = style.paint.frame(`${' '.repeat(gutter)} |`);
	return [
		`${number} ${shown}`.trimEnd(),
		...block.marks.map((mark) => `${empty} ${renderMark(text, window, mark, style)}`),
	];
}

/** Digits of the highest line number that the labels need. */
export function gutterWidth(source: SourceFile, labels: readonly Label[]): number {
	let highest = 1;
	for (const { span } of labels) highest = Math.max(highest, source.lineAt(Math.max(span.start, span.end - 1)));
	return String(highest).length;
}

/**
 * The lines of an excerpt, frame included, ordered by place.
 *
 * @param gutter width of the line numbers, at least `gutterWidth(source, labels)`
 */
export function excerpt(source: SourceFile, labels: readonly Label[], gutter: number, style: ExcerptStyle): string[] {
	const marks = labels.flatMap((label) => marksOf(source, label));
	const out = [style.paint.frame(`${' '.repeat(gutter)} |`)];
	let previous: number | undefined;
	for (const block of blocksOf(source, marks, style.width)) {
		if (previous !== undefined && block.line === previous + 2) {
			const between = {
				line: previous + 1,
				window: windowOf(source.lineText(previous + 1), 0, style.width),
				marks: [],
			};
			out.push(...renderBlock(source, between, gutter, style));
		} else if (previous !== undefined && block.line > previous + 2) {
			out.push(style.paint.frame('...'));
		}
		out.push(...renderBlock(source, block, gutter, style));
		previous = block.line;
	}
	return out;
}
