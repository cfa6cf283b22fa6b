/** `fqdn`: a domain name, also a single label such as `localhost`. */

import type { TypeDescriptor } from '../../../lang/values/host-object.ts';
import { runtimeError } from '../../../lang/vm/errors.ts';
import { excerpt, lowerAscii } from './ascii.ts';
import { checkDomain, SOUND } from './domain-name.ts';
import { OBJECT_TYPE } from './object-type.ts';
import { VslObject } from './vsl-object.ts';

export class FqdnObject extends VslObject {
	override readonly kind = 'fqdn';
	/** As given, but without the dot of the root. */
	override readonly text: string;
	#key: string | undefined;

	/** @param text checked already */
	constructor(text: string) {
		super();
		this.text = text;
	}

	/** @throws ScriptError */
	static parse(text: string): FqdnObject {
		return new FqdnObject(parseFqdn(text));
	}

	/** The form in which names compare. */
	get key(): string {
		this.#key ??= lowerAscii(this.text);
		return this.#key;
	}

	override get descriptor(): TypeDescriptor {
		return OBJECT_TYPE;
	}
}

/** The text of the object. @throws ScriptError */
export function parseFqdn(text: string): string {
	const name = text.endsWith('.') ? text.slice(0, -1) : text;
	if (checkDomain(name) !== SOUND) throw runtimeError(`'${excerpt(text)}' is not a valid fqdn.`);
	return name;
}
