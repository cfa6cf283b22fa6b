/**
 * The type of a value: its name for scripts, and a small number for tables.
 *
 * The numbers index the dispatch tables of native functions (`modules/dispatch.ts`); host types are numbered from
 * `FIRST_HOST_TYPE` in the order in which they are first seen, beyond `TYPES_IN_KEYS` with a gap.
 */

import { Char } from './char.ts';
import { ArrayValue, BlobValue, MapValue } from './container.ts';
import { Float } from './float.ts';
import { FunctionPointer } from './function-pointer.ts';
import { HostObject, type TypeDescriptor } from './host-object.ts';
import { IteratorValue } from './iterator.ts';
import { RangeValue } from './range.ts';
import { Tagged } from './tagged.ts';
import { Timestamp } from './timestamp.ts';
import type { Value } from './value.ts';

export const TYPE_IDS = {
	'()': 0,
	bool: 1,
	int: 2,
	float: 3,
	char: 4,
	string: 5,
	array: 6,
	map: 7,
	blob: 8,
	range: 9,
	'range=': 10,
	iter: 11,
	Fn: 12,
	timestamp: 13,
	/** A tagged value: dispatch unwraps the arguments and looks again. */
	tagged: 14,
} as const;

export const FIRST_HOST_TYPE = 16;

/** The keys of overload tables have this much room for a type. */
export const TYPES_IN_KEYS = 64;

const hostIds = new Map<TypeDescriptor, number>();

/** The number of a host type; the same descriptor always gives the same number. */
export function hostTypeId(descriptor: TypeDescriptor): number {
	let id = hostIds.get(descriptor);
	if (id === undefined) {
		id = FIRST_HOST_TYPE + hostIds.size;
		// Later types get numbers so large that no key with them is a safe integer.
		if (id >= TYPES_IN_KEYS) id = 2 ** 53 + 2 * id;
		hostIds.set(descriptor, id);
	}
	return id;
}

export function typeId(value: Value): number {
	// Comparisons one by one: a switch over `typeof` makes V8 compare strings.
	if (typeof value === 'string') return TYPE_IDS.string;
	if (typeof value === 'number' || typeof value === 'bigint') return TYPE_IDS.int;
	if (value === undefined) return TYPE_IDS['()'];
	if (typeof value === 'boolean') return TYPE_IDS.bool;
	if (value instanceof ArrayValue) return TYPE_IDS.array;
	if (value instanceof MapValue) return TYPE_IDS.map;
	if (value instanceof Float) return TYPE_IDS.float;
	if (value instanceof Char) return TYPE_IDS.char;
	if (value instanceof FunctionPointer) return TYPE_IDS.Fn;
	if (value instanceof RangeValue) return value.inclusive ? TYPE_IDS['range='] : TYPE_IDS.range;
	if (value instanceof BlobValue) return TYPE_IDS.blob;
	if (value instanceof IteratorValue) return TYPE_IDS.iter;
	if (value instanceof Timestamp) return TYPE_IDS.timestamp;
	if (value instanceof Tagged) return TYPE_IDS.tagged;
	return hostTypeId((value as HostObject).descriptor);
}

const NAMES = [
	'()',
	'bool',
	'i64',
	'f64',
	'char',
	'string',
	'array',
	'map',
	'blob',
	'range',
	'range=',
	'range',
	'Fn',
	'timestamp',
];

/** What `type_of` gives (language spec 3.1). */
export function typeName(value: Value): string {
	if (value instanceof Tagged) return typeName(value.value);
	if (value instanceof HostObject) return value.descriptor.name;
	return NAMES[typeId(value)] as string;
}
