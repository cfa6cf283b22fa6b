/**
 * The places where compiled code can stop: an error is raised, or the interpreter has to go on. Each has a number that
 * the code keeps in a variable; the table says what the interpreter must find there.
 */

import { Float } from '../../values/float.ts';
import type { Fiber, Slot } from '../fiber.ts';
import type { Frame } from '../frame.ts';
import type { Instruction } from '../instructions.ts';

/*
 * No value is a symbol, so `typeof` tells these from results: V8 does that inline, while it calls a function to compare
 * values of all kinds with a symbol.
 */

/** What compiled code gives back when the interpreter has to go on, at `fiber.frame.at`. */
export const LEFT: unique symbol = Symbol('left');
/** The values are not of the types that the code was made for; nothing has been done. */
export const MISS: unique symbol = Symbol('miss');

export interface Point {
	readonly at: Instruction;
	/** Operations of instructions behind this one that have been counted already. */
	readonly correction: number;
	/** Positions in the unit's list of float registers: those whose value is unboxed here. */
	readonly floats: readonly number[];
	/** Registers whose value is in the fiber's registers already, and newer there. */
	readonly stored: readonly number[];
	/** Registers from here on belong to whatever has been called. */
	readonly below: number;
	/** The code has to stop here because it counted on something that turned out otherwise. */
	readonly surprise: boolean;
}

export interface PointTable {
	readonly points: readonly Point[];
	/** Registers that the code keeps in variables, in the order in which it hands them over. */
	readonly registers: readonly number[];
	/** Those that it may hold unboxed. */
	readonly floatRegisters: readonly number[];
	/** Size of the register window. */
	readonly window: number;
	/** Counts surprises. */
	surprised(): void;
}

function spill(
	table: PointTable,
	point: Point,
	fiber: Fiber,
	base: number,
	values: readonly Slot[],
	floats: readonly number[],
): void {
	fiber.reserve(base + table.window);
	const { registers } = fiber;
	for (let at = 0; at < values.length; at++) {
		const register = table.registers[at] as number;
		if (register < point.below && !point.stored.includes(register)) registers[base + register] = values[at] as Slot;
	}
	for (const at of point.floats) {
		const register = table.floatRegisters[at] as number;
		if (register < point.below) registers[base + register] = new Float(floats[at] as number);
	}
}

/** Leaves compiled code: the interpreter finds the frame as if it had run everything itself. */
export function leave(
	table: PointTable,
	number: number,
	counted: number,
	fiber: Fiber,
	frame: Frame,
	base: number,
	values: readonly Slot[],
	floats: readonly number[],
): typeof LEFT {
	const point = table.points[number] as Point;
	fiber.operations += counted - point.correction;
	spill(table, point, fiber, base, values, floats);
	frame.at = point.at;
	if (point.surprise) table.surprised();
	return LEFT;
}

/** The same for an error on its way out, which a handler or a native may catch. */
export function fail(
	table: PointTable,
	number: number,
	counted: number,
	fiber: Fiber,
	frame: Frame,
	base: number,
	values: readonly Slot[],
	floats: readonly number[],
): void {
	const point = table.points[number] as Point;
	fiber.operations += counted - point.correction;
	spill(table, point, fiber, base, values, floats);
	frame.at = point.at;
}
