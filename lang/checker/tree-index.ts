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
	readonly #parents = new Map<Node, Node>();
	/** Shared by all nodes of one place, so that it costs one entry per node and is answered without climbing. */
	readonly #places = new Map<Node, Place>();

	constructor(script: Script) {
		const all: Node[] = [];
		const stack: Node[] = [script];
		this.#places.set(script, { owner: script, loop: undefined, inCondition: false });
		for (let node = stack.pop(); node !== undefined; node = stack.pop()) {
			all.push(node);
			const list = this.#byKind.get(node.kind);
			if (list === undefined) this.#byKind.set(node.kind, [node]);
			else list.push(node);
			const place = this.#places.get(node) as Place;
			const inside = placeInside(node, place);
			const condition = conditionOf(node);
			const parts = children(node);
			for (let at = parts.length - 1; at >= 0; at--) {
				const child = parts[at] as Node;
				this.#parents.set(child, node);
				this.#places.set(child, child === condition ? { ...place, inCondition: true } : inside);
				stack.push(child);
			}
		}
		this.all = all;
	}

	/** All nodes of one kind, outer before inner and in source order. */
	ofKind<K extends Node['kind']>(kind: K): readonly NodeOf<K>[] {
		return (this.#byKind.get(kind) ?? []) as NodeOf<K>[];
	}

	parent(node: Node): Node | undefined {
		return this.#parents.get(node);
	}

	/** The closure, function or script whose code a node is; for those themselves what is around them. */
	owner(node: Node): Owner {
		return (this.#places.get(node) as Place).owner;
	}

	/** The function whose body a node stands in, through closures. */
	functionAround(node: Node): NodeOf<'Function'> | undefined {
		let owner = this.owner(node);
		while (owner.kind === 'Closure') owner = this.owner(owner);
		return owner.kind === 'Function' ? owner : undefined;
	}

	/** The loop around a node within the same owner. */
	loop(node: Node): LoopNode | undefined {
		return (this.#places.get(node) as Place).loop;
	}

	/** Whether a node is part of a condition: of `if`, a loop, a guard, or the subject of a `switch`. */
	inCondition(node: Node): boolean {
		return (this.#places.get(node) as Place).inCondition;
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
