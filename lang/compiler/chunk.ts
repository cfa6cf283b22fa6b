/**
 * A compiled function: instructions and what they refer to.
 *
 * Registers of a call: parameters, then the captured cells, then `this` (if mentioned), then locals and temporaries.
 * The arguments of a call are evaluated into the registers above the caller's live ones, which become the first
 * registers of the callee: nothing is copied.
 */

import type { SourceFile } from '../source/source-file.ts';
import type { FunctionTarget } from '../values/function-pointer.ts';
import type { Value } from '../values/value.ts';
import type { Site } from './sites.ts';

/** What happens to an error raised between two instructions. Innermost handlers come first. */
export interface Handler {
	/** Half-open range of instruction words. */
	readonly from: number;
	readonly to: number;
	readonly target: number;
	/** Receives the error itself (not what the script sees of it). */
	readonly register: number;
}

/** Where a closure finds the cell for one of its captures when it is made. */
export type CaptureInit =
	| { readonly kind: 'register'; readonly register: number }
	| { readonly kind: 'name'; readonly name: string; readonly start: number; readonly end: number };

export interface Chunk extends FunctionTarget {
	readonly params: readonly string[];
	readonly private: boolean;
	/** Receiver type of a typed method. */
	readonly thisType: string | null;
	readonly docs: readonly string[];
	readonly source: SourceFile;
	/** Place of the definition. */
	readonly start: number;
	readonly end: number;
	readonly code: Int32Array;
	/** Start and end offset per instruction. */
	readonly spans: Int32Array;
	/** By number of the instruction: the place of the captured variable that it changes. */
	readonly targets: ReadonlyMap<number, { readonly start: number; readonly end: number }>;
	readonly constants: readonly Value[];
	readonly sites: readonly Site[];
	readonly handlers: readonly Handler[];
	/** Closures made in this function. */
	readonly functions: readonly Chunk[];
	readonly captures: readonly CaptureInit[];
	/** Size of the register window. */
	readonly registers: number;
	/** Register of `this`, −1 when the function does not mention it. */
	readonly thisRegister: number;
	/** Whether the function may assign to or through `this`. */
	readonly changesThis: boolean;
	/** For the script itself: its top-level variables. */
	readonly topLevel: readonly TopLevelVariable[];
	/** Where more variables are alive than ever before: the n-th entry is the place of the declaration of n + 1. */
	readonly declarations: readonly { readonly start: number; readonly end: number }[];
}

export interface TopLevelVariable {
	readonly name: string;
	readonly register: number;
	readonly constant: boolean;
	/** The register holds a cell. */
	readonly cell: boolean;
	/** First instruction word after its declaration. */
	readonly from: number;
}

/** A compiled script. */
export interface Program {
	readonly source: SourceFile;
	readonly main: Chunk;
	/** Functions of the script in order of definition; CALL refers to them by index. */
	readonly functions: readonly Chunk[];
}
