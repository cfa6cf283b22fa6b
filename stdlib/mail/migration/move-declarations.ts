/**
 * `object NAME fqdn = "…"` → `export const NAME = fqdn("…")`, `service NAME cmd = #{ … }` → `export const NAME =
 * cmd::build(#{ … })`; inside of other expressions only the constructor is left.
 */

import type { Expression, ObjectExpression } from '../../../lang/ast/nodes.ts';
import { applyFixes } from '../../../lang/checker/index.ts';
import type { TextEdit } from '../../../lang/diagnostics/diagnostic.ts';
import type { Span } from '../../../lang/source/source-file.ts';
import { contentType, objectType } from '../objects/object-words.ts';
import { type Declaration, isUsed, placeOf, statementAround } from './declaration-place.ts';
import { declaredValue } from './declared-value.ts';
import { SERVICES } from './generation.ts';
import { obstacle } from './move-calls.ts';
import { codeCall } from './move-codes.ts';
import { canBeArray } from './move-groups.ts';
import type { MovedFile, ReportMove } from './moved-file.ts';
import { spellingText } from './translation-table.ts';

/** How the value of a declaration is made without it. */
interface Making {
	/** Stands before and after the value. */
	readonly before: string;
	readonly after: string;
	/** Changes inside of the value. */
	readonly edits: readonly TextEdit[];
	readonly safe: boolean;
	/** For the title of the fix. */
	readonly shown: string;
}

export function moveDeclarations(file: MovedFile, report: ReportMove): void {
	const { tree } = file.context;
	for (const node of [...tree.ofKind('Object'), ...tree.ofKind('Service')]) moveDeclaration(file, node, report);
}

function headOf(file: MovedFile, node: Declaration): string {
	const type = file.textOf({ start: node.typeName.start, end: (node.contentType ?? node.typeName).end });
	return `${node.kind === 'Object' ? 'object' : 'service'} ${node.name.name} ${type}`;
}

function moveDeclaration(file: MovedFile, node: Declaration, report: ReportMove): void {
	const span = { start: node.start, end: (node.contentType ?? node.typeName).end };
	const message = `\`${headOf(file, node)}\` is a declaration of 1.x`;
	const making = node.kind === 'Object' ? objectMaking(file, node) : serviceMaking(file, node);
	if (typeof making === 'string') {
		report({ span, message, help: making });
		return;
	}
	const place = placeOf(file, node);
	const { safe, shown } = making;
	const unsure = safe
		? undefined
		: 'look whether its value may be a map: then the constructor takes what is under `value`';
	if (place.kind === 'statement') {
		const keyword = place.topLevel ? 'export const' : 'const';
		const becomes = `${keyword} ${node.name.name} = ${shown}`;
		report({ span, message, becomes, safe, help: unsure, edits: asStatement(file, node, keyword, making) });
	} else if (!isUsed(file, node)) {
		report({ span, message, becomes: shown, safe, help: unsure, edits: asValue(file, node, making) });
	} else {
		const edits = hoisted(file, node, making);
		const help =
			edits === undefined ? `\`${node.name.name}\` is used elsewhere: declare it in a statement of its own` : unsure;
		report({ span, message, becomes: `const ${node.name.name} = ${shown}`, safe, edits, help });
	}
}

