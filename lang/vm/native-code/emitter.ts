/**
 * Writes the JavaScript of one unit: blocks nested by the dominator tree, with `break` and `continue` in place of jumps,
 * as compilers to WebAssembly do it (Ramsey: "Beyond Relooper").
 *
 * Registers are local variables: `r5` holds a value as the interpreter knows it, `f5` a float unboxed; which of the two
 * counts is known everywhere. Nothing but numbers ever goes into the text; constants and sites are read from lists.
 */

import type { Value } from '../../values/value.ts';
import { type Code, type Instruction, RUN_OPCODES } from '../instructions.ts';
import type { Block, FlowGraph } from './flow-graph.ts';
import { baseName, CALLS, LEFT_TO_INTERPRETER, registerUse } from './instruction-kinds.ts';
import type { Liveness } from './liveness.ts';
import type { Point } from './points.ts';
import { TEMPLATES } from './templates.ts';
import { ANY, FLOAT, NONE, step, type Type } from './types.ts';

/** Where a site that reads a property has found it in the record that it met last. */
export interface KnownField {
	names: readonly string[] | null;
	at: number;
}

export interface UnitPlan {
	readonly code: Code;
	/** Functions of the script. */
	readonly functions: readonly Code[];
	readonly instructions: readonly Instruction[];
	readonly graph: FlowGraph;
	readonly live: Liveness;
	/** Types at the start of every block. */
	readonly types: readonly (readonly Type[])[];
	/** Whether to count on ints staying small, and the like. */
	readonly bold: boolean;
}

export class Emitter {
	readonly plan: UnitPlan;
	readonly points: Point[] = [];
	readonly constants: (Value | KnownField)[] = [];
	/** Types at the instruction being written. */
	types: Type[] = [];
	/** Registers that appear in the text. */
	readonly used: Set<number>;
	readonly usedFloats: number[] = [];
	readonly #lines: string[] = [];
	/** Operations of this instruction, and of those behind it that have been counted with it. */
	#cost = 0;
	#later = 0;
	#current!: Instruction;
	#blockStart = 0;

	/** @param used registers that the instructions name */
	constructor(plan: UnitPlan, used: Set<number>) {
		this.plan = plan;
		this.used = used;
	}

	get text(): string {
		return this.#lines.join('\n');
	}

	line(text: string): void {
		this.#lines.push(text);
	}

	// ---------------------------------------------------------------------------------------------- operands

	typeOf(register: number): Type {
		return this.types[register] as Type;
	}

	/** The value of a register, boxed. */
	value(register: number): string {
		return this.typeOf(register) === FLOAT ? `new Float(${this.floatName(register)})` : `r${register}`;
	}

	floatName(register: number): string {
		if (!this.usedFloats.includes(register)) this.usedFloats.push(register);
		return `f${register}`;
	}

	/** A register known to hold a number or float, as a JavaScript number. */
	number(register: number): string {
		return this.typeOf(register) === FLOAT ? this.floatName(register) : `r${register}`;
	}

	constant(value: Value): string {
		let index = this.constants.indexOf(value);
		if (index < 0) index = this.constants.push(value) - 1;
		return `k${index}`;
	}

	/** A place where a site remembers which record it met last. */
	field(): string {
		return `k${this.constants.push({ names: null, at: 0 }) - 1}`;
	}

	/** Stores a result; a FLOAT as a plain number. */
	store(register: number, type: Type, expression: string): void {
		this.line(`${type === FLOAT ? this.floatName(register) : `r${register}`} = ${expression};`);
		this.types[register] = type;
	}

	// ------------------------------------------------------------------------------------------------ points

