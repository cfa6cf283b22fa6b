/**
 * All native functions of an engine, ready to be looked up: by name, number of arguments and argument types.
 *
 * Overloads are tried with exact types first, then with more and more parameters declared `any`, in the order of
 * language spec, Appendix C (binary counting, the last parameter first). The answer for a combination of types is
 * remembered, so a call site that sees the same types again costs one comparison.
 */

import type { TypeDescriptor } from '../values/host-object.ts';
import { FIRST_HOST_TYPE, hostTypeId, TYPE_IDS, typeId } from '../values/type-of.ts';
import type { Value } from '../values/value.ts';
import type {
	ConstantDeclaration,
	FunctionDeclaration,
	Invocation,
	NativeCall,
	NativeModule,
	Overload,
} from './native-module.ts';

/** The type number of a parameter that takes everything. */
export const ANY = -1;

/** A combination of types is a number whose digits are the types. */
const RADIX = 64;

/** Infinite for host types beyond the first few dozen: a number of several types that they are in would be another's. */
function digit(value: Value): number {
	const id = typeId(value);
	return id < RADIX ? id : Number.POSITIVE_INFINITY;
}

/** One overload, as the VM calls it. */
export interface NativeFunction {
	readonly name: string;
	readonly declaration: FunctionDeclaration;
	readonly overload: Overload;
	readonly kind: Overload['kind'];
	readonly mutates: boolean;
	/** Gives its result at once and leaves its receiver alone. */
	readonly direct: boolean;
	/** The receiver grows by what is passed at most. */
	readonly bounded: boolean;
	/** Bit n: argument n is kept. */
	readonly retains: number;
	/** Type ids, −1 for `any`. */
	readonly types: readonly number[];
	readonly run: (call: NativeCall, ...args: Value[]) => Value | Promise<Value> | Generator<Invocation, Value, Value>;
}

/** The overloads of one name and number of arguments. */
export class FunctionGroup {
	readonly name: string;
	readonly #candidates: NativeFunction[] = [];
	readonly #found = new Map<number, NativeFunction | undefined>();
	#lastKey = -1;
	#last: NativeFunction | undefined;

	constructor(name: string) {
		this.name = name;
	}

	get candidates(): readonly NativeFunction[] {
		return this.#candidates;
	}

	add(candidate: NativeFunction): void {
		this.#candidates.push(candidate);
		this.#candidates.sort((left, right) => wildcards(left) - wildcards(right));
	}

	/** The overload for the arguments `args[from …]`, tags not looked through. */
	find(args: readonly Value[], from: number, count: number): NativeFunction | undefined {
		let key = 0;
		for (let at = from; at < from + count; at++) key = key * RADIX + digit(args[at]);
		if (key === this.#lastKey) return this.#last;
		return this.#known(key) ?? this.#search(key, args.slice(from, from + count));
	}

	/** The overload for at most three arguments given one by one, of which `count` exist. */
	findFew(count: number, first: Value, second: Value, third: Value): NativeFunction | undefined {
		let key = 0;
		if (count > 0) key = digit(first);
		if (count > 1) key = key * RADIX + digit(second);
		if (count > 2) key = key * RADIX + digit(third);
		if (key === this.#lastKey) return this.#last;
		return this.#known(key) ?? this.#search(key, [first, second, third]);
	}

	/** The same as `find` with the first argument apart from the others. */
	findMethod(receiver: Value, args: readonly Value[], from: number, count: number): NativeFunction | undefined {
		let key = digit(receiver);
		for (let at = from; at < from + count; at++) key = key * RADIX + digit(args[at]);
		if (key === this.#lastKey) return this.#last;
		return this.#known(key) ?? this.#search(key, [receiver, ...args.slice(from, from + count)]);
	}

	#known(key: number): NativeFunction | undefined {
		const found = this.#found.get(key);
		if (found !== undefined) {
			this.#lastKey = key;
			this.#last = found;
		}
		return found;
	}

	/** Kept apart, so that the usual case above makes no closure. */
	#search(key: number, args: readonly Value[]): NativeFunction | undefined {
		return this.#byKey(key, (index) => typeId(args[index]));
	}

	/** A tagged value is for `any` only where no overload asks for the type of what is inside: the caller looks there then. */
	#takes(type: number, index: number, typeAt: (index: number) => number): boolean {
		const given = typeAt(index);
		if (type !== ANY) return type === given;
		return given !== TYPE_IDS.tagged || this.#candidates.every(({ types }) => types[index] === ANY);
	}

	#byKey(key: number, typeAt: (index: number) => number): NativeFunction | undefined {
		// Beyond eight arguments the key would not be exact; such calls are matched anew each time.
		const exact = key <= Number.MAX_SAFE_INTEGER;
		let found = exact ? this.#found.get(key) : undefined;
		if (found === undefined && !(exact && this.#found.has(key))) {
			found = this.#candidates.find((candidate) =>
				candidate.types.every((type, index) => this.#takes(type, index, typeAt)),
			);
			if (exact) this.#found.set(key, found);
		}
		if (exact) {
			this.#lastKey = key;
			this.#last = found;
		}
		return found;
	}
}

/** Operators that give a bool. */
const TESTS: ReadonlySet<string> = new Set(['==', '!=', '<', '<=', '>', '>=', '!', 'contains']);

/** Whether a function is an operator for a host type. */
function isOperator(name: string, { types }: NativeFunction): boolean {
	return (name === 'contains' || !/^\w/.test(name)) && types.some((type) => type >= FIRST_HOST_TYPE);
}

