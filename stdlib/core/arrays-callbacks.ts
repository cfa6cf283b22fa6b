/**
 * Arrays: functions that call functions of the script for the elements (language spec 11.7, 7.8). `drain` and `retain`
 * are here with all their forms.
 */

import {
	declare,
	type FunctionDeclaration,
	type Invocation,
	type NativeCall,
	type Overload,
	plain,
	reentrant,
} from '../../lang/modules/native-module.ts';
import { ArrayValue, share } from '../../lang/values/container.ts';
import { equals } from '../../lang/values/equality.ts';
import type { FunctionPointer } from '../../lang/values/function-pointer.ts';
import type { IntValue } from '../../lang/values/int.ts';
import type { Value } from '../../lang/values/value.ts';
import { ARRAY_RECEIVER, keepPart, takePart } from './arrays-parts.ts';
import { EACH_CALL, FOLD_CALL, ITEM_CALL, isYes, PAIR_CALL, pointerTo, visit } from './callbacks.ts';
import { BorrowedItems, OwnedItems } from './elements.ts';
import { partOverloads, startAt } from './positions.ts';

type Calls<T extends Value> = Generator<Invocation, T, Value>;

/** What `find`, `some`, `index_of` … come down to: the first element from a position on that is accepted. */
function* search(
	name: string,
	call: NativeCall,
	array: ArrayValue,
	pointer: FunctionPointer,
	from: number,
	accept: (result: Value) => boolean,
): Generator<Invocation, { index: number; result: Value; item: Value }, Value> {
	const elements = new BorrowedItems(call, array);
	let found = { index: -1, result: undefined as Value, item: undefined as Value };
	yield* visit(call, elements, {
		name,
		protocol: ITEM_CALL,
		pointer,
		from,
		to: array.items.length,
		take: (result, index) => {
			if (!accept(result)) return false;
			found = { index, result, item: share(elements.get(index)) };
			return true;
		},
	});
	return found;
}

function* map(call: NativeCall, array: ArrayValue, pointer: FunctionPointer): Calls<ArrayValue> {
	const results: Value[] = [];
	yield* visit(call, new BorrowedItems(call, array), {
		name: 'map',
		protocol: ITEM_CALL,
		pointer,
		from: 0,
		to: array.items.length,
		take: (result) => {
			results.push(result);
			return false;
		},
	});
	return new ArrayValue(results);
}

function* filter(call: NativeCall, array: ArrayValue, pointer: FunctionPointer): Calls<ArrayValue> {
	const elements = new BorrowedItems(call, array);
	const kept: Value[] = [];
	yield* visit(call, elements, {
		name: 'filter',
		protocol: ITEM_CALL,
		pointer,
		from: 0,
		to: array.items.length,
		take: (result, index) => {
			if (isYes(result)) kept.push(share(elements.get(index)));
			return false;
		},
	});
	return new ArrayValue(kept);
}

function* forEach(call: NativeCall, array: ArrayValue, pointer: FunctionPointer): Calls<undefined> {
	yield* visit(call, new OwnedItems(array), {
		name: 'for_each',
		protocol: EACH_CALL,
		pointer,
		from: 0,
		to: array.items.length,
		take: () => false,
	});
}

function* some(call: NativeCall, array: ArrayValue, pointer: FunctionPointer): Calls<boolean> {
	return (yield* search('some', call, array, pointer, 0, isYes)).index >= 0;
}

function* all(call: NativeCall, array: ArrayValue, pointer: FunctionPointer): Calls<boolean> {
	return (yield* search('all', call, array, pointer, 0, (result) => !isYes(result))).index < 0;
}

function* find(call: NativeCall, array: ArrayValue, pointer: FunctionPointer, start: IntValue = 0): Calls<Value> {
	return (yield* search('find', call, array, pointer, startAt(array.items.length, start), isYes)).item;
}

