/**
 * Access paths: reading, owning and changing what stands at the end of `root.a[i].b` (language spec 4.4, 5.7).
 *
 * Containers are changed in place, so a change starts by making every container on the way the path's own
 * (`values/container.ts`). Everything else, a character of a string, a bit, the result of a host getter, is a temporary
 * value: changing it gives a new value, which is stored into its parent, whose new value is stored into *its* parent.
 */

import type { AssignmentOperator } from '../ast/nodes.ts';
import type { Path, PathStep, Root } from '../compiler/sites.ts';
import { getIndex, getProperty, setIndex, setProperty } from '../values/access.ts';
import { type Cell, LOCKED } from '../values/cell.ts';
import { compoundAssign } from '../values/compound.ts';
import { ArrayValue, Container, MapValue, share } from '../values/container.ts';
import { HostObject } from '../values/host-object.ts';
import { checkNoted, forget, grow, growthBy } from '../values/measure.ts';
import { isUnit, Tagged, untag } from '../values/tagged.ts';
import type { Value } from '../values/value.ts';
import { arithmeticError, type ErrorPlace, ScriptError } from './errors.ts';
import type { Fiber } from './fiber.ts';
import { type Frame, type OuterNames, UNBOUND } from './frame.ts';

/** Joined texts below this size need no look at the ceiling for strings. */
const SMALL_TEXT = 0x1_0000;

/** What a path reads when `?.` or `?[` meets unit. */
export const SKIPPED: unique symbol = Symbol('skipped');

// ------------------------------------------------------------------------------------------------ variables

/** The content of a cell. @throws ScriptError ErrorDataRace while it is locked */
export function cellValue(cell: Cell): Value {
	const { value } = cell;
	if (value === LOCKED) throw dataRace(cell.name);
	return value;
}

function dataRace(name: string): ScriptError {
	return new ScriptError('ErrorDataRace', `Data race detected on variable '${name}'`, { variable: name });
}

export function setCell(cell: Cell, value: Value): void {
	if (cell.constant) throw assignmentToConstant(cell.name);
	if (cell.value === LOCKED) throw dataRace(cell.name);
	cell.value = value;
}

export function assignmentToConstant(name: string): ScriptError {
	return new ScriptError('ErrorAssignmentToConstant', `Cannot modify constant ${name}`, { variable: name });
}

export function variableNotFound(name: string): ScriptError {
	return new ScriptError('ErrorVariableNotFound', `Variable not found: ${name}`, { variable: name });
}

type OuterVariable =
	| { readonly kind: 'cell'; readonly cell: Cell }
	| { readonly kind: 'register'; readonly register: number; readonly name: string; readonly constant: boolean };

/** A variable of the host's scope, or of the callers of `f!()`. */
export function findOuter(fiber: Fiber, outer: OuterNames | null, name: string): OuterVariable | undefined {
	for (let names = outer; names !== null; names = names.outer) {
		if (names.kind === 'scope') {
			const cell = names.scope.cell(name);
			return cell === undefined ? undefined : { kind: 'cell', cell };
		}
		const seen = names.visible.find((other) => other.name === name);
		if (seen === undefined) continue;
		const register = names.base + seen.register;
		if (seen.cell) return { kind: 'cell', cell: fiber.registers[register] as Cell };
		return { kind: 'register', register, name, constant: seen.constant };
	}
	return undefined;
}

/**
 * What a name means beyond declarations and the host's scope: a constant of the running script, if the engine lets
 * functions see those; a constant of a global module, which may be `()`; what the host's resolver says.
 * @throws ScriptError ErrorVariableNotFound
 */
export function hostValue(fiber: Fiber, name: string): Value {
	const { registry, resolveName, constantsInFunctions } = fiber.engine;
	if (constantsInFunctions) {
		const constants = fiber.frame.environment?.constants;
		if (constants?.has(name)) return share(constants.get(name));
	}
	const constant = registry.global.constants.get(name);
	if (constant !== undefined) return share(constant.value);
	const value = resolveName?.(name);
	if (value === undefined) throw variableNotFound(name);
	return share(value);
}

/** A name without declaration in the script. @throws ScriptError ErrorVariableNotFound */
export function readName(fiber: Fiber, outer: OuterNames | null, name: string): Value {
	const variable = findOuter(fiber, outer, name);
	if (variable?.kind === 'cell') return cellValue(variable.cell);
	if (variable !== undefined) return fiber.registers[variable.register] as Value;
	return hostValue(fiber, name);
}

