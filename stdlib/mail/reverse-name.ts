/**
 * Names under which the DNS knows addresses: `in-addr.arpa` and `ip6.arpa` (RFC 1035 3.5, RFC 3596 2.5), and the same
 * labels in front of a DNS list (RFC 5782 2.1, 2.4).
 */

import { formatIp4, formatIp6, parseIp4, parseIp6 } from './objects/ip-text.ts';

const IP4_ZONE = '.in-addr.arpa';
const IP6_ZONE = '.ip6.arpa';
const NIBBLES = 32;

/** Mapped addresses (RFC 4291 2.5.5.2) are addresses of IPv4: a DNS list or a reverse zone knows them by that. */
const MAPPED = '\0\0\0\0\0\uffff';

function ip4Labels(value: number): string {
	return `${value & 0xff}.${(value >>> 8) & 0xff}.${(value >>> 16) & 0xff}.${value >>> 24}`;
}

interface Reversed {
	/** The labels of the address, last part first. */
	readonly labels: string;
	readonly family: 4 | 6;
}

/** @returns `undefined` for a text that is no IP address */
export function reversedAddress(ip: string): Reversed | undefined {
	const value = parseIp4(ip);
	if (value !== -1) return { labels: ip4Labels(value), family: 4 };
	const key = parseIp6(ip);
	if (key === undefined) return undefined;
	if (key.startsWith(MAPPED)) {
		return { labels: ip4Labels(((key.charCodeAt(6) << 16) | key.charCodeAt(7)) >>> 0), family: 4 };
	}
	const nibbles: string[] = [];
	for (let at = key.length - 1; at >= 0; at--) {
		const group = key.charCodeAt(at);
		for (let shift = 0; shift < 16; shift += 4) nibbles.push(((group >>> shift) & 15).toString(16));
	}
	return { labels: nibbles.join('.'), family: 6 };
}

/** The name whose PTR records name the host of an address; `undefined` for a text that is no IP address. */
export function reverseName(ip: string): string | undefined {
	const reversed = reversedAddress(ip);
	return reversed && reversed.labels + (reversed.family === 4 ? IP4_ZONE : IP6_ZONE);
}

/** The address that a name of a reverse zone stands for; `undefined` for any other name. @param name in lower case */
export function addressOfReverseName(name: string): string | undefined {
	if (name.endsWith(IP4_ZONE)) {
		const value = parseIp4(name.slice(0, -IP4_ZONE.length).split('.', 5).reverse().join('.'));
		return value === -1 ? undefined : formatIp4(value);
	}
	if (!name.endsWith(IP6_ZONE)) return undefined;
	const nibbles = name.slice(0, -IP6_ZONE.length).split('.', NIBBLES + 1);
	if (nibbles.length !== NIBBLES || nibbles.some((nibble) => nibble.length !== 1)) return undefined;
	const digits = nibbles.reverse().join('');
	const groups: string[] = [];
	for (let at = 0; at < NIBBLES; at += 4) groups.push(digits.slice(at, at + 4));
	const key = parseIp6(groups.join(':'));
	return key === undefined ? undefined : formatIp6(key);
}

/** The canonical text, with addresses of IPv4 that come in the form of IPv6 as what they are (RFC 4291 2.5.5.2). */
export function unmappedIp(text: string): string {
	const ip = canonicalIp(text);
	return ip.startsWith('::ffff:') && ip.includes('.') ? ip.slice('::ffff:'.length) : ip;
}

/** Addresses that are the same address have the same text; a text that is none stays. */
export function canonicalIp(text: string): string {
	const value = parseIp4(text);
	if (value !== -1) return formatIp4(value);
	const key = parseIp6(text);
	return key === undefined ? text : formatIp6(key);
}

export function isIpText(text: string): boolean {
	return parseIp4(text) !== -1 || parseIp6(text) !== undefined;
}

/** Whether an address in canonical form is one of this machine to itself. */
export function isLoopback(ip: string): boolean {
	return ip.startsWith('127.') || ip === '::1';
}
