/**
 * A run-time error for people: the message, the line that failed, and the calls that led there.
 *
 * ```text
 * error[V817]: Division by zero: 100 / 0
 *  --> share.vsl:2:7
 *   |
 * 2 |     n / parts
 *   |       ^
 *   = in function `share`, called at share.vsl:5:1
 * ```
 */

import { SourceFile } from '../source/source-file.ts';
import type { ErrorWrapper, ScriptError } from '../vm/errors.ts';
import type { Diagnostic } from './diagnostic.ts';
import { COLOURED, type Painter, PLAIN } from './paint.ts';
import { placeName, renderText, type TextOptions } from './render-text.ts';
import { RUNTIME_ENTRIES } from './runtime-entries.ts';
import { printable } from './terminal-text.ts';

/** Of a long call stack the innermost and outermost calls are shown: a recursion without end says nothing between. */
const INNER_CALLS = 12;
const OUTER_CALLS = 4;

const ID_BY_KIND: ReadonlyMap<string, string> = new Map(RUNTIME_ENTRIES.map((entry) => [entry.name, entry.id]));

/** The catalogue's id of a kind of run-time error. */
export function runtimeErrorId(kind: string): string {
	return ID_BY_KIND.get(kind) ?? 'V801';
}

/** The error without its calls, in the form that all renderers take. */
export function scriptErrorDiagnostic(error: ScriptError): Diagnostic {
	const place = error.place;
	return {
		id: runtimeErrorId(error.kind),
		severity: 'error',
		message: error.text,
		source: place?.source ?? new SourceFile('', ''),
		span: { start: place?.start ?? 0, end: place?.end ?? 0 },
		parseKind: error.parseKind,
	};
}

function describeCall(wrapper: ErrorWrapper): string {
	const what =
		wrapper.kind === 'ErrorInModule'
			? `in module \`${wrapper.name}\`, imported`
			: wrapper.name === ''
				? 'in a closure, called'
				: `in function \`${wrapper.name}\`, called`;
	const { place } = wrapper;
	return place === undefined ? `${what} by the host` : `${what} at ${placeName(place.source, place.start)}`;
}

/** One line per call, innermost first; equal neighbours and the middle of a long stack are counted, not repeated. */
function describeCalls(wrappers: readonly ErrorWrapper[]): string[] {
	const lines: string[] = [];
	let repeated = 0;
	const flush = (): void => {
		if (repeated > 0) lines.push(`… and ${repeated} more time${repeated === 1 ? '' : 's'}`);
		repeated = 0;
	};
	let previous: string | undefined;
	for (const wrapper of wrappers) {
		const line = describeCall(wrapper);
		if (line === previous) {
			repeated++;
			continue;
		}
		flush();
		lines.push(line);
		previous = line;
	}
	flush();
	if (lines.length <= INNER_CALLS + OUTER_CALLS + 1) return lines;
	const hidden = lines.length - INNER_CALLS - OUTER_CALLS;
	return [...lines.slice(0, INNER_CALLS), `… ${hidden} calls not shown`, ...lines.slice(-OUTER_CALLS)];
}

function margin(error: ScriptError): string {
	const { place } = error;
	if (place === undefined || place.source.text === '') return '  ';
	return ' '.repeat(String(place.source.lineAt(Math.max(place.start, place.end - 1))).length + 1);
}

/** The error and its calls as text, without a line break at the end. */
export function renderScriptError(error: ScriptError, options: TextOptions = {}): string {
	const paint: Painter = options.color === true ? COLOURED : PLAIN;
	const text = renderText(scriptErrorDiagnostic(error), options);
	// An error that no line of a script raised (a limit, the host) has no arrow to draw.
	const head = error.place === undefined ? (text.split('\n --> ')[0] as string) : text;
	const lead = margin(error);
	const calls = describeCalls(error.wrappers).map((line) => `${lead}${paint.frame('=')} ${printable(line)}`);
	return [head, ...calls].join('\n');
}