function* findMap(call: NativeCall, array: ArrayValue, pointer: FunctionPointer, start: IntValue = 0): Calls<Value> {
	const from = startAt(array.items.length, start);
	return (yield* search('find_map', call, array, pointer, from, (result) => result !== undefined)).result;
}

function* indexByCall(
	call: NativeCall,
	array: ArrayValue,
	pointer: FunctionPointer,
	start: IntValue = 0,
): Calls<number> {
	return (yield* search('index_of', call, array, pointer, startAt(array.items.length, start), isYes)).index;
}

function indexOfValue(_call: NativeCall, array: ArrayValue, value: Value, start: IntValue = 0): number {
	const { items } = array;
	for (let at = startAt(items.length, start); at < items.length; at++) if (equals(items[at], value)) return at;
	return -1;
}

/**
 * A string may name a function (deprecated). Only functions of the script count: the string often comes from a client,
 * and `list.index_of(name)` must not call `exit` because somebody introduces himself as `exit`.
 */
function* indexOfText(call: NativeCall, array: ArrayValue, text: string, start: IntValue = 0): Calls<number> {
	const pointer = pointerTo(text);
	const named = ITEM_CALL.some(({ params }) => call.accepts(pointer, params) === 'script');
	return named ? yield* indexByCall(call, array, pointer, start) : indexOfValue(call, array, text, start);
}

/** @param down from the last element to the first */
function* fold(
	name: string,
	call: NativeCall,
	array: ArrayValue,
	pointer: FunctionPointer,
	initial: Value,
	down: boolean,
): Calls<Value> {
	const { length } = array.items;
	let sum = initial;
	yield* visit(call, new BorrowedItems(call, array), {
		name,
		protocol: FOLD_CALL,
		pointer,
		from: down ? length - 1 : 0,
		to: down ? -1 : length,
		lead: () => sum,
		take: (result) => {
			sum = result;
			return false;
		},
	});
	return sum;
}

const reduce = (call: NativeCall, array: ArrayValue, pointer: FunctionPointer, initial?: Value) =>
	fold('reduce', call, array, pointer, initial, false);

const reduceRev = (call: NativeCall, array: ArrayValue, pointer: FunctionPointer, initial?: Value) =>
	fold('reduce_rev', call, array, pointer, initial, true);

function* zip(call: NativeCall, array: ArrayValue, other: ArrayValue, pointer: FunctionPointer): Calls<ArrayValue> {
	const others = share(other).items;
	const elements = new BorrowedItems(call, array);
	const results: Value[] = [];
	yield* visit(call, new BorrowedItems(call, other), {
		name: 'zip',
		protocol: PAIR_CALL,
		pointer,
		from: 0,
		to: Math.min(array.items.length, others.length),
		lead: (index) => elements.get(index),
		take: (result) => {
			results.push(result);
			return false;
		},
	});
	return new ArrayValue(results);
}

/** Moves the elements out for which the answer is `wanted`. What was decided before an error stays decided. */
function* remove(
	name: string,
	call: NativeCall,
	array: ArrayValue,
	pointer: FunctionPointer,
	wanted: boolean,
): Calls<ArrayValue> {
	const { items } = array;
	const elements = new OwnedItems(array);
	const removed: Value[] = [];
	const kept: Value[] = [];
	let seen = 0;
	try {
		yield* visit(call, elements, {
			name,
			protocol: ITEM_CALL,
			pointer,
			from: 0,
			to: items.length,
			take: (result, index) => {
				(isYes(result) === wanted ? removed : kept).push(elements.get(index));
				seen = index + 1;
				return false;
			},
		});
	} finally {
		if (removed.length > 0) {
			for (let at = seen; at < items.length; at++) kept.push(items[at]);
			array.items = kept;
		}
	}
	return new ArrayValue(removed);
}

const drain = (call: NativeCall, array: ArrayValue, pointer: FunctionPointer) =>
	remove('drain', call, array, pointer, true);

const retain = (call: NativeCall, array: ArrayValue, pointer: FunctionPointer) =>
	remove('retain', call, array, pointer, false);