export function writeName(fiber: Fiber, outer: OuterNames | null, name: string, value: Value): void {
	const variable = findOuter(fiber, outer, name);
	if (variable?.kind === 'cell') return setCell(variable.cell, value);
	if (variable !== undefined) {
		if (variable.constant) throw assignmentToConstant(name);
		fiber.registers[variable.register] = value;
		return;
	}
	// What a module or the host gives cannot be changed, and a name that nobody knows cannot be assigned.
	if (!name.includes('::')) hostValue(fiber, name);
	throw assignmentToConstant(name);
}

/** The value of a root. @throws ScriptError ErrorUnboundThis, ErrorVariableNotFound, ErrorDataRace */
export function readRoot(fiber: Fiber, frame: Frame, root: Root): Value {
	switch (root.kind) {
		case 'cell': {
			const { value, name } = fiber.registers[frame.base + root.register] as Cell;
			if (value === LOCKED) throw atRoot(frame, root, dataRace(name));
			return value;
		}
		case 'name':
			try {
				return readName(fiber, frame.outer, root.name);
			} catch (error) {
				throw error instanceof ScriptError ? atRoot(frame, root, error) : error;
			}
		default: {
			const value = fiber.registers[frame.base + root.register];
			if (value === UNBOUND) throw atRoot(frame, root, unboundThis());
			return value as Value;
		}
	}
}

/** Gives an error about a variable the variable's place, where the instruction has that of a step or an operator. */
function atRoot(frame: Frame, root: Root, error: ScriptError): ScriptError {
	if (root.kind !== 'temporary' && frame.code !== null) {
		error.place ??= { source: frame.code.chunk.source, start: root.start, end: root.end };
	}
	return error;
}

export function unboundThis(): ScriptError {
	return new ScriptError('ErrorUnboundThis', "'this' not bound");
}

export function writeRoot(fiber: Fiber, frame: Frame, root: Root, value: Value): void {
	switch (root.kind) {
		case 'cell': {
			const cell = fiber.registers[frame.base + root.register] as Cell;
			if (cell.value === LOCKED) throw atRoot(frame, root, dataRace(cell.name));
			cell.value = value;
			return;
		}
		case 'name':
			return writeName(fiber, frame.outer, root.name, value);
		default:
			fiber.registers[frame.base + root.register] = value;
	}
}

/** Whether a root may not be changed. */
export function isConstant(fiber: Fiber, frame: Frame, root: Root): boolean {
	switch (root.kind) {
		case 'register':
			return root.constant;
		case 'cell':
			return root.constant || (fiber.registers[frame.base + root.register] as Cell).constant;
		case 'this':
			return frame.constantThis;
		case 'name': {
			const variable = findOuter(fiber, frame.outer, root.name);
			return variable === undefined || (variable.kind === 'cell' ? variable.cell.constant : variable.constant);
		}
		default:
			return false;
	}
}

function rootName(root: Root): string {
	return root.kind === 'this' ? 'this' : root.kind === 'temporary' ? '' : root.name;
}

// ---------------------------------------------------------------------------------------------------- steps

function stepKey(fiber: Fiber, frame: Frame, step: PathStep): Value {
	if (step.kind === 'property') return step.name;
	if (step.operand >= 0) return fiber.registers[frame.base + step.operand] as Value;
	return (frame.code as NonNullable<Frame['code']>).chunk.constants[~step.operand];
}

/** `base.name`: map entry, property of the library, host property. */
export function readProperty(fiber: Fiber, base: Value, name: string): Value {
	if (base instanceof MapValue) return readMap(fiber, base, name);
	const native = fiber.engine.registry.property(name);
	if (native !== undefined) {
		const receiver = name === 'tag' ? base : untag(base);
		const found = native.find([receiver], 0, 1);
		if (found !== undefined) return found.run(fiber.call, receiver) as Value;
	}
	return getProperty(untag(base), name, fiber.engine.failOnMissingProperty);
}

function readMap(fiber: Fiber, map: MapValue, name: string): Value {
	const { missingProperty, failOnMissingProperty } = fiber.engine;
	if (missingProperty !== undefined && !map.has(name)) {
		const given = missingProperty(map, name);
		if (given !== undefined) return given;
	}
	return getProperty(map, name, failOnMissingProperty);
}

