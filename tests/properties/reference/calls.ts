/** Calls: functions of the script, methods, pointers, natives (language spec 7). */

import type { CallExpression, ClosureExpression, Expression, MethodStep } from '../../../lang/ast/nodes.ts';
import { isIdentifierName, isReservedName } from '../../../lang/lexer/words.ts';
import { MapValue } from '../../../lang/values/container.ts';
import { FunctionPointer } from '../../../lang/values/function-pointer.ts';
import { untag } from '../../../lang/values/tagged.ts';
import { typeName } from '../../../lang/values/type-of.ts';
import type { Value } from '../../../lang/values/value.ts';
import { type ErrorPlace, functionNotFound, mismatchedType, ScriptError } from '../../../lang/vm/errors.ts';
import { freeNames } from './free-names.ts';
import type { Native } from './library.ts';
import {
	copy,
	isBareVariable,
	locating,
	type Machine,
	type PointerCall,
	placeOf,
	ReturnSignal,
	type ScriptFunction,
} from './machine.ts';
import { isShared, variablePlace } from './names.ts';
import { runNative } from './native-calls.ts';
import { locking, type Place, TemporaryPlace, VariablePlace } from './places.ts';
import { activation, Scope, type Variable } from './scope.ts';

function noFunction(name: string, args: readonly Value[]): ScriptError {
	return functionNotFound(`${name} (${args.map(typeName).join(', ')})`);
}

// ------------------------------------------------------------------------------------- functions of the script

interface ScriptCall {
	readonly callee: ScriptFunction;
	readonly args: readonly Value[];
	readonly receiver?: Place | undefined;
	readonly callerScope?: Scope | undefined;
	readonly site: ErrorPlace;
}

/** Enters one more level of calls. @throws ScriptError ErrorStackOverflow */
function nested<T>(machine: Machine, body: () => T): T {
	if (machine.level >= machine.callLevels) throw new ScriptError('ErrorStackOverflow', 'Stack overflow');
	machine.level++;
	try {
		return body();
	} finally {
		machine.level--;
	}
}

function callScript(machine: Machine, call: ScriptCall): Value {
	const { callee, args, receiver, callerScope, site } = call;
	const { anonymous, params, body, captured } = callee;
	return nested(machine, () => {
		const scope = new Scope(activation(anonymous ? 'closure' : 'function', receiver, captured), callerScope);
		for (const [index, param] of params.entries()) scope.declare(param.name, args[index]);
		try {
			return body.kind === 'Block' ? machine.executeAll(body.statements, scope.inner()) : machine.execute(body, scope);
		} catch (thrown) {
			if (thrown instanceof ReturnSignal) return thrown.value;
			if (thrown instanceof ScriptError) leaving(thrown, callee.name, site);
			throw thrown;
		}
	});
}

/** What happens to an error that leaves a function (language spec 9.4). */
function leaving(error: ScriptError, name: string, site: ErrorPlace): void {
	if (error.catchable)
		error.wrappers.push({ kind: 'ErrorInFunctionCall', name, source: site.source.name, place: site });
	else error.place = site;
}

/**
 * `this` is a reference to the receiver, unless changing it could not be seen or is not allowed (language spec 7.3).
 * Meanwhile nobody else may use a captured variable that it belongs to (7.6), whatever the function does with `this`.
 */
function callWithReceiver(machine: Machine, call: ScriptCall, receiver: Place): Value {
	if (receiver.temporary || receiver.constant !== undefined) {
		const own = new TemporaryPlace(copy(machine, receiver.get()), receiver.constant);
		return callScript(machine, { ...call, receiver: own });
	}
	return locking(receiver, () => callScript(machine, { ...call, receiver }));
}

let closures = 0;

/** The variables that the body names become shared, now (language spec 7.6). */
export function makeClosure(machine: Machine, node: ClosureExpression, scope: Scope): FunctionPointer {
	const captured = new Map<string, Variable>();
	for (const identifier of freeNames(node)) {
		const { name } = identifier;
		if (machine.functions.names(name)) continue;
		const variable = scope.find(name) ?? scope.activation.captured.get(name);
		if (variable === undefined) {
			const error = new ScriptError('ErrorVariableNotFound', `Variable not found: ${name}`, { variable: name });
			error.place = placeOf(machine, identifier);
			throw error;
		}
		captured.set(name, variable);
	}
	for (const variable of captured.values()) variable.shared = true;
	const name = `anon$${++closures}`;
	const { params, body } = node;
	const target: ScriptFunction = {
		name,
		anonymous: true,
		arity: params.length,
		params,
		body,
		thisType: undefined,
		captured,
	};
	return new FunctionPointer(name, [], target, [], undefined);
}

