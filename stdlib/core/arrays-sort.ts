/** Arrays: order and duplicates (language spec 11.7). */

import {
	declare,
	type FunctionDeclaration,
	type Invocation,
	type NativeCall,
	plain,
	reentrant,
} from '../../lang/modules/native-module.ts';
import type { Char } from '../../lang/values/char.ts';
import { ArrayValue, compareCodePoints, share } from '../../lang/values/container.ts';
import { equals } from '../../lang/values/equality.ts';
import type { Float } from '../../lang/values/float.ts';
import type { FunctionPointer } from '../../lang/values/function-pointer.ts';
import type { IntValue } from '../../lang/values/int.ts';
import { untag } from '../../lang/values/tagged.ts';
import { TYPE_IDS, typeId, typeName } from '../../lang/values/type-of.ts';
import type { Value } from '../../lang/values/value.ts';
import { functionNotFound } from '../../lang/vm/errors.ts';
import { pointerOrName } from './arrays-callbacks.ts';
import { Callback, COMPARE_CALL, isForgivable, isYes } from './callbacks.ts';
import { mergeSort } from './merge-sort.ts';

type Compare = (x: never, y: never) => number;

/** How elements of a type compare; types that are missing cannot be sorted. */
const NATURAL_ORDER: ReadonlyMap<number, Compare> = new Map<number, Compare>([
	[TYPE_IDS['()'], () => 0],
	[TYPE_IDS.bool, (x: boolean, y: boolean) => Number(x) - Number(y)],
	[TYPE_IDS.int, (x: IntValue, y: IntValue) => (x < y ? -1 : x > y ? 1 : 0)],
	// With NaN neither holds: it counts as equal to everything.
	[TYPE_IDS.float, (x: Float, y: Float) => (x.value < y.value ? -1 : x.value > y.value ? 1 : 0)],
	[TYPE_IDS.char, (x: Char, y: Char) => x.code - y.code],
	[TYPE_IDS.string, compareCodePoints],
]);

/** A sorted copy of some elements. @throws ScriptError ErrorFunctionNotFound for elements without a common order */
function sorted(items: readonly Value[], descending: boolean): Value[] {
	if (items.length < 2) return items.slice();
	const type = typeId(untag(items[0]));
	if (items.some((item) => typeId(untag(item)) !== type)) {
		throw functionNotFound('elements of different types cannot be sorted');
	}
	const compare = NATURAL_ORDER.get(type);
	if (compare === undefined) throw functionNotFound(`elements of ${typeName(items[0])} cannot be sorted`);
	return items.slice().sort((x, y) => {
		const order = compare(untag(x) as never, untag(y) as never);
		return descending ? -order : order;
	});
}

function sortInPlace(descending: boolean) {
	return (_call: NativeCall, array: ArrayValue): Value => {
		array.items = sorted(array.items, descending);
		return undefined;
	};
}

function sortedCopy(descending: boolean) {
	return (_call: NativeCall, array: ArrayValue): Value => {
		const items = sorted(array.items, descending);
		for (const item of items) share(item);
		return new ArrayValue(items);
	};
}

function* sortBy(
	call: NativeCall,
	array: ArrayValue,
	pointer: FunctionPointer,
): Generator<Invocation, undefined, Value> {
	array.items = yield* mergeSort(call, array.items, Callback.of(call, pointer, COMPARE_CALL));
}

function* orderBy(
	call: NativeCall,
	array: ArrayValue,
	pointer: FunctionPointer,
): Generator<Invocation, ArrayValue, Value> {
	const items = yield* mergeSort(call, share(array).items, Callback.of(call, pointer, COMPARE_CALL));
	for (const item of items) share(item);
	return new ArrayValue(items);
}

function equalOrDifferent(x: Value, y: Value): boolean {
	try {
		return equals(x, y);
	} catch (error) {
		if (!isForgivable(error)) throw error;
		return false;
	}
}

function dedup(_call: NativeCall, array: ArrayValue): Value {
	const kept: Value[] = [];
	for (const item of array.items) {
		if (kept.length === 0 || !equalOrDifferent(kept[kept.length - 1], item)) kept.push(item);
	}
	array.items = kept;
	return undefined;
}

