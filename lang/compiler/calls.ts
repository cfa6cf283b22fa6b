/**
 * Calls in function style (language spec 7.2, 7.4).
 *
 * A function of the same script is known now, so its call is one instruction with a number. Everything else (natives,
 * modules, `f!()`) goes through a site that the VM resolves by the types of the arguments.
 */

import type { CallExpression, Expression, Identifier } from '../ast/nodes.ts';
import { unparenthesized } from '../resolver/resolve.ts';
import type { FunctionCompiler } from './function-compiler.ts';
import { OP } from './opcodes.ts';
import type { Root } from './sites.ts';

interface At {
	readonly start: number;
	readonly end: number;
}

export function compileCall(fc: FunctionCompiler, node: CallExpression, register: number): void {
	const { builder } = fc;
	const at = { start: node.namespace[0]?.start ?? node.name.start, end: node.name.end };
	if (node.bang || node.namespace.length > 0) {
		builder.charge(2);
		const changeable = node.namespace.length === 0 && node.name.name === 'call' ? 1 : 0;
		const { first, places, reference } = argumentsForNative(fc, node.args, changeable);
		const site = builder.site({
			kind: 'call',
			name: node.name.name,
			namespace: node.namespace.map((part) => part.name),
			argumentCount: node.args.length,
			places,
			reference,
			visible: node.bang ? fc.visibleRegisters(node) : null,
			natives: nativesOf(fc, node.name.name, node.args.length, node.namespace),
		});
		builder.emit(OP.CALLSITE, register, site, first, at.start, at.end);
		builder.release(first);
		return;
	}
	if (compileReflection(fc, node, register)) return;
	callByName(fc, node.name.name, node.args, register, at);
}

/** A call of whatever has this name, seen from the script. */
export function callByName(
	fc: FunctionCompiler,
	name: string,
	args: readonly Expression[],
	register: number,
	at: At,
): void {
	const { builder, script } = fc;
	builder.charge(2);
	const index = script.functionIndex(name, args.length);
	if (index !== undefined) {
		const first = argumentsForScript(fc, args);
		builder.emit(OP.CALL, register, index, first, at.start, at.end);
		builder.release(first);
		return;
	}
	callNative(fc, name, args, register, at);
}

function callNative(fc: FunctionCompiler, name: string, args: readonly Expression[], register: number, at: At): void {
	const { builder } = fc;
	// In `call(f, x)` it is the first argument of f that a native may change (language spec 7.5).
	const { first, places, reference } = argumentsForNative(fc, args, name === 'call' ? 1 : 0);
	const site = builder.site({
		kind: 'call',
		name,
		namespace: [],
		argumentCount: args.length,
		places,
		reference,
		visible: null,
		natives: nativesOf(fc, name, args.length),
	});
	builder.emit(OP.CALLSITE, register, site, first, at.start, at.end);
	builder.release(first);
}

export function nativesOf(
	fc: FunctionCompiler,
	name: string,
	argumentCount: number,
	namespace: readonly Identifier[] = [],
) {
	const { registry } = fc.script;
	const path = namespace.map((part) => part.name).join('::');
	const owner = namespace.length === 0 ? registry.global : registry.namespaces.get(path);
	return owner?.group(name, argumentCount) ?? null;
}

/** The two reflections that look at variables rather than values. */
function compileReflection(fc: FunctionCompiler, node: CallExpression, register: number): boolean {
	const { builder } = fc;
	const [argument] = node.args;
	if (node.args.length !== 1 || argument === undefined) return false;
	if (fc.script.functionIndex(node.name.name, 1) !== undefined) return false;
	if (node.name.name === 'is_shared') {
		builder.charge(2);
		compileIsShared(fc, argument, register);
		return true;
	}
	if (node.name.name === 'is_def_var') {
		builder.charge(2);
		const top = builder.top;
		const name = fc.operand(argument);
		const site = builder.site({ kind: 'visible', visible: fc.visibleRegisters(node) });
		builder.emit(OP.DEFVAR, register, name, site, node.name.start, node.name.end);
		builder.release(top);
		return true;
	}
	return false;
}

