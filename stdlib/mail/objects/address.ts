/**
 * `address`: a mailbox, or the null reverse-path `<>`, which is an address whose text is empty.
 *
 * The domain compares without regard to the case of ASCII letters, the local part exactly: only the receiving host
 * knows whether `Ann` and `ann` are one mailbox (RFC 5321 2.4).
 */

import type { TypeDescriptor } from '../../../lang/values/host-object.ts';
import { runtimeError } from '../../../lang/vm/errors.ts';
import type { EnvelopeAddress } from '../../host/context.ts';
import { excerpt, lowerAscii } from './ascii.ts';
import { mailboxProblem, parseMailbox } from './mailbox.ts';
import { OBJECT_TYPE } from './object-type.ts';
import { VslObject } from './vsl-object.ts';

export class AddressObject extends VslObject implements EnvelopeAddress {
	override readonly kind = 'address';
	override readonly text: string;
	/** Offset of the `@` between the parts, −1 in the null address. */
	readonly at: number;
	#key: string | undefined;
	#localPart: string | undefined;

	/** @param text checked already; @param at offset of the `@` between the parts */
	constructor(text: string, at: number) {
		super();
		this.text = text;
		this.at = at;
	}

	/** @throws ScriptError */
	static parse(text: string): AddressObject {
		const at = parseMailbox(text);
		if (at < 0) throw runtimeError(addressProblem(text, at));
		return new AddressObject(text, at);
	}

	/** The object for an address of the host; the same one where it is one. */
	static from(address: EnvelopeAddress): AddressObject {
		if (address instanceof AddressObject) return address;
		return address.text === '' ? NULL_ADDRESS : new AddressObject(address.text, address.localPart.length);
	}

	get isNull(): boolean {
		return this.at === -1;
	}

	/** As written, with quotes if it has them. */
	get localPart(): string {
		this.#localPart ??= this.text.slice(0, Math.max(0, this.at));
		return this.#localPart;
	}

	get domain(): string {
		return this.isNull ? '' : this.text.slice(this.at + 1);
	}

	/** The form in which whole addresses compare. */
	get key(): string {
		this.#key ??= lowerAscii(this.text, this.at + 1);
		return this.#key;
	}

	override get descriptor(): TypeDescriptor {
		return OBJECT_TYPE;
	}
}

/** The reverse-path `<>`. Rules cannot make it from text. */
export const NULL_ADDRESS = new AddressObject('', -1);

/** @param found a negative result of `parseMailbox` */
export function addressProblem(text: string, found: number): string {
	return `'${excerpt(text)}' is not a valid address: ${mailboxProblem(found)}`;
}
