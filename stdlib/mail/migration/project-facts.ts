/**
 * What files that import one another must know of each other before names in one of them can change: names after `as`,
 * which hide modules of the library from every function that runs below them, constants that others use, and keys of maps
 * whose functions are called like methods.
 */

import type { Variable } from '../../../lang/ast/nodes.ts';
import type { ModuleLoader } from '../../../lang/checker/index.ts';
import { analyse, literalPath } from '../../../lang/checker/modules.ts';
import { bare } from '../../../lang/checker/scopes.ts';
import type { ParseResult } from '../../../lang/parser/parse-result.ts';
import { PLUGIN_PREFIX } from './generation.ts';

export interface SharedNames {
	/** Names of imported scripts. */
	readonly aliases: ReadonlySet<string>;
	/** Keys of maps and properties that are assigned. */
	readonly members: ReadonlySet<string>;
	/** Qualified names by their last part, with the file that they stand in. */
	readonly qualified: ReadonlyMap<string, readonly QualifiedName[]>;
}

export interface QualifiedName {
	readonly file: ParseResult;
	/** `undefined` for a call. */
	readonly variable: Variable | undefined;
}

/** The built-in module that the path of an import stands for. */
export function pluginModule(path: string | undefined): string | undefined {
	return path?.startsWith(PLUGIN_PREFIX) ? path.slice(PLUGIN_PREFIX.length) : undefined;
}

/** The groups of files that are connected by imports. */
export class ProjectFacts {
	readonly #groupOf = new Map<ParseResult, ParseResult[]>();
	readonly #names = new Map<ParseResult[], SharedNames>();
	readonly #imported = new Set<ParseResult>();

	/** @param files that are checked together; what they import is found through the loader */
	constructor(files: readonly ParseResult[], load: ModuleLoader | undefined) {
		const pending = [...files];
		for (let file = pending.pop(); file !== undefined; file = pending.pop()) {
			if (this.#groupOf.has(file)) continue;
			this.#groupOf.set(file, [file]);
			pending.push(...importsOf(file, load));
		}
		for (const file of [...this.#groupOf.keys()]) {
			for (const imported of importsOf(file, load)) {
				this.#imported.add(imported);
				this.#join(file, imported);
			}
		}
	}

	#join(left: ParseResult, right: ParseResult): void {
		const [one, other] = [this.#groupOf.get(left), this.#groupOf.get(right)];
		if (one === undefined || other === undefined || one === other) return;
		const [larger, smaller] = one.length >= other.length ? [one, other] : [other, one];
		for (const file of smaller) {
			larger.push(file);
			this.#groupOf.set(file, larger);
		}
	}

	/**
	 * Whether all uses of what a file exports can be seen: those that import it are among the files, or it is a main
	 * script, which nobody imports. A module that is looked at alone may be used in any way.
	 */
	knowsUsersOf(file: ParseResult): boolean {
		if (this.#imported.has(file)) return true;
		const last = file.script.statements.at(-1);
		return last?.kind === 'ExpressionStatement' && bare(last.expression).kind === 'Map';
	}

	/** What the files around a file have in common, itself included. */
	namesAround(file: ParseResult): SharedNames {
		const group = this.#groupOf.get(file) ?? [file];
		let names = this.#names.get(group);
		if (names === undefined) {
			names = sharedNames(group);
			this.#names.set(group, names);
		}
		return names;
	}
}

function importsOf(file: ParseResult, load: ModuleLoader | undefined): ParseResult[] {
	if (load === undefined) return [];
	return analyse(file).scopes.imports.flatMap(({ statement }) => {
		const path = literalPath(statement);
		const found = path === undefined ? undefined : load(path, file.source);
		return found === undefined || found === 'opaque' ? [] : [found];
	});
}

function sharedNames(group: readonly ParseResult[]): SharedNames {
	const aliases = new Set<string>();
	const members = new Set<string>();
	const qualified = new Map<string, QualifiedName[]>();
	for (const file of group) {
		const { scopes } = analyse(file);
		for (const name of scopes.memberNames) members.add(name);
		for (const { alias, statement } of scopes.imports) {
			if (pluginModule(literalPath(statement)) !== alias.name) aliases.add(alias.name);
		}
		for (const { node } of scopes.qualified) {
			const entry = { file, variable: node.kind === 'Variable' ? node : undefined };
			const list = qualified.get(node.name.name);
			if (list === undefined) qualified.set(node.name.name, [entry]);
			else list.push(entry);
		}
	}
	return { aliases, members, qualified };
}
