/**
 * Socket addresses as text: `192.0.2.1:25`, `[2001:db8::1]:25`, `[fe80::1%eth0]:25`, and `mx.example:25` where names
 * are allowed. Nothing is resolved here.
 */

import { isIPv4, isIPv6 } from 'node:net';
import { notRead, type TextResult } from './text-result.ts';

export interface SocketAddress {
	/** An address without brackets and scope, or a host name in lower case. */
	readonly host: string;
	readonly port: number;
	/** What `host` is; names have to be resolved. */
	readonly family: 'ipv4' | 'ipv6' | 'name';
	/** The interface of a link-local IPv6 address. */
	readonly scope?: string;
}

/** Longer than any host name (RFC 1035, 2.3.4) or address with scope and port. */
const MAX_TEXT = 280;

const LABEL = /^[A-Za-z0-9_](?:[A-Za-z0-9_-]{0,61}[A-Za-z0-9_])?$/;

/** The canonical text of an IPv6 address (RFC 5952); `undefined` for what is none, or has a scope. */
export function canonicalIpv6(text: string): string | undefined {
	if (!isIPv6(text) || text.includes('%')) return undefined;
	const host = new URL(`http://[${text}]/`).hostname.slice(1, -1);
	// The URL standard writes the IPv4 tail of a mapped address in hexadecimal, RFC 5952 (5) in decimal.
	const mapped = /^::ffff:([0-9a-f]{1,4}):([0-9a-f]{1,4})$/.exec(host);
	if (mapped === null) return host;
	const high = Number.parseInt(mapped[1] as string, 16);
	const low = Number.parseInt(mapped[2] as string, 16);
	return `::ffff:${high >> 8}.${high & 255}.${low >> 8}.${low & 255}`;
}

/** Whether a text can be a host name: labels of letters, digits, `-` and `_`; a last label of digits is an address. */
export function isHostName(text: string): boolean {
	const labels = (text.endsWith('.') ? text.slice(0, -1) : text).split('.');
	return text.length <= 254 && labels.every((label) => LABEL.test(label)) && !/^\d+$/.test(labels.at(-1) as string);
}

function portOf(text: string): number | undefined {
	return /^\d{1,5}$/.test(text) && Number(text) <= 65535 ? Number(text) : undefined;
}

/** Reads an address with its port, which may be 0. */
export function parseSocketAddress(text: string): TextResult<SocketAddress> {
	if (text.length > MAX_TEXT) return notRead('the text is too long for an address');
	const colon = text.lastIndexOf(':');
	const host = colon === -1 ? text : text.slice(0, colon);
	if (isIPv6(text) || isIPv6(host)) {
		const last = text.slice(colon + 1);
		const [address, port] = isIPv6(host) && /^\d+$/.test(last) ? [host, last] : [text, '25'];
		return notRead('an IPv6 address with a port needs brackets', `for example "[${address}]:${port}"`);
	}
	if (colon === -1 || text.endsWith(']')) return notRead('the port is missing', `for example "${text}:25"`);
	const port = portOf(text.slice(colon + 1));
	if (port === undefined)
		return notRead(`\`${text.slice(colon + 1)}\` is no port`, 'a port is a number from 0 to 65535');
	if (isIPv4(host)) return { ok: true, value: { host, port, family: 'ipv4' } };
	if (host.startsWith('[') && host.endsWith(']')) {
		const [bare = '', scope, ...more] = host.slice(1, -1).split('%');
		const address = canonicalIpv6(bare);
		if (
			address === undefined ||
			more.length > 0 ||
			scope === '' ||
			(scope !== undefined && !/^[\w.:@-]{1,32}$/.test(scope))
		) {
			return notRead(`\`${host}\` is no IPv6 address in brackets`, 'for example "[::1]:25" or "[fe80::1%eth0]:25"');
		}
		return { ok: true, value: { host: address, port, family: 'ipv6', ...(scope === undefined ? {} : { scope }) } };
	}
	if (!isHostName(host)) return notRead(`\`${host}\` is neither an address nor a host name`);
	return { ok: true, value: { host: host.toLowerCase(), port, family: 'name' } };
}

export function formatSocketAddress({ host, port, family, scope }: SocketAddress): string {
	if (family !== 'ipv6') return `${host}:${port}`;
	return `[${host}${scope === undefined ? '' : `%${scope}`}]:${port}`;
}
