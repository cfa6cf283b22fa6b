/** `item in container`, which is the function `contains(container, item)` (language spec 5.6). */

import { functionNotFound } from '../vm/errors.ts';
import { lowByte } from './bit-fields.ts';
import { Char } from './char.ts';
import { ArrayValue, BlobValue, MapValue } from './container.ts';
import { equals } from './equality.ts';
import { HostObject } from './host-object.ts';
import { tryOperator } from './host-operators.ts';
import { isInt } from './int.ts';
import { RangeValue } from './range.ts';
import { untag } from './tagged.ts';
import { findText } from './text-search.ts';
import { typeName } from './type-of.ts';
import type { Value } from './value.ts';

/**
 * Whether the container holds the item.
 * @throws ScriptError ErrorFunctionNotFound where the pair has no meaning, or an element of the item's type has no `==`
 */
export function contains(container: Value, item: Value): boolean {
	const within = untag(container);
	const sought = untag(item);
	const host = within instanceof HostObject || sought instanceof HostObject;
	const answer = host ? tryOperator('contains', within, sought) : undefined;
	if (typeof answer === 'boolean') return answer;
	if (within instanceof ArrayValue) {
		for (const element of within.items) if (equals(element, sought)) return true;
		return false;
	}
	if (typeof within === 'string') {
		if (typeof sought === 'string') return findText(within, sought) >= 0;
		if (sought instanceof Char) return within.includes(sought.text);
	}
	if (within instanceof MapValue && typeof sought === 'string') return within.has(sought);
	if (within instanceof RangeValue && isInt(sought)) {
		return within.from <= sought && (within.inclusive ? sought <= within.to : sought < within.to);
	}
	if (within instanceof BlobValue && isInt(sought)) return within.view().includes(lowByte(sought));
	if (within instanceof HostObject) {
		const answer = within.descriptor.contains?.(within as never, sought);
		if (answer !== undefined) return answer;
	}
	if (sought instanceof HostObject) {
		const answer = sought.descriptor.containedIn?.(sought as never, within);
		if (answer !== undefined) return answer;
	}
	throw functionNotFound(`contains (${typeName(within)}, ${typeName(sought)})`);
}
