/** `identifier`: the local part of an address, the name of a user, or any other word. */

import type { TypeDescriptor } from '../../../lang/values/host-object.ts';
import { OBJECT_TYPE } from './object-type.ts';
import { VslObject } from './vsl-object.ts';

export class IdentifierObject extends VslObject {
	override readonly kind = 'identifier';
	override readonly text: string;

	constructor(text: string) {
		super();
		this.text = text;
	}

	override get descriptor(): TypeDescriptor {
		return OBJECT_TYPE;
	}
}
