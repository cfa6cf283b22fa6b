/**
 * The language's own library (language spec 11): what every script can call, wherever it runs. It needs no host; the
 * operators, indexing and text forms of values belong to the language itself.
 */

import type { NativeModule } from '../../lang/modules/native-module.ts';
import { ARRAY_FUNCTIONS } from './arrays.ts';
import { ARRAY_CALLBACK_FUNCTIONS } from './arrays-callbacks.ts';
import { ARRAY_PART_FUNCTIONS } from './arrays-parts.ts';
import { ARRAY_SORT_FUNCTIONS } from './arrays-sort.ts';
import { BIT_FUNCTIONS } from './bits.ts';
import { BLOB_FUNCTIONS } from './blobs.ts';
import { BLOB_NUMBER_FUNCTIONS } from './blobs-numbers.ts';
import { BLOB_PART_FUNCTIONS } from './blobs-parts.ts';
import { CONVERSION_FUNCTIONS } from './conversion.ts';
import { JSON_FUNCTIONS } from './json.ts';
import { LANGUAGE_FUNCTIONS } from './language.ts';
import { MAP_FUNCTIONS } from './maps.ts';
import { MATH_FUNCTIONS } from './math.ts';
import { RANGE_FUNCTIONS } from './ranges.ts';
import { REFLECTION_FUNCTIONS } from './reflection.ts';
import { STRING_FUNCTIONS } from './strings.ts';
import { STRING_SEARCH_FUNCTIONS } from './strings-search.ts';
import { STRING_SPLIT_FUNCTIONS } from './strings-split.ts';
import { TIME_FUNCTIONS } from './time.ts';

/**
 * The core library. Names such as `len` are declared once for each type of receiver, because what else is true of them
 * differs; together the declarations of a name are one set of overloads.
 */
export const coreModule: NativeModule = {
	name: 'core',
	namespace: undefined,
	doc: 'The library of the language itself: numbers, text, arrays, blobs, maps, time, functions and JSON.',
	functions: [
		...LANGUAGE_FUNCTIONS,
		...CONVERSION_FUNCTIONS,
		...MATH_FUNCTIONS,
		...BIT_FUNCTIONS,
		...RANGE_FUNCTIONS,
		...STRING_FUNCTIONS,
		...STRING_SEARCH_FUNCTIONS,
		...STRING_SPLIT_FUNCTIONS,
		...ARRAY_FUNCTIONS,
		...ARRAY_PART_FUNCTIONS,
		...ARRAY_CALLBACK_FUNCTIONS,
		...ARRAY_SORT_FUNCTIONS,
		...BLOB_FUNCTIONS,
		...BLOB_PART_FUNCTIONS,
		...BLOB_NUMBER_FUNCTIONS,
		...MAP_FUNCTIONS,
		...TIME_FUNCTIONS,
		...REFLECTION_FUNCTIONS,
		...JSON_FUNCTIONS,
	],
	constants: [],
	types: [],
};

export { parseJson, parseJsonObject } from './json.ts';
export { printJson } from './json-print.ts';
