/** The rules for the cases of a `switch` (language spec 6.5). */

import type { Expression, SwitchCase, SwitchExpression } from '../../ast/nodes.ts';
import type { IntValue } from '../../values/int.ts';
import { I64_MAX } from '../../values/int.ts';
import type { ProblemSink } from '../problem-sink.ts';
import { isConstant, isNumber, unwrap } from './constants.ts';

export function checkSwitch(node: SwitchExpression, sink: ProblemSink): void {
	let rangeSeen = false;
	let fallback: SwitchCase | undefined;
	for (const one of node.cases) {
		if (fallback !== undefined) {
			sink.add('WrongSwitchDefaultCase', 'Default switch case must be the last', one.start, one.start + 1, {
				related: [{ source: sink.source, start: fallback.start, end: fallback.start + 1, message: 'the default case' }],
			});
		}
		if (one.patterns === null) {
			fallback ??= one;
			if (one.guard !== null) {
				const at = sink.source.text.lastIndexOf('if', one.guard.start - 1);
				sink.add('WrongSwitchCaseCondition', 'This switch case cannot have a condition', at, at + 2, {
					help: 'write _ => if … { … } instead',
				});
			}
			continue;
		}
		for (const pattern of one.patterns) {
			const constant = unwrap(pattern);
			if (constant.kind === 'Error') continue;
			if (constant.kind === 'Range' ? !isCaseRange(constant.from, constant.to) : !isCaseConstant(constant)) {
				sink.add('ExprExpected', 'Expecting a literal expression', pattern.start, pattern.end, {
					help: 'a case is a literal; use if … else if to compare with other values',
				});
			} else if (constant.kind === 'Range') {
				if (!isEmpty(constant.from, constant.to, constant.inclusive)) rangeSeen = true;
			} else if (rangeSeen && isNumber(constant)) {
				sink.add(
					'WrongSwitchIntegerCase',
					'Numeric switch case cannot follow a range case',
					pattern.start,
					pattern.end,
					{
						help: 'put numbers before ranges: they are tried first anyway',
					},
				);
			}
		}
	}
}

function isCaseConstant(expression: Expression): boolean {
	if (isConstant(expression)) return true;
	if (expression.kind !== 'Call' || expression.namespace.length > 0 || expression.name.name !== 'Fn') return false;
	return expression.args.length === 1 && (expression.args[0] as Expression).kind === 'String';
}

function isCaseRange(from: Expression | null, to: Expression | null): boolean {
	return (from === null || intOf(from) !== undefined) && (to === null || intOf(to) !== undefined);
}

/** The value of an int literal with signs before it. */
function intOf(expression: Expression): IntValue | undefined {
	let inner = unwrap(expression);
	let negative = false;
	while (inner.kind === 'Unary' && inner.operator !== '!') {
		if (inner.operator === '-') negative = !negative;
		inner = unwrap(inner.operand);
	}
	if (inner.kind !== 'Int') return undefined;
	return negative ? -inner.value : inner.value;
}

function isEmpty(from: Expression | null, to: Expression | null, inclusive: boolean): boolean {
	const low = from === null ? 0 : (intOf(from) as IntValue);
	const high = to === null ? I64_MAX : (intOf(to) as IntValue);
	return inclusive ? high < low : high <= low;
}
