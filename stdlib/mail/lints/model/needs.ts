/** At which stages a function of the library can be used, and which a function of a script needs therefore. */

import type { Library, LibraryFunction } from '../../../../lang/checker/library.ts';
import { triedPlaces } from '../../../../lang/checker/tried-places.ts';
import type { Span } from '../../../../lang/source/source-file.ts';
import { STAGES, type Stage } from '../../../host/stages.ts';
import { scriptCalls, summaryOf } from './call-graph.ts';
import type { FunctionRef, MailFile, Use } from './mail-file.ts';
import type { Operation } from './operations.ts';
import { within } from './ranges.ts';

/** Uses of one function that are looked at; each names another function of the library. */
const MAX_NEEDS = 24;

/** A use that works at some stages only. */
export interface Need {
	readonly use: Use;
	readonly file: MailFile;
	readonly stages: readonly Stage[];
}

/** By library and function; most functions work at every stage. */
const known = new WeakMap<Library, Map<string, readonly Stage[] | undefined>>();

/** The stages at which a function works; `undefined` for all, and where the library does not say. */
export function stagesOfOperation(library: Library, operation: Operation): readonly Stage[] | undefined {
	let ofLibrary = known.get(library);
	if (ofLibrary === undefined) {
		ofLibrary = new Map();
		known.set(library, ofLibrary);
	}
	if (!ofLibrary.has(operation.key)) ofLibrary.set(operation.key, declaredStages(library, operation));
	return ofLibrary.get(operation.key);
}

function declaredStages(library: Library, operation: Operation): readonly Stage[] | undefined {
	for (const name of operation.names) {
		const colon = name.indexOf('::');
		const namespace = colon === -1 ? library.global : library.namespaces.get(name.slice(0, colon));
		const stages = stagesOfFunction(namespace?.functions.get(colon === -1 ? name : name.slice(colon + 2)));
		if (stages !== undefined) return stages.length === STAGES.length ? undefined : stages;
	}
	return undefined;
}

/** The stages that one of the overloads works at; all stages where one says nothing. */
export function stagesOfFunction(found: LibraryFunction | undefined): readonly Stage[] | undefined {
	const declarations = found?.arities.flatMap((count) => found.overloads(count).map((one) => one.declaration)) ?? [];
	if (declarations.length === 0 || declarations.includes(undefined)) return undefined;
	const named = declarations.map((declaration) => declaration?.stages ?? []);
	if (named.some((stages) => stages.length === 0)) return STAGES;
	return STAGES.filter((stage) => named.some((stages) => stages.includes(stage)));
}

const TRIED = Symbol('tried');
const NEEDS = Symbol('needs');

function isTried(file: MailFile, span: Span): boolean {
	return file.analysis(TRIED, ({ tree }) => triedPlaces(tree))(span);
}

/** Uses of the library that stand in a piece of source and work at some stages only. */
export function* ownNeeds(file: MailFile, piece: Span): Generator<Need> {
	for (const use of within(file.uses, piece, ({ node }) => node.start)) {
		const stages = stagesOfOperation(file.library, use.operation);
		if (stages !== undefined) yield { use, file, stages };
	}
}

/** What a function of a script needs, in its own code and in that of the functions that it calls. */
export function needsOf(ref: FunctionRef): readonly Need[] {
	return summaryOf<readonly Need[]>(ref, NEEDS, ({ file, definition }, known) => {
		const needs = new Map<string, Need>();
		const add = (need: Need): void => {
			if (needs.size < MAX_NEEDS && !needs.has(need.use.operation.key)) needs.set(need.use.operation.key, need);
		};
		// What fails in a `try` may be meant to.
		for (const need of ownNeeds(file, definition.body)) if (!isTried(file, need.use.node)) add(need);
		for (const [call, callee] of scriptCalls(file, definition.body)) {
			if (!isTried(file, call)) for (const need of known(callee) ?? []) add(need);
		}
		return [...needs.values()];
	});
}