// ------------------------------------------------------------------------------------------------ by name

interface Arguments {
	readonly values: readonly Value[];
	/** Where the argument is that a native may change: the first of the function, if it is a bare variable or `this`. */
	readonly changeable: Place | undefined;
}

/**
 * Left to right, but a first argument that is a bare variable is read after the others (language spec 5.1). In
 * `call(f, x)` that goes for x as well.
 */
function evaluateArguments(machine: Machine, name: string, args: readonly Expression[], scope: Scope): Arguments {
	const first = name === 'call' ? 1 : 0;
	const values: Value[] = [];
	const late = args.map((arg, index) => index <= first && isBareVariable(arg));
	for (const [index, arg] of args.entries()) if (!late[index]) values[index] = machine.evaluate(arg, scope);
	for (const [index, arg] of args.entries()) if (late[index]) values[index] = machine.evaluate(arg, scope);
	const changeable = args[first];
	const place = late[first] && changeable !== undefined ? variablePlace(machine, changeable, scope) : undefined;
	return { values, changeable: byReference(place) };
}

/** Shared and constant variables are passed to natives by value (language spec 7.2). */
function byReference(place: Place | undefined): Place | undefined {
	if (place === undefined || place.constant !== undefined) return undefined;
	return place instanceof VariablePlace && place.variable.shared ? undefined : place;
}

/** `f(…)` and `f!(…)` */
export function callByName(machine: Machine, node: CallExpression, scope: Scope): Value {
	const name = node.name.name;
	const site = placeOf(machine, node.namespace[0] ?? node.name);
	const [only] = node.args;
	const own = machine.functions.find(name, node.args.length);
	if (name === 'is_shared' && only !== undefined && node.args.length === 1 && own === undefined) {
		return isShared(machine, only, scope);
	}
	const { values, changeable } = evaluateArguments(machine, name, node.args, scope);
	return locating(site, () => {
		if (node.namespace.length > 0) {
			const path = node.namespace.map((part) => part.name).join('::');
			throw new ScriptError('ErrorModuleNotFound', `Module not found: ${path}`, { module: path });
		}
		const callerScope = node.bang && !scope.isEmpty ? scope : undefined;
		if (own !== undefined) return callScript(machine, { callee: own, args: values, callerScope, site });
		if (name === 'call' && values.length > 0) return callCall(machine, values, changeable, callerScope, site);
		if (name === 'is_def_var' && values.length === 1) return isVisible(scope, values[0]);
		return callLibrary(machine, name, values, changeable, site);
	});
}

/** `call(f, …)`: what a native may change is the first argument of f (language spec 7.5). */
function callCall(
	machine: Machine,
	values: readonly Value[],
	reference: Place | undefined,
	callerScope: Scope | undefined,
	site: ErrorPlace,
): Value {
	const [given, ...args] = values;
	const pointer = untag(given);
	if (!(pointer instanceof FunctionPointer)) throw mismatchedType('Fn', typeName(pointer));
	return machine.callPointer({ pointer, args, reference, callerScope, site });
}

function isVisible(scope: Scope, name: Value): boolean {
	if (typeof name !== 'string') throw mismatchedType('string', typeName(name));
	return scope.find(name) !== undefined || scope.activation.captured.has(name);
}

// ------------------------------------------------------------------------------------------------ methods

/** `x.f(…)`: the first of the four kinds of method that there is (language spec 7.3). */
export function callMethod(machine: Machine, step: MethodStep, receiver: Place, args: Value[]): Value {
	const name = step.name.name;
	const site = placeOf(machine, step.name);
	return locating(site, () => {
		const base = untag(receiver.get());
		if (name === 'call') {
			if (base instanceof FunctionPointer) return machine.callPointer({ pointer: base, args, site });
			const [given, ...rest] = args;
			const pointer = untag(given);
			if (!(pointer instanceof FunctionPointer)) throw mismatchedType('Fn', typeName(pointer));
			return machine.callPointer({ pointer, args: rest, receiver, site });
		}
		const property = base instanceof MapValue ? untag(base.get(name)) : undefined;
		if (property instanceof FunctionPointer) return machine.callPointer({ pointer: property, args, receiver, site });
		const own = machine.functions.find(name, args.length, typeName(base));
		if (own !== undefined) return callWithReceiver(machine, { callee: own, args, site }, receiver);
		return callLibrary(machine, name, [copy(machine, receiver.get()), ...args], receiver, site, true);
	});
}

