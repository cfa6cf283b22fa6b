/** What native functions see of the run that calls them. */

import type { Invocation, LATER, NativeCall } from '../modules/native-module.ts';
import type { SourceFile } from '../source/source-file.ts';
import type { FunctionPointer } from '../values/function-pointer.ts';
import type { Value } from '../values/value.ts';
import { dataTooLarge } from './errors.ts';
import type { Fiber } from './fiber.ts';
import type { Frame } from './frame.ts';
import type { Code } from './instructions.ts';
import type { Limits } from './limits.ts';
import { callNow } from './returns.ts';

/** Building this much takes longer than looking at the clock, by far. */
const LARGE_WORK = 10_000;

/** One per fiber; natives must not keep it. */
export class FiberCall implements NativeCall {
	readonly #fiber: Fiber;
	/** Set by `setReceiver`, taken by the VM after the call. */
	receiverChanged = false;
	declare receiver: Value;
	#controller: AbortController | undefined;

	constructor(fiber: Fiber) {
		this.#fiber = fiber;
	}

	get limits(): Limits {
		return this.#fiber.limits;
	}

	get host(): unknown {
		return this.#fiber.options.host;
	}

	get source(): SourceFile | undefined {
		const { frames, depth } = this.#fiber;
		for (let at = depth; at >= 0; at--) {
			const { code } = frames[at] as Frame;
			if (code !== null) return code.chunk.source;
		}
		return undefined;
	}

	/** Follows the run's own signal, and is raised by its deadline. */
	get signal(): AbortSignal {
		if (this.#controller === undefined) {
			const controller = new AbortController();
			this.#controller = controller;
			const { signal } = this.#fiber.options;
			if (signal?.aborted) controller.abort(signal.reason);
			else signal?.addEventListener('abort', () => controller.abort(signal.reason), { once: true });
		}
		return this.#controller.signal;
	}

	/** Raises the signal of the asynchronous natives that are under way. */
	abort(): void {
		this.#controller?.abort();
		this.#controller = undefined;
	}

	setReceiver(value: Value): void {
		this.receiverChanged = true;
		this.receiver = value;
	}

	checkStringLength(utf8Bytes: number): void {
		const limit = this.#fiber.limits.stringLength;
		if (limit > 0 && utf8Bytes > limit) throw dataTooLarge('Length of string');
		this.#noteWork(utf8Bytes);
	}

	checkArrayLength(elements: number): void {
		const limit = this.#fiber.limits.arraySize;
		if (limit > 0 && elements > limit) throw dataTooLarge('Size of array/BLOB');
		this.#noteWork(elements);
	}

	/** Much work in one call is not seen by counting operations: the clock is looked at right after. */
	#noteWork(size: number): void {
		if (size > LARGE_WORK) this.#fiber.checkAt = 0;
	}

	callNow(invocation: Invocation): Value | typeof LATER {
		return callNow(this.#fiber, invocation);
	}

	accepts(pointer: FunctionPointer, argumentCount: number): 'script' | 'native' | undefined {
		const total = pointer.curried.length + argumentCount;
		const target = pointer.target as Code | undefined;
		if (target !== undefined) return target.arity === total ? 'script' : undefined;
		const environment = this.#fiber.environmentOf(pointer);
		if (environment?.find(pointer.name, total, null) !== undefined) return 'script';
		return this.#fiber.engine.registry.global.group(pointer.name, total) === undefined ? undefined : 'native';
	}

	print(text: string): void {
		this.#fiber.options.print(text);
	}

	debug(text: string): void {
		this.#fiber.options.debug(text, this.#fiber);
	}
}
