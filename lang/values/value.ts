/**
 * The values of the language as JavaScript values, chosen so that the frequent cases cost nothing:
 *
 * | vSL            | JavaScript                                        |
 * |----------------|---------------------------------------------------|
 * | `()`           | `undefined`                                       |
 * | bool           | `boolean`                                         |
 * | int            | `number` while a safe integer, else `bigint`      |
 * | float          | `Float`                                           |
 * | char           | `Char`                                            |
 * | string         | `string`                                          |
 * | array map blob | `ArrayValue`, `MapValue`, `BlobValue`             |
 * | range          | `RangeValue`; stepped and character iterators `IteratorValue` |
 * | Fn             | `FunctionPointer`                                 |
 * | timestamp      | `Timestamp`                                       |
 * | tagged value   | `Tagged` around one of the others                 |
 * | host type      | a subclass of `HostObject`                        |
 *
 * Cells never appear as values.
 */

import type { Char } from './char.ts';
import type { ArrayValue, BlobValue, MapValue } from './container.ts';
import type { Float } from './float.ts';
import type { FunctionPointer } from './function-pointer.ts';
import type { HostObject } from './host-object.ts';
import type { IteratorValue } from './iterator.ts';
import type { RangeValue } from './range.ts';
import type { Tagged } from './tagged.ts';
import type { Timestamp } from './timestamp.ts';

export type Value =
	| undefined
	| boolean
	| number
	| bigint
	| string
	| Float
	| Char
	| ArrayValue
	| MapValue
	| BlobValue
	| RangeValue
	| IteratorValue
	| FunctionPointer
	| Timestamp
	| Tagged
	| HostObject;
