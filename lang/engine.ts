/**
 * The engine: what a host program holds to compile and run scripts.
 *
 * An engine is a set of native modules and limits. It has no state that a script could change, so one engine can run
 * any number of scripts at the same time.
 */

import type { Chunk, Program } from './compiler/chunk.ts';
import { compile } from './compiler/compile.ts';
import type { Diagnostic } from './diagnostics/diagnostic.ts';
import { Invocation, type NativeModule } from './modules/native-module.ts';
import { Registry } from './modules/registry.ts';
import type { ModuleResolver } from './modules/resolver.ts';
import { parse } from './parser/index.ts';
import type { ParseOptions } from './parser/parse-options.ts';
import { directiveWithoutHost } from './resolver/problems.ts';
import { resolve } from './resolver/resolve.ts';
import { type Position, SourceFile } from './source/source-file.ts';
import { Cell } from './values/cell.ts';
import { type ArrayValue, type MapValue, share } from './values/container.ts';
import { FunctionPointer } from './values/function-pointer.ts';
import type { Value } from './values/value.ts';
import type { DirectiveHost, EngineContext } from './vm/engine-context.ts';
import { ScriptEnvironment } from './vm/environment.ts';
import { functionNotFound, ScriptError } from './vm/errors.ts';
import { Fiber } from './vm/fiber.ts';
import type { Frame } from './vm/frame.ts';
import { LinkedProgram } from './vm/instructions.ts';
import { DEFAULT_LIMITS, type Limits } from './vm/limits.ts';
import { tier } from './vm/native-code/hot-code.ts';
import type { Observer } from './vm/observer.ts';
import { drive, driveSync } from './vm/run.ts';
import { Scope } from './vm/scope.ts';

/** Where `debug` was called. */
export interface DebugPlace extends Position {
	readonly source: SourceFile;
}

export type PrintHook = (text: string) => void;
export type DebugHook = (text: string, place: DebugPlace | undefined) => void;

export interface EngineOptions {
	/** What scripts can call, e.g. `[coreModule]`. */
	readonly modules?: readonly NativeModule[];
	readonly limits?: Partial<Limits>;
	readonly parse?: ParseOptions;
	/** Names that nothing declares are errors of the compilation. */
	readonly strictVariables?: boolean;
	/** Declaring a visible name again is an error, of the compilation unless the name is the host's. */
	readonly noShadowing?: boolean;
	/** A map without the property is ErrorPropertyNotFound instead of giving `()`. */
	readonly failOnMissingProperty?: boolean;
	/** Gives a value for a property that a map lacks; `undefined` leaves it missing. May throw a ScriptError. */
	readonly missingProperty?: (map: MapValue, name: string) => Value;
	/** The same for an index beyond the ends of an array, which else is ErrorArrayBounds. */
	readonly missingIndex?: (array: ArrayValue, index: number) => Value;
	/** Whether a script may declare a variable of this name; refusing is ForbiddenVariable. */
	readonly allowsName?: (name: string, constant: boolean) => boolean;
	/** Gives values to names that nothing declares, after the host's scope; `undefined` means not found. */
	readonly resolveName?: (name: string) => Value;
	/** The namespace of native functions that a path of `import` stands for, when it is not its own name. */
	readonly nativePath?: (path: string) => string | undefined;
	/** Finds the scripts that `import` names; without it there are none. */
	readonly resolver?: ModuleResolver;
	/** Receives all that is wrong with a module that cannot be imported; the error of the run names the first only. */
	readonly onModuleProblems?: (diagnostics: readonly Diagnostic[]) => void;
	/** The meaning of `rule`, `object` and their kin; without it scripts that use them do not compile. */
	readonly directives?: DirectiveHost;
	/** Functions see the constants of their script by their bare names, not only as `global::NAME`. */
	readonly constantsInFunctions?: boolean;
	/** Programs tell `RunOptions.observer` what they decide on. They are interpreted, and slower. */
	readonly observe?: boolean;
	/** Receives what scripts print; by default it is dropped. */
	readonly print?: PrintHook;
	readonly debug?: DebugHook;
	/** Milliseconds after which a run gives way to others. */
	readonly slice?: number;
	/** Whether functions and loops that are hot may be compiled to JavaScript; `true` unless said otherwise. */
	readonly jit?: boolean;
	/** Calls or turns after which something is hot, in place of the engine's own numbers; for tests. */
	readonly jitThreshold?: number;
	/** Operations between two looks at limits and clock; for tests. */
	readonly checkEvery?: number;
}

