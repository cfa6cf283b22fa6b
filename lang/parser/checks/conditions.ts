/** Literals where their type can never fit (language spec 2.4): conditions, operands of `&&` and `||`, iterables. */

import type { BinaryExpression, Expression } from '../../ast/nodes.ts';
import type { ProblemSink } from '../problem-sink.ts';
import { literalName, unwrap } from './constants.ts';

export function checkCondition(condition: Expression, sink: ProblemSink): void {
	const name = literalName(condition);
	if (name === undefined || unwrap(condition).kind === 'Bool') return;
	const help = name === '()' ? undefined : 'only a boolean can be a condition: compare it with something';
	sink.add('MismatchedType', `Expecting a boolean expression, not ${name}`, condition.start, condition.end, { help });
}

export function checkLogic(node: BinaryExpression, sink: ProblemSink): void {
	if (node.operator !== '&&' && node.operator !== '||') return;
	checkCondition(node.left, sink);
	checkCondition(node.right, sink);
}

const ITERABLE = new Set(['String', 'Template', 'Array']);

export function checkIterable(iterable: Expression, sink: ProblemSink): void {
	const name = literalName(iterable);
	const inner = unwrap(iterable);
	if (name === undefined || ITERABLE.has(inner.kind)) return;
	const help =
		inner.kind === 'Map'
			? 'go through its keys() or values()'
			: inner.kind === 'Int'
				? `write 0..${inner.value} to count`
				: undefined;
	sink.add('MismatchedType', `Expecting an iterable value, not ${name}`, iterable.start, iterable.end, { help });
}
