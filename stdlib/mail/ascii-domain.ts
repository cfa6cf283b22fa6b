/** Domain names in the form in which the DNS knows them. */

import { domainToASCII } from 'node:url';

/** Lower case, A-labels (RFC 5890), without trailing dot; an empty text for a name that has no A-labels. */
export function asciiDomain(name: string): string {
	const bare = (name.endsWith('.') ? name.slice(0, -1) : name).toLowerCase();
	for (let at = 0; at < bare.length; at++) if (bare.charCodeAt(at) > 0x7f) return domainToASCII(bare);
	return bare;
}

const DASH = 0x2d;
const DOT = 0x2e;
const UNDERSCORE = 0x5f;

/** RFC 1035 2.3.4. */
const MOST_NAME = 253;
const MOST_LABEL = 63;

/** Letters, digits, hyphens inside of labels, and the underscores that real names have; any number of labels. */
export function isDnsName(name: string): boolean {
	if (name.length > MOST_NAME) return false;
	let label = 0;
	let last = DOT;
	for (let at = 0; at < name.length; at++) {
		const code = name.charCodeAt(at);
		if (code === DOT) {
			if (label === 0 || last === DASH) return false;
			label = 0;
		} else {
			const lower = code | 0x20;
			const plain = (lower >= 0x61 && lower <= 0x7a) || (code >= 0x30 && code <= 0x39) || code === UNDERSCORE;
			if (!plain && !(code === DASH && label > 0)) return false;
			if (++label > MOST_LABEL) return false;
		}
		last = code;
	}
	return label > 0 && last !== DASH;
}

/** Whether a name is a domain or lies below it; both in the form of `asciiDomain`. */
export function isWithin(name: string, domain: string): boolean {
	return (
		name === domain || (name.length > domain.length && name.endsWith(domain) && name.at(-domain.length - 1) === '.')
	);
}
