/**
 * What becomes of the receiver of a native: the native changes it in place, or hands over another value with
 * `setReceiver`. A plain native has done so when it returns; an asynchronous or re-entrant one has a keeper that waits
 * until it ends.
 */

import type { Path } from '../compiler/sites.ts';
import type { NativeFunction } from '../modules/registry.ts';
import { Tagged, untag } from '../values/tagged.ts';
import type { Value } from '../values/value.ts';
import type { Fiber } from './fiber.ts';
import type { Frame } from './frame.ts';
import { storePath } from './places.ts';

export interface ReceiverKeeper {
	/** Stores the receiver that the native has handed over. */
	readonly store: (receiver: Value) => void;
	/** A container out of a host object: it is changed in place, and counts as handed over when the native ends. */
	readonly lent: Value;
}

/**
 * Stores the receiver where it came from.
 * @param tag of the value there, if the native was given the value without it
 */
export function keeperAt(fiber: Fiber, frame: Frame, path: Path, tag: number, lent?: Value): ReceiverKeeper {
	const store = (receiver: Value) => {
		storePath(fiber, frame, path, tag === 0 ? receiver : new Tagged(untag(receiver), tag));
	};
	return { store, lent };
}

/** The tag that a native does not see because it was given the value alone. */
export function hiddenTag(value: Value, given: Value): number {
	return value instanceof Tagged && !(given instanceof Tagged) ? value.tag : 0;
}

/** Leaves the receiver of the native that has just been started to a keeper. */
export function keepLater(fiber: Fiber, native: NativeFunction, keeper: ReceiverKeeper | null): void {
	if (native.kind === 'async') fiber.keeper = keeper;
	else if (fiber.frame.native !== null) fiber.frame.native.keeper = keeper;
}

/** Stores the receiver of a native that has ended, if it has handed one over. @throws ScriptError ErrorDataTooLarge */
export function storeReceiver(fiber: Fiber, keeper: ReceiverKeeper | null): void {
	const { call } = fiber;
	const lent = keeper?.lent;
	if (!call.receiverChanged && lent === undefined) return;
	const receiver = call.receiverChanged ? call.receiver : lent;
	call.receiverChanged = false;
	call.receiver = undefined;
	if (fiber.sized) fiber.checkSize(receiver);
	keeper?.store(receiver);
}
