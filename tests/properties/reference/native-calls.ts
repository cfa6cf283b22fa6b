/** Running native functions, those that call back included (language spec 7.8). */

import { type Invocation, LATER, type NativeCall } from '../../../lang/modules/native-module.ts';
import { Container } from '../../../lang/values/container.ts';
import { debugText } from '../../../lang/values/display.ts';
import type { FunctionPointer } from '../../../lang/values/function-pointer.ts';
import { Tagged, untag } from '../../../lang/values/tagged.ts';
import type { Value } from '../../../lang/values/value.ts';
import { type ErrorPlace, ScriptError } from '../../../lang/vm/errors.ts';
import { DEFAULT_LIMITS } from '../../../lang/vm/limits.ts';
import type { Native } from './library.ts';
import { copy, type Machine } from './machine.ts';
import { type Place, TemporaryPlace } from './places.ts';

/** What a native sees of its caller; one for each call. */
class Caller implements NativeCall {
	readonly limits = DEFAULT_LIMITS;
	readonly signal = new AbortController().signal;
	readonly host = undefined;
	readonly source = undefined;
	readonly #machine: Machine;
	/** What the native gave as its receiver's new value. */
	receiver: { readonly value: Value } | undefined;

	constructor(machine: Machine) {
		this.#machine = machine;
	}

	/** Every call is yielded, for a native has to cope with that. */
	callNow(): typeof LATER {
		return LATER;
	}

	setReceiver(value: Value): void {
		this.receiver = { value };
	}

	checkStringLength(): void {}

	checkArrayLength(): void {}

	accepts(pointer: FunctionPointer, argumentCount: number): 'script' | 'native' | undefined {
		const count = pointer.curried.length + argumentCount;
		const { target, name } = pointer;
		if (target !== undefined) return target.arity === count ? 'script' : undefined;
		if (this.#machine.functions.find(name, count) !== undefined) return 'script';
		return this.#machine.library.has(name, count) ? 'native' : undefined;
	}

	print(text: string): void {
		this.#machine.print(text);
	}

	debug(): void {}
}

/**
 * Runs a native function. One that changes its receiver gets the stored value itself, all others a copy.
 * @param args independent values, without the tags that the function does not take
 * @param receiver where the first of them is stored, if a change of it is to be seen
 */
export function runNative(
	machine: Machine,
	native: Native,
	args: readonly Value[],
	receiver: Place | undefined,
	site: ErrorPlace,
): Value {
	const caller = new Caller(machine);
	const given = [...args];
	const changed = native.mutates ? receiver : undefined;
	const tag = native.overload.params[0]?.type === 'any' ? 0 : tagOf(receiver?.get());
	if (changed !== undefined) given[0] = tag === 0 ? changed.get() : untag(changed.get());
	machine.spend(1);
	try {
		const result = native.overload.run(caller, ...(given as never[]));
		if (native.overload.kind !== 'reentrant') return copy(machine, result as Value);
		return copy(machine, answerCalls(machine, result as Generator<Invocation, Value, Value>, site));
	} catch (error) {
		if (error instanceof ScriptError) placeWrapper(error, site);
		throw error;
	} finally {
		if (caller.receiver !== undefined) receiver?.writeBack(tagged(copy(machine, caller.receiver.value), tag));
		// The function may have stored one argument in several elements.
		else if (untag(changed?.get()) instanceof Container) changed?.set(copy(machine, changed.get()));
	}
}

function tagOf(value: Value): number {
	return value instanceof Tagged ? value.tag : 0;
}

function tagged(value: Value, tag: number): Value {
	return tag === 0 ? value : new Tagged(untag(value), tag);
}

/** A native that wraps an error as its own leaves it to the caller to say where it was called. */
function placeWrapper(error: ScriptError, site: ErrorPlace): void {
	const wrapper = error.wrappers.at(-1);
	if (wrapper === undefined || wrapper.place !== undefined) return;
	error.place ??= site;
	error.wrappers = [...error.wrappers.slice(0, -1), { ...wrapper, place: site }];
}

/** Makes the calls that a native asks for, until it has its result. */
function answerCalls(machine: Machine, native: Generator<Invocation, Value, Value>, site: ErrorPlace): Value {
	let step = native.next();
	while (step.done !== true) {
		const invocation = step.value;
		let answer: Value;
		try {
			answer = invoke(machine, invocation, site);
		} catch (error) {
			step = native.throw(error);
			continue;
		}
		step = native.next(answer);
	}
	return step.value;
}

function invoke(machine: Machine, invocation: Invocation, site: ErrorPlace): Value {
	const { pointer, bindThis } = invocation;
	const args = invocation.args.map((arg) => copy(machine, arg));
	if (!bindThis) return machine.callPointer({ pointer, args, site });
	const before = invocation.thisValue;
	const place = new ElementPlace(copy(machine, before));
	try {
		return machine.callPointer({ pointer, args, receiver: place, site });
	} finally {
		// The native tells a changed element from an unchanged one by its identity.
		const after = place.get();
		invocation.thisValue = debugText(before) === debugText(after) ? before : after;
	}
}

/** An element on loan: a script function may change it, and the native puts it back. */
class ElementPlace extends TemporaryPlace {
	override readonly temporary = false;
}
