/** What names stand for: variables, `this`, functions of the script, global constants (language spec 4.2, 7.5, 8.4). */

import type { Expression, Variable } from '../../../lang/ast/nodes.ts';
import { FunctionPointer } from '../../../lang/values/function-pointer.ts';
import type { Value } from '../../../lang/values/value.ts';
import { ScriptError } from '../../../lang/vm/errors.ts';
import { locating, type Machine, placeOf, unparenthesized } from './machine.ts';
import { type Place, ReceiverPlace, VariablePlace } from './places.ts';
import type { Scope } from './scope.ts';

type Name = Extract<Expression, { kind: 'Variable' | 'This' }>;

function variableNotFound(name: string): ScriptError {
	return new ScriptError('ErrorVariableNotFound', `Variable not found: ${name}`, { variable: name });
}

/** The stored value of a name. */
export function readVariable(machine: Machine, node: Name, scope: Scope): Value {
	return locating(placeOf(machine, node), () => {
		if (node.kind === 'Variable' && node.namespace.length > 0) return qualified(machine, node);
		const place = variablePlace(machine, node, scope);
		if (place !== undefined) return place.get();
		return new FunctionPointer((node as Variable).name.name, [], undefined, [], undefined);
	});
}

/** Of all namespaces only `global` is known here (language spec 8.4). */
function qualified(machine: Machine, node: Variable): Value {
	const path = node.namespace.map(({ name }) => name);
	if (path.join() !== 'global') {
		throw new ScriptError('ErrorModuleNotFound', `Module not found: ${path.join('::')}`, { module: path.join('::') });
	}
	const name = node.name.name;
	if (!machine.constants.has(name)) throw variableNotFound(`global::${name}`);
	return machine.constants.get(name);
}

/**
 * The variable that an expression names, or `this`; `undefined` for other expressions and for names of functions.
 * @throws ScriptError ErrorVariableNotFound, ErrorUnboundThis
 */
export function variablePlace(machine: Machine, expression: Expression, scope: Scope): Place | undefined {
	const node = unparenthesized(expression);
	if (node.kind === 'This') {
		const { receiver } = scope.activation;
		if (receiver !== undefined) return new ReceiverPlace(receiver);
		return locating(placeOf(machine, node), () => {
			throw new ScriptError('ErrorUnboundThis', "'this' not bound");
		});
	}
	if (node.kind !== 'Variable' || node.namespace.length > 0) return undefined;
	const { name } = node.name;
	// Inside a closure the name of a function wins over a captured variable, elsewhere the variable (language spec 7.6).
	const local = scope.find(name);
	if (local !== undefined) return new VariablePlace(local);
	if (machine.functions.names(name)) return undefined;
	const captured = scope.activation.captured.get(name);
	if (captured !== undefined) return new VariablePlace(captured);
	return locating(placeOf(machine, node), () => {
		throw variableNotFound(name);
	});
}

/** True for a variable that a closure has captured and for nothing else (language spec 3.3). */
export function isShared(machine: Machine, node: Expression, scope: Scope): boolean {
	const place = variablePlace(machine, node, scope);
	if (place === undefined) machine.evaluate(node, scope);
	return place instanceof VariablePlace && place.variable.shared;
}