	#point(at: Instruction, correction: number, given: Partial<Point> = {}): number {
		const floats: number[] = [];
		this.types.forEach((type, register) => {
			if (type === FLOAT) {
				this.floatName(register);
				floats.push(this.usedFloats.indexOf(register));
			}
		});
		const point = { at, correction, floats, stored: [], below: this.plan.code.registers, surprise: false, ...given };
		return this.points.push(point) - 1;
	}

	/** Text that says that an error from here on is one of this instruction. */
	mayFail(given: Partial<Point> = {}): string {
		return `pc = ${this.#point(this.#current, this.#later, given)};`;
	}

	/** Text that makes the interpreter start over with this instruction. */
	giveUp(surprise = true): string {
		return `{ pc = ${this.#point(this.#current, this.#later + this.#cost, { surprise })}; break $exit; }`;
	}

	/** Text for when a call has not come back: the interpreter delivers the result and goes on behind it. */
	leaveInCall(given: Partial<Point>): string {
		return `{ pc = ${this.#point(this.#current, 0, given)}; break $exit; }`;
	}

	/** Looks at limits and time slice; the interpreter would go on at `index`. */
	check(failsAt: number, index: number, unless = ''): void {
		const { instructions } = this.plan;
		const failing = this.#point(instructions[failsAt] as Instruction, 0);
		const leaving = this.#point(instructions[index] as Instruction, 0);
		this.line(
			`if (${unless}fiber.operations > fiber.checkAt) { pc = ${failing}; if (fiber.check()) { fiber.sliceOver = true; pc = ${leaving}; break $exit; } }`,
		);
	}

	/** Hands the operations counted here to the fiber. */
	settle(): void {
		this.line('fiber.operations += n; n = 0;');
	}

	// ------------------------------------------------------------------------------------------------ blocks

	/** Writes the whole unit. */
	write(): void {
		this.#tree(this.plan.graph.blocks[0] as Block);
	}

	#tree(block: Block): void {
		if (block.isLoop) this.line(`L${block.number}: for (;;) {`);
		const merges = block.children.filter((child) => child.isMerge).sort((left, right) => right.number - left.number);
		for (const merge of merges) this.line(`B${merge.number}: {`);
		this.#body(block);
		for (const merge of merges.reverse()) {
			this.line('}');
			this.#tree(merge);
		}
		if (block.isLoop) this.line('}');
	}

	#body(block: Block): void {
		const { code, functions, instructions, bold, types } = this.plan;
		this.types = (types[block.number] as Type[]).map((type) => (type === NONE ? ANY : type));
		let index = block.first;
		this.#blockStart = index;
		while (index <= block.last) {
			// Operations are counted for a stretch up to the next call in one go.
			let end = index;
			while (end < block.last && !CALLS.has(baseName(instructions[end] as Instruction))) end++;
			let rest = 0;
			for (let at = index; at <= end; at++) rest += (instructions[at] as Instruction).cost;
			if (rest > 0) this.line(`n += ${rest};`);
			for (; index <= end; index++) {
				const ins = instructions[index] as Instruction;
				this.#current = ins;
				this.#cost = ins.cost;
				rest -= ins.cost;
				this.#later = rest;
				const name = baseName(ins);
				if (LEFT_TO_INTERPRETER.has(name) || seesCaller(ins)) {
					this.line(this.giveUp(false));
					return;
				}
				const template = TEMPLATES.get(name);
				if (template === undefined) throw new TypeError(`no template for ${RUN_OPCODES[ins.op]}`);
				const before = [...this.types];
				template(this, ins);
				this.types = before;
				step(code, functions, ins, before, bold);
			}
		}
		const last = instructions[block.last] as Instruction;
		if (block.targets.length === 1 && !ENDS_ITSELF.has(baseName(last))) this.edge(block.targets[0] as number);
	}

	/** Goes from the block being written to an instruction. */
	edge(index: number): void {
		const { graph, instructions, live, types } = this.plan;
		const next = graph.byFirst.get(index);
		if (next === undefined) {
			this.line(`pc = ${this.#point(instructions[index] as Instruction, 0)}; break $exit;`);
			return;
		}
		const wanted = types[next.number] as readonly Type[];
		for (let register = 0; register < wanted.length; register++) {
			if (this.types[register] === FLOAT && wanted[register] !== FLOAT && live.isLive(index, register)) {
				this.used.add(register);
				this.line(`r${register} = new Float(${this.floatName(register)});`);
			}
		}
		const from = this.#current.index;
		const fromBlock = this.#blockOf(from);
		if (next.number <= fromBlock) {
			this.line(`continue L${next.number};`);
		} else if (next.isMerge) {
			this.line(`break B${next.number};`);
		} else {
			const { types: saved } = this;
			const current = this.#current;
			this.#tree(next);
			this.types = saved;
			this.#current = current;
		}
	}

	#blockOf(index: number): number {
		return this.#numbers.get(index) as number;
	}

	/** Block of every last instruction. */
	get #numbers(): ReadonlyMap<number, number> {
		this.#lastOf ??= new Map(this.plan.graph.blocks.map((block) => [block.last, block.number]));
		return this.#lastOf;
	}
	#lastOf: ReadonlyMap<number, number> | undefined;

	/** A two-way branch. */
	branch(condition: string, then: number, otherwise: number): void {
		this.line(`if (${condition}) {`);
		this.edge(then);
		this.line('}');
		this.edge(otherwise);
	}

	/** Whether a register was read from a variable, in this block, that nobody will read again. */
	isLastUse(register: number): boolean {
		const { code, functions, instructions, live } = this.plan;
		const { index } = this.#current;
		const written = new Set<number>();
		for (let at = index - 1; at >= this.#blockStart; at--) {
			const ins = instructions[at] as Instruction;
			const { writes } = registerUse(code, functions, ins);
			if (writes.includes(register)) {
				return baseName(ins) === 'MOVE' && !written.has(ins.b) && !live.isLive(index, ins.b);
			}
			for (const other of writes) written.add(other);
		}
		return false;
	}
}

/** Instructions whose templates write their own edges. */
const ENDS_ITSELF: ReadonlySet<string> = new Set(['LOOP', 'SWITCH']);

/** `f!()` works on its caller's variables. */
function seesCaller(ins: Instruction): boolean {
	return ins.site?.kind === 'call' && ins.site.visible !== null;
}
