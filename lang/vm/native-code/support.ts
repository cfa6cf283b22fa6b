/**
 * The functions that compiled code calls, by the names it uses. Where the interpreter has the same thing inline, its
 * usual case comes first here too.
 */

import type { KeysSite, PlaceSite, VariableSite } from '../../compiler/sites.ts';
import type { FunctionGroup, NativeFunction } from '../../modules/registry.ts';
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
} from '../../values/arithmetic.ts';
import { Cell } from '../../values/cell.ts';
import { Char } from '../../values/char.ts';
import { ArrayValue, Container, MapValue, share } from '../../values/container.ts';
import { contains } from '../../values/containment.ts';
import { display } from '../../values/display.ts';
import { equals, notEquals } from '../../values/equality.ts';
import { Float } from '../../values/float.ts';
import { floatDiffers, floatEquals, floatLess, floatLessOrEqual } from '../../values/floats.ts';
import { FunctionPointer } from '../../values/function-pointer.ts';
import { forget } from '../../values/measure.ts';
import { chargeText } from '../../values/memory.ts';
import { greaterOrEqual, greaterThan, lessOrEqual, lessThan } from '../../values/ordering.ts';
import { isUnit, Tagged, untag } from '../../values/tagged.ts';
import type { Value } from '../../values/value.ts';
import { callMethod, callSite } from '../calls.ts';
import { makeClosure } from '../closures.ts';
import type { Fiber } from '../fiber.ts';
import { type Frame, UNBOUND } from '../frame.ts';
import { iterationCount, nextItem, startIteration } from '../iteration.ts';
import { readQualified } from '../modules.ts';
import { bool, inRange, setElement, setMember, switchTarget, updateCell, updateRegister } from '../operations.ts';
import {
	assignmentToConstant,
	assignPath,
	cellValue,
	readIndex,
	readName,
	readProperty,
	setCell,
	unboundThis,
	writeName,
} from '../places.ts';
import { callCompiled, open, runEntered } from '../returns.ts';
import type { KnownField } from './emitter.ts';
import { fail, LEFT, leave, MISS } from './points.ts';

/** Maps with fewer properties need no look at the ceiling for maps. */
const MANY = 1_000_000;

/** Texts up to this size need no look at the ceiling for strings, nor at the memory. */
const SMALL_TEXT = 0x1_0000;

function sized(fiber: Fiber, value: Value): Value {
	if (fiber.sized) fiber.checkSize(value);
	return value;
}

function addValues(fiber: Fiber, x: Value, y: Value): Value {
	if (x instanceof Float && y instanceof Float) return new Float(x.value + y.value);
	if (typeof x === 'string' && !fiber.sized && x.length < SMALL_TEXT) {
		if (typeof y === 'string' && y.length < SMALL_TEXT) return x + y;
		// The text of a small int is the same in both languages.
		if (typeof y === 'number') return x + y;
	}
	return sized(fiber, add(x, y));
}

function subtractValues(fiber: Fiber, x: Value, y: Value): Value {
	if (x instanceof Float && y instanceof Float) return new Float(x.value - y.value);
	return sized(fiber, subtract(x, y));
}

function multiplyValues(fiber: Fiber, x: Value, y: Value): Value {
	if (x instanceof Float && y instanceof Float) return new Float(x.value * y.value);
	return sized(fiber, multiply(x, y));
}

function divideValues(fiber: Fiber, x: Value, y: Value): Value {
	if (x instanceof Float && y instanceof Float) return new Float(x.value / y.value);
	return sized(fiber, divide(x, y));
}

function remainderOf(_fiber: Fiber, x: Value, y: Value): Value {
	return remainder(x, y);
}

/** `variable op= value` for a variable that is not in its register at the moment. */
function update(fiber: Fiber, register: number, x: Value, y: Value, operator: number): Value {
	if (operator === 0) {
		if (x instanceof Float && y instanceof Float) return new Float(x.value + y.value);
		if (typeof x === 'string' && typeof y === 'string' && !fiber.sized && x.length + y.length < SMALL_TEXT)
			return x + y;
	}
	fiber.registers[register] = x;
	updateRegister(fiber, register, y, operator);
	return fiber.registers[register] as Value;
}

function setElementOf(fiber: Fiber, register: number, list: Value, index: Value, value: Value): Value {
	if (typeof index === 'string' && list instanceof MapValue && !list.shared && !fiber.sized && list.size < MANY) {
		list.set(index, value);
		return list;
	}
	fiber.registers[register] = list;
	setElement(fiber, register, index, value);
	return fiber.registers[register] as Value;
}

function setMemberOf(fiber: Fiber, register: number, map: Value, name: string, value: Value): Value {
	if (map instanceof MapValue && !map.shared && !fiber.sized && map.size < MANY) {
		map.set(name, value);
		return map;
	}
	fiber.registers[register] = map;
	setMember(fiber, register, name, value);
	return fiber.registers[register] as Value;
}

function readElement(fiber: Fiber, list: Value, index: Value): Value {
	if (typeof index === 'string' && list instanceof MapValue && !fiber.engine.watchesProperties) {
		return list.get(index);
	}
	return readIndex(fiber, list, untag(index));
}

function newCell(site: VariableSite, value: Value): Cell {
	return new Cell(value, site.name, site.constant);
}

function functionPointer(frame: Frame, name: string): FunctionPointer {
	return new FunctionPointer(name, [], undefined, [], frame.environment ?? undefined);
}

function checkThis(frame: Frame, value: unknown, changes: boolean): void {
	if (value === UNBOUND) throw unboundThis();
	if (changes && frame.constantThis) throw assignmentToConstant('this');
}

function newArray(fiber: Fiber, items: Value[]): Value {
	return sized(fiber, new ArrayValue(items));
}

