/** Addresses that scripts give: checked strictly, since they are written into headers. */

import { domainToASCII } from 'node:url';
import { MessageError } from '../../stdlib/host/message.ts';
import { type AddrSpec, parseAddressList } from './address-list.ts';
import { isAsciiText } from './byte-text.ts';

/** Longest address with its domain (RFC 5321 4.5.3.1.3, without the angle brackets). */
const MAX_ADDRESS = 254;

export interface GivenAddress {
	readonly local: string;
	readonly domain: string;
}

/** @throws MessageError for anything but one `local@domain` without a name, blanks and comments */
export function givenAddress(text: string): GivenAddress {
	const reason = faultOf(text);
	if (reason !== undefined) {
		const shown = text.length > 100 ? `${text.slice(0, 100)}…` : text;
		throw new MessageError(
			`invalid type conversion expected: \`address\`, but got: \`'${shown}' is not a valid address: ${reason}\``,
		);
	}
	const at = text.lastIndexOf('@');
	return { local: text.slice(0, at), domain: text.slice(at + 1) };
}

function faultOf(text: string): string | undefined {
	if (text === '') return 'it is empty';
	if (Buffer.byteLength(text) > MAX_ADDRESS) return `it is longer than ${MAX_ADDRESS} octets`;
	if (!text.includes('@')) return "the '@' is missing";
	const bytes = Buffer.from(text, 'utf8').toString('latin1');
	const [item, ...more] = parseAddressList(bytes).items;
	if (item?.kind !== 'mailbox' || more.length > 0) return 'expected local@domain';
	const { spec } = item;
	if (spec.start !== 0 || spec.end !== bytes.length) return 'expected local@domain without a display name and comments';
	if (hasBlank(spec, bytes)) return 'it has a blank outside quotes';
	if (!spec.local.startsWith('"') && hasEmptyLabel(spec.local)) return 'the local part has a misplaced dot';
	if (spec.domain.startsWith('[')) return undefined;
	if (hasEmptyLabel(spec.domain)) return 'the domain has a misplaced dot';
	return isDomain(spec.domain) ? undefined : 'the domain has a character that is not allowed there';
}

/** Whether blanks or comments stood between the tokens. */
function hasBlank({ local, domain }: AddrSpec, bytes: string): boolean {
	if (bytes.startsWith('"')) return !bytes.endsWith(`"@${domain}`);
	// Joined, the tokens take fewer characters than the whole.
	return local.length + 1 + domain.length !== bytes.length;
}

const hasEmptyLabel = (text: string): boolean => text.startsWith('.') || text.endsWith('.') || text.includes('..');

function isDomain(domain: string): boolean {
	for (let at = 0; at < domain.length; at++) {
		const code = domain.charCodeAt(at);
		const letter = (code >= 97 && code <= 122) || (code >= 65 && code <= 90) || (code >= 48 && code <= 57);
		if (!letter && code !== 45 && code !== 46 && code !== 95 && code < 128) return false;
	}
	return true;
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
