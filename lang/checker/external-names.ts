/**
 * Names that exist at run time although no native module declares them to the checker: a library that is not loaded,
 * or that a host adds. The table is data of the caller; the checker only looks names up in it.
 *
 * Functions are written `name/arities`, with the numbers of arguments they take separated by commas: `accept/0,1`.
 * `name/*` takes any number, and a `?` at the end says that the result may be `()`: `env/1?`.
 */

import type { Identifier } from '../ast/nodes.ts';
import type { NativeModule } from '../modules/native-module.ts';
import type { TreeIndex } from './tree-index.ts';

export interface ExternalFunction {
	readonly name: string;
	/** Numbers of arguments, the receiver of a method counted; `undefined` where unknown. */
	readonly arities: ReadonlySet<number> | undefined;
	readonly optional: boolean;
}

export interface ExternalModule {
	/** Texts `name/arities`. */
	readonly functions: readonly string[];
	readonly constants?: readonly string[];
	/** The module has more than is listed, so nothing is reported about its members. */
	readonly open?: boolean;
}

export interface ExternalNames {
	/** Global functions, texts `name/arities`; callable in both styles. */
	readonly functions: readonly string[];
	/** Constants visible everywhere, in functions too. */
	readonly constants: readonly string[];
	/** By namespace. */
	readonly modules: Readonly<Record<string, ExternalModule>>;
	/** Paths of `import` that name something other than a script, as prefixes. */
	readonly importPrefixes?: readonly string[];
	/** In files that use these names or directives, functions see the constants of the script by their bare names. */
	readonly constantsInFunctions?: boolean;
	/** Modules among those of the library that only files for the host use, like the names of this table. */
	readonly host?: readonly NativeModule[];
}

/** Reads `name/arities`. */
export function externalFunction(text: string): ExternalFunction {
	const slash = text.indexOf('/');
	const name = slash === -1 ? text : text.slice(0, slash);
	const rest = slash === -1 ? '*' : text.slice(slash + 1);
	const optional = rest.endsWith('?');
	const list = optional ? rest.slice(0, -1) : rest;
	const arities = list === '*' ? undefined : new Set(list.split(',').map(Number));
	return { name, arities, optional };
}

/** Kinds of expressions that only a host gives a meaning. */
const HOST_KINDS = ['Directive', 'Object', 'Service'] as const;

/** Names by which a file shows that it is written for a host. */
export interface HostNames {
	readonly functions: ReadonlySet<string>;
	readonly constants: ReadonlySet<string>;
	readonly namespaces: ReadonlySet<string>;
}

/**
 * The names of a host that the library of the language does not have.
 * @param own names of global functions of the language
 */
export function hostNames(external: ExternalNames, own: ReadonlySet<string>): HostNames {
	const modules = external.host ?? [];
	const globals = modules.filter(({ namespace }) => namespace === undefined);
	const functions = new Set([
		...external.functions.map((text) => externalFunction(text).name),
		...globals.flatMap((module) => module.functions.flatMap(({ names }) => names)),
	]);
	for (const name of own) functions.delete(name);
	return {
		functions,
		constants: new Set([
			...external.constants,
			...globals.flatMap(({ constants }) => constants.map(({ name }) => name)),
		]),
		namespaces: new Set([...Object.keys(external.modules), ...modules.flatMap(({ namespace }) => namespace ?? [])]),
	};
}

/** Whether a file is written for a host: it has directives, or uses one of its names. */
export function usesHostNames(tree: TreeIndex, names: HostNames): boolean {
	if (HOST_KINDS.some((kind) => tree.ofKind(kind).length > 0)) return true;
	const isModule = (root: Identifier | undefined): boolean => root !== undefined && names.namespaces.has(root.name);
	return (
		tree.ofKind('Variable').some(({ namespace: [root], name }) => isModule(root) || names.constants.has(name.name)) ||
		tree
			.ofKind('Call')
			.some(({ namespace: [root], name }) => (root === undefined ? names.functions.has(name.name) : isModule(root)))
	);
}
