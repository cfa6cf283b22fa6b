/** Every operation on every pair of values: it gives a value in normal form or raises a `ScriptError`, nothing else. */

import { expect, test } from 'vitest';
import type { AssignmentOperator } from '../ast/nodes.ts';
import { ScriptError } from '../vm/errors.ts';
import { getIndex, getProperty, setIndex, setProperty } from './access.ts';
import * as arithmetic from './arithmetic.ts';
import { compoundAssign } from './compound.ts';
import { contains } from './containment.ts';
import { debugText, display, thrownText } from './display.ts';
import { equals, notEquals } from './equality.ts';
import { exactKey } from './exact-key.ts';
import { I64_MAX, I64_MIN } from './int.ts';
import { iterate } from './iterate.ts';
import { IteratorValue } from './iterator.ts';
import { measure } from './measure.ts';
import { greaterOrEqual, greaterThan, lessOrEqual, lessThan } from './ordering.ts';
import { array, blob, char, closure, float, map, pointer, range, rangeTo, Thing } from './samples.ts';
import { Tagged } from './tagged.ts';
import { Timestamp } from './timestamp.ts';
import type { Value } from './value.ts';

/** Fresh ones for each use, since some operations change them. */
const values = (): Value[] => [
	undefined,
	true,
	0,
	-1,
	63,
	2 ** 31,
	Number.MAX_SAFE_INTEGER,
	-Number.MAX_SAFE_INTEGER,
	2n ** 53n,
	I64_MAX,
	I64_MIN,
	float(0.5),
	float(-0),
	float(NaN),
	float(Infinity),
	float(-Infinity),
	char('a'),
	char('😀'),
	char('\ud800'),
	'',
	'abc',
	'a😀✓',
	'\udc00\ud800x',
	'😀'.repeat(100),
	'__proto__',
	array(),
	array(1, 'a', closure()),
	array(array(map())),
	map(),
	map({ a: 1, b: array(1) }),
	blob(),
	blob(0xff, 0xc3, 1),
	range(0, 3),
	range(-2, -1),
	range(I64_MIN, I64_MAX),
	rangeTo(0, 3),
	rangeTo(5, -70),
	rangeTo(I64_MAX, I64_MAX),
	new IteratorValue(() => [1][Symbol.iterator]()),
	pointer('f', 1),
	closure(),
	new Timestamp(1.5),
	new Tagged(5, 1),
	new Tagged('tagged', -1),
	new Tagged(array(1), 1),
	new Thing({ name: 'bare' }),
	new Thing({ name: 'bare', equals: () => undefined, compare: () => undefined, contains: () => undefined }),
];

/** Whether ints are numbers exactly when they are safe, and within i64. */
function isNormal(value: unknown): boolean {
	if (typeof value === 'number') return Number.isSafeInteger(value) && !Object.is(value, -0);
	if (typeof value === 'bigint') {
		return value >= I64_MIN && value <= I64_MAX && !Number.isSafeInteger(Number(value));
	}
	return true;
}

function attempt(what: string, run: () => unknown): void {
	try {
		const result = run();
		if (!isNormal(result)) expect.unreachable(`${what} gave ${String(result)}`);
	} catch (error) {
		if (!(error instanceof ScriptError)) throw new Error(what, { cause: error });
	}
}

const ASSIGNMENTS: readonly AssignmentOperator[] = [
	'=',
	'+=',
	'-=',
	'*=',
	'/=',
	'%=',
	'**=',
	'<<=',
	'>>=',
	'&=',
	'|=',
	'^=',
];

const BINARY: Readonly<Record<string, (left: Value, right: Value) => unknown>> = {
	add: arithmetic.add,
	subtract: arithmetic.subtract,
	multiply: arithmetic.multiply,
	divide: arithmetic.divide,
	remainder: arithmetic.remainder,
	power: arithmetic.power,
	shiftLeft: arithmetic.shiftLeft,
	shiftRight: arithmetic.shiftRight,
	bitAnd: arithmetic.bitAnd,
	bitOr: arithmetic.bitOr,
	bitXor: arithmetic.bitXor,
	range: (left, right) => arithmetic.makeRange(left, right, true),
	equals,
	notEquals,
	lessThan,
	lessOrEqual,
	greaterThan,
	greaterOrEqual,
	contains,
	getIndex,
	...Object.fromEntries(
		ASSIGNMENTS.map((operator) => [operator, (left: Value, right: Value) => compoundAssign(operator, left, right)]),
	),
};

const UNARY: Readonly<Record<string, (value: Value) => unknown>> = {
	negate: arithmetic.negate,
	plus: arithmetic.plus,
	not: arithmetic.not,
	display,
	debugText,
	thrownText,
	exactKey,
	iterate: (value) => iterate(value).next().value,
	measure,
	getProperty: (value) => getProperty(value, '__proto__', true),
	setProperty: (value) => setProperty(value, '__proto__', 1),
};

const count = values().length;

test.each(Object.keys(BINARY))('%s', (name) => {
	const operation = BINARY[name] as (left: Value, right: Value) => unknown;
	for (let left = 0; left < count; left++) {
		for (let right = 0; right < count; right++) {
			attempt(`${name} of values ${left} and ${right}`, () => operation(values()[left], values()[right]));
		}
	}
});

test.each(Object.keys(UNARY))('%s', (name) => {
	const operation = UNARY[name] as (value: Value) => unknown;
	for (let at = 0; at < count; at++) attempt(`${name} of value ${at}`, () => operation(values()[at]));
});

test('setIndex', () => {
	const stored = values();
	for (let base = 0; base < count; base++) {
		for (let index = 0; index < count; index++) {
			for (const [at, value] of stored.entries()) {
				attempt(`setIndex of ${base}, ${index}, ${at}`, () => setIndex(values()[base], values()[index], value));
			}
		}
	}
});
