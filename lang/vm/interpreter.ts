/**
 * The instruction loop.
 *
 * One switch over linked instructions (`instructions.ts`), with the frequent cases of ints and floats inline and
 * everything else in functions. Cases are literal numbers with the name in a comment, because only literals become a
 * jump table; `opcode-numbers.test.ts` keeps them in step with the opcode table. The loop keeps the running frame in
 * local variables: whatever may enter or leave a frame, or fail with a place, stores `frame.at` first and reloads.
 */

import type {
	CallSite,
	DirectiveSite,
	ExportSite,
	FailureSite,
	ImportSite,
	KeysSite,
	MethodSite,
	ObserveSite,
	PlaceSite,
	QualifiedSite,
	SwitchSite,
	VariableSite,
	VisibleSite,
} from '../compiler/sites.ts';
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
} from '../values/arithmetic.ts';
import { Cell } from '../values/cell.ts';
import { ArrayValue, Container, MapValue } from '../values/container.ts';
import { contains } from '../values/containment.ts';
import { display } from '../values/display.ts';
import { equals, notEquals } from '../values/equality.ts';
import { Float } from '../values/float.ts';
import { FunctionPointer } from '../values/function-pointer.ts';
import { activate } from '../values/host-operators.ts';
import { greaterOrEqual, greaterThan, lessOrEqual, lessThan } from '../values/ordering.ts';
import type { RangeValue } from '../values/range.ts';
import { isUnit, untag } from '../values/tagged.ts';
import { typeName } from '../values/type-of.ts';
import type { Value } from '../values/value.ts';
import { callMethod, callSite } from './calls.ts';
import { makeClosure } from './closures.ts';
import { declareDirective } from './directives.ts';
import type { ScriptEnvironment } from './environment.ts';
import { caughtValue, thrownMessage } from './error-text.ts';
import { mismatchedType, ScriptError } from './errors.ts';
import type { Fiber } from './fiber.ts';
import { type Frame, UNBOUND } from './frame.ts';
import type { Code } from './instructions.ts';
import { type Iteration, iterationCount, nextItem, startIteration } from './iteration.ts';
import { importModule, readQualified } from './modules.ts';
import type { Unit } from './native-code/hot-code.ts';
import { MISS } from './native-code/points.ts';
import { observe } from './observer.ts';
import { again, bool, inRange, setElement, setMember, switchTarget, updateCell, updateRegister } from './operations.ts';
import { type Outcome, RUNNING, SLICE, WAIT } from './outcome.ts';
import {
	assignmentToConstant,
	assignPath,
	cellValue,
	findOuter,
	readIndex,
	readName,
	readProperty,
	setCell,
	unboundThis,
	writeName,
} from './places.ts';
import { leave, settle, stepNative } from './returns.ts';
import { unwind } from './unwind.ts';

/** Largest safe integer: results within are exact. */
const SAFE = 9007199254740991;

/** Joined texts below this size need no look at the ceiling for strings, nor at the memory. */
const SMALL_TEXT = 0x1_0000;

/** Nesting of calls between compiled functions: they use the stack of JavaScript. */
const DIRECT_CALLS = 200;

const NO_CAPTURES: readonly Cell[] = [];

/**
 * Runs a fiber until it ends, waits or has used up its slice.
 * @throws ScriptError when the script ends with an error
 */
export function execute(fiber: Fiber): Outcome {
	const before = activate(fiber.operators);
	try {
		return interpret(fiber);
	} finally {
		activate(before);
	}
}

