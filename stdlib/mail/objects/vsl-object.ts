/**
 * What all vSL objects share (directive spec 4). Scripts know one type, `object`; what kind of object it is decides only
 * how it compares, and `kind` says it here.
 */

import { HostObject } from '../../../lang/values/host-object.ts';
import type { AddressObject } from './address.ts';
import type { CodeObject } from './code.ts';
import type { FileObject } from './file.ts';
import type { FqdnObject } from './fqdn.ts';
import type { GroupObject } from './group.ts';
import type { IdentifierObject } from './identifier.ts';
import type { Ip4Object } from './ip4.ts';
import type { Ip6Object } from './ip6.ts';
import type { RegexObject } from './regex.ts';
import type { Rg4Object } from './rg4.ts';
import type { Rg6Object } from './rg6.ts';

export type AnyObject =
	| Ip4Object
	| Ip6Object
	| Rg4Object
	| Rg6Object
	| AddressObject
	| FqdnObject
	| IdentifierObject
	| RegexObject
	| CodeObject
	| GroupObject
	| FileObject;

export type ObjectKind = AnyObject['kind'];

export abstract class VslObject extends HostObject {
	/** The word that declares such an object. */
	abstract readonly kind: ObjectKind;
	/** What `to_string` gives (directive spec 4.4). */
	abstract readonly text: string;
}

/** The value as an object, `undefined` if it is something else. */
export function asObject(value: unknown): AnyObject | undefined {
	return value instanceof VslObject ? (value as AnyObject) : undefined;
}

/** Text of a string or an object, for functions that take either; `undefined` for everything else. */
export function textOf(value: unknown): string | undefined {
	if (typeof value === 'string') return value;
	return value instanceof VslObject ? value.text : undefined;
}
