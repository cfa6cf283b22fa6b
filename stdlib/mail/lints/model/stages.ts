/**
 * The map of stages at the end of a script of rules, and its directives.
 *
 * What a list holds is followed as far as it is written in the file: a directive itself, or a variable that holds one.
 */

import type {
	ArrayLiteral,
	ClosureExpression,
	DirectiveExpression,
	Expression,
	FunctionDefinition,
	MapEntry,
	MapLiteral,
} from '../../../../lang/ast/nodes.ts';
import { bare } from '../../../../lang/checker/scopes.ts';
import { STAGES, type Stage } from '../../../host/stages.ts';
import type { FunctionRef, MailFile } from './mail-file.ts';

/** Other words for stages (directive spec 2). */
export const STAGE_ALIASES: ReadonlyMap<string, Stage> = new Map<string, Stage>([
	['data', 'preq'],
	['deliver', 'delivery'],
]);

export interface StageEntry {
	readonly entry: MapEntry;
	readonly key: string;
	/** `undefined` for a key that names no stage. */
	readonly stage: Stage | undefined;
	/** Its value where that is written as a list. */
	readonly list: ArrayLiteral | undefined;
	/** What the list holds, in order; `undefined` for what is not written here. */
	readonly directives: readonly (DirectiveExpression | undefined)[];
}

export interface StageMap {
	readonly map: MapLiteral;
	readonly entries: readonly StageEntry[];
	/** The directives of each stage, in the order in which they run. Stages that occur twice are joined. */
	readonly byStage: ReadonlyMap<Stage, readonly (DirectiveExpression | undefined)[]>;
}

/** What runs when a directive is evaluated. */
export type DirectiveBody =
	| { readonly kind: 'closure'; readonly closure: ClosureExpression }
	| { readonly kind: 'function'; readonly ref: FunctionRef };

const KEY = Symbol('stages');

/** The stages of a script; `undefined` for a file that is none, e.g. a module. */
export function stagesOf(file: MailFile): StageMap | undefined {
	return file.analysis(KEY, findStages);
}

export function stageNamed(key: string): Stage | undefined {
	return STAGES.find((stage) => stage === key) ?? STAGE_ALIASES.get(key);
}

export function keyOf(entry: MapEntry): string {
	return entry.key.kind === 'Identifier' ? entry.key.name : entry.key.value;
}

function findStages(file: MailFile): StageMap | undefined {
	const map = lastMap(file);
	if (map === undefined) return undefined;
	const entries = map.entries.map((entry) => stageEntry(file, entry));
	// Any script may end with a map: this one is about stages when a list holds a directive, or all keys are stages.
	const hasDirective = entries.some(({ directives }) => directives.some((directive) => directive !== undefined));
	const allStages = entries.length > 0 && entries.every(({ stage, list }) => stage !== undefined && list !== undefined);
	if (!hasDirective && !allStages) return undefined;
	const byStage = new Map<Stage, (DirectiveExpression | undefined)[]>();
	for (const { stage, directives } of entries) {
		if (stage === undefined) continue;
		const known = byStage.get(stage) ?? [];
		byStage.set(stage, [...known, ...directives]);
	}
	return { map, entries, byStage };
}

function lastMap(file: MailFile): MapLiteral | undefined {
	const { statements } = file.parsed.script;
	const last = statements.findLast(({ kind }) => kind !== 'Empty' && kind !== 'Function' && kind !== 'Test');
	if (last?.kind !== 'ExpressionStatement') return undefined;
	const node = bare(last.expression);
	if (node.kind === 'Map') return node;
	const initial = unchanged(file, node);
	return initial?.kind === 'Map' ? initial : undefined;
}

/** What a variable was declared with, if nothing changes it. */
function unchanged(file: MailFile, node: Expression): Expression | undefined {
	const found = file.variable(node);
	if (found === undefined || found.file !== file) return undefined;
	const { initial, writes, partWrites, chains } = found.definition;
	if (initial === null || writes.length > 0 || partWrites.length > 0) return undefined;
	return chains.some(({ steps: [step] }) => step?.kind === 'MethodStep') ? undefined : bare(initial);
}

function stageEntry(file: MailFile, entry: MapEntry): StageEntry {
	const key = keyOf(entry);
	const value = bare(entry.value);
	const node = value.kind === 'Array' ? value : unchanged(file, value);
	const list = node?.kind === 'Array' ? node : undefined;
	// A directive that stands there without its list is a mistake, and is looked at all the same.
	const directives = (list?.elements ?? [value.kind === 'Directive' ? value : undefined]).map((element) => {
		if (element === undefined) return undefined;
		const item = bare(element);
		const directive = item.kind === 'Directive' ? item : unchanged(file, item);
		return directive?.kind === 'Directive' ? directive : undefined;
	});
	return { entry, key, stage: stageNamed(key), list, directives };
}

/** What a directive runs; `undefined` where that is not written in the file. */
export function bodyOf(file: MailFile, directive: DirectiveExpression): DirectiveBody | undefined {
	const node = bare(directive.body);
	if (node.kind !== 'Map') return callable(file, node);
	const entry = node.entries.findLast((one) => keyOf(one) === 'evaluate');
	return entry === undefined ? undefined : callable(file, bare(entry.value));
}

function callable(file: MailFile, node: Expression): DirectiveBody | undefined {
	if (node.kind === 'Closure') return node.params.length === 0 ? { kind: 'closure', closure: node } : undefined;
	if (node.kind === 'Variable' && node.namespace.length === 0) {
		const definition = onlyWithoutParameters(file.scopes.functionPointers.get(node));
		if (definition !== undefined) return { kind: 'function', ref: { file, definition } };
		const initial = unchanged(file, node);
		return initial?.kind === 'Closure' ? callable(file, initial) : undefined;
	}
	if (node.kind === 'Call' && node.name.name === 'Fn' && node.namespace.length === 0) {
		const name = node.args[0];
		if (node.args.length !== 1 || name?.kind !== 'String') return undefined;
		const definition = onlyWithoutParameters(file.scopes.functions.get(name.value));
		return definition === undefined ? undefined : { kind: 'function', ref: { file, definition } };
	}
	return undefined;
}

function onlyWithoutParameters(found: readonly FunctionDefinition[] | undefined): FunctionDefinition | undefined {
	const [only, another] = (found ?? []).filter(({ params, thisType }) => params.length === 0 && thisType === null);
	return another === undefined ? only : undefined;
}

/** All directives of a file with the stage that they run at, where that is known. */
export function directivesOf(file: MailFile): ReadonlyMap<DirectiveExpression, Stage | undefined> {
	return file.analysis(DIRECTIVES, () => {
		const found = new Map<DirectiveExpression, Stage | undefined>();
		for (const node of file.tree.ofKind('Directive')) found.set(node, undefined);
		for (const [stage, directives] of stagesOf(file)?.byStage ?? []) {
			for (const directive of directives) if (directive !== undefined) found.set(directive, stage);
		}
		return found;
	});
}

const DIRECTIVES = Symbol('directives');
