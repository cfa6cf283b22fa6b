/** `rg6`: an IPv6 network. Host bits are masked, so `text` is the canonical CIDR form. */

import type { TypeDescriptor } from '../../../lang/values/host-object.ts';
import { runtimeError } from '../../../lang/vm/errors.ts';
import { excerpt } from './ascii.ts';
import { formatNetwork6, type Network6, networkProblem, parseNetwork6 } from './cidr.ts';
import { OBJECT_TYPE } from './object-type.ts';
import { VslObject } from './vsl-object.ts';

export class Rg6Object extends VslObject {
	override readonly kind = 'rg6';
	readonly network: Network6;
	override readonly text: string;

	constructor(network: Network6) {
		super();
		this.network = network;
		this.text = formatNetwork6(network);
	}

	/** @throws ScriptError */
	static parse(text: string): Rg6Object {
		const network = parseNetwork6(text);
		if (network === undefined) {
			throw runtimeError(`'${excerpt(text)}' is not a valid rg6: ${networkProblem(text, 6)}`);
		}
		return new Rg6Object(network);
	}

	override get descriptor(): TypeDescriptor {
		return OBJECT_TYPE;
	}
}
