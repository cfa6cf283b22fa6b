/** The one place that uses the package `toml`: text to plain data, with one shape of error. */

import { parse } from 'toml';

export type TomlResult =
	| { readonly ok: true; readonly value: Readonly<Record<string, unknown>> }
	/** `line` and `column` start at 1; the column counts UTF-16 units. */
	| { readonly ok: false; readonly message: string; readonly line: number; readonly column: number };

/** Tables within tables; deeper text is an error. */
const MAX_DEPTH = 64;

/** The package gives syntax errors a `location` and errors of meaning a `line` and `column`. */
interface TomlError {
	readonly message?: unknown;
	readonly line?: unknown;
	readonly column?: unknown;
	readonly location?: { readonly start?: { readonly line?: unknown; readonly column?: unknown } };
}

function positive(value: unknown): number {
	return typeof value === 'number' && value >= 1 ? value : 1;
}

/** Reads TOML 1.1. Never throws. */
export function parseToml(text: string): TomlResult {
	try {
		const value: unknown = parse(text.startsWith('\ufeff') ? text.slice(1) : text, {
			maxDepth: MAX_DEPTH,
			bigint: true,
		});
		return { ok: true, value: value as Readonly<Record<string, unknown>> };
	} catch (thrown) {
		const error = thrown as TomlError;
		const start = error.location?.start ?? error;
		const message = typeof error.message === 'string' ? error.message : 'the text is not TOML';
		return { ok: false, message, line: positive(start.line), column: positive(start.column) };
	}
}
