/**
 * Running native functions: the plain ones at once, asynchronous ones by suspending the fiber, re-entrant ones as a
 * frame of their own whose generator asks for calls.
 */

import type { Invocation } from '../modules/native-module.ts';
import { ANY, type FunctionGroup, type NativeFunction } from '../modules/registry.ts';
import { Container } from '../values/container.ts';
import { chargeText } from '../values/memory.ts';
import { Tagged } from '../values/tagged.ts';
import { typeName } from '../values/type-of.ts';
import type { Value } from '../values/value.ts';
import { functionNotFound, type ScriptError } from './errors.ts';
import type { Fiber } from './fiber.ts';

/** Says that a native has not delivered yet: it waits, or its frame runs. */
export const PENDING: unique symbol = Symbol('pending');

/** `name (type, type)` as error messages show it. */
export function signature(name: string, args: readonly Value[]): string {
	return `${name} (${args.map(typeName).join(', ')})`;
}

export function noFunction(name: string, args: readonly Value[]): ScriptError {
	return functionNotFound(signature(name, args));
}

/** The overload for these arguments; tags are looked through, in place, when no overload takes them. */
export function findOverload(group: FunctionGroup | null | undefined, args: Value[]): NativeFunction | undefined {
	if (group === null || group === undefined) return undefined;
	const found = group.find(args, 0, args.length);
	if (found !== undefined || !args.some((arg) => arg instanceof Tagged)) return found;
	const bare = args.map(untagged);
	const native = group.find(bare, 0, bare.length);
	native?.types.forEach((type, at) => {
		if (type !== ANY) args[at] = bare[at];
	});
	return native;
}

function untagged(value: Value): Value {
	if (!(value instanceof Tagged)) return value;
	// A tagged value shares its content with its copies without a mark.
	if (value.value instanceof Container) value.value.shared = true;
	return value.value;
}

/** Marks the arguments that are places and that the function keeps. */
export function markRetained(native: NativeFunction, args: readonly Value[], places: number): void {
	const kept = native.retains & places;
	if (kept === 0) return;
	for (let at = 0; at < args.length && at < 31; at++) {
		const arg = args[at];
		if ((kept & (1 << at)) !== 0 && arg instanceof Container) arg.shared = true;
	}
}

/** Calls the implementation. The result is a value, a promise, or a generator, by the kind of the function. */
export function invoke(
	fiber: Fiber,
	native: NativeFunction,
	args: readonly Value[],
): Value | Promise<Value> | Generator<Invocation, Value, Value> {
	const { call } = fiber;
	const [first] = args;
	if (typeof first === 'string') chargeText(first.length);
	switch (args.length) {
		case 0:
			return native.run(call);
		case 1:
			return native.run(call, args[0]);
		case 2:
			return native.run(call, args[0], args[1]);
		case 3:
			return native.run(call, args[0], args[1], args[2]);
		default:
			return native.run(call, ...args);
	}
}

/**
 * Runs a native whose receiver, if it changes one, is `args[0]`.
 * @param target absolute register for a result that comes later, −1 for the native below
 * @returns the result, or PENDING
 */
export function runNative(
	fiber: Fiber,
	native: NativeFunction,
	args: readonly Value[],
	target: number,
): Value | typeof PENDING {
	const result = invoke(fiber, native, args);
	switch (native.kind) {
		case 'async':
			fiber.waiting = result as Promise<Value>;
			fiber.waitTarget = target;
			return PENDING;
		case 'reentrant':
			fiber.enterNative(native.name, result as Generator<Invocation, Value, Value>, target);
			return PENDING;
		default:
			if (fiber.sized) fiber.checkSize(result as Value);
			return result as Value;
	}
}
