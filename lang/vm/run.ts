/**
 * Drives a fiber to its end: slices, waiting, cancellation.
 *
 * A run that ends within its first slice and waits for nothing gives its value at once. Everything else becomes a
 * promise: between two slices the event loop turns, so a heavy script delays only itself.
 */

import type { Value } from '../values/value.ts';
import { runtimeError, ScriptError } from './errors.ts';
import { type Fiber, terminated, timedOut } from './fiber.ts';
import { execute } from './interpreter.ts';
import { DONE, type Outcome, WAIT } from './outcome.ts';
import { storeReceiver } from './receivers.ts';
import { stepNative } from './returns.ts';
import { unwind } from './unwind.ts';

/** What is left to do when a run is over, however it ended. */
export type Finish = () => void;

/**
 * Runs a fiber that has been set up.
 * @returns the value, or a promise of it when the run outlives its first slice or waits
 * @throws ScriptError (or the promise rejects with it)
 */
export function drive(fiber: Fiber, finish: Finish): Value | Promise<Value> {
	let outcome: Outcome;
	try {
		outcome = execute(fiber);
	} catch (error) {
		conclude(fiber, finish);
		throw error;
	}
	if (outcome === DONE) {
		conclude(fiber, finish);
		return fiber.result;
	}
	return carryOn(fiber, outcome).finally(() => conclude(fiber, finish));
}

/**
 * Runs a fiber to its end without giving way.
 * @throws ScriptError, ErrorAsyncInSync when the script would have to wait
 */
export function driveSync(fiber: Fiber, finish: Finish): Value {
	try {
		for (;;) {
			const outcome = execute(fiber);
			if (outcome === DONE) return fiber.result;
			if (outcome !== WAIT) continue;
			// Nobody will look at the result; a rejection must not end the process.
			fiber.waiting?.catch(() => undefined);
			resumeWithError(fiber, new ScriptError('ErrorAsyncInSync', 'Asynchronous function called in a synchronous run'));
			if (fiber.depth < 0) return fiber.result;
		}
	} finally {
		conclude(fiber, finish);
	}
}

function conclude(fiber: Fiber, finish: Finish): void {
	fiber.call.abort();
	finish();
}

async function carryOn(fiber: Fiber, first: Outcome): Promise<Value> {
	for (let outcome = first; outcome !== DONE; outcome = execute(fiber)) {
		if (outcome === WAIT) {
			const settled = await outcomeOfWait(fiber);
			if (settled.error === undefined) resume(fiber, settled.value);
			else resumeWithError(fiber, settled.error.reason);
			if (fiber.depth < 0) break;
		} else {
			await turn();
			fiber.startSlice();
		}
	}
	return fiber.result;
}

/** Lets everything else that is due run first. */
function turn(): Promise<void> {
	return new Promise((resolve) => setImmediate(resolve));
}

interface Settled {
	readonly value: Value;
	readonly error: { readonly reason: unknown } | undefined;
}

/** The outcome of what the fiber waits for; cancellation and the deadline of the run end the wait. */
async function outcomeOfWait(fiber: Fiber): Promise<Settled> {
	const waiting = fiber.waiting as Promise<Value>;
	const { signal } = fiber.options;
	let timer: NodeJS.Timeout | undefined;
	let onAbort: (() => void) | undefined;
	const stopped = new Promise<never>((_resolve, reject) => {
		if (Number.isFinite(fiber.deadline)) {
			timer = setTimeout(() => reject(timedOut()), Math.max(0, fiber.deadline - performance.now()));
		}
		onAbort = () => reject(terminated());
		if (signal?.aborted) onAbort();
		else signal?.addEventListener('abort', onAbort, { once: true });
	});
	try {
		return { value: await Promise.race([waiting, stopped]), error: undefined };
	} catch (reason) {
		waiting.catch(() => undefined);
		// A native that gives up because it was told to does not hide why.
		const stop = signal?.aborted ? terminated() : performance.now() >= fiber.deadline ? timedOut() : reason;
		return { value: undefined, error: { reason: stop } };
	} finally {
		clearTimeout(timer);
		if (onAbort !== undefined) signal?.removeEventListener('abort', onAbort);
		fiber.startSlice();
	}
}

function resume(fiber: Fiber, value: Value): void {
	const { frame, keeper } = fiber;
	fiber.waiting = null;
	fiber.keeper = null;
	try {
		storeReceiver(fiber, keeper);
		if (fiber.sized) fiber.checkSize(value);
		if (frame.native !== null) {
			stepNative(fiber, frame.native, value);
		} else {
			fiber.registers[fiber.waitTarget] = value;
			frame.at = frame.at.next;
		}
	} catch (error) {
		unwind(fiber, error);
	}
}

/** What a host function rejects with is its text, which the script may catch (language spec 9.4). */
function resumeWithError(fiber: Fiber, reason: unknown): void {
	fiber.waiting = null;
	fiber.keeper = null;
	fiber.call.receiverChanged = false;
	const foreign = reason instanceof Error && !(reason instanceof ScriptError);
	unwind(fiber, foreign ? runtimeError(reason.message) : reason);
}
