/**
 * `object NAME fqdn = "…"` → `export const NAME = fqdn("…")`, `service NAME cmd = #{ … }` → `export const NAME =
 * cmd::build(#{ … })`; inside of other expressions only the constructor is left.
 */

import type { ObjectExpression } from '../../../lang/ast/nodes.ts';
import type { TextEdit } from '../../../lang/diagnostics/diagnostic.ts';
import { contentType, objectType } from '../objects/object-words.ts';
import { type Declaration, isUsed, placeOf } from './declaration-place.ts';
import { declaredValue } from './declared-value.ts';
import { SERVICES } from './generation.ts';
import { HoistedDeclarations } from './hoisted-declarations.ts';
import { obstacle } from './move-calls.ts';
import { codeCall } from './move-codes.ts';
import { canBeArray } from './move-groups.ts';
import type { Move, MovedFile, ReportMove } from './moved-file.ts';
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
	const hoisted = new HoistedDeclarations(file);
	const nodes = [...tree.ofKind('Object'), ...tree.ofKind('Service')].sort((left, right) => left.start - right.start);
	const moves = nodes.map((node) => moveOf(file, node, hoisted));
	for (const move of moves) report(move());
}

function headOf(file: MovedFile, node: Declaration): string {
	const type = file.textOf({ start: node.typeName.start, end: (node.contentType ?? node.typeName).end });
	return `${node.kind === 'Object' ? 'object' : 'service'} ${node.name.name} ${type}`;
}

const UNSURE = 'look whether its value may be a map: then the constructor takes what is under `value`';

/** What is to be said of a declaration, to be asked for when all of the file have been looked at. */
function moveOf(file: MovedFile, node: Declaration, hoisted: HoistedDeclarations): () => Move {
	const span = { start: node.start, end: (node.contentType ?? node.typeName).end };
	const message = `\`${headOf(file, node)}\` is a declaration of 1.x`;
	const making = node.kind === 'Object' ? objectMaking(file, node) : serviceMaking(file, node);
	if (typeof making === 'string') return () => ({ span, message, help: making });
	const { name } = node.name;
	const { before, after, edits, safe, shown } = making;
	const common = { span, message, safe, help: safe ? undefined : UNSURE };
	const place = placeOf(file, node);
	if (place.kind === 'statement') {
		const keyword = place.topLevel ? 'export const' : 'const';
		const becomes = `${keyword} ${name} = ${shown}`;
		return () => ({ ...common, becomes, edits: asStatement(file, node, keyword, making) });
	}
	if (!isUsed(file, node)) return () => ({ ...common, becomes: shown, edits: asValue(file, node, making) });
	if (hoisted.add(node, before, edits, after)) {
		return () => ({ ...common, becomes: `const ${name} = ${shown}`, edits: hoisted.editsFor(node) });
	}
	return () => ({ span, message, help: `\`${name}\` is used elsewhere: declare it in a statement of its own` });
}

function objectMaking(file: MovedFile, node: ObjectExpression): Making | string {
	const type = objectType(node.typeName.name);
	if (type === undefined) return `there is no type \`${node.typeName.name}\``;
	if ((type === 'file') !== (node.contentType !== null)) return 'the type is not one that 1.x knows';
	if (type === 'code') return codeMaking(file, node);
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

function codeMaking(file: MovedFile, node: ObjectExpression): Making | string {
	const edits = codeCall(file, node.value);
	if (typeof edits === 'string') return edits;
	// With and without an enhanced code.
	const code = { namespace: '', name: 'code' };
	const problem = obstacle(file, code, 2) ?? obstacle(file, code, 3);
	return problem ?? { before: '', after: '', edits, safe: true, shown: 'code(…)' };
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
