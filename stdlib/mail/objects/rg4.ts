/** `rg4`: an IPv4 network. Host bits are masked, so `text` is the canonical CIDR form. */

import type { TypeDescriptor } from '../../../lang/values/host-object.ts';
import { runtimeError } from '../../../lang/vm/errors.ts';
import { excerpt } from './ascii.ts';
import { formatNetwork4, type Network4, networkProblem, parseNetwork4 } from './cidr.ts';
import { OBJECT_TYPE } from './object-type.ts';
import { VslObject } from './vsl-object.ts';

export class Rg4Object extends VslObject {
	override readonly kind = 'rg4';
	readonly network: Network4;
	override readonly text: string;

	constructor(network: Network4) {
		super();
		this.network = network;
		this.text = formatNetwork4(network);
	}

	/** @throws ScriptError */
	static parse(text: string): Rg4Object {
		const network = parseNetwork4(text);
		if (network === undefined) {
			throw runtimeError(`'${excerpt(text)}' is not a valid rg4: ${networkProblem(text, 4)}`);
		}
		return new Rg4Object(network);
	}

	override get descriptor(): TypeDescriptor {
		return OBJECT_TYPE;
	}
}