// ------------------------------------------------------------------------------------------------ pointers

export function callPointer(machine: Machine, call: PointerCall): Value {
	const { pointer, receiver, callerScope, site } = call;
	const args = [...pointer.curried.map((value) => copy(machine, value)), ...call.args];
	return locating(site, () => {
		let callee = pointer.target as ScriptFunction | undefined;
		if (callee !== undefined && callee.arity !== args.length) throw noFunction(pointer.name, args);
		callee ??= machine.functions.find(
			pointer.name,
			args.length,
			receiver === undefined ? undefined : typeName(receiver.get()),
		);
		if (callee === undefined) {
			if (receiver === undefined) {
				const reference = pointer.curried.length === 0 ? call.reference : undefined;
				return callLibrary(machine, pointer.name, args, reference, site);
			}
			return callLibrary(machine, pointer.name, [copy(machine, receiver.get()), ...args], receiver, site, true);
		}
		if (receiver === undefined) return callScript(machine, { callee, args, callerScope, site });
		return callWithReceiver(machine, { callee, args, site }, receiver);
	});
}

// ------------------------------------------------------------------------------------------------ natives

/**
 * Calls a function of the library.
 * @param args independent values, the receiver or first argument among them
 * @param first where the first argument is stored, if the function may change it there
 * @param method whether it is a method call, which constants refuse when it would change them
 */
function callLibrary(
	machine: Machine,
	name: string,
	args: readonly Value[],
	first: Place | undefined,
	site: ErrorPlace,
	method = false,
): Value {
	const intrinsic = callIntrinsic(machine, name, args.map(untag));
	if (intrinsic !== undefined) return intrinsic.value;
	const bare = args.map(untag);
	const tagged = machine.library.find(name, args);
	const native = tagged ?? machine.library.find(name, bare);
	if (native === undefined || (method && native.declaration.style === 'function')) throw noFunction(name, args);
	if (method && native.mutates && first?.constant !== undefined) {
		const text = `Non-pure method '${name}' cannot be called on constant`;
		throw new ScriptError('ErrorNonPureMethodCallOnConstant', text, { function: name });
	}
	const receiver = first?.constant === undefined ? first : undefined;
	const run = () => runNative(machine, native, tagged === undefined ? bare : args, receiver, site);
	if (native.overload.kind !== 'reentrant') return run();
	// A function that calls back is one more level, and what it changes is its own meanwhile.
	return nested(machine, () => (native.mutates && receiver !== undefined ? locking(receiver, run) : run()));
}

/** The functions that need to know the script itself (language spec 7.5, 7.9). */
function callIntrinsic(machine: Machine, name: string, args: readonly Value[]): { readonly value: Value } | undefined {
	if (name === 'Fn' && args.length === 1) return { value: pointerByName(args[0]) };
	if (name === 'is_shared' && args.length === 1) return { value: false };
	if (name === 'is_def_fn' && (args.length === 2 || args.length === 3)) {
		const [type, defined, count] = args.length === 3 ? args : [undefined, ...args];
		if (typeof defined !== 'string' || typeof count !== 'number') throw noFunction(name, args);
		if (type !== undefined && typeof type !== 'string') throw noFunction(name, args);
		return { value: machine.functions.defines(defined, count, type) };
	}
	return undefined;
}

function pointerByName(name: Value): FunctionPointer {
	if (typeof name !== 'string') throw mismatchedType('string', typeName(name));
	if (isReservedName(name)) {
		const text = `Syntax error: '${name}' is a reserved keyword`;
		throw new ScriptError('ErrorParsing', text, {}, undefined, 'Reserved');
	}
	if (!isIdentifierName(name)) throw functionNotFound(name);
	return new FunctionPointer(name, [], undefined, [], undefined);
}

/** `x.len` and its kin: functions that can be read as properties. */
export function readLibraryProperty(
	machine: Machine,
	base: Value,
	name: string,
	site: ErrorPlace,
): { readonly value: Value } | undefined {
	const native: Native | undefined = machine.library.property(name, base);
	if (native === undefined) return undefined;
	return { value: runNative(machine, native, [copy(machine, base)], undefined, site) };
}
