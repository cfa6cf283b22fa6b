/** Constants of the language: the values that literals stand for. */

import type { Expression } from '../ast/nodes.ts';
import { charOf } from '../values/char.ts';
import { Float } from '../values/float.ts';
import { I64_MAX, type IntValue } from '../values/int.ts';
import { RangeValue } from '../values/range.ts';
import type { Value } from '../values/value.ts';

/**
 * The value of an expression that is a literal, in a box because unit is a value too; `undefined` for all others.
 * Arrays and maps are no literals in this sense: each evaluation makes a new one.
 */
export function literalValue(node: Expression): { readonly value: Value } | undefined {
	switch (node.kind) {
		case 'Unit':
			return { value: undefined };
		case 'Bool':
		case 'Int':
		case 'String':
			return { value: node.value };
		case 'Float':
			return { value: new Float(node.value) };
		case 'Char':
			return { value: charOf(node.value) };
		case 'Paren':
			return literalValue(node.expression);
		case 'Range': {
			const from = node.from === null ? 0 : intLiteral(node.from);
			const to = node.to === null ? I64_MAX : intLiteral(node.to);
			if (from === undefined || to === undefined) return undefined;
			return { value: new RangeValue(from, to, node.inclusive) };
		}
		default:
			return undefined;
	}
}

function intLiteral(node: Expression): IntValue | undefined {
	return node.kind === 'Int' ? node.value : undefined;
}
