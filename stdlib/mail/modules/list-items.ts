/** The items of `group` and `file` objects, for functions that work on lists. */

import type { NativeCall } from '../../../lang/modules/native-module.ts';
import type { Value } from '../../../lang/values/value.ts';
import { functionNotFound } from '../../../lang/vm/errors.ts';
import type { ListObject } from '../objects/leaves.ts';
import { asObject } from '../objects/vsl-object.ts';

/**
 * The list that a function was given.
 * @param signature of the call, for the error
 * @throws ScriptError ErrorFunctionNotFound for objects that are no list
 */
export function listOf(value: Value, signature: string): ListObject {
	const object = asObject(value);
	if (object?.kind === 'group' || object?.kind === 'file') return object;
	throw functionNotFound(signature);
}

/** All items. Those of a file become objects, so this is not for lists of a million. */
export function itemsOf(call: NativeCall, list: ListObject): Value[] {
	call.checkArrayLength(list.length);
	return Array.from({ length: list.length }, (_, position) => list.at(position));
}
