/**
 * What a file offers to those that import it, and the graph that imports make.
 *
 * Reading files is the caller's business: it hands in a `ModuleLoader`. Summaries are kept per parsed file, so that a
 * module that many files import is looked at once.
 */

import type { ImportStatement } from '../ast/nodes.ts';
import type { ParseResult } from '../parser/parse-result.ts';
import type { SourceFile } from '../source/source-file.ts';
import { buildScopes } from './scope-builder.ts';
import type { ScopeModel } from './scopes.ts';
import { TreeIndex } from './tree-index.ts';

/**
 * Finds the module that `import "path"` in a file means. `opaque` is one that exists but is no script, so that
 * nothing is known of its contents. The same file must always give the same ParseResult.
 */
export type ModuleLoader = (path: string, importer: SourceFile) => ParseResult | 'opaque' | undefined;

export interface Analysis {
	readonly tree: TreeIndex;
	readonly scopes: ScopeModel;
}

const analyses = new WeakMap<ParseResult, Analysis>();

/** The tree index and scopes of a file, made on first use. */
export function analyse(parsed: ParseResult): Analysis {
	let analysis = analyses.get(parsed);
	if (analysis === undefined) {
		analysis = { tree: new TreeIndex(parsed.script), scopes: buildScopes(parsed.script) };
		analyses.set(parsed, analysis);
	}
	return analysis;
}

export interface ModuleSummary {
	/** Numbers of parameters of the functions that are not private. */
	readonly functions: ReadonlyMap<string, ReadonlySet<number>>;
	readonly constants: ReadonlySet<string>;
	/** Sub-modules: names after `as` of top-level imports, with the path where it is a literal. */
	readonly imports: ReadonlyMap<string, string | undefined>;
	/** There may be more than is listed. */
	readonly open: boolean;
}

const summaries = new WeakMap<ParseResult, ModuleSummary>();

export function summarize(parsed: ParseResult): ModuleSummary {
	let summary = summaries.get(parsed);
	if (summary === undefined) {
		summary = makeSummary(parsed);
		summaries.set(parsed, summary);
	}
	return summary;
}

function makeSummary(parsed: ParseResult): ModuleSummary {
	const { scopes, tree } = analyse(parsed);
	const functions = new Map<string, Set<number>>();
	const constants = new Set<string>();
	const imports = new Map<string, string | undefined>();
	for (const definition of tree.ofKind('Function')) {
		if (definition.private || definition.thisType !== null) continue;
		const list = functions.get(definition.name.name);
		if (list === undefined) functions.set(definition.name.name, new Set([definition.params.length]));
		else list.add(definition.params.length);
	}
	for (const definition of scopes.definitions) {
		const declared = definition.kind === 'object' || definition.kind === 'service';
		if (declared && definition.topLevel) constants.add(definition.name);
	}
	for (const statement of tree.ofKind('Export')) {
		const name = statement.declaration?.name ?? statement.alias ?? statement.name;
		if (name !== null) constants.add(name.name);
	}
	for (const entry of scopes.imports) {
		if (entry.topLevel) imports.set(entry.alias.name, literalPath(entry.statement));
	}
	return { functions, constants, imports, open: parsed.problems.length > 0 };
}

/** The path of an import where it is written as a literal. */
export function literalPath(statement: ImportStatement): string | undefined {
	let path = statement.path;
	while (path.kind === 'Paren') path = path.expression;
	return path.kind === 'String' ? path.value : undefined;
}

/** Imports that run while the file is loaded: those in functions and closures run later, if ever. */
function loadImports(parsed: ParseResult): readonly ImportStatement[] {
	const { tree } = analyse(parsed);
	return tree.ofKind('Import').filter((statement) => tree.owner(statement).kind === 'Script');
}

export interface ImportCycle {
	/** The import of the file that leads back to it. */
	readonly statement: ImportStatement;
	/** Names of the files round the circle, beginning and ending with this one. */
	readonly files: readonly string[];
}

/** Circles of imports through a file, at most one for each of its imports. */
export function importCycles(parsed: ParseResult, load: ModuleLoader): ImportCycle[] {
	const cycles: ImportCycle[] = [];
	for (const statement of loadImports(parsed)) {
		const path = literalPath(statement);
		const first = path === undefined ? undefined : load(path, parsed.source);
		if (first === undefined || first === 'opaque') continue;
		const way = wayTo(parsed, first, load);
		if (way !== undefined) {
			cycles.push({ statement, files: [parsed.source.name, ...way.map((step) => step.source.name)] });
		}
	}
	return cycles;
}

/** The files on a shortest way from one file to another along imports, both included. */
function wayTo(goal: ParseResult, start: ParseResult, load: ModuleLoader): ParseResult[] | undefined {
	const cameFrom = new Map<ParseResult, ParseResult | undefined>([[start, undefined]]);
	// A map goes on over what is added while it is gone through: a queue.
	for (const file of cameFrom.keys()) {
		if (file === goal || file.source.name === goal.source.name) {
			const way = [];
			for (let at: ParseResult | undefined = file; at !== undefined; at = cameFrom.get(at)) way.push(at);
			return way.reverse();
		}
		for (const statement of loadImports(file)) {
			const path = literalPath(statement);
			const next = path === undefined ? undefined : load(path, file.source);
			if (next !== undefined && next !== 'opaque' && !cameFrom.has(next)) cameFrom.set(next, file);
		}
	}
	return undefined;
}
