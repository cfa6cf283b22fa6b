/** Arguments that take a string or an object, as the tables of the library say `str/obj` and `addr`. */

import { display } from '../../lang/values/display.ts';
import { HostObject } from '../../lang/values/host-object.ts';
import { untag } from '../../lang/values/tagged.ts';
import { typeName } from '../../lang/values/type-of.ts';
import type { Value } from '../../lang/values/value.ts';
import { mismatchedType, runtimeError, ScriptError } from '../../lang/vm/errors.ts';
import { Char } from '../../lang/values/char.ts';
import { Address, parseAddress } from './objects/address.ts';
import { Code, parseCode } from './objects/code.ts';

/** The text of a string or object. @throws ScriptError ErrorMismatchDataType for anything else */
export function textArgument(value: Value): string {
	const bare = untag(value);
	if (typeof bare === 'string') return bare;
	if (bare instanceof Char || bare instanceof HostObject) return display(bare);
	throw mismatchedType('string', typeName(bare));
}

/** An address from a string or an address object. @throws ScriptError with the text of library spec 0 */
export function addressArgument(value: Value): Address {
	const bare = untag(value);
	if (bare instanceof Address) return bare;
	const text = typeof bare === 'string' ? bare : bare instanceof HostObject ? display(bare) : undefined;
	if (text === undefined) throw conversionError(typeName(bare));
	if (text === '') return NULL_ADDRESS;
	try {
		return parseAddress(text);
	} catch (error) {
		if (!(error instanceof ScriptError)) throw error;
		throw conversionError(error.value === undefined ? error.text : display(error.value));
	}
}

function conversionError(got: string): ScriptError {
	return runtimeError(`invalid type conversion expected: \`address\`, but got: \`${got}\``);
}

/** The null reverse-path. */
export const NULL_ADDRESS = Address.null;

/** A reply code from a code object or its text. @throws ScriptError with the text of library spec 2 */
export function codeArgument(value: Value): Code {
	const bare = untag(value);
	if (bare instanceof Code) return bare;
	if (typeof bare !== 'string') throw runtimeError(`parameter must be a code, not ${typeName(bare)}`);
	try {
		return parseCode(bare);
	} catch (error) {
		if (!(error instanceof ScriptError)) throw error;
		throw runtimeError(`parameter must be a code, not "${bare}"`);
	}
}
