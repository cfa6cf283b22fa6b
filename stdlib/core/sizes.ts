/**
 * Size checks to make before something large is built. The VM checks every result against the limits of the run once
 * more; these stop a request such as `blob(9_999_999_999)` while it is only a number, also where no limit is set.
 */

import type { NativeCall } from '../../lang/modules/native-module.ts';
import { MAX_ARRAY_ITEMS, MAX_BLOB_BYTES, MAX_MAP_PROPERTIES, MAX_TEXT_UNITS } from '../../lang/values/ceilings.ts';
import { dataTooLarge } from '../../lang/vm/errors.ts';

/**
 * A string is about to have this many UTF-16 units. Its UTF-8 form has at least as many bytes, so nothing that fits is
 * refused here.
 * @throws ScriptError ErrorDataTooLarge
 */
export function checkText(call: NativeCall, units: number): void {
	if (units > MAX_TEXT_UNITS) throw dataTooLarge('Length of string');
	call.checkStringLength(units);
}

/** An array is about to have this many elements. @throws ScriptError ErrorDataTooLarge */
export function checkItems(call: NativeCall, items: number): void {
	if (items > MAX_ARRAY_ITEMS) throw dataTooLarge('Size of array/BLOB');
	call.checkArrayLength(items);
}

/** The same for one element more, which is no work that the clock would have to be looked at for. */
export function checkOneMore(call: NativeCall, items: number): void {
	const limit = call.limits.arraySize;
	if (items >= MAX_ARRAY_ITEMS || (limit > 0 && items >= limit)) throw dataTooLarge('Size of array/BLOB');
}

/** A blob is about to have this many bytes; they count as array elements. @throws ScriptError ErrorDataTooLarge */
export function checkBytes(call: NativeCall, bytes: number): void {
	if (bytes > MAX_BLOB_BYTES) throw dataTooLarge('Size of BLOB');
	call.checkArrayLength(bytes);
}

/** A map is about to have this many properties. @throws ScriptError ErrorDataTooLarge */
export function checkProperties(call: NativeCall, properties: number): void {
	const limit = call.limits.mapSize;
	if (properties > MAX_MAP_PROPERTIES || (limit > 0 && properties > limit)) throw dataTooLarge('Size of object map');
}
