/**
 * Calls library functions without a VM, for the tests beside the declarations: picks the overload by the types of the
 * arguments, plays the caller, and runs callbacks that are written in TypeScript.
 */

import { expect, test } from 'vitest';
import { type Invocation, LATER, type NativeCall } from '../../lang/modules/native-module.ts';
import { type NativeFunction, Registry } from '../../lang/modules/registry.ts';
import { charOf } from '../../lang/values/char.ts';
import { ArrayValue, BlobValue, Container, MapValue, owned, share } from '../../lang/values/container.ts';
import { debugText } from '../../lang/values/display.ts';
import { Float } from '../../lang/values/float.ts';
import { FunctionPointer, type FunctionTarget } from '../../lang/values/function-pointer.ts';
import { RangeValue } from '../../lang/values/range.ts';
import { untag } from '../../lang/values/tagged.ts';
import { typeName } from '../../lang/values/type-of.ts';
import type { Value } from '../../lang/values/value.ts';
import { dataTooLarge, functionNotFound, ScriptError } from '../../lang/vm/errors.ts';
import { ScriptExit } from '../../lang/vm/exit.ts';
import { DEFAULT_LIMITS, type Limits } from '../../lang/vm/limits.ts';
import { coreModule } from './index.ts';

const registry = new Registry([coreModule]);

/** The body of a function of the script. `self.value` is `this`. */
export type Body = (self: { value: Value }, ...args: Value[]) => Value;

interface TestTarget extends FunctionTarget {
	readonly body: Body;
}

/** A closure with so many parameters. */
export function closure(arity: number, body: Body): FunctionPointer {
	const target: TestTarget = { name: 'anon$1', anonymous: true, arity, body };
	return new FunctionPointer('anon$1', [], target, [], undefined);
}

/** A pointer by name. */
export function named(name: string): FunctionPointer {
	return new FunctionPointer(name, [], undefined, [], undefined);
}

export const float = (x: number): Float => new Float(x);
export const char = (text: string) => charOf(text.codePointAt(0) as number);
export const range = (from: number | bigint, to: number | bigint) => new RangeValue(from, to, false);
export const rangeTo = (from: number | bigint, to: number | bigint) => new RangeValue(from, to, true);
export const bytes = (...values: number[]) => new BlobValue(Uint8Array.from(values));

/** JavaScript lists and plain objects as arrays and maps; everything else as it is. */
export function value(from: unknown): Value {
	if (Array.isArray(from)) return new ArrayValue(from.map(value));
	if (typeof from === 'object' && from !== null && Object.getPrototypeOf(from) === Object.prototype) {
		return new MapValue(new Map(Object.entries(from).map(([key, item]) => [key, value(item)])));
	}
	return from as Value;
}

export interface Setting {
	readonly limits?: Partial<Limits>;
	/** Functions of the script by name; the number of parameters is that of the body without `self`. */
	readonly script?: Readonly<Record<string, Body>>;
	readonly signal?: AbortSignal;
}

class TestCall implements NativeCall {
	readonly limits: Limits;
	readonly signal: AbortSignal;
	readonly host = undefined;
	readonly source = undefined;
	readonly output: string[] = [];
	readonly #script: Readonly<Record<string, Body>>;
	receiver: { value: Value } | undefined;

	constructor(setting: Setting) {
		this.limits = { ...DEFAULT_LIMITS, ...setting.limits };
		this.signal = setting.signal ?? new AbortController().signal;
		this.#script = setting.script ?? {};
	}

	callNow(): typeof LATER {
		return LATER;
	}

	setReceiver(value: Value): void {
		this.receiver = { value };
	}

	checkStringLength(utf8Bytes: number): void {
		const limit = this.limits.stringLength;
		if (limit > 0 && utf8Bytes > limit) throw dataTooLarge('Length of string');
	}

	checkArrayLength(elements: number): void {
		const limit = this.limits.arraySize;
		if (limit > 0 && elements > limit) throw dataTooLarge('Size of array/BLOB');
	}

	body(pointer: FunctionPointer, count: number): Body | undefined {
		if (pointer.target) return pointer.target.arity === count ? (pointer.target as TestTarget).body : undefined;
		const found = this.#script[pointer.name];
		return found !== undefined && found.length - 1 === count ? found : undefined;
	}

	accepts(pointer: FunctionPointer, count: number): 'script' | 'native' | undefined {
		const total = pointer.curried.length + count;
		if (this.body(pointer, total)) return 'script';
		if (pointer.target) return undefined;
		return registry.global.group(pointer.name, total) ? 'native' : undefined;
	}

