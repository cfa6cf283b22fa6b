/** Organizational domains (RFC 7489 3.2), by the public suffix list that comes with the package tldts. */

import { getDomain } from 'tldts';
import { asciiDomain } from '../../stdlib/mail/ascii-domain.ts';

/** The names are host names, and some suffixes belong to companies that hand out names below them. */
const OPTIONS = { allowPrivateDomains: true, extractHostname: false, validateHostname: false } as const;

/** In lower case and A-labels; the name itself when it has none, as addresses and public suffixes. */
export function organizationalDomain(name: string): string {
	const domain = asciiDomain(name);
	return domain === '' ? name : (getDomain(domain, OPTIONS) ?? domain);
}
