/** Values that are written out in the source: texts and numbers, also through constants. */

import type { Expression, MapLiteral } from '../../../../lang/ast/nodes.ts';
import { bare } from '../../../../lang/checker/scopes.ts';
import type { MailFile } from './mail-file.ts';
import { keyOf } from './stages.ts';

/** Parts of a sum that are put together, and constants that stand for one another. */
const MAX_PARTS = 50;

/** The text that an expression certainly has; `undefined` where that depends. */
export function literalText(file: MailFile, expression: Expression): string | undefined {
	return textOf(file, expression, { left: MAX_PARTS });
}

function textOf(file: MailFile, expression: Expression, budget: { left: number }): string | undefined {
	const node = bare(expression);
	if (budget.left-- <= 0) return undefined;
	switch (node.kind) {
		case 'String':
			return node.value;
		case 'Binary': {
			if (node.operator !== '+') return undefined;
			const left = textOf(file, node.left, budget);
			const right = left === undefined ? undefined : textOf(file, node.right, budget);
			return left === undefined || right === undefined ? undefined : left + right;
		}
		case 'Object':
			return file.kindOf(node) === 'string' ? textOf(file, writtenValue(node.value), budget) : undefined;
		case 'Variable': {
			const found = fixedValue(file, node);
			return found === undefined ? undefined : textOf(found.file, found.value, budget);
		}
		default:
			return undefined;
	}
}

/** What stands behind `=` in a declaration, or under `value` in its map form. */
export function writtenValue(value: Expression): Expression {
	const node = bare(value);
	return node.kind === 'Map' ? (entryOf(node, 'value') ?? node) : node;
}

export function entryOf(map: MapLiteral, key: string): Expression | undefined {
	return map.entries.findLast((entry) => keyOf(entry) === key)?.value;
}

/** The expression that a variable has been declared with, if it never has another value. */
export function fixedValue(
	file: MailFile,
	expression: Expression,
): { readonly file: MailFile; readonly value: Expression } | undefined {
	const found = file.variable(expression);
	if (found === undefined) return undefined;
	const { definition } = found;
	if (definition.writes.length > 0 || definition.partWrites.length > 0) return undefined;
	if (definition.node.kind === 'Object') return { file: found.file, value: definition.node };
	if ((definition.kind !== 'let' && definition.kind !== 'const') || definition.initial === null) return undefined;
	// A method may change a variable in place; texts are changed by few, but which of them did is not looked at.
	if (definition.kind === 'let' && definition.chains.some(({ steps: [step] }) => step?.kind === 'MethodStep')) {
		return undefined;
	}
	return { file: found.file, value: definition.initial };
}

/** The declaration of an object or service, or the call that makes one, behind an expression. */
export function declarationOf(
	file: MailFile,
	expression: Expression,
): { readonly file: MailFile; readonly node: Expression } | undefined {
	let at: { readonly file: MailFile; readonly node: Expression } = { file, node: bare(expression) };
	for (let left = MAX_PARTS; left > 0; left--) {
		if (at.node.kind !== 'Variable') return at;
		const found = at.file.variable(at.node);
		if (found === undefined) return undefined;
		const { node, initial, writes, kind } = found.definition;
		if (writes.length > 0) return undefined;
		if (node.kind === 'Object' || node.kind === 'Service') return { file: found.file, node };
		if ((kind !== 'let' && kind !== 'const') || initial === null) return undefined;
		at = { file: found.file, node: bare(initial) };
	}
	return undefined;
}
