/**
 * What happens when an activation ends with a value, beyond "the caller's register gets it": receivers are stored
 * back, locks opened, modules bound, and natives that asked for the call go on.
 */

import type { Invocation } from '../modules/native-module.ts';
import type { Value } from '../values/value.ts';
import { callPointer, type Receiver } from './calls.ts';
import type { Fiber } from './fiber.ts';
import type { Frame, NativeActivation, ReceiverPlace } from './frame.ts';
import { finishModule } from './modules.ts';
import { LEFT, MISS } from './native-code/points.ts';
import { DONE, type Outcome, RUNNING, SLICE, WAIT } from './outcome.ts';
import { storePath, storeThis } from './places.ts';

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
	const scratch = frame.top;
	let step = resume();
	while (step.done !== true) {
		const invocation = step.value;
		native.invocation = invocation;
		const receiver: Receiver | null = invocation.bindThis
			? { frame, path: NATIVE_RECEIVER, value: invocation.thisValue }
			: null;
		fiber.reserve(scratch + 1);
		frame.top = scratch + 1;
		callPointer(fiber, invocation.pointer, invocation.args, scratch, receiver);
		if (fiber.waiting !== null) return;
		if (fiber.frame !== frame && !runCompiled(fiber)) return;
		frame.top = scratch;
		step = native.generator.next(fiber.registers[scratch] as Value);
	}
	endNative(fiber, frame, step.value);
}

/**
 * Runs what a call from compiled code has just entered, as far as that needs no interpreter: afterwards the caller's
 * frame runs again, or not.
 */
export function runEntered(fiber: Fiber): void {
	const { native } = fiber.frame;
	if (native === null) runCompiled(fiber);
	else continueNative(fiber, native, () => native.generator.next());
}

/**
 * Runs the function that has just been entered, if it is compiled, and puts its result where the caller wants it.
 * @returns false when its frame, or one above it, has to go on in the interpreter
 */
function runCompiled(fiber: Fiber): boolean {
	const { frame } = fiber;
	const unit = frame.code?.unit;
	if (unit === undefined || unit === null || fiber.depth >= fiber.directLimit) return false;
	const value = unit.enter(fiber, frame, frame.base);
	if (value === LEFT || value === MISS) return false;
	const { receiver, target } = frame;
	const { thisRegister } = frame.code as NonNullable<Frame['code']>;
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

function endNative(fiber: Fiber, frame: Frame, value: Value): void {
	const { target } = frame;
	const receiver = frame.native?.receiver ?? null;
	if (fiber.sized) fiber.checkSize(value);
	fiber.pop();
	storeReceiver(fiber, receiver);
	deliver(fiber, target, value, undefined);
}

/** Stores the receiver that a native has handed over with `setReceiver`, if any. */
export function storeReceiver(fiber: Fiber, receiver: ReceiverPlace | null): void {
	const { call } = fiber;
	if (!call.receiverChanged) return;
	call.receiverChanged = false;
	if (receiver !== null) storePath(fiber, receiver.frame, receiver.path, call.receiver);
	call.receiver = undefined;
}
