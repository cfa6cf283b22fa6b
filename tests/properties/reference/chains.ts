/** Access chains and assignment (language spec 4.4, 4.5, 5.1, 5.7). */

import type { AssignStatement, ChainExpression, ChainStep, Expression, Variable } from '../../../lang/ast/nodes.ts';
import { compoundAssign } from '../../../lang/values/compound.ts';
import { MapValue } from '../../../lang/values/container.ts';
import { untag } from '../../../lang/values/tagged.ts';
import type { Value } from '../../../lang/values/value.ts';
import { ScriptError } from '../../../lang/vm/errors.ts';
import { callMethod, readLibraryProperty } from './calls.ts';
import { copy, locating, type Machine, placeOf, unparenthesized } from './machine.ts';
import { isShared, variablePlace } from './names.ts';
import { IndexPlace, type Place, PropertyPlace, TemporaryPlace } from './places.ts';
import type { Scope } from './scope.ts';

/** Parentheses around a prefix of a chain mean nothing. */
function flatten(node: ChainExpression): { root: Expression; steps: readonly ChainStep[] } {
	const root = unparenthesized(node.root);
	if (root.kind !== 'Chain') return { root, steps: node.steps };
	const inner = flatten(root);
	return { root: inner.root, steps: [...inner.steps, ...node.steps] };
}

/** Everything that the steps of a chain compute, left to right: index values and arguments. */
function evaluateOperands(machine: Machine, steps: readonly ChainStep[], scope: Scope): Value[][] {
	return steps.map((step) => {
		if (step.kind === 'PropertyStep') return [];
		const operands = step.kind === 'IndexStep' ? [step.index] : step.args;
		return operands.map((operand) => machine.evaluate(operand, scope));
	});
}

/** The root is read when everything else has been computed. */
function rootPlace(machine: Machine, root: Expression, scope: Scope): Place {
	const place = variablePlace(machine, root, scope);
	if (place === undefined) {
		const constant = root.kind === 'Variable' ? root.name.name : undefined;
		return new TemporaryPlace(machine.evaluate(root, scope), constant);
	}
	locating(placeOf(machine, root), () => place.get());
	return place;
}

/** One step of a path; reading it may fail. */
function stepPlace(machine: Machine, parent: Place, step: ChainStep, operands: readonly Value[]): Place {
	if (step.kind === 'IndexStep') return new IndexPlace(parent, operands[0]);
	const site = placeOf(machine, step.name);
	return new PropertyPlace(parent, step.name.name, (base, name) => readLibraryProperty(machine, base, name, site));
}

function placeOfStep(machine: Machine, step: ChainStep) {
	return placeOf(machine, step.kind === 'IndexStep' ? step.index : step.name);
}

export function executeChain(machine: Machine, node: ChainExpression, scope: Scope): Value {
	const { root, steps } = flatten(node);
	const [first] = steps;
	if (
		steps.length === 1 &&
		first?.kind === 'MethodStep' &&
		first.name.name === 'is_shared' &&
		first.args.length === 0
	) {
		return isShared(machine, root, scope);
	}
	const operands = evaluateOperands(machine, steps, scope);
	let place = rootPlace(machine, root, scope);
	for (const [index, step] of steps.entries()) {
		if (step.safe && untag(place.get()) === undefined) return undefined;
		const given = operands[index] as Value[];
		if (step.kind === 'MethodStep') {
			place = new TemporaryPlace(callMethod(machine, step, place, given));
		} else {
			const next = stepPlace(machine, place, step, given);
			locating(placeOfStep(machine, step), () => next.get());
			place = next;
		}
	}
	return copy(machine, place.get());
}

function qualifiedName({ namespace, name }: Variable): string {
	return [...namespace, name].map((part) => part.name).join('::');
}

function assignmentToConstant(name: string): ScriptError {
	return new ScriptError('ErrorAssignmentToConstant', `Cannot modify constant ${name}`, { variable: name });
}

export function assign(machine: Machine, node: AssignStatement, scope: Scope): void {
	const value = machine.evaluate(node.value, scope);
	const target = unparenthesized(node.target);
	const { root, steps } = target.kind === 'Chain' ? flatten(target) : { root: target, steps: [] };
	const operands = evaluateOperands(machine, steps, scope);
	const operator = placeOf(machine, { start: node.operatorStart, end: node.operatorStart + 1 });
	locating(operator, () => {
		// Variables of modules, and global constants seen through their namespace, cannot be assigned at all.
		if (root.kind === 'Variable' && root.namespace.length > 0) throw assignmentToConstant(qualifiedName(root));
		let place = rootPlace(machine, root, scope);
		if (place.constant !== undefined || place instanceof TemporaryPlace) {
			throw assignmentToConstant(place.constant ?? '');
		}
		let parent: Place | undefined;
		for (const [index, step] of steps.entries()) {
			if (index > 0) locating(placeOfStep(machine, steps[index - 1] as ChainStep), () => place.get());
			if (step.safe && untag(place.get()) === undefined) return;
			parent = place;
			place = stepPlace(machine, place, step, operands[index] as Value[]);
		}
		const last = steps.at(-1);
		const at = last === undefined ? operator : placeOfStep(machine, last);
		if (node.operator === '=') return locating(at, () => place.set(value));
		if (parent !== undefined && last !== undefined) insertMissing(parent, keyOf(last, operands.at(-1) as Value[]));
		const old = locating(at, () => place.get());
		const changed = compoundAssign(node.operator, old, value);
		locating(at, () => place.set(changed));
	});
}

function keyOf(step: ChainStep, operands: readonly Value[]): Value {
	return step.kind === 'IndexStep' ? operands[0] : step.name.name;
}

/** A missing property exists from now on, even if the operator then fails (language spec 4.5). */
function insertMissing(parent: Place, key: Value): void {
	const base = parent.get();
	if (base instanceof MapValue && typeof key === 'string' && !base.has(key)) base.set(key, undefined);
}
