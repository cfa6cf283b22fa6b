/** Arguments that take a string or an object, as the tables of the library say `str/obj` and `addr`. */

import { Char } from '../../lang/values/char.ts';
import { display } from '../../lang/values/display.ts';
import { untag } from '../../lang/values/tagged.ts';
import { typeName } from '../../lang/values/type-of.ts';
import type { Value } from '../../lang/values/value.ts';
import { mismatchedType } from '../../lang/vm/errors.ts';
import { type AddressObject, NULL_ADDRESS } from './objects/address.ts';
import { toAddress } from './objects/address-parts.ts';
import { textOf } from './objects/vsl-object.ts';

/** The text of a string or object. @throws ScriptError ErrorMismatchDataType for anything else */
export function textArgument(value: Value): string {
	const bare = untag(value);
	const text = bare instanceof Char ? display(bare) : textOf(bare);
	if (text === undefined) throw mismatchedType('string', typeName(bare));
	return text;
}

/** An address from a string or an address object. @throws ScriptError with the text of library spec 0 */
export function addressArgument(value: Value): AddressObject {
	return toAddress(untag(value));
}

/** The same where the null sender can be given, as an empty text. */
export function reversePathArgument(value: Value): AddressObject {
	return untag(value) === '' ? NULL_ADDRESS : addressArgument(value);
}
