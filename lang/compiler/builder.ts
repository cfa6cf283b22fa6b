/**
 * Collects the instructions of one function: words, spans, constants, labels and registers.
 *
 * Registers are a stack: variables take the next one when declared, temporaries above them, and leaving a block or
 * finishing an expression gives them back. Costs wait here until the next instruction of the same straight stretch.
 */

import type { Value } from '../values/value.ts';
import type { Handler } from './chunk.ts';
import { INSTRUCTION_SIZE, OP } from './opcodes.ts';
import type { MethodSite, Site } from './sites.ts';

/** A jump target that may not be placed yet. */
export interface Label {
	position: number;
	/** Words to patch once the position is known. */
	readonly uses: number[];
	/** Method sites that jump there. */
	readonly sites: MethodSite[];
}

/** Costs beyond this are capped: they must fit beside the opcode. */
const MAX_COST = 0x7f_ffff;

export class Builder {
	readonly #code: number[] = [];
	readonly targets = new Map<number, { readonly start: number; readonly end: number }>();
	readonly #spans: number[] = [];
	readonly #constants: Value[] = [];
	readonly #constantIndex = new Map<unknown, number>();
	readonly #sites: Site[] = [];
	readonly handlers: Handler[] = [];
	#cost = 0;
	#next = 0;
	#most = 0;

	// ----------------------------------------------------------------------------------------------- registers

	/** The number of registers in use. */
	get top(): number {
		return this.#next;
	}

	/** Size of the window so far. */
	get most(): number {
		return this.#most;
	}

	/** Takes the next `count` registers, returning the first. */
	take(count = 1): number {
		const register = this.#next;
		this.#next += count;
		if (this.#next > this.#most) this.#most = this.#next;
		return register;
	}

	/** Gives back every register from `top` on. */
	release(top: number): void {
		this.#next = top;
	}

	// -------------------------------------------------------------------------------------------- instructions

	/** Index of the next word. */
	get position(): number {
		return this.#code.length;
	}

	/** Adds operations (language spec, Appendix B) to the next instruction. */
	charge(operations: number): void {
		this.#cost += operations;
	}

	emit(op: number, a: number, b: number, c: number, start: number, end: number): number {
		const position = this.#code.length;
		const cost = Math.min(this.#cost, MAX_COST);
		this.#cost = 0;
		this.#code.push(op | (cost << 8), a, b, c);
		this.#spans.push(start, end);
		return position;
	}

	/** Where the variable stands that the instruction to come changes, if its own place is the operator. */
	target(start: number, end: number): void {
		this.targets.set(this.#code.length / INSTRUCTION_SIZE, { start, end });
	}

	/** Emits a method call whose site is told where the chain goes on when `?.` meets unit. */
	emitMethod(result: number, site: number, first: number, start: number, end: number, skip: Label): void {
		this.emit(OP.METHOD, result, site, first, start, end);
		skip.sites.push(this.#sites[site] as MethodSite);
	}

	label(): Label {
		return { position: -1, uses: [], sites: [] };
	}

	/** Emits an instruction whose operand number `operand` (0 to 2) is a jump target. */
	jump(
		op: number,
		operands: [number, number, number],
		operand: 0 | 1 | 2,
		target: Label,
		start: number,
		end: number,
	): void {
		const position = this.emit(op, operands[0], operands[1], operands[2], start, end);
		this.aim(position + 1 + operand, target);
	}

	/** Makes a word of the code hold the position of a label. */
	aim(word: number, target: Label): void {
		if (target.position >= 0) this.#code[word] = target.position;
		else target.uses.push(word);
	}

	/** The label stands for the next instruction from now on. */
	place(label: Label): void {
		// What is owed so far belongs to the stretch before the label.
		if (this.#cost > 0) this.emit(OP.NOP, 0, 0, 0, 0, 0);
		label.position = this.#code.length;
		for (const word of label.uses) this.#code[word] = label.position;
		for (const site of label.sites) site.skip = label.position;
		label.uses.length = 0;
	}

	// ------------------------------------------------------------------------------------- constants and sites

	/** Number of a constant; equal ints, strings and bools share one. */
	constant(value: Value): number {
		const simple = typeof value !== 'object';
		const known = simple ? this.#constantIndex.get(value) : undefined;
		if (known !== undefined) return known;
		const index = this.#constants.push(value) - 1;
		if (simple) this.#constantIndex.set(value, index);
		return index;
	}

	site(site: Site): number {
		return this.#sites.push(site) - 1;
	}

	finish(): { code: Int32Array; spans: Int32Array; constants: Value[]; sites: Site[] } {
		return {
			code: Int32Array.from(this.#code),
			spans: Int32Array.from(this.#spans),
			constants: this.#constants,
			sites: this.#sites,
		};
	}
}

/** Index of an instruction in `spans`, halved. */
export function instructionAt(word: number): number {
	return Math.floor(word / INSTRUCTION_SIZE);
}