	print(text: string): void {
		this.output.push(text);
	}

	debug(text: string): void {
		this.output.push(`debug: ${text}`);
	}
}

function overload(name: string, args: readonly Value[]): NativeFunction {
	const bare = args.map(untag);
	const found = registry.global.group(name, args.length)?.find(bare, 0, bare.length);
	if (found === undefined) throw functionNotFound(`${name} (${bare.map(typeName).join(', ')})`);
	return found;
}

/** What a call leaves behind. */
export interface Outcome {
	readonly value: Value | Promise<Value>;
	/** The receiver afterwards. */
	readonly receiver: Value;
	readonly mutates: boolean;
	readonly output: readonly string[];
	/** How many callbacks were called. */
	readonly calls: number;
}

/** Calls a function of the core library. Arguments are taken as they are: mark what should count as reachable. */
export function run(name: string, args: readonly Value[], setting: Setting = {}): Outcome {
	const native = overload(name, args);
	const call = new TestCall(setting);
	const passed = args.map((arg, index) => (native.types[index] === -1 ? arg : untag(arg)));
	if (native.mutates && passed[0] instanceof Container) passed[0] = owned(passed[0]);
	let result = native.run(call, ...passed);
	let calls = 0;
	if (native.kind === 'reentrant') {
		const steps = result as Generator<Invocation, Value, Value>;
		let step = steps.next();
		while (!step.done) {
			calls++;
			let answer: Value;
			try {
				answer = invoke(call, step.value, setting);
			} catch (error) {
				step = steps.throw(error);
				continue;
			}
			step = steps.next(answer);
		}
		result = step.value;
	}
	return {
		value: result as Value | Promise<Value>,
		receiver: call.receiver ? call.receiver.value : passed[0],
		mutates: native.mutates,
		output: call.output,
		calls,
	};
}

function invoke(call: TestCall, invocation: Invocation, setting: Setting): Value {
	const { pointer } = invocation;
	const args = [...pointer.curried, ...invocation.args];
	const body = call.body(pointer, args.length);
	if (body) {
		const self = { value: invocation.thisValue };
		try {
			return body(self, ...args);
		} finally {
			invocation.thisValue = self.value;
		}
	}
	const all = invocation.bindThis ? [invocation.thisValue, ...args] : args;
	const outcome = run(pointer.name, all, setting);
	if (invocation.bindThis) invocation.thisValue = outcome.receiver;
	return outcome.value as Value;
}

/**
 * Calls a function and shows what came of it: the debug text of the result, for mutating functions followed by `|` and
 * that of the receiver; an error as `kind: text`; the end of the script as `exit` and the value.
 */
export function show(name: string, args: readonly unknown[], setting: Setting = {}): string {
	try {
		const { value: result, receiver, mutates } = run(name, args.map(value), setting);
		return mutates ? `${debugText(result as Value)} | ${debugText(receiver)}` : debugText(result as Value);
	} catch (error) {
		if (error instanceof ScriptExit) return `exit ${debugText(error.value)}`;
		if (error instanceof ScriptError) return `${error.kind}: ${error.text}`;
		throw error;
	}
}

/** The elements that iterating over an iterator value gives, as debug text. */
export function items(name: string, args: readonly unknown[]): string {
	const result = run(name, args.map(value)).value as { start(): Iterator<Value> };
	const out: Value[] = [];
	for (const iterator = result.start(); ; ) {
		const step = iterator.next();
		if (step.done) return debugText(new ArrayValue(out));
		out.push(step.value);
	}
}

/** A value that somebody else can reach too. */
export function reachable(from: unknown): Value {
	return share(value(from));
}

/** One case per line: function, arguments, outcome as `show` gives it. */
export type Case = readonly [name: string, args: readonly unknown[], outcome: string];

/** Makes a test of each case. */
export function testCases(cases: readonly Case[], setting: Setting = {}): void {
	for (const [name, args, outcome] of cases) {
		test(title(name, args, outcome), () => {
			expect(show(name, args, setting)).toBe(outcome);
		});
	}
}

/** The same for functions that give an iterator: the outcome is what it goes through. */
export function testIterations(cases: readonly Case[]): void {
	for (const [name, args, outcome] of cases) {
		test(title(name, args, outcome), () => {
			expect(items(name, args)).toBe(outcome);
		});
	}
}

const LONGEST = 80;

function title(name: string, args: readonly unknown[], outcome: string): string {
	const list = args.map((arg) => debugText(value(arg))).join(', ');
	return `${name}(${list.length > LONGEST ? `${list.slice(0, LONGEST)}…` : list}) ⇒ ${outcome}`;
}
