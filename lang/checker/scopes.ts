/**
 * What the lints know of names: every definition of a file with its reads and writes, every use with its definition.
 *
 * The compiler's resolver answers where a variable lives; this model answers what happens to it. The rules are those
 * of language spec 4.1, 4.2, 7.2 and 7.6: lexical blocks, functions that see nothing outside, closures that do. It is
 * built by `scope-builder.ts` and read-only afterwards.
 */

import type {
	AssignStatement,
	CallExpression,
	ChainExpression,
	Expression,
	FunctionDefinition,
	Identifier,
	ImportStatement,
	Node,
	Script,
	Variable,
} from '../ast/nodes.ts';

export type DefinitionKind =
	| 'let'
	| 'const'
	| 'parameter'
	| 'closure-parameter'
	| 'loop'
	| 'counter'
	| 'catch'
	| 'object'
	| 'service';

/** A function body, a closure body or the top level: what owns variables. */
export interface Frame {
	readonly kind: 'script' | 'function' | 'closure';
	readonly node: Node;
	readonly parent: Frame | null;
}

/** One declared name. */
export interface Definition {
	readonly name: string;
	readonly kind: DefinitionKind;
	readonly identifier: Identifier;
	/** What declares it: a `let`, a loop, a function, … */
	readonly node: Node;
	/** Initial value, where there is one expression for it. */
	readonly initial: Expression | null;
	readonly frame: Frame;
	/** Declared directly at the top level of the script, in no block. */
	readonly topLevel: boolean;
	exported: boolean;
	/** Its value is looked at, as a variable, as the root of a chain that is read, or through `global::`. */
	readonly reads: Variable[];
	/** The whole variable is assigned, plainly or by a compound operator. */
	readonly writes: AssignStatement[];
	/** A part of it is assigned: `x.a = 1`, `x[0] += 1`. */
	readonly partWrites: AssignStatement[];
	/** Chains that start with it, read or written. */
	readonly chains: ChainExpression[];
	/** Calls in function style whose first argument is the bare variable: a native may change it. */
	readonly firstArguments: CallExpression[];
	/** A closure mentions it. */
	captured: boolean;
}

/** Names of one block; later lookups by suggestions may see names declared after the use, which is meant. */
export interface BlockNames {
	readonly names: Map<string, Definition>;
	readonly parent: BlockNames | null;
	readonly frame: Frame;
}

/** A plain name used as a value or assigned, that no definition of the file explains. */
export interface UnresolvedName {
	readonly node: Variable;
	readonly frame: Frame;
	readonly block: BlockNames;
}

/** `import … as name`, with the qualified names that go through it. */
export interface ImportName {
	readonly statement: ImportStatement;
	readonly alias: Identifier;
	readonly topLevel: boolean;
	readonly uses: (Variable | CallExpression)[];
}

/** `a::b` with where its root leads to. */
export interface QualifiedUse {
	readonly node: Variable | CallExpression;
	/** The import of the innermost enclosing block; `undefined` for `global`, modules of the library and unknown roots. */
	readonly import: ImportName | undefined;
	readonly frame: Frame;
}

export interface ScopeModel {
	readonly script: Script;
	readonly definitions: readonly Definition[];
	readonly definitionOf: ReadonlyMap<Variable, Definition>;
	readonly unresolved: readonly UnresolvedName[];
	/** `export x` of a name that the file does not declare. */
	readonly unresolvedExports: readonly Identifier[];
	readonly imports: readonly ImportName[];
	readonly qualified: readonly QualifiedUse[];
	/** Script functions by name, in source order. */
	readonly functions: ReadonlyMap<string, readonly FunctionDefinition[]>;
	/** `name/parameters` of the functions that calls in function style find. */
	readonly plainFunctions: ReadonlySet<string>;
	/** `name/parameters` of the functions that calls in method style may find. */
	readonly methodFunctions: ReadonlySet<string>;
	/** Names after `as` in any import of the file. */
	readonly importAliases: ReadonlySet<string>;
	/** Names that the file uses as keys or properties of maps: a method of that name may be a closure. */
	readonly memberNames: ReadonlySet<string>;
	/** Bare names that point to a script function. */
	readonly functionPointers: ReadonlyMap<Variable, readonly FunctionDefinition[]>;
	/** Functions called as `f!()`: their free names are those of the caller. */
	readonly bangCalled: ReadonlySet<string>;
	/** A pointer is called with `call!`: any function may run in any scope. */
	readonly bangPointer: boolean;
	/** Free names of functions that may run in a caller's scope: variables so named are read and written from afar. */
	readonly dynamicNames: ReadonlySet<string>;
	/** Whether the script asks about a variable with `is_def_var`; where it computes the name any may be meant. */
	testsVariable(name: string): boolean;
	/** The same for functions and `is_def_fn`. */
	testsFunction(name: string): boolean;
	/** Top-level constants: what `global::X` can mean; a later one replaces an earlier one when it runs. */
	readonly globalConstants: ReadonlyMap<string, readonly Definition[]>;
}

/** The function whose body a frame belongs to; `undefined` at the script's top level and its closures. */
export function functionOf(frame: Frame): FunctionDefinition | undefined {
	for (let at: Frame | null = frame; at !== null; at = at.parent) {
		if (at.kind === 'function') return at.node as FunctionDefinition;
	}
	return undefined;
}

/** All names visible from a block outwards, innermost first. */
export function* visibleNames(block: BlockNames): Generator<string> {
	for (let at: BlockNames | null = block; at !== null; at = at.parent) yield* at.names.keys();
}

/** The definition of a plain variable, looking through parentheses; `undefined` for anything else. */
export function variableOf(node: Expression): Variable | undefined {
	let inner = node;
	while (inner.kind === 'Paren') inner = inner.expression;
	return inner.kind === 'Variable' && inner.namespace.length === 0 ? inner : undefined;
}

/** The expression without the parentheses around it. */
export function bare(node: Expression): Expression {
	let inner = node;
	while (inner.kind === 'Paren') inner = inner.expression;
	return inner;
}
