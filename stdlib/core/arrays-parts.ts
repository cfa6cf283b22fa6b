/** Arrays: stretches of elements named by position and length or by a range (language spec 11.7). */

import { declare, type FunctionDeclaration, type NativeCall, plain } from '../../lang/modules/native-module.ts';
import { ArrayValue, share } from '../../lang/values/container.ts';
import type { IntValue } from '../../lang/values/int.ts';
import type { Value } from '../../lang/values/value.ts';
import { appendItems, itemsToKeep } from './arrays.ts';
import { type Part, partOverloads, saturate, startAt, tailOverload } from './positions.ts';
import { checkItems } from './sizes.ts';

/** The receiver of part functions. */
export const ARRAY_RECEIVER = { param: 'array: array', length: (array: ArrayValue) => array.items.length };

/** Copies a part: elements stay reachable where they were, so they are marked. */
function extract(_call: NativeCall, array: ArrayValue, part: Part): Value {
	const items = array.items.slice(part.from, part.to);
	for (const item of items) share(item);
	return new ArrayValue(items);
}

/** Moves a part out of the array. */
export function takePart(_call: NativeCall, array: ArrayValue, part: Part): Value {
	const { items } = array;
	if (part.from === part.to) return new ArrayValue([]);
	if (part.to === items.length) return new ArrayValue(items.splice(part.from));
	const taken = items.slice(part.from, part.to);
	items.copyWithin(part.from, part.to);
	items.length -= taken.length;
	return new ArrayValue(taken);
}

/** Moves everything but a part out of the array. */
export function keepPart(_call: NativeCall, array: ArrayValue, part: Part): Value {
	if (part.from === part.to) return new ArrayValue([]);
	const { items } = array;
	const rest = items.slice(0, part.from);
	appendItems(rest, items.slice(part.to));
	array.items = items.slice(part.from, part.to);
	return new ArrayValue(rest);
}

function splice(call: NativeCall, array: ArrayValue, part: Part, replacement: ArrayValue): Value {
	const { items } = array;
	checkItems(call, items.length - (part.to - part.from) + replacement.items.length);
	const added = replacement === array ? share(array).clone().items : itemsToKeep(replacement);
	const spliced = items.slice(0, part.from);
	appendItems(spliced, added);
	appendItems(spliced, items.slice(part.to));
	array.items = spliced;
	return undefined;
}

function chop(_call: NativeCall, array: ArrayValue, count: IntValue): Value {
	const keep = Math.max(0, saturate(count));
	if (keep < array.items.length) array.items = array.items.slice(array.items.length - keep);
	return undefined;
}

export const ARRAY_PART_FUNCTIONS: readonly FunctionDeclaration[] = [
	declare(
		'extract',
		{
			doc: 'A copy of a part of an array: from a position to the end, so many elements, or a range. What lies outside of the array is left out.',
			example:
				'[1, 2, 3, 4].extract(1) ⇒ [2, 3, 4]\n[1, 2, 3, 4].extract(-3, 2) ⇒ [2, 3]\n[1, 2, 3, 4].extract(1..=2) ⇒ [2, 3]',
		},
		tailOverload(ARRAY_RECEIVER, 'array', extract),
		...partOverloads(ARRAY_RECEIVER, 'array', extract),
	),
	declare(
		'splice',
		{
			effect: 'mutates',
			bounded: true,
			retains: [2, 3],
			doc: 'Replaces a part of an array by the elements of another, which may be more or fewer. An empty part inserts at its position; past the end the elements are appended.',
			example:
				'let a = [1, 2, 3]; a.splice(1, 1, [8, 9]); a ⇒ [1, 8, 9, 3]\nlet a = [1, 2, 3]; a.splice(0..2, []); a ⇒ [3]\nlet a = [1, 2]; a.splice(9, 1, [3]); a ⇒ [1, 2, 3]',
		},
		...partOverloads(ARRAY_RECEIVER, '()', splice, 'replacement: array'),
	),
	declare(
		'split',
		{
			effect: 'mutates',
			bounded: true,
			doc: 'Cuts an array in two: it keeps what comes before the position, the rest is returned. A negative position counts from the end; at 0, or beyond the start, everything is returned.',
			example: 'let a = [1, 2, 3]; let b = a.split(1); [a, b] ⇒ [[1], [2, 3]]',
		},
		plain(['array: array', 'index: int'], 'array', (call, array, index) => {
			const { length } = array.items;
			return takePart(call, array, { from: startAt(length, index), to: length, wanted: length });
		}),
	),
	declare(
		'truncate',
		{
			effect: 'mutates',
			bounded: true,
			doc: 'Keeps the first elements, so many at most. 0 or less clears the array.',
			example: 'let a = [1, 2, 3]; a.truncate(2); a ⇒ [1, 2]',
		},
		plain(['array: array', 'len: int'], '()', (_call, array, len) => {
			const keep = Math.max(0, saturate(len));
			if (keep < array.items.length) array.items.length = keep;
			return undefined;
		}),
	),
	declare(
		'chop',
		{
			effect: 'mutates',
			bounded: true,
			doc: 'Keeps the last elements, so many at most. 0 or less clears the array.',
			example: 'let a = [1, 2, 3]; a.chop(2); a ⇒ [2, 3]',
		},
		plain(['array: array', 'len: int'], '()', chop),
	),
];
