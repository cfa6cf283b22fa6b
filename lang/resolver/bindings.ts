/**
 * What the resolver finds out: which declaration each name means, and which variables closures capture.
 *
 * A function of a script sees only its own parameters and locals; a closure also sees, by capturing, the variables of
 * the function (or script level) it is written in. Names with no declaration are left to run time (`dynamic`).
 */

import type {
	CallExpression,
	ClosureExpression,
	FunctionDefinition,
	Identifier,
	Script,
	TestDeclaration,
	Variable,
} from '../ast/nodes.ts';
import type { Diagnostic } from '../diagnostics/diagnostic.ts';
import type { Value } from '../values/value.ts';

/** One declared variable, constant or parameter. */
export interface Binding {
	readonly name: string;
	readonly constant: boolean;
	readonly owner: FunctionScope;
	readonly declaration: Identifier;
	/** Takes the place of a variable of the same name in the same block. */
	readonly replaces: boolean;
	/** Some closure mentions it: the variable lives in a cell. */
	captured: boolean;
	/** Assigned by the compiler. */
	register: number;
}

/** A variable of an enclosing function that a closure uses: one cell handed over when the closure is made. */
export interface Capture {
	readonly name: string;
	readonly index: number;
	readonly source: CaptureSource;
	/** The first use in the closure: where a failing capture is reported. */
	readonly place: Identifier;
}

export type CaptureSource =
	| { readonly kind: 'local'; readonly binding: Binding }
	| { readonly kind: 'captured'; readonly capture: Capture }
	| { readonly kind: 'dynamic' };

export type Resolution =
	/** A variable of the same function. */
	| { readonly kind: 'local'; readonly binding: Binding }
	/** A variable that the closure captured. */
	| { readonly kind: 'captured'; readonly capture: Capture }
	/** A pointer to a function of the script. */
	| { readonly kind: 'function' }
	/** A constant that the host put into the scope before compiling (language spec 12). */
	| { readonly kind: 'constant'; readonly value: Value }
	/** Looked up at run time: host scope, caller's scope of `f!()`, constants of global modules. */
	| { readonly kind: 'dynamic' };

export type FunctionNode = Script | FunctionDefinition | ClosureExpression | TestDeclaration;

export interface FunctionScope {
	readonly kind: 'script' | 'function' | 'closure';
	readonly node: FunctionNode;
	readonly parent: FunctionScope | null;
	readonly captures: Capture[];
	/** Whether the body mentions `this`, and whether it may change it. */
	usesThis: boolean;
	changesThis: boolean;
}

/** A name that `f!()` and `is_def_var` can see at their place. */
export interface VisibleName {
	readonly name: string;
	readonly resolution: Resolution;
}

export interface ResolvedScript {
	readonly script: Script;
	readonly functions: readonly FunctionDefinition[];
	readonly scopes: ReadonlyMap<FunctionNode, FunctionScope>;
	readonly variables: ReadonlyMap<Variable, Resolution>;
	/** By declaring identifier. */
	readonly bindings: ReadonlyMap<Identifier, Binding>;
	/** For calls that look at their caller's variables. */
	readonly visible: ReadonlyMap<CallExpression, readonly VisibleName[]>;
	/** Bindings of the script's own top level, in order of declaration, for the host's scope. */
	readonly topLevel: readonly Binding[];
	/** Declaring a visible name again is an error, here or when it runs. */
	readonly noShadowing: boolean;
	readonly diagnostics: readonly Diagnostic[];
}
