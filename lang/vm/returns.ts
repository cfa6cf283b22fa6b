/**
 * What happens when an activation ends with a value, beyond "the caller's register gets it": receivers are stored
 * back, locks opened, modules bound, and natives that asked for the call go on.
 */

import { type Invocation, LATER } from '../modules/native-module.ts';
import { share } from '../values/container.ts';
import type { FunctionPointer } from '../values/function-pointer.ts';
import type { Value } from '../values/value.ts';
import { callPointer, type Receiver } from './calls.ts';
import type { ScriptEnvironment } from './environment.ts';
import type { Fiber } from './fiber.ts';
import type { Frame, NativeActivation } from './frame.ts';
import type { Code } from './instructions.ts';
import { finishModule } from './modules.ts';
import { LEFT, MISS } from './native-code/points.ts';
import { DONE, type Outcome, RUNNING, SLICE, WAIT } from './outcome.ts';
import { storeThis } from './places.ts';
import { storeReceiver } from './receivers.ts';

/** Ends the running frame and delivers its result. Afterwards `fiber.frame` says where to go on. */
export function leave(fiber: Fiber, value: Value): void {
	const { frame } = fiber;
	const { code, receiver, target, loading } = frame;
	// Straight code is not looked at while it runs; at the latest here its operations count.
	if (fiber.depth === 0) fiber.checkOperations();
	let self: Value;
	if (code !== null && code.thisRegister >= 0) self = fiber.registers[frame.base + code.thisRegister] as Value;
	if (loading !== null) {
		finishModule(fiber, frame);
		advance(fiber);
		return;
	}
	fiber.pop();
	if (receiver !== null && receiver.value !== self) storeThis(fiber, receiver.frame, receiver.path, self);
	deliver(fiber, target, value, self);
}

/** Hands a result to the frame below: a register of a script function, a waiting native, or the host. */
export function deliver(fiber: Fiber, target: number, value: Value, self: Value): void {
	if (fiber.depth < 0) {
		fiber.result = value;
		return;
	}
	const { native } = fiber.frame;
	if (native === null) {
		fiber.registers[target] = value;
		advance(fiber);
		return;
	}
	if (native.invocation?.bindThis) native.invocation.thisValue = self;
	stepNative(fiber, native, value);
}

function advance(fiber: Fiber): void {
	const { frame } = fiber;
	frame.at = frame.at.next;
}

/** Where the `this` of a function called by a native is kept: the native itself looks after it. */
const NATIVE_RECEIVER = { root: { kind: 'temporary', register: 0 }, steps: [] } as const;

/**
 * Starts the natives that have just been entered, until a script function has to run.
 * @returns RUNNING when there are instructions to run, at `fiber.frame.at`
 */
export function settle(fiber: Fiber): Outcome | typeof RUNNING {
	for (;;) {
		if (fiber.sliceOver) {
			fiber.sliceOver = false;
			return SLICE;
		}
		if (fiber.depth < 0) return DONE;
		if (fiber.waiting !== null) return WAIT;
		const { native } = fiber.frame;
		if (native === null) return RUNNING;
		continueNative(fiber, native, () => native.generator.next());
	}
}

/** Lets a re-entrant native go on with the result of the call that it asked for. */
export function stepNative(fiber: Fiber, native: NativeActivation, input: Value): void {
	continueNative(fiber, native, () => native.generator.next(input));
}

/**
 * Runs a native's generator until it ends or a script function has to run.
 * @param resume the first step: `next` with a result, or `throw` with an error
 */
export function continueNative(
	fiber: Fiber,
	native: NativeActivation,
	resume: () => IteratorResult<Invocation, Value>,
): void {
	const { frame } = fiber;
	const { scratch } = native;
	frame.top = scratch;
	let step = resume();
	while (step.done !== true) {
		const invocation = step.value;
		native.invocation = invocation;
		const { unfinished, fresh } = native;
		if (unfinished !== null) {
			native.unfinished = null;
			if (unfinished === LEFT) return;
			throw unfinished.error;
		}
		native.fresh = false;
		if (invocation.anew) fiber.forgetOwnCells();
		const receiver: Receiver | null = invocation.bindThis
			? { frame, path: NATIVE_RECEIVER, value: invocation.thisValue }
			: null;
		frame.top = scratch + 1;
		callPointer(fiber, invocation.pointer, invocation.args, scratch, receiver);
		if (frame.outer !== null) showOuter(frame, fiber.frame);
		if (fiber.waiting !== null) return;
		// Limits are looked at when the first callback is entered, as at any call, and when it is time.
		if (fiber.frame !== frame && !runCompiled(fiber, fresh || fiber.operations > fiber.checkAt)) return;
		frame.top = scratch;
		step = native.generator.next(fiber.registers[scratch] as Value);
	}
	endNative(fiber, frame, step.value);
}

/** A function that the host calls with a scope sees its variables. */
function showOuter(native: Frame, entered: Frame): void {
	if (entered.code === null) return;
	entered.outer = native.outer;
	entered.special = true;
}

/**
 * Carries out a call for the native that runs now, without its generator coming back.
 * @returns the result, or LATER when the generator has to yield the invocation
 */
