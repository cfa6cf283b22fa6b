/**
 * Going through a tree without knowing every kind of node: the children of a node in source order, and a walk over all
 * nodes below one. The walk keeps its own stack, so that the depth of a tree does not matter.
 */

import type { Node } from './nodes.ts';

/**
 * Which properties of a node hold child nodes (or lists of them), in source order. One row per kind; the type makes
 * sure that no kind is forgotten.
 */
const CHILD_FIELDS = {
	Array: ['elements'],
	Assign: ['target', 'value'],
	Binary: ['left', 'right'],
	Block: ['statements'],
	Bool: [],
	Break: ['value'],
	Call: ['namespace', 'name', 'args'],
	Chain: ['root', 'steps'],
	Char: [],
	Closure: ['params', 'body'],
	Continue: [],
	Directive: ['service', 'name', 'body'],
	Do: ['body', 'condition'],
	Empty: [],
	Error: [],
	Export: ['name', 'alias', 'declaration'],
	ExpressionStatement: ['expression'],
	Float: [],
	For: ['variable', 'counter', 'iterable', 'body'],
	Function: ['thisType', 'name', 'params', 'body'],
	Identifier: [],
	If: ['branches', 'otherwise'],
	IfBranch: ['condition', 'body'],
	Import: ['path', 'alias'],
	IndexStep: ['index'],
	Int: [],
	Interpolation: ['body'],
	Let: ['name', 'value'],
	Loop: ['body'],
	Map: ['entries'],
	MapEntry: ['key', 'value'],
	MethodStep: ['name', 'args'],
	Object: ['name', 'typeName', 'contentType', 'value'],
	Paren: ['expression'],
	PropertyStep: ['name'],
	Range: ['from', 'to'],
	Return: ['value'],
	Script: ['statements'],
	Service: ['name', 'typeName', 'contentType', 'value'],
	String: [],
	Switch: ['subject', 'cases'],
	SwitchCase: ['patterns', 'guard', 'action'],
	Template: ['parts'],
	TemplateText: [],
	Test: ['name', 'body'],
	This: [],
	Throw: ['value'],
	Try: ['body', 'catchName', 'handler'],
	Unary: ['operand'],
	Unit: [],
	Variable: ['namespace', 'name'],
	While: ['condition', 'body'],
} as const satisfies { readonly [K in Node['kind']]: readonly string[] };

/** Names of the properties of a kind of node that hold its children, in source order. */
export function childFields(kind: Node['kind']): readonly string[] {
	return CHILD_FIELDS[kind];
}

/** The direct children of a node, in source order. */
export function children(node: Node): Node[] {
	const found: Node[] = [];
	const fields = node as unknown as Record<string, Node | readonly Node[] | null>;
	for (const field of CHILD_FIELDS[node.kind]) {
		const value = fields[field];
		if (value === null || value === undefined) continue;
		if (Array.isArray(value)) for (const child of value) found.push(child);
		else found.push(value as Node);
	}
	return found;
}

export interface Visitor {
	/** Called before the children of a node; `false` leaves them out (then `leave` is called all the same). */
	enter?(node: Node, parent: Node | undefined): unknown;
	/** Called after the children of a node. */
	leave?(node: Node, parent: Node | undefined): void;
}

/** Visits a node and all nodes below it, in source order. */
export function walk(root: Node, visitor: Visitor): void {
	interface Frame {
		readonly node: Node;
		readonly parent: Node | undefined;
		children: readonly Node[] | undefined;
		next: number;
	}
	const stack: Frame[] = [{ node: root, parent: undefined, children: undefined, next: 0 }];
	while (stack.length > 0) {
		const frame = stack[stack.length - 1] as Frame;
		if (frame.children === undefined) {
			frame.children = visitor.enter?.(frame.node, frame.parent) === false ? [] : children(frame.node);
		}
		const child = frame.children[frame.next];
		if (child !== undefined) {
			frame.next++;
			stack.push({ node: child, parent: frame.node, children: undefined, next: 0 });
		} else {
			stack.pop();
			visitor.leave?.(frame.node, frame.parent);
		}
	}
}
