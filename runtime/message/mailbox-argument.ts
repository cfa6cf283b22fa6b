/** Addresses that scripts give: checked strictly, since they are written into headers. */

import { domainToASCII } from 'node:url';
import { MessageError } from '../../stdlib/host/message.ts';
import { addressProblem } from '../../stdlib/mail/objects/address.ts';
import { parseMailbox } from '../../stdlib/mail/objects/mailbox.ts';
import { isAsciiText } from './byte-text.ts';

export interface GivenAddress {
	readonly local: string;
	readonly domain: string;
}

/** @throws MessageError for anything but one `local@domain` without a name, blanks and comments */
export function givenAddress(text: string): GivenAddress {
	const at = parseMailbox(text);
	if (at < 0) {
		throw new MessageError(`invalid type conversion expected: \`address\`, but got: \`${addressProblem(text, at)}\``);
	}
	return { local: text.slice(0, at), domain: text.slice(at + 1) };
}

/** Domains compare without regard to case and to the form of international names. */
function domainKey(domain: string): string {
	const ascii = isAsciiText(domain) ? domain : domainToASCII(domain);
	return (ascii === '' ? domain : ascii).toLowerCase();
}

export function isSameAddress(left: GivenAddress, right: GivenAddress): boolean {
	return left.local === right.local && domainKey(left.domain) === domainKey(right.domain);
}

/**
 * The bytes of an address in a header, as a byte string.
 * @param utf8 whether the message may have UTF-8 in its header (SMTPUTF8)
 * @throws MessageError if it has to be ASCII and cannot
 */
export function headerAddress({ local, domain }: GivenAddress, utf8: boolean): string {
	if (utf8 || isAsciiText(local + domain)) return Buffer.from(`${local}@${domain}`, 'utf8').toString('latin1');
	const ascii = domainToASCII(domain);
	if (!isAsciiText(local) || ascii === '') {
		throw new MessageError(
			`the address \`${local}@${domain}\` is not ASCII, and the message came without SMTPUTF8: it cannot stand in its header`,
		);
	}
	return `${local}@${ascii}`;
}
