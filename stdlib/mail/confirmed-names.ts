/**
 * Names of a host that its address confirms: a PTR record may claim any name, so only names whose own address records
 * lead back to the host count (forward-confirmed reverse DNS, RFC 8601 3).
 */

import { DnsError, type DnsPort } from '../host/dns.ts';
import { canonicalIp, reverseName, unmappedIp } from './reverse-name.ts';

/** Names that are looked up: a host may have thousands (RFC 7208 4.6.4 has the same limit). */
const MOST_NAMES = 10;

/** Whether a question is answered by "there is none". */
export function isAbsent(error: unknown): boolean {
	return error instanceof DnsError && !error.temporary;
}

/** The names of an address by its PTR records; none when it has none. @throws DnsError a temporary one */
export async function namesOf(ip: string, dns: DnsPort, signal: AbortSignal): Promise<readonly string[]> {
	const name = reverseName(ip);
	if (name === undefined) return [];
	try {
		return await dns.resolve(name, 'PTR', signal);
	} catch (error) {
		if (isAbsent(error)) return [];
		throw error;
	}
}

async function leadsTo(name: string, ip: string, dns: DnsPort, signal: AbortSignal): Promise<boolean> {
	try {
		const addresses = await dns.resolve(name, ip.includes(':') ? 'AAAA' : 'A', signal);
		return addresses.some((address) => canonicalIp(address) === ip);
	} catch (error) {
		if (isAbsent(error)) return false;
		throw error;
	}
}

/**
 * The confirmed names of an address, in lower case and without trailing dot.
 * @throws DnsError a temporary one, when it leaves open whether there is any
 */
export async function confirmedNames(ip: string, dns: DnsPort, signal: AbortSignal): Promise<readonly string[]> {
	const address = unmappedIp(ip);
	const names = [...new Set(await namesOf(address, dns, signal))].slice(0, MOST_NAMES);
	const answers = await Promise.allSettled(names.map((name) => leadsTo(name, address, dns, signal)));
	const confirmed = names.filter((_name, at) => {
		const answer = answers[at];
		return answer?.status === 'fulfilled' && answer.value;
	});
	const failure = answers.find((answer) => answer.status === 'rejected');
	if (confirmed.length === 0 && failure !== undefined) throw failure.reason;
	return confirmed;
}
