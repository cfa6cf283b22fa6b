/**
 * Errors on their way out (language spec 9.3, 9.4): each gets the place where it was raised, is offered to the handlers
 * of the functions that it leaves, and is wrapped once per function. Errors that nothing may catch pass every handler
 * and take the place of the outermost call.
 */

import type { Value } from '../values/value.ts';
import { type ErrorPlace, ScriptError } from './errors.ts';
import { ScriptExit } from './exit.ts';
import type { Fiber } from './fiber.ts';
import type { Frame } from './frame.ts';
import { storeThis } from './places.ts';
import { type ReceiverKeeper, storeReceiver } from './receivers.ts';
import { continueNative } from './returns.ts';

/** Makes whatever was thrown an error of the language. */
export function toScriptError(thrown: unknown): ScriptError {
	if (thrown instanceof ScriptError) return thrown;
	if (thrown instanceof RangeError) {
		if (/call stack/i.test(thrown.message)) return new ScriptError('ErrorStackOverflow', 'Stack overflow');
		if (/string length/i.test(thrown.message))
			return new ScriptError('ErrorDataTooLarge', 'Length of string too large');
		return new ScriptError('ErrorDataTooLarge', 'Size of array/BLOB too large');
	}
	const error = new ScriptError(
		'ErrorSystem',
		`Internal error: ${thrown instanceof Error ? thrown.message : String(thrown)}`,
	);
	error.cause = thrown;
	return error;
}

/**
 * Finds the place to go on after something was thrown in the running frame.
 * @returns whether the run goes on, at `fiber.frame.at`
 * @throws ScriptError when nothing caught it
 */
export function unwind(fiber: Fiber, thrown: unknown): boolean {
	if (thrown instanceof ScriptExit) return exit(fiber, thrown.value);
	let error = toScriptError(thrown);
	// What a native handed over before it failed is not for the next one to store.
	if (fiber.frame.native === null) fiber.call.receiverChanged = false;
	while (fiber.depth >= 0) {
		const { frame } = fiber;
		try {
			if (frame.native !== null) {
				fiber.waiting = null;
				const { native } = frame;
				continueNative(fiber, native, () => native.generator.throw(error));
				return true;
			}
			error.place ??= frame.placeOf(error);
			for (const wrapper of error.wrappers) wrapper.place ??= frame.place;
			if (error.catchable && handle(frame, fiber, error)) return true;
			leaveWith(fiber, error);
		} catch (next) {
			if (next instanceof ScriptExit) return exit(fiber, next.value);
			// The native passed the error on, or raised one of its own: its frame is over.
			error = toScriptError(next);
			if (fiber.frame === frame && fiber.depth >= 0 && frame.native !== null) {
				const { keeper } = frame.native;
				fiber.pop();
				error = keepReceiver(fiber, keeper, error);
			}
		}
	}
	throw error;
}

/** What a native did to its receiver before it failed stays done; if that fails too, it is the error that counts. */
function keepReceiver(fiber: Fiber, keeper: ReceiverKeeper | null, error: ScriptError): ScriptError {
	try {
		storeReceiver(fiber, keeper);
		return error;
	} catch (failure) {
		return toScriptError(failure);
	}
}

function handle(frame: Frame, fiber: Fiber, error: ScriptError): boolean {
	const code = frame.code as NonNullable<Frame['code']>;
	const handler = code.handlerAt(frame.at);
	if (handler === undefined) return false;
	fiber.registers[frame.base + handler.register] = error;
	frame.at = code.at(handler.target);
	return true;
}

/** Drops a script frame. What a method did to its receiver before the error stays done. */
function leaveWith(fiber: Fiber, error: ScriptError): void {
	const { frame } = fiber;
	const code = frame.code as NonNullable<Frame['code']>;
	const { receiver, loading } = frame;
	let self: Value;
	if (code.thisRegister >= 0) self = fiber.registers[frame.base + code.thisRegister] as Value;
	if (loading !== null) fiber.loaded.delete(loading.key);
	fiber.pop();
	if (receiver !== null && receiver.value !== self) storeThis(fiber, receiver.frame, receiver.path, self);
	if (fiber.depth < 0) return;
	const invocation = fiber.frame.native?.invocation;
	if (invocation?.bindThis && code.thisRegister >= 0) invocation.thisValue = self;
	const place = callerPlace(fiber);
	if (!error.catchable) {
		if (place !== undefined) error.place = place;
		return;
	}
	if (loading !== null) error.wrappers.push({ kind: 'ErrorInModule', name: loading.path, source: '', place });
	else error.wrappers.push({ kind: 'ErrorInFunctionCall', name: code.name, source: code.chunk.source.name, place });
}

/** The place of the innermost script frame that is still there. */
function callerPlace(fiber: Fiber): ErrorPlace | undefined {
	for (let depth = fiber.depth; depth >= 0; depth--) {
		const frame = fiber.frames[depth] as Frame;
		if (frame.code !== null) return frame.place;
	}
	return undefined;
}

function exit(fiber: Fiber, value: Value): boolean {
	while (fiber.depth >= 0) fiber.pop();
	fiber.result = value;
	return true;
}
