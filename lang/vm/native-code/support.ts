/**
 * The functions that compiled code calls, by the names it uses. Where the interpreter has the same thing inline, its
 * usual case comes first here too.
 */

import type { KeysSite, PlaceSite, VariableSite } from '../../compiler/sites.ts';
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
import { ArrayValue, Container, MapValue } from '../../values/container.ts';
import { contains } from '../../values/containment.ts';
import { display } from '../../values/display.ts';
import { equals, notEquals } from '../../values/equality.ts';
import { Float } from '../../values/float.ts';
import { floatDiffers, floatEquals, floatLess, floatLessOrEqual } from '../../values/floats.ts';
import { FunctionPointer } from '../../values/function-pointer.ts';
import { greaterOrEqual, greaterThan, lessOrEqual, lessThan } from '../../values/ordering.ts';
import { untag } from '../../values/tagged.ts';
import type { Value } from '../../values/value.ts';
import { callMethod, callSite } from '../calls.ts';
import { makeClosure } from '../closures.ts';
import type { ScriptEnvironment } from '../environment.ts';
import type { Fiber } from '../fiber.ts';
import { type Frame, UNBOUND } from '../frame.ts';
import type { Code } from '../instructions.ts';
import { ARRAY, type Iteration, iterationCount, RANGE, startIteration } from '../iteration.ts';
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
import { runEntered } from '../returns.ts';
import { fail, LEFT, leave, MISS } from './points.ts';

/** What `nextItem` gives at the end. */
const NO_ITEM: unique symbol = Symbol('no item');

/** Texts up to this size need no look at the ceiling for strings. */
const SMALL_TEXT = 0x100_0000;

function sized(fiber: Fiber, value: Value): Value {
	if (fiber.sized) fiber.checkSize(value);
	return value;
}

function addValues(fiber: Fiber, x: Value, y: Value): Value {
	if (x instanceof Float && y instanceof Float) return new Float(x.value + y.value);
	if (typeof x === 'string' && typeof y === 'string' && !fiber.sized && x.length + y.length < SMALL_TEXT) return x + y;
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
		if (typeof x === 'string' && typeof y === 'string' && !fiber.sized && x.length + y.length < SMALL_TEXT) return x + y;
	}
	fiber.registers[register] = x;
	updateRegister(fiber, register, y, operator);
	return fiber.registers[register] as Value;
}

function setElementOf(fiber: Fiber, register: number, list: Value, index: Value, value: Value): Value {
	fiber.registers[register] = list;
	setElement(fiber, register, index, value);
	return fiber.registers[register] as Value;
}

function setMemberOf(fiber: Fiber, register: number, map: Value, name: string, value: Value): Value {
	if (map instanceof MapValue && !map.shared && !fiber.sized) {
		map.set(name, value);
		return map;
	}
	fiber.registers[register] = map;
	setMember(fiber, register, name, value);
	return fiber.registers[register] as Value;
}

function readElement(fiber: Fiber, list: Value, index: Value): Value {
	return readIndex(fiber, list, untag(index));
}

function nextItem(iteration: Iteration): Value | typeof NO_ITEM {
	if (iteration.kind === RANGE) return iteration.next < iteration.end ? iteration.next++ : NO_ITEM;
	let item: Value;
	if (iteration.kind === ARRAY) {
		if (iteration.next >= iteration.end) return NO_ITEM;
		item = iteration.items[iteration.next++];
	} else {
		const step = (iteration.iterator as Iterator<Value>).next();
		if (step.done) return NO_ITEM;
		item = step.value;
	}
	if (item instanceof Container) item.shared = true;
	return item;
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

function newMap(fiber: Fiber, site: KeysSite, values: readonly Value[]): Value {
	return extendMap(fiber, new MapValue(), site, values);
}

function checkText(fiber: Fiber, text: string): void {
	if (fiber.sized) fiber.checkSize(text);
}

function assignTo(fiber: Fiber, frame: Frame, site: PlaceSite, value: Value): void {
	assignPath(fiber, frame, site.path, site.operator, value);
}

/** Enters a function of the script whose arguments are handed over as JavaScript arguments. */
function open(fiber: Fiber, code: Code, environment: ScriptEnvironment, base: number, target: number): Frame {
	const depth = fiber.depth + 1;
	const frame = fiber.frames[depth];
	if (frame === undefined || depth > fiber.limits.callLevels) return fiber.enter(code, environment, base, target, []);
	frame.code = code;
	frame.environment = environment;
	frame.base = base;
	frame.target = target;
	frame.imports = fiber.importCount;
	frame.at = code.entry;
	fiber.depth = depth;
	fiber.frame = frame;
	if (fiber.registers.length < base + code.registers) fiber.reserve(base + code.registers);
	return frame;
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
	LEFT,
	MISS,
	MapValue,
	NO_ITEM,
	UNBOUND,
	add: addValues,
	assignPath: assignTo,
	bitAnd,
	bitOr,
	bitXor,
	bool,
	callMethod,
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
