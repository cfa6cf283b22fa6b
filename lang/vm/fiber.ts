/**
 * One run of a script: registers, frames, counters. A fiber owns all of its state, so it can stop between any two
 * instructions and go on later, while other fibers run.
 *
 * This class is bookkeeping; the instruction loop is `interpreter.ts`, calls are `calls.ts`, errors `unwind.ts`.
 */

import type { Invocation } from '../modules/native-module.ts';
import type { NativeFunction } from '../modules/registry.ts';
import { Cell, LOCKED } from '../values/cell.ts';
import { ArrayValue, MapValue, share } from '../values/container.ts';
import type { FunctionPointer } from '../values/function-pointer.ts';
import { checkNoted, checkSize, grow, growthBy } from '../values/measure.ts';
import { lookAtMemory } from '../values/memory.ts';
import type { Value } from '../values/value.ts';
import type { EngineContext } from './engine-context.ts';
import type { ImportBinding, Module, ScriptEnvironment } from './environment.ts';
import { ScriptError } from './errors.ts';
import { Frame, type OuterNames, UNBOUND } from './frame.ts';
import { type Code, Instruction } from './instructions.ts';
import type { Iteration } from './iteration.ts';
import type { Limits } from './limits.ts';
import { FiberCall } from './native-call.ts';
import type { Observer } from './observer.ts';
import { FiberOperators } from './operators.ts';
import type { ReceiverKeeper } from './receivers.ts';

/** What a register can hold: values, and things that scripts never see. */
export type Slot = Value | Cell | Iteration | ScriptError | typeof UNBOUND;

/** Operations between two looks at the clock: a tenth of a millisecond or so. */
const OPERATIONS_PER_CHECK = 20_000;

export interface FiberOptions {
	readonly limits: Limits;
	/** Milliseconds after which the fiber gives way; 0 for a run without slices. */
	readonly slice: number;
	readonly signal: AbortSignal | undefined;
	readonly print: (text: string) => void;
	readonly debug: (text: string, fiber: Fiber) => void;
	/** Called now and then with the number of operations; `false` ends the run (ErrorTerminated). */
	readonly progress: ((operations: number) => boolean) | undefined;
	readonly host: unknown;
	readonly observer: Observer | undefined;
	/** The closures that the run makes are for later runs, which must not see each other's changes. */
	readonly freeze: boolean;
	/** Operations between two looks at limits and clock. */
	readonly checkEvery?: number | undefined;
}

/** Where the frames of idle depth point until they are used. */
const NOWHERE = new Instruction(0, 0, 0, 0, 0, 0);

export class Fiber {
	declare readonly engine: EngineContext;
	declare readonly options: FiberOptions;
	declare readonly limits: Limits;
	readonly registers: Slot[] = new Array<Slot>(64).fill(undefined);
	readonly frames: Frame[] = [];
	/** Index of the running frame; −1 when the run has ended. */
	depth = -1;
	declare frame: Frame;
	declare readonly call: FiberCall;
	/** What the host's modules make of operators, if anything. */
	declare readonly operators: FiberOperators | undefined;

	/** Modules bound by `import`, innermost last. */
	readonly imports: ImportBinding[] = [];
	/** Script modules already loaded by this run, by source name; `undefined` while one is loading. */
	readonly loaded = new Map<string, Module | undefined>();
	importCount = 0;
	/** `import` statements executed so far. */
	importsDone = 0;

	operations = 0;
	/** The next look at limits and clock happens beyond this number of operations. */
	checkAt = 0;
	/** Whether a limit on the size of data is set. */
	declare readonly sized: boolean;
	#ownCells: Map<Cell, Cell> | undefined;
	#sliceEnd = 0;
	readonly #deadline: number;