function objectMaking(file: MovedFile, node: ObjectExpression): Making | string {
	const type = objectType(node.typeName.name);
	if (type === undefined) return `there is no type \`${node.typeName.name}\``;
	if ((type === 'file') !== (node.contentType !== null)) return 'the type is not one that 1.x knows';
	if (type === 'code') {
		const edits = codeCall(file, node.value);
		if (typeof edits === 'string') return edits;
		return { before: '', after: '', edits, safe: true, shown: 'code(…)' };
	}
	const value = declaredValue(file, node.value, type === 'group' ? 'array' : 'string');
	if (typeof value === 'string') return value;
	const { suffix, edits, safe } = value;
	if (type === 'string') return { before: '', after: suffix, edits, safe, shown: '…' };
	if (type === 'group' && suffix === '' && edits.length === 0 && canBeArray(file, node)) {
		return { before: '', after: '', edits, safe, shown: '[…]' };
	}
	let after = `${suffix})`;
	if (type === 'file') {
		const content = contentType(node.contentType?.name ?? '');
		if (content === undefined) return `there is no type \`${node.contentType?.name}\``;
		after = `${suffix}, "${content}")`;
	}
	const problem = obstacle(file, { namespace: '', name: type }, type === 'file' ? 2 : 1);
	return problem ?? { before: `${type}(`, after, edits, safe, shown: `${type}(…)` };
}

function serviceMaking(file: MovedFile, node: Declaration): Making | string {
	const kind = node.contentType?.name ?? null;
	const service = SERVICES.find((known) => known.type === node.typeName.name && known.kind === kind);
	if (service === undefined) return 'the type is not one that 1.x knows';
	const maker = spellingText(service);
	const problem = obstacle(file, service, 1);
	return problem ?? { before: `${maker}(`, after: ')', edits: [], safe: true, shown: `${maker}(…)` };
}

function valueEdits(file: MovedFile, node: Declaration, { before, after, edits }: Making): TextEdit[] {
	const { start, end } = node.value;
	return [
		...(before === '' ? [] : [file.insert(start, before)]),
		...edits,
		...(after === '' ? [] : [file.insert(end, after)]),
	];
}

function asStatement(file: MovedFile, node: Declaration, keyword: string, making: Making): TextEdit[] {
	const word = node.kind === 'Object' ? 'object' : 'service';
	return [
		{ start: node.start, end: node.start + word.length, text: keyword },
		...file.remove(node.name.end, (node.contentType ?? node.typeName).end),
		...valueEdits(file, node, making),
	];
}

function asValue(file: MovedFile, node: Declaration, making: Making): TextEdit[] {
	const { before, after, edits } = making;
	const { start, end } = node.value;
	return [...file.replace(node.start, start, before), ...edits, ...(after === '' ? [] : [file.insert(end, after)])];
}

/** The declaration as a statement of its own, before the one that it stands in. */
function hoisted(file: MovedFile, node: Declaration, making: Making): TextEdit[] | undefined {
	const around = statementAround(file, node);
	const moves = isWrittenOut(node.value) && !file.hasComment(node.start, node.value.start);
	if (around === undefined || !moves) return undefined;
	const { statement, topLevel } = around;
	const { name } = node.name;
	if (file.tokensIn(statement.start, node.start).some(({ text }) => text === name)) return undefined;
	const { source } = file.context;
	const lineStart = source.lineStarts[source.lineAt(statement.start) - 1] ?? 0;
	const indent = /^[ \t]*/.exec(file.text.slice(lineStart, statement.start))?.[0] ?? '';
	const value = `${making.before}${edited(file, node.value, making.edits)}${making.after}`;
	const declaration = `${topLevel ? 'export const' : 'const'} ${name} = ${value};\n${indent}`;
	return [file.insert(statement.start, declaration), { start: node.start, end: node.end, text: name }];
}

function edited(file: MovedFile, span: Span, edits: readonly TextEdit[]): string {
	const moved = edits.map(({ start, end, text }) => ({ start: start - span.start, end: end - span.start, text }));
	return applyFixes(file.textOf(span), [{ title: '', edits: moved, safe: true }]).text;
}

/** Whether a value can be made earlier: it consists of literals. */
function isWrittenOut(value: Expression): boolean {
	switch (value.kind) {
		case 'String':
		case 'Int':
		case 'Bool':
			return true;
		case 'Array':
			return value.elements.every(isWrittenOut);
		case 'Map':
			return value.entries.every((entry) => isWrittenOut(entry.value));
		case 'Object':
			return isWrittenOut(value.value);
		default:
			return false;
	}
}
