/**
 * Cuts trees that long operator chains have made too deep. Nesting is limited while parsing, but `a + b + c …` nests to
 * the left without any recursion; whoever walks such a tree recursively would run out of stack.
 */

import type { Expression, Node, Script } from '../../ast/nodes.ts';
import { children } from '../../ast/visit.ts';

/** Deepest tree, in nodes. The grammar needs up to eight nodes per level of nesting. */
const MAX_DEPTH = 2500;

/** @returns the offset of the first part that was cut off, -1 if the tree is fine */
export function pruneTree(script: Script): number {
	const stack: { node: Node; depth: number }[] = [{ node: script, depth: 0 }];
	let first = -1;
	while (stack.length > 0) {
		const { node, depth } = stack.pop() as (typeof stack)[number];
		if (depth > MAX_DEPTH && (node.kind === 'Binary' || node.kind === 'Unary')) {
			if (first === -1 || node.start < first) first = node.start;
			if (node.kind === 'Unary') node.operand = errorLike(node.operand);
			else {
				node.left = errorLike(node.left);
				node.right = errorLike(node.right);
			}
			continue;
		}
		for (const child of children(node)) stack.push({ node: child, depth: depth + 1 });
	}
	return first;
}

function errorLike(node: Expression): Expression {
	return { kind: 'Error', start: node.start, end: node.end };
}
