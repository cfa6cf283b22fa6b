/**
 * Every function of the library under each of its names, for looking up what a name means and what it is called in the
 * other generation. Made from the tables that declare the functions, so there is no second list of names.
 */

import type { NativeModule, Overload } from '../../../lang/modules/native-module.ts';
import { MESSAGE_TYPE } from '../modules/message-types.ts';
import { type LibraryGroup, ROOT_TYPES, type SpelledFunction } from '../spelling.ts';
import {
	type Generation,
	MODULE_ALIASES,
	NATIVE_COUNTERPARTS,
	NATIVE_MODULE,
	OLD_CONSTRUCTOR,
	SERVICE_MODULES,
	SERVICES,
	UNPREFIXED_FUNCTIONS,
	UNPREFIXED_MODULES,
} from './generation.ts';

export type Names = readonly [string, ...string[]];

/** A function with its names by module; `''` are the global ones. */
export interface MovableFunction {
	readonly spellings: ReadonlyMap<string, Names>;
}

/** One way to call a function: after values such as `ctx()` come that many other arguments. */
export interface CallForm {
	readonly roots: readonly string[];
	readonly count: number;
	/** Type of the result in the notation of the registry. */
	readonly returns: string;
}

export interface Match {
	readonly fn: MovableFunction;
	readonly form: CallForm;
}

/** How a function is called: `module::name(…)`, `name(…)` with an empty module, or as a method of `msg()`. */
export interface CallSpelling {
	readonly namespace: string;
	readonly name: string;
	/** `msg` for `msg().name(…)` */
	readonly root?: string;
}

/** What a call begins with, up to its arguments. */
export function spellingText({ namespace, name, root }: CallSpelling): string {
	if (root !== undefined) return `${root}().${name}`;
	return namespace === '' ? name : `${namespace}::${name}`;
}

export interface TableSources {
	readonly groups: readonly LibraryGroup[];
	/** The library of the language: where it has a function of the same name nothing is certain. */
	readonly core: NativeModule;
}

function formOf({ params, returns }: Overload): CallForm {
	let roots = 0;
	while (roots < params.length && ROOT_TYPES.has(params[roots]?.type ?? '')) roots++;
	return { roots: params.slice(0, roots).map(({ type }) => type), count: params.length - roots, returns };
}

/** Whether a declaration adds the methods of `msg()` to a function that is declared elsewhere. */
function isMethodOnly({ spellings, overloads }: SpelledFunction): boolean {
	return (
		spellings.size === 1 && spellings.has('') && overloads.every(({ params }) => params[0]?.type === MESSAGE_TYPE.name)
	);
}

export class TranslationTable {
	/** Functions that give the message, the context and the server, with the type of what they give. */
	readonly roots = new Map<string, string>();
	/** Constants of 1.x with the functions of 2.x. */
	readonly constants = new Map<string, CallSpelling>();
	readonly #constantsByFunction = new Map<string, string>();
	readonly #byName = new Map<string, Match[]>();
	readonly #core = new Set<string>();
	readonly #properties = new Map<string, MovableFunction>();

	constructor({ groups, core }: TableSources) {
		const methods: SpelledFunction[] = [];
		for (const { functions, spelledConstants } of groups) {
			for (const fn of functions) {
				if (isMethodOnly(fn)) methods.push(fn);
				else this.#addFunction(fn);
			}
			for (const { constant, namespace, name } of spelledConstants ?? []) {
				this.constants.set(constant, { namespace, name });
				this.#constantsByFunction.set(`${namespace}::${name}`, constant);
			}
		}
		for (const fn of methods) this.#addMethods(fn);
		for (const { names, overloads } of core.functions) {
			for (const name of names) for (const { params } of overloads) this.#core.add(`${name}/${params.length}`);
		}
	}

