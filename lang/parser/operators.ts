/** Grouping of flat operator chains by precedence (language spec 2.3), without recursion. */

import type { BinaryOperator, Expression } from '../ast/nodes.ts';

/** Precedence of the binary operators; more binds tighter. */
export const PRECEDENCE: ReadonlyMap<string, number> = new Map([
	['<<', 210],
	['>>', 210],
	['**', 190],
	['*', 180],
	['/', 180],
	['%', 180],
	['+', 150],
	['-', 150],
	['..', 140],
	['..=', 140],
	['??', 135],
	['<', 130],
	['<=', 130],
	['>', 130],
	['>=', 130],
	['in', 110],
	['!in', 110],
	['==', 90],
	['!=', 90],
	['is', 90],
	['not', 90],
	['&&', 60],
	['&', 60],
	['||', 30],
	['|', 30],
	['^', 30],
]);

const WORD_OPERATORS: Readonly<Record<string, BinaryOperator>> = { is: '==', not: '!=' };

export interface OperatorToken {
	readonly text: string;
	readonly start: number;
	readonly precedence: number;
	/** Added by the host: becomes a call. */
	readonly custom: boolean;
}

/** Operands and the operators between them; `null` is an end of a range that was left out. */
export interface FlatChain {
	readonly operands: (Expression | null)[];
	readonly operators: OperatorToken[];
}

/** Makes the tree. There is one operand more than operators. */
export function group(chain: FlatChain): Expression {
	const values: (Expression | null)[] = [chain.operands[0] ?? null];
	const pending: OperatorToken[] = [];
	const reduce = () => {
		const operator = pending.pop() as OperatorToken;
		const right = values.pop() as Expression | null;
		const left = values.pop() as Expression | null;
		values.push(combine(operator, left, right));
	};
	chain.operators.forEach((operator, index) => {
		// `**` is the only operator that groups to the right.
		const least = operator.text === '**' ? operator.precedence + 1 : operator.precedence;
		while (pending.length > 0 && (pending[pending.length - 1] as OperatorToken).precedence >= least) reduce();
		pending.push(operator);
		values.push(chain.operands[index + 1] ?? null);
	});
	while (pending.length > 0) reduce();
	return values[0] as Expression;
}

function combine(operator: OperatorToken, left: Expression | null, right: Expression | null): Expression {
	const operatorEnd = operator.start + operator.text.length;
	const start = left?.start ?? operator.start;
	const end = right?.end ?? operatorEnd;
	if (operator.text === '..' || operator.text === '..=') {
		const inclusive = operator.text === '..=';
		return { kind: 'Range', start, end, inclusive, operatorStart: operator.start, from: left, to: right };
	}
	// A missing end that another operator has taken for itself: the omitted lower end of a range is 0.
	const leftValue = left ?? missing(operator.start);
	const rightValue = right ?? missing(operatorEnd);
	if (operator.custom) {
		const name = { kind: 'Identifier', start: operator.start, end: operatorEnd, name: operator.text } as const;
		return { kind: 'Call', start, end, namespace: [], name, bang: false, args: [leftValue, rightValue] };
	}
	const word = Object.hasOwn(WORD_OPERATORS, operator.text);
	return {
		kind: 'Binary',
		start,
		end,
		operator: word ? (WORD_OPERATORS[operator.text] as BinaryOperator) : (operator.text as BinaryOperator),
		word,
		operatorStart: operator.start,
		left: leftValue,
		right: rightValue,
	};
}

function missing(at: number): Expression {
	return { kind: 'Int', start: at, end: at, value: 0 };
}