/** Only a variable that a closure has captured is shared. */
export function compileIsShared(fc: FunctionCompiler, argument: Expression, register: number): void {
	const { builder } = fc;
	const root = fc.variableRoot(argument);
	if (root?.kind === 'cell') {
		builder.charge(1);
		builder.emit(OP.ISSHARED, register, root.register, 0, argument.start, argument.end);
		return;
	}
	// A variable of the host or of a caller can be captured too; which variable it is turns out when it runs.
	if (root?.kind === 'name') return callNative(fc, 'is_shared', [argument], register, argument);
	// The argument is evaluated all the same: it may fail or have effects.
	fc.raw(argument, register);
	fc.load(false, register, argument);
}

/** Evaluates arguments as independent values into fresh consecutive registers. */
export function argumentsForScript(fc: FunctionCompiler, args: readonly Expression[]): number {
	const { builder } = fc;
	const first = builder.take(args.length);
	const top = builder.top;
	const late = args.length > 1 && isBareVariable(args[0] as Expression) ? 1 : 0;
	for (let index = late; index < args.length; index++) {
		fc.into(args[index] as Expression, first + index);
		builder.release(top);
	}
	// A first argument that is a bare variable is read after the others (language spec 5.1).
	if (late === 1) fc.into(args[0] as Expression, first);
	builder.release(top);
	return first;
}

/**
 * Evaluates arguments for a function that is known only at run time. Variables, elements and properties are passed as
 * they are; `places` tells which, so that they can be marked where they are kept.
 * @param changeable the argument that a native may change if it is a bare variable: such a variable is read last, like
 *   a first argument that is one (language spec 5.1)
 */
export function argumentsForNative(
	fc: FunctionCompiler,
	args: readonly Expression[],
	changeable = 0,
): { first: number; places: number; reference: Root | null } {
	const { builder } = fc;
	const first = builder.take(args.length);
	const top = builder.top;
	let places = 0;
	const late = args.map((arg, index) => (index === 0 || index === changeable) && isBareVariable(arg));
	const order = [...args.keys()].sort((left, right) => Number(late[left]) - Number(late[right]));
	// An argument after which something happens may not stay the container that it names: then it has to be a copy.
	const lastEffect = order.findLastIndex((index) => !isSimple(args[index] as Expression));
	for (const [at, index] of order.entries()) {
		const arg = args[index] as Expression;
		if (isPlace(arg) && at >= lastEffect && index < 31) {
			fc.raw(arg, first + index);
			places |= 1 << index;
		} else {
			fc.into(arg, first + index);
		}
		builder.release(top);
	}
	const target = args[changeable];
	const reference = target !== undefined && isBareVariable(target) ? fc.variableRoot(target) : null;
	return { first, places, reference };
}

export function isBareVariable(node: Expression): boolean {
	const inner = unparenthesized(node);
	return inner.kind === 'This' || (inner.kind === 'Variable' && inner.namespace.length === 0);
}

/** Names a stored value rather than making one. */
export function isPlace(node: Expression): boolean {
	const inner = unparenthesized(node);
	if (inner.kind === 'Variable' || inner.kind === 'This') return true;
	return inner.kind === 'Chain' && inner.steps.at(-1)?.kind !== 'MethodStep';
}

/** Evaluating it has no effect at all. */
export function isSimple(node: Expression): boolean {
	const inner = unparenthesized(node);
	switch (inner.kind) {
		case 'Unit':
		case 'Bool':
		case 'Int':
		case 'Float':
		case 'Char':
		case 'String':
		case 'Variable':
		case 'This':
		case 'Closure':
			return true;
		case 'Unary':
			return isSimple(inner.operand);
		case 'Range':
			return (inner.from === null || isSimple(inner.from)) && (inner.to === null || isSimple(inner.to));
		case 'Binary':
			return isSimple(inner.left) && isSimple(inner.right);
		default:
			return false;
	}
}
