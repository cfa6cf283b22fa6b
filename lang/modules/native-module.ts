/**
 * How a function that scripts can call is declared: once, with everything that anybody needs to know of it.
 *
 * The VM takes the names, types and implementation; the checker the types, what may be absent and the effects; the
 * editor and the generated reference the documentation and example (a test runs every example). Parameters are
 * written `name: type`, and the implementation's parameters get their TypeScript types from that text.
 */

import type { SourceFile } from '../source/source-file.ts';
import type { Char } from '../values/char.ts';
import type { ArrayValue, BlobValue, MapValue } from '../values/container.ts';
import type { Float } from '../values/float.ts';
import type { FunctionPointer } from '../values/function-pointer.ts';
import type { TypeDescriptor } from '../values/host-object.ts';
import type { IntValue } from '../values/int.ts';
import type { IteratorValue } from '../values/iterator.ts';
import type { RangeValue } from '../values/range.ts';
import type { Timestamp } from '../values/timestamp.ts';
import type { Value } from '../values/value.ts';
import type { Limits } from '../vm/limits.ts';

/** Built-in type words of a signature; any other word names a host type of the module. */
export interface TypeWords {
	any: Value;
	'()': undefined;
	bool: boolean;
	int: IntValue;
	float: Float;
	char: Char;
	string: string;
	array: ArrayValue;
	map: MapValue;
	blob: BlobValue;
	range: RangeValue;
	'range=': RangeValue;
	iter: IteratorValue;
	Fn: FunctionPointer;
	timestamp: Timestamp;
}

type ParameterValue<P extends string> = P extends `${string}: ${infer T}`
	? T extends keyof TypeWords
		? TypeWords[T]
		: Value
	: never;

/** TypeScript types of the implementation's parameters, from the texts `name: type`. */
export type ParameterValues<P extends readonly string[]> = { -readonly [K in keyof P]: ParameterValue<P[K]> };

/** A request of a re-entrant native: call this pointer. The VM answers the `yield` with the result. */
export class Invocation {
	declare readonly pointer: FunctionPointer;
	declare readonly args: readonly Value[];
	/** Whether `this` is bound in the callee. */
	declare readonly bindThis: boolean;
	/** The receiver, owned by the native; after the call what the callee left in `this`. */
	declare thisValue: Value;
	/** Captured variables of frozen closures are as they were frozen, whatever earlier calls of the run did to them. */
	declare readonly anew: boolean;

	constructor(
		pointer: FunctionPointer,
		args: readonly Value[],
		bindThis = false,
		thisValue: Value = undefined,
		anew = false,
	) {
		this.anew = anew;
		this.pointer = pointer;
		this.args = args;
		this.bindThis = bindThis;
		this.thisValue = thisValue;
	}
}

/** What `callNow` gives when the call has to be yielded. */
export const LATER: unique symbol = Symbol('later');

/** What a native function can ask of its caller. One object serves many calls: do not keep it. */
export interface NativeCall {
	readonly limits: Limits;
	/** For mutating functions whose receiver is no container: the receiver's new value. */
	setReceiver(value: Value): void;
	/** Raises ErrorDataTooLarge when a string of this many UTF-16 units or a container of that size would pass a limit. */
	checkStringLength(utf8Bytes: number): void;
	checkArrayLength(elements: number): void;
	/**
	 * For re-entrant natives that make many calls: carries a call out at once, if nothing stands in the way. When the
	 * answer is LATER, the very next thing must be to yield that invocation, whose result or error then comes as ever.
	 */
	callNow(invocation: Invocation): Value | typeof LATER;
	/**
	 * Whether a pointer can be called with this many arguments of the caller (curried ones not counted), and what would
	 * run. For a native target the types are not looked at.
	 */
	accepts(pointer: FunctionPointer, argumentCount: number): 'script' | 'native' | undefined;
	/** Raised by cancellation and by the run's deadline; asynchronous natives must give up then. */
	readonly signal: AbortSignal;
	/** The host's print and debug hooks. */
	print(text: string): void;
	debug(text: string): void;
	/** The script from which the function is called; `undefined` when the host calls it. */
	readonly source: SourceFile | undefined;
	/** Whatever the host attached to the run (`RunOptions.host`); the mail library finds its session here. */
	readonly host: unknown;
}

export type PlainImplementation<P extends readonly string[]> = (call: NativeCall, ...args: ParameterValues<P>) => Value;
export type AsyncImplementation<P extends readonly string[]> = (
	call: NativeCall,
	...args: ParameterValues<P>
) => Promise<Value>;
export type ReentrantImplementation<P extends readonly string[]> = (
	call: NativeCall,
	...args: ParameterValues<P>
) => Generator<Invocation, Value, Value>;

export interface Parameter {
	readonly name: string;
	/** A word of `TypeWords`, or the name of a host type. */
	readonly type: string;
}