	/** Compiled code has stopped because the time slice is over. */
	sliceOver = false;
	/** Limits and time slice have been looked at when a callee was entered, so not again when it has come back. */
	looked = false;
	/** Compiled code calls other compiled code directly while the calls are nested less deeply than this. */
	directLimit = 0;
	/** Calls after which a function is compiled; 0 for never. */
	declare readonly hotCalls: number;
	/** The promise of the asynchronous native that the fiber waits for. */
	waiting: Promise<Value> | null = null;
	waitTarget = -1;
	/** What stores the receiver of the native that the fiber waits for. */
	keeper: ReceiverKeeper | null = null;
	declare result: Value;

	constructor(engine: EngineContext, options: FiberOptions) {
		this.engine = engine;
		this.options = options;
		this.limits = options.limits;
		this.hotCalls = engine.tier?.calls ?? 0;
		const { stringLength, arraySize, mapSize, wallTime } = options.limits;
		this.sized = stringLength > 0 || arraySize > 0 || mapSize > 0;
		this.#deadline = wallTime > 0 ? performance.now() + wallTime : Number.POSITIVE_INFINITY;
		this.frame = new Frame(NOWHERE);
		this.frames.push(this.frame);
		this.call = new FiberCall(this);
		this.operators = engine.registry.hasOperators ? new FiberOperators(this) : undefined;
		this.startSlice();
	}

	/** Absolute time (`performance.now()`) at which the run is over. */
	get deadline(): number {
		return this.#deadline;
	}

	// ----------------------------------------------------------------------------------------- limits and slices

	startSlice(): void {
		const { slice } = this.options;
		this.#sliceEnd = slice > 0 ? performance.now() + slice : Number.POSITIVE_INFINITY;
		this.#scheduleCheck();
	}

