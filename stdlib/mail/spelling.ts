/**
 * One function, all its spellings: global names of vSL 1.x, members of modules of 2.x, and the `sys` module of 1.x.
 *
 * Each function of the mail library is written once, with a table of its names. `mailModules` turns the table into the
 * modules that the registry knows; the reference and the translation between the generations read the table itself.
 */

import {
	declare,
	type FunctionDeclaration,
	type FunctionOptions,
	type NativeModule,
	type Overload,
} from '../../lang/modules/native-module.ts';
import type { TypeDescriptor } from '../../lang/values/host-object.ts';

/** Names by namespace; `''` is the global namespace. The first name of a namespace is the one to use. */
export type Spellings = Readonly<Record<string, string | readonly [string, ...string[]]>>;

export interface SpelledFunction {
	readonly spellings: ReadonlyMap<string, readonly [string, ...string[]]>;
	readonly options: FunctionOptions;
	readonly overloads: readonly Overload[];
}

/** Declares a function with all its names. */
export function spelled(spellings: Spellings, options: FunctionOptions, ...overloads: Overload[]): SpelledFunction {
	const names = Object.entries(spellings).map(([namespace, list]): [string, readonly [string, ...string[]]] => [
		namespace,
		typeof list === 'string' ? [list] : list,
	]);
	return { spellings: new Map(names), options, overloads };
}

/** A constant of 1.x, and the function without parameters that gives the same value in 2.x. */
export interface SpelledConstant {
	readonly constant: string;
	readonly namespace: string;
	readonly name: string;
}

export interface LibraryGroup {
	/** Heading of the reference page and file name: `headers`, `objects`. */
	readonly name: string;
	readonly doc: string;
	readonly functions: readonly SpelledFunction[];
	readonly constants?: NativeModule['constants'];
	/** Which function each of the constants is in 2.x. */
	readonly spelledConstants?: readonly SpelledConstant[];
	readonly types?: readonly TypeDescriptor[];
}

/** Types whose values 1.x passes to functions of `sys` as the first argument: `sys::has_header(msg(), "To")`. */
export const ROOT_TYPES: ReadonlySet<string> = new Set(['Message', 'Context', 'Server']);

/** Whether an overload takes one of those values first: a method in 1.x, which newer scripts do not write. */
export function isMethodForm({ params }: Overload): boolean {
	return params[0] !== undefined && ROOT_TYPES.has(params[0].type);
}

/** The modules for the registry: one for each group and namespace. */
export function mailModules(groups: readonly LibraryGroup[]): NativeModule[] {
	return groups.flatMap((group) => {
		const byNamespace = new Map<string, FunctionDeclaration[]>([['', []]]);
		const add = (namespace: string, declaration: FunctionDeclaration) => {
			const list = byNamespace.get(namespace);
			if (list === undefined) byNamespace.set(namespace, [declaration]);
			else list.push(declaration);
		};
		for (const spelledFunction of group.functions) {
			const { spellings, options, overloads } = spelledFunction;
			for (const [namespace, names] of spellings) add(namespace, declare(names, options, ...overloads));
			const globals = spellings.get('');
			const sys = overloads.filter(isMethodForm);
			if (globals !== undefined && sys.length > 0 && !spellings.has('sys')) {
				add('sys', declare(globals, options, ...sys));
			}
		}
		return [...byNamespace].map(([namespace, functions]): NativeModule => {
			const isGlobal = namespace === '';
			return {
				name: isGlobal ? group.name : `${group.name}:${namespace}`,
				namespace: isGlobal ? undefined : namespace,
				doc: group.doc,
				functions,
				constants: isGlobal ? (group.constants ?? []) : [],
				types: isGlobal ? (group.types ?? []) : [],
			};
		});
	});
}