export function readIndex(fiber: Fiber, base: Value, index: Value): Value {
	const list = base instanceof Tagged ? base.value : base;
	if (list instanceof MapValue && typeof index === 'string') return readMap(fiber, list, index);
	const { missingIndex } = fiber.engine;
	if (missingIndex !== undefined && list instanceof ArrayValue && typeof index === 'number') {
		const { length } = list.items;
		const given = index >= length || index < -length ? missingIndex(list, index) : undefined;
		if (given !== undefined) return given;
	}
	return getIndex(list, index, fiber.engine.failOnMissingProperty);
}

/** Assigns a property, `tag` of everything but maps and host objects included. Gives the new parent. */
export function writeProperty(parent: Value, name: string, value: Value): Value {
	if (name === 'tag' && !(parent instanceof MapValue) && !(parent instanceof HostObject)) return tagged(parent, value);
	return setProperty(parent, name, value);
}

function tagged(parent: Value, tag: Value): Value {
	const number = untag(tag);
	if (typeof number !== 'number' || number < -2147483648 || number > 2147483647) {
		if (typeof number === 'bigint' || typeof number === 'number') {
			throw arithmeticError(`${String(number)} is too large to fit into a tag (must be between i32::MIN and i32::MAX)`);
		}
		return setProperty(untag(parent), 'tag', tag);
	}
	const inner = untag(parent);
	return number === 0 ? inner : new Tagged(inner, number);
}

function readStep(fiber: Fiber, parent: Value, step: PathStep, key: Value): Value {
	return step.kind === 'property' ? readProperty(fiber, parent, step.name) : readIndex(fiber, parent, key);
}

function writeStep(parent: Value, step: PathStep, key: Value, value: Value): Value {
	return step.kind === 'property' ? writeProperty(parent, step.name, value) : setIndex(parent, key, value);
}

/** Whether a changed child can be put back; a getter without setter has nowhere to put it. */
function isWritable(parent: Value, step: PathStep): boolean {
	if (!(parent instanceof HostObject))
		return step.kind === 'index' || parent instanceof MapValue || step.name === 'tag';
	if (step.kind === 'index') return parent.descriptor.setIndex !== undefined;
	return parent.descriptor.properties?.get(step.name)?.set !== undefined || parent.descriptor.setIndex !== undefined;
}

/** Runs one step and, when it fails, tells where. */
function at<T>(frame: Frame, step: PathStep, body: () => T): T {
	try {
		return body();
	} catch (error) {
		if (error instanceof ScriptError && error.place === undefined) error.place = stepPlace(frame, step);
		throw error;
	}
}

function stepPlace(frame: Frame, step: PathStep): ErrorPlace | undefined {
	if (frame.code === null) return undefined;
	return { source: frame.code.chunk.source, start: step.start, end: step.end };
}

// ---------------------------------------------------------------------------------------------------- paths

/** Reads along a path; nothing is copied or changed. */
export function readPath(fiber: Fiber, frame: Frame, path: Path): Value | typeof SKIPPED {
	let value = readRoot(fiber, frame, path.root);
	for (const step of path.steps) {
		if (step.safe && isUnit(value)) return SKIPPED;
		const parent = value;
		value = at(frame, step, () => readStep(fiber, parent, step, stepKey(fiber, frame, step)));
	}
	return value;
}

export interface Trail {
	/** The value before each step, the root's first. */
	readonly parents: Value[];
	readonly keys: Value[];
	/** The value at the end. */
	leaf: Value;
}

/** Whether the end of a trail came out of a host object: then a change made in place has to be handed to its setter. */
export function isLent(trail: Trail): boolean {
	return trail.parents.some((parent) => parent instanceof HostObject);
}

/**
 * Owns the containers along the first `count` steps.
 * @param noted the caller tells all that are on the way how they grow, see `growParents`
 */
export function ownTrail(fiber: Fiber, frame: Frame, path: Path, count: number, noted = false): Trail | typeof SKIPPED {
	let value = readRoot(fiber, frame, path.root);
	if (value instanceof Container && value.shared) {
		value = value.clone();
		writeRoot(fiber, frame, path.root, value);
	}
	const trail: Trail = { parents: [], keys: [], leaf: value };
	for (let index = 0; index < count; index++) {
		const step = path.steps[index] as PathStep;
		if (step.safe && isUnit(value)) return SKIPPED;
		const key = stepKey(fiber, frame, step);
		const parent: Value = value;
		let child = at(frame, step, () => readStep(fiber, parent, step, key));
		if (child instanceof Container && child.shared) {
			child = child.clone();
			if (parent instanceof ArrayValue || parent instanceof MapValue) writeStep(parent, step, key, child);
		}
		trail.parents.push(parent);
		trail.keys.push(key);
		value = child;
		trail.leaf = child;
	}
	if (fiber.sized && !noted) {
		trail.parents.forEach(forget);
		forget(trail.leaf);
	}
	return trail;
}

