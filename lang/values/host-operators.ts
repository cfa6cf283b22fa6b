/**
 * Operators for host types that native functions implement: a function named `+`, `==`, `<`, `+=`, `contains` … with a
 * host type among its parameters (language spec, Appendix C). The operators ask here where they have no meaning of their
 * own, so nothing is lost for built-in types.
 *
 * Operators know nothing of runs. The run that executes puts its operators here, and takes them away when it gives way.
 */

import { functionNotFound } from '../vm/errors.ts';
import { HostObject } from './host-object.ts';
import { typeName } from './type-of.ts';
import type { Value } from './value.ts';

/** Says that no function fits. */
export const NO_OPERATOR: unique symbol = Symbol('no operator');

export interface HostOperators {
	apply(operator: string, operands: readonly Value[]): Value | typeof NO_OPERATOR;
}

let active: HostOperators | undefined;

/** Makes the operators of a run those that count. @returns those that counted before */
export function activate(operators: HostOperators | undefined): HostOperators | undefined {
	const before = active;
	active = operators;
	return before;
}

/** The result of a native operator, or NO_OPERATOR. */
export function tryOperator(operator: string, ...operands: readonly Value[]): Value | typeof NO_OPERATOR {
	if (active === undefined || !operands.some((operand) => operand instanceof HostObject)) return NO_OPERATOR;
	return active.apply(operator, operands);
}

/** The same where nothing else is left. @throws ScriptError ErrorFunctionNotFound */
export function hostOperator(operator: string, ...operands: readonly Value[]): Value {
	const result = tryOperator(operator, ...operands);
	if (typeof result !== 'symbol') return result;
	throw functionNotFound(`${operator} (${operands.map(typeName).join(', ')})`);
}
