/**
 * Object maps (language spec 11.9). `len` and the like are functions only: `m.len` is the property of that name.
 * `to_json` is in `json.ts`.
 */

import {
	declare,
	type FunctionDeclaration,
	type Invocation,
	type NativeCall,
	plain,
	reentrant,
} from '../../lang/modules/native-module.ts';
import { ArrayValue, MapValue, share } from '../../lang/values/container.ts';
import type { FunctionPointer } from '../../lang/values/function-pointer.ts';
import type { Value } from '../../lang/values/value.ts';
import { ENTRY_CALL, isYes, visit } from './callbacks.ts';
import { BorrowedEntries, OwnedEntries } from './elements.ts';
import { checkItems, checkProperties } from './sizes.ts';

type Calls = Generator<Invocation, Value, Value>;

function remove(_call: NativeCall, map: MapValue, key: string): Value {
	const value = map.get(key);
	map.delete(key);
	return value;
}

/** @param replace whether keys that exist take the new value */
function merge(call: NativeCall, map: MapValue, more: MapValue, replace: boolean): undefined {
	for (const [key, value] of more.pairs()) {
		const known = map.has(key);
		if (known && !replace) continue;
		if (!known) checkProperties(call, map.size + 1);
		map.set(key, more.shared ? share(value) : value);
	}
}

function mapValues(call: NativeCall, map: MapValue, pointer: FunctionPointer): Calls {
	const elements = new BorrowedEntries(call, map);
	const results = new MapValue();
	return visit(call, elements, {
		name: 'map',
		protocol: ENTRY_CALL,
		pointer,
		from: 0,
		to: elements.keys.length,
		lead: (index) => elements.keys[index],
		take: (given, index) => {
			results.set(elements.keys[index] as string, given);
			return false;
		},
		result: () => results,
	});
}

function filter(call: NativeCall, map: MapValue, pointer: FunctionPointer): Calls {
	const elements = new BorrowedEntries(call, map);
	const kept = new MapValue();
	return visit(call, elements, {
		name: 'filter',
		protocol: ENTRY_CALL,
		pointer,
		from: 0,
		to: elements.keys.length,
		lead: (index) => elements.keys[index],
		take: (given, index) => {
			if (isYes(given)) kept.set(elements.keys[index] as string, share(elements.get(index)));
			return false;
		},
		result: () => kept,
	});
}

/** Moves the entries out for which the answer is `wanted`. What was moved before an error stays moved. */
function moveOut(name: string, wanted: boolean) {
	return (call: NativeCall, map: MapValue, pointer: FunctionPointer): Calls => {
		const elements = new OwnedEntries(map);
		const moved = new MapValue();
		return visit(call, elements, {
			name,
			protocol: ENTRY_CALL,
			pointer,
			from: 0,
			to: elements.keys.length,
			lead: (index) => elements.keys[index],
			take: (given, index) => {
				const key = elements.keys[index] as string;
				if (isYes(given) === wanted) moved.set(key, remove(call, map, key));
				return false;
			},
			result: () => moved,
		});
	};
}

function keys(call: NativeCall, map: MapValue): Value {
	checkItems(call, map.size);
	return new ArrayValue(map.sortedKeys().slice());
}

function values(call: NativeCall, map: MapValue): Value {
	checkItems(call, map.size);
	return new ArrayValue(map.sortedKeys().map((key) => share(map.get(key))));
}

const ENTRY_DOC =
	'The function takes the key and the value, or the key alone and finds the value in `this`. Keys come in ascending order.';

