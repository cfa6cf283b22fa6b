/**
 * The layout algebra: a stream of texts, possible line breaks and groups, turned into lines of limited width.
 *
 * A group is printed on one line if it fits there, else all breaks that belong to it directly become line breaks.
 * Documents are streams of instructions and not trees, so depth costs nothing, and what is before the first undecided
 * group can be printed and forgotten (`checkpoint`). Deciding a group looks ahead over one line width at most, which
 * makes the whole linear in the length of the text.
 *
 * Every break means "at least so many new lines", and spaces and indentation are written only when text follows: two
 * breaks in a row are one, and no line ends in blanks.
 */

import { type AlignedText, columnsOf, LineWriter } from './line-writer.ts';

const Op = {
	/** Text without line breaks. */
	text: 0,
	/** Text with line breaks, to be kept byte for byte. */
	verbatim: 1,
	/** A literal whose later lines start one column right of its first character. */
	aligned: 2,
	/** A line comment: what follows starts a new line, and its width does not count. */
	comment: 3,
	/** Lines that are indented anew. */
	lines: 4,
	/** A space, or a line break in a broken group. */
	line: 5,
	/** Nothing, or a line break in a broken group. */
	softline: 6,
	hardline: 7,
	space: 8,
	open: 9,
	close: 10,
	indent: 11,
	indentIf: 12,
	dedent: 13,
	ifBroken: 14,
	lineIf: 15,
	/** Start and end of the part of a hugging group that may break although the group does not. */
	hug: 16,
	hugEnd: 17,
} as const;

const Mode = {
	/** Everything inside is on one line. */
	flat: 0,
	/** The group's own breaks are not taken, but groups inside decide for themselves. */
	hugging: 1,
	broken: 2,
} as const;

type ModeValue = (typeof Mode)[keyof typeof Mode];

/** Texts longer than this are not made: indentation may multiply a file made for that, and memory is limited. */
const MAX_LENGTH = 2 ** 28;

/** After this many instructions a checkpoint prints what has been collected. */
const CHUNK = 4096;

/** Handle of a group, for `indentIf` and `lineIf`. */
export interface Group {
	readonly hugging: boolean;
	/** Line breaks that are certain, counted at the start. While the group is open this is the number before it. */
	hardBreaks: number;
	/** Certain line breaks inside the part that is hugged; they do not break the group. */
	hugged: number;
	forced: boolean;
	/** Flat until the group has been decided. */
	mode: ModeValue;
}

type OpValue = string | number | readonly string[] | AlignedText | Group | undefined;

export class Layout {
	readonly #width: number;
	#ops: number[] = [];
	#values: OpValue[] = [];
	#open: Group[] = [];
	#hardBreaks = 0;
	#indentations = 0;

	readonly #writer: LineWriter;
	readonly #modes: ModeValue[] = [];

	/** @param width columns of a line, a goal that long words may exceed @param maxLength of the text, in UTF-16 units */
	constructor(width: number, maxLength = MAX_LENGTH) {
		this.#width = width;
		this.#writer = new LineWriter(maxLength);
	}

