/**
 * Names that exist at run time although no native module declares them to the checker: a library that is not loaded,
 * or that a host adds. The table is data of the caller; the checker only looks names up in it.
 *
 * Functions are written `name/arities`, with the numbers of arguments they take separated by commas: `accept/0,1`.
 * `name/*` takes any number, and a `?` at the end says that the result may be `()`: `env/1?`.
 */

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
	/** Constants of the script are visible in its functions by their bare name. */
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