export const MAP_FUNCTIONS: readonly FunctionDeclaration[] = [
	declare(
		'len',
		{
			doc: 'The number of properties of a map. A function only: `m.len` is the property `len`.',
			example: '#{a: 1}.len() ⇒ 1',
		},
		plain(['map: map'], 'int', (_call, map) => map.size),
	),
	declare(
		'is_empty',
		{ doc: 'Whether a map has no properties. A function only.', example: '#{}.is_empty() ⇒ true' },
		plain(['map: map'], 'bool', (_call, map) => map.size === 0),
	),
	declare(
		'contains',
		{
			doc: 'Whether a map has a property of this name, whatever its value; the same as `in`.',
			example: '#{a: ()}.contains("a") ⇒ true\n"b" in #{a: 1} ⇒ false',
		},
		plain(['map: map', 'key: string'], 'bool', (_call, map, key) => map.has(key)),
	),
	declare(
		'get',
		{ doc: 'A copy of the value of a property, or `()` if there is none.', example: '#{a: 1}.get("b") ⇒ ()' },
		plain(['map: map', 'key: string'], 'any?', (_call, map, key) => share(map.get(key))),
	),
	declare(
		'set',
		{
			effect: 'mutates',
			bounded: true,
			retains: [2],
			doc: 'Sets a property, as `m[key] = value` does.',
			example: 'let m = #{}; m.set("a b", 1); m ⇒ #{"a b": 1}',
		},
		plain(['map: map', 'key: string', 'value: any'], '()', (call, map, key, value) => {
			if (!map.has(key)) checkProperties(call, map.size + 1);
			map.set(key, value);
			return undefined;
		}),
	),
	declare(
		'remove',
		{
			effect: 'mutates',
			bounded: true,
			doc: 'Removes a property and returns its value, or `()` if there was none.',
			example: 'let m = #{a: 1, b: 2}; [m.remove("a"), m] ⇒ [1, #{"b": 2}]',
		},
		plain(['map: map', 'key: string'], 'any?', remove),
	),
	declare(
		'clear',
		{
			effect: 'mutates',
			bounded: true,
			doc: 'Removes all properties.',
			example: 'let m = #{a: 1}; m.clear(); m ⇒ #{}',
		},
		plain(['map: map'], '()', (_call, map) => {
			map.clear();
			return undefined;
		}),
	),
	declare(
		'mixin',
		{
			effect: 'mutates',
			bounded: true,
			retains: [1],
			doc: 'Takes over all properties of another map, as `+=` does. Where both have one, that of the other map wins.',
			example: 'let m = #{a: 1, b: 2}; m.mixin(#{b: 3, c: 4}); m ⇒ #{"a": 1, "b": 3, "c": 4}',
		},
		plain(['map: map', 'more: map'], '()', (call, map, more) => merge(call, map, more, true)),
	),
	declare(
		'fill_with',
		{
			effect: 'mutates',
			bounded: true,
			retains: [1],
			doc: 'Takes over those properties of another map that are missing.',
			example: 'let m = #{a: 1}; m.fill_with(#{a: 9, b: 2}); m ⇒ #{"a": 1, "b": 2}',
		},
		plain(['map: map', 'more: map'], '()', (call, map, more) => merge(call, map, more, false)),
	),
	declare(
		'keys',
		{ doc: 'The names of all properties in ascending order.', example: '#{z: 1, B: 2, a: 3}.keys() ⇒ ["B", "a", "z"]' },
		plain(['map: map'], 'array', keys),
	),
	declare(
		'values',
		{
			doc: 'Copies of the values of all properties, in ascending order of their names.',
			example: '#{b: 1, a: 2}.values() ⇒ [2, 1]',
		},
		plain(['map: map'], 'array', values),
	),
	declare(
		'map',
		{
			doc: `The results of a function for each property, as a map with the same keys. ${ENTRY_DOC}`,
			example: '#{a: 1, b: 2}.map(|k, v| v * 10) ⇒ #{"a": 10, "b": 20}\n#{a: 1}.map(|k| this + 1) ⇒ #{"a": 2}',
		},
		reentrant(['map: map', 'f: Fn'], 'map', mapValues),
	),
	declare(
		'filter',
		{
			doc: `The properties for which a function gives \`true\`, as a new map. Any other result counts as no. ${ENTRY_DOC}`,
			example: '#{a: 1, b: 2}.filter(|k, v| v > 1) ⇒ #{"b": 2}',
		},
		reentrant(['map: map', 'f: Fn'], 'map', filter),
	),
	declare(
		'drain',
		{
			effect: 'mutates',
			doc: `Removes the properties for which a function gives \`true\` and returns them. ${ENTRY_DOC}`,
			example: 'let m = #{a: 1, b: 2}; let gone = m.drain(|k, v| v > 1); [m, gone] ⇒ [#{"a": 1}, #{"b": 2}]',
		},
		reentrant(['map: map', 'f: Fn'], 'map', moveOut('drain', true)),
	),
	declare(
		'retain',
		{
			effect: 'mutates',
			doc: `Keeps the properties for which a function gives \`true\` and returns the others. ${ENTRY_DOC}`,
			example: 'let m = #{a: 1, b: 2}; let gone = m.retain(|k, v| v > 1); [m, gone] ⇒ [#{"b": 2}, #{"a": 1}]',
		},
		reentrant(['map: map', 'f: Fn'], 'map', moveOut('retain', false)),
	),
];
