/** Questions about the shape of an expression that decide how things around it are broken. */

import type { Expression, Statement } from '../ast/nodes.ts';

/** Expressions whose last line is a closing bracket, so that text may follow on that line. */
export function endsInBlock(node: Expression): boolean {
	switch (node.kind) {
		case 'Array':
			return node.elements.length > 0;
		case 'Map':
			return node.entries.length > 0;
		case 'Block':
			return node.statements.length > 0;
		case 'If':
		case 'Switch':
		case 'While':
		case 'Loop':
		case 'For':
			return true;
		case 'Closure':
			return (
				node.body.kind === 'ExpressionStatement' &&
				node.body.expression.kind !== 'Array' &&
				endsInBlock(node.body.expression)
			);
		default:
			return false;
	}
}

/** May the last of these arguments go over several lines while the others stay on the first? */
export function hugsLast(args: readonly Expression[]): boolean {
	const last = args[args.length - 1];
	return last !== undefined && endsInBlock(last) && !args.slice(0, -1).some(endsInBlock);
}

/** Statements that end at their brace and need no `;` (language spec 2.1). */
export function endsItself(node: Statement): boolean {
	switch (node.kind) {
		case 'Empty':
		case 'Try':
		case 'Function':
			return true;
		case 'ExpressionStatement':
			switch (node.expression.kind) {
				case 'Block':
				case 'If':
				case 'Switch':
				case 'While':
				case 'Loop':
				case 'For':
					return true;
				default:
					return false;
			}
		default:
			return false;
	}
}
