/**
 * Decides what is compiled: functions and loops that the interpreter has counted to be hot.
 *
 * A function gets a new entry instruction, the first instruction of a loop is changed in place; both say "run this
 * unit". A unit whose expectations fail again and again is taken out, and compiled anew without any.
 */

import { OPCODES } from '../../compiler/opcodes.ts';
import type { Tier } from '../engine-context.ts';
import type { ScriptEnvironment } from '../environment.ts';
import type { Fiber } from '../fiber.ts';
import type { Frame } from '../frame.ts';
import { type Code, Instruction, runNumber } from '../instructions.ts';
import { type CompiledUnit, compileUnit } from './compile-unit.ts';
import type { Region } from './flow-graph.ts';

/** How often a unit may be wrong about types before it is given up. */
const MOST_DISAPPOINTMENTS = 20;

const ENTER = runNumber('ENTER');
const LOOP = OPCODES.findIndex(({ name }) => name === 'LOOP');
const NEXT = OPCODES.findIndex(({ name }) => name === 'NEXT');

/** A compiled function or loop, as the interpreter sees it. */
export interface Unit {
	readonly enter: CompiledUnit['enter'];
	/** The instruction to run where the unit cannot. */
	readonly fallback: Instruction;
	/** Counts a call with values of other types than it was made for. */
	missed(): void;
}

/** By measuring: earlier costs more than it gains for what runs only once, later delays what runs long. */
const HOT_CALLS = 60;
const HOT_TURNS = 300;

/** The tier for an engine. @param threshold calls or turns after which something is hot, in place of our own numbers */
export function tier(threshold?: number): Tier {
	const least = threshold === undefined ? undefined : Math.max(1, threshold);
	return { calls: least ?? HOT_CALLS, turns: least ?? HOT_TURNS, compileFunction, compileLoop };
}

/** Whether JavaScript may be made at run time; found out by trying. */
let possible = true;

function attempt(compile: () => CompiledUnit | undefined): CompiledUnit | undefined {
	if (!possible) return undefined;
	try {
		return compile();
	} catch (error) {
		// Node was started with --disallow-code-generation-from-strings.
		if (error instanceof EvalError) possible = false;
		// Nested too deeply for us or for V8.
		else if (!(error instanceof RangeError || error instanceof SyntaxError)) throw error;
		return undefined;
	}
}

/** Counts failures, and calls `retire` once there are too many. */
function patience(retire: () => void): () => void {
	let left = MOST_DISAPPOINTMENTS;
	return () => {
		if (--left === 0) retire();
	};
}

/** The instructions as the compiler made them. */
function originals(code: Code): Instruction[] {
	return code.instructions.map((ins) => ins.unit?.fallback ?? ins);
}

/** Compiles a function that is about to be entered; its arguments are in the registers. */
function compileFunction(fiber: Fiber, code: Code, base: number, environment: ScriptEnvironment): void {
	if (code.instructions.length === 0) code.link();
	const instructions = originals(code);
	const region: Region = { instructions, start: 0, from: 0, to: instructions.length - 1 };
	const first = code.entry;
	const slots = code.timid ? null : fiber.registers.slice(base, base + code.registers);
	const disappointed = patience(() => {
		code.entry = first;
		code.body = null;
		code.apply = null;
		code.unit = null;
		code.timid = true;
		code.calls = 0;
	});
	const functions = environment.program.functions;
	const unit = attempt(() => compileUnit(code, functions, region, true, slots, disappointed));
	if (unit === undefined) return;
	const entry = new Instruction(ENTER, 0, 0, 0, 0, 0);
	entry.unit = { enter: unit.enter, fallback: first, missed: disappointed };
	code.unit = entry.unit;
	code.body = unit.body;
	code.apply = unit.apply;
	code.entry = entry;
}

/** Compiles the loop that an instruction closes. The fiber stands at that instruction. */
function compileLoop(fiber: Fiber, frame: Frame, closing: Instruction): void {
	const code = frame.code as Code;
	const instructions = originals(code);
	const header = closing.op === NEXT ? closing : closing.target;
	const interval = loopInterval(instructions, header, closing);
	if (interval === undefined || header.unit !== null) return;
	const slots = code.timid ? null : fiber.registers.slice(frame.base, frame.base + code.registers);
	const fallback = header.copy();
	instructions[header.index] = fallback;
	const disappointed = patience(() => {
		header.op = fallback.op;
		header.cost = fallback.cost;
		header.unit = null;
		code.timid = true;
		for (const ins of code.instructions) if (ins.op === LOOP || ins.op === NEXT) ins.n = 0;
	});
	const region: Region = { instructions, start: header.index, ...interval };
	const functions = (frame.environment as ScriptEnvironment).program.functions;
	const unit = attempt(() => compileUnit(code, functions, region, false, slots, disappointed));
	if (unit === undefined) return;
	header.op = ENTER;
	header.cost = 0;
	header.unit = { enter: unit.enter, fallback, missed: disappointed };
}

/** The instructions of a loop: the compiler puts them side by side, the last of them going back. */
function loopInterval(
	instructions: readonly Instruction[],
	header: Instruction,
	closing: Instruction,
): { from: number; to: number } | undefined {
	if (closing.op === NEXT) return { from: closing.target.index, to: closing.index };
	// A `continue` of a `for` loop goes forward, to the instruction that closes it.
	if (closing.target.index > closing.index) return undefined;
	let to = closing.index;
	for (const ins of instructions) if (ins.op === LOOP && ins.target === header && ins.index > to) to = ins.index;
	return { from: header.index, to };
}
