/**
 * The form of a chunk that the instruction loop runs: instruction objects linked by `next` and `target`.
 *
 * The compiler's words are compact and easy to print, but walking them costs a bounds check and a base pointer per
 * operand. Linked objects of one shape ran the recursion benchmark in two thirds of the machine instructions. Linking
 * also picks variants for constant operands (`ADDI`: small int in `n`; `ADDK`: any constant in `k`), so that the loop
 * never has to ask where an operand is.
 */

import type { Chunk, Handler, Program } from '../compiler/chunk.ts';
import { INSTRUCTION_SIZE, OPCODES, type OpcodeName } from '../compiler/opcodes.ts';
import type { Site } from '../compiler/sites.ts';
import type { FunctionTarget } from '../values/function-pointer.ts';
import type { Value } from '../values/value.ts';
import type { Apply, Body } from './native-code/compile-unit.ts';
import type { Unit } from './native-code/hot-code.ts';

/** Instructions with a small-int variant; all that take a constant have a general one. */
const INT_VARIANTS: readonly OpcodeName[] = [
	'ADD',
	'SUB',
	'MUL',
	'DIV',
	'MOD',
	'EQ',
	'NE',
	'LT',
	'LE',
	'GT',
	'GE',
	'JNEQ',
	'JNNE',
	'JNLT',
	'JNLE',
	'JNGT',
	'JNGE',
	'INDEX',
	'INDEXCOPY',
	'UPDATEADD',
];

/** Names of what the loop executes, by number. The first ones are those of the compiler. */
export const RUN_OPCODES: readonly string[] = [
	...OPCODES.map((entry) => entry.name),
	...INT_VARIANTS.map((name) => `${name}I`),
	...OPCODES.filter((entry) => entry.operands.includes('x')).map((entry) => `${entry.name}K`),
	/** Links the function on its first call. */
	'LINK',
	/** Runs the compiled code that is attached to the instruction. */
	'ENTER',
];

const RUN_NUMBERS: ReadonlyMap<string, number> = new Map(RUN_OPCODES.map((name, number) => [name, number]));

/** Number of an instruction of the loop. */
export function runNumber(name: string): number {
	return RUN_NUMBERS.get(name) as number;
}

/** One instruction. All fields are set in the constructor, so that all instructions have one shape. */
export class Instruction {
	declare op: number;
	declare readonly a: number;
	declare readonly b: number;
	declare readonly c: number;
	declare cost: number;
	/** Small-int constant. */
	declare n: number;
	/** Constant. */
	declare k: Value;
	declare site: Site | null;
	declare next: Instruction;
	declare target: Instruction;
	/** Number in the chunk, for spans and handlers. */
	declare readonly index: number;
	/** Of ENTER. */
	declare unit: Unit | null;

	constructor(op: number, a: number, b: number, c: number, cost: number, index: number) {
		this.op = op;
		this.a = a;
		this.b = b;
		this.c = c;
		this.cost = cost;
		this.n = 0;
		this.k = undefined;
		this.site = null;
		this.next = this;
		this.target = this;
		this.index = index;
		this.unit = null;
	}

	copy(): Instruction {
		const copy = new Instruction(this.op, this.a, this.b, this.c, this.cost, this.index);
		copy.n = this.n;
		copy.k = this.k;
		copy.site = this.site;
		copy.next = this.next;
		copy.target = this.target;
		return copy;
	}
}

/** A function ready to run. */
export class Code implements FunctionTarget {
	declare readonly name: string;
	declare readonly anonymous: boolean;
	declare readonly arity: number;
	declare readonly chunk: Chunk;
	declare readonly registers: number;
	declare readonly thisRegister: number;
	declare readonly changesThis: boolean;
	declare entry: Instruction;
	/** Closures made in this function. */
	declare readonly functions: readonly Code[];
	/** Calls so far, up to the number that makes it hot. */
	calls = 0;
	/** Compiled code of the whole function, and its forms for calls from other compiled code. */
	unit: Unit | null = null;
	body: Body | null = null;
	apply: Apply | null = null;
	/** Compiled code for the types of one call has turned out not to fit others. */
	timid = false;
	#instructions: readonly Instruction[] = [];

