/**
 * Access chains: `root.a[i].m(x).b` (language spec 5.1, 5.7).
 *
 * All index expressions and arguments of the whole chain are evaluated first, left to right; then the root is read and
 * the steps run. A chain is cut after each method call: the stretch up to a call is an access *path*, which the VM
 * walks itself because the method may change what stands at its end; what follows works on the call's result.
 */

import type { ChainExpression, ChainStep, Expression, MethodStep, Variable } from '../ast/nodes.ts';
import { unparenthesized } from '../resolver/resolve.ts';
import type { Label } from './builder.ts';
import { compileIsShared, isPlace, isSimple } from './calls.ts';
import type { FunctionCompiler } from './function-compiler.ts';
import { literalValue } from './literals.ts';
import { OP } from './opcodes.ts';
import type { Path, PathStep, Root } from './sites.ts';
import { isHarmless } from './variables.ts';

/** The root and all steps of a chain, with parentheses around prefixes dissolved. */
export function flattenChain(node: ChainExpression): { root: Expression; steps: ChainStep[] } {
	let root: Expression = node;
	const parts: ChainStep[][] = [];
	for (;;) {
		const inner = unparenthesized(root);
		if (inner.kind !== 'Chain') return { root: inner, steps: parts.reverse().flat() };
		parts.push(inner.steps);
		root = inner.root;
	}
}

/** Where an access path starts: at a variable, or at a value put into a register. */
export function pathRoot(fc: FunctionCompiler, root: Expression): Root {
	const variable = fc.variableRoot(root);
	if (variable !== null) {
		fc.builder.charge(1);
		return variable;
	}
	const register = fc.builder.take();
	fc.raw(root, register);
	// Variables of modules and constants of the host can be looked into but not changed.
	if (root.kind === 'Variable') {
		const { start, end } = root;
		return { kind: 'register', register, name: qualifiedName(root), constant: true, start, end };
	}
	return { kind: 'temporary', register };
}

/** `m::x` as written. */
export function qualifiedName(node: Variable): string {
	return [...node.namespace, node.name].map((part) => part.name).join('::');
}

/**
 * Evaluates the index expressions of a path, in order.
 * @param operands registers of those that have been evaluated already
 * @param after what is evaluated after the path and before its use
 */
export function pathSteps(
	fc: FunctionCompiler,
	steps: readonly ChainStep[],
	operands?: Map<ChainStep, number>,
	after: readonly Expression[] = [],
): PathStep[] {
	let calm = after.every((other) => isHarmless(fc, other));
	const calmAfter = steps.map(() => false);
	for (let at = steps.length - 1; at >= 0; at--) {
		calmAfter[at] = calm;
		calm &&= stepOperands(steps[at] as ChainStep).every((other) => isHarmless(fc, other));
	}
	return steps.map((step, at) => {
		fc.builder.charge(1);
		if (step.kind === 'IndexStep') {
			const operand = operands?.get(step) ?? indexOperand(fc, step.index, calmAfter[at] as boolean);
			const { safe, start, end } = step;
			return { kind: 'index', name: '', operand, safe, start: step.index.start, end: Math.max(end - 1, start) };
		}
		const { name } = step as Exclude<ChainStep, { kind: 'IndexStep' }>;
		return { kind: 'property', name: name.name, operand: 0, safe: step.safe, start: name.start, end: name.end };
	});
}

/** The expressions that a step evaluates. */
function stepOperands(step: ChainStep): readonly Expression[] {
	if (step.kind === 'PropertyStep') return [];
	return step.kind === 'IndexStep' ? [step.index] : step.args;
}

/** @param calm what is evaluated next cannot change variables: then the register of a variable will do */
function indexOperand(fc: FunctionCompiler, index: Expression, calm: boolean): number {
	if (isSimple(index) && calm) return fc.operandOrConstant(index);
	const register = fc.builder.take();
	fc.into(index, register);
	return register;
}

export function compileChain(
	fc: FunctionCompiler,
	node: ChainExpression,
	register: number,
	independent: boolean,
): void {
	const { builder } = fc;
	const { root, steps } = flattenChain(node);
	if (steps.length === 0) return independent ? fc.into(root, register) : fc.raw(root, register);
	const only = steps[0] as ChainStep;
	if (only.kind === 'MethodStep' && only.name.name === 'is_shared' && only.args.length === 0 && steps.length === 1) {
		builder.charge(2);
		return compileIsShared(fc, root, register);
	}
	const top = builder.top;
	const skip = builder.label();
	const safe = steps.some((step) => step.safe);

	const firstCall = steps.findIndex((step) => step.kind === 'MethodStep');
	const rest = firstCall === -1 ? [] : steps.slice(firstCall + 1);
	// What later stretches compute has to be computed before the first call runs, and everything before the root is.
	const inTime = rest.every(stepIsSimple) && rootMayComeFirst(fc, root, steps);
	const early = inTime ? undefined : evaluateEarly(fc, steps);

	if (firstCall === -1) {
		readRootLate(fc, root, steps, register, independent, skip, early?.operands);
	} else {
		const variable = fc.variableRoot(root);
		if (variable !== null) builder.charge(1);
		let current = variable ?? pathRoot(fc, root);
		let called = register;
		let from = 0;
		for (let at = firstCall; at !== -1; at = nextCall(steps, at + 1)) {
			const step = steps[at] as MethodStep;
			const path = { root: current, steps: pathSteps(fc, steps.slice(from, at), early?.operands, step.args) };
			const result = at === steps.length - 1 ? register : builder.take();
			callMethod(fc, step, path, result, skip, early?.args);
			current = { kind: 'temporary', register: result };
			called = result;
			from = at + 1;
		}
		const tail = steps.slice(from);
		if (tail.length > 0) {
			const read = pathSteps(fc, tail, early?.operands);
			readSteps(fc, called, read, register, independent, skip);
		}
	}
	if (safe) {
		const end = builder.label();
		builder.jump(OP.JUMP, [0, 0, 0], 0, end, node.end, node.end);
		builder.place(skip);
		builder.emit(OP.LOADK, register, builder.constant(undefined), 0, node.start, node.end);
		builder.place(end);
	}
	builder.release(top);
}

