/**
 * What stays between the inputs of `vsl repl`: the variables, in a scope of the engine, and the functions and imports,
 * as source text.
 *
 * Functions belong to a script and see nothing of another one, so each input is compiled together with the imports
 * and functions before it. Imports go first, because they must have run; functions go last, because they are known
 * from the start anyway and so do not shift the lines of the input. Places are moved back to the input as typed.
 */

import type { FunctionDefinition, ImportStatement } from '../lang/ast/nodes.ts';
import type { Diagnostic } from '../lang/diagnostics/diagnostic.ts';
import { type CompiledScript, type Engine, type EngineOptions, Scope, ScriptError } from '../lang/index.ts';
import { parse } from '../lang/parser/parse.ts';
import { SourceFile, type Span } from '../lang/source/source-file.ts';
import { debugText } from '../lang/values/display.ts';
import type { Value } from '../lang/values/value.ts';
import type { ErrorPlace } from '../lang/vm/errors.ts';
import { internalError, type Outcome } from './evaluate.ts';
import { makeEngine } from './make-engine.ts';
import { NO_LIMITS } from './repl-input.ts';

interface Kept {
	/** What a later definition of the same replaces. */
	readonly key: string;
	/** Word by which code refers to it. */
	readonly name: string;
	readonly text: string;
}

interface Compiled {
	readonly program: CompiledScript | undefined;
	readonly diagnostics: readonly Diagnostic[];
	readonly place: Placement;
}

export class ReplSession {
	readonly scope = new Scope();
	readonly #engine: Engine;
	#functions: Kept[] = [];
	#imports: Kept[] = [];

	constructor(options: Pick<EngineOptions, 'limits' | 'print' | 'debug'>) {
		this.#engine = makeEngine(options);
	}

	/** Names of the functions and imports so far. */
	get names(): string[] {
		return [...this.#functions, ...this.#imports].map(({ name }) => name);
	}

	/** Runs an input. Never rejects. @param signal ends the run */
	async evaluate(text: string, signal?: AbortSignal): Promise<Outcome> {
		let place: Placement | undefined;
		try {
			const compiled = this.#compile(text);
			place = compiled.place;
			if (compiled.program === undefined) return { kind: 'syntax-error', diagnostics: compiled.diagnostics };
			const value = await this.#engine.run(compiled.program, { scope: this.scope, ...(signal && { signal }) });
			this.#keep(place.input);
			return { kind: 'value', value, debug: debugText(value) };
		} catch (error) {
			if (!(error instanceof ScriptError)) return { kind: 'run-time-error', error: internalError(error) };
			place?.moveError(error);
			return { kind: 'run-time-error', error };
		}
	}

	/** Compiles without running. */
	compile(text: string): { readonly program: CompiledScript | undefined; readonly diagnostics: readonly Diagnostic[] } {
		return this.#compile(text);
	}

	/** The value of a variable. */
	get(name: string): Value {
		return this.scope.get(name);
	}

	#compile(text: string): Compiled {
		const input = new SourceFile('<repl>', text);
		const { problems, script } = parse(input, NO_LIMITS);
		const own = new Set(script.statements.filter((node) => node.kind === 'Function').map(functionKey));
		const functions = this.#functions.filter(({ key }) => !own.has(key)).map((kept) => kept.text);
		const used = [text, ...functions].join('\n');
		const imports = this.#imports.filter(({ name }) => used.includes(name)).map((kept) => kept.text);
		const place = new Placement(input, imports, functions);
		if (problems.length > 0) return { program: undefined, diagnostics: problems, place };
		const { program, diagnostics } = this.#engine.compile(place.source, { scope: this.scope });
		return { program, diagnostics: diagnostics.map((diagnostic) => place.moveDiagnostic(diagnostic)), place };
	}

	/** Remembers what an input that ran has defined. */
	#keep(input: SourceFile): void {
		for (const node of parse(input, NO_LIMITS).script.statements) {
			const text = input.text.slice(node.start, node.end);
			if (node.kind === 'Function') {
				this.#functions = replace(this.#functions, { key: functionKey(node), name: node.name.name, text });
			} else if (node.kind === 'Import' && node.alias !== null) {
				const { name } = node.alias as NonNullable<ImportStatement['alias']>;
				this.#imports = replace(this.#imports, { key: name, name, text: text.replace(/;\s*$/, '') });
			}
		}
	}
}

function replace(list: readonly Kept[], kept: Kept): Kept[] {
	return [...list.filter(({ key }) => key !== kept.key), kept];
}

function functionKey({ thisType, name, params }: FunctionDefinition): string {
	return `${thisType?.name ?? ''}.${name.name}/${params.length}`;
}

/** Where an input lies in the text that was compiled for it. */
class Placement {
	readonly input: SourceFile;
	readonly source: SourceFile;
	readonly #offset: number;

	constructor(input: SourceFile, imports: readonly string[], functions: readonly string[]) {
		const before = imports.map((text) => `${text}; `).join('');
		// The semicolon ends an input that lacks it; the line break before it ends a comment.
		const after = functions.length === 0 ? '' : `\n;\n${functions.join('\n')}`;
		this.input = input;
		this.source = before === '' && after === '' ? input : new SourceFile(input.name, before + input.text + after);
		this.#offset = before.length;
	}

	#moves(source: SourceFile, span: Span): boolean {
		return source === this.source && span.start >= this.#offset && span.end <= this.#offset + this.input.text.length;
	}

	#move<P extends Span & { readonly source: SourceFile }>(place: P): P {
		if (!this.#moves(place.source, place)) return place;
		return { ...place, source: this.input, start: place.start - this.#offset, end: place.end - this.#offset };
	}

	moveDiagnostic(diagnostic: Diagnostic): Diagnostic {
		const { source, start, end } = this.#move({ source: diagnostic.source, ...diagnostic.span });
		const related = diagnostic.related?.map((part) => this.#move(part));
		return { ...diagnostic, source, span: { start, end }, related };
	}

	moveError(error: ScriptError): void {
		const move = (place: ErrorPlace | undefined): ErrorPlace | undefined => place && this.#move(place);
		error.place = move(error.place);
		error.wrappers = error.wrappers.map((wrapper) => ({ ...wrapper, place: move(wrapper.place) }));
	}
}