	constructor(chunk: Chunk) {
		this.name = chunk.name;
		this.anonymous = chunk.anonymous;
		this.arity = chunk.arity;
		this.chunk = chunk;
		this.registers = chunk.registers;
		this.thisRegister = chunk.thisRegister;
		this.changesThis = chunk.changesThis;
		this.functions = chunk.functions.map((inner) => new Code(inner));
		// Most functions of a large script never run: they are linked when they do.
		this.entry = new Instruction(runNumber('LINK'), 0, 0, 0, 0, 0);
	}

	/** Links the instructions; called once, by the first call. */
	link(): Instruction {
		this.#instructions = linkChunk(this.chunk);
		this.entry = this.#instructions[0] as Instruction;
		return this.entry;
	}

	/** Empty before the first call. */
	get instructions(): readonly Instruction[] {
		return this.#instructions;
	}

	/** The instruction at a word of the chunk; for jump tables. */
	at(word: number): Instruction {
		return this.#instructions[word / INSTRUCTION_SIZE] as Instruction;
	}

	/** The innermost handler around an instruction. */
	handlerAt(instruction: Instruction): Handler | undefined {
		const word = instruction.index * INSTRUCTION_SIZE;
		return this.chunk.handlers.find((handler) => word >= handler.from && word < handler.to);
	}

	/** Source offsets of an instruction. */
	span(instruction: Instruction): { start: number; end: number } {
		const { spans } = this.chunk;
		return { start: spans[instruction.index * 2] ?? 0, end: spans[instruction.index * 2 + 1] ?? 0 };
	}
}

function linkChunk(chunk: Chunk): Instruction[] {
	const { code, constants, sites } = chunk;
	const instructions: Instruction[] = [];
	for (let word = 0; word < code.length; word += INSTRUCTION_SIZE) {
		const head = code[word] as number;
		const operands = [code[word + 1] as number, code[word + 2] as number, code[word + 3] as number] as const;
		const op = head & 0xff;
		const instruction = new Instruction(op, ...operands, head >>> 8, instructions.length);
		const { name, operands: kinds } = OPCODES[op] as (typeof OPCODES)[number];
		for (let at = 0; at < kinds.length; at++) {
			const operand = operands[at as 0 | 1 | 2];
			switch (kinds[at]) {
				case 'k':
					instruction.k = constants[operand];
					break;
				case 'i':
					instruction.n = operand;
					break;
				case 's':
					instruction.site = sites[operand] as Site;
					break;
				case 'x':
					if (operand < 0) useConstant(instruction, name, constants[~operand]);
					break;
			}
		}
		instructions.push(instruction);
	}
	instructions.forEach((instruction, index) => {
		instruction.next = instructions[index + 1] ?? instruction;
		const kinds = (OPCODES[(code[index * INSTRUCTION_SIZE] as number) & 0xff] as (typeof OPCODES)[number]).operands;
		const jump = kinds.indexOf('j');
		if (jump >= 0) {
			const word = code[index * INSTRUCTION_SIZE + 1 + jump] as number;
			instruction.target = instructions[word / INSTRUCTION_SIZE] ?? instruction;
		}
	});
	return instructions;
}

function useConstant(instruction: Instruction, name: string, value: Value): void {
	instruction.k = value;
	const small = typeof value === 'number' && (value | 0) === value;
	if (small && INT_VARIANTS.includes(name as OpcodeName)) {
		instruction.n = value as number;
		instruction.op = runNumber(`${name}I`);
	} else {
		instruction.op = runNumber(`${name}K`);
	}
}

/** A program ready to run. */
export class LinkedProgram {
	declare readonly program: Program;
	declare readonly main: Code;
	declare readonly functions: readonly Code[];

	constructor(program: Program) {
		this.program = program;
		this.main = new Code(program.main);
		this.functions = program.functions.map((chunk) => new Code(chunk));
	}
}