export interface Overload {
	readonly params: readonly Parameter[];
	/** A type word; with `?` at the end the result may be `()`. `never` for functions that do not return. */
	readonly returns: string;
	/** `intrinsic`: carried out by the VM itself; `run` is never called. */
	readonly kind: 'plain' | 'async' | 'reentrant' | 'intrinsic';
	readonly run: (call: NativeCall, ...args: never[]) => Value | Promise<Value> | Generator<Invocation, Value, Value>;
}

/** What a call does beside giving its result. */
export type Effect =
	/** Nothing: an unused result is a mistake. */
	| 'pure'
	/** Changes its receiver (the **M** of language spec 11.0): first parameter by reference, refused on constants. */
	| 'mutates'
	/** Writes or reads the world in memory: output, clock, session. */
	| 'observes'
	/** Reaches outside the process: files, commands, network. */
	| 'external';

export interface FunctionDeclaration {
	/** The name, then other spellings of the same function. */
	readonly names: readonly [string, ...string[]];
	readonly overloads: readonly Overload[];
	readonly effect: Effect;
	/** Parameter positions that are stored in the receiver or the result; the VM marks what it passes there. */
	readonly retains: readonly number[];
	/**
	 * The receiver, an array or map, grows at most by the arguments, their contents and an element for each. Then a run
	 * with limits on data need not measure the whole receiver after each call.
	 */
	readonly bounded: boolean;
	/** In a module with a namespace: to be called without it too by a script that has imported the module. */
	readonly global: boolean;
	/** Also readable as a property, `x.name` (the **P** of language spec 11.0): then it must give its result at once. */
	readonly property: boolean;
	/** `function` or `method` when only one style of call exists. */
	readonly style: 'both' | 'function' | 'method';
	/** Where the function may be used; empty: everywhere. Means nothing to the language itself. */
	readonly stages: readonly string[];
	readonly deprecated: string | undefined;
	/** Markdown, first sentence is the summary. */
	readonly doc: string;
	/** A script, and after `⇒` the debug text of its value. Several lines are several examples. */
	readonly example: string;
}

export interface FunctionOptions {
	readonly effect?: Effect;
	readonly retains?: readonly number[];
	readonly bounded?: boolean;
	readonly global?: boolean;
	readonly property?: boolean;
	readonly style?: 'both' | 'function' | 'method';
	readonly stages?: readonly string[];
	readonly deprecated?: string;
	readonly doc: string;
	readonly example: string;
}

function parameters(texts: readonly string[]): Parameter[] {
	return texts.map((text) => {
		const colon = text.indexOf(': ');
		return { name: text.slice(0, colon), type: text.slice(colon + 2) };
	});
}

/** An overload that gives its result at once. */
export function plain<const P extends readonly string[]>(
	params: P,
	returns: string,
	run: PlainImplementation<P>,
): Overload {
	return { params: parameters(params), returns, kind: 'plain', run: run as Overload['run'] };
}

/** An overload that the fiber waits for. */
export function awaited<const P extends readonly string[]>(
	params: P,
	returns: string,
	run: AsyncImplementation<P>,
): Overload {
	return { params: parameters(params), returns, kind: 'async', run: run as Overload['run'] };
}

/** An overload that calls functions of the script: a generator that yields `Invocation`s. */
export function reentrant<const P extends readonly string[]>(
	params: P,
	returns: string,
	run: ReentrantImplementation<P>,
): Overload {
	return { params: parameters(params), returns, kind: 'reentrant', run: run as Overload['run'] };
}

function neverRun(): never {
	throw new Error('an intrinsic function is carried out by the VM');
}

/**
 * An overload that the VM carries out itself, because it needs the caller's frame or the functions of the script. The
 * declaration serves the checker, the editor and the reference.
 */
export function intrinsic(params: readonly string[], returns: string): Overload {
	return { params: parameters(params), returns, kind: 'intrinsic', run: neverRun };
}

/** Declares a function. @param names one name, or the name and its other spellings */
export function declare(
	names: string | readonly [string, ...string[]],
	options: FunctionOptions,
	...overloads: Overload[]
): FunctionDeclaration {
	return {
		names: typeof names === 'string' ? [names] : names,
		overloads,
		effect: options.effect ?? 'pure',
		retains: options.retains ?? [],
		bounded: options.bounded ?? false,
		global: options.global ?? false,
		property: options.property ?? false,
		style: options.style ?? 'both',
		stages: options.stages ?? [],
		deprecated: options.deprecated,
		doc: options.doc,
		example: options.example,
	};
}

export interface ConstantDeclaration {
	readonly name: string;
	readonly value: Value;
	readonly type: string;
	readonly doc: string;
}

/** A group of functions, constants and host types, found globally or under a namespace. */
export interface NativeModule {
	readonly name: string;
	/** Under which name scripts find it: `undefined` for global functions. */
	readonly namespace: string | undefined;
	readonly doc: string;
	readonly functions: readonly FunctionDeclaration[];
	readonly constants: readonly ConstantDeclaration[];
	readonly types: readonly TypeDescriptor[];
}
