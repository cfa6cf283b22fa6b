/** Expressions without calls: literals, names, operators (language spec 3, 5). */

import type { BinaryExpression, Expression, TemplateString, UnaryOperator } from '../../../lang/ast/nodes.ts';
import {
	add,
	bitAnd,
	bitOr,
	bitXor,
	divide,
	makeRange,
	multiply,
	negate,
	not,
	plus,
	power,
	remainder,
	shiftLeft,
	shiftRight,
	subtract,
} from '../../../lang/values/arithmetic.ts';
import { charOf } from '../../../lang/values/char.ts';
import { ArrayValue, MapValue } from '../../../lang/values/container.ts';
import { contains } from '../../../lang/values/containment.ts';
import { display } from '../../../lang/values/display.ts';
import { equals, notEquals } from '../../../lang/values/equality.ts';
import { Float } from '../../../lang/values/float.ts';
import { I64_MAX } from '../../../lang/values/int.ts';
import { greaterOrEqual, greaterThan, lessOrEqual, lessThan } from '../../../lang/values/ordering.ts';
import { untag } from '../../../lang/values/tagged.ts';
import { typeName } from '../../../lang/values/type-of.ts';
import type { Value } from '../../../lang/values/value.ts';
import { mismatchedType } from '../../../lang/vm/errors.ts';
import { executeChain } from './chains.ts';
import { executeConstruct } from './control.ts';
import { copy, executeBlock, locating, type Machine, placeOf, unparenthesized, unsupported } from './machine.ts';
import { readVariable } from './names.ts';
import type { Scope } from './scope.ts';

const UNARY: Readonly<Record<UnaryOperator, (operand: Value) => Value>> = { '-': negate, '+': plus, '!': not };

const BINARY: Readonly<Record<string, (left: Value, right: Value) => Value>> = {
	'+': add,
	'-': subtract,
	'*': multiply,
	'/': divide,
	'%': remainder,
	'**': power,
	'<<': shiftLeft,
	'>>': shiftRight,
	'&': bitAnd,
	'|': bitOr,
	'^': bitXor,
	'==': equals,
	'!=': notEquals,
	'<': lessThan,
	'<=': lessOrEqual,
	'>': greaterThan,
	'>=': greaterOrEqual,
};

/** The value of an expression, a copy of its own. */
export function evaluate(machine: Machine, node: Expression, scope: Scope): Value {
	machine.spend(1);
	switch (node.kind) {
		case 'Unit':
			return undefined;
		case 'Bool':
		case 'Int':
		case 'String':
			return node.value;
		case 'Float':
			return new Float(node.value);
		case 'Char':
			return charOf(node.value);
		case 'Template':
			return template(machine, node, scope);
		case 'Array':
			return new ArrayValue(node.elements.map((element) => evaluate(machine, element, scope)));
		case 'Map': {
			const map = new MapValue();
			for (const { key, value } of node.entries) {
				map.set(key.kind === 'Identifier' ? key.name : key.value, evaluate(machine, value, scope));
			}
			return map;
		}
		case 'Paren':
			return evaluate(machine, node.expression, scope);
		case 'Variable':
		case 'This':
			return copy(machine, readVariable(machine, node, scope));
		case 'Unary': {
			const operand = evaluate(machine, node.operand, scope);
			return locating(placeOf(machine, node), () => UNARY[node.operator](operand));
		}
		case 'Binary':
			return binary(machine, node, scope);
		case 'Range': {
			const from = node.from === null ? 0 : evaluate(machine, node.from, scope);
			const to = node.to === null ? I64_MAX : evaluate(machine, node.to, scope);
			return locating(operatorPlace(machine, node.operatorStart), () => makeRange(from, to, node.inclusive));
		}
		case 'Chain':
			return executeChain(machine, node, scope);
		case 'Call':
			return machine.callByName(node, scope);
		case 'Closure':
			return machine.makeClosure(node, scope);
		case 'Block':
		case 'If':
		case 'Switch':
		case 'While':
		case 'Loop':
		case 'Do':
		case 'For':
			return executeConstruct(machine, node, scope);
		case 'Break':
		case 'Continue':
		case 'Return':
		case 'Throw':
			return machine.execute(node, scope);
		default:
			return unsupported(node);
	}
}

function operatorPlace(machine: Machine, start: number) {
	return placeOf(machine, { start, end: start + 1 });
}

/** Only bools are conditions (language spec 3.11). */
export function condition(machine: Machine, node: Expression, scope: Scope): boolean {
	const value = untag(evaluate(machine, node, scope));
	return locating(placeOf(machine, unparenthesized(node)), () => {
		if (typeof value !== 'boolean') throw mismatchedType('bool', typeName(value));
		return value;
	});
}

function binary(machine: Machine, node: BinaryExpression, scope: Scope): Value {
	const { operator, left, right } = node;
	switch (operator) {
		case '&&':
			return condition(machine, left, scope) && condition(machine, right, scope);
		case '||':
			return condition(machine, left, scope) || condition(machine, right, scope);
		case '??': {
			const value = evaluate(machine, left, scope);
			return untag(value) === undefined ? evaluate(machine, right, scope) : value;
		}
		case 'in':
		case '!in': {
			const within = containment(machine, node, scope);
			return operator === 'in' ? within : locating(operatorPlace(machine, node.operatorStart), () => not(within));
		}
		default: {
			const leftValue = evaluate(machine, left, scope);
			const rightValue = evaluate(machine, right, scope);
			const apply = BINARY[operator] as (a: Value, b: Value) => Value;
			return locating(operatorPlace(machine, node.operatorStart), () => apply(leftValue, rightValue));
		}
	}
}

/** `v in c` is `contains(c, v)`, which the script may define itself (language spec 5.6). */
function containment(machine: Machine, node: BinaryExpression, scope: Scope): Value {
	const { left, right } = node;
	const place = operatorPlace(machine, node.operatorStart);
	if (machine.functions.find('contains', 2) !== undefined) {
		const name = { kind: 'Identifier', name: 'contains', start: place.start, end: place.end } as const;
		const args = [right, left];
		return machine.callByName(
			{ kind: 'Call', namespace: [], name, bang: false, args, start: place.start, end: place.end },
			scope,
		);
	}
	const container = evaluate(machine, right, scope);
	const item = evaluate(machine, left, scope);
	return locating(place, () => contains(container, item));
}

function template(machine: Machine, node: TemplateString, scope: Scope): string {
	let text = '';
	for (const part of node.parts) {
		text += part.kind === 'TemplateText' ? part.value : display(executeBlock(machine, part.body, scope));
	}
	return text;
}
