/** How the reference of the core library is divided; a test sees to it that no function is left out. */

import { ARRAY_FUNCTIONS } from '../stdlib/core/arrays.ts';
import { ARRAY_CALLBACK_FUNCTIONS } from '../stdlib/core/arrays-callbacks.ts';
import { ARRAY_PART_FUNCTIONS } from '../stdlib/core/arrays-parts.ts';
import { ARRAY_SORT_FUNCTIONS } from '../stdlib/core/arrays-sort.ts';
import { BIT_FUNCTIONS } from '../stdlib/core/bits.ts';
import { BLOB_FUNCTIONS } from '../stdlib/core/blobs.ts';
import { BLOB_NUMBER_FUNCTIONS } from '../stdlib/core/blobs-numbers.ts';
import { BLOB_PART_FUNCTIONS } from '../stdlib/core/blobs-parts.ts';
import { CONVERSION_FUNCTIONS } from '../stdlib/core/conversion.ts';
import { JSON_FUNCTIONS } from '../stdlib/core/json.ts';
import { LANGUAGE_FUNCTIONS } from '../stdlib/core/language.ts';
import { MAP_FUNCTIONS } from '../stdlib/core/maps.ts';
import { MATH_FUNCTIONS } from '../stdlib/core/math.ts';
import { RANGE_FUNCTIONS } from '../stdlib/core/ranges.ts';
import { REFLECTION_FUNCTIONS } from '../stdlib/core/reflection.ts';
import { STRING_FUNCTIONS } from '../stdlib/core/strings.ts';
import { STRING_SEARCH_FUNCTIONS } from '../stdlib/core/strings-search.ts';
import { STRING_SPLIT_FUNCTIONS } from '../stdlib/core/strings-split.ts';
import { TIME_FUNCTIONS } from '../stdlib/core/time.ts';
import type { ReferenceGroup } from './generate-reference.ts';

export const CORE_GROUPS: readonly ReferenceGroup[] = [
	{
		title: 'The language itself',
		text: 'Types, function pointers, output, tags, and leaving or pausing a script.',
		functions: LANGUAGE_FUNCTIONS,
	},
	{
		title: 'Text and number conversion',
		text: 'From values to text and back. Only a few operators convert by themselves: `+` with a string and interpolation make text, and an int beside a float becomes one.',
		functions: CONVERSION_FUNCTIONS,
	},
	{
		title: 'Mathematics',
		text: 'Functions of floats do not take ints: write `sqrt(2.0)`, or `sqrt(n.to_float())`.',
		functions: MATH_FUNCTIONS,
	},
	{
		title: 'Bits of an int',
		text: 'Bits can also be read and assigned by index, `x[3]` and `x[0..8]`.',
		functions: BIT_FUNCTIONS,
	},
	{
		title: 'Ranges and iterators',
		text: 'An iterator is for `for`: it has no length and no elements to index.',
		functions: RANGE_FUNCTIONS,
	},
	{
		title: 'Strings',
		text: 'Positions and lengths count characters, that is Unicode code points, never bytes or UTF-16 units.',
		functions: [...STRING_FUNCTIONS, ...STRING_SEARCH_FUNCTIONS, ...STRING_SPLIT_FUNCTIONS],
	},
	{
		title: 'Arrays',
		text: 'A position may be negative and then counts from the end. In a range it may not: there a negative bound is 0.',
		functions: [...ARRAY_FUNCTIONS, ...ARRAY_PART_FUNCTIONS, ...ARRAY_CALLBACK_FUNCTIONS, ...ARRAY_SORT_FUNCTIONS],
	},
	{
		title: 'Blobs',
		text: 'A blob holds bytes. Values are ints, of which only the lowest 8 bits are stored.',
		functions: [...BLOB_FUNCTIONS, ...BLOB_PART_FUNCTIONS, ...BLOB_NUMBER_FUNCTIONS],
	},
	{
		title: 'Object maps',
		text: 'Keys are strings and always come in ascending order. None of these functions is a property, because `m.keys` reads the key `keys`.',
		functions: MAP_FUNCTIONS,
	},
	{
		title: 'Time',
		text: 'A timestamp measures how long something takes; it is not a time of day.',
		functions: TIME_FUNCTIONS,
	},
	{ title: 'Reflection', text: '', functions: REFLECTION_FUNCTIONS },
	{ title: 'JSON', text: '', functions: JSON_FUNCTIONS },
];