/** Notes for all containers on the way that these values were put into the last of them, or into its child. */
export function growParents(fiber: Fiber, trail: Trail, ...added: readonly Value[]): void {
	const growth = growthBy(...added);
	for (const parent of trail.parents) grow(parent, growth, fiber.limits);
}

/**
 * Puts a new value at the end of a trail, and new parents where the parents are values themselves or came out of a
 * host object. What a getter without setter gave is a temporary value: its change is dropped (language spec, Appendix C).
 */
function storeTrail(fiber: Fiber, frame: Frame, path: Path, trail: Trail, leaf: Value): void {
	const last = trail.parents.length - 1;
	const lender = trail.parents.findIndex((parent) => parent instanceof HostObject);
	let value = leaf;
	for (let index = last; index >= 0; index--) {
		const parent = trail.parents[index];
		const step = path.steps[index] as PathStep;
		if (index < last && !isWritable(parent, step)) return;
		const changed = at(frame, step, () => writeStep(parent, step, trail.keys[index], value));
		if (changed === parent && (lender === -1 || index <= lender)) return;
		value = changed;
	}
	writeRoot(fiber, frame, path.root, value);
}

/**
 * The receiver of a mutating method: owned, with everything around it owned.
 * The caller has made sure that the root may be changed.
 */
export function ownPath(fiber: Fiber, frame: Frame, path: Path): Value | typeof SKIPPED {
	if (path.steps.length === 0) {
		const value = readRoot(fiber, frame, path.root);
		if (!(value instanceof Container) || !value.shared) return value;
		const own = value.clone();
		writeRoot(fiber, frame, path.root, own);
		return own;
	}
	const trail = ownTrail(fiber, frame, path, path.steps.length);
	return trail === SKIPPED ? SKIPPED : trail.leaf;
}

/** Stores what a method made of its receiver, where the receiver came from. */
export function storePath(fiber: Fiber, frame: Frame, path: Path, value: Value): void {
	if (path.steps.length === 0) return writeRoot(fiber, frame, path.root, value);
	const trail = ownTrail(fiber, frame, path, path.steps.length - 1);
	if (trail === SKIPPED) return;
	const last = path.steps.length - 1;
	const step = path.steps[last] as PathStep;
	if (!isWritable(trail.leaf, step)) return;
	trail.parents.push(trail.leaf);
	trail.keys.push(stepKey(fiber, frame, step));
	storeTrail(fiber, frame, path, trail, value);
}

/**
 * Stores what a script function left in `this`. Characters, bits and bytes are temporaries: a script function cannot
 * change them where they came from (language spec 5.7).
 */
export function storeThis(fiber: Fiber, frame: Frame, path: Path, value: Value): void {
	const last = path.steps.length - 1;
	if (last >= 0) {
		const parent = readPath(fiber, frame, { root: path.root, steps: path.steps.slice(0, last) });
		if (!(parent instanceof ArrayValue || parent instanceof MapValue)) return;
	}
	storePath(fiber, frame, path, value);
}

/**
 * The most frequent of all: a count in a container of a variable goes up or down, or a text in it grows.
 * @returns whether that is what it was, and it is done
 */
function updateInPlace(fiber: Fiber, frame: Frame, path: Path, operator: AssignmentOperator, value: Value): boolean {
	const { root } = path;
	if (operator !== '+=' && operator !== '-=') return false;
	if (root.kind !== 'register' && root.kind !== 'this') return false;
	if (root.kind === 'register' ? root.constant : frame.constantThis) return false;
	const parent = fiber.registers[frame.base + root.register];
	const step = path.steps[0] as PathStep;
	if (parent instanceof MapValue) {
		const key = step.kind === 'property' ? step.name : stepKey(fiber, frame, step);
		if (parent.shared || typeof key !== 'string') return false;
		const result = simpleUpdate(fiber, parent.get(key), operator, value);
		if (result === undefined) return false;
		parent.set(key, result);
		return true;
	}
	if (!(parent instanceof ArrayValue) || parent.shared || step.kind === 'property') return false;
	const index = stepKey(fiber, frame, step);
	if (typeof index !== 'number' || index < 0 || index >= parent.items.length) return false;
	const result = simpleUpdate(fiber, parent.items[index], operator, value);
	if (result === undefined) return false;
	parent.items[index] = result;
	return true;
}

