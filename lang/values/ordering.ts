/**
 * `<`, `<=`, `>` and `>=` (language spec 3.10). Between different types they are false; two of one type that has no
 * order are ErrorFunctionNotFound.
 */

import { functionNotFound } from '../vm/errors.ts';
import { Char } from './char.ts';
import { compareCodePoints } from './container.ts';
import { Float } from './float.ts';
import { floatLess, floatLessOrEqual } from './floats.ts';
import { HostObject } from './host-object.ts';
import { tryOperator } from './host-operators.ts';
import { isInt } from './int.ts';
import { untag } from './tagged.ts';
import { Timestamp } from './timestamp.ts';
import { typeId, typeName } from './type-of.ts';
import type { Value } from './value.ts';

type OrderOperator = '<' | '<=' | '>' | '>=';

/** `left < right`. @throws ScriptError ErrorFunctionNotFound for two values of a type without order */
export function lessThan(left: Value, right: Value): boolean {
	if (typeof left === 'number' && typeof right === 'number') return left < right;
	return ordered(left, right, '<');
}

/** `left <= right`. @throws ScriptError ErrorFunctionNotFound for two values of a type without order */
export function lessOrEqual(left: Value, right: Value): boolean {
	if (typeof left === 'number' && typeof right === 'number') return left <= right;
	return ordered(left, right, '<=');
}

/** `left > right`. @throws ScriptError ErrorFunctionNotFound for two values of a type without order */
export function greaterThan(left: Value, right: Value): boolean {
	if (typeof left === 'number' && typeof right === 'number') return left > right;
	return ordered(left, right, '>');
}

/** `left >= right`. @throws ScriptError ErrorFunctionNotFound for two values of a type without order */
export function greaterOrEqual(left: Value, right: Value): boolean {
	if (typeof left === 'number' && typeof right === 'number') return left >= right;
	return ordered(left, right, '>=');
}

function ordered(left: Value, right: Value, operator: OrderOperator): boolean {
	const a = untag(left);
	const b = untag(right);
	if (a instanceof Float ? b instanceof Float || isInt(b) : b instanceof Float && isInt(a)) {
		return orderedFloats(numberOf(a), numberOf(b), operator);
	}
	const answer = a instanceof HostObject || b instanceof HostObject ? tryOperator(operator, a, b) : undefined;
	if (typeof answer === 'boolean') return answer;
	const order = compare(a, b, operator);
	if (order === undefined) return false;
	switch (operator) {
		case '<':
			return order < 0;
		case '<=':
			return order <= 0;
		case '>':
			return order > 0;
		case '>=':
			return order >= 0;
	}
}

function numberOf(value: Value): number {
	return value instanceof Float ? value.value : Number(value);
}

function orderedFloats(x: number, y: number, operator: OrderOperator): boolean {
	switch (operator) {
		case '<':
			return floatLess(x, y);
		case '<=':
			return floatLessOrEqual(x, y);
		case '>':
			return floatLess(y, x);
		case '>=':
			return floatLessOrEqual(y, x);
	}
}

/** Negative, 0 or positive; `undefined` for pairs of which no comparison is true. Floats are not for here. */
function compare(left: Value, right: Value, operator: OrderOperator): number | undefined {
	if (isInt(left)) return isInt(right) ? (left < right ? -1 : left > right ? 1 : 0) : hostOrder(left, right, operator);
	if (left instanceof Char) {
		if (right instanceof Char) return left.code - right.code;
		return typeof right === 'string' ? compareCodePoints(left.text, right) : hostOrder(left, right, operator);
	}
	if (typeof left === 'string') {
		if (typeof right === 'string') return compareCodePoints(left, right);
		return right instanceof Char ? compareCodePoints(left, right.text) : hostOrder(left, right, operator);
	}
	if (typeof left === 'boolean' && typeof right === 'boolean') return Number(left) - Number(right);
	if (left instanceof Timestamp && right instanceof Timestamp) return left.milliseconds - right.milliseconds;
	return hostOrder(left, right, operator);
}

function hostOrder(left: Value, right: Value, operator: OrderOperator): number | undefined {
	if (left instanceof HostObject) {
		const order = left.descriptor.compare?.(left as never, right);
		if (order !== undefined) return order;
	}
	if (right instanceof HostObject) {
		const order = right.descriptor.compare?.(right as never, left);
		if (order !== undefined) return -order;
	}
	// Only types without any order are left here; unlike `()`, two objects of one type are not just unordered.
	if (typeof left === 'object' && typeId(left) === typeId(right)) {
		throw functionNotFound(`${operator} (${typeName(left)}, ${typeName(right)})`);
	}
	return undefined;
}