	#push(op: number, value?: OpValue): void {
		this.#ops.push(op);
		this.#values.push(value);
	}

	/** Text without line breaks. */
	text(text: string): void {
		this.#push(Op.text, text);
	}

	/** Text that may contain line breaks and is kept byte for byte. */
	verbatim(text: string): void {
		this.#push(text.includes('\n') ? Op.verbatim : Op.text, text);
	}

	/** A literal whose later lines are to stand one column right of its first character. */
	aligned(text: AlignedText): void {
		this.#push(Op.aligned, text);
	}

	/** Lines of a block comment: later ones are indented like the line of the first one, and empty ones stay empty. */
	lines(lines: readonly string[]): void {
		if (lines.length === 1) this.text(lines[0] as string);
		else this.#push(Op.lines, lines);
	}

	/** A line comment after other text or alone; a line break follows in any case. */
	comment(text: string): void {
		this.#push(Op.comment, text);
		this.hardline();
	}

	/** A space, not at the start of a line and never two. */
	space(): void {
		this.#push(Op.space);
	}

	/** A space, or a line break if the innermost group is broken. */
	line(): void {
		this.#push(Op.line);
	}

	/** Nothing, or a line break if the innermost group is broken. */
	softline(): void {
		this.#push(Op.softline);
	}

	/** A line break, with an empty line if `blank`; breaks all open groups. */
	hardline(blank = false): void {
		this.#hardBreaks++;
		this.#push(Op.hardline, blank ? 2 : 1);
	}

	/** Breaks the innermost group and those around it without a break here. */
	forceBreak(): void {
		this.#hardBreaks++;
	}

	/** Starts a group. A hugging group may stay unbroken around line breaks between `hug` and `hugEnd`. */
	open(hugging = false): Group {
		const group: Group = { hugging, hardBreaks: this.#hardBreaks, hugged: 0, forced: false, mode: Mode.flat };
		this.#push(Op.open, group);
		this.#open.push(group);
		return group;
	}

	close(): void {
		const group = this.#open.pop() as Group;
		group.forced = this.#hardBreaks - group.hardBreaks > group.hugged;
		this.#push(Op.close);
	}

	/** Starts the part of the innermost, hugging group that may break alone. */
	hug(): void {
		const group = this.#open[this.#open.length - 1] as Group;
		group.hugged -= this.#hardBreaks;
		this.#push(Op.hug);
	}

	hugEnd(): void {
		const group = this.#open[this.#open.length - 1] as Group;
		group.hugged += this.#hardBreaks;
		this.#push(Op.hugEnd);
	}

	/** Indents what follows if the innermost group is broken. */
	indent(): void {
		this.#indentations++;
		this.#push(Op.indent);
	}

	/** Indents what follows, also where line breaks inside do not break the group around it. */
	indentAlways(): void {
		this.#indentations++;
		this.#push(Op.indent, 1);
	}

	/** Indents what follows if the given group, which has been closed, is broken. */
	indentIf(group: Group): void {
		this.#indentations++;
		this.#push(Op.indentIf, group);
	}

	/** Ends the latest indentation. */
	dedent(): void {
		this.#indentations--;
		this.#push(Op.dedent);
	}

	/** Has an indentation been started and not ended? */
	get isIndented(): boolean {
		return this.#indentations > 0;
	}

	/** Text that is there only if the innermost group is broken. */
	ifBroken(text: string): void {
		this.#push(Op.ifBroken, text);
	}

	/** A line break if the given group, which has been closed, is broken, else a space. */
	lineIf(group: Group): void {
		this.#push(Op.lineIf, group);
	}

	/** A place where the caller needs nothing from before, which is printed when enough has been collected. */
	checkpoint(): void {
		if (this.#open.length === 0 && this.#ops.length >= CHUNK) this.#print();
	}

	/** Prints the rest and returns the whole text, without a line break at its end; `undefined` if it became too long. */
	finish(): string | undefined {
		this.#print();
		return this.#writer.text;
	}

	// ------------------------------------------------------------------------------------------------ printing

	#print(): void {
		const values = this.#values;
		const writer = this.#writer;
		for (let at = 0; at < this.#ops.length; at++) {
			const mode = this.#modes[this.#modes.length - 1] ?? Mode.broken;
			switch (this.#ops[at]) {
				case Op.text:
					writer.write(values[at] as string);
					break;
				case Op.verbatim:
					writer.writeVerbatim(values[at] as string);
					break;
				case Op.aligned:
					writer.writeAligned(values[at] as AlignedText);
					break;
				case Op.comment:
					writer.write(values[at] as string);
					break;
				case Op.lines:
					writer.writeLines(values[at] as readonly string[]);
					break;
				case Op.line:
					if (mode === Mode.broken) writer.breakLine(1);
					else writer.space();
					break;
				case Op.softline:
					if (mode === Mode.broken) writer.breakLine(1);
					break;
				case Op.hardline:
					writer.breakLine(values[at] as number);
					break;
				case Op.space:
					writer.space();
					break;
				case Op.open: {
					const group = values[at] as Group;
					group.mode = this.#decide(group, at, mode);
					this.#modes.push(group.mode);
					break;
				}
				case Op.close:
					this.#modes.pop();
					break;
				case Op.indent:
					writer.indent(mode === Mode.broken || values[at] === 1);
					break;
				case Op.indentIf:
					writer.indent((values[at] as Group).mode === Mode.broken);
					break;
				case Op.dedent:
					writer.dedent();
					break;
				case Op.ifBroken:
					if (mode === Mode.broken) writer.write(values[at] as string);
					break;
				case Op.lineIf:
					if ((values[at] as Group).mode === Mode.broken) writer.breakLine(1);
					else writer.space();
					break;
			}
		}
		this.#ops = [];
		this.#values = [];
	}

	#decide(group: Group, at: number, outer: ModeValue): ModeValue {
		if (outer === Mode.flat) return Mode.flat;
		if (group.forced || !this.#fits(at)) return Mode.broken;
		return group.hugging ? Mode.hugging : Mode.flat;
	}

	/**
	 * Would the group that starts at this instruction fit on the line, with all that must follow it there? The search
	 * ends at the first line break that can be taken, or when the line is full.
	 */
	#fits(start: number): boolean {
		const hugging = (this.#values[start] as Group).hugging;
		let room = this.#width - this.#writer.nextColumn;
		// Depth below the group's surroundings: 1 inside it, 0 after it, less when outer groups have ended too.
		let depth = 0;
		let floor = 1;
		let hugged = false;
		let spaced = this.#writer.isSpaced;
		for (let at = start; at < this.#ops.length && room >= 0; at++) {
			const value = this.#values[at];
			switch (this.#ops[at]) {
				case Op.text:
					// A scalar value is one or two units, so that a very long text need not be counted.
					if ((value as string).length > 2 * room) return false;
					room -= columnsOf(value as string);
					spaced = false;
					break;
				case Op.verbatim:
					return columnsOf((value as string).slice(0, (value as string).indexOf('\n'))) <= room;
				case Op.aligned:
					return columnsOf((value as AlignedText).first) <= room;
				case Op.lines:
					return columnsOf((value as readonly string[])[0] as string) <= room;
				case Op.comment:
				case Op.hardline:
					return true;
				case Op.space:
					if (!spaced) room--;
					spaced = true;
					break;
				case Op.line:
				case Op.softline:
					if (hugged || (floor < 1 && (depth > floor || this.#outerMode(depth) === Mode.broken))) return true;
					if (this.#ops[at] === Op.softline) break;
					if (!spaced) room--;
					spaced = true;
					break;
				case Op.lineIf:
					if ((value as Group).mode === Mode.broken) return true;
					if (!spaced) room--;
					spaced = true;
					break;
				case Op.open:
					depth++;
					break;
				case Op.close:
					depth--;
					floor = Math.min(floor, depth);
					break;
				case Op.ifBroken:
					if (floor < 1 && depth === floor && this.#outerMode(depth) === Mode.broken) {
						room -= columnsOf(value as string);
						spaced = false;
					}
					break;
				case Op.hug:
					if (hugging && depth === 1) hugged = true;
					break;
				case Op.hugEnd:
					if (depth === 1) hugged = false;
					break;
			}
		}
		return room >= 0;
	}

	/** Mode of the group around the undecided one, or further out: `depth` is 0 or less. */
	#outerMode(depth: number): ModeValue {
		return this.#modes[this.#modes.length - 1 + depth] ?? Mode.broken;
	}
}
