/** `ip4`: the IPv4 address of a host. */

import type { TypeDescriptor } from '../../../lang/values/host-object.ts';
import { runtimeError } from '../../../lang/vm/errors.ts';
import { excerpt } from './ascii.ts';
import { formatIp4, ip4Problem, parseIp4 } from './ip-text.ts';
import { OBJECT_TYPE } from './object-type.ts';
import { VslObject } from './vsl-object.ts';

export class Ip4Object extends VslObject {
	override readonly kind = 'ip4';
	/** Below 2^32. */
	readonly value: number;
	override readonly text: string;

	constructor(value: number) {
		super();
		this.value = value;
		this.text = formatIp4(value);
	}

	/** @throws ScriptError */
	static parse(text: string): Ip4Object {
		const value = parseIp4(text);
		if (value === -1) throw runtimeError(`'${excerpt(text)}' is not a valid ip4: ${ip4Problem(text)}`);
		return new Ip4Object(value);
	}

	override get descriptor(): TypeDescriptor {
		return OBJECT_TYPE;
	}
}
