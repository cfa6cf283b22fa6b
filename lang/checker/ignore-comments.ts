/**
 * Comments that silence lints: `// vsl-ignore V207: reason`, also with several ids, on the line itself or alone on a
 * line above. Only lints can be silenced. Comments that name nothing known, or silence nothing, are findings too.
 */

import { type Catalogue, isLint } from '../diagnostics/catalogue.ts';
import type { Diagnostic, Fix } from '../diagnostics/diagnostic.ts';
import { nearest } from '../diagnostics/spelling.ts';
import type { Comment, ParseResult } from '../parser/parse-result.ts';
import type { SourceFile } from '../source/source-file.ts';

const UNUSED_IGNORE = 'V226';
const BAD_IGNORE = 'V227';

const KEYWORD = 'vsl-ignore';

/** More names in one comment are not looked at. */
const MAX_IDS = 50;

interface IgnoredId {
	readonly id: string;
	used: boolean;
}

export interface IgnoreComment {
	readonly comment: Comment;
	/** The 1-based line whose findings it silences. */
	readonly line: number;
	readonly ids: readonly IgnoredId[];
	/** Words that name no lint. */
	readonly unknown: readonly string[];
}

/** The ids that a comment names; `undefined` for an ordinary comment. */
function namedIds(comment: Comment): string[] | undefined {
	if (comment.kind !== 'line' && comment.kind !== 'block') return undefined;
	const end = comment.kind === 'block' && !comment.unclosed ? comment.text.length - 2 : comment.text.length;
	const text = comment.text.slice(2, end).trimStart();
	if (!text.startsWith(KEYWORD)) return undefined;
	const rest = text.slice(KEYWORD.length);
	if (rest !== '' && !/^[\s:,]/.test(rest)) return undefined;
	const colon = rest.indexOf(':');
	const list = colon === -1 ? rest : rest.slice(0, colon);
	return list
		.split(/[\s,]+/)
		.filter((word) => word !== '')
		.slice(0, MAX_IDS);
}

/** Lints below V200 belong to later layers, whose table need not be loaded. */
function isForeignLint(id: string): boolean {
	return /^V[01]\d\d$/.test(id);
}

function isBlank(text: string, start: number, end: number): boolean {
	for (let at = start; at < end; at++) {
		const unit = text.charCodeAt(at);
		if (unit !== 0x20 && unit !== 0x09 && unit !== 0x0c && unit !== 0x0d) return false;
	}
	return true;
}

/**
 * For each line on which comments stand alone the next line on which they do not: several ignore comments may stand one
 * above the other.
 */
function linesBelow(parsed: ParseResult): Map<number, number> {
	const { source, comments } = parsed;
	const lines = new Set<number>();
	for (const { start, end } of comments) {
		const first = source.lineAt(start);
		const last = source.lineAt(Math.max(start, end - 1));
		const lineEnd = source.lineStarts[last] ?? source.text.length + 1;
		const before = isBlank(source.text, source.lineStarts[first - 1] as number, start);
		if (!before || !isBlank(source.text, end, Math.min(lineEnd - 1, source.text.length))) continue;
		for (let line = first; line <= last; line++) lines.add(line);
	}
	const below = new Map<number, number>();
	// From the last line upwards, so that a line can take over the answer of the one below it.
	for (const line of [...lines].sort((a, b) => b - a)) below.set(line, below.get(line + 1) ?? line + 1);
	return below;
}

/** The ignore comments of a file. */
export function ignoreComments(parsed: ParseResult, catalogue: Catalogue): IgnoreComment[] {
	const found = parsed.comments.flatMap((comment) => {
		const words = namedIds(comment);
		return words === undefined ? [] : [{ comment, words }];
	});
	if (found.length === 0) return [];
	const { source } = parsed;
	const below = linesBelow(parsed);
	return found.map(({ comment, words }) => {
		const own = source.lineAt(comment.start);
		const line = below.get(own) ?? own;
		const ids: IgnoredId[] = [];
		const unknown: string[] = [];
		for (const word of words) {
			const entry = catalogue.find(word) ?? catalogue.findByName(word);
			const id = entry?.id ?? word.toUpperCase();
			if (isLint(id) && (entry !== undefined || isForeignLint(id))) ids.push({ id, used: false });
			else unknown.push(word);
		}
		return { comment, line, ids, unknown };
	});
}