	#add(namespace: string, names: readonly string[], fn: MovableFunction, form: CallForm): void {
		for (const name of names) {
			const key = `${namespace}::${name}`;
			const list = this.#byName.get(key);
			if (list === undefined) this.#byName.set(key, [{ fn, form }]);
			else list.push({ fn, form });
		}
	}

	#addFunction(fn: SpelledFunction): void {
		const { spellings, overloads, options } = fn;
		const forms = overloads.map(formOf);
		for (const [namespace, names] of spellings) for (const form of forms) this.#add(namespace, names, fn, form);
		const globals = spellings.get('') ?? [];
		for (const form of forms) {
			const [root] = form.roots;
			if (root === undefined) {
				const [name] = globals;
				if (name !== undefined && form.count === 0 && ROOT_TYPES.has(form.returns)) this.roots.set(name, form.returns);
				continue;
			}
			if (!spellings.has(NATIVE_MODULE)) this.#add(NATIVE_MODULE, globals, fn, form);
			if (options.property === true && form.count === 0) this.#addProperties(root, globals, fn);
		}
		// Of the message a few are properties too, which its type declares.
		const own = spellings.get('msg') ?? [];
		this.#addProperties(
			MESSAGE_TYPE.name,
			[...own, ...globals].filter((name) => MESSAGE_TYPE.properties?.has(name)),
			fn,
		);
	}

	#addProperties(type: string, names: readonly string[], fn: MovableFunction): void {
		for (const name of names) this.#properties.set(`${type}.${name}`, fn);
	}

	/** Methods of `msg()` are functions of the module `msg` under the same names. */
	#addMethods({ spellings, overloads }: SpelledFunction): void {
		const names = spellings.get('') ?? [];
		const fn = names.map((name) => this.#byName.get(`msg::${name}`)?.[0]?.fn).find((found) => found !== undefined);
		if (fn === undefined) return;
		for (const form of overloads.map(formOf)) {
			this.#add('', names, fn, form);
			this.#add(NATIVE_MODULE, names, fn, form);
		}
	}

	/**
	 * The function that a call means, if no other can be meant.
	 * @param roots of the leading arguments what kind of root each is, `undefined` for any other value
	 * @param count of all arguments
	 */
	find(namespace: string, name: string, roots: readonly (string | undefined)[], count: number): Match | undefined {
		const matches = (this.#byName.get(`${namespace}::${name}`) ?? []).filter(
			({ form }) =>
				form.roots.length + form.count === count && form.roots.every((type, index) => roots[index] === type),
		);
		// `client_ip(ctx())` is not the function with one parameter that takes anything.
		const [best] = matches.toSorted((left, right) => right.form.roots.length - left.form.roots.length);
		if (best === undefined) return undefined;
		const isCore = namespace === '' && best.form.roots.length === 0 && this.#core.has(`${name}/${count}`);
		const others = matches.some(({ fn, form }) => fn !== best.fn && form.roots.length === best.form.roots.length);
		return isCore || others ? undefined : best;
	}

	/** Whether a name is also called with a root before that number of other arguments. */
	takesRoot(namespace: string, name: string, count: number): boolean {
		const matches = this.#byName.get(`${namespace}::${name}`) ?? [];
		return matches.some(({ form }) => form.roots.length > 0 && form.roots.length + form.count === count);
	}

	/** The function behind a property of `ctx()` or `msg()`. */
	property(type: string, name: string): MovableFunction | undefined {
		return this.#properties.get(`${type}.${name}`);
	}

	/** All functions with a global name, whatever they take. */
	globalFunctions(name: string): readonly MovableFunction[] {
		return [...new Set((this.#byName.get(`::${name}`) ?? []).map(({ fn }) => fn))];
	}

	/** The constant of 1.x for a function of 2.x. */
	constantFor({ namespace, name }: CallSpelling): string | undefined {
		return this.#constantsByFunction.get(`${namespace}::${name}`);
	}

	/** Whether a function makes a service, which 1.x declares. */
	isServiceMaker(namespace: string, name: string): boolean {
		return SERVICES.some((service) => service.namespace === namespace && service.name === name);
	}

	/** Whether a function can be called without any root. */
	hasForm(namespace: string, name: string, count: number): boolean {
		const matches = this.#byName.get(`${namespace}::${name}`) ?? [];
		return matches.some(({ form }) => form.roots.length === 0 && form.count === count);
	}

	/** How a function is called in a generation; `undefined` when it has no name there. */
	spelling(fn: MovableFunction, generation: Generation): CallSpelling | undefined {
		return generation === 2 ? modernSpelling(fn) : oldSpelling(fn);
	}

	/** Every function with its names of 1.x, each as `name` or `sys::name`. */
	oldNames(): ReadonlyMap<string, MovableFunction> {
		const names = new Map<string, MovableFunction>();
		for (const [key, matches] of this.#byName) {
			const isOld = key.startsWith('::') || key.startsWith(`${NATIVE_MODULE}::`);
			const [first] = matches;
			if (isOld && first !== undefined) names.set(key.startsWith('::') ? key.slice(2) : key, first.fn);
		}
		return names;
	}
}

/** Modules of 2.x that have the function. */
function modernModules({ spellings }: MovableFunction): (readonly [string, Names])[] {
	return [...spellings].filter(
		([namespace]) => namespace !== '' && namespace !== NATIVE_MODULE && !MODULE_ALIASES.has(namespace),
	);
}

function modernSpelling(fn: MovableFunction): CallSpelling | undefined {
	const modules = modernModules(fn);
	const global = fn.spellings.get('')?.[0];
	if (global !== undefined) {
		const unprefixed = modules.length === 0 || modules.some(([namespace]) => UNPREFIXED_MODULES.has(namespace));
		if (unprefixed || UNPREFIXED_FUNCTIONS.has(global)) return { namespace: '', name: global };
	}
	// Fields of the connection that a special module has belong there.
	const [namespace, names] = modules.find(([module]) => module !== 'ctx') ?? modules[0] ?? [];
	if (namespace !== undefined && names !== undefined) return { namespace, name: names[0] };
	return NATIVE_COUNTERPARTS.get(fn.spellings.get(NATIVE_MODULE)?.[0] ?? '');
}

function oldSpelling({ spellings }: MovableFunction): CallSpelling | undefined {
	const globals: readonly string[] = spellings.get('') ?? [];
	if (spellings.has('obj')) {
		return globals.includes(OLD_CONSTRUCTOR) ? { namespace: '', name: OLD_CONSTRUCTOR } : undefined;
	}
	if (isServiceMaker(spellings)) return undefined;
	if (globals[0] !== undefined) return { namespace: '', name: globals[0] };
	const method = spellings.get('msg')?.[0];
	return method === undefined ? undefined : { namespace: '', name: method, root: 'msg' };
}

function isServiceMaker(spellings: ReadonlyMap<string, Names>): boolean {
	return SERVICES.some(({ namespace, name }) => spellings.get(namespace)?.includes(name) === true);
}

/** Whether a function is a method of services. */
export function isServiceMethod({ spellings }: MovableFunction): boolean {
	return [...spellings.keys()].some((namespace) => SERVICE_MODULES.has(namespace)) && !isServiceMaker(spellings);
}

/** Whether a name is one that the generation uses for the function. */
export function isSpelledIn(
	generation: Generation,
	fn: MovableFunction,
	namespace: string,
	name: string,
	wanted: CallSpelling | undefined,
): boolean {
	if (wanted?.root === undefined && wanted?.namespace === namespace && wanted.name === name) return true;
	const first = fn.spellings.get(namespace)?.[0];
	const isOld = namespace === '' || namespace === NATIVE_MODULE;
	if (generation === 1) {
		if (!isOld || wanted === undefined || fn.spellings.has('obj')) return false;
		// Names that go with the values of services, objects and lists are all names of 1.x.
		return namespace === NATIVE_MODULE || modernModules(fn).every(([module]) => UNPREFIXED_MODULES.has(module));
	}
	if (namespace === NATIVE_MODULE) return false;
	if (isOld) return wanted?.namespace === '' && (modernModules(fn).length === 0 || first === name);
	if (MODULE_ALIASES.has(namespace)) return false;
	if (namespace === 'ctx' && wanted?.namespace !== 'ctx') return false;
	return UNPREFIXED_MODULES.has(namespace) || first === name;
}
