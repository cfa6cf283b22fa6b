/**
 * `==` of vSL objects with each other and with strings (directive spec 4.5): one rule set for all generations.
 *
 * - Domains compare without regard to the case of ASCII letters, everything else exactly.
 * - An address equals a domain or a local part that is its own.
 * - A pattern equals whatever text it is found in, if the other side is text: a string, address, fqdn or identifier.
 * - An IP address equals a string that means the same address.
 * - All other pairs of different types are unequal; only a string against a network, list or code is an error, because it
 *   is always a mistake.
 */

import type { Value } from '../../../lang/values/value.ts';
import { runtimeError, ScriptError } from '../../../lang/vm/errors.ts';
import { equalAscii, excerpt } from './ascii.ts';
import { parseIp4, parseIp6 } from './ip-text.ts';
import type { ListObject } from './leaves.ts';
import { type AnyObject, asObject } from './vsl-object.ts';

/** The name under which 2.x knows the null reverse-path: an identifier of this text equals it (library spec 1). */
export const NULL_NAME = 'null';

/**
 * `self == other`
 * @throws ScriptError for a string against a network, list or code
 */
export function objectEquals(self: AnyObject, other: Value): boolean {
	if (typeof other === 'string') return equalsText(self, other);
	const object = asObject(other);
	if (object === undefined) return false;
	return self.kind === object.kind
		? equalsSameKind(self, object)
		: areRelated(self, object) || areRelated(object, self);
}

function equalsText(self: AnyObject, text: string): boolean {
	switch (self.kind) {
		case 'address':
			return equalAscii(self.text, text, self.at + 1);
		case 'fqdn':
			return equalAscii(self.text, text);
		case 'identifier':
			return self.text === text;
		case 'regex':
			return self.matches(text);
		case 'ip4':
			return self.text === text || parseIp4(text) === self.value;
		case 'ip6':
			return self.text === text || parseIp6(text) === self.value;
		default:
			throw runtimeError(`a ${excerpt(self.text)} object cannot be compared to a string`);
	}
}

function equalsSameKind(self: AnyObject, other: AnyObject): boolean {
	if (self === other) return true;
	switch (self.kind) {
		case 'address':
			return other.kind === 'address' && self.at === other.at && equalAscii(self.text, other.text, self.at + 1);
		case 'fqdn':
			return equalAscii(self.text, other.text);
		case 'code':
			return other.kind === 'code' && codeKey(self) === codeKey(other);
		case 'group':
			return other.kind === 'group' && equalLists(self, other);
		case 'file':
			return other.kind === 'file' && equalLists(self, other);
		default:
			// Of the others the text is canonical, or all there is.
			return self.text === other.text;
	}
}

/** What must be the same for two codes to be equal. */
export function codeKey({ code, enhanced, message }: Extract<AnyObject, { kind: 'code' }>): string {
	return `${code} ${enhanced} ${message}`;
}

/** Equality of different kinds, in one of the two orders. */
function areRelated(self: AnyObject, other: AnyObject): boolean {
	if (self.kind === 'address') {
		if (other.kind === 'fqdn') return !self.isNull && equalAscii(self.domain, other.text);
		return other.kind === 'identifier' && (self.localPart === other.text || (self.isNull && other.text === NULL_NAME));
	}
	if (self.kind !== 'regex') return false;
	return (other.kind === 'address' || other.kind === 'fqdn' || other.kind === 'identifier') && self.matches(other.text);
}

/** Item by item. Lists bound their depth and their size, so recursion is fine. */
function equalLists(left: ListObject, right: ListObject): boolean {
	if (left.length !== right.length) return false;
	for (let at = 0; at < left.length; at++) if (!itemsEqual(left.at(at), right.at(at))) return false;
	return true;
}

/** `==` of items; a pair that cannot be compared is not equal. */
function itemsEqual(left: Value, right: Value): boolean {
	if (typeof left === 'string' && typeof right === 'string') return left === right;
	const [object, other] = typeof left === 'string' ? [right, left] : [left, right];
	try {
		return objectEquals(object as AnyObject, other);
	} catch (error) {
		if (error instanceof ScriptError) return false;
		throw error;
	}
}
