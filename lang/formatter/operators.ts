/** Binary and unary operators, ranges and parentheses. Operator chains may be long: nothing here recurses along them. */

import type {
	BinaryExpression,
	BinaryOperator,
	Expression,
	ParenExpression,
	RangeExpression,
	UnaryExpression,
} from '../ast/nodes.ts';
import type { Group } from './layout.ts';
import type { Printer } from './printer.ts';
import { endsInBlock } from './shapes.ts';

/** Binding strength, language spec 2.3. */
const LEVELS: Readonly<Record<BinaryOperator, number>> = {
	'<<': 210,
	'>>': 210,
	'**': 190,
	'*': 180,
	'/': 180,
	'%': 180,
	'+': 150,
	'-': 150,
	'??': 135,
	'<': 130,
	'<=': 130,
	'>': 130,
	'>=': 130,
	in: 110,
	'!in': 110,
	'==': 90,
	'!=': 90,
	'&&': 60,
	'&': 60,
	'||': 30,
	'|': 30,
	'^': 30,
};

/** Operators of one level make one group, broken before each operator. `indented`: later lines are indented. */
export function binary(printer: Printer, node: BinaryExpression, indented = true): Group {
	const { layout } = printer;
	const [first, ...others] = operandsOf(node);
	const last = others[others.length - 1] as Expression;
	const hugging = others.length === 1 && endsInBlock(last);
	const group = printer.open(hugging);
	printer.expression(first as Expression);
	if (indented) layout.indent();
	for (const operand of others) {
		printer.line();
		printer.token();
		printer.space();
		if (hugging) layout.hug();
		printer.expression(operand);
		if (hugging) layout.hugEnd();
	}
	if (indented) layout.dedent();
	layout.close();
	return group;
}

/** The operands of all operators on the level of this one, in the order of the source. */
function operandsOf(node: BinaryExpression): Expression[] {
	const level = LEVELS[node.operator];
	const operands: Expression[] = [];
	const waiting: Expression[] = [];
	let current: Expression = node;
	for (;;) {
		while (current.kind === 'Binary' && LEVELS[current.operator] === level) {
			waiting.push(current.right);
			current = current.left;
		}
		operands.push(current);
		const next = waiting.pop();
		if (next === undefined) return operands;
		current = next;
	}
}

/**
 * A minus before digits needs care, because in many places `-1` is one token and `- 1` two (language spec 1.6): what
 * was apart stays apart, and what was together stays so only after the same token as before.
 */
export function unary(printer: Printer, node: UnaryExpression): void {
	let operand: Expression = node;
	while (operand.kind === 'Unary') {
		const moved = printer.moved;
		printer.token();
		const digits = printer.last === '-' && /^[0-9]/.test(printer.next);
		const needsSpace = digits ? moved || !printer.glued : startsWithSign(printer.last, printer.next);
		if (needsSpace) printer.space();
		operand = operand.operand;
	}
	printer.expression(operand);
}

/** `--` and `++` are tokens of their own. */
function startsWithSign(operator: string, next: string): boolean {
	return (operator === '-' && next.startsWith('-')) || (operator === '+' && next.startsWith('+'));
}

/** No blanks around `..`, unless the dots would run into a number or another symbol. */
export function range(printer: Printer, node: RangeExpression): void {
	const chain: RangeExpression[] = [];
	let first: Expression | null = node;
	while (first?.kind === 'Range') {
		chain.push(first);
		first = first.from;
	}
	if (first !== null) printer.expression(first);
	for (const part of chain.reverse()) {
		const apart = printer.last.endsWith('.');
		if (apart) printer.space();
		printer.token();
		if (part.to === null) continue;
		if (apart || /^[.=]/.test(printer.next)) printer.space();
		printer.expression(part.to);
	}
}

export function paren(printer: Printer, node: ParenExpression): void {
	const { layout } = printer;
	const inner = node.expression;
	if (inner.kind !== 'Binary' && inner.kind !== 'Chain') {
		printer.token();
		printer.expression(inner);
		printer.closeComments(false);
		printer.token();
		return;
	}
	printer.open();
	printer.token();
	layout.indent();
	printer.softline();
	if (inner.kind === 'Binary') binary(printer, inner, false);
	else printer.expression(inner);
	printer.closeComments(false);
	layout.dedent();
	printer.softline();
	printer.token();
	layout.close();
}
