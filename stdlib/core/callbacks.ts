/**
 * How library functions call functions of the script (language spec 7.8).
 *
 * A function pointer may take its arguments in one of several arrangements; which one is found out from the number of
 * its parameters. The arrangements are tables, `visit` is the one loop over elements that all of `map`, `filter`,
 * `reduce`, `drain` … share. Elements bound to `this` are passed by reference: `elements.ts` says where changes go.
 */

import { Invocation, type LATER, type NativeCall } from '../../lang/modules/native-module.ts';
import { share } from '../../lang/values/container.ts';
import { FunctionPointer } from '../../lang/values/function-pointer.ts';
import { untag } from '../../lang/values/tagged.ts';
import { typeName } from '../../lang/values/type-of.ts';
import type { Value } from '../../lang/values/value.ts';
import { functionNotFound, ScriptError } from '../../lang/vm/errors.ts';
import type { Elements } from './elements.ts';

/**
 * One way to pass an element. `lead` is what comes before it: nothing, an accumulator, a key, or the other element of
 * a pair.
 */
interface Arrangement {
	/** Parameters that a script function must have, curried ones not counted. */
	readonly params: number;
	/** Whether the element becomes `this`. */
	readonly bindThis: boolean;
	readonly args: (lead: Value, element: Value, index: number) => Value[];
	/** For a function of the library, which gets the element first: the arguments after it. */
	readonly rest?: (lead: Value, index: number) => Value[];
}

export type Protocol = readonly Arrangement[];

/** `map filter some all find find_map index_of drain retain` of arrays. */
export const ITEM_CALL: Protocol = [
	{ params: 0, bindThis: true, args: () => [], rest: () => [] },
	{ params: 1, bindThis: false, args: (_lead, item) => [share(item)], rest: () => [] },
	{ params: 2, bindThis: false, args: (_lead, item, index) => [share(item), index], rest: (_lead, index) => [index] },
];

/** `for_each`: the element is `this` in either case. */
export const EACH_CALL: Protocol = [
	{ params: 0, bindThis: true, args: () => [], rest: () => [] },
	{ params: 1, bindThis: true, args: (_lead, _item, index) => [index], rest: (_lead, index) => [index] },
];

/** `reduce`, `reduce_rev`: the lead is the accumulator. */
export const FOLD_CALL: Protocol = [
	{ params: 1, bindThis: true, args: (sum) => [sum], rest: (sum) => [sum] },
	{ params: 2, bindThis: false, args: (sum, item) => [sum, share(item)], rest: (sum) => [sum] },
	{
		params: 3,
		bindThis: false,
		args: (sum, item, index) => [sum, share(item), index],
		rest: (sum, index) => [sum, index],
	},
];

/** `map filter drain retain` of maps: the lead is the key. */
export const ENTRY_CALL: Protocol = [
	{ params: 1, bindThis: true, args: (key) => [key], rest: (key) => [key] },
	{ params: 2, bindThis: false, args: (key, value) => [key, share(value)], rest: (key) => [key] },
];

/** `zip`: the lead is the element of the first array. */
export const PAIR_CALL: Protocol = [
	{ params: 2, bindThis: false, args: (x, y) => [share(x), share(y)] },
	{ params: 3, bindThis: false, args: (x, y, index) => [share(x), share(y), index] },
];

/** `sort order dedup`. */
export const COMPARE_CALL: Protocol = [{ params: 2, bindThis: false, args: (x, y) => [share(x), share(y)] }];

interface Candidate {
	readonly arrangement: Arrangement;
	readonly native: boolean;
}

/** Wraps an error as raised inside a call of a library function. */
export function inCallTo(name: string, error: ScriptError): ScriptError {
	error.wrappers.push({ kind: 'ErrorInFunctionCall', name, source: '', place: undefined });
	return error;
}

/** A pointer together with the arrangements in which it can be called. */
export class Callback {
	readonly #pointer: FunctionPointer;
	readonly #candidates: readonly Candidate[];
	readonly #comparesNatively: boolean;
	readonly #pair: [Value, Value] = [undefined, undefined];
	readonly #comparison: Invocation;

	private constructor(pointer: FunctionPointer, candidates: readonly Candidate[]) {
		this.#pointer = pointer;
		this.#candidates = candidates;
		this.#comparesNatively = candidates[0]?.native === true;
		this.#comparison = new Invocation(pointer, this.#pair);
	}

	/** Looks the arrangements up; `undefined` if the pointer fits none of them. */
	static of(call: NativeCall, pointer: FunctionPointer, protocol: Protocol): Callback | undefined {
		const candidates: Candidate[] = [];
		const seen = new Set<number>();
		for (const arrangement of protocol) {
			if (call.accepts(pointer, arrangement.params) === 'script') {
				candidates.push({ arrangement, native: false });
				continue;
			}
			const count = arrangement.rest ? arrangement.rest(undefined, 0).length + 1 : arrangement.params;
			// Two arrangements can come to the same call of a native function.
			if (!seen.has(count) && call.accepts(pointer, count) === 'native') {
				seen.add(count);
				candidates.push({ arrangement, native: true });
			}
		}
		return candidates.length === 0 ? undefined : new Callback(pointer, candidates);
	}

