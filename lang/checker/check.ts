/**
 * Checks scripts: syntax, names, imports and lints, as one list of diagnostics per file.
 *
 * Pure functions over parsed files. What is outside the text comes in through `CheckContext`: the library, the table
 * of names that only exist at run time, how imports are found, the settings. Never throws for anything in a script.
 */

import { CATALOGUE, type Catalogue, isLint } from '../diagnostics/catalogue.ts';
import type { Diagnostic, Severity } from '../diagnostics/diagnostic.ts';
import type { NativeModule } from '../modules/native-module.ts';
import type { ParseResult } from '../parser/parse-result.ts';
import { resolve } from '../resolver/resolve.ts';
import { Effects } from './effects.ts';
import { type ExternalNames, hostNames, usesHostNames } from './external-names.ts';
import { ignoreComments, ignoreFindings, silence } from './ignore-comments.ts';
import { importDiagnostics } from './imports.ts';
import { TypeInference } from './infer.ts';
import { Library } from './library.ts';
import { type MemberFinding, memberFindings } from './lints/members.ts';
import { analyse, type ModuleLoader } from './modules.ts';
import { type Finding, type LintContext, type LintRule, nameMemory } from './rule.ts';
import { LINT_RULES } from './rules.ts';
import type { Definition } from './scopes.ts';
import { DEFAULT_SETTINGS, type Settings } from './settings.ts';
import { triedPlaces } from './tried-places.ts';

export interface CheckContext {
	/** The library, e.g. `[coreModule]`. Without it nothing is said about functions that the file does not define. */
	readonly modules?: readonly NativeModule[] | undefined;
	/** Names that exist at run time but in no module given here. */
	readonly external?: ExternalNames | undefined;
	/** Finds imported modules; without it imports are not followed. */
	readonly loadModule?: ModuleLoader | undefined;
	readonly settings?: Settings | undefined;
	/** Lints of later layers, run after those of the language. */
	readonly rules?: readonly LintRule[] | undefined;
	/** Table of all ids, those of later layers included. */
	readonly catalogue?: Catalogue | undefined;
	/** Variables that the host puts into the scope of scripts. */
	readonly hostNames?: Iterable<string> | undefined;
	/** The file is one of many inputs that share a scope (a console): names may come from before and be used later. */
	readonly openScope?: boolean | undefined;
	/** Diagnostics about the file from elsewhere, to be levelled, silenced and ordered with the others. */
	readonly further?: readonly Diagnostic[] | undefined;
}

/** Definitions of one name that help texts look at. */
const MAX_SAME_NAME = 16;

/** What is the same for all files of one check. */
interface Session {
	readonly context: CheckContext;
	readonly loadModule: ModuleLoader | undefined;
	readonly catalogue: Catalogue;
	readonly library: Library;
	readonly rules: readonly LintRule[];
	readonly settings: Settings;
	readonly hostNames: ReadonlySet<string>;
	readonly subModuleNames: ReadonlySet<string>;
	readonly constantsInFunctions: boolean;
	/** Circles of imports that were reported, by the names of their files. */
	readonly cycles: Set<string>;
}

function openSession(context: CheckContext, files: readonly ParseResult[]): Session {
	const library = new Library({ modules: context.modules, external: context.external });
	return {
		context,
		loadModule: loaderFor(context, library),
		catalogue: context.catalogue ?? CATALOGUE,
		library,
		rules: [...LINT_RULES, ...(context.rules ?? [])],
		settings: context.settings ?? DEFAULT_SETTINGS,
		hostNames: new Set(context.hostNames ?? []),
		subModuleNames: subModuleNames(files),
		constantsInFunctions: seesConstants(context, files),
		cycles: new Set(),
	};
}

/** Imports that the host answers with something else than a script are known to exist. */
function loaderFor({ loadModule }: CheckContext, { importPrefixes }: Library): ModuleLoader | undefined {
	if (loadModule === undefined || importPrefixes.length === 0) return loadModule;
	return (path, importer) =>
		loadModule(path, importer) ?? (importPrefixes.some((prefix) => path.startsWith(prefix)) ? 'opaque' : undefined);
}

/** A module with nothing but functions belongs to the files that it is checked with. */
function seesConstants({ external, modules }: CheckContext, files: readonly ParseResult[]): boolean {
	if (external?.constantsInFunctions !== true) return false;
	const isOfHost = new Set(external.host ?? []);
	const own = (modules ?? []).filter((module) => module.namespace === undefined && !isOfHost.has(module));
	const names = hostNames(external, new Set(own.flatMap(({ functions }) => functions.flatMap((one) => one.names))));
	return files.some((file) => usesHostNames(analyse(file).tree, names));
}

/** All words that stand in the middle of a qualified name: `b` in `a::b::f`. */
function subModuleNames(files: readonly ParseResult[]): Set<string> {
	const names = new Set<string>();
	for (const file of files) {
		for (const { node } of analyse(file).scopes.qualified) {
			for (const part of node.namespace.slice(1)) names.add(part.name);
		}
	}
	return names;
}

