/** `ip6`: the IPv6 address of a host. Written in any form of RFC 4291, shown in that of RFC 5952. */

import type { TypeDescriptor } from '../../../lang/values/host-object.ts';
import { runtimeError } from '../../../lang/vm/errors.ts';
import { excerpt } from './ascii.ts';
import { formatIp6, ip6Problem, parseIp6 } from './ip-text.ts';
import { OBJECT_TYPE } from './object-type.ts';
import { VslObject } from './vsl-object.ts';

export class Ip6Object extends VslObject {
	override readonly kind = 'ip6';
	/** The eight groups, as `parseIp6` gives them. */
	readonly value: string;
	override readonly text: string;

	constructor(value: string) {
		super();
		this.value = value;
		this.text = formatIp6(value);
	}

	/** @throws ScriptError */
	static parse(text: string): Ip6Object {
		const value = parseIp6(text);
		if (value === undefined) throw runtimeError(`'${excerpt(text)}' is not a valid ip6: ${ip6Problem(text)}`);
		return new Ip6Object(value);
	}

	override get descriptor(): TypeDescriptor {
		return OBJECT_TYPE;
	}
}
