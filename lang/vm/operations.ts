/** Slow paths of single instructions, kept out of the loop so that it stays small enough to be optimised. */

import { UPDATE_OPERATORS } from '../compiler/opcodes.ts';
import type { SwitchSite } from '../compiler/sites.ts';
import { setIndex } from '../values/access.ts';
import type { Cell } from '../values/cell.ts';
import { compoundAssign } from '../values/compound.ts';
import { ArrayValue, Container, share } from '../values/container.ts';
import { exactKey } from '../values/exact-key.ts';
import { Float } from '../values/float.ts';
import { isInt } from '../values/int.ts';
import { RangeValue } from '../values/range.ts';
import { untag } from '../values/tagged.ts';
import { typeName } from '../values/type-of.ts';
import type { Value } from '../values/value.ts';
import { mismatchedType, ScriptError } from './errors.ts';
import type { Fiber } from './fiber.ts';
import type { Frame } from './frame.ts';
import { UNBOUND } from './frame.ts';
import { assignmentToConstant, cellValue, setCell, unboundThis, writeProperty } from './places.ts';

/** A condition. @throws ScriptError ErrorMismatchDataType */
export function bool(value: Value): boolean {
	const bare = untag(value);
	if (typeof bare !== 'boolean') throw mismatchedType('bool', typeName(bare));
	return bare;
}

/** `variable[index] = value` */
export function setElement(fiber: Fiber, register: number, index: Value, value: Value): void {
	const { registers } = fiber;
	let target = registers[register];
	if (target instanceof ArrayValue && !target.shared && typeof index === 'number' && !fiber.sized) {
		const { items } = target;
		if (index >= 0 && index < items.length) {
			items[index] = value;
			return;
		}
	}
	if (target === UNBOUND) throw unboundThis();
	if (target instanceof Container && target.shared) {
		target = target.clone();
		registers[register] = target;
	}
	const changed = setIndex(target as Value, untag(index), value);
	if (fiber.sized) fiber.checkGrown(changed, value);
	registers[register] = changed;
}

/** `variable.name = value` */
export function setMember(fiber: Fiber, register: number, name: string, value: Value): void {
	const { registers } = fiber;
	let target = registers[register];
	if (target === UNBOUND) throw unboundThis();
	if (target instanceof Container && target.shared) {
		target = target.clone();
		registers[register] = target;
	}
	const changed = writeProperty(target as Value, name, value);
	if (fiber.sized) fiber.checkGrown(changed, value);
	registers[register] = changed;
}

function update(fiber: Fiber, old: Value, value: Value, operator: number): Value {
	const target = old instanceof Container && old.shared ? old.clone() : old;
	const name = UPDATE_OPERATORS[operator] as (typeof UPDATE_OPERATORS)[number];
	// What is pushed to an array may be a variable's own value.
	const result = compoundAssign(name, target, target instanceof ArrayValue ? share(value) : value);
	if (fiber.sized) fiber.checkGrown(result, value);
	return result;
}

/** `variable op= value` */
export function updateRegister(fiber: Fiber, register: number, value: Value, operator: number): void {
	const { registers } = fiber;
	const old = registers[register];
	if (old === UNBOUND) throw unboundThis();
	registers[register] = update(fiber, old as Value, value, operator);
}

/** The same for a captured variable. */
export function updateCell(fiber: Fiber, cell: Cell, value: Value, operator: number): void {
	if (cell.constant) throw assignmentToConstant(cell.name);
	const old = cell.value;
	if (operator === 0 && typeof old === 'number' && typeof value === 'number') {
		const sum = old + value;
		if (Number.isSafeInteger(sum)) {
			cell.value = sum;
			return;
		}
	}
	setCell(cell, update(fiber, cellValue(cell), value, operator));
}

/** The word to go on at. */
export function switchTarget(site: SwitchSite, value: Value): number {
	if (typeof value === 'number' || typeof value === 'string') return site.direct.get(value) ?? site.otherwise;
	const key = exactKey(value);
	return (key === undefined ? undefined : site.exact.get(key)) ?? site.otherwise;
}

/** Whether a range case matches: a number inside, or the very same range (language spec 6.5). */
export function inRange(value: Value, range: RangeValue): boolean {
	if (isInt(value)) return value >= range.from && (range.inclusive ? value <= range.to : value < range.to);
	if (value instanceof Float) {
		const number = value.value;
		const to = Number(range.to);
		return number >= Number(range.from) && (range.inclusive ? number <= to : number < to);
	}
	if (!(value instanceof RangeValue) || value.inclusive !== range.inclusive) return false;
	return value.from === range.from && value.to === range.to;
}

/** The error that a bare `throw` in a catch block raises again, now from there (language spec 6.6). */
export function again(error: ScriptError, frame: Frame): ScriptError {
	const place = frame.place;
	const outermost = error.wrappers.at(-1);
	const copy = new ScriptError(error.kind, error.text, error.fields, share(error.value), error.parseKind);
	copy.place = outermost === undefined ? place : error.place;
	copy.wrappers = error.wrappers.map((wrapper) => (wrapper === outermost ? { ...wrapper, place } : wrapper));
	return copy;
}