function lintContext(parsed: ParseResult, session: Session): LintContext {
	const { tree, scopes } = analyse(parsed);
	const types = new TypeInference(scopes, session.library);
	let byName: Map<string, Definition[]> | undefined;
	let members: readonly MemberFinding[] | undefined;
	const base: Omit<LintContext, 'memberProblems'> = {
		parsed,
		source: parsed.source,
		script: parsed.script,
		tree,
		scopes,
		types,
		isTried: triedPlaces(tree),
		effects: new Effects(tree, scopes, session.library, types),
		library: session.library,
		loadModule: session.loadModule,
		hostNames: session.hostNames,
		openScope: session.context.openScope ?? false,
		subModuleNames: session.subModuleNames,
		constantsInFunctions: session.constantsInFunctions,
		...nameMemory(),
		definitionsNamed(name) {
			byName ??= groupByName(scopes.definitions);
			return byName.get(name) ?? [];
		},
	};
	return {
		...base,
		memberProblems() {
			members ??= memberFindings(base);
			return members;
		},
	};
}

function groupByName(definitions: readonly Definition[]): Map<string, Definition[]> {
	const groups = new Map<string, Definition[]>();
	for (const definition of definitions) {
		const group = groups.get(definition.name);
		if (group === undefined) groups.set(definition.name, [definition]);
		else if (group.length < MAX_SAME_NAME) group.push(definition);
	}
	return groups;
}

function runLints(parsed: ParseResult, session: Session): Diagnostic[] {
	const { levels } = session.settings;
	const wanted = session.rules.filter((rule) => levels.get(rule.id) !== 'off');
	const context = lintContext(parsed, session);
	const found: Diagnostic[] = [];
	const superseded = new Map<number, Set<string>>();
	for (const rule of wanted) {
		const usual = session.catalogue.find(rule.id)?.severity ?? 'warning';
		rule.run(context, (finding) => {
			const level = finding.severity ?? usual;
			const severity = level === 'error' && context.isTried(finding.span) ? 'warning' : level;
			found.push(toDiagnostic(rule.id, severity, finding, parsed));
			for (const id of rule.supersedes ?? []) addTo(superseded, finding.span.start, id);
		});
	}
	return found.filter(({ id, span }) => superseded.get(span.start)?.has(id) !== true);
}

function addTo(sets: Map<number, Set<string>>, key: number, id: string): void {
	const set = sets.get(key);
	if (set === undefined) sets.set(key, new Set([id]));
	else set.add(id);
}

function toDiagnostic(id: string, severity: Severity, finding: Finding, { source }: ParseResult): Diagnostic {
	const { start, end } = finding.span;
	return { ...finding, id, severity, source, span: { start, end } };
}

/** Applies the levels of the settings. Only lints have levels. */
function withLevels(diagnostics: readonly Diagnostic[], settings: Settings): Diagnostic[] {
	return diagnostics.flatMap((diagnostic) => {
		const level = isLint(diagnostic.id) ? settings.levels.get(diagnostic.id) : undefined;
		if (level === 'off') return [];
		return level === undefined || level === diagnostic.severity ? diagnostic : { ...diagnostic, severity: level };
	});
}

function byPlace(left: Diagnostic, right: Diagnostic): number {
	return left.span.start - right.span.start || (left.id < right.id ? -1 : left.id > right.id ? 1 : 0);
}

function checkOne(parsed: ParseResult, session: Session): Diagnostic[] {
	const { context, catalogue, loadModule, settings } = session;
	const imports = loadModule === undefined ? [] : importDiagnostics(parsed, loadModule, session);
	const fixed = [...parsed.problems, ...imports, ...(context.further ?? [])];
	// A tree with holes would make names look unused or undefined that the author did declare or use.
	if (parsed.problems.length > 0) return withLevels(fixed, settings).sort(byPlace);

	const resolved = resolve(parsed.source, parsed.script).diagnostics;
	const comments = ignoreComments(parsed, catalogue);
	const kept = silence([...fixed, ...resolved, ...runLints(parsed, session)], comments);
	const ran = new Set(session.rules.map((rule) => rule.id));
	const looked = (id: string): boolean => ran.has(id) && settings.levels.get(id) !== 'off';
	const about = silence(ignoreFindings(parsed, comments, catalogue, looked), comments);
	return withLevels([...kept, ...about], settings).sort(byPlace);
}

/** Everything there is to say about one file, ordered by place. */
export function checkSource(parsed: ParseResult, context: CheckContext = {}): Diagnostic[] {
	return checkOne(parsed, openSession(context, [parsed]));
}

/**
 * The same for files that belong together: a circle of imports is reported once, and a module that one file imports
 * only for others counts as used. Files in the given order, each ordered by place.
 */
export function checkFiles(files: readonly ParseResult[], context: CheckContext = {}): Diagnostic[] {
	const session = openSession(context, files);
	return files.flatMap((file) => checkOne(file, session));
}