	#scheduleCheck(): void {
		const { operations } = this.limits;
		const next = this.operations + (this.options.checkEvery ?? OPERATIONS_PER_CHECK);
		this.checkAt = operations > 0 ? Math.min(next, operations) : next;
	}

	/**
	 * Looks at the limits, the clock, the memory and cancellation.
	 * @returns whether the time slice is over
	 * @throws ScriptError ErrorTooManyOperations, ErrorTerminated, ErrorTimeout, ErrorDataTooLarge
	 */
	check(): boolean {
		// First of all: a host that stops the run itself is told so.
		if (this.options.progress?.(this.operations) === false) throw terminated();
		this.checkOperations();
		this.checkStopped();
		lookAtMemory();
		this.#scheduleCheck();
		return performance.now() >= this.#sliceEnd;
	}

	/** @throws ScriptError ErrorTooManyOperations */
	checkOperations(): void {
		const { operations } = this.limits;
		if (operations > 0 && this.operations > operations) {
			throw new ScriptError('ErrorTooManyOperations', 'Too many operations');
		}
	}

	/** @throws ScriptError ErrorTerminated or ErrorTimeout when the run has been cancelled or is out of time */
	checkStopped(): void {
		if (this.options.signal?.aborted === true) throw terminated();
		if (performance.now() >= this.#deadline) throw timedOut();
	}

	checkSize(value: Value): void {
		checkSize(value, this.limits);
	}

	/** The same for a value that has just been changed by putting others into it. */
	checkGrown(value: Value, ...added: readonly Value[]): void {
		// In a string or blob the size of what was put there is another one.
		if (value instanceof ArrayValue || value instanceof MapValue) {
			grow(value, growthBy(...added), this.limits);
			checkNoted(value, this.limits);
		} else {
			checkSize(value, this.limits);
		}
	}

	/** The same for a native that has changed its receiver in place. */
	checkReceiver(native: NativeFunction, receiver: Value, args: readonly Value[]): void {
		if (native.bounded) this.checkGrown(receiver, ...args);
		else this.checkSize(receiver);
	}

	// --------------------------------------------------------------------------------------------------- frames

	/** The first register that nothing uses. */
	get top(): number {
		if (this.depth < 0) return 0;
		const { frame } = this;
		return frame.code === null ? frame.top : frame.base + frame.code.registers;
	}

	/** Makes sure that the registers up to `end` exist. */
	reserve(end: number): void {
		const { registers } = this;
		while (registers.length < end) registers.push(undefined);
	}

	/** The frame for the next depth. @throws ScriptError ErrorStackOverflow */
	#nextFrame(): Frame {
		if (this.depth >= this.limits.callLevels) throw new ScriptError('ErrorStackOverflow', 'Stack overflow');
		const depth = this.depth + 1;
		let frame = this.frames[depth];
		if (frame === undefined) {
			frame = new Frame(NOWHERE);
			this.frames.push(frame);
		}
		this.depth = depth;
		this.frame = frame;
		frame.imports = this.importCount;
		return frame;
	}

	/**
	 * Enters a function whose arguments are in its first registers.
	 * @param base absolute first register
	 * @param target absolute register for the result, −1 for the native or host below
	 */
	enter(code: Code, environment: ScriptEnvironment, base: number, target: number, captures: readonly Cell[]): Frame {
		const frame = this.#nextFrame();
		frame.code = code;
		frame.environment = environment;
		frame.base = base;
		frame.target = target;
		this.reserve(base + code.registers);
		const { registers } = this;
		for (let at = 0; at < captures.length; at++) registers[base + code.arity + at] = captures[at];
		if (code.thisRegister >= 0) registers[base + code.thisRegister] = UNBOUND;
		if (code.calls !== this.hotCalls && ++code.calls === this.hotCalls) {
			this.engine.tier?.compileFunction(this, code, base, environment);
		}
		frame.at = code.entry;
		return frame;
	}

	/** Enters a re-entrant native. */
	enterNative(name: string, generator: Generator<Invocation, Value, Value>, target: number): Frame {
		const { top, frame: caller } = this;
		const environment = this.depth < 0 ? null : caller.environment;
		const frame = this.#nextFrame();
		frame.code = null;
		frame.environment = environment;
		frame.top = top;
		frame.target = target;
		frame.native = {
			name,
			generator,
			invocation: null,
			keeper: null,
			scratch: top,
			fresh: true,
			unfinished: null,
		};
		this.reserve(top + 1);
		frame.special = true;
		return frame;
	}

	/** Drops the running frame, with the modules it bound. */
	pop(): void {
		const { frame } = this;
		if (this.importCount > frame.imports) this.dropImports(frame.imports);
		if (frame.lock !== null) frame.lock.cell.value = frame.lock.value;
		frame.reset();
		this.depth--;
		if (this.depth >= 0) this.frame = this.frames[this.depth] as Frame;
	}

	/** The cells of a closure for a call by this run: those of a frozen closure are copied once per run. */
	cellsOf(pointer: FunctionPointer): readonly Cell[] {
		const { captures } = pointer;
		if (!pointer.frozen || captures.length === 0 || this.options.freeze) return captures;
		return captures.map((cell) => this.#ownCell(cell));
	}

	/** Later calls of frozen closures get new copies of their cells. */
	forgetOwnCells(): void {
		this.#ownCells = undefined;
	}

	#ownCell(cell: Cell): Cell {
		this.#ownCells ??= new Map();
		let own = this.#ownCells.get(cell);
		if (own === undefined) {
			const { value } = cell;
			own = new Cell(value === LOCKED ? undefined : share(value), cell.name, cell.constant);
			own.captured = true;
			this.#ownCells.set(cell, own);
		}
		return own;
	}

	// -------------------------------------------------------------------------------------------------- modules

	bindModule(binding: ImportBinding): void {
		this.imports.push(binding);
		this.importCount = this.imports.length;
		this.frame.special = true;
	}

	dropImports(count: number): void {
		this.imports.length = count;
		this.importCount = count;
	}

	/** The environment that names in a pointer are looked up in. */
	environmentOf(pointer: FunctionPointer): ScriptEnvironment | null {
		return (pointer.environment as ScriptEnvironment | undefined) ?? this.frame.environment;
	}

	/** Names outside the running function. */
	get outer(): OuterNames | null {
		return this.frame.outer;
	}
}

export function terminated(): ScriptError {
	return new ScriptError('ErrorTerminated', 'Script terminated');
}

export function timedOut(): ScriptError {
	return new ScriptError('ErrorTimeout', 'Script ran out of time');
}