function extendArray(fiber: Fiber, array: ArrayValue, items: readonly Value[]): void {
	for (const item of items) array.items.push(item);
	sized(fiber, array);
}

function extendMap(fiber: Fiber, map: MapValue, site: KeysSite, values: readonly Value[]): Value {
	for (let at = 0; at < values.length; at++) map.set(site.keys[at] as string, values[at]);
	return sized(fiber, map);
}

function newMap(fiber: Fiber, site: KeysSite, values: Value[]): Value {
	return sized(fiber, MapValue.literal(site.keys, values));
}

/** Reads a property of a map that is not such a record as the site met last, and remembers the record. */
function readField(map: MapValue, name: string, field: KnownField): Value {
	const { names } = map;
	if (names !== undefined) {
		const at = names.indexOf(name);
		if (at >= 0) {
			field.names = names;
			field.at = at;
		}
	}
	return map.get(name);
}

function checkText(fiber: Fiber, text: string): void {
	chargeText(text.length);
	if (fiber.sized) fiber.checkSize(text);
}

function assignTo(fiber: Fiber, frame: Frame, site: PlaceSite, value: Value): void {
	assignPath(fiber, frame, site.path, site.operator, value);
}

/**
 * Calls a native that gives its result at once. The receiver of a method counts as the first argument.
 * @param places bit n: argument n is a place
 * @param method whether properties of maps come first
 * @param variable absolute register that holds the receiver and may be changed, −1 if there is none
 * @returns MISS when it is no such function
 */
function callNative(
	fiber: Fiber,
	group: FunctionGroup,
	places: number,
	method: boolean,
	variable: number,
	count: number,
	first: Value,
	second: Value,
	third: Value,
): Value | typeof MISS {
	if (method && first instanceof MapValue) return MISS;
	if (typeof first === 'string') chargeText(first.length);
	const native = group.findFew(count, first, second, third);
	if (native === undefined) return MISS;
	if (!native.direct) {
		if (variable < 0 || native.kind !== 'plain' || first instanceof Tagged) return MISS;
		return changeVariable(fiber, native, native.retains & places & ~1, variable, count, first, second, third);
	}
	const kept = native.retains & places;
	if (kept !== 0) {
		if ((kept & 1) !== 0) share(first);
		if ((kept & 2) !== 0) share(second);
		if ((kept & 4) !== 0) share(third);
	}
	const result = run(fiber, native, count, first, second, third);
	if (fiber.sized) fiber.checkSize(result);
	return result;
}

function run(fiber: Fiber, native: NativeFunction, count: number, first: Value, second: Value, third: Value): Value {
	const { call } = fiber;
	if (count === 1) return native.run(call, first) as Value;
	if (count === 2) return native.run(call, first, second) as Value;
	if (count === 0) return native.run(call) as Value;
	return native.run(call, first, second, third) as Value;
}

/** The same for a native that changes its receiver. @param kept bits of the arguments that it keeps and that are places */
function changeVariable(
	fiber: Fiber,
	native: NativeFunction,
	kept: number,
	variable: number,
	count: number,
	first: Value,
	second: Value,
	third: Value,
): Value {
	// Before the receiver is owned: it may be one of the arguments.
	if ((kept & 2) !== 0) share(second);
	if ((kept & 4) !== 0) share(third);
	let owned = first;
	if (owned instanceof Container && owned.shared) {
		owned = owned.clone();
		fiber.registers[variable] = owned;
	}
	if (fiber.sized && !native.bounded) forget(owned);
	const { call } = fiber;
	call.receiverChanged = false;
	const result = run(fiber, native, count, owned, second, third);
	if (fiber.sized) fiber.checkSize(result);
	if (call.receiverChanged) {
		call.receiverChanged = false;
		owned = call.receiver;
		call.receiver = undefined;
		fiber.registers[variable] = owned;
	}
	if (fiber.sized) fiber.checkReceiver(native, owned, [second, third].slice(0, count - 1));
	return result;
}

/** Runs what a call has entered. @returns whether it came back with its result */
function finish(fiber: Fiber, frame: Frame): boolean {
	if (fiber.waiting !== null) return false;
	runEntered(fiber);
	return fiber.frame === frame && fiber.waiting === null && !fiber.sliceOver;
}

/** Everything that the text of a unit may name. */
export const SUPPORT = {
	ArrayValue,
	Char,
	Container,
	Float,
	FunctionPointer,
	LEFT,
	MISS,
	MapValue,
	UNBOUND,
	add: addValues,
	assignPath: assignTo,
	bitAnd,
	bitOr,
	bitXor,
	bool,
	callCompiled,
	callMethod,
	callNative,
	callSite,
	cellValue,
	checkText,
	checkThis,
	contains,
	display,
	divide: divideValues,
	equals,
	extendArray,
	extendMap,
	fail,
	finish,
	floatDiffers,
	floatEquals,
	floatLess,
	floatLessOrEqual,
	functionPointer,
	greaterOrEqual,
	greaterThan,
	inRange,
	isUnit,
	iterationCount,
	leave,
	lessOrEqual,
	lessThan,
	makeClosure,
	makeRange,
	multiply: multiplyValues,
	negate,
	newArray,
	newCell,
	newMap,
	nextItem,
	not,
	notEquals,
	open,
	plus,
	power,
	readElement,
	readField,
	readName,
	readProperty,
	readQualified,
	remainder: remainderOf,
	setCell,
	setElement: setElementOf,
	setMember: setMemberOf,
	shiftLeft,
	shiftRight,
	startIteration,
	subtract: subtractValues,
	switchTarget: (site: Parameters<typeof switchTarget>[0], value: Value) => switchTarget(site, untag(value)),
	truncate: Math.trunc,
	untag,
	update,
	updateCell,
	writeName,
} as const;