type Called = (call: NativeCall, array: ArrayValue, pointer: FunctionPointer) => Calls<Value>;

/** The overload for a pointer and the deprecated one for the name of a function. */
export function pointerOrName(returns: string, run: Called): Overload[] {
	return [
		reentrant(['array: array', 'f: Fn'], returns, run),
		reentrant(['array: array', 'name: string'], returns, (call, array, name) => run(call, array, pointerTo(name))),
	];
}

type CalledWith<T extends Value> = (
	call: NativeCall,
	array: ArrayValue,
	pointer: FunctionPointer,
	more?: T,
) => Calls<Value>;

/** The overload for a pointer alone and the one with a start position. */
function fromStart(returns: string, run: CalledWith<IntValue>): Overload[] {
	return [
		reentrant(['array: array', 'f: Fn'], returns, run),
		reentrant(['array: array', 'f: Fn', 'start: int'], returns, run),
	];
}

function folds(run: CalledWith<Value>): Overload[] {
	return [
		...pointerOrName('any?', run),
		reentrant(['array: array', 'f: Fn', 'initial: any'], 'any?', run),
		reentrant(['array: array', 'name: string', 'initial: any'], 'any?', (call, array, name, initial) =>
			run(call, array, pointerTo(name), initial),
		),
	];
}

const ITEM_DOC =
	'The function takes the element, or the element and its index, or no parameter and finds the element in `this`.';
const NAME_DOC = 'The name of a function as a string is accepted too, but deprecated.';

