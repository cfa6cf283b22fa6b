/** What the static checks know about literals: which expressions are constants, and what to call them in a message. */

import type { Expression } from '../../ast/nodes.ts';

/** Without the parentheses around it, which mean nothing to the checks (language spec 4.4). */
export function unwrap(expression: Expression): Expression {
	let inner = expression;
	while (inner.kind === 'Paren') inner = inner.expression;
	return inner;
}

/** A number literal, possibly with signs before it. */
export function isNumber(expression: Expression): boolean {
	let inner = unwrap(expression);
	while (inner.kind === 'Unary' && inner.operator !== '!') inner = unwrap(inner.operand);
	return inner.kind === 'Int' || inner.kind === 'Float';
}

/** A value that is known from the text alone: literals, and arrays and maps of them. */
export function isConstant(expression: Expression): boolean {
	const inner = unwrap(expression);
	switch (inner.kind) {
		case 'Unit':
		case 'Bool':
		case 'Int':
		case 'Float':
		case 'Char':
		case 'String':
			return true;
		case 'Unary':
			return isNumber(inner);
		case 'Array':
			return inner.elements.every(isConstant);
		case 'Map':
			return inner.entries.every((entry) => isConstant(entry.value));
		case 'Template':
			return inner.parts.every((part) => {
				if (part.kind === 'TemplateText') return true;
				return part.body.statements.every((one) => one.kind === 'ExpressionStatement' && isConstant(one.expression));
			});
		default:
			return false;
	}
}

/** What a literal is in words; `undefined` for anything whose type is only known when it runs. */
export function literalName(expression: Expression): string | undefined {
	const inner = unwrap(expression);
	switch (inner.kind) {
		case 'Unit':
			return '()';
		case 'Bool':
			return 'a boolean';
		case 'Char':
			return 'a character';
		case 'String':
		case 'Template':
			return 'a string';
		case 'Array':
			return 'an array';
		case 'Map':
			return 'an object map';
		default:
			return isNumber(inner) ? 'a number' : undefined;
	}
}
