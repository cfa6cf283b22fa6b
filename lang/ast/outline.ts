/**
 * The outline of a file: what an editor lists beside the text, as a tree of named places.
 *
 * Works on any tree, also on that of a half-typed file: what could not be read is left out, and a name that is still
 * missing is replaced by a word in angle brackets, so that the entry stays where it will be.
 */

import type {
	DirectiveExpression,
	Expression,
	FunctionDefinition,
	Identifier,
	ImportStatement,
	LetStatement,
	MapEntry,
	MapLiteral,
	Node,
	ObjectExpression,
	Script,
	ServiceExpression,
	Statement,
	TestDeclaration,
} from './nodes.ts';
import { children } from './visit.ts';

export type OutlineKind =
	| 'function'
	| 'method'
	| 'constant'
	| 'variable'
	| 'import'
	| 'object'
	| 'service'
	| 'stage'
	| 'rule'
	| 'action'
	| 'delegate'
	| 'test';

/** Offsets into the source, `end` exclusive. */
export interface OutlineRange {
	readonly start: number;
	readonly end: number;
}

export interface OutlineItem {
	readonly name: string;
	readonly kind: OutlineKind;
	/** What stands beside the name: parameters, a type, the path of an import; empty for nothing. */
	readonly detail: string;
	/** The whole declaration. */
	readonly range: OutlineRange;
	/** The name within it. */
	readonly selection: OutlineRange;
	readonly children: readonly OutlineItem[];
}

/** Longer texts in a detail are cut. */
const MAX_DETAIL = 80;

/** Wrappers within wrappers that are looked through; deeper only generated files are. */
const MAX_DEPTH = 64;

/** What a file declares, in source order. */
export function outline(script: Script): OutlineItem[] {
	return script.statements.flatMap((statement) => statementItems(statement));
}

function statementItems(statement: Statement): OutlineItem[] {
	switch (statement.kind) {
		case 'Function':
			return [functionItem(statement)];
		case 'Let':
			return [variableItem(statement, statement)];
		case 'Export':
			return statement.declaration === null ? [] : [variableItem(statement.declaration, statement)];
		case 'Import':
			return [importItem(statement)];
		case 'Test':
			return [testItem(statement)];
		case 'ExpressionStatement':
			return expressionItems(statement.expression);
		default:
			return [];
	}
}

function item(
	kind: OutlineKind,
	name: string,
	detail: string,
	range: OutlineRange,
	selection: OutlineRange,
	inner: readonly OutlineItem[] = [],
): OutlineItem {
	return { name, kind, detail: shortened(detail), range: place(range), selection: place(selection), children: inner };
}

function place({ start, end }: OutlineRange): OutlineRange {
	return { start, end };
}

function shortened(text: string): string {
	return text.length <= MAX_DETAIL ? text : `${text.slice(0, MAX_DETAIL - 1)}…`;
}

/** A name and its place; the place of what it would name where recovery made it up. */
function named(name: Identifier | null | undefined, around: OutlineRange, missing: string): [string, OutlineRange] {
	return name == null || name.name === '' ? [missing, around] : [name.name, name];
}

function functionItem(node: FunctionDefinition): OutlineItem {
	const [name, selection] = named(node.name, node, '<function>');
	const params = `(${node.params.map((param) => param.name).join(', ')})`;
	const full = node.thisType === null ? name : `${node.thisType.name}.${name}`;
	return item(
		node.thisType === null ? 'function' : 'method',
		full,
		node.private ? `${params} private` : params,
		node,
		selection,
		inBody(node.body),
	);
}

function variableItem(node: LetStatement, whole: Node): OutlineItem {
	const [name, selection] = named(node.name, node, '<name>');
	const inner = node.value === null ? [] : expressionItems(node.value);
	return item(
		node.constant ? 'constant' : 'variable',
		name,
		whole.kind === 'Export' ? 'export' : '',
		whole,
		selection,
		inner,
	);
}

function importItem(node: ImportStatement): OutlineItem {
	const path = node.path.kind === 'String' ? node.path.value : '';
	const [name, selection] = named(node.alias, node.path, path === '' ? '<import>' : path);
	return item('import', name, path === name ? '' : path, node, selection);
}

function testItem(node: TestDeclaration): OutlineItem {
	return item('test', node.name.value, '', node, node.name);
}

function objectItem(node: ObjectExpression): OutlineItem {
	const [name, selection] = named(node.name, node, '<object>');
	return item('object', name, typeText(node), node, selection, expressionItems(node.value));
}

function serviceItem(node: ServiceExpression): OutlineItem {
	const [name, selection] = named(node.name, node, '<service>');
	return item('service', name, typeText(node), node, selection);
}

function typeText({ typeName, contentType }: ObjectExpression | ServiceExpression): string {
	return contentType === null ? typeName.name : `${typeName.name}:${contentType.name}`;
}

function directiveItem(node: DirectiveExpression): OutlineItem {
	const service = node.service?.kind === 'Variable' ? node.service : undefined;
	const detail = service === undefined ? '' : [...service.namespace, service.name].map((part) => part.name).join('::');
	return item(node.keyword, node.name.value, detail, node, node.name, inBody(node.body));
}

function stageItem(entry: MapEntry, inner: readonly OutlineItem[]): OutlineItem {
	const name = entry.key.kind === 'Identifier' ? entry.key.name : entry.key.value;
	return item(
		'stage',
		name,
		inner.length === 1 ? '1 directive' : `${inner.length} directives`,
		entry,
		entry.key,
		inner,
	);
}

/** What an expression declares. */
function expressionItems(start: Expression, depth = 0): OutlineItem[] {
	let node = start;
	while (node.kind === 'Paren') node = node.expression;
	if (depth > MAX_DEPTH) return [];
	switch (node.kind) {
		case 'Directive':
			return [directiveItem(node)];
		case 'Object':
			return [objectItem(node)];
		case 'Service':
			return [serviceItem(node)];
		case 'Array':
			return node.elements.flatMap((element) => expressionItems(element, depth + 1));
		case 'Map':
			return mapItems(node, depth);
		default:
			return [];
	}
}

/** Where one list of a map holds directives, all its lists are stages. */
function mapItems({ entries }: MapLiteral, depth: number): OutlineItem[] {
	const inner = entries.map((entry) => expressionItems(entry.value, depth + 1));
	const hasStages = entries.some(({ value }, at) => value.kind === 'Array' && inner[at]?.some(isDirective));
	return entries.flatMap((entry, at) => {
		const items = inner[at] ?? [];
		return hasStages && entry.value.kind === 'Array' ? [stageItem(entry, items)] : items;
	});
}

function isDirective({ kind }: OutlineItem): boolean {
	return kind === 'rule' || kind === 'action' || kind === 'delegate';
}

/** Objects and services that are declared inside a body; they have names that people look for. */
function inBody(body: Node): OutlineItem[] {
	const found: OutlineItem[] = [];
	const stack: Node[] = [body];
	for (let node = stack.pop(); node !== undefined; node = stack.pop()) {
		if (node.kind === 'Object') found.push(objectItem(node));
		else if (node.kind === 'Service') found.push(serviceItem(node));
		else for (const child of children(node).reverse()) stack.push(child);
	}
	return found;
}
