/**
 * `group` and `file` objects as arrays: what a script can ask of an array without changing it, it can ask of a list. In
 * 2.x `file()` gives an array, and its scripts treat it as one.
 *
 * Most functions are those of the core library, on an array with the items of the list.
 */

import {
	type FunctionDeclaration,
	type NativeCall,
	type Overload,
	plain,
} from '../../../lang/modules/native-module.ts';
import { ArrayValue } from '../../../lang/values/container.ts';
import { typeName } from '../../../lang/values/type-of.ts';
import type { Value } from '../../../lang/values/value.ts';
import { ARRAY_FUNCTIONS } from '../../core/arrays.ts';
import { ARRAY_CALLBACK_FUNCTIONS } from '../../core/arrays-callbacks.ts';
import { ARRAY_PART_FUNCTIONS } from '../../core/arrays-parts.ts';
import { ARRAY_SORT_FUNCTIONS } from '../../core/arrays-sort.ts';
import { OBJECT } from '../objects/object-type.ts';
import { type LibraryGroup, type SpelledFunction, spelled } from '../spelling.ts';
import { itemsOf, listOf } from './list-items.ts';

const LIST = `list: ${OBJECT}`;

const OWN: readonly SpelledFunction[] = [
	spelled(
		{ '': 'len' },
		{
			property: true,
			doc: 'The number of items in a list. What lists inside hold does not count.',
			example: 'group([fqdn("a.example"), fqdn("b.example")]).len ⇒ 2',
		},
		plain([LIST], 'int', (_call, list) => listOf(list, 'len (object)').length),
	),
	spelled(
		{ '': 'is_empty' },
		{ property: true, doc: 'Whether a list has no items.', example: 'group([]).is_empty ⇒ true' },
		plain([LIST], 'bool', (_call, list) => listOf(list, 'is_empty (object)').length === 0),
	),
	spelled(
		{ '': 'to_array' },
		{
			doc: 'The items of a list as an array, which a script can change.',
			example: 'group([fqdn("a.example"), "b"]).to_array() ⇒ [fqdn(a.example), "b"]',
		},
		plain([LIST], 'array', (call, list) => new ArrayValue(itemsOf(call, listOf(list, 'to_array (object)')))),
	),
];

/** Functions of arrays that lists have too, each with an example. */
const SHARED: Readonly<Record<string, string>> = {
	get: 'group([fqdn("a.example"), "b"]).get(-1) ⇒ "b"',
	extract: 'group(["a", "b", "c"]).extract(1) ⇒ ["b", "c"]',
	map: 'group([address("ann@a.example")]).map(|a| a.local_part) ⇒ ["ann"]',
	filter: 'group([fqdn("a.example"), "b"]).filter(|item| item != "b") ⇒ [fqdn(a.example)]',
	some: 'group(["a", "b"]).some(|item| item == "b") ⇒ true',
	all: 'group(["a", "b"]).all(|item| item.len == 1) ⇒ true',
	find: 'group(["a", "bb"]).find(|item| item.len == 2) ⇒ "bb"',
	find_map: 'group(["a", "bb"]).find_map(|item| if item.len == 2 { item + "!" }) ⇒ "bb!"',
	index_of: 'group([fqdn("a.example"), "b"]).index_of("a.example") ⇒ 0',
	reduce: 'group(["a", "b"]).reduce(|all, item| all + item, "") ⇒ "ab"',
	reduce_rev: 'group(["a", "b"]).reduce_rev(|all, item| all + item, "") ⇒ "ba"',
	zip: 'group(["a", "b"]).zip([1, 2], |item, n| item + n) ⇒ ["a1", "b2"]',
};

const ARRAYS: readonly FunctionDeclaration[] = [
	...ARRAY_FUNCTIONS,
	...ARRAY_PART_FUNCTIONS,
	...ARRAY_CALLBACK_FUNCTIONS,
	...ARRAY_SORT_FUNCTIONS,
];

type AnyImplementation = (call: NativeCall, ...args: Value[]) => Value;

/** The overload for a list in place of the array. */
function forLists(name: string, overload: Overload): Overload {
	const run = overload.run as AnyImplementation;
	const params = [{ name: 'list', type: OBJECT }, ...overload.params.slice(1)];
	const onList: AnyImplementation = (call, value, ...rest) => {
		const list = listOf(value, `${name} (${[value, ...rest].map(typeName).join(', ')})`);
		return run(call, new ArrayValue(itemsOf(call, list)), ...rest);
	};
	return { ...overload, params, run: onList as Overload['run'] };
}

function sharedFunction(name: string, example: string): SpelledFunction {
	const declarations = ARRAYS.filter(({ names, effect }) => names[0] === name && effect === 'pure');
	const overloads = declarations.flatMap((declaration) => declaration.overloads);
	if (overloads.length === 0) throw new TypeError(`arrays have no function ${name}`);
	const doc = `The same as for an array with the items of the list.`;
	return spelled({ '': name }, { doc, example }, ...overloads.map((overload) => forLists(name, overload)));
}

export const LIST_LIBRARY: LibraryGroup = {
	name: 'lists',
	doc: 'What `group` and `file` objects have in common with arrays. They can also be indexed, and `for` runs over them.',
	functions: [...OWN, ...Object.entries(SHARED).map(([name, example]) => sharedFunction(name, example))],
};
