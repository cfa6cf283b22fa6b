/**
 * Networks in CIDR notation. Bits of the host part are allowed and masked: `10.0.0.7/8` is `10.0.0.0/8`.
 *
 * A network is its first address, as `ip-text.ts` has them, and the length of its prefix.
 */

import { formatIp4, formatIp6, GROUPS, ip4Problem, ip6Problem, parseIp4, parseIp6 } from './ip-text.ts';

export const IP4_BITS = 32;
export const IP6_BITS = 128;

export interface Network4 {
	readonly start: number;
	readonly prefix: number;
}

export interface Network6 {
	readonly start: string;
	readonly prefix: number;
}

/** Offset of the slash, −1 if there is none with a sound prefix length behind it. */
function slashOf(text: string, mostBits: number): number {
	const slash = text.lastIndexOf('/');
	return slash !== -1 && prefixOf(text, slash, mostBits) !== -1 ? slash : -1;
}

/** The prefix length behind a slash, −1 when it is none. */
function prefixOf(text: string, slash: number, mostBits: number): number {
	const digits = text.length - slash - 1;
	if (digits < 1 || digits > 3) return -1;
	let prefix = 0;
	for (let at = slash + 1; at < text.length; at++) {
		const digit = text.charCodeAt(at) - 0x30;
		if (digit < 0 || digit > 9) return -1;
		prefix = prefix * 10 + digit;
	}
	if (digits > 1 && text.charCodeAt(slash + 1) === 0x30) return -1;
	return prefix <= mostBits ? prefix : -1;
}

/** The first address of the network around an address. */
export function maskIp4(address: number, prefix: number): number {
	return prefix === 0 ? 0 : (address & (-1 << (IP4_BITS - prefix))) >>> 0;
}

export function maskIp6(address: string, prefix: number): string {
	const whole = prefix >> 4;
	const rest = prefix & 15;
	if (whole === GROUPS) return address;
	const partial = address.charCodeAt(whole) & (0xffff << (16 - rest)) & 0xffff;
	return address.slice(0, whole) + String.fromCharCode(partial) + '\0'.repeat(GROUPS - 1 - whole);
}

export function parseNetwork4(text: string): Network4 | undefined {
	const slash = slashOf(text, IP4_BITS);
	if (slash === -1) return undefined;
	const address = parseIp4(text, 0, slash);
	if (address === -1) return undefined;
	const prefix = prefixOf(text, slash, IP4_BITS);
	return { start: maskIp4(address, prefix), prefix };
}

export function parseNetwork6(text: string): Network6 | undefined {
	const slash = slashOf(text, IP6_BITS);
	if (slash === -1) return undefined;
	const address = parseIp6(text, 0, slash);
	if (address === undefined) return undefined;
	const prefix = prefixOf(text, slash, IP6_BITS);
	return { start: maskIp6(address, prefix), prefix };
}

export function formatNetwork4({ start, prefix }: Network4): string {
	return `${formatIp4(start)}/${prefix}`;
}

export function formatNetwork6({ start, prefix }: Network6): string {
	return `${formatIp6(start)}/${prefix}`;
}

export function network4Holds({ start, prefix }: Network4, address: number): boolean {
	return maskIp4(address, prefix) === start;
}

export function network6Holds({ start, prefix }: Network6, address: string): boolean {
	const whole = prefix >> 4;
	for (let at = 0; at < whole; at++) if (start.charCodeAt(at) !== address.charCodeAt(at)) return false;
	const rest = prefix & 15;
	return rest === 0 || (start.charCodeAt(whole) ^ address.charCodeAt(whole)) >> (16 - rest) === 0;
}

/** Why a text is no network of this family. */
export function networkProblem(text: string, family: 4 | 6): string {
	const mostBits = family === 4 ? IP4_BITS : IP6_BITS;
	const slash = text.lastIndexOf('/');
	if (slash === -1) return `the mask is missing, e.g. ${family === 4 ? '192.0.2.0/24' : '2001:db8::/32'}`;
	if (prefixOf(text, slash, mostBits) === -1) {
		return `the mask behind the slash must be a number between 0 and ${mostBits}`;
	}
	const address = text.slice(0, slash);
	return family === 4 ? ip4Problem(address) : ip6Problem(address);
}
