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
import { appendItems } from './arrays.ts';
import { ARRAY_RECEIVER, keepPart, takePart } from './arrays-parts.ts';
import { EACH_CALL, FOLD_CALL, ITEM_CALL, isYes, PAIR_CALL, pointerTo, visit } from './callbacks.ts';
import { BorrowedItems, OwnedItems } from './elements.ts';
import { partOverloads, startAt } from './positions.ts';

type Calls = Generator<Invocation, Value, Value>;

/** The first element that is accepted; index −1 if there is none. */
interface Found {
	readonly index: number;
	readonly given: Value;
	readonly item: Value;
}

interface Search {
	readonly name: string;
	readonly accept: (given: Value) => boolean;
	readonly result: (found: Found) => Value;
}

/** What `find`, `some`, `index_of` … come down to: a look for the first element that the callback accepts. */
function search({ name, accept, result }: Search) {
	return (call: NativeCall, array: ArrayValue, pointer: FunctionPointer, start: IntValue = 0): Calls => {
		const elements = new BorrowedItems(call, array);
		let found: Found = { index: -1, given: undefined, item: undefined };
		return visit(call, elements, {
			name,
			protocol: ITEM_CALL,
			pointer,
			from: startAt(array.items.length, start),
			to: array.items.length,
			take: (given, index) => {
				if (!accept(given)) return false;
				found = { index, given, item: share(elements.get(index)) };
				return true;
			},
			result: () => result(found),
		});
	};
}

const isNo = (given: Value) => !isYes(given);
const isSomething = (given: Value) => given !== undefined;

const some = search({ name: 'some', accept: isYes, result: ({ index }) => index >= 0 });
const all = search({ name: 'all', accept: isNo, result: ({ index }) => index < 0 });
const find = search({ name: 'find', accept: isYes, result: ({ item }) => item });
const findMap = search({ name: 'find_map', accept: isSomething, result: ({ given }) => given });
const indexByCall = search({ name: 'index_of', accept: isYes, result: ({ index }) => index });

function map(call: NativeCall, array: ArrayValue, pointer: FunctionPointer): Calls {
	const results: Value[] = [];
	return visit(call, new BorrowedItems(call, array), {
		name: 'map',
		protocol: ITEM_CALL,
		pointer,
		from: 0,
		to: array.items.length,
		take: (given) => {
			results.push(given);
			return false;
		},
		result: () => new ArrayValue(results),
	});
}

function filter(call: NativeCall, array: ArrayValue, pointer: FunctionPointer): Calls {
	const elements = new BorrowedItems(call, array);
	const kept: Value[] = [];
	return visit(call, elements, {
		name: 'filter',
		protocol: ITEM_CALL,
		pointer,
		from: 0,
		to: array.items.length,
		take: (given, index) => {
			if (isYes(given)) kept.push(share(elements.get(index)));
			return false;
		},
		result: () => new ArrayValue(kept),
	});
}

function forEach(call: NativeCall, array: ArrayValue, pointer: FunctionPointer): Calls {
	return visit(call, new OwnedItems(array), {
		name: 'for_each',
		protocol: EACH_CALL,
		pointer,
		from: 0,
		to: array.items.length,
		take: () => false,
		result: () => undefined,
	});
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
function* indexOfText(call: NativeCall, array: ArrayValue, text: string, start: IntValue = 0): Calls {
	const pointer = pointerTo(text);
	const named = ITEM_CALL.some(({ params }) => call.accepts(pointer, params) === 'script');
	return named ? yield* indexByCall(call, array, pointer, start) : indexOfValue(call, array, text, start);
}

/** @param down from the last element to the first */
function fold(name: string, down: boolean) {
	return (call: NativeCall, array: ArrayValue, pointer: FunctionPointer, initial?: Value): Calls => {
		const { length } = array.items;
		let sum = initial;
		return visit(call, new BorrowedItems(call, array), {
			name,
			protocol: FOLD_CALL,
			pointer,
			from: down ? length - 1 : 0,
			to: down ? -1 : length,
			lead: () => sum,
			take: (given) => {
				sum = given;
				return false;
			},
			result: () => sum,
		});
	};
}

const reduce = fold('reduce', false);
const reduceRev = fold('reduce_rev', true);

function zip(call: NativeCall, array: ArrayValue, other: ArrayValue, pointer: FunctionPointer): Calls {
	const elements = new BorrowedItems(call, array);
	const results: Value[] = [];
	return visit(call, new BorrowedItems(call, other), {
		name: 'zip',
		protocol: PAIR_CALL,
		pointer,
		from: 0,
		to: Math.min(array.items.length, other.items.length),
		lead: (index) => elements.get(index),
		take: (given) => {
			results.push(given);
			return false;
		},
		result: () => new ArrayValue(results),
	});
}

/** The items of an array from which the function moves some out. What was decided before an error stays decided. */
class DwindlingItems extends OwnedItems {
	readonly removed: Value[] = [];
	readonly #array: ArrayValue;
	readonly #kept: Value[] = [];
	#decided = 0;

	constructor(array: ArrayValue) {
		super(array);
		this.#array = array;
	}

	/** Decides on the next element. */
	decide(index: number, remove: boolean): void {
		(remove ? this.removed : this.#kept).push(this.get(index));
		this.#decided = index + 1;
	}

	override finish(): void {
		if (this.removed.length === 0) return;
		appendItems(this.#kept, this.#array.items.slice(this.#decided));
		this.#array.items = this.#kept;
	}
}

/** @param wanted the answer for elements that are to go */
function remove(name: string, wanted: boolean) {
	return (call: NativeCall, array: ArrayValue, pointer: FunctionPointer): Calls => {
		const elements = new DwindlingItems(array);
		return visit(call, elements, {
			name,
			protocol: ITEM_CALL,
			pointer,
			from: 0,
			to: array.items.length,
			take: (given, index) => {
				elements.decide(index, isYes(given) === wanted);
				return false;
			},
			result: () => new ArrayValue(elements.removed),
		});
	};
}

const drain = remove('drain', true);
const retain = remove('retain', false);

type Called = (call: NativeCall, array: ArrayValue, pointer: FunctionPointer) => Calls;

/** The overload for a pointer and the deprecated one for the name of a function. */
export function pointerOrName(returns: string, run: Called): Overload[] {
	return [
		reentrant(['array: array', 'f: Fn'], returns, run),
		reentrant(['array: array', 'name: string'], returns, (call, array, name) => run(call, array, pointerTo(name))),
	];
}

type CalledWith<T extends Value> = (call: NativeCall, array: ArrayValue, pointer: FunctionPointer, more?: T) => Calls;

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