/** The diagnostics that no comment silences; comments remember what they silenced. */
export function silence(diagnostics: readonly Diagnostic[], comments: readonly IgnoreComment[]): Diagnostic[] {
	if (comments.length === 0) return [...diagnostics];
	const byLine = new Map<number, IgnoredId[]>();
	for (const { line, ids } of comments) {
		const list = byLine.get(line);
		if (list === undefined) byLine.set(line, [...ids]);
		else list.push(...ids);
	}
	return diagnostics.filter((diagnostic) => {
		if (!isLint(diagnostic.id)) return true;
		let silenced = false;
		for (const ignored of byLine.get(diagnostic.source.lineAt(diagnostic.span.start)) ?? []) {
			if (ignored.id !== diagnostic.id) continue;
			ignored.used = true;
			silenced = true;
		}
		return !silenced;
	});
}

/** Takes the comment away, and its line where it stands alone. */
function removal(source: SourceFile, comment: Comment): Fix {
	const { text } = source;
	const lineStart = source.lineStarts[source.lineAt(comment.start) - 1] as number;
	let start = comment.start;
	while (start > lineStart && (text[start - 1] === ' ' || text[start - 1] === '\t')) start--;
	let end = comment.end;
	if (start === lineStart) {
		if (text.startsWith('\r\n', end)) end += 2;
		else if (text[end] === '\n') end++;
	}
	return { title: 'remove the comment', edits: [{ start, end, text: '' }], safe: true };
}

/**
 * Findings about the comments themselves, after `silence`.
 *
 * @param ran whether the lint of an id was looked for at all: what was not looked for could not be silenced
 */
export function ignoreFindings(
	parsed: ParseResult,
	comments: readonly IgnoreComment[],
	catalogue: Catalogue,
	ran: (id: string) => boolean,
): Diagnostic[] {
	const { source } = parsed;
	return comments.flatMap(({ comment, ids, unknown }) => {
		const found: Diagnostic[] = [];
		const span = { start: comment.start, end: comment.end };
		if (unknown.length > 0 || ids.length === 0) found.push(badIgnore(source, span, unknown, catalogue));
		const unused = ids.filter((ignored) => !ignored.used && ran(ignored.id));
		if (unused.length > 0) {
			const names = unused.map((ignored) => ignored.id).join(', ');
			const all = unused.length === ids.length && unknown.length === 0;
			found.push({
				id: UNUSED_IGNORE,
				severity: 'info',
				message: `nothing here is silenced by ${names}`,
				source,
				span,
				help: 'remove it from the comment',
				fixes: all ? [removal(source, comment)] : [],
			});
		}
		return found;
	});
}

function badIgnore(
	source: SourceFile,
	span: { start: number; end: number },
	unknown: readonly string[],
	catalogue: Catalogue,
): Diagnostic {
	const word = unknown[0];
	const entry = word === undefined ? undefined : (catalogue.find(word) ?? catalogue.findByName(word));
	const lints = catalogue.entries.filter(({ id }) => isLint(id));
	const near =
		word === undefined
			? undefined
			: nearest(
					word,
					lints.flatMap(({ id, name }) => [id, name]),
				);
	const message =
		word === undefined
			? 'the comment says what to ignore by no id'
			: entry === undefined
				? `there is no lint \`${word}\` to ignore`
				: `\`${entry.id}\` cannot be ignored: it is no lint`;
	const help =
		near === undefined ? 'write ids of lints, e.g. `// vsl-ignore V207: reason`' : `did you mean \`${near}\`?`;
	return { id: BAD_IGNORE, severity: 'warning', message, source, span, help };
}
