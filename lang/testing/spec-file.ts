/**
 * Reads data-driven test files: ordinary programs whose comments say what must happen.
 *
 * | mark                 | meaning                                                                              |
 * |----------------------|--------------------------------------------------------------------------------------|
 * | `//= V`              | the value of the statement that ends on this line has the debug text V                |
 * | `//> text`           | the program prints text; the marks of a case, in order, are all that it prints        |
 * | `//~ NAME text`      | a diagnostic on this line: an id (`V412`) or a kind of syntax error, message with text |
 * | `//~! KIND text`     | the run ends with this error, raised on this line, message with text                  |
 * | `//~ NAME@9 text`    | the same for a certain column, which counts characters from 1; also `//~! KIND@9 text` |
 * | `//---`              | alone on a line: separates cases                                                      |
 * | `//# key: value`     | before the code of a case: its name, limits, options                                  |
 * | `//# each: line`     | every marked line is a case of its own, run with the unmarked lines but no other one   |
 *
 * Several marks may share a line, and a mark alone on its line belongs to the code above it. The marks are taken out
 * of the program, so that a line may end in an open string or comment; everything else keeps its line and column.
 */

export type ExpectationKind = 'value' | 'print' | 'diagnostic' | 'error';

/** One mark. */
export interface Expectation {
	readonly kind: ExpectationKind;
	/** 1-based line of the mark in the file. */
	readonly line: number;
	/** 1-based line of the code that the mark speaks of: another one only for a mark that stands alone. */
	readonly codeLine: number;
	/** Id or kind of the diagnostic or error, `*` for any; empty for the other marks. */
	readonly name: string;
	/** 1-based column of the diagnostic or error, where the mark demands one. */
	readonly column?: number;
	/** The debug text, printed line, or part of a message. */
	readonly text: string;
}

/** One program with its marks. */
export interface SpecCase {
	readonly name: string;
	/** 1-based first line of the case in the file. */
	readonly line: number;
	/** All `//#` lines by key, in order. */
	readonly headers: ReadonlyMap<string, readonly string[]>;
	/** The program without marks, behind as many empty lines as precede it in the file; no line break at its end. */
	readonly program: string;
	readonly expectations: readonly Expectation[];
}

/** Something wrong with the test file itself. */
export interface SpecProblem {
	readonly line: number;
	readonly message: string;
}

export interface SpecFile {
	readonly cases: readonly SpecCase[];
	readonly problems: readonly SpecProblem[];
}

const MARK_KINDS: Readonly<Record<string, ExpectationKind>> = {
	'=': 'value',
	'>': 'print',
	'~': 'diagnostic',
	'~!': 'error',
};

/** The first mark of a line: at its start or after a blank, followed by a blank or the end of the line. */
const FIRST_MARK = /(?:^|(?<=[ \t]))\/\/(?:=|>|~!|~)(?:[ \t]|$)/;
const NEXT_MARK = /[ \t]+(?=\/\/(?:=|>|~!|~)(?:[ \t]|$))/;
const HEADER = /^\/\/#\s*([A-Za-z-]+):\s?(.*)$/;
const SEPARATOR = '//---';

/**
 * Splits a test file into its cases. Never throws: whatever is wrong with the file is in `problems`.
 *
 * A stretch between separators without any code or mark is no case. A case without a mark is a problem, because it
 * would test nothing.
 */
export function readSpecFile(text: string): SpecFile {
	const cases: SpecCase[] = [];
	const problems: SpecProblem[] = [];
	const lines = text.split('\n');
	let start = 0;
	for (let at = 0; at <= lines.length; at++) {
		if (at < lines.length && lines[at]?.trimEnd() !== SEPARATOR) continue;
		cases.push(...readSection(lines, start, at, problems));
		start = at + 1;
	}
	return { cases, problems };
}

/**
 * What stands between two separators: no case, one, or with `each: line` many.
 * @param start index of the first line; @param end index behind the last line
 */
