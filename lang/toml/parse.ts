/**
 * The one place that uses the package `toml`: text to plain data, with one shape of error.
 *
 * The package stops at the first mistake. So that one run shows them all, the line of a mistake is blanked and the
 * rest is read again, as long as mistake and statement are surely of one line.
 */

import { parse } from 'toml';
import { type SyntaxMessage, syntaxMessage } from './syntax-message.ts';

/** Tables have no prototype; integers are `bigint`, floats `number`, moments with an offset `Date`, other dates text. */
export type TomlTable = Readonly<Record<string, unknown>>;

export interface TomlError extends SyntaxMessage {
	/** In UTF-16 units. */
	readonly offset: number;
}

export type TomlResult =
	| { readonly ok: true; readonly value: TomlTable }
	/** At least one, in order of their places. */
	| { readonly ok: false; readonly errors: readonly TomlError[] };

/** Tables within tables; deeper text is an error. */
const MAX_DEPTH = 64;

const MAX_ERRORS = 20;

/** Longer texts get their first error only: every further one costs two more runs of the parser. */
const RECOVERY_LIMIT = 64 * 1024;

/** The package gives syntax errors a `location` and errors of meaning a `line` and `column`. */
interface PackageError {
	readonly message?: unknown;
	readonly line?: unknown;
	readonly column?: unknown;
	readonly location?: { readonly start?: { readonly line?: unknown; readonly column?: unknown } };
}

function positive(value: unknown): number {
	return typeof value === 'number' && value >= 1 ? value : 1;
}

/** Offset of a line and column, both from 1. */
function offsetOf(text: string, line: number, column: number): number {
	let start = 0;
	for (let at = 1; at < line; at++) {
		const end = text.indexOf('\n', start);
		if (end === -1) break;
		start = end + 1;
	}
	return Math.min(start + column - 1, text.length);
}

type Attempt = { readonly value: TomlTable } | { readonly error: TomlError };

function attempt(text: string): Attempt {
	try {
		return { value: parse(text, { maxDepth: MAX_DEPTH, bigint: true }) as TomlTable };
	} catch (thrown) {
		const error = thrown as PackageError;
		const start = error.location?.start ?? error;
		const offset = offsetOf(text, positive(start.line), positive(start.column));
		const message = typeof error.message === 'string' ? error.message : 'the text is not TOML';
		return { error: { offset, ...syntaxMessage(message, text, offset) } };
	}
}

/** The text with the line of an error blanked; `undefined` when what is wrong may reach beyond the line. */
function without(text: string, offset: number): string | undefined {
	// A mistake that shows at the end of a line belongs to it.
	const start = text.lastIndexOf('\n', offset - 1) + 1;
	const end = text.indexOf('\n', offset);
	const line = text.slice(start, end === -1 ? text.length : end);
	// A lost header would move the keys below it into another table.
	if (line.trimStart().startsWith('[')) return undefined;
	// What stands before is complete exactly if it can be read.
	if ('error' in attempt(text.slice(0, start))) return undefined;
	return text.slice(0, start) + ' '.repeat(line.length) + text.slice(start + line.length);
}

/** Reads TOML 1.1. Never throws. */
export function parseToml(source: string): TomlResult {
	// The mark takes part as a blank, so that offsets stay those of the source.
	let text = source.startsWith('\ufeff') ? ` ${source.slice(1)}` : source;
	const errors: TomlError[] = [];
	for (;;) {
		const result = attempt(text);
		if ('value' in result) return errors.length === 0 ? { ok: true, value: result.value } : { ok: false, errors };
		errors.push(result.error);
		const rest =
			text.length > RECOVERY_LIMIT || errors.length === MAX_ERRORS ? undefined : without(text, result.error.offset);
		if (rest === undefined) return { ok: false, errors };
		text = rest;
	}
}