function nextCall(steps: readonly ChainStep[], from: number): number {
	for (let at = from; at < steps.length; at++) if ((steps[at] as ChainStep).kind === 'MethodStep') return at;
	return -1;
}

function stepIsSimple(step: ChainStep): boolean {
	if (step.kind === 'PropertyStep') return true;
	if (step.kind === 'IndexStep') return literalValue(step.index) !== undefined;
	return step.args.every((arg) => literalValue(arg) !== undefined || arg.kind === 'Closure');
}

/**
 * Whether nobody can tell that a root which is computed was computed before the operands of the steps: they are known,
 * or they are variables that computing the root does not change. Roots that are variables are read late anyway.
 */
function rootMayComeFirst(fc: FunctionCompiler, root: Expression, steps: readonly ChainStep[]): boolean {
	if (fc.variableRoot(root) !== null || literalValue(root) !== undefined) return true;
	const operands = steps.flatMap(stepOperands).filter((operand) => literalValue(operand) === undefined);
	if (operands.length === 0) return true;
	const steady = (operand: Expression) => operand.kind === 'Closure' || fc.plainRegister(operand) !== undefined;
	return isHarmless(fc, root) && operands.every(steady);
}

interface EarlyValues {
	/** Registers of index values. */
	readonly operands: Map<ChainStep, number>;
	/** First of the consecutive registers with the arguments of a method. */
	readonly args: Map<ChainStep, number>;
}

/** Evaluates everything the chain computes, in order, as independent values. */
function evaluateEarly(fc: FunctionCompiler, steps: readonly ChainStep[]): EarlyValues {
	const operands = new Map<ChainStep, number>();
	const args = new Map<ChainStep, number>();
	for (const step of steps) {
		if (step.kind === 'IndexStep') {
			const register = fc.builder.take();
			fc.into(step.index, register);
			operands.set(step, register);
		} else if (step.kind === 'MethodStep') {
			const first = fc.builder.take(step.args.length);
			const top = fc.builder.top;
			step.args.forEach((arg, index) => {
				fc.into(arg, first + index);
				fc.builder.release(top);
			});
			args.set(step, first);
		}
	}
	return { operands, args };
}

/** A chain without calls: index values first, then the root, then the steps. */
function readRootLate(
	fc: FunctionCompiler,
	root: Expression,
	steps: readonly ChainStep[],
	register: number,
	independent: boolean,
	skip: Label,
	operands: Map<ChainStep, number> | undefined,
): void {
	const { builder } = fc;
	const variable = fc.variableRoot(root);
	// Whatever it would be too early for has been evaluated by now.
	const computed = variable === null ? builder.take() : -1;
	if (variable === null) fc.raw(root, computed);
	const read = pathSteps(fc, steps, operands);
	let from = computed;
	if (variable?.kind === 'register') {
		builder.charge(1);
		from = variable.register;
	} else if (variable !== null) {
		from = builder.take();
		fc.raw(root, from);
	}
	readSteps(fc, from, read, register, independent, skip);
}

/** Reads properties and elements one after the other, starting from the value in `from`. */
function readSteps(
	fc: FunctionCompiler,
	from: number,
	steps: readonly PathStep[],
	register: number,
	independent: boolean,
	skip: Label,
): void {
	const { builder } = fc;
	const between = steps.length > 1 ? builder.take() : register;
	let source = from;
	steps.forEach((step, index) => {
		const last = index === steps.length - 1;
		const target = last ? register : between;
		const keep = last && independent;
		if (step.safe) builder.jump(OP.JUNIT, [source, 0, 0], 1, skip, step.start, step.end);
		if (step.kind === 'index') {
			builder.emit(keep ? OP.INDEXCOPY : OP.INDEX, target, source, step.operand, step.start, step.end);
		} else {
			const name = builder.constant(step.name);
			builder.emit(keep ? OP.PROPCOPY : OP.PROP, target, source, name, step.start, step.end);
		}
		source = target;
	});
}

function callMethod(
	fc: FunctionCompiler,
	step: MethodStep,
	path: Path,
	result: number,
	skip: Label,
	early: Map<ChainStep, number> | undefined,
): void {
	const { builder, script } = fc;
	const { name, args } = step;
	builder.charge(2);
	const first = builder.take(args.length);
	const top = builder.top;
	let places = 0;
	const ready = early?.get(step);
	args.forEach((arg, index) => {
		if (ready !== undefined) {
			builder.emit(OP.MOVE, first + index, ready + index, 0, arg.start, arg.end);
		} else if (isPlace(arg) && index < 31 && args.slice(index + 1).every((other) => isSimple(other))) {
			fc.raw(arg, first + index);
			places |= 1 << index;
		} else {
			fc.into(arg, first + index);
		}
		builder.release(top);
	});
	const site = builder.site({
		kind: 'method',
		name: name.name,
		argumentCount: args.length,
		places,
		path,
		safe: step.safe,
		skip: -1,
		natives: script.registry.global.group(name.name, args.length + 1) ?? null,
		functions: script.methodIndices(name.name, args.length),
		start: name.start,
		end: name.end,
	});
	builder.emitMethod(result, site, first, name.start, name.end, skip);
	builder.release(first);
}