function readSection(lines: readonly string[], start: number, end: number, problems: SpecProblem[]): SpecCase[] {
	const headers = new Map<string, string[]>();
	const expectations: Expectation[] = [];
	const program: string[] = Array.from({ length: start }, () => '');
	let firstLine: number | undefined;
	let codeLine: number | undefined;

	for (let at = start; at < end; at++) {
		const line = lines[at] as string;
		const number = at + 1;
		if (line.trim() !== '') firstLine ??= number;

		const header = HEADER.exec(line);
		if (header !== null) {
			program.push('');
			if (codeLine !== undefined) {
				problems.push({ line: number, message: 'a header must stand before the code of its case' });
				continue;
			}
			const [, key = '', value = ''] = header;
			headers.set(key, [...(headers.get(key) ?? []), value.trim()]);
			continue;
		}

		const mark = FIRST_MARK.exec(line);
		const code = mark === null ? line : line.slice(0, mark.index).trimEnd();
		program.push(code);
		if (code.trim() !== '' && !isComment(code)) codeLine = number;
		if (mark === null) continue;
		for (const part of line.slice(mark.index).split(NEXT_MARK)) {
			const expectation = readMark(part, number, code.trim() === '' ? (codeLine ?? number) : number, problems);
			if (expectation !== undefined) expectations.push(expectation);
		}
	}

	if (firstLine === undefined) return [];
	if (codeLine === undefined && expectations.length === 0 && headers.size === 0) return [];
	if (expectations.length === 0) problems.push({ line: firstLine, message: 'this case expects nothing' });
	const name = headers.get('name')?.[0];
	if (headers.get('each')?.[0] === 'line') return caseOfEachLine(name, headers, program, expectations);
	return [
		{ name: name ?? `line ${firstLine}`, line: firstLine, headers, program: withoutLineBreaks(program), expectations },
	];
}

function caseOfEachLine(
	name: string | undefined,
	headers: SpecCase['headers'],
	program: readonly string[],
	expectations: readonly Expectation[],
): SpecCase[] {
	const marked = new Set(expectations.map(({ codeLine }) => codeLine));
	return [...marked].map((line) => {
		const code = (program[line - 1] as string).trim();
		return {
			name: name === undefined ? code : `${name}: ${code}`,
			line,
			headers,
			program: withoutLineBreaks(program.map((text, at) => (at + 1 !== line && marked.has(at + 1) ? '' : text))),
			expectations: expectations.filter(({ codeLine }) => codeLine === line),
		};
	});
}

/** The end of the input is right behind the last character of code, so that tests can speak of it. */
function withoutLineBreaks(lines: readonly string[]): string {
	let end = lines.length;
	while (end > 0 && lines[end - 1]?.trim() === '') end--;
	return lines.slice(0, end).join('\n');
}

/** Comment lines before the code are not what a mark below them can speak of. */
function isComment(line: string): boolean {
	return line.trimStart().startsWith('//');
}

/** @param part a mark from its slashes to the next mark or the end of the line */
function readMark(part: string, line: number, codeLine: number, problems: SpecProblem[]): Expectation | undefined {
	const sign = part.startsWith('//~!') ? '~!' : part.charAt(2);
	const kind = MARK_KINDS[sign] as ExpectationKind;
	// One blank belongs to the mark, the others to the text; only printed text may begin with blanks.
	const rest = part.slice(2 + sign.length + 1).trimEnd();
	if (kind === 'print') return { kind, line, codeLine, name: '', text: rest };
	const text = rest.trimStart();
	if (text === '') {
		problems.push({ line, message: `the mark //${sign} expects nothing` });
		return undefined;
	}
	if (kind === 'value') return { kind, line, codeLine, name: '', text };
	const blank = text.indexOf(' ');
	const [name = '', column] = (blank === -1 ? text : text.slice(0, blank)).split('@');
	const message = blank === -1 ? '' : text.slice(blank + 1).trim();
	if (column === undefined) return { kind, line, codeLine, name, text: message };
	if (!/^\d+$/.test(column)) problems.push({ line, message: `no column: ${column}` });
	return { kind, line, codeLine, name, column: Number(column), text: message };
}
