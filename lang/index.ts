/**
 * vSL as a library: compile and run scripts in a host program. See `docs/embedding.md`.
 *
 * @example
 * const engine = new Engine({ modules: [coreModule] });
 * const { program, diagnostics } = engine.compile('let x = 40; x + 2');
 * if (program !== undefined) console.log(await engine.run(program)); // 42
 */

export type { Chunk, Program } from './compiler/chunk.ts';
export { disassemble } from './compiler/disassemble.ts';
export type { Diagnostic, Fix, RelatedSpan, Severity, TextEdit } from './diagnostics/diagnostic.ts';
export {
	type CallOptions,
	CompiledScript,
	type CompileOptions,
	type CompileResult,
	type DebugHook,
	type DebugPlace,
	Engine,
	type EngineOptions,
	type PrintHook,
	type RunOptions,
	syntaxError,
} from './engine.ts';
export { fileResolver } from './modules/file-resolver.ts';
export * from './modules/native-module.ts';
export { Registry } from './modules/registry.ts';
export type { ModuleResolver } from './modules/resolver.ts';
export { parse } from './parser/index.ts';
export type { ParseOptions } from './parser/parse-options.ts';
export type { Comment, ParseResult, SourceToken } from './parser/parse-result.ts';
export { blankShebang } from './source/shebang.ts';
export { type Position, SourceFile, type Span } from './source/source-file.ts';
export * from './values/index.ts';
export type { DirectiveHost } from './vm/engine-context.ts';
export { caughtValue, errorText } from './vm/error-text.ts';
export * from './vm/errors.ts';
export { ScriptExit } from './vm/exit.ts';
export { DEFAULT_LIMITS, type Limits } from './vm/limits.ts';
export type { Observation, Observer } from './vm/observer.ts';
export { Scope } from './vm/scope.ts';
