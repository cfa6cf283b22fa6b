/** The native operators of an engine as a run calls them. */

import type { NativeFunction } from '../modules/registry.ts';
import { type HostOperators, NO_OPERATOR } from '../values/host-operators.ts';
import type { Value } from '../values/value.ts';
import type { Fiber } from './fiber.ts';

export class FiberOperators implements HostOperators {
	readonly #fiber: Fiber;

	constructor(fiber: Fiber) {
		this.#fiber = fiber;
	}

	apply(operator: string, operands: readonly Value[]): Value | typeof NO_OPERATOR {
		const native = this.#fiber.engine.registry.operators
			.group(operator, operands.length)
			?.find(operands, 0, operands.length);
		return native === undefined ? NO_OPERATOR : this.#run(native, operands);
	}

	/** One that changes its first operand hands the new value over, or has changed the object itself. */
	#run(native: NativeFunction, operands: readonly Value[]): Value {
		const { call } = this.#fiber;
		if (!native.mutates) return native.run(call, ...operands) as Value;
		const { receiverChanged, receiver } = call;
		call.receiverChanged = false;
		native.run(call, ...operands);
		const result = call.receiverChanged ? call.receiver : operands[0];
		call.receiverChanged = receiverChanged;
		call.receiver = receiver;
		return result;
	}
}
