/**
 * What is known about the values in registers while a function is compiled: found by following the instructions from
 * the values that were there when it got hot.
 *
 * The knowledge is not only a hint: a FLOAT is held unboxed, as a plain JavaScript number in a variable of its own, and
 * a NUMBER is known to be a small int, so that nothing asks again.
 */

import type { MethodSite } from '../../compiler/sites.ts';
import { Float } from '../../values/float.ts';
import { RangeValue } from '../../values/range.ts';
import type { Value } from '../../values/value.ts';
import { type Code, type Instruction, RUN_OPCODES } from '../instructions.ts';
import type { Block, FlowGraph } from './flow-graph.ts';
import { baseName, destination, registerUse } from './instruction-kinds.ts';
import type { Liveness } from './liveness.ts';

/** Nothing yet: no path with a value has been seen. */
export const NONE = 0;
export const ANY = 1;
/** An int that is a JavaScript number. */
export const NUMBER = 2;
/** A float, unboxed. */
export const FLOAT = 3;
export const BOOL = 4;
export const STRING = 5;
export const RANGE = 6;
/** The state of a loop over a range of small ints. */
export const COUNTING = 7;

export type Type =
	| typeof NONE
	| typeof ANY
	| typeof NUMBER
	| typeof FLOAT
	| typeof BOOL
	| typeof STRING
	| typeof RANGE
	| typeof COUNTING;

export function constantType(value: Value): Type {
	switch (typeof value) {
		case 'number':
			return NUMBER;
		case 'boolean':
			return BOOL;
		case 'string':
			return STRING;
		default:
			if (value instanceof Float) return FLOAT;
			return value instanceof RangeValue ? RANGE : ANY;
	}
}

/** The type of the last operand: a register, or a constant. */
export function operandType(ins: Instruction, register: number, types: readonly Type[]): Type {
	const name = RUN_OPCODES[ins.op] as string;
	const base = baseName(ins);
	if (name === base) return types[register] ?? ANY;
	return name.endsWith('I') ? NUMBER : constantType(ins.k);
}

/** Of an arithmetic operator. @param bold whether to count on what is nearly always so, and leave when it is not */
export function arithmeticType(operator: string, left: Type, right: Type, bold: boolean): Type {
	if (left === NUMBER && right === NUMBER) {
		// A result beyond the small ints makes the compiled code give up.
		return bold || operator === 'MOD' || operator === 'DIV' ? NUMBER : ANY;
	}
	const floats = (left === FLOAT ? 1 : 0) + (right === FLOAT ? 1 : 0);
	if (floats === 2 || (floats === 1 && (left === NUMBER || right === NUMBER))) return FLOAT;
	if (floats === 1 && bold && (left === ANY || right === ANY)) return FLOAT;
	return ANY;
}

/** What an instruction writes into its destination. */
export function resultType(ins: Instruction, types: readonly Type[], bold: boolean): Type {
	const base = baseName(ins);
	switch (base) {
		case 'LOADINT':
			return NUMBER;
		case 'LOADK':
			return constantType(ins.k);
		case 'MOVE':
		case 'COPY':
			return types[ins.b] as Type;
		case 'ADD':
		case 'SUB':
		case 'MUL':
		case 'DIV':
		case 'MOD':
			return arithmeticType(base, types[ins.b] as Type, operandType(ins, ins.c, types), bold);
		case 'UPDATEADD':
			return arithmeticType('ADD', types[ins.a] as Type, operandType(ins, ins.b, types), bold);
		case 'UPDATE': {
			const operator = ['ADD', 'SUB', 'MUL', 'DIV', 'MOD'][ins.n];
			if (operator === undefined) return ANY;
			return arithmeticType(operator, types[ins.a] as Type, operandType(ins, ins.b, types), bold);
		}
		case 'NEG':
			return types[ins.b] === NUMBER || types[ins.b] === FLOAT ? (types[ins.b] as Type) : ANY;
		case 'EQ':
		case 'NE':
		case 'LT':
		case 'LE':
		case 'GT':
		case 'GE':
		case 'NOT':
		case 'IN':
		case 'ISSHARED':
			return BOOL;
		case 'BOOL':
			return types[ins.a] === BOOL ? BOOL : ANY;
		case 'RANGE':
		case 'RANGEI':
			return RANGE;
		case 'CONCAT':
			return STRING;
		case 'ITER':
			return bold && types[ins.b] === RANGE ? COUNTING : ANY;
		case 'NEXT':
			return types[ins.a] === COUNTING ? NUMBER : ANY;
		case 'COUNT':
			return NUMBER;
		default:
			return ANY;
	}
}

function join(left: Type, right: Type): Type {
	if (left === right || right === NONE) return left;
	return left === NONE ? right : ANY;
}

/**
 * Whether a method call cannot change the variable that it is called on, going by the variable's type: the value is
 * no container, no object with methods of its own, and no function of that name stores a new value.
 */
export function keepsReceiver(site: MethodSite, types: readonly Type[]): boolean {
	const { root, steps } = site.path;
	if (root.kind !== 'register') return false;
	const type = types[root.register] as Type;
	const plain = type === NUMBER || type === FLOAT || type === BOOL || type === STRING;
	if (!plain || steps.length > 0 || site.functions.length > 0 || site.name === 'call') return false;
	return site.natives?.candidates.every((native) => !native.mutates && native.kind === 'plain') ?? true;
}

/** Applies one instruction to the types. */
export function step(code: Code, functions: readonly Code[], ins: Instruction, types: Type[], bold: boolean): void {
	const { writes } = registerUse(code, functions, ins);
	if (writes.length === 0) return;
	const result = resultType(ins, types, bold);
	const target = destination(ins);
	const kept = baseName(ins) === 'METHOD' && keepsReceiver(ins.site as MethodSite, types);
	for (const register of writes) {
		if (register === target) types[register] = result;
		else if (!kept) types[register] = ANY;
	}
}

/** Types at the start of every block. */
export function inferTypes(
	code: Code,
	functions: readonly Code[],
	instructions: readonly Instruction[],
	graph: FlowGraph,
	live: Liveness,
	entry: readonly Type[],
	bold: boolean,
): Type[][] {
	const { blocks, byFirst } = graph;
	const known: Type[][] = blocks.map((_, number) => (number === 0 ? [...entry] : entry.map((): Type => NONE)));
	for (let changed = true; changed; ) {
		changed = false;
		for (const block of blocks) {
			const types = [...(known[block.number] as Type[])];
			for (let index = block.first; index <= block.last; index++) {
				const ins = instructions[index] as Instruction;
				const before = index === block.last ? [...types] : types;
				step(code, functions, ins, types, bold);
				for (const target of index === block.last ? block.targets : []) {
					const next = byFirst.get(target);
					if (next === undefined) continue;
					// The loop variable is written only when there is another item.
					const leaving = baseName(ins) === 'NEXT' && target !== ins.target.index;
					if (merge(known[next.number] as Type[], leaving ? before : types, live, next)) changed = true;
				}
			}
		}
	}
	return known;
}

function merge(into: Type[], from: readonly Type[], live: Liveness, block: Block): boolean {
	let changed = false;
	for (let register = 0; register < into.length; register++) {
		if (!live.isLive(block.first, register)) continue;
		const joined = join(into[register] as Type, from[register] as Type);
		if (joined !== into[register]) {
			into[register] = joined;
			changed = true;
		}
	}
	return changed;
}
