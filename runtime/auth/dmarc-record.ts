/** Finds and reads DMARC records (RFC 7489 6.1, 6.3, 6.6.3). */

import type { DmarcRecord } from '../../stdlib/host/authentication.ts';
import { DnsError, type DnsPort } from '../../stdlib/host/dns.ts';
import { organizationalDomain } from './organizational-domain.ts';
import { readTolerantly } from './tag-list.ts';

/** Longest record that is read. */
const LONGEST_RECORD = 8192;

const VERSION = 'v=dmarc1';

type Policy = DmarcRecord['policy'];

/** Why no record applies: there is none, it cannot be used, or the DNS did not say. */
export type NoRecord = 'none' | 'permerror' | 'temperror';

function isPolicy(word: string | undefined): word is Policy {
	return word === 'none' || word === 'quarantine' || word === 'reject';
}

function policyOf(tags: ReadonlyMap<string, string>, name: string): Policy | undefined {
	const word = tags.get(name)?.toLowerCase();
	return isPolicy(word) ? word : undefined;
}

function alignmentOf(word: string | undefined): 'strict' | 'relaxed' {
	return word?.toLowerCase() === 's' ? 'strict' : 'relaxed';
}

/** 100 for everything that is no percentage. */
function percentOf(word: string | undefined): number {
	const digits =
		word !== undefined && word !== '' && word.length <= 3 && [...word].every((digit) => digit >= '0' && digit <= '9');
	return digits ? Math.min(Number(word), 100) : 100;
}

function isDmarc(text: string): boolean {
	const start = text.slice(0, VERSION.length).toLowerCase();
	const next = text.charAt(VERSION.length);
	return start === VERSION && (next === '' || next === ';' || next === ' ' || next === '\t');
}

/**
 * Reads a record. One whose policy cannot be understood counts as `p=none` when it says where reports go to.
 * @returns `undefined` for a record without meaning
 */
export function readDmarcRecord(domain: string, text: string): DmarcRecord | undefined {
	if (text.length > LONGEST_RECORD) return undefined;
	const tags = readTolerantly(text);
	const stated = policyOf(tags, 'p');
	const sound = stated !== undefined && (!tags.has('sp') || policyOf(tags, 'sp') !== undefined);
	if (!sound && !tags.get('rua')?.toLowerCase().includes('mailto:')) return undefined;
	return {
		domain,
		policy: sound ? stated : 'none',
		subdomainPolicy: sound ? policyOf(tags, 'sp') : undefined,
		percent: percentOf(tags.get('pct')),
		dkimAlignment: alignmentOf(tags.get('adkim')),
		spfAlignment: alignmentOf(tags.get('aspf')),
		tags,
	};
}

async function recordAt(domain: string, dns: DnsPort, signal: AbortSignal): Promise<DmarcRecord | NoRecord> {
	let texts: readonly string[];
	try {
		texts = await dns.resolve(`_dmarc.${domain}`, 'TXT', signal);
	} catch (error) {
		if (!(error instanceof DnsError)) throw error;
		return error.temporary ? 'temperror' : 'none';
	}
	const [record, ...others] = texts.filter(isDmarc);
	if (record === undefined) return 'none';
	return others.length > 0 ? 'permerror' : (readDmarcRecord(domain, record) ?? 'permerror');
}

/** The record for an author: that of the domain, else that of the organizational domain. @throws the reason of the signal */
export async function findDmarcRecord(
	author: string,
	dns: DnsPort,
	signal: AbortSignal,
): Promise<DmarcRecord | NoRecord> {
	const own = await recordAt(author, dns, signal);
	const organization = organizationalDomain(author);
	return own === 'none' && organization !== author ? recordAt(organization, dns, signal) : own;
}
