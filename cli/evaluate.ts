/**
 * Runs one script for `vsl eval` and says what came of it as data: a value, or the error that ended it.
 *
 * Each script gets a fresh scope and a fresh budget; the engine and its library are made once.
 */

import type { Diagnostic } from '../lang/diagnostics/diagnostic.ts';
import { type Engine, type PrintHook, Scope, ScriptError } from '../lang/index.ts';
import type { SourceFile } from '../lang/source/source-file.ts';
import { debugText } from '../lang/values/display.ts';
import type { Value } from '../lang/values/value.ts';
import type { EvalMode } from './eval-settings.ts';
import { type CommandEngineOptions, makeEngine } from './make-engine.ts';

export type Outcome =
	| { readonly kind: 'compiled' }
	| { readonly kind: 'value'; readonly value: Value; readonly debug: string }
	| { readonly kind: 'syntax-error'; readonly diagnostics: readonly Diagnostic[] }
	| { readonly kind: 'run-time-error'; readonly error: ScriptError };

type EngineSettings = 'folder' | 'limits' | 'strictVariables' | 'noShadowing' | 'failOnMissingProperty' | 'debug';

export type EvaluatorOptions = Pick<CommandEngineOptions, EngineSettings> & { readonly print: PrintHook };

export class Evaluator {
	readonly #engine: Engine;

	constructor(options: EvaluatorOptions) {
		this.#engine = makeEngine(options);
	}

	/** Never rejects: what is no error of the script is reported as ErrorSystem. */
	async evaluate(source: SourceFile, mode: EvalMode): Promise<Outcome> {
		try {
			const { program, diagnostics } = this.#engine.compile(source, { expressionOnly: mode === 'expr' });
			if (program === undefined) return { kind: 'syntax-error', diagnostics };
			if (mode === 'compile') return { kind: 'compiled' };
			const value = await this.#engine.run(program, { scope: new Scope() });
			// Inside `try`: a value can be too large to print.
			return { kind: 'value', value, debug: debugText(value) };
		} catch (error) {
			return { kind: 'run-time-error', error: error instanceof ScriptError ? error : internalError(error) };
		}
	}
}

/** A failure of ours, not of the script, in the form in which callers expect errors. */
export function internalError(error: unknown): ScriptError {
	const text = error instanceof Error ? error.message : String(error);
	return new ScriptError('ErrorSystem', `Internal error: ${text}`);
}
