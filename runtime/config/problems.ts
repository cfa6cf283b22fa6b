/** Collects what is wrong with a configuration and gives it a place. */

import type { Diagnostic, Severity } from '../../lang/diagnostics/diagnostic.ts';
import type { SourceFile, Span } from '../../lang/source/source-file.ts';
import type { PathPart } from '../../lang/toml/key-places.ts';
import { keyText } from '../../lang/toml/locate.ts';
import type { CONFIG_ENTRIES } from './config-entries.ts';

export type ConfigProblemId = (typeof CONFIG_ENTRIES)[number]['id'];

/** More problems than this say nothing new. */
const MAX_PROBLEMS = 100;

const LONGEST_NAME = 80;

/** Paths that are remembered; with more mistakes a follow-up error does no harm. */
const MAX_PATHS = 10_000;

/** Where a key stands: knows the text that the data came from. */
export interface Places {
	readonly source: SourceFile;
	/** @param what whether the name of the key is wrong or its value */
	locate(path: readonly PathPart[], what: 'key' | 'value'): Span;
}

export interface Problem {
	readonly id: ConfigProblemId;
	readonly severity: Severity;
	readonly path: readonly PathPart[];
	readonly what: 'key' | 'value';
	/** What follows the path. */
	readonly message: string;
	readonly help?: string | undefined;
}

/** A name of a key for a message; nobody reads longer ones. */
function shortened(part: PathPart): PathPart {
	return typeof part === 'string' && part.length > LONGEST_NAME ? `${part.slice(0, LONGEST_NAME)}…` : part;
}

export class Problems {
	readonly diagnostics: Diagnostic[] = [];
	/** Paths of keys that could not be read. */
	readonly #paths = new Set<string>();
	#errors = 0;
	/** Keys that are written under another name, by their path. */
	readonly #spelled = new Map<string, string>();

	/** Notes under which name a key is written, so that what is found later names it so. */
	noteSpelling(path: readonly PathPart[], name: string): void {
		this.#spelled.set(keyText(path), name);
	}

	add(places: Places, { id, severity, path: given, what, message, help }: Problem): void {
		const spelled = this.#spelled.get(keyText(given));
		const path = spelled === undefined ? given : [...given.slice(0, -1), spelled];
		if (severity === 'error') {
			this.#errors++;
			if (this.#paths.size < MAX_PATHS) this.#paths.add(`${keyText(path)}.`);
		}
		if (this.full) return;
		const { source } = places;
		const text = path.length === 0 ? message : `\`${keyText(path.map(shortened))}\`: ${message}`;
		this.diagnostics.push({ id, severity, message: text, source, span: places.locate(path, what), help });
	}

	/** For problems that are no key's. */
	addDiagnostics(diagnostics: readonly Diagnostic[]): void {
		this.diagnostics.push(...diagnostics.slice(0, Math.max(0, MAX_PROBLEMS - this.diagnostics.length)));
	}

	/** How many errors were found, also those that are not reported any more. */
	get errors(): number {
		return this.#errors;
	}

	/** Whether nothing further is reported. */
	get full(): boolean {
		return this.diagnostics.length >= MAX_PROBLEMS;
	}

	get failed(): boolean {
		return this.diagnostics.some(({ severity }) => severity === 'error');
	}

	/** Whether a key, something above or something below it is wrong. */
	touches(key: string): boolean {
		const path = `${key}.`;
		for (const wrong of this.#paths) if (wrong.startsWith(path) || path.startsWith(wrong)) return true;
		return false;
	}
}
