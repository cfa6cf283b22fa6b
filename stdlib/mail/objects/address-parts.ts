/** Addresses out of whatever a function was given, and their parts (directive spec 4.4, library spec 0). */

import { typeName } from '../../../lang/values/type-of.ts';
import type { Value } from '../../../lang/values/value.ts';
import { runtimeError, type ScriptError } from '../../../lang/vm/errors.ts';
import { AddressObject, addressProblem } from './address.ts';
import { parseMailbox } from './mailbox.ts';
import { asObject } from './vsl-object.ts';

/** An address object, or a string or identifier that is an address. @throws ScriptError for anything else */
export function toAddress(value: Value): AddressObject {
	if (value instanceof AddressObject) return value;
	const object = asObject(value);
	const text = object?.kind === 'identifier' ? object.text : value;
	if (typeof text !== 'string') throw badConversion(object?.kind ?? typeName(value));
	const at = parseMailbox(text);
	if (at < 0) throw badConversion(addressProblem(text, at));
	return new AddressObject(text, at);
}

function badConversion(got: string): ScriptError {
	return runtimeError(`invalid type conversion expected: \`address\`, but got: \`${got}\``);
}

/** @throws ScriptError for what is no address */
export function localPartOf(value: Value): string {
	return partSource(value, 'local part').localPart;
}

/** @throws ScriptError for what is no address */
export function domainOf(value: Value): string {
	return partSource(value, 'domain').domain;
}

function partSource(value: Value, part: string): AddressObject {
	const object = asObject(value);
	if (object === undefined && typeof value === 'string') return toAddress(value);
	if (object?.kind === 'address') return object;
	throw runtimeError(`cannot extract ${part} for ${object?.kind ?? typeName(value)} object`);
}