export const ARRAY_CALLBACK_FUNCTIONS: readonly FunctionDeclaration[] = [
	declare(
		'map',
		{
			doc: `The results of a function for each element, as a new array. ${ITEM_DOC} ${NAME_DOC}`,
			example: '[1, 2].map(|v| v * 10) ⇒ [10, 20]\n[5, 6].map(|v, i| v * i) ⇒ [0, 6]\n[1, 2].map(|| this + 1) ⇒ [2, 3]',
		},
		...pointerOrName('array', map),
	),
	declare(
		'filter',
		{
			doc: `The elements for which a function gives \`true\`, as a new array. Any other result counts as no. ${ITEM_DOC} ${NAME_DOC}`,
			example: '[1, 2, 3].filter(|v| v != 2) ⇒ [1, 3]\n[1, 2].filter(|v| v) ⇒ []',
		},
		...pointerOrName('array', filter),
	),
	declare(
		'for_each',
		{
			effect: 'mutates',
			doc: 'Calls a function for each element, which is bound to `this` and may be changed. The function has no parameter, or one for the index (not the element).',
			example: 'let a = [1, 2, 3]; a.for_each(|i| this += i); a ⇒ [1, 3, 5]',
		},
		reentrant(['array: array', 'f: Fn'], '()', forEach),
	),
	declare(
		'some',
		{
			doc: `Whether a function gives \`true\` for some element. Stops at the first; an empty array has none. ${ITEM_DOC} ${NAME_DOC}`,
			example: '[1, 2].some(|v| v > 1) ⇒ true\n[].some(|v| true) ⇒ false',
		},
		...pointerOrName('bool', some),
	),
	declare(
		'all',
		{
			doc: `Whether a function gives \`true\` for every element. Stops at the first that does not; an empty array qualifies. ${ITEM_DOC} ${NAME_DOC}`,
			example: '[1, 2].all(|v| v > 1) ⇒ false\n[].all(|v| false) ⇒ true',
		},
		...pointerOrName('bool', all),
	),
	declare(
		'find',
		{
			doc: `The first element, from a position on if one is given, for which a function gives \`true\`; else \`()\`. A negative position counts from the end. ${ITEM_DOC}`,
			example: '[3, 8, 9].find(|v| v > 5) ⇒ 8\n[3, 8, 9].find(|v| v > 5, 2) ⇒ 9\n[3].find(|v| v > 5) ⇒ ()',
		},
		...fromStart('any?', find),
	),
	declare(
		'find_map',
		{
			doc: `The first result of a function that is not \`()\`, from a position on if one is given; else \`()\`. A negative position counts from the end. ${ITEM_DOC}`,
			example: '[#{a: 1}, #{b: 2}].find_map(|m| m.b) ⇒ 2',
		},
		...fromStart('any?', findMap),
	),
	declare(
		'index_of',
		{
			doc: `The index of the first element, from a position on if one is given, that equals a value, or for which a function gives \`true\`; −1 if there is none. A negative position counts from the end. ${ITEM_DOC} A string that is the name of a function of the script stands for that function (deprecated), any other string for itself.`,
			example: '[1, 1, 2].index_of(1, 1) ⇒ 1\n[1, 5].index_of(|v| v > 2) ⇒ 1\n["x", "y"].index_of("z") ⇒ -1',
		},
		...fromStart('int', indexByCall),
		reentrant(['array: array', 'value: string'], 'int', indexOfText),
		reentrant(['array: array', 'value: string', 'start: int'], 'int', indexOfText),
		plain(['array: array', 'value: any'], 'int', indexOfValue),
		plain(['array: array', 'value: any', 'start: int'], 'int', indexOfValue),
	),
	declare(
		'reduce',
		{
			retains: [2],
			doc: `Folds the elements into one value from the front: a function gets what was folded so far and the element, perhaps also its index, or finds the element in \`this\`. Starts with the initial value, \`()\` if none is given; that is also the result for an empty array. ${NAME_DOC}`,
			example:
				'[1, 2, 3].reduce(|sum, v| sum + v, 0) ⇒ 6\n[1, 2].reduce(|sum, v, i| (sum ?? 10) + v * i) ⇒ 12\n[].reduce(|sum, v| 1) ⇒ ()',
		},
		...folds(reduce),
	),
	declare(
		'reduce_rev',
		{
			retains: [2],
			doc: `Folds the elements into one value from the back, otherwise as \`reduce\`. Indices are those of the array. ${NAME_DOC}`,
			example: '["a", "b", "c"].reduce_rev(|sum, v| sum + v, "") ⇒ "cba"',
		},
		...folds(reduceRev),
	),
	declare(
		'zip',
		{
			doc: 'The results of a function for the pairs of elements of two arrays, as a new array. The function takes both elements, perhaps also the index; the longer array is cut to the shorter.',
			example: '[1, 2, 3].zip([10, 20], |x, y| x + y) ⇒ [11, 22]',
		},
		reentrant(['array: array', 'other: array', 'f: Fn'], 'array', zip),
	),
	declare(
		'drain',
		{
			effect: 'mutates',
			doc: `Removes elements and returns them: those for which a function gives \`true\`, or a part named by position and length or a range. ${ITEM_DOC} The index counts the positions before the removal. ${NAME_DOC}`,
			example:
				'let a = [5, 6, 7, 8]; let b = a.drain(1..3); [a, b] ⇒ [[5, 8], [6, 7]]\nlet a = [1, 2, 3]; let b = a.drain(|v| v < 3); [a, b] ⇒ [[3], [1, 2]]',
		},
		...partOverloads(ARRAY_RECEIVER, 'array', takePart),
		...pointerOrName('array', drain),
	),
	declare(
		'retain',
		{
			effect: 'mutates',
			doc: `Keeps elements and returns the others: those for which a function gives \`true\`, or a part named by position and length or a range. An empty part changes nothing. ${ITEM_DOC} The index counts the positions before the removal. ${NAME_DOC}`,
			example:
				'let a = [5, 6, 7, 8]; let b = a.retain(1, 2); [a, b] ⇒ [[6, 7], [5, 8]]\nlet a = [1, 2, 3]; let b = a.retain(|v| v < 3); [a, b] ⇒ [[1, 2], [3]]',
		},
		...partOverloads(ARRAY_RECEIVER, 'array', keepPart),
		...pointerOrName('array', retain),
	),
];
