/**
 * What the body of a function refers to: whether to `this`, and the names that a closure captures. Those are used in its body, neither a parameter nor declared in the body before the use
 * (language spec 7.6). Names of functions of the script are left out by the caller.
 */

import type { ClosureExpression, Identifier, Node } from '../../../lang/ast/nodes.ts';
import { children } from '../../../lang/ast/visit.ts';

/** Names declared in a block so far, and in the blocks around it up to the closure. */
type Declared = Set<string>[];

/** The first use of each captured name, in the order of the source. */
export function freeNames(closure: ClosureExpression): Identifier[] {
	const free = new Map<string, Identifier>();
	visitClosure(closure, [], free);
	return [...free.values()];
}

function visitClosure(closure: ClosureExpression, declared: Declared, free: Map<string, Identifier>): void {
	const inner = [...declared, new Set(closure.params.map(({ name }) => name))];
	visit(closure.body, inner, free);
}

function visit(node: Node | null, declared: Declared, free: Map<string, Identifier>): void {
	if (node === null) return;
	const inBlock = (names: readonly (Identifier | null)[], ...nodes: (Node | null)[]): void => {
		const inner = [...declared, new Set(names.flatMap((name) => (name === null ? [] : [name.name])))];
		for (const one of nodes) visit(one, inner, free);
	};
	switch (node.kind) {
		case 'Identifier':
			return;
		case 'Variable':
			if (node.namespace.length === 0 && !declared.some((names) => names.has(node.name.name))) {
				if (!free.has(node.name.name)) free.set(node.name.name, node.name);
			}
			return;
		case 'Closure':
			return visitClosure(node, declared, free);
		case 'Let':
			visit(node.value, declared, free);
			declared.at(-1)?.add(node.name.name);
			return;
		case 'Assign':
			visit(node.value, declared, free);
			return visit(node.target, declared, free);
		case 'Block':
			return inBlock([], ...node.statements);
		case 'Interpolation':
			return visit(node.body, declared, free);
		case 'Do':
			visit(node.body, declared, free);
			return visit(node.condition, declared, free);
		case 'For':
			visit(node.iterable, declared, free);
			return inBlock([node.variable, node.counter], node.body);
		case 'Try':
			visit(node.body, declared, free);
			return inBlock([node.catchName], node.handler);
		case 'SwitchCase':
			return inBlock([], node.guard, node.action);
		default:
			for (const child of children(node)) visit(child, declared, free);
	}
}
