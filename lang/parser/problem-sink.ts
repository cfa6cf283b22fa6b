/**
 * Collects what the parser and its checks find, as diagnostics in source order. Ids come from the table of syntax
 * entries; the kind names of language spec 9.1 are derived from the entries' names, which are finer in places.
 */

import type { Diagnostic, Fix, RelatedSpan } from '../diagnostics/diagnostic.ts';
import { SYNTAX_ENTRIES, type SyntaxName } from '../diagnostics/syntax-entries.ts';
import type { SourceFile } from '../source/source-file.ts';

/** More findings than this help nobody; parsing stops soon after. */
export const MAX_PROBLEMS = 200;

/** Entry names that are variants of one kind. */
const PARSE_KINDS: Partial<Record<SyntaxName, string>> = {
	UnexpectedInput: 'BadInput',
	UnterminatedString: 'BadInput',
	MalformedEscapeSequence: 'BadInput',
	MalformedNumber: 'BadInput',
	MalformedChar: 'BadInput',
	MalformedIdentifier: 'BadInput',
	ImproperSymbol: 'BadInput',
	MissingSemicolon: 'MissingToken',
};

const IDS = new Map<string, string>(SYNTAX_ENTRIES.map((entry) => [entry.name, entry.id]));

/** Longest message: a token quoted in it may be the whole file. */
const MAX_MESSAGE = 160;
const MESSAGE_TAIL = 60;

/** One line of moderate length, whatever the quoted token holds. */
function presentable(message: string): string {
	const short =
		message.length > MAX_MESSAGE
			? `${message.slice(0, MAX_MESSAGE - MESSAGE_TAIL)}…${message.slice(-MESSAGE_TAIL)}`.toWellFormed()
			: message;
	return short.replace(/\p{Cc}/gu, (char) => `\\u{${(char.codePointAt(0) as number).toString(16)}}`);
}

export interface ProblemDetails {
	readonly help?: string | undefined;
	readonly related?: readonly RelatedSpan[] | undefined;
	readonly fixes?: readonly Fix[] | undefined;
}

export class ProblemSink {
	readonly source: SourceFile;
	#found: Diagnostic[] = [];

	constructor(source: SourceFile) {
		this.source = source;
	}

	get full(): boolean {
		return this.#found.length >= MAX_PROBLEMS;
	}

	get count(): number {
		return this.#found.length;
	}

	add(name: SyntaxName, message: string, start: number, end: number, details: ProblemDetails = {}): void {
		if (this.full) return;
		this.#found.push({
			id: IDS.get(name) as string,
			severity: 'error',
			message: presentable(message),
			source: this.source,
			span: { start, end: Math.max(start, end) },
			help: details.help,
			related: details.related,
			fixes: details.fixes,
			parseKind: PARSE_KINDS[name] ?? name,
		});
	}

	/** Of the problems of one kind from a place onwards only the first stays: the others follow from it. */
	keepFirst(name: SyntaxName, from: number): void {
		const id = IDS.get(name);
		const first = this.#found.find((problem) => problem.id === id && problem.span.start >= from);
		if (first === undefined) return;
		this.#found = this.#found.filter(
			(problem) => problem === first || problem.id !== id || problem.span.start < first.span.start,
		);
	}

	/** By place; of several at one place only the one found first, because the others mostly follow from it. */
	sorted(): Diagnostic[] {
		const sorted = this.#found.sort((a, b) => a.span.start - b.span.start);
		return sorted.filter((problem, index) => problem.span.start !== sorted[index - 1]?.span.start);
	}
}