/** For two small ints, or two texts that no limit stands against; `undefined` for everything else. */
function simpleUpdate(fiber: Fiber, old: Value, operator: '+=' | '-=', value: Value): Value {
	if (typeof old === 'number' && typeof value === 'number') {
		const result = operator === '+=' ? old + value : old - value;
		return Number.isSafeInteger(result) ? result : undefined;
	}
	if (operator === '-=' || typeof old !== 'string' || typeof value !== 'string' || fiber.sized) return undefined;
	return old.length + value.length < SMALL_TEXT ? old + value : undefined;
}

/** What to say of an assignment to something in a constant: a host object refuses the setter (language spec 4.3). */
function constantTarget(fiber: Fiber, frame: Frame, path: Path): ScriptError {
	const { root, steps } = path;
	const last = steps.at(-1);
	if (last !== undefined && isHostObject(fiber, frame, { root, steps: steps.slice(0, -1) })) {
		const error = setterOnConstant(last);
		error.place = stepPlace(frame, last);
		return error;
	}
	return atRoot(frame, root, assignmentToConstant(rootName(root)));
}

/** Whether a path leads to a host object; it may as well lead nowhere. */
function isHostObject(fiber: Fiber, frame: Frame, path: Path): boolean {
	try {
		return readPath(fiber, frame, path) instanceof HostObject;
	} catch (error) {
		if (error instanceof ScriptError) return false;
		throw error;
	}
}

function setterOnConstant(step: PathStep): ScriptError {
	const [name, text] =
		step.kind === 'property'
			? [step.name, `Cannot modify property '${step.name}' of constant`]
			: ['[]', 'Cannot assign to indexer of constant'];
	return new ScriptError('ErrorNonPureMethodCallOnConstant', text, { function: name });
}

/** `path operator value`: the assignment statement for everything but the simplest targets. */
export function assignPath(fiber: Fiber, frame: Frame, path: Path, operator: AssignmentOperator, value: Value): void {
	const { root, steps } = path;
	if (steps.length === 1 && updateInPlace(fiber, frame, path, operator, value)) return;
	if (root.kind === 'name') readRoot(fiber, frame, root);
	if (isConstant(fiber, frame, root)) throw constantTarget(fiber, frame, path);
	if (steps.length === 0) {
		writeRoot(fiber, frame, root, updated(fiber, ownPath(fiber, frame, path) as Value, operator, value));
		return;
	}
	const last = steps[steps.length - 1] as PathStep;
	const trail = ownTrail(fiber, frame, path, steps.length - 1, true);
	if (trail === SKIPPED || (last.safe && isUnit(trail.leaf))) return;
	const parent = trail.leaf;
	const key = stepKey(fiber, frame, last);
	let result = value;
	if (operator !== '=') {
		// A missing property exists from now on, even if the operator fails (language spec 4.5).
		if (parent instanceof MapValue && typeof key === 'string' && !parent.has(key)) {
			parent.set(key, undefined);
			if (fiber.sized) growParents(fiber, { ...trail, parents: [...trail.parents, parent] }, undefined);
		}
		const old = at(frame, last, () => readStep(fiber, parent, last, key));
		const target = old instanceof Container && old.shared ? old.clone() : old;
		result = updated(fiber, target, operator, value);
	}
	trail.parents.push(parent);
	trail.keys.push(key);
	storeTrail(fiber, frame, path, trail, result);
	if (!fiber.sized) return;
	// What a string or blob makes of the value has another size than the value.
	if (!isNested(parent)) trail.parents.forEach(forget);
	else growParents(fiber, trail, operator !== '=' && isNested(result) ? value : result);
	checkNoted(readRoot(fiber, frame, root), fiber.limits);
}

function isNested(value: Value): boolean {
	return value instanceof ArrayValue || value instanceof MapValue;
}

function updated(fiber: Fiber, target: Value, operator: AssignmentOperator, value: Value): Value {
	const result = operator === '=' ? value : compoundAssign(operator, target, share(value));
	if (fiber.sized) {
		if (operator === '=') fiber.checkSize(result);
		else fiber.checkGrown(result, value);
	}
	return result;
}
