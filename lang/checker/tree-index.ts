/**
 * A syntax tree made searchable: all nodes by kind in source order, and the parent of each.
 *
 * Built once per file, so that every lint is a plain loop over the nodes that interest it. The walk keeps its own
 * stack: the depth of a tree is limited by the parser, but not to what the host's stack can take.
 */

import type { Node, Script } from '../ast/nodes.ts';
import { children } from '../ast/visit.ts';

type NodeOf<K extends Node['kind']> = Extract<Node, { kind: K }>;

/** A body of code: what variables, `return` and `this` belong to. */
export type Owner = NodeOf<'Script' | 'Function' | 'Closure'>;
export type LoopNode = NodeOf<'While' | 'Loop' | 'Do' | 'For'>;

interface Place {
	readonly owner: Owner;
	/** The loop that `break` here would leave. */
	readonly loop: LoopNode | undefined;
	/** Within a condition of the same owner, at whatever depth. */
	readonly inCondition: boolean;
}

export class TreeIndex {
	/** Every node, outer before inner. */
	readonly all: readonly Node[];
	readonly #byKind = new Map<string, Node[]>();
	/** Index of each node in `all`; one table with a hash per node is what makes the index affordable. */
	readonly #numbers = new Map<Node, number>();
	/** By index in `all`: the index of the parent, and the place, which neighbours share. */
	readonly #parents: number[] = [];
	readonly #places: Place[] = [];

	constructor(script: Script) {
		const all: Node[] = [];
		const stack: Node[] = [script];
		const parents: number[] = [-1];
		const places: Place[] = [{ owner: script, loop: undefined, inCondition: false }];
		for (let node = stack.pop(); node !== undefined; node = stack.pop()) {
			const number = all.length;
			const place = places.pop() as Place;
			all.push(node);
			this.#numbers.set(node, number);
			this.#parents.push(parents.pop() as number);
			this.#places.push(place);
			const list = this.#byKind.get(node.kind);
			if (list === undefined) this.#byKind.set(node.kind, [node]);
			else list.push(node);
			const inside = placeInside(node, place);
			const condition = conditionOf(node);
			const parts = children(node);
			for (let at = parts.length - 1; at >= 0; at--) {
				const child = parts[at] as Node;
				stack.push(child);
				parents.push(number);
				places.push(child === condition ? { ...place, inCondition: true } : inside);
			}
		}
		this.all = all;
	}

	/** All nodes of one kind, outer before inner and in source order. */
	ofKind<K extends Node['kind']>(kind: K): readonly NodeOf<K>[] {
		return (this.#byKind.get(kind) ?? []) as NodeOf<K>[];
	}

	parent(node: Node): Node | undefined {
		const parent = this.#parents[this.#numbers.get(node) as number] as number;
		return parent < 0 ? undefined : this.all[parent];
	}

	#place(node: Node): Place {
		return this.#places[this.#numbers.get(node) as number] as Place;
	}

	/** The closure, function or script whose code a node is; for those themselves what is around them. */
	owner(node: Node): Owner {
		return this.#place(node).owner;
	}

	/** The function whose body a node stands in, through closures. */
	functionAround(node: Node): NodeOf<'Function'> | undefined {
		let owner = this.owner(node);
		while (owner.kind === 'Closure') owner = this.owner(owner);
		return owner.kind === 'Function' ? owner : undefined;
	}

	/** The loop around a node within the same owner. */
	loop(node: Node): LoopNode | undefined {
		return this.#place(node).loop;
	}

	/** Whether a node is part of a condition: of `if`, a loop, a guard, or the subject of a `switch`. */
	inCondition(node: Node): boolean {
		return this.#place(node).inCondition;
	}
}

function placeInside(node: Node, place: Place): Place {
	switch (node.kind) {
		case 'Function':
		case 'Closure':
			return { owner: node, loop: undefined, inCondition: false };
		case 'While':
		case 'Loop':
		case 'Do':
		case 'For':
			return { owner: place.owner, loop: node, inCondition: false };
		default:
			return place;
	}
}

function conditionOf(node: Node): Node | null {
	switch (node.kind) {
		case 'IfBranch':
		case 'While':
		case 'Do':
			return node.condition;
		case 'SwitchCase':
			return node.guard;
		case 'Switch':
			return node.subject;
		case 'For':
			return node.iterable;
		default:
			return null;
	}
}
