/** One activation of a function: where it is, where its registers are, what happens when it ends. */

import type { ImportSite, Path, VisibleRegister } from '../compiler/sites.ts';
import type { Invocation } from '../modules/native-module.ts';
import type { Cell } from '../values/cell.ts';
import type { Value } from '../values/value.ts';
import type { ScriptEnvironment } from './environment.ts';
import type { ErrorPlace, ScriptError } from './errors.ts';
import type { Code, Instruction } from './instructions.ts';
import type { LEFT } from './native-code/points.ts';
import type { ReceiverKeeper } from './receivers.ts';
import type { Scope } from './scope.ts';

const ABOUT_VARIABLES: ReadonlySet<string> = new Set(['ErrorDataRace', 'ErrorAssignmentToConstant']);

/** Stands in the register of `this` in a function that was called without receiver. */
export const UNBOUND: unique symbol = Symbol('unbound this');

/** Variables outside the function that its body can see by name: of the host, or of the caller of `f!()`. */
export type OuterNames =
	| { readonly kind: 'scope'; readonly scope: Scope }
	| {
			readonly kind: 'caller';
			readonly visible: readonly VisibleRegister[];
			readonly base: number;
			readonly outer: OuterNames | null;
	  };

/** The receiver of a running method, if it is a place: the method's `this` is stored back there when it ends. */
export interface ReceiverPlace {
	readonly path: Path;
	/** Frame whose registers the path refers to. */
	readonly frame: Frame;
	/** The value that was handed over. */
	readonly value: Value;
}

/** A shared variable that is locked while a method runs on it or in it (language spec 7.6). */
export interface Lock {
	readonly cell: Cell;
	readonly value: Value;
}

/** A running re-entrant native. */
export interface NativeActivation {
	readonly name: string;
	readonly generator: Generator<Invocation, Value, Value>;
	invocation: Invocation | null;
	/** Register for the results of the calls that it asks for. */
	readonly scratch: number;
	/** It has not asked for a call yet. */
	fresh: boolean;
	/** How a call that was carried out at once has ended, if not with a result: frames are left, or an error came. */
	unfinished: { readonly error: unknown } | typeof LEFT | null;
	/** What stores the receiver when the native ends. */
	keeper: ReceiverKeeper | null;
}

/** An import under way: the frame runs the script of the module. */
export interface ModuleLoad {
	readonly path: string;
	/** Under which the run remembers the module. */
	readonly key: string;
	readonly site: ImportSite;
	readonly exports: Map<string, { readonly register: number; readonly cell: boolean }>;
}

export class Frame {
	/** `null` for a native activation. */
	code: Code | null = null;
	environment: ScriptEnvironment | null = null;
	/** First register. */
	base = 0;
	/** First register that a callee may use, if the frame is not a script function. */
	top = 0;
	/** The instruction being executed, up to date whenever another frame runs. */
	declare at: Instruction;
	/** Absolute register for the result, −1 when a native activation or the host takes it. */
	target = -1;
	/** Number of bound modules at entry. */
	imports = 0;
	outer: OuterNames | null = null;
	native: NativeActivation | null = null;
	receiver: ReceiverPlace | null = null;
	lock: Lock | null = null;
	/** The module that this frame loads. */
	loading: ModuleLoad | null = null;
	/** `this` may not be changed: the receiver is a constant. */
	constantThis = false;
	/** Something has to be done when the frame ends; the fields above are reset then. */
	special = false;

	constructor(at: Instruction) {
		this.at = at;
	}

	/** Where the frame stands; a native activation stands nowhere. */
	get place(): ErrorPlace | undefined {
		const { code } = this;
		if (code === null) return undefined;
		const { start, end } = code.span(this.at);
		return { source: code.chunk.source, start, end };
	}

	/** Where an error was raised that the instruction has raised: those about a variable stand there. */
	placeOf(error: ScriptError): ErrorPlace | undefined {
		const { place } = this;
		if (place === undefined || !ABOUT_VARIABLES.has(error.kind)) return place;
		const target = this.code?.chunk.targets.get(this.at.index);
		return target === undefined ? place : { ...place, ...target };
	}

	/** Forgets everything that is not set for each new activation. */
	reset(): void {
		this.outer = null;
		this.native = null;
		this.receiver = null;
		this.lock = null;
		this.loading = null;
		this.constantThis = false;
		this.special = false;
	}
}