	/** The call for one element. @param attempt 0, then one more each time that `mayRetry` said yes */
	invocation(attempt: number, lead: Value, element: Value, index: number): Invocation {
		const { arrangement, native } = this.#candidates[attempt] as Candidate;
		if (!native || arrangement.rest === undefined) {
			const args = arrangement.args(lead, element, index);
			return new Invocation(this.#pointer, args, arrangement.bindThis, arrangement.bindThis ? element : undefined);
		}
		const rest = arrangement.rest(lead, index);
		// Curried arguments come before the element, so then it cannot be the receiver.
		if (this.#pointer.curried.length > 0) return new Invocation(this.#pointer, [share(element), ...rest]);
		return new Invocation(this.#pointer, rest, true, element);
	}

	/**
	 * The same for two elements that are marked already and a function of the script that takes them both. The object
	 * is the same each time, because sorting asks so often; the call before must be over.
	 */
	comparison(x: Value, y: Value): Invocation {
		if (this.#comparesNatively) return this.invocation(0, x, y, 0);
		this.#pair[0] = x;
		this.#pair[1] = y;
		return this.#comparison;
	}

	/**
	 * Whether another arrangement should be tried after this error: the library has a function of the name with that
	 * many parameters, but not for these types.
	 */
	mayRetry(attempt: number, error: unknown): boolean {
		const candidate = this.#candidates[attempt] as Candidate;
		return (
			candidate.native &&
			attempt + 1 < this.#candidates.length &&
			error instanceof ScriptError &&
			error.kind === 'ErrorFunctionNotFound' &&
			error.wrappers.length === 0 &&
			String(error.fields.function).startsWith(`${this.#pointer.name} (`)
		);
	}
}

function fitsNowhere(name: string, pointer: FunctionPointer, element: Value): ScriptError {
	const types = [...pointer.curried, element].map(typeName).join(', ');
	return inCallTo(name, functionNotFound(`${pointer.name} (${types})`));
}

/** A function of the script by its name, for the deprecated overloads that take a string. */
export function pointerTo(name: string): FunctionPointer {
	return new FunctionPointer(name, [], undefined, [], undefined);
}

export interface Visit {
	/** The library function, for errors. */
	readonly name: string;
	readonly protocol: Protocol;
	readonly pointer: FunctionPointer;
	/** Elements from `from` up to, not including, `to`; downward if `to` is less. */
	readonly from: number;
	readonly to: number;
	/** What goes before the element; nothing if not given. */
	readonly lead?: (index: number) => Value;
	/** Takes what the callback gave for one element; true ends the visit. */
	readonly take: (given: Value, index: number) => boolean;
	/** What the library function gives in the end. */
	readonly result: () => Value;
}

/**
 * Calls the pointer for one element after the other. This is the generator of the library function itself: delegating
 * to it would cost as much as the rest of a call.
 * @throws ScriptError ErrorFunctionNotFound, wrapped as a call of the library function, if the pointer takes its
 *   arguments in no way that is offered; and whatever the callee raises
 */
export function* visit(call: NativeCall, elements: Elements, plan: Visit): Generator<Invocation, Value, Value> {
	const { from, to } = plan;
	if (from === to) return plan.result();
	const callback = Callback.of(call, plan.pointer, plan.protocol);
	if (callback === undefined) throw fitsNowhere(plan.name, plan.pointer, elements.get(from));
	const step = from < to ? 1 : -1;
	let attempt = 0;
	try {
		for (let index = from; index !== to; ) {
			const invocation = callback.invocation(attempt, plan.lead?.(index), elements.get(index), index);
			if (invocation.bindThis) invocation.thisValue = elements.lend(index);
			let given: Value | typeof LATER;
			try {
				given = call.callNow(invocation);
				if (typeof given === 'symbol') given = yield invocation;
			} catch (error) {
				if (!callback.mayRetry(attempt, error)) throw error;
				attempt++;
				continue;
			} finally {
				if (invocation.bindThis) elements.giveBack(index, invocation.thisValue);
			}
			if (plan.take(given, index)) break;
			attempt = 0;
			index += step;
		}
	} finally {
		elements.finish();
	}
	return plan.result();
}

/** Whether a callback said yes: anything but `true` counts as no. */
export function isYes(result: Value): boolean {
	return untag(result) === true;
}

/** Whether a library function that treats a failing callback as an answer may do so. */
export function isForgivable(error: unknown): boolean {
	return error instanceof ScriptError && error.catchable;
}
