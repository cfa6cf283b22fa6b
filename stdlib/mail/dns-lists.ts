/** Lists of addresses that are published through the DNS (RFC 5782): block lists and others. */

import type { DnsPort } from '../host/dns.ts';
import { isAbsent } from './confirmed-names.ts';
import { plainWords } from './plain-words.ts';
import { reversedAddress } from './reverse-name.ts';

/** Zones that one call may ask. */
export const MOST_ZONES = 32;

/** What a list answers is below this (RFC 5782 2.1); anything else comes from a domain that is for sale. */
const ANSWERS = '127.';

/** Large lists say with these that they refuse to answer: taken as a listing, they would stop all mail. */
const REFUSALS = '127.255.255.';

/** Characters of what one list says: it goes into replies. */
const LONGEST_REASON = 300;

export interface Listing {
	readonly listed: boolean;
	/** What the lists answered. */
	readonly codes: readonly string[];
	/** Why, in the words of the lists: one line of printable ASCII. */
	readonly reason: string;
}

/** A list that refuses its service. */
export class ListRefusal extends Error {}

async function askOne(labels: string, zone: string, dns: DnsPort, signal: AbortSignal): Promise<Listing> {
	const name = `${labels}.${zone}`;
	try {
		const answers = (await dns.resolve(name, 'A', signal)).filter((answer) => answer.startsWith(ANSWERS));
		const refusal = answers.find((answer) => answer.startsWith(REFUSALS));
		if (refusal !== undefined) throw new ListRefusal(`the list \`${zone}\` refuses to answer (${refusal})`);
		const reason = answers.length === 0 ? '' : await reasonOf(name, dns, signal);
		return { listed: answers.length > 0, codes: answers, reason };
	} catch (error) {
		if (isAbsent(error)) return { listed: false, codes: [], reason: '' };
		throw error;
	}
}

/** The text is a courtesy: without one, the listing stands. */
async function reasonOf(name: string, dns: DnsPort, signal: AbortSignal): Promise<string> {
	try {
		return plainWords((await dns.resolve(name, 'TXT', signal)).join('; '), LONGEST_REASON);
	} catch {
		signal.throwIfAborted();
		return '';
	}
}

/**
 * Asks lists for an address, all at once.
 * @param zones in lower case, without trailing dot
 * @returns `undefined` for a text that is no address
 * @throws DnsError a temporary one, ListRefusal
 */
export async function askLists(
	zones: readonly string[],
	ip: string,
	dns: DnsPort,
	signal: AbortSignal,
): Promise<Listing | undefined> {
	const reversed = reversedAddress(ip);
	if (reversed === undefined) return undefined;
	const listings = await Promise.all(zones.map((zone) => askOne(reversed.labels, zone, dns, signal)));
	return {
		listed: listings.some(({ listed }) => listed),
		codes: listings.flatMap(({ codes }) => codes),
		reason: listings
			.map(({ reason }) => reason)
			.filter((reason) => reason !== '')
			.join('; '),
	};
}