function* dedupBy(
	call: NativeCall,
	array: ArrayValue,
	pointer: FunctionPointer,
): Generator<Invocation, undefined, Value> {
	const callback = Callback.of(call, pointer, COMPARE_CALL);
	// Without a function to ask nothing counts as a duplicate.
	if (callback === undefined) return;
	const kept: Value[] = [];
	for (const item of array.items) {
		let same = false;
		if (kept.length > 0) {
			try {
				same = isYes(yield callback.invocation(0, kept[kept.length - 1], item, 0));
			} catch (error) {
				if (!isForgivable(error)) throw error;
			}
		}
		if (!same) kept.push(item);
	}
	array.items = kept;
}

const NATURAL_DOC =
	'All elements must have the same type, which must be one of int, float, char, string, bool and `()`; otherwise ErrorFunctionNotFound.';
const COMPARE_DOC =
	'The function gets two elements and gives an int (below 0: the first goes first, above 0: the second), or a bool (`true`: the first goes first). Pairs for which it fails or gives something else are ordered by their types.';

export const ARRAY_SORT_FUNCTIONS: readonly FunctionDeclaration[] = [
	declare(
		'sort',
		{
			effect: 'mutates',
			doc: `Sorts an array in place, in ascending order or as a function says; equal elements keep their order. ${NATURAL_DOC} ${COMPARE_DOC} The name of a function as a string is accepted too, but deprecated.`,
			example: 'let a = [3, 1, 2]; a.sort(); a ⇒ [1, 2, 3]\nlet a = [3, 1, 2]; a.sort(|x, y| y - x); a ⇒ [3, 2, 1]',
		},
		plain(['array: array'], '()', sortInPlace(false)),
		...pointerOrName('()', sortBy),
	),
	declare(
		'sort_desc',
		{
			effect: 'mutates',
			doc: `Sorts an array in place, in descending order; equal elements keep their order. ${NATURAL_DOC}`,
			example: 'let a = ["a", "c", "b"]; a.sort_desc(); a ⇒ ["c", "b", "a"]',
		},
		plain(['array: array'], '()', sortInPlace(true)),
	),
	declare(
		'sort_by',
		{
			effect: 'mutates',
			doc: `Sorts an array in place as a function says; equal elements keep their order. ${COMPARE_DOC}`,
			example: 'let a = ["aaa", "b", "cc"]; a.sort_by(|x, y| x.len - y.len); a ⇒ ["b", "cc", "aaa"]',
		},
		reentrant(['array: array', 'f: Fn'], '()', sortBy),
	),
	declare(
		'order',
		{
			doc: `A sorted copy of an array, in ascending order or as a function says; equal elements keep their order. ${NATURAL_DOC} ${COMPARE_DOC}`,
			example: '[3, 1, 2].order() ⇒ [1, 2, 3]\n[1, 2, 3].order(|x, y| y - x) ⇒ [3, 2, 1]',
		},
		plain(['array: array'], 'array', sortedCopy(false)),
		reentrant(['array: array', 'f: Fn'], 'array', orderBy),
	),
	declare(
		'order_desc',
		{
			doc: `A sorted copy of an array, in descending order; equal elements keep their order. ${NATURAL_DOC}`,
			example: '[3, 1, 2].order_desc() ⇒ [3, 2, 1]',
		},
		plain(['array: array'], 'array', sortedCopy(true)),
	),
	declare(
		'order_by',
		{
			doc: `A copy of an array, sorted as a function says; equal elements keep their order. ${COMPARE_DOC}`,
			example: '["aaa", "b"].order_by(|x, y| x.len < y.len) ⇒ ["b", "aaa"]',
		},
		reentrant(['array: array', 'f: Fn'], 'array', orderBy),
	),
	declare(
		'dedup',
		{
			effect: 'mutates',
			doc: 'Removes each element that follows an equal one, by `==` or as a function says. The function gets the element that stays and the next one; if it fails, or gives anything but `true`, the two count as different. The name of a function as a string is accepted too, but deprecated.',
			example:
				'let a = [1, 1, 2, 1]; a.dedup(); a ⇒ [1, 2, 1]\nlet a = [1, 5, 9]; a.dedup(|kept, next| next - kept < 5); a ⇒ [1, 9]',
		},
		plain(['array: array'], '()', dedup),
		...pointerOrName('()', dedupBy),
	),
];
