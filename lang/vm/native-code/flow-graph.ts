/**
 * The control flow of a stretch of instructions: basic blocks in reverse postorder, dominators, loops.
 *
 * A region is a whole function, or the interval of instructions of one loop; edges that leave the interval have no
 * block. Scripts have no `goto`, so every loop is entered at one place; a graph for which that does not hold is refused.
 */

import { INSTRUCTION_SIZE } from '../../compiler/opcodes.ts';
import type { MethodSite, SwitchSite } from '../../compiler/sites.ts';
import { type Instruction, RUN_OPCODES } from '../instructions.ts';
import { ENDS } from './instruction-kinds.ts';

export interface Region {
	/** All instructions of the function, as compiled. */
	readonly instructions: readonly Instruction[];
	/** Where the region is entered. */
	readonly start: number;
	/** First and last instruction that may belong to it. */
	readonly from: number;
	readonly to: number;
}

export interface Block {
	/** Position in `FlowGraph.blocks`, which is reverse postorder. */
	readonly number: number;
	readonly first: number;
	readonly last: number;
	/** Instruction numbers where control may go on, in the order of the instruction's operands; also outside. */
	readonly targets: readonly number[];
	/** Whether some block that it dominates goes back to it. */
	isLoop: boolean;
	/** Whether control comes together here: more than one edge that is not a loop's. */
	isMerge: boolean;
	/** Blocks that it dominates immediately. */
	readonly children: Block[];
}

export interface FlowGraph {
	readonly blocks: readonly Block[];
	/** The block that starts with an instruction. */
	readonly byFirst: ReadonlyMap<number, Block>;
}

/** Larger functions are left to the interpreter: V8 would not optimise what we make of them. */
const MOST_INSTRUCTIONS = 4000;
const MOST_BLOCKS = 1200;

/** Where control may go after an instruction: the next one first, if it falls through. */
export function successors(instructions: readonly Instruction[], index: number): number[] {
	const ins = instructions[index] as Instruction;
	const name = RUN_OPCODES[ins.op] as string;
	if (ENDS.has(name)) return [];
	switch (name) {
		case 'JUMP':
		case 'LOOP':
			return [ins.target.index];
		case 'SWITCH': {
			const site = ins.site as SwitchSite;
			const words = new Set([...site.direct.values(), ...site.exact.values(), site.otherwise]);
			return [...words].map((word) => word / INSTRUCTION_SIZE);
		}
		case 'METHOD': {
			const { skip } = ins.site as MethodSite;
			return skip < 0 ? [index + 1] : [index + 1, skip / INSTRUCTION_SIZE];
		}
		case 'NEXT':
		case 'JF':
		case 'JT':
		case 'JUNIT':
		case 'JNUNIT':
		case 'INRANGE':
			return [index + 1, ins.target.index];
		default:
			return name.startsWith('JN') ? [index + 1, ins.target.index] : [index + 1];
	}
}

/** Analyses a region; `undefined` if it is too large or not well structured. */
export function flowGraph(region: Region): FlowGraph | undefined {
	const { instructions, start, from, to } = region;
	const inside = (index: number) => index >= from && index <= to;
	const leaders = new Set([start]);
	const reached = new Set<number>();
	const pending = [start];
	while (pending.length > 0) {
		const index = pending.pop() as number;
		if (reached.has(index)) continue;
		reached.add(index);
		if (reached.size > MOST_INSTRUCTIONS) return undefined;
		const next = successors(instructions, index);
		const straight = next.length === 1 && next[0] === index + 1;
		for (const target of next) {
			if (!inside(target)) continue;
			if (!straight) leaders.add(target);
			pending.push(target);
		}
	}
	if (leaders.size > MOST_BLOCKS) return undefined;

	const raw = new Map<number, { first: number; last: number; targets: number[] }>();
	for (const first of leaders) {
		let last = first;
		let targets = successors(instructions, last);
		while (targets.length === 1 && targets[0] === last + 1 && inside(last + 1) && !leaders.has(last + 1)) {
			last++;
			targets = successors(instructions, last);
		}
		raw.set(first, { first, last, targets });
	}

	const blocks: Block[] = reversePostorder(raw, start).map(({ first, last, targets }, number) => {
		return { number, first, last, targets, isLoop: false, isMerge: false, children: [] };
	});
	const byFirst = new Map(blocks.map((block) => [block.first, block]));
	const graph = { blocks, byFirst };
	return relate(graph) ? graph : undefined;
}

interface RawBlock {
	readonly first: number;
	readonly last: number;
	readonly targets: number[];
}

function reversePostorder(raw: ReadonlyMap<number, RawBlock>, start: number): RawBlock[] {
	const seen = new Set([start]);
	const order: RawBlock[] = [];
	const stack = [{ block: raw.get(start) as RawBlock, at: 0 }];
	while (stack.length > 0) {
		const top = stack[stack.length - 1] as { block: RawBlock; at: number };
		// Exits last, bodies first in the reversed order: the fall-through edge is walked first.
		const target = top.block.targets[top.at++];
		if (target === undefined) {
			order.push(top.block);
			stack.pop();
			continue;
		}
		const next = raw.get(target);
		if (next === undefined || seen.has(target)) continue;
		seen.add(target);
		stack.push({ block: next, at: 0 });
	}
	return order.reverse();
}

/** Finds dominators, loops and merges. False when some loop has two entries. */
function relate({ blocks, byFirst }: FlowGraph): boolean {
	const predecessors: number[][] = blocks.map(() => []);
	for (const block of blocks) {
		for (const target of block.targets) {
			const next = byFirst.get(target);
			if (next !== undefined) predecessors[next.number]?.push(block.number);
		}
	}
	// Cooper, Harvey, Kennedy: "A Simple, Fast Dominance Algorithm".
	const dominator: number[] = blocks.map((_, number) => (number === 0 ? 0 : -1));
	const meet = (left: number, right: number) => {
		let a = left;
		let b = right;
		while (a !== b) {
			while (a > b) a = dominator[a] as number;
			while (b > a) b = dominator[b] as number;
		}
		return a;
	};
	for (let changed = true; changed; ) {
		changed = false;
		for (let number = 1; number < blocks.length; number++) {
			let found = -1;
			for (const other of predecessors[number] as number[]) {
				if (dominator[other] === -1) continue;
				found = found === -1 ? other : meet(other, found);
			}
			if (dominator[number] !== found) {
				dominator[number] = found;
				changed = true;
			}
		}
	}
	for (const block of blocks) {
		const { number } = block;
		if (number > 0) (blocks[dominator[number] as number] as Block).children.push(block);
		let forward = 0;
		for (const other of predecessors[number] as number[]) {
			if (other < number) forward++;
			else if (dominates(dominator, number, other)) block.isLoop = true;
			else return false;
		}
		block.isMerge = forward > 1;
	}
	return true;
}

function dominates(dominator: readonly number[], above: number, below: number): boolean {
	let at = below;
	while (at > above) at = dominator[at] as number;
	return at === above;
}
