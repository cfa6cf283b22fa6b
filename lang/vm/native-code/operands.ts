/**
 * What the templates of instructions have in common: operands and their types, constants as text, marks.
 */

import { Float } from '../../values/float.ts';
import { type Instruction, RUN_OPCODES } from '../instructions.ts';
import type { Emitter } from './emitter.ts';
import { baseName } from './instruction-kinds.ts';
import { ANY, BOOL, FLOAT, NUMBER, STRING, type Type } from './types.ts';

export type Template = (e: Emitter, ins: Instruction) => void;

export const SAFE = '9007199254740991';
export const SMALL_TEXT = '65536';

/** A number as text of the language; only doubles that are written and read back exactly come here. */
export function literal(value: number): string {
	return Object.is(value, -0) ? '-0' : String(value);
}

/** An operand: a register, or the constant of the instruction. */
export interface Operand {
	readonly type: Type;
	/** Boxed. */
	readonly value: string;
	/** For NUMBER and FLOAT: a JavaScript number. */
	readonly number: string;
	readonly constant: unknown;
}

export function registerOperand(e: Emitter, register: number): Operand {
	const type = e.typeOf(register);
	return { type, value: e.value(register), number: e.number(register), constant: undefined };
}

/** The operand that may be a constant, by the variant of the instruction. */
export function lastOperand(e: Emitter, ins: Instruction, register: number): Operand {
	const name = RUN_OPCODES[ins.op] as string;
	if (name === baseName(ins)) return registerOperand(e, register);
	const value = name.endsWith('I') ? ins.n : ins.k;
	if (typeof value === 'number') {
		return { type: NUMBER, value: literal(value), number: literal(value), constant: value };
	}
	if (value instanceof Float) {
		return { type: FLOAT, value: e.constant(value), number: literal(value.value), constant: value };
	}
	const type = typeof value === 'string' ? STRING : typeof value === 'boolean' ? BOOL : ANY;
	return { type, value: e.constant(value), number: 'NaN', constant: value };
}

export function known(operand: Operand): boolean {
	return operand.type === NUMBER || operand.type === FLOAT;
}

/** Tests that an operand not known to be a small int is one. */
export function bothNumbers(x: Operand, y: Operand): string {
	const tests = [x, y].filter(({ type }) => type !== NUMBER).map(({ value }) => `typeof ${value} === 'number'`);
	return tests.length === 0 ? 'true' : tests.join(' && ');
}

export function mayBeNumbers(x: Operand, y: Operand): boolean {
	const fits = ({ type }: Operand) => type === NUMBER || type === ANY;
	return fits(x) && fits(y);
}

export function mark(name: string): string {
	return `if (${name} instanceof Container) ${name}.shared = true;`;
}

/** Whether values of a type can be containers. */
export function isOpen(type: Type): boolean {
	return type === ANY;
}

/** Puts registers where functions of the interpreter look for them. */
export function show(e: Emitter, registers: readonly number[]): void {
	for (const register of new Set(registers)) e.line(`R[base + ${register}] = ${e.value(register)};`);
}

export function consecutive(first: number, count: number): number[] {
	return Array.from({ length: count }, (_, at) => first + at);
}
