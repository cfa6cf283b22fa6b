/** What operators make of types (language spec 3.10, 5.2, 5.6), for the inference and for the lints about operators. */

import type { BinaryOperator, UnaryOperator } from '../ast/nodes.ts';
import type { Type, TypeWord } from './types.ts';

/** A type word, `invalid` if the combination certainly fails, `unknown` if that depends. */
export type OperatorResult = TypeWord | 'invalid' | 'unknown';

const NUMBERS: ReadonlySet<string> = new Set(['int', 'float']);

function arithmetic(left: TypeWord, right: TypeWord): OperatorResult | undefined {
	if (!NUMBERS.has(left) || !NUMBERS.has(right)) return undefined;
	return left === 'int' && right === 'int' ? 'int' : 'float';
}

function sum(left: TypeWord, right: TypeWord): OperatorResult {
	const number = arithmetic(left, right);
	if (number !== undefined) return number;
	if (left === 'string' || right === 'string') return 'string';
	if (left === 'char' && right === 'char') return 'string';
	if (left === right && (left === 'array' || left === 'map' || left === 'blob')) return left;
	if (left === 'blob' && right === 'char') return 'blob';
	if (left === 'timestamp' && NUMBERS.has(right)) return 'timestamp';
	return 'invalid';
}

function difference(left: TypeWord, right: TypeWord): OperatorResult {
	const number = arithmetic(left, right);
	if (number !== undefined) return number;
	if (left === 'string') return right === 'string' || right === 'char' ? 'string' : 'invalid';
	if (left === 'timestamp') return right === 'timestamp' ? 'float' : NUMBERS.has(right) ? 'timestamp' : 'invalid';
	return 'invalid';
}

function bits(operator: BinaryOperator, left: TypeWord, right: TypeWord): OperatorResult {
	if (left === 'int' && right === 'int') return 'int';
	const shift = operator === '<<' || operator === '>>';
	return left === 'bool' && right === 'bool' && !shift ? 'bool' : 'invalid';
}

/** Whether `item in container` can work, for known types. */
function containment(item: TypeWord, container: TypeWord): OperatorResult {
	switch (container) {
		case 'array':
			return 'bool';
		case 'string':
			return item === 'string' || item === 'char' ? 'bool' : 'invalid';
		case 'map':
			return item === 'string' ? 'bool' : 'invalid';
		case 'range':
		case 'range=':
		case 'blob':
			return item === 'int' ? 'bool' : 'invalid';
		default:
			return 'invalid';
	}
}

const ORDER: ReadonlySet<string> = new Set(['<', '<=', '>', '>=']);
const NO_ORDER: ReadonlySet<string> = new Set(['array', 'map', 'blob', 'range', 'range=', 'Fn']);

/** Whether values of two different types can ever be equal or in order. */
export function comparable(left: TypeWord, right: TypeWord): boolean {
	if (left === right) return true;
	if (NUMBERS.has(left) && NUMBERS.has(right)) return true;
	return (left === 'char' && right === 'string') || (left === 'string' && right === 'char');
}

export function isComparison(operator: BinaryOperator): boolean {
	return operator === '==' || operator === '!=' || ORDER.has(operator);
}

/** The result of `left operator right`; `in` and `!in` included. */
export function binaryResult(operator: BinaryOperator, left: Type, right: Type): OperatorResult {
	if (operator === '&&' || operator === '||') return 'bool';
	if (left.word === 'any' || right.word === 'any') return unknownOperand(operator);
	switch (operator) {
		case '+':
			return sum(left.word, right.word);
		case '-':
			return difference(left.word, right.word);
		case '*':
		case '/':
		case '%':
		case '**':
			return arithmetic(left.word, right.word) ?? 'invalid';
		case '<<':
		case '>>':
		case '&':
		case '|':
		case '^':
			return bits(operator, left.word, right.word);
		case 'in':
		case '!in':
			return containment(left.word, right.word);
		case '??':
			return 'unknown';
		default:
			if (left.word !== right.word) return 'bool';
			if (left.word === 'Fn') return 'invalid';
			return ORDER.has(operator) && NO_ORDER.has(left.word) ? 'invalid' : 'bool';
	}
}

function unknownOperand(operator: BinaryOperator): OperatorResult {
	return isComparison(operator) || operator === 'in' || operator === '!in' ? 'bool' : 'unknown';
}

export function unaryResult(operator: UnaryOperator, operand: Type): OperatorResult {
	if (operator === '!') return operand.word === 'any' || operand.word === 'bool' ? 'bool' : 'invalid';
	if (operand.word === 'any') return 'unknown';
	return NUMBERS.has(operand.word) ? operand.word : 'invalid';
}
