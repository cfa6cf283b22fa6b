/** V215: a comparison can never be true, or always fails. */

import type { BinaryExpression, SwitchExpression } from '../../ast/nodes.ts';
import { binaryResult, comparable, isComparison } from '../operators.ts';
import type { LintContext, LintRule } from '../rule.ts';
import { describeType, type Type } from '../types.ts';

/** Whether values of two known types may meet in a comparison: an absent value on both sides is equal. */
function mayBeEqual(left: Type, right: Type): boolean {
	if (left.word === 'any' || right.word === 'any') return true;
	if (comparable(left.word, right.word)) return true;
	return (left.optional || left.word === '()') && (right.optional || right.word === '()');
}

function checkComparison(context: LintContext, node: BinaryExpression): string | undefined {
	const left = context.types.typeOf(node.left);
	const right = context.types.typeOf(node.right);
	if (left.word === 'any' || right.word === 'any') return undefined;
	const words = `${describeType(left)} and ${describeType(right)}`;
	if (!mayBeEqual(left, right)) {
		const result = node.operator === '!=' ? 'true' : 'false';
		return `${words} are never ${node.operator === '==' || node.operator === '!=' ? 'equal' : 'in order'}: this is always ${result}`;
	}
	if (left.optional || right.optional) return undefined;
	return binaryResult(node.operator, left, right) === 'invalid'
		? `${words} cannot be compared with \`${node.operator}\``
		: undefined;
}

function checkContainment(context: LintContext, node: BinaryExpression): string | undefined {
	const item = context.types.typeOf(node.left);
	const container = context.types.typeOf(node.right);
	if (item.optional || container.optional || context.scopes.plainFunctions.has('contains/2')) return undefined;
	return binaryResult(node.operator, item, container) === 'invalid'
		? `${describeType(container)} cannot be asked whether it contains ${describeType(item)}`
		: undefined;
}

/** Types of which `switch` finds equal values only among values of the very same type. */
const EXACT: ReadonlySet<string> = new Set(['()', 'bool', 'int', 'float', 'char', 'string', 'array', 'map']);

function* impossibleCases(
	context: LintContext,
	node: SwitchExpression,
): Generator<[SwitchExpression['subject'], string]> {
	const subject = context.types.typeOf(node.subject);
	if (!EXACT.has(subject.word)) return;
	for (const arm of node.cases) {
		for (const pattern of arm.patterns ?? []) {
			const type = context.types.typeOf(pattern);
			if (type.word === 'any' || type.word === subject.word || (subject.optional && type.word === '()')) continue;
			const range = type.word === 'range' || type.word === 'range=';
			if (range && (subject.word === 'int' || subject.word === 'float')) continue;
			yield [pattern, `${describeType(subject)} never matches ${describeType(type)}`];
		}
	}
}

export const impossibleComparison: LintRule = {
	id: 'V215',
	run(context, report) {
		for (const node of context.tree.ofKind('Binary')) {
			const message = isComparison(node.operator)
				? checkComparison(context, node)
				: node.operator === 'in' || node.operator === '!in'
					? checkContainment(context, node)
					: undefined;
			if (message !== undefined)
				report({ span: node, message, help: 'convert one side, or compare with something else' });
		}
		for (const node of context.tree.ofKind('Switch')) {
			for (const [pattern, message] of impossibleCases(context, node)) {
				report({ span: pattern, message, help: '`switch` compares values of the same type only' });
			}
		}
	},
};