function interpret(fiber: Fiber): Outcome {
	const { registers, frames } = fiber;
	let frame = fiber.frame;
	let base = frame.base;
	let ins = frame.at;
	let entering = true;
	/** Whether an error now does not come from the instruction `ins` of `frame`: other code runs, which sees to `at`. */
	let elsewhere = true;
	const { tier } = fiber.engine;
	const hotCalls = fiber.hotCalls;
	const hotTurns = tier?.turns ?? 0;
	for (;;) {
		try {
			if (entering) {
				const outcome = settle(fiber);
				if (outcome !== RUNNING) return outcome;
				frame = fiber.frame;
				base = frame.base;
				ins = frame.at;
				entering = false;
				elsewhere = false;
			}
			for (;;) {
				fiber.operations += ins.cost;
				switch (ins.op) {
					case 0: // NOP
						ins = ins.next;
						break;
					case 137: // LINK
						ins = (frame.code as Code).link();
						break;
					case 1: // LOADK
						registers[base + ins.a] = ins.k;
						ins = ins.next;
						break;
					case 2: // LOADINT
						registers[base + ins.a] = ins.n;
						ins = ins.next;
						break;
					case 3: // MOVE
						registers[base + ins.a] = registers[base + ins.b];
						ins = ins.next;
						break;
					case 4: {
						// COPY
						const value = registers[base + ins.b];
						if (value instanceof Container) value.shared = true;
						registers[base + ins.a] = value;
						ins = ins.next;
						break;
					}
					case 5: {
						// NEWCELL
						const { name, constant } = ins.site as VariableSite;
						registers[base + ins.a] = new Cell(registers[base + ins.b] as Value, name, constant);
						ins = ins.next;
						break;
					}
					case 6: // LOADCELL
						registers[base + ins.a] = cellValue(registers[base + ins.b] as Cell);
						ins = ins.next;
						break;
					case 7: {
						// COPYCELL
						const value = cellValue(registers[base + ins.b] as Cell);
						if (value instanceof Container) value.shared = true;
						registers[base + ins.a] = value;
						ins = ins.next;
						break;
					}
					case 8: // STORECELL
						setCell(registers[base + ins.a] as Cell, registers[base + ins.b] as Value);
						ins = ins.next;
						break;
					case 9: // LOADNAME
						registers[base + ins.a] = readName(fiber, frame.outer, ins.k as string);
						ins = ins.next;
						break;
					case 10: // STORENAME
						writeName(fiber, frame.outer, ins.k as string, registers[base + ins.b] as Value);
						ins = ins.next;
						break;
					case 11: {
						// FUNCTION
						const environment = frame.environment ?? undefined;
						registers[base + ins.a] = new FunctionPointer(ins.k as string, [], undefined, [], environment);
						ins = ins.next;
						break;
					}
					case 12: // CLOSURE
						frame.at = ins;
						registers[base + ins.a] = makeClosure(fiber, frame, (frame.code as Code).functions[ins.b] as Code);
						ins = ins.next;
						break;
					case 13: // THIS
						if (registers[base + ins.a] === UNBOUND) throw unboundThis();
						if (ins.b === 1 && frame.constantThis) throw assignmentToConstant('this');
						ins = ins.next;
						break;
					case 14: {
						// ADD
						const x = registers[base + ins.b];
						const y = registers[base + ins.c];
						if (typeof x === 'number' && typeof y === 'number') {
							const result = x + y;
							registers[base + ins.a] = result <= SAFE && result >= -SAFE ? result : add(x, y);
						} else if (x instanceof Float && y instanceof Float) {
							registers[base + ins.a] = new Float(x.value + y.value);
						} else if (
							typeof x === 'string' &&
							typeof y === 'string' &&
							!fiber.sized &&
							x.length + y.length < SMALL_TEXT
						) {
							registers[base + ins.a] = x + y;
						} else {
							const result = add(x as Value, y as Value);
							if (fiber.sized) fiber.checkSize(result);
							registers[base + ins.a] = result;
						}
						ins = ins.next;
						break;
					}
					case 88: {
						// ADDI
						const x = registers[base + ins.b];
						if (typeof x === 'number') {
							const result = x + ins.n;
							registers[base + ins.a] = result <= SAFE && result >= -SAFE ? result : add(x, ins.n);
						} else {
							registers[base + ins.a] = add(x as Value, ins.n);
						}
						ins = ins.next;
						break;
					}
					case 108: {
						// ADDK
						const result = add(registers[base + ins.b] as Value, ins.k);
						if (fiber.sized) fiber.checkSize(result);
						registers[base + ins.a] = result;
						ins = ins.next;
						break;
					}
					case 15: {
						// SUB
						const x = registers[base + ins.b];
						const y = registers[base + ins.c];
						if (typeof x === 'number' && typeof y === 'number') {
							const result = x - y;
							registers[base + ins.a] = result <= SAFE && result >= -SAFE ? result : subtract(x, y);
						} else if (x instanceof Float && y instanceof Float) {
							registers[base + ins.a] = new Float(x.value - y.value);
						} else {
							const result = subtract(x as Value, y as Value);
							if (fiber.sized) fiber.checkSize(result);
							registers[base + ins.a] = result;
						}
						ins = ins.next;
						break;
					}
					case 89: {
						// SUBI
						const x = registers[base + ins.b];
						if (typeof x === 'number') {
							const result = x - ins.n;
							registers[base + ins.a] = result <= SAFE && result >= -SAFE ? result : subtract(x, ins.n);
						} else {
							registers[base + ins.a] = subtract(x as Value, ins.n);
						}
						ins = ins.next;
						break;
					}
					case 109: {
						// SUBK
						const result = subtract(registers[base + ins.b] as Value, ins.k);
						if (fiber.sized) fiber.checkSize(result);
						registers[base + ins.a] = result;
						ins = ins.next;
						break;
					}
					case 16: {
						// MUL
						const x = registers[base + ins.b];
						const y = registers[base + ins.c];
						if (typeof x === 'number' && typeof y === 'number') {
							const result = x * y + 0;
							registers[base + ins.a] = result <= SAFE && result >= -SAFE ? result : multiply(x, y);
						} else if (x instanceof Float && y instanceof Float) {
							registers[base + ins.a] = new Float(x.value * y.value);
						} else {
							const result = multiply(x as Value, y as Value);
							if (fiber.sized) fiber.checkSize(result);
							registers[base + ins.a] = result;
						}
						ins = ins.next;
						break;
					}
					case 90: {
						// MULI
						const x = registers[base + ins.b];
						if (typeof x === 'number') {
							const result = x * ins.n + 0;
							registers[base + ins.a] = result <= SAFE && result >= -SAFE ? result : multiply(x, ins.n);
						} else {
							registers[base + ins.a] = multiply(x as Value, ins.n);
						}
						ins = ins.next;
						break;
					}
					case 110: {
						// MULK
						const result = multiply(registers[base + ins.b] as Value, ins.k);
						if (fiber.sized) fiber.checkSize(result);
						registers[base + ins.a] = result;
						ins = ins.next;
						break;
					}
					case 17: // DIV
						registers[base + ins.a] = divide(registers[base + ins.b] as Value, registers[base + ins.c] as Value);
						if (fiber.sized) fiber.checkSize(registers[base + ins.a] as Value);
						ins = ins.next;
						break;
					case 91: {
						// DIVI
						const x = registers[base + ins.b];
						const y = ins.n;
						if (typeof x === 'number' && y > 0) registers[base + ins.a] = Math.trunc(x / y) + 0;
						else registers[base + ins.a] = divide(x as Value, y);
						ins = ins.next;
						break;
					}
					case 111: // DIVK
						registers[base + ins.a] = divide(registers[base + ins.b] as Value, ins.k);
						ins = ins.next;
						break;
					case 18: {
						// MOD
						const x = registers[base + ins.b];
						const y = registers[base + ins.c];
						if (typeof x === 'number' && typeof y === 'number' && y > 0) registers[base + ins.a] = (x % y) + 0;
						else registers[base + ins.a] = remainder(x as Value, y as Value);
						ins = ins.next;
						break;
					}
					case 92: {
						// MODI
						const x = registers[base + ins.b];
						const y = ins.n;
						if (typeof x === 'number' && y > 0) registers[base + ins.a] = (x % y) + 0;
						else registers[base + ins.a] = remainder(x as Value, y);
						ins = ins.next;
						break;
					}
					case 112: // MODK
						registers[base + ins.a] = remainder(registers[base + ins.b] as Value, ins.k);
						ins = ins.next;
						break;
					case 19: // POW
						registers[base + ins.a] = power(registers[base + ins.b] as Value, registers[base + ins.c] as Value);
						ins = ins.next;
						break;
					case 113: // POWK
						registers[base + ins.a] = power(registers[base + ins.b] as Value, ins.k);
						ins = ins.next;
						break;
					case 20: // SHL
						registers[base + ins.a] = shiftLeft(registers[base + ins.b] as Value, registers[base + ins.c] as Value);
						ins = ins.next;
						break;
					case 114: // SHLK
						registers[base + ins.a] = shiftLeft(registers[base + ins.b] as Value, ins.k);
						ins = ins.next;
						break;
					case 21: // SHR
						registers[base + ins.a] = shiftRight(registers[base + ins.b] as Value, registers[base + ins.c] as Value);
						ins = ins.next;
						break;
					case 115: // SHRK
						registers[base + ins.a] = shiftRight(registers[base + ins.b] as Value, ins.k);
						ins = ins.next;
						break;
					case 22: // BITAND
						registers[base + ins.a] = bitAnd(registers[base + ins.b] as Value, registers[base + ins.c] as Value);
						ins = ins.next;
						break;
					case 116: // BITANDK
						registers[base + ins.a] = bitAnd(registers[base + ins.b] as Value, ins.k);
						ins = ins.next;
						break;
					case 23: // BITOR
						registers[base + ins.a] = bitOr(registers[base + ins.b] as Value, registers[base + ins.c] as Value);
						ins = ins.next;
						break;
					case 117: // BITORK
						registers[base + ins.a] = bitOr(registers[base + ins.b] as Value, ins.k);
						ins = ins.next;
						break;
					case 24: // BITXOR
						registers[base + ins.a] = bitXor(registers[base + ins.b] as Value, registers[base + ins.c] as Value);
						ins = ins.next;
						break;
					case 118: // BITXORK
						registers[base + ins.a] = bitXor(registers[base + ins.b] as Value, ins.k);
						ins = ins.next;
						break;
					case 25: {
						// EQ
						const x = registers[base + ins.b];
						const y = registers[base + ins.c];
						registers[base + ins.a] =
							typeof x === 'number' && typeof y === 'number' ? x === y : equals(x as Value, y as Value);
						ins = ins.next;
						break;
					}
					case 93: {
						// EQI
						const x = registers[base + ins.b];
						registers[base + ins.a] = typeof x === 'number' ? x === ins.n : equals(x as Value, ins.n);
						ins = ins.next;
						break;
					}
					case 119: // EQK
						registers[base + ins.a] = equals(registers[base + ins.b] as Value, ins.k);
						ins = ins.next;
						break;
					case 26: {
						// NE
						const x = registers[base + ins.b];
						const y = registers[base + ins.c];
						registers[base + ins.a] =
							typeof x === 'number' && typeof y === 'number' ? x !== y : notEquals(x as Value, y as Value);
						ins = ins.next;
						break;
					}
					case 94: {
						// NEI
						const x = registers[base + ins.b];
						registers[base + ins.a] = typeof x === 'number' ? x !== ins.n : notEquals(x as Value, ins.n);
						ins = ins.next;
						break;
					}
					case 120: // NEK
						registers[base + ins.a] = notEquals(registers[base + ins.b] as Value, ins.k);
						ins = ins.next;
						break;
					case 27: {
						// LT
						const x = registers[base + ins.b];
						const y = registers[base + ins.c];
						registers[base + ins.a] =
							typeof x === 'number' && typeof y === 'number' ? x < y : lessThan(x as Value, y as Value);
						ins = ins.next;
						break;
					}
					case 95: {
						// LTI
						const x = registers[base + ins.b];
						registers[base + ins.a] = typeof x === 'number' ? x < ins.n : lessThan(x as Value, ins.n);
						ins = ins.next;
						break;
					}
					case 121: // LTK
						registers[base + ins.a] = lessThan(registers[base + ins.b] as Value, ins.k);
						ins = ins.next;
						break;
					case 28: {
						// LE
						const x = registers[base + ins.b];
						const y = registers[base + ins.c];
						registers[base + ins.a] =
							typeof x === 'number' && typeof y === 'number' ? x <= y : lessOrEqual(x as Value, y as Value);
						ins = ins.next;
						break;
					}
					case 96: {
						// LEI
						const x = registers[base + ins.b];
						registers[base + ins.a] = typeof x === 'number' ? x <= ins.n : lessOrEqual(x as Value, ins.n);
						ins = ins.next;
						break;
					}
					case 122: // LEK
						registers[base + ins.a] = lessOrEqual(registers[base + ins.b] as Value, ins.k);
						ins = ins.next;
						break;
					case 29: {
						// GT
						const x = registers[base + ins.b];
						const y = registers[base + ins.c];
						registers[base + ins.a] =
							typeof x === 'number' && typeof y === 'number' ? x > y : greaterThan(x as Value, y as Value);
						ins = ins.next;
						break;
					}
					case 97: {
						// GTI
						const x = registers[base + ins.b];
						registers[base + ins.a] = typeof x === 'number' ? x > ins.n : greaterThan(x as Value, ins.n);
						ins = ins.next;
						break;
					}
					case 123: // GTK
						registers[base + ins.a] = greaterThan(registers[base + ins.b] as Value, ins.k);
						ins = ins.next;
						break;
					case 30: {
						// GE
						const x = registers[base + ins.b];
						const y = registers[base + ins.c];
						registers[base + ins.a] =
							typeof x === 'number' && typeof y === 'number' ? x >= y : greaterOrEqual(x as Value, y as Value);
						ins = ins.next;
						break;
					}
					case 98: {
						// GEI
						const x = registers[base + ins.b];
						registers[base + ins.a] = typeof x === 'number' ? x >= ins.n : greaterOrEqual(x as Value, ins.n);
						ins = ins.next;
						break;
					}
					case 124: // GEK
						registers[base + ins.a] = greaterOrEqual(registers[base + ins.b] as Value, ins.k);
						ins = ins.next;
						break;
					case 31: // NEG
						registers[base + ins.a] = negate(registers[base + ins.b] as Value);
						ins = ins.next;
						break;
					case 32: // PLUS
						registers[base + ins.a] = plus(registers[base + ins.b] as Value);
						ins = ins.next;
						break;
					case 33: {
						// NOT
						const value = registers[base + ins.b];
						registers[base + ins.a] = typeof value === 'boolean' ? !value : not(value as Value);
						ins = ins.next;
						break;
					}
					case 34: // IN
						registers[base + ins.a] = contains(registers[base + ins.c] as Value, registers[base + ins.b] as Value);
						ins = ins.next;
						break;
					case 35: // RANGE
						registers[base + ins.a] = makeRange(
							registers[base + ins.b] as Value,
							registers[base + ins.c] as Value,
							false,
						);
						ins = ins.next;
						break;
					case 36: // RANGEI
						registers[base + ins.a] = makeRange(
							registers[base + ins.b] as Value,
							registers[base + ins.c] as Value,
							true,
						);
						ins = ins.next;
						break;
					case 37: {
						// ARRAY
						const from = base + ins.b;
						const array = new ArrayValue(registers.slice(from, from + ins.c) as Value[]);
						if (fiber.sized) fiber.checkSize(array);
						registers[base + ins.a] = array;
						ins = ins.next;
						break;
					}
					case 38: {
						// EXTEND
						const array = registers[base + ins.a] as ArrayValue;
						const from = base + ins.b;
						for (let at = from; at < from + ins.c; at++) array.items.push(registers[at] as Value);
						if (fiber.sized) fiber.checkSize(array);
						ins = ins.next;
						break;
					}
					case 39: {
						// MAP
						const { keys } = ins.site as KeysSite;
						const from = base + ins.b;
						const map = MapValue.literal(keys, registers.slice(from, from + keys.length) as Value[]);
						if (fiber.sized) fiber.checkSize(map);
						registers[base + ins.a] = map;
						ins = ins.next;
						break;
					}
					case 40: {
						// MAPEXTEND
						const { keys } = ins.site as KeysSite;
						const map = registers[base + ins.a] as MapValue;
						for (let at = 0; at < keys.length; at++) map.set(keys[at] as string, registers[base + ins.b + at] as Value);
						if (fiber.sized) fiber.checkSize(map);
						ins = ins.next;
						break;
					}
					case 41: {
						// CONCAT
						let text = '';
						const from = base + ins.b;
						for (let at = from; at < from + ins.c; at++) {
							const piece = registers[at];
							text += typeof piece === 'string' ? piece : display(piece as Value);
							if (fiber.sized) fiber.checkSize(text);
						}
						registers[base + ins.a] = text;
						ins = ins.next;
						break;
					}
					case 42: {
						// INDEX
						const list = registers[base + ins.b];
						const index = registers[base + ins.c];
						let result: Value;
						if (list instanceof ArrayValue && typeof index === 'number' && index >= 0 && index < list.items.length) {
							result = list.items[index];
						} else {
							result = readIndex(fiber, list as Value, untag(index as Value));
						}
						registers[base + ins.a] = result;
						ins = ins.next;
						break;
					}
					case 105: {
						// INDEXI
						const list = registers[base + ins.b];
						let result: Value;
						if (list instanceof ArrayValue && ins.n >= 0 && ins.n < list.items.length) result = list.items[ins.n];
						else result = readIndex(fiber, list as Value, ins.n);
						registers[base + ins.a] = result;
						ins = ins.next;
						break;
					}
					case 125: {
						// INDEXK
						const result = readIndex(fiber, registers[base + ins.b] as Value, ins.k);
						registers[base + ins.a] = result;
						ins = ins.next;
						break;
					}
					case 44: {
						// INDEXCOPY
						const list = registers[base + ins.b];
						const index = registers[base + ins.c];
						let result: Value;
						if (list instanceof ArrayValue && typeof index === 'number' && index >= 0 && index < list.items.length) {
							result = list.items[index];
						} else {
							result = readIndex(fiber, list as Value, untag(index as Value));
						}
						if (result instanceof Container) result.shared = true;
						registers[base + ins.a] = result;
						ins = ins.next;
						break;
					}
					case 106: {
						// INDEXCOPYI
						const list = registers[base + ins.b];
						let result: Value;
						if (list instanceof ArrayValue && ins.n >= 0 && ins.n < list.items.length) result = list.items[ins.n];
						else result = readIndex(fiber, list as Value, ins.n);
						if (result instanceof Container) result.shared = true;
						registers[base + ins.a] = result;
						ins = ins.next;
						break;
					}
					case 126: {
						// INDEXCOPYK
						const result = readIndex(fiber, registers[base + ins.b] as Value, ins.k);
						if (result instanceof Container) result.shared = true;
						registers[base + ins.a] = result;
						ins = ins.next;
						break;
					}
					case 43: {
						// PROP
						const value = registers[base + ins.b];
						if (value instanceof MapValue && !fiber.engine.watchesProperties) {
							registers[base + ins.a] = value.get(ins.k as string);
						} else {
							frame.at = ins;
							registers[base + ins.a] = readProperty(fiber, value as Value, ins.k as string);
						}
						ins = ins.next;
						break;
					}
					case 45: {
						// PROPCOPY
						const value = registers[base + ins.b];
						let result: Value;
						if (value instanceof MapValue && !fiber.engine.watchesProperties) {
							result = value.get(ins.k as string);
						} else {
							frame.at = ins;
							result = readProperty(fiber, value as Value, ins.k as string);
						}
						if (result instanceof Container) result.shared = true;
						registers[base + ins.a] = result;
						ins = ins.next;
						break;
					}
					case 46: // SETINDEX
						setElement(fiber, base + ins.a, registers[base + ins.b] as Value, registers[base + ins.c] as Value);
						ins = ins.next;
						break;
					case 127: // SETINDEXK
						setElement(fiber, base + ins.a, ins.k, registers[base + ins.c] as Value);
						ins = ins.next;
						break;
					case 47: {
						// SETPROP
						const map = registers[base + ins.a];
						const value = registers[base + ins.c] as Value;
						if (map instanceof MapValue && !map.shared && !fiber.sized) map.set(ins.k as string, value);
						else setMember(fiber, base + ins.a, ins.k as string, value);
						ins = ins.next;
						break;
					}
					case 48: {
						// SETPATH
						frame.at = ins;
						const { path, operator } = ins.site as PlaceSite;
						assignPath(fiber, frame, path, operator, registers[base + ins.b] as Value);
						ins = ins.next;
						break;
					}
					case 49: {
						// UPDATEADD
						const x = registers[base + ins.a];
						const y = registers[base + ins.b];
						if (typeof x === 'number' && typeof y === 'number') {
							const sum = x + y;
							registers[base + ins.a] = sum <= SAFE && sum >= -SAFE ? sum : add(x, y);
						} else if (x instanceof Float && y instanceof Float) {
							registers[base + ins.a] = new Float(x.value + y.value);
						} else if (
							typeof x === 'string' &&
							typeof y === 'string' &&
							!fiber.sized &&
							x.length + y.length < SMALL_TEXT
						) {
							registers[base + ins.a] = x + y;
						} else {
							updateRegister(fiber, base + ins.a, y as Value, 0);
						}
						ins = ins.next;
						break;
					}
					case 107: {
						// UPDATEADDI
						const x = registers[base + ins.a];
						if (typeof x === 'number') {
							const sum = x + ins.n;
							registers[base + ins.a] = sum <= SAFE && sum >= -SAFE ? sum : add(x, ins.n);
						} else {
							updateRegister(fiber, base + ins.a, ins.n, 0);
						}
						ins = ins.next;
						break;
					}
					case 128: // UPDATEADDK
						updateRegister(fiber, base + ins.a, ins.k, 0);
						ins = ins.next;
						break;
					case 50: // UPDATE
						updateRegister(fiber, base + ins.a, registers[base + ins.b] as Value, ins.n);
						ins = ins.next;
						break;
					case 129: // UPDATEK
						updateRegister(fiber, base + ins.a, ins.k, ins.n);
						ins = ins.next;
						break;
					case 51: // UPDATECELL
						updateCell(fiber, registers[base + ins.a] as Cell, registers[base + ins.b] as Value, ins.n);
						ins = ins.next;
						break;
					case 130: // UPDATECELLK
						updateCell(fiber, registers[base + ins.a] as Cell, ins.k, ins.n);
						ins = ins.next;
						break;
					case 52: // JUMP
						ins = ins.target;
						break;
					case 138: {
						// ENTER
						const unit = ins.unit as Unit;
						fiber.directLimit = fiber.depth + DIRECT_CALLS;
						elsewhere = true;
						const value = unit.enter(fiber, frame, base);
						if (typeof value === 'symbol' && value === MISS) {
							unit.missed();
							elsewhere = false;
							ins = unit.fallback;
							break;
						}
						if (typeof value !== 'symbol') leave(fiber, value);
						const outcome = settle(fiber);
						if (outcome !== RUNNING) return outcome;
						frame = fiber.frame;
						base = frame.base;
						ins = frame.at;
						elsewhere = false;
						break;
					}
					case 53: // LOOP
						if (ins.n !== hotTurns && ++ins.n === hotTurns) {
							frame.at = ins;
							tier?.compileLoop(fiber, frame, ins);
						}
						if (fiber.operations > fiber.checkAt && fiber.check()) {
							frame.at = ins.target;
							return SLICE;
						}
						ins = ins.target;
						break;
					case 54: {
						// JF
						const value = registers[base + ins.a];
						if (value === true) ins = ins.next;
						else if (value === false) ins = ins.target;
						else ins = bool(value as Value) ? ins.next : ins.target;
						break;
					}
					case 55: {
						// JT
						const value = registers[base + ins.a];
						if (value === true) ins = ins.target;
						else if (value === false) ins = ins.next;
						else ins = bool(value as Value) ? ins.target : ins.next;
						break;
					}
					case 56: {
						// JNEQ
						const x = registers[base + ins.a];
						const y = registers[base + ins.b];
						const holds = typeof x === 'number' && typeof y === 'number' ? x === y : equals(x as Value, y as Value);
						ins = holds ? ins.next : ins.target;
						break;
					}
					case 99: {
						// JNEQI
						const x = registers[base + ins.a];
						const holds = typeof x === 'number' ? x === ins.n : equals(x as Value, ins.n);
						ins = holds ? ins.next : ins.target;
						break;
					}
					case 131: // JNEQK
						ins = equals(registers[base + ins.a] as Value, ins.k) ? ins.next : ins.target;
						break;
					case 57: {
						// JNNE
						const x = registers[base + ins.a];
						const y = registers[base + ins.b];
						const holds = typeof x === 'number' && typeof y === 'number' ? x !== y : notEquals(x as Value, y as Value);
						ins = holds ? ins.next : ins.target;
						break;
					}
					case 100: {
						// JNNEI
						const x = registers[base + ins.a];
						const holds = typeof x === 'number' ? x !== ins.n : notEquals(x as Value, ins.n);
						ins = holds ? ins.next : ins.target;
						break;
					}
					case 132: // JNNEK
						ins = notEquals(registers[base + ins.a] as Value, ins.k) ? ins.next : ins.target;
						break;
					case 58: {
						// JNLT
						const x = registers[base + ins.a];
						const y = registers[base + ins.b];
						const holds = typeof x === 'number' && typeof y === 'number' ? x < y : lessThan(x as Value, y as Value);
						ins = holds ? ins.next : ins.target;
						break;
					}
					case 101: {
						// JNLTI
						const x = registers[base + ins.a];
						const holds = typeof x === 'number' ? x < ins.n : lessThan(x as Value, ins.n);
						ins = holds ? ins.next : ins.target;
						break;
					}
					case 133: // JNLTK
						ins = lessThan(registers[base + ins.a] as Value, ins.k) ? ins.next : ins.target;
						break;
					case 59: {
						// JNLE
						const x = registers[base + ins.a];
						const y = registers[base + ins.b];
						const holds = typeof x === 'number' && typeof y === 'number' ? x <= y : lessOrEqual(x as Value, y as Value);
						ins = holds ? ins.next : ins.target;
						break;
					}
					case 102: {
						// JNLEI
						const x = registers[base + ins.a];
						const holds = typeof x === 'number' ? x <= ins.n : lessOrEqual(x as Value, ins.n);
						ins = holds ? ins.next : ins.target;
						break;
					}
					case 134: // JNLEK
						ins = lessOrEqual(registers[base + ins.a] as Value, ins.k) ? ins.next : ins.target;
						break;
					case 60: {
						// JNGT
						const x = registers[base + ins.a];
						const y = registers[base + ins.b];
						const holds = typeof x === 'number' && typeof y === 'number' ? x > y : greaterThan(x as Value, y as Value);
						ins = holds ? ins.next : ins.target;
						break;
					}
					case 103: {
						// JNGTI
						const x = registers[base + ins.a];
						const holds = typeof x === 'number' ? x > ins.n : greaterThan(x as Value, ins.n);
						ins = holds ? ins.next : ins.target;
						break;
					}
					case 135: // JNGTK
						ins = greaterThan(registers[base + ins.a] as Value, ins.k) ? ins.next : ins.target;
						break;
					case 61: {
						// JNGE
						const x = registers[base + ins.a];
						const y = registers[base + ins.b];
						const holds =
							typeof x === 'number' && typeof y === 'number' ? x >= y : greaterOrEqual(x as Value, y as Value);
						ins = holds ? ins.next : ins.target;
						break;
					}
					case 104: {
						// JNGEI
						const x = registers[base + ins.a];
						const holds = typeof x === 'number' ? x >= ins.n : greaterOrEqual(x as Value, ins.n);
						ins = holds ? ins.next : ins.target;
						break;
					}
					case 136: // JNGEK
						ins = greaterOrEqual(registers[base + ins.a] as Value, ins.k) ? ins.next : ins.target;
						break;
					case 62: // JUNIT
						ins = isUnit(registers[base + ins.a] as Value) ? ins.target : ins.next;
						break;
					case 63: // JNUNIT
						ins = isUnit(registers[base + ins.a] as Value) ? ins.next : ins.target;
						break;
					case 64: {
						// BOOL
						const value = registers[base + ins.a];
						if (typeof value !== 'boolean') registers[base + ins.a] = bool(value as Value);
						ins = ins.next;
						break;
					}
					case 65: // ITER
						registers[base + ins.a] = startIteration(registers[base + ins.b] as Value);
						ins = ins.next;
						break;
					case 66: {
						// NEXT
						const iteration = registers[base + ins.a] as Iteration;
						iteration.count++;
						if (ins.n !== hotTurns && ++ins.n === hotTurns) tier?.compileLoop(fiber, frame, ins);
						const item = nextItem(iteration);
						if (typeof item === 'symbol') {
							ins = ins.next;
							break;
						}
						registers[base + ins.b] = item;
						if (fiber.operations > fiber.checkAt && fiber.check()) {
							frame.at = ins.target;
							return SLICE;
						}
						ins = ins.target;
						break;
					}
					case 67: // COUNT
						registers[base + ins.a] = iterationCount(registers[base + ins.b] as Iteration);
						ins = ins.next;
						break;
					case 68: {
						// SWITCH
						const target = switchTarget(ins.site as SwitchSite, untag(registers[base + ins.a] as Value));
						ins = (frame.code as Code).at(target);
						break;
					}
					case 69: // INRANGE
						ins = inRange(untag(registers[base + ins.a] as Value), ins.k as RangeValue) ? ins.next : ins.target;
						break;
					case 70: {
						// CALL
						frame.at = ins;
						const environment = frame.environment as ScriptEnvironment;
						const code = environment.program.functions[ins.b] as Code;
						const depth = fiber.depth + 1;
						const entered = frames[depth];
						if (entered === undefined || depth > fiber.limits.callLevels) {
							frame = fiber.enter(code, environment, base + ins.c, base + ins.a, NO_CAPTURES);
							base = frame.base;
							ins = code.entry;
							if (fiber.operations > fiber.checkAt && fiber.check()) {
								frame.at = ins;
								return SLICE;
							}
							break;
						}
						const newBase = base + ins.c;
						entered.code = code;
						entered.environment = environment;
						entered.base = newBase;
						entered.target = base + ins.a;
						entered.imports = fiber.importCount;
						fiber.depth = depth;
						fiber.frame = entered;
						if (registers.length < newBase + code.registers) fiber.reserve(newBase + code.registers);
						if (code.thisRegister >= 0) registers[newBase + code.thisRegister] = UNBOUND;
						if (code.calls !== hotCalls && ++code.calls === hotCalls) {
							entered.at = code.entry;
							tier?.compileFunction(fiber, code, newBase, environment);
						}
						frame = entered;
						base = newBase;
						ins = code.entry;
						if (fiber.operations > fiber.checkAt && fiber.check()) {
							frame.at = ins;
							return SLICE;
						}
						break;
					}
					case 71: // CALLSITE
						frame.at = ins;
						callSite(fiber, frame, ins.site as CallSite, base + ins.a, base + ins.c);
						fiber.looked = false;
						if (fiber.frame !== frame) {
							elsewhere = true;
							const outcome = settle(fiber);
							if (outcome !== RUNNING) return outcome;
							frame = fiber.frame;
							base = frame.base;
							ins = frame.at;
							elsewhere = false;
						} else {
							if (fiber.waiting !== null) return WAIT;
							ins = ins.next;
						}
						if (fiber.operations > fiber.checkAt && !fiber.looked && fiber.check()) {
							frame.at = ins;
							return SLICE;
						}
						break;
					case 72: // METHOD
						frame.at = ins;
						if (!callMethod(fiber, frame, ins.site as MethodSite, base + ins.a, base + ins.c)) {
							ins = (frame.code as Code).at((ins.site as MethodSite).skip);
							break;
						}
						fiber.looked = false;
						if (fiber.frame !== frame) {
							elsewhere = true;
							const outcome = settle(fiber);
							if (outcome !== RUNNING) return outcome;
							frame = fiber.frame;
							base = frame.base;
							ins = frame.at;
							elsewhere = false;
						} else {
							if (fiber.waiting !== null) return WAIT;
							ins = ins.next;
						}
						if (fiber.operations > fiber.checkAt && !fiber.looked && fiber.check()) {
							frame.at = ins;
							return SLICE;
						}
						break;
					case 73: // RETURN
					case 74: {
						// RETUNIT
						const value = ins.op === 74 ? undefined : (registers[base + ins.a] as Value);
						if (frame.special || fiber.depth === 0) {
							frame.at = ins;
							leave(fiber, value);
						} else {
							const { target } = frame;
							const depth = fiber.depth - 1;
							fiber.depth = depth;
							const caller = frames[depth] as Frame;
							fiber.frame = caller;
							if (caller.native === null) {
								registers[target] = value;
								frame = caller;
								base = caller.base;
								ins = caller.at.next;
								break;
							}
							elsewhere = true;
							stepNative(fiber, caller.native, value);
						}
						elsewhere = true;
						const outcome = settle(fiber);
						if (outcome !== RUNNING) return outcome;
						frame = fiber.frame;
						base = frame.base;
						ins = frame.at;
						elsewhere = false;
						break;
					}
					case 75: {
						// THROW
						const value = registers[base + ins.a] as Value;
						frame.at = ins;
						if (isUnit(value) && ins.b >= 0) throw again(registers[base + ins.b] as ScriptError, frame);
						throw new ScriptError('ErrorRuntime', thrownMessage(value), {}, value);
					}
					case 76: // CATCH
						registers[base + ins.a] = caughtValue(registers[base + ins.b] as ScriptError);
						ins = ins.next;
						break;
					case 77: {
						// IMPORT
						frame.at = ins;
						const bound = importModule(fiber, frame, registers[base + ins.a] as Value, ins.site as ImportSite);
						if (bound) {
							ins = ins.next;
						} else {
							frame = fiber.frame;
							base = frame.base;
							ins = frame.at;
						}
						break;
					}
					case 78: // MARKIMPORTS
						registers[base + ins.a] = fiber.importCount;
						ins = ins.next;
						break;
					case 79: // RESETIMPORTS
						fiber.dropImports(registers[base + ins.a] as number);
						ins = ins.next;
						break;
					case 80: {
						// EXPORT
						const { alias, cell } = ins.site as ExportSite;
						frame.loading?.exports.set(alias, { register: ins.a, cell });
						ins = ins.next;
						break;
					}
					case 81: {
						// GLOBALCONST
						const slot = registers[base + ins.a];
						const value = slot instanceof Cell ? cellValue(slot) : (slot as Value);
						if (value instanceof Container) value.shared = true;
						(frame.environment as ScriptEnvironment).constants.set(ins.k as string, value);
						ins = ins.next;
						break;
					}
					case 82: {
						// QUALIFIED
						const value = readQualified(fiber, frame, ins.site as QualifiedSite);
						if (value instanceof Container) value.shared = true;
						registers[base + ins.a] = value;
						ins = ins.next;
						break;
					}
					case 83: // ISSHARED
						registers[base + ins.a] = (registers[base + ins.b] as Cell).captured;
						ins = ins.next;
						break;
					case 84: {
						// DEFVAR
						const name = untag(registers[base + ins.b] as Value);
						if (typeof name !== 'string') throw mismatchedType('string', typeName(name));
						const { visible } = ins.site as VisibleSite;
						registers[base + ins.a] =
							visible.some((other) => other.name === name) || findOuter(fiber, frame.outer, name) !== undefined;
						ins = ins.next;
						break;
					}
					case 85: {
						// FAIL
						const { error, text, fields } = ins.site as FailureSite;
						throw new ScriptError(error, text, fields);
					}
					case 86: // DIRECTIVE
						frame.at = ins;
						registers[base + ins.a] = declareDirective(fiber, frame, ins.site as DirectiveSite, base + ins.c);
						ins = ins.next;
						break;
					case 87: // OBSERVE
						observe(fiber, frame, ins.site as ObserveSite, registers[base + ins.a] as Value);
						ins = ins.next;
						break;
					default:
						throw new TypeError(`no such instruction: ${ins.op}`);
				}
			}
		} catch (thrown) {
			if (fiber.frame === frame && !elsewhere) frame.at = ins;
			elsewhere = true;
			unwind(fiber, thrown);
			// The end of the run is noticed at the top of the loop, like a frame that has just been entered.
			entering = true;
		}
	}
}
