/** Arrays: single elements and the array as a whole (language spec 11.7). Parts, callbacks and sorting have their own files. */

import { declare, type FunctionDeclaration, type NativeCall, plain } from '../../lang/modules/native-module.ts';
import { type ArrayValue, share } from '../../lang/values/container.ts';
import { contains } from '../../lang/values/containment.ts';
import type { IntValue } from '../../lang/values/int.ts';
import type { Value } from '../../lang/values/value.ts';
import { saturate, startAt, strictIndex } from './positions.ts';
import { checkItems, checkOneMore } from './sizes.ts';

/** Elements that `push(...items)` may safely pass on the JavaScript stack at once. */
const CHUNK = 4096;

/** The elements of an array that become those of another one: moved if nobody else holds the array, else copied. */
export function itemsToKeep(array: ArrayValue): Value[] {
	return array.shared ? array.clone().items : array.items;
}

/** Appends without a limit on how many. */
export function appendItems(items: Value[], more: readonly Value[]): void {
	// Fixed beforehand: both may be the same array.
	const count = more.length;
	for (let at = 0; at < count; at += CHUNK) items.push(...more.slice(at, Math.min(at + CHUNK, count)));
}

function push(call: NativeCall, array: ArrayValue, item: Value): Value {
	checkOneMore(call, array.items.length);
	array.items.push(item);
	return undefined;
}

function append(call: NativeCall, array: ArrayValue, more: ArrayValue): Value {
	checkItems(call, array.items.length + more.items.length);
	appendItems(array.items, more === array ? share(array).clone().items : itemsToKeep(more));
	return undefined;
}

function insert(call: NativeCall, array: ArrayValue, position: IntValue, item: Value): Value {
	checkItems(call, array.items.length + 1);
	array.items.splice(startAt(array.items.length, position), 0, item);
	return undefined;
}

function remove(_call: NativeCall, array: ArrayValue, position: IntValue): Value {
	const index = strictIndex(array.items.length, position);
	return index === undefined ? undefined : array.items.splice(index, 1)[0];
}

function pad(call: NativeCall, array: ArrayValue, length: IntValue, item: Value): Value {
	const { items } = array;
	const wanted = saturate(length);
	if (wanted <= items.length) return undefined;
	checkItems(call, wanted);
	share(item);
	while (items.length < wanted) items.push(item);
	return undefined;
}

