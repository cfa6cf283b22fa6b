/**
 * Networks in CIDR notation, `192.0.2.0/24` and `2001:db8::/32`; an address alone is the network of that one host. Host
 * bits may be set and are dropped.
 */

import { isIPv4 } from 'node:net';
import { canonicalIpv6 } from './socket-address.ts';
import { notRead, type TextResult } from './text-result.ts';

export interface IpNetwork {
	readonly family: 'ipv4' | 'ipv6';
	/** The first address, in its canonical form. */
	readonly address: string;
	readonly prefix: number;
}

/** The eight groups of a canonical IPv6 address. */
function ipv6Groups(canonical: string): number[] {
	const tail = /^(?<head>.*:)(?<a>\d+)\.(?<b>\d+)\.(?<c>\d+)\.(?<d>\d+)$/.exec(canonical)?.groups;
	const plain =
		tail === undefined
			? canonical
			: `${tail.head}${(Number(tail.a) * 256 + Number(tail.b)).toString(16)}:${(Number(tail.c) * 256 + Number(tail.d)).toString(16)}`;
	const [left = '', right] = plain.split('::');
	const groups = (text: string): number[] =>
		text === '' ? [] : text.split(':').map((part) => Number.parseInt(part, 16));
	if (right === undefined) return groups(left);
	const [before, after] = [groups(left), groups(right)];
	return [...before, ...new Array<number>(8 - before.length - after.length).fill(0), ...after];
}

/** Keeps the first `prefix` bits of equally wide parts of an address. */
function masked(parts: readonly number[], width: number, prefix: number): number[] {
	return parts.map((part, index) => {
		const kept = Math.max(0, Math.min(width, prefix - index * width));
		return part & ~(2 ** (width - kept) - 1);
	});
}

/** Reads a network or an address. */
export function parseIpNetwork(text: string): TextResult<IpNetwork> {
	const help = 'for example "192.0.2.0/24", "2001:db8::/32" or "192.0.2.1"';
	const [host = '', mask, ...more] = text.length > 64 ? [] : text.split('/');
	const v6 = canonicalIpv6(host);
	if ((v6 === undefined && !isIPv4(host)) || more.length > 0) return notRead('this is no network', help);
	const bits = v6 === undefined ? 32 : 128;
	const prefix = mask === undefined ? bits : /^\d{1,3}$/.test(mask) ? Number(mask) : Number.NaN;
	if (!(prefix <= bits)) {
		return notRead(`\`${mask}\` is no prefix length`, `it is a number from 0 to ${bits}`);
	}
	if (v6 === undefined) {
		const address = masked(host.split('.').map(Number), 8, prefix).join('.');
		return { ok: true, value: { family: 'ipv4', address, prefix } };
	}
	const groups = masked(ipv6Groups(v6), 16, prefix).map((group) => group.toString(16));
	return { ok: true, value: { family: 'ipv6', address: canonicalIpv6(groups.join(':')) as string, prefix } };
}

export function formatIpNetwork({ address, prefix }: IpNetwork): string {
	return `${address}/${prefix}`;
}
