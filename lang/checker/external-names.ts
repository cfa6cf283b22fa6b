/**
 * Names that exist at run time although no native module declares them to the checker: a library that is not loaded,
 * or that a host adds. The table is data of the caller; the checker only looks names up in it.
 *
 * Functions are written `name/arities`, with the numbers of arguments they take separated by commas: `accept/0,1`.
 * `name/*` takes any number, and a `?` at the end says that the result may be `()`: `env/1?`.
 */

import type { Identifier } from '../ast/nodes.ts';
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

/**
 * Whether a file is written for the host whose names these are: it has directives, or uses a name that the library
 * of the language does not have.
 */
export function usesExternalNames(
	tree: TreeIndex,
	external: ExternalNames,
	isNative: (name: string) => boolean,
): boolean {
	if (HOST_KINDS.some((kind) => tree.ofKind(kind).length > 0)) return true;
	const functions = new Set(external.functions.map((text) => externalFunction(text).name));
	const constants = new Set(external.constants);
	return (
		tree
			.ofKind('Variable')
			.some(({ namespace: [root], name }) => isExternal(external, root) || constants.has(name.name)) ||
		tree.ofKind('Call').some(({ namespace: [root], name }) => {
			if (root !== undefined) return isExternal(external, root);
			return functions.has(name.name) && !isNative(name.name);
		})
	);
}

function isExternal(external: ExternalNames, root: Identifier | undefined): boolean {
	return root !== undefined && Object.hasOwn(external.modules, root.name);
}