/** Bit n for the n-th parameter from the end: the order in which wildcard sets are tried. */
function wildcards(candidate: NativeFunction): number {
	return candidate.types.reduce((bits, type) => bits * 2 + (type === ANY ? 1 : 0), 0);
}

/** Functions and constants of one namespace, or the global ones. */
export class NativeNamespace {
	/** The namespaces in it, by their last word. */
	readonly children = new Map<string, NativeNamespace>();
	/** Functions that a script which has imported the namespace can call without naming it. */
	globals: NativeNamespace | undefined;
	readonly #groups = new Map<string, Map<number, FunctionGroup>>();
	readonly constants = new Map<string, ConstantDeclaration>();

	group(name: string, argumentCount: number): FunctionGroup | undefined {
		return this.#groups.get(name)?.get(argumentCount);
	}

	has(name: string): boolean {
		return this.#groups.has(name);
	}

	functionNames(): Iterable<string> {
		return this.#groups.keys();
	}

	add(name: string, argumentCount: number, candidate: NativeFunction): void {
		let byCount = this.#groups.get(name);
		if (byCount === undefined) {
			byCount = new Map();
			this.#groups.set(name, byCount);
		}
		let group = byCount.get(argumentCount);
		if (group === undefined) {
			group = new FunctionGroup(name);
			byCount.set(argumentCount, group);
		}
		group.add(candidate);
	}
}

export class Registry {
	readonly modules: readonly NativeModule[];
	readonly global = new NativeNamespace();
	/** By their full names, those that others only are in included. */
	readonly namespaces = new Map<string, NativeNamespace>();
	/** Functions that are operators for host types. */
	readonly operators = new NativeNamespace();
	/** Whether there are any. */
	hasOperators = false;
	readonly #mutating = new Set<string>();
	readonly #properties = new Map<string, FunctionGroup>();
	readonly #types = new Map<string, TypeDescriptor>();

	constructor(modules: readonly NativeModule[]) {
		this.modules = modules;
		for (const module of modules) for (const type of module.types) this.#types.set(type.name, type);
		for (const module of modules) this.#add(module);
	}

	/** Whether some function of that name changes its receiver or first argument. */
	mayMutate(name: string): boolean {
		return this.#mutating.has(name);
	}

	/** Functions that can be read as the property of that name. */
	property(name: string): FunctionGroup | undefined {
		return this.#properties.get(name);
	}

	#add(module: NativeModule): void {
		let target = this.global;
		if (module.namespace !== undefined) {
			target = this.#namespace(module.namespace);
		}
		for (const constant of module.constants) target.constants.set(constant.name, constant);
		for (const declaration of module.functions) {
			for (const overload of declaration.overloads) {
				const candidate = this.#candidate(declaration, overload);
				if (declaration.global && module.namespace !== undefined) target.globals ??= new NativeNamespace();
				for (const name of declaration.names) {
					target.add(name, overload.params.length, candidate);
					if (declaration.global) target.globals?.add(name, overload.params.length, candidate);
					if (isOperator(name, candidate)) this.#addOperator(name, candidate);
					if (candidate.mutates) this.#mutating.add(name);
					if (declaration.property && overload.params.length === 1) this.#addProperty(name, candidate);
				}
			}
		}
	}

	/** The namespace of a name such as `a::b`, made with those around it where it is new. */
	#namespace(path: string): NativeNamespace {
		const known = this.namespaces.get(path);
		if (known !== undefined) return known;
		const made = new NativeNamespace();
		this.namespaces.set(path, made);
		const end = path.lastIndexOf('::');
		if (end > 0) this.#namespace(path.slice(0, end)).children.set(path.slice(end + 2), made);
		return made;
	}

	#addOperator(name: string, candidate: NativeFunction): void {
		if (candidate.kind !== 'plain') throw new TypeError(`the operator ${name} cannot keep a script waiting`);
		if (TESTS.has(name) && candidate.overload.returns !== 'bool') throw new TypeError(`${name} must give a bool`);
		this.operators.add(name, candidate.types.length, candidate);
		this.hasOperators = true;
	}

	#addProperty(name: string, candidate: NativeFunction): void {
		if (candidate.kind !== 'plain') throw new TypeError(`the property ${name} cannot keep a script waiting`);
		let group = this.#properties.get(name);
		if (group === undefined) {
			group = new FunctionGroup(name);
			this.#properties.set(name, group);
		}
		group.add(candidate);
	}

	#candidate(declaration: FunctionDeclaration, overload: Overload): NativeFunction {
		return {
			name: declaration.names[0],
			declaration,
			overload,
			kind: overload.kind,
			mutates: declaration.effect === 'mutates',
			direct: overload.kind === 'plain' && declaration.effect !== 'mutates',
			bounded: declaration.bounded,
			retains: declaration.retains.reduce((bits, position) => bits | (1 << position), 0),
			types: overload.params.map((param) => this.#typeNumber(param.type)),
			run: overload.run as NativeFunction['run'],
		};
	}

	#typeNumber(word: string): number {
		if (word === 'any') return ANY;
		const builtIn = (TYPE_IDS as Readonly<Record<string, number>>)[word];
		if (builtIn !== undefined) return builtIn;
		const descriptor = this.#types.get(word);
		if (descriptor === undefined) throw new TypeError(`no module declares the type ${word}`);
		return hostTypeId(descriptor);
	}
}