export interface CompileOptions {
	/** Its constants can be used everywhere in the script, also in functions (language spec 12). */
	readonly scope?: Scope;
	/** The script must be one expression. */
	readonly expressionOnly?: boolean;
}

export interface CompileResult {
	/** Absent exactly when there is an error among the diagnostics. */
	readonly program: CompiledScript | undefined;
	readonly diagnostics: readonly Diagnostic[];
}

export interface RunOptions {
	/** Variables for the script, or the function called; receives the script's top-level variables. */
	readonly scope?: Scope;
	/** Cancels the run: it ends with ErrorTerminated, or does not begin. */
	readonly signal?: AbortSignal;
	/** In place of the engine's, one by one. */
	readonly limits?: Partial<Limits>;
	readonly print?: PrintHook;
	readonly debug?: DebugHook;
	/** Called now and then with the number of operations done; `false` cancels. */
	readonly progress?: (operations: number) => boolean;
	/** Passed to native functions as `call.host`. */
	readonly host?: unknown;
	/** Told what the run decides on, if the engine observes. */
	readonly observer?: Observer;
	/**
	 * The closures that this run makes are called later by other runs, each of which gets the captured variables as they
	 * are at the end of this run and cannot change them for the others.
	 */
	readonly freeze?: boolean;
}

export interface CallOptions extends RunOptions {
	/** What `this` is in the function. */
	readonly thisValue?: Value;
}

/** A script that has been compiled for an engine. */
export class CompiledScript {
	readonly #linked: LinkedProgram;
	/** What functions called from outside see: constants and imports of the last run. */
	environment: ScriptEnvironment;

	constructor(program: Program) {
		this.#linked = new LinkedProgram(program);
		this.environment = new ScriptEnvironment(this.#linked);
	}

	get source(): SourceFile {
		return this.#linked.program.source;
	}

	/** The bytecode, for the disassembler. */
	get bytecode(): Program {
		return this.#linked.program;
	}

	get linked(): LinkedProgram {
		return this.#linked;
	}
}

/** A time slice that is short beside a mail transaction and long beside a switch (architecture: suspension). */
const DEFAULT_SLICE = 2;

export class Engine {
	readonly registry: Registry;
	readonly #options: EngineOptions;
	readonly #limits: Limits;
	readonly #context: EngineContext;
	readonly #modules = new Map<string, LinkedProgram>();

	constructor(options: EngineOptions = {}) {
		this.#options = options;
		this.#limits = { ...DEFAULT_LIMITS, ...options.limits };
		this.registry = new Registry(options.modules ?? []);
		this.#context = {
			tier: options.jit === false || options.observe === true ? null : tier(options.jitThreshold),
			registry: this.registry,
			failOnMissingProperty: options.failOnMissingProperty ?? false,
			watchesProperties: options.failOnMissingProperty === true || options.missingProperty !== undefined,
			missingProperty: options.missingProperty,
			missingIndex: options.missingIndex,
			constantsInFunctions: options.constantsInFunctions ?? false,
			directives: options.directives,
			nativePath: options.nativePath,
			resolveName: options.resolveName,
			loadModule: (path, from) => this.#loadModule(path, from),
		};
	}

