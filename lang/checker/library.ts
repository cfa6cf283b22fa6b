/**
 * All names that scripts can use without declaring them: native modules and the table of external names, indexed for
 * the questions of the lints: does this function exist with so many arguments, what does it return, what does it do?
 */

import type { Effect, FunctionDeclaration, NativeModule } from '../modules/native-module.ts';
import { type ExternalModule, type ExternalNames, externalFunction } from './external-names.ts';
import { type Type, type TypeWord, typeOfReturn, UNKNOWN } from './types.ts';

export interface LibraryOverload {
	/** Type words or names of host types; empty for no parameter, `undefined` where only the number is known. */
	readonly params: readonly string[] | undefined;
	readonly returns: Type;
	/** `undefined` where nothing is known of it. */
	readonly effect: Effect | undefined;
	readonly declaration: FunctionDeclaration | undefined;
}

export class LibraryFunction {
	readonly name: string;
	/** Takes any number of arguments, or nobody knows how many. */
	open = false;
	readonly #byArity = new Map<number, LibraryOverload[]>();
	readonly #properties: LibraryOverload[] = [];

	constructor(name: string) {
		this.name = name;
	}

	get arities(): number[] {
		return [...this.#byArity.keys()].sort((a, b) => a - b);
	}

	/** Overloads with that number of arguments, the receiver of a method counted. */
	overloads(count: number): readonly LibraryOverload[] {
		return this.#byArity.get(count) ?? [];
	}

	accepts(count: number): boolean {
		return this.open || this.#byArity.has(count);
	}

	add(count: number, overload: LibraryOverload): void {
		const list = this.#byArity.get(count);
		if (list === undefined) this.#byArity.set(count, [overload]);
		else list.push(overload);
		if (overload.declaration?.property === true && count === 1) this.#properties.push(overload);
	}

	/** Overloads that can be read as a property. */
	get properties(): readonly LibraryOverload[] {
		return this.#properties;
	}
}

export class LibraryNamespace {
	readonly functions = new Map<string, LibraryFunction>();
	readonly constants = new Map<string, Type>();
	/** Holds more than is known. */
	open = false;

	function(name: string): LibraryFunction {
		let found = this.functions.get(name);
		if (found === undefined) {
			found = new LibraryFunction(name);
			this.functions.set(name, found);
		}
		return found;
	}

	addModule(module: NativeModule): void {
		for (const declaration of module.functions) {
			for (const name of declaration.names) {
				for (const overload of declaration.overloads) {
					this.function(name).add(overload.params.length, {
						params: overload.params.map((param) => param.type),
						returns: typeOfReturn(overload.returns),
						// What a callback does is not known here.
						effect: overload.kind === 'reentrant' && declaration.effect === 'pure' ? undefined : declaration.effect,
						declaration,
					});
				}
			}
		}
		for (const constant of module.constants) this.constants.set(constant.name, typeOfReturn(constant.type));
	}

	/** @param declared names that a module declares: that says more, so they are left alone */
	addExternal(module: Pick<ExternalModule, 'functions' | 'constants' | 'open'>, declared: ReadonlySet<string>): void {
		for (const text of module.functions) {
			const { name, arities, optional } = externalFunction(text);
			if (declared.has(name)) continue;
			const found = this.function(name);
			if (arities === undefined) found.open = true;
			const returns = optional ? typeOfReturn('any?') : UNKNOWN;
			for (const count of arities ?? []) {
				found.add(count, { params: undefined, returns, effect: undefined, declaration: undefined });
			}
		}
		for (const name of module.constants ?? []) if (!this.constants.has(name)) this.constants.set(name, UNKNOWN);
		if (module.open === true) this.open = true;
	}
}

/** Words of language spec 1.4 that are functions of the language itself; they exist without any library. */
const BUILT_IN: readonly string[] = [
	'type_of/1',
	'call/*',
	'curry/*',
	'is_shared/1',
	'print/0,1',
	'debug/0,1',
	'Fn/1',
	'is_def_var/1',
	'is_def_fn/2,3',
];

/** Host types have properties, indexers and operators of their own. */
export interface LibrarySources {
	readonly modules?: readonly NativeModule[] | undefined;
	readonly external?: ExternalNames | undefined;
}

export class Library {
	/** Whether the caller said what the library is; without that nothing is claimed about its functions. */
	readonly known: boolean;
	readonly global = new LibraryNamespace();
	readonly namespaces = new Map<string, LibraryNamespace>();
	readonly importPrefixes: readonly string[];
	/** Properties of host types, by name: a value of unknown type may have them. */
	readonly hostTypes: ReadonlySet<string>;

	constructor({ modules, external }: LibrarySources) {
		this.known = modules !== undefined;
		this.importPrefixes = external?.importPrefixes ?? [];
		this.hostTypes = new Set((modules ?? []).flatMap((module) => module.types.map((type) => type.name)));
		for (const module of modules ?? []) this.#target(module.namespace).addModule(module);
		// The words of the language come second: where the library declares them, its signatures say more.
		const declared = new Set(this.global.functions.keys());
		this.global.addExternal({ functions: BUILT_IN }, declared);
		for (const name of ['call', 'curry']) this.global.function(name).open = true;
		if (external !== undefined) {
			const ofHost = declaredNames(external.host ?? []);
			const globals = { functions: external.functions, constants: external.constants };
			this.global.addExternal(globals, ofHost.get(undefined) ?? NONE);
			for (const [name, module] of Object.entries(external.modules)) {
				this.#target(name).addExternal(module, ofHost.get(name) ?? NONE);
			}
		}
	}

	#target(namespace: string | undefined): LibraryNamespace {
		if (namespace === undefined) return this.global;
		let found = this.namespaces.get(namespace);
		if (found === undefined) {
			found = new LibraryNamespace();
			this.namespaces.set(namespace, found);
		}
		return found;
	}
}

const NONE: ReadonlySet<string> = new Set();

/** The functions that modules declare, by namespace. */
function declaredNames(modules: readonly NativeModule[]): Map<string | undefined, Set<string>> {
	const found = new Map<string | undefined, Set<string>>();
	for (const { namespace, functions } of modules) {
		const names = found.get(namespace) ?? new Set();
		for (const declaration of functions) for (const name of declaration.names) names.add(name);
		found.set(namespace, names);
	}
	return found;
}

/** Whether a parameter can take a value of that type. */
function fits(param: string, type: Type): boolean {
	// A parameter of a host type cannot take a built-in value.
	return param === 'any' || type.word === 'any' || param === type.word || (type.optional && param === '()');
}

/** Those overloads that arguments of these types may select. */
export function selectOverloads(
	overloads: readonly LibraryOverload[],
	args: readonly Type[],
): readonly LibraryOverload[] {
	return overloads.filter(
		(overload) => overload.params === undefined || overload.params.every((param, at) => fits(param, args[at] as Type)),
	);
}

/** Whether some parameter list would take this type as its first argument. */
export function acceptsFirst(overloads: readonly LibraryOverload[], word: TypeWord): boolean {
	return overloads.some((overload) => {
		const first = overload.params?.[0];
		return overload.params === undefined || first === 'any' || first === word;
	});
}

/** The common return type of overloads; unknown when they differ. */
export function commonReturn(overloads: readonly LibraryOverload[]): Type {
	const first = overloads[0];
	if (first === undefined) return UNKNOWN;
	const same = overloads.every(
		({ returns }) => returns.word === first.returns.word && returns.optional === first.returns.optional,
	);
	return same ? first.returns : UNKNOWN;
}