export const ARRAY_FUNCTIONS: readonly FunctionDeclaration[] = [
	declare(
		'len',
		{ property: true, doc: 'The number of elements of an array.', example: '[1, 2, 3].len ⇒ 3\nlen([]) ⇒ 0' },
		plain(['array: array'], 'int', (_call, array) => array.items.length),
	),
	declare(
		'is_empty',
		{ property: true, doc: 'Whether an array has no elements.', example: '[].is_empty ⇒ true' },
		plain(['array: array'], 'bool', (_call, array) => array.items.length === 0),
	),
	declare(
		'get',
		{
			doc: 'A copy of one element, or `()` past the end. A negative index counts from the end; one that goes beyond the start means the first element. Indexing with `[]` raises an error in these cases.',
			example: '[7, 8, 9].get(1) ⇒ 8\n[7, 8].get(-9) ⇒ 7\n[7, 8].get(2) ⇒ ()',
		},
		plain(['array: array', 'index: int'], 'any?', (_call, array, index) =>
			share(array.items[startAt(array.items.length, index)]),
		),
	),
	declare(
		'set',
		{
			effect: 'mutates',
			bounded: true,
			retains: [2],
			doc: 'Replaces one element; does nothing past the end. The index is understood as by `get`.',
			example: 'let a = [7, 8]; a.set(-1, 5); a.set(9, 0); a ⇒ [7, 5]',
		},
		plain(['array: array', 'index: int', 'item: any'], '()', (_call, array, index, item) => {
			const at = startAt(array.items.length, index);
			if (at < array.items.length) array.items[at] = item;
			return undefined;
		}),
	),
	declare(
		'push',
		{
			effect: 'mutates',
			bounded: true,
			retains: [1],
			doc: 'Appends one element, also when it is an array itself.',
			example: 'let a = [1]; a.push([2]); a ⇒ [1, [2]]',
		},
		plain(['array: array', 'item: any'], '()', push),
	),
	declare(
		'append',
		{
			effect: 'mutates',
			bounded: true,
			retains: [1],
			doc: 'Appends all elements of another array.',
			example: 'let a = [1]; a.append([2, 3]); a ⇒ [1, 2, 3]',
		},
		plain(['array: array', 'more: array'], '()', append),
	),
	declare(
		'insert',
		{
			effect: 'mutates',
			bounded: true,
			retains: [2],
			doc: 'Puts an element before a position. A negative position counts from the end and stops at the start; past the end the element is appended.',
			example: 'let a = [1, 2, 3]; a.insert(-1, 9); a.insert(99, 4); a ⇒ [1, 2, 9, 3, 4]',
		},
		plain(['array: array', 'index: int', 'item: any'], '()', insert),
	),
	declare(
		'pop',
		{
			effect: 'mutates',
			bounded: true,
			doc: 'Removes the last element and returns it, or `()` if there is none.',
			example: 'let a = [1, 2]; [a.pop(), a.pop(), a.pop()] ⇒ [2, 1, ()]',
		},
		plain(['array: array'], 'any?', (_call, array) => array.items.pop()),
	),
	declare(
		'shift',
		{
			effect: 'mutates',
			bounded: true,
			doc: 'Removes the first element and returns it, or `()` if there is none.',
			example: 'let a = [1, 2]; [a.shift(), a.shift(), a.shift()] ⇒ [1, 2, ()]',
		},
		plain(['array: array'], 'any?', (_call, array) => array.items.shift()),
	),
	declare(
		'remove',
		{
			effect: 'mutates',
			bounded: true,
			doc: 'Removes the element at an index and returns it, or `()` if the index is out of range on either side. A negative index counts from the end.',
			example: 'let a = [1, 2, 3]; [a.remove(-2), a.remove(9), a] ⇒ [2, (), [1, 3]]',
		},
		plain(['array: array', 'index: int'], 'any?', remove),
	),
	declare(
		'clear',
		{ effect: 'mutates', bounded: true, doc: 'Removes all elements.', example: 'let a = [1, 2]; a.clear(); a ⇒ []' },
		plain(['array: array'], '()', (_call, array) => {
			array.items = [];
			return undefined;
		}),
	),
	declare(
		'reverse',
		{
			effect: 'mutates',
			bounded: true,
			doc: 'Turns the order of the elements around.',
			example: 'let a = [1, 2, 3]; a.reverse(); a ⇒ [3, 2, 1]',
		},
		plain(['array: array'], '()', (_call, array) => {
			array.items.reverse();
			return undefined;
		}),
	),
	declare(
		'pad',
		{
			effect: 'mutates',
			retains: [2],
			doc: 'Appends copies of an element until the array has so many. An array that is long enough stays as it is; too large a number raises ErrorDataTooLarge.',
			example: 'let a = [1]; a.pad(3, 0); a.pad(2, 9); a ⇒ [1, 0, 0]',
		},
		plain(['array: array', 'len: int', 'item: any'], '()', pad),
	),
	declare(
		'contains',
		{
			doc: 'Whether some element equals a value, by the rules of `==`; the same as `in`. Comparing values of one type that has no `==`, such as function pointers, raises ErrorFunctionNotFound.',
			example: '[1, 2.0].contains(2) ⇒ true\n"3" in [1, 2, 3] ⇒ false',
		},
		plain(['array: array', 'value: any'], 'bool', (_call, array, value) => contains(array, value)),
	),
];
