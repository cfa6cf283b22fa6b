/** Sockets, networks and domain names. */

import { isIP } from 'node:net';
import { domainToASCII } from 'node:url';
import { formatIpNetwork, type IpNetwork, parseIpNetwork } from '../../../stdlib/mail/ip-network.ts';
import {
	formatSocketAddress,
	isHostName,
	parseSocketAddress,
	type SocketAddress,
} from '../../../stdlib/mail/socket-address.ts';
import type { Reading, ValueType } from '../nodes.ts';
import { quoted } from '../plain.ts';
import { parsedText, text } from './basic.ts';

/** An address to listen on or to connect to; a host name is resolved by whoever uses it. */
export const socket: ValueType<SocketAddress> = parsedText(
	{
		name: 'socket',
		expected: 'an address with a port such as "192.0.2.1:25" or "[::1]:25"',
		show: formatSocketAddress,
	},
	parseSocketAddress,
);

export const network: ValueType<IpNetwork> = parsedText(
	{ name: 'network', expected: 'a network such as "192.0.2.0/24" or an address', show: formatIpNetwork },
	parseIpNetwork,
);

/** An address of a name server, with or without port 53. */
export const nameServerAddress: ValueType<SocketAddress> = {
	...socket,
	expected: 'an address such as "192.0.2.1" or "192.0.2.1:53"',
	read: (value, at) => {
		const bare = typeof value === 'string' ? value.replace(/^\[(?<inside>.*)\]$/, '$<inside>') : '';
		const family = isIP(bare);
		if (family === 0) return socket.read(value, at);
		return socket.read(family === 4 ? `${bare}:53` : `[${bare}]:53`, at);
	},
};

export const hostName: ValueType<string> = text('domain name', 'a domain name', (value) =>
	isHostName(value) || isIP(value) !== 0 ? undefined : { message: `${quoted(value)} is no domain name` },
);

/**
 * A domain in the form in which domains are compared: lower case, A-labels (RFC 5890).
 * @returns `undefined` for what is no domain
 */
export function normalDomain(name: string): string | undefined {
	const ascii = domainToASCII(name.endsWith('.') ? name.slice(0, -1) : name);
	// The URL rules that the function follows allow more characters than host names have.
	return ascii !== '' && isHostName(ascii) && isIP(ascii) === 0 ? ascii.toLowerCase() : undefined;
}

/** Reads the name of a handled domain. */
export function readDomain(name: string, at: Reading): string | undefined {
	const domain = normalDomain(name);
	if (domain !== undefined) return domain;
	const unquoted = /^[A-Za-z0-9-]+$/.test(name) ? 'names with dots are written in quotes: "a.example"' : undefined;
	return at.wrongName(`${quoted(name)} is no domain name`, unquoted);
}
