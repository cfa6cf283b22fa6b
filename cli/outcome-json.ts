/**
 * The outcome of a script as one JSON object, with the names that the language specification uses for types and errors.
 *
 * A success is `ok`, `type`, `value`, `debug` (the debug text) and `stdout`; an error `ok`, `phase`, `error` and for
 * syntax errors `parse` (the kinds), `message` and the place, which is `null` where it is not known.
 */

import { ScriptError } from '../lang/vm/errors.ts';
import type { Outcome } from './evaluate.ts';
import { valueMembers } from './value-json.ts';

/** UTF-16 units kept of what a script prints. */
export const MAX_KEPT_OUTPUT = 1024 * 1024;

/** Collects what a script prints, up to a bound. */
export class KeptOutput {
	#parts: string[] = [];
	#size = 0;

	line(text: string): void {
		const room = MAX_KEPT_OUTPUT - this.#size;
		if (room <= 0) return;
		const part = text.length < room ? `${text}\n` : text.slice(0, room);
		this.#parts.push(part);
		this.#size += part.length;
	}

	/** What came since the last call. */
	take(): string {
		const text = this.#parts.join('');
		this.#parts = [];
		this.#size = 0;
		return text;
	}
}

const OTHER_LINE_BREAKS = /[\u0085\u2028\u2029]/g;

/** Escapes what JSON allows in a string although readers of lines, those of Node and Python among them, split there. */
export function onOneLine(json: string): string {
	return json.replace(OTHER_LINE_BREAKS, (char) => `\\u${char.charCodeAt(0).toString(16).padStart(4, '0')}`);
}

interface ErrorMembers {
	readonly phase: 'parse' | 'run';
	readonly error: string;
	readonly parse?: string | undefined;
	readonly message: string;
	readonly position: { readonly line: number; readonly column: number } | undefined;
}

function errorMembers({ phase, error, parse, message, position }: ErrorMembers): string {
	const line = position?.line ?? null;
	const col = position?.column ?? null;
	return JSON.stringify({ ok: false, phase, error, parse, message, line, col }).slice(1, -1);
}

function runTimeError(error: ScriptError): string {
	return errorMembers({
		phase: 'run',
		error: error.kind,
		parse: error.parseKind,
		message: error.text,
		position: error.place?.source.positionAt(error.place.start),
	});
}

function valueText(outcome: Outcome & { readonly kind: 'value' }): string {
	const members = valueMembers(outcome.value);
	if (members === undefined)
		return runTimeError(new ScriptError('ErrorDataTooLarge', 'The value is too large to print'));
	return `"ok":true,${members},"debug":${JSON.stringify(outcome.debug)}`;
}

function membersWithoutOutput(outcome: Outcome): string {
	switch (outcome.kind) {
		case 'compiled':
			return '"ok":true';
		case 'value':
			return valueText(outcome);
		case 'run-time-error':
			return runTimeError(outcome.error);
		case 'syntax-error': {
			const first = outcome.diagnostics.find(({ severity }) => severity === 'error');
			return errorMembers({
				phase: 'parse',
				error: 'ErrorParsing',
				parse: first?.parseKind,
				message: first?.message ?? '',
				position: first?.source.positionAt(first.span.start),
			});
		}
	}
}

/**
 * @param stdout what the script printed; left out where nothing ran
 * @returns the members of the object, without the braces around them
 */
export function outcomeMembers(outcome: Outcome, stdout: string): string {
	const members = membersWithoutOutput(outcome);
	const ran = outcome.kind === 'value' || outcome.kind === 'run-time-error';
	return ran ? `${members},"stdout":${JSON.stringify(stdout)}` : members;
}
