/** Objects that are made of one text: all but lists and codes. */

import type { Value } from '../../../lang/values/value.ts';
import { runtimeError } from '../../../lang/vm/errors.ts';
import { AddressObject, addressProblem } from './address.ts';
import { FqdnObject, parseFqdn } from './fqdn.ts';
import { IdentifierObject } from './identifier.ts';
import { Ip4Object } from './ip4.ts';
import { Ip6Object } from './ip6.ts';
import { parseMailbox } from './mailbox.ts';
import type { ContentType } from './object-words.ts';
import { RegexObject } from './regex.ts';
import { Rg4Object } from './rg4.ts';
import { Rg6Object } from './rg6.ts';

const MAKE: Readonly<Record<ContentType, (text: string) => Value>> = {
	ip4: Ip4Object.parse,
	ip6: Ip6Object.parse,
	rg4: Rg4Object.parse,
	rg6: Rg6Object.parse,
	address: AddressObject.parse,
	identifier: (text) => new IdentifierObject(text),
	fqdn: FqdnObject.parse,
	regex: RegexObject.parse,
	string: (text) => text,
};

/** An object, or for `string` the text itself. @throws ScriptError for a text that is no such object */
export function makeScalar(type: ContentType, text: string): Value {
	return MAKE[type](text);
}

const CANONICAL: Readonly<Record<ContentType, (text: string) => string>> = {
	ip4: (text) => Ip4Object.parse(text).text,
	ip6: (text) => Ip6Object.parse(text).text,
	rg4: (text) => Rg4Object.parse(text).text,
	rg6: (text) => Rg6Object.parse(text).text,
	address: (text) => {
		const at = parseMailbox(text);
		if (at < 0) throw runtimeError(addressProblem(text, at));
		return text;
	},
	identifier: (text) => text,
	fqdn: parseFqdn,
	regex: (text) => RegexObject.parse(text).text,
	string: (text) => text,
};

/** The text of the object that a text makes, without making it where that can be saved. @throws ScriptError */
export function canonicalText(type: ContentType, text: string): string {
	return CANONICAL[type](text);
}