	/**
	 * Compiles a script. Problems are in the result; nothing is thrown.
	 * @param source a source file, or a text without name
	 */
	compile(source: SourceFile | string, options: CompileOptions = {}): CompileResult {
		const file = typeof source === 'string' ? new SourceFile('', source) : source;
		const { stringLength, arraySize, mapSize, functions, expressionDepth, functionExpressionDepth } = this.#limits;
		const parsed = parse(file, {
			stringLength,
			arraySize,
			mapSize,
			functions,
			expressionDepth,
			functionExpressionDepth,
			...this.#options.parse,
			expressionOnly: options.expressionOnly ?? false,
		});
		const { scope } = options;
		const resolved = resolve(file, parsed.script, {
			strictVariables: this.#options.strictVariables ?? false,
			noShadowing: this.#options.noShadowing ?? false,
			...(scope === undefined ? {} : { hostConstants: scope.constants() }),
			knownNames: (name) => scope?.has(name) === true || this.registry.global.constants.has(name),
			...(this.#options.allowsName === undefined ? {} : { allowsName: this.#options.allowsName }),
			knownModules: (name) => this.registry.namespaces.has(name),
		});
		const diagnostics = [...parsed.problems, ...resolved.diagnostics].sort(
			(left, right) => left.span.start - right.span.start,
		);
		if (diagnostics.some((diagnostic) => diagnostic.severity === 'error')) return { program: undefined, diagnostics };
		const program = compile(file, resolved, this.registry, this.#limits, this.#options.observe);
		const homeless = this.#options.directives === undefined ? directivesIn(program) : [];
		if (homeless.length > 0) return { program: undefined, diagnostics: [...diagnostics, ...homeless] };
		return { program: new CompiledScript(program), diagnostics };
	}

	/**
	 * Runs a script.
	 * @returns its value, or a promise of it when the script waits or outlives its first time slice
	 * @throws ScriptError, or the promise rejects with it
	 */
	run(program: CompiledScript, options: RunOptions = {}): Value | Promise<Value> {
		const fiber = this.#fiber(options, this.#options.slice ?? DEFAULT_SLICE);
		return drive(fiber, this.#start(fiber, program, options));
	}

	/**
	 * Runs a script without giving way to anything else.
	 * @throws ScriptError, among them ErrorAsyncInSync at the first asynchronous native
	 */
	runSync(program: CompiledScript, options: RunOptions = {}): Value {
		const fiber = this.#fiber(options, 0);
		return driveSync(fiber, this.#start(fiber, program, options));
	}

	/**
	 * Calls a function of a script by name. Constants and imports are those of the script's last run, so run it first
	 * if its functions need them.
	 * @param args copied, as values are
	 * @param options with a scope the function sees its variables, as `f!()` does; it adds none
	 * @throws ScriptError ErrorFunctionNotFound among others
	 */
	call(
		program: CompiledScript,
		name: string,
		args: readonly Value[],
		options: CallOptions = {},
	): Value | Promise<Value> {
		return this.callPointer(named(program, name, args.length), args, options);
	}

	/**
	 * Calls a function of a script by name without giving way to anything else.
	 * @throws ScriptError, among them ErrorAsyncInSync at the first asynchronous native
	 */
	callSync(program: CompiledScript, name: string, args: readonly Value[], options: CallOptions = {}): Value {
		const fiber = this.#fiber(options, 0);
		enterPointer(fiber, named(program, name, args.length), args, options);
		return driveSync(fiber, nothing);
	}

	/** Calls a function pointer that a script has made. With a scope the function sees its variables, as `f!()` does. */
	callPointer(pointer: FunctionPointer, args: readonly Value[], options: CallOptions = {}): Value | Promise<Value> {
		const fiber = this.#fiber(options, this.#options.slice ?? DEFAULT_SLICE);
		enterPointer(fiber, pointer, args, options);
		return drive(fiber, nothing);
	}

	/**
	 * Calls several functions of scripts in one run, which is cheaper than a run for each, and shares the limits among
	 * them. The task yields an `Invocation` for each call and is handed the result, or has the error thrown into it.
	 * @returns what the task returns
	 */
	perform(task: Generator<Invocation, Value, Value>, options: RunOptions = {}): Value | Promise<Value> {
		const fiber = this.#fiber(options, this.#options.slice ?? DEFAULT_SLICE);
		fiber.enterNative('call', task, -1);
		fiber.frame.environment = null;
		return drive(fiber, nothing);
	}

	#fiber(options: RunOptions, slice: number): Fiber {
		const debug = options.debug ?? this.#options.debug;
		const fiber = new Fiber(this.#context, {
			limits: { ...this.#limits, ...options.limits },
			slice,
			signal: options.signal,
			print: options.print ?? this.#options.print ?? (() => undefined),
			debug: (text, fiber) => debug?.(text, debugPlace(fiber)),
			progress: options.progress,
			host: options.host,
			observer: options.observer,
			freeze: options.freeze ?? false,
			checkEvery: this.#options.checkEvery,
		});
		// The next look at the signal may come after the script is over, with all that it does.
		fiber.checkStopped();
		return fiber;
	}

	/** Enters the script; the result is to be called when the run is over. */
	#start(fiber: Fiber, program: CompiledScript, options: RunOptions): () => void {
		const environment = new ScriptEnvironment(program.linked);
		program.environment = environment;
		const scope = options.scope ?? new Scope();
		checkVariables(program.bytecode, scope.size, fiber.limits.variables);
		const frame = fiber.enter(program.linked.main, environment, 0, -1, []);
		frame.outer = { kind: 'scope', scope };
		frame.special = true;
		return () => exportVariables(fiber, frame, program.bytecode.main, scope);
	}

	#loadModule(path: string, from: SourceFile): LinkedProgram | undefined {
		const source = this.#options.resolver?.resolve(path, from);
		if (source === undefined) return undefined;
		const known = this.#modules.get(source.name);
		if (known !== undefined && known.program.source === source) return known;
		const { program, diagnostics } = this.compile(source);
		if (program === undefined) {
			this.#options.onModuleProblems?.(diagnostics);
			throw syntaxError(diagnostics);
		}
		this.#modules.set(source.name, program.linked);
		return program.linked;
	}
}

function nothing(): void {}

/** The variables of the host's scope are alive beside those of the script. @throws ScriptError ErrorTooManyVariables */
function checkVariables({ main, source }: Program, given: number, limit: number): void {
	if (limit === 0 || given === 0 || given + main.declarations.length <= limit) return;
	const error = new ScriptError('ErrorTooManyVariables', 'Too many variables defined');
	error.place = { source, ...(main.declarations[Math.max(0, limit - given)] ?? { start: 0, end: 0 }) };
	throw error;
}

/** A pointer to a function of a script. @throws ScriptError ErrorFunctionNotFound */
function named(program: CompiledScript, name: string, argumentCount: number): FunctionPointer {
	const { environment } = program;
	if (environment.find(name, argumentCount, null) === undefined) throw functionNotFound(`${name} (${argumentCount})`);
	return new FunctionPointer(name, [], undefined, [], environment);
}

/** Makes a call the first thing that a fiber does; arguments are copied, as values are. */
function enterPointer(fiber: Fiber, pointer: FunctionPointer, args: readonly Value[], options: CallOptions): void {
	const bindThis = 'thisValue' in options;
	const values = args.map((arg) => share(arg));
	fiber.enterNative('call', callOnce(new Invocation(pointer, values, bindThis, share(options.thisValue))), -1);
	if (options.scope !== undefined) fiber.frame.outer = { kind: 'scope', scope: options.scope };
	fiber.frame.environment = (pointer.environment as ScriptEnvironment | undefined) ?? null;
}

function* callOnce(invocation: Invocation): Generator<Invocation, Value, Value> {
	return yield invocation;
}

function debugPlace(fiber: Fiber): DebugPlace | undefined {
	for (let depth = fiber.depth; depth >= 0; depth--) {
		const place = (fiber.frames[depth] as Frame).place;
		if (place !== undefined) return { source: place.source, ...place.source.positionAt(place.start) };
	}
	return undefined;
}

/** The first syntax error of a script as a run-time error, for `import`. */
export function syntaxError(diagnostics: readonly Diagnostic[]): ScriptError {
	const first = diagnostics.find((diagnostic) => diagnostic.severity === 'error') as Diagnostic;
	const error = new ScriptError('ErrorParsing', `Syntax error: ${first.message}`, {}, undefined, first.parseKind);
	error.place = { source: first.source, start: first.span.start, end: first.span.end };
	return error;
}

/** Gives the top-level variables that exist by now to the host's scope (language spec 4.1). */
function exportVariables(fiber: Fiber, frame: Frame, main: Chunk, scope: Scope): void {
	const reached = frame.at.index * 4;
	for (const variable of main.topLevel) {
		if (variable.from > reached) continue;
		const slot = fiber.registers[variable.register];
		if (variable.cell && slot instanceof Cell) scope.adopt(variable.name, slot);
		else scope.set(variable.name, slot as Value, { constant: variable.constant });
	}
}

function directivesIn(program: Program): Diagnostic[] {
	const found: Diagnostic[] = [];
	const pending: Chunk[] = [program.main, ...program.functions];
	for (let chunk = pending.pop(); chunk !== undefined; chunk = pending.pop()) {
		pending.push(...chunk.functions);
		for (const site of chunk.sites) {
			if (site.kind === 'directive') found.push(directiveWithoutHost(program.source, site));
		}
	}
	return found.sort((left, right) => left.span.start - right.span.start);
}
