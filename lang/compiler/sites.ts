/**
 * What an instruction needs beyond three numbers: the shape of a call, an access path, a jump table.
 *
 * Sites are made by the compiler and read by the VM, which also keeps its per-site look-ups in them.
 */

import type { AssignmentOperator } from '../ast/nodes.ts';
import type { FunctionGroup } from '../modules/registry.ts';
import type { ErrorKind } from '../vm/errors.ts';

/** Where an access path or a by-reference argument starts: at a variable, or at a value in a register. */
export type Root = VariableRoot | { readonly kind: 'temporary'; readonly register: number };

/** A variable, with its place in the source: errors that concern the variable itself are reported there. */
export type VariableRoot = { readonly start: number; readonly end: number } & (
	| { readonly kind: 'register'; readonly register: number; readonly name: string; readonly constant: boolean }
	/** In a cell that a register holds. */
	| { readonly kind: 'cell'; readonly register: number; readonly name: string; readonly constant: boolean }
	| { readonly kind: 'this'; readonly register: number }
	/** Of the caller or of the host's scope. */
	| { readonly kind: 'name'; readonly name: string }
);

export interface PathStep {
	readonly kind: 'property' | 'index';
	/** Of a property. */
	readonly name: string;
	/** Of an index: register, or constant number ~operand when negative. */
	readonly operand: number;
	/** `?.` or `?[`: unit on the left ends the chain. */
	readonly safe: boolean;
	readonly start: number;
	readonly end: number;
}

export interface Path {
	readonly root: Root;
	readonly steps: readonly PathStep[];
}

/** A variable that `f!()` and `is_def_var` can see. */
export interface VisibleRegister {
	readonly name: string;
	readonly register: number;
	readonly cell: boolean;
	readonly constant: boolean;
}

export interface PlaceSite {
	readonly kind: 'place';
	readonly path: Path;
	/** Assignment operator of SETPATH. */
	readonly operator: AssignmentOperator;
}

export interface CallSite {
	readonly kind: 'call';
	readonly name: string;
	readonly namespace: readonly string[];
	readonly argumentCount: number;
	/** Bit n: argument n was read from a variable, element or property and must be marked before it is kept. */
	readonly places: number;
	/** The first argument, when it is a variable that a native function may change. */
	readonly reference: Root | null;
	/** For `f!()`: the caller's variables. */
	readonly visible: readonly VisibleRegister[] | null;
	/** Native functions of that name and number of arguments, in the namespace if an import does not hide that. */
	readonly natives: FunctionGroup | null;
}

export interface MethodSite {
	readonly kind: 'method';
	readonly name: string;
	readonly argumentCount: number;
	readonly places: number;
	readonly path: Path;
	readonly safe: boolean;
	/** Where the chain goes on when `?.` meets unit: the destination gets unit. */
	skip: number;
	/** Native functions of that name with the receiver as first parameter. */
	readonly natives: FunctionGroup | null;
	/** Functions of the script of that name and arity: untyped, and by receiver type. */
	readonly functions: readonly number[];
	/** Place of the method name. */
	readonly start: number;
	readonly end: number;
}

export interface KeysSite {
	readonly kind: 'keys';
	readonly keys: readonly string[];
}

export interface SwitchSite {
	readonly kind: 'switch';
	/** Small ints and strings by themselves, everything else by its exact key. */
	readonly direct: Map<string | number, number>;
	readonly exact: Map<string, number>;
	otherwise: number;
}

export interface VariableSite {
	readonly kind: 'variable';
	readonly name: string;
	readonly constant: boolean;
}

export interface QualifiedSite {
	readonly kind: 'qualified';
	readonly namespace: readonly string[];
	readonly name: string;
}

/** `alias` is null for `import` without a name. */
export interface ImportSite {
	readonly kind: 'import';
	readonly alias: string | null;
	/** At the top level of a script: the module becomes a sub-module for importers. */
	readonly global: boolean;
}

export interface ExportSite {
	readonly kind: 'export';
	readonly alias: string;
	readonly cell: boolean;
}

export interface VisibleSite {
	readonly kind: 'visible';
	readonly visible: readonly VisibleRegister[];
}

/** An error that the compiler foresees, should the instruction be reached. */
export interface FailureSite {
	readonly kind: 'failure';
	readonly error: ErrorKind;
	readonly text: string;
	/** Extra entries of the map that `catch` binds. */
	readonly fields: Readonly<Record<string, string>>;
}

export interface DirectiveSite {
	readonly kind: 'directive';
	readonly keyword: 'rule' | 'action' | 'delegate' | 'object' | 'service';
	readonly name: string;
	readonly typeName: string | null;
	readonly contentType: string | null;
	readonly start: number;
	readonly end: number;
}

/** An expression whose value the observer of a run is told. */
export interface ObserveSite {
	readonly kind: 'observe';
	readonly what: 'condition' | 'operand' | 'subject';
	readonly start: number;
	readonly end: number;
}

export type Site =
	| PlaceSite
	| CallSite
	| MethodSite
	| KeysSite
	| SwitchSite
	| VariableSite
	| QualifiedSite
	| ImportSite
	| ExportSite
	| VisibleSite
	| FailureSite
	| DirectiveSite
	| ObserveSite;
