/**
 * Which registers may still be read, per instruction of a function: only those are worth converting where two paths
 * hold a value in different forms.
 *
 * Sets are rows of 32-bit words. Instructions that only the interpreter runs count as reading everything.
 */

import { INSTRUCTION_SIZE } from '../../compiler/opcodes.ts';
import type { Code, Instruction } from '../instructions.ts';
import { successors } from './flow-graph.ts';
import { baseName, LEFT_TO_INTERPRETER, registerUse } from './instruction-kinds.ts';

/** For functions larger than this everything counts as live. */
const MOST_WORDS = 100_000;

export class Liveness {
	#words: number;
	readonly #live: Uint32Array;

	/** @param functions those of the script */
	constructor(code: Code, functions: readonly Code[], instructions: readonly Instruction[]) {
		const words = (code.registers + 31) >>> 5;
		this.#words = words;
		const size = words * instructions.length;
		this.#live = new Uint32Array(Math.min(size, MOST_WORDS));
		if (size <= MOST_WORDS) this.#solve(code, functions, instructions);
		else this.#words = 0;
	}

	/** Whether the register may be read at the instruction or later. */
	isLive(index: number, register: number): boolean {
		if (this.#words === 0) return true;
		return (((this.#live[index * this.#words + (register >>> 5)] as number) >>> (register & 31)) & 1) === 1;
	}

	#solve(code: Code, functions: readonly Code[], instructions: readonly Instruction[]): void {
		const words = this.#words;
		const live = this.#live;
		const always = new Uint32Array(words);
		// The variables of a script are handed to the host, however the script ends; `this` goes back to its place.
		for (const { register } of code.chunk.topLevel) add(always, 0, register);
		if (code.thisRegister >= 0) add(always, 0, code.thisRegister);

		const uses = instructions.map((ins) => registerUse(code, functions, ins));
		const next = instructions.map((_, index) => successors(instructions, index));
		const handlers = instructions.map((ins) => {
			const word = ins.index * INSTRUCTION_SIZE;
			const around = code.chunk.handlers.filter(({ from, to }) => word >= from && word < to);
			return around.map(({ target }) => target / INSTRUCTION_SIZE);
		});
		const row = new Uint32Array(words);
		for (let changed = true; changed; ) {
			changed = false;
			for (let index = instructions.length - 1; index >= 0; index--) {
				if (LEFT_TO_INTERPRETER.has(baseName(instructions[index] as Instruction))) row.fill(0xffffffff);
				else {
					row.set(always);
					for (const target of next[index] as number[]) this.#join(row, target);
					const { reads, writes } = uses[index] as (typeof uses)[number];
					for (const register of writes)
						row[register >>> 5] = (row[register >>> 5] as number) & ~(1 << (register & 31));
					for (const register of reads) add(row, 0, register);
					// An error may come before the write.
					for (const target of handlers[index] as number[]) this.#join(row, target);
				}
				for (let word = 0; word < words; word++) {
					const at = index * words + word;
					if (live[at] !== row[word]) {
						live[at] = row[word] as number;
						changed = true;
					}
				}
			}
		}
	}

	#join(row: Uint32Array, index: number): void {
		const words = this.#words;
		for (let word = 0; word < words; word++) {
			row[word] = (row[word] as number) | (this.#live[index * words + word] as number);
		}
	}
}

function add(set: Uint32Array, from: number, register: number): void {
	const at = from + (register >>> 5);
	set[at] = (set[at] as number) | (1 << (register & 31));
}
