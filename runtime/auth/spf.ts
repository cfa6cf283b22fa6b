/**
 * SPF (RFC 7208): may this client send for that domain? The record is evaluated by mailauth; here are the identities,
 * what is counted, and the words for the outcome.
 */

import type { SpfQuestion } from '../../stdlib/host/authentication.ts';
import type { SpfResult } from '../../stdlib/host/context.ts';
import type { DnsPort } from '../../stdlib/host/dns.ts';
import { asciiDomain } from '../../stdlib/mail/ascii-domain.ts';
import { plainWords } from '../../stdlib/mail/plain-words.ts';
import { unmappedIp } from '../../stdlib/mail/reverse-name.ts';
import { checkHost, isSpfDomain, type SpfVerdict } from './mailauth.ts';
import { SpfLookups } from './spf-lookups.ts';

/** Longest text of a mechanism or problem: they go into header fields and logs. */
const LONGEST_WORDS = 300;

/** When no term matched (RFC 7208 4.7), or there is no record. */
const NO_MECHANISM = 'default';

const RESULTS: Readonly<Record<string, SpfResult['result']>> = {
	'+': 'pass',
	'-': 'fail',
	'~': 'softfail',
	'?': 'neutral',
	none: 'none',
	temperror: 'temperror',
	permerror: 'permerror',
};

function withoutQualifier(term: string): string {
	return '+-~?'.includes(term.charAt(0)) ? term.slice(1) : term;
}

/** The only term of that kind in a record, as it is written. */
function termOf(record: string, type: string): string | undefined {
	const terms = record
		.split(' ')
		.map(withoutQualifier)
		.filter((term) => {
			if (term.slice(0, type.length).toLowerCase() !== type) return false;
			const next = term.charAt(type.length);
			return next === '' || next === ':' || next === '/';
		});
	return terms.length === 1 ? terms[0] : undefined;
}

function mechanismOf({ type, val, rr }: SpfVerdict): string {
	if (type === undefined) return NO_MECHANISM;
	if (type === 'a' || type === 'mx' || type === 'ptr') return termOf(rr ?? '', type) ?? type;
	return val === undefined || val === '' ? type : `${type}:${val}`;
}

function verdictOfError(error: unknown): SpfVerdict {
	if (error instanceof Error && 'spfResult' in error) return error.spfResult as SpfVerdict;
	return { error: 'temperror', text: error instanceof Error ? error.message : String(error) };
}

/**
 * @param question with an empty `mailFrom` the HELO identity is checked, as `postmaster@HELO`
 * @throws the reason of the signal
 */
export async function checkSpf(question: SpfQuestion, dns: DnsPort, signal: AbortSignal): Promise<SpfResult> {
	signal.throwIfAborted();
	const { mailFrom, helo } = question;
	const at = mailFrom.lastIndexOf('@');
	const identity = mailFrom === '' ? 'helo' : 'mailfrom';
	const written = identity === 'helo' ? helo : mailFrom.slice(at + 1);
	const domain = asciiDomain(written);
	const outcome = { identity, domain: domain === '' ? written : domain } as const;
	if (identity === 'helo' && helo.startsWith('[')) {
		return { ...outcome, result: 'fail', mechanism: undefined, problem: 'helo identity is invalid' };
	}
	if (!(await isSpfDomain(domain))) {
		return { ...outcome, result: 'none', mechanism: NO_MECHANISM, problem: undefined };
	}
	const localPart = at > 0 ? mailFrom.slice(0, at) : 'postmaster';
	const lookups = new SpfLookups(dns, signal);
	const found = await checkHost(domain, {
		sender: `${localPart}@${domain}`,
		// Clients that came over IPv6 with an address of IPv4 are clients of IPv4 (RFC 7208 5).
		ip: unmappedIp(question.clientIp),
		helo,
		mta: question.serverName,
		resolver: lookups.terms(),
		createSubResolver: (options) => lookups.hosts(options?.ignoreVoid === true),
		expResolver: lookups.explanation,
	}).catch(verdictOfError);
	signal.throwIfAborted();
	const verdict: SpfVerdict = found ?? { error: 'temperror', text: 'the client has no IP address' };
	const result = RESULTS[verdict.qualifier ?? verdict.error ?? ''] ?? 'temperror';
	if (result !== 'temperror' && result !== 'permerror') {
		return { ...outcome, result, mechanism: plainWords(mechanismOf(verdict), LONGEST_WORDS), problem: undefined };
	}
	return {
		...outcome,
		result,
		mechanism: undefined,
		problem: plainWords(verdict.text ?? verdict.message ?? result, LONGEST_WORDS),
	};
}
