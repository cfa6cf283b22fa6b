/**
 * Names that may be asked for. What rules and senders come up with is checked here, before it reaches a resolver: those
 * read a backslash as an escape, cut at NUL, or send what they are given.
 */

import { DnsError, type DnsType } from '../../stdlib/host/dns.ts';

/** RFC 1035 2.3.4, without the length octets of the wire form. */
const MOST_NAME = 253;
const MOST_LABEL = 63;

const DOT = 0x2e;
const BACKSLASH = 0x5c;

/** Longest part of a name in an error text. */
const SHOWN = 300;

function isSound(name: string): boolean {
	if (name === '' || name.length > MOST_NAME) return false;
	let label = 0;
	for (let at = 0; at < name.length; at++) {
		const code = name.charCodeAt(at);
		if (code === DOT) {
			if (label === 0) return false;
			label = 0;
			continue;
		}
		// Printable ASCII: beyond letters and digits that is what service names and SPF macros need.
		if (code <= 0x20 || code >= 0x7f || code === BACKSLASH) return false;
		label++;
		if (label > MOST_LABEL) return false;
	}
	return label > 0;
}

/**
 * A name in lower case and without trailing dot.
 * @throws DnsError NXDOMAIN for a text that cannot be the name of anything
 */
export function checkedName(name: string, type: DnsType): string {
	const bare = (name.endsWith('.') ? name.slice(0, -1) : name).toLowerCase();
	if (isSound(bare)) return bare;
	const question = questionText(JSON.stringify(bare.slice(0, SHOWN)), type);
	throw new DnsError('NXDOMAIN', question, `${question}: this cannot be the name of a host or domain`);
}

export function questionText(name: string, type: DnsType): string {
	return `${name} ${type}`;
}
