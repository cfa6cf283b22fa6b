/**
 * DMARC (RFC 7489): does what was authenticated belong to the author, and what does the author's domain want to happen if
 * not? Every author is looked at, and the one whose domain is the strictest decides (6.6.1).
 */

import type { DmarcRecord, DmarcResult } from '../../stdlib/host/authentication.ts';
import type { DkimResult, SpfResult } from '../../stdlib/host/context.ts';
import type { DnsPort } from '../../stdlib/host/dns.ts';
import { asciiDomain } from '../../stdlib/mail/ascii-domain.ts';
import { findDmarcRecord } from './dmarc-record.ts';
import { organizationalDomain } from './organizational-domain.ts';

/**
 * Domains of authors that are looked up. Real messages have one, few have two; one with more is refused, because the
 * author who decides could be among those that are left out.
 */
const MOST_AUTHORS = 8;

type Disposition = DmarcResult['disposition'];

const STRICTNESS: Readonly<Record<Disposition, number>> = { none: 0, quarantine: 1, reject: 2 };

/** Of equally strict results, the first of these describes the message. */
const WORST: readonly DmarcResult['status'][] = ['fail', 'temperror', 'permerror', 'none', 'pass'];

/** What happens to the share of messages that `pct` leaves out (6.6.4). */
const WEAKER: Readonly<Record<Disposition, Disposition>> = { none: 'none', quarantine: 'none', reject: 'quarantine' };

export interface Authenticated {
	readonly spf: SpfResult;
	readonly dkim: DkimResult;
}

export interface DmarcDeps {
	readonly dns: DnsPort;
	/** At least 0, below 1. */
	readonly random: () => number;
}

function aligned(author: string, domain: string, alignment: 'strict' | 'relaxed'): boolean {
	const other = asciiDomain(domain);
	if (other === '') return false;
	return other === author || (alignment === 'relaxed' && organizationalDomain(other) === organizationalDomain(author));
}

function dispositionOf(record: DmarcRecord, author: string, random: () => number): Disposition {
	const policy = record.domain === author ? record.policy : (record.subdomainPolicy ?? record.policy);
	return record.percent < 100 && random() * 100 >= record.percent ? WEAKER[policy] : policy;
}

async function checkAuthor(
	author: string,
	{ spf, dkim }: Authenticated,
	{ dns, random }: DmarcDeps,
	signal: AbortSignal,
): Promise<DmarcResult> {
	const nothing = { author, record: undefined, disposition: 'none', dkimAligned: false, spfAligned: false } as const;
	const record = author === '' ? 'permerror' : await findDmarcRecord(author, dns, signal);
	if (typeof record === 'string') return { ...nothing, status: record };
	const spfAligned = spf.result === 'pass' && aligned(author, spf.domain, record.spfAlignment);
	const dkimAligned = dkim.results.some(
		({ status, sdid }) => status === 'pass' && sdid !== undefined && aligned(author, sdid, record.dkimAlignment),
	);
	const found = { ...nothing, record, spfAligned, dkimAligned };
	if (spfAligned || dkimAligned) return { ...found, status: 'pass' };
	// Had the DNS answered, one of them might have passed.
	const undecided = spf.result === 'temperror' || dkim.results.some(({ status }) => status === 'temperror');
	if (undecided && couldAlign(author, { spf, dkim }, record)) return { ...found, status: 'temperror' };
	return { ...found, status: 'fail', disposition: dispositionOf(record, author, random) };
}

/** Whether one of the identities that could not be checked would have been the author's. */
function couldAlign(author: string, { spf, dkim }: Authenticated, record: DmarcRecord): boolean {
	if (spf.result === 'temperror' && aligned(author, spf.domain, record.spfAlignment)) return true;
	return dkim.results.some(
		({ status, sdid }) => status === 'temperror' && sdid !== undefined && aligned(author, sdid, record.dkimAlignment),
	);
}

function worse(one: DmarcResult, other: DmarcResult): number {
	const strictness = STRICTNESS[other.disposition] - STRICTNESS[one.disposition];
	return strictness !== 0 ? strictness : WORST.indexOf(one.status) - WORST.indexOf(other.status);
}

/**
 * @param authors domains of the authors
 * @throws the reason of the signal
 */
export async function checkDmarc(
	authors: readonly string[],
	results: Authenticated,
	deps: DmarcDeps,
	signal: AbortSignal,
): Promise<DmarcResult> {
	signal.throwIfAborted();
	const domains = [...new Set(authors.map(asciiDomain))];
	const none = { record: undefined, dkimAligned: false, spfAligned: false } as const;
	const [first] = domains;
	if (first === undefined) return { ...none, author: '', status: 'permerror', disposition: 'none' };
	if (domains.length > MOST_AUTHORS) return { ...none, author: first, status: 'fail', disposition: 'reject' };
	const all = await Promise.all(domains.map((author) => checkAuthor(author, results, deps, signal)));
	return [...all].sort(worse)[0] as DmarcResult;
}