export function callNow(fiber: Fiber, invocation: Invocation): Value | typeof LATER {
	const { frame } = fiber;
	const { native } = frame;
	if (native === null || native.fresh || invocation.bindThis) return LATER;
	// Time to look at the limits: that may mean to give way, which the generator does.
	if (fiber.operations > fiber.checkAt) return LATER;
	const { scratch } = native;
	frame.top = scratch + 1;
	try {
		const value = callCompiled(fiber, invocation.pointer, invocation.args, scratch + 1, scratch);
		if (typeof value !== 'symbol') return value;
		if (value === MISS) return LATER;
		native.unfinished = LEFT;
	} catch (error) {
		native.unfinished = { error };
	}
	return LATER;
}

/**
 * Runs what a call from compiled code has just entered, as far as that needs no interpreter: afterwards the caller's
 * frame runs again, or not.
 */
export function runEntered(fiber: Fiber): void {
	const { native } = fiber.frame;
	if (native === null) runCompiled(fiber, true);
	else continueNative(fiber, native, () => native.generator.next());
}

/**
 * Runs the function that has just been entered, if it is compiled, and puts its result where the caller wants it.
 * @param checks whether to look at limits and time slice first
 * @returns false when its frame, or one above it, has to go on in the interpreter
 */
function runCompiled(fiber: Fiber, checks: boolean): boolean {
	const { frame } = fiber;
	if (frame.code === null) return false;
	if (checks) {
		if (fiber.operations > fiber.checkAt && fiber.check()) {
			fiber.sliceOver = true;
			return false;
		}
		fiber.looked = true;
	}
	const { unit } = frame.code;
	if (unit === null || fiber.depth >= fiber.directLimit) return false;
	const value = unit.enter(fiber, frame, frame.base);
	if (typeof value === 'symbol') return false;
	const { receiver, target } = frame;
	const { thisRegister } = frame.code;
	const self = thisRegister >= 0 ? (fiber.registers[frame.base + thisRegister] as Value) : undefined;
	if (frame.special) {
		fiber.pop();
		if (receiver !== null && receiver.value !== self) storeThis(fiber, receiver.frame, receiver.path, self);
	} else {
		fiber.depth--;
		fiber.frame = fiber.frames[fiber.depth] as Frame;
	}
	const invocation = thisRegister < 0 ? undefined : fiber.frame.native?.invocation;
	if (invocation?.bindThis) invocation.thisValue = self;
	fiber.registers[target] = value;
	return true;
}

/**
 * Enters a function of the script that finds its arguments as JavaScript arguments.
 * @throws ScriptError ErrorStackOverflow
 */
export function open(fiber: Fiber, code: Code, environment: ScriptEnvironment, base: number, target: number): Frame {
	const depth = fiber.depth + 1;
	const frame = fiber.frames[depth];
	if (frame === undefined || depth > fiber.limits.callLevels) return fiber.enter(code, environment, base, target, []);
	frame.code = code;
	frame.environment = environment;
	frame.base = base;
	frame.target = target;
	frame.imports = fiber.importCount;
	frame.at = code.entry;
	fiber.depth = depth;
	fiber.frame = frame;
	if (fiber.registers.length < base + code.registers) fiber.reserve(base + code.registers);
	return frame;
}

/**
 * Calls a closure that is compiled, without going through the registers.
 * @param args independent values
 * @param base first register that the callee may use
 * @param target register for the result, should the interpreter have to deliver it
 * @returns the result; LEFT when a frame has to go on in the interpreter; MISS when nothing has been done
 */
export function callCompiled(
	fiber: Fiber,
	pointer: FunctionPointer,
	args: readonly Value[],
	base: number,
	target: number,
): Value | typeof LEFT | typeof MISS {
	const code = pointer.target as Code | undefined;
	if (code === undefined || fiber.depth >= fiber.directLimit) return MISS;
	const { apply } = code;
	if (apply === null) return MISS;
	const { curried } = pointer;
	const all = curried.length === 0 ? args : withCurried(curried, args);
	if (all.length !== code.arity) return MISS;
	const { depth, frame: caller } = fiber;
	const frame = open(fiber, code, fiber.environmentOf(pointer) as ScriptEnvironment, base, target);
	const value = apply(fiber, frame, base, all, fiber.cellsOf(pointer));
	if (typeof value === 'symbol' && value === LEFT) return LEFT;
	if (frame.special) {
		fiber.pop();
	} else {
		fiber.depth = depth;
		fiber.frame = caller;
	}
	if (typeof value === 'symbol') code.unit?.missed();
	return value;
}

function withCurried(curried: readonly Value[], args: readonly Value[]): Value[] {
	if (curried.length === 1 && args.length === 1) return [share(curried[0]), args[0]];
	const all: Value[] = [];
	for (let at = 0; at < curried.length; at++) all.push(share(curried[at]));
	for (let at = 0; at < args.length; at++) all.push(args[at]);
	return all;
}

function endNative(fiber: Fiber, frame: Frame, value: Value): void {
	const { target } = frame;
	const keeper = frame.native?.keeper ?? null;
	if (fiber.sized) fiber.checkSize(value);
	fiber.pop();
	storeReceiver(fiber, keeper);
	deliver(fiber, target, value, undefined);
}
