/** Mail authentication: SPF, DKIM and DMARC (RFC 7208, 6376, 8463, 7489). The host computes, the library decides. */

import type { DkimResult, SpfResult } from './context.ts';

export interface SpfQuestion {
	readonly clientIp: string;
	readonly helo: string;
	/** The reverse-path; empty for the null sender, for which the HELO identity is checked. */
	readonly mailFrom: string;
	/** Our own name, for macros and headers. */
	readonly serverName: string;
}

/** A private key for signing. */
export interface SigningKey {
	/** PEM, PKCS#1, PKCS#8 or SEC1. */
	readonly pem: string;
	readonly algorithm: 'rsa' | 'ed25519';
}

export interface SignRequest {
	readonly selector: string;
	readonly sdid: string;
	readonly key: SigningKey;
	/** Names of the fields to sign, in order; a name twice signs its absence once more (RFC 6376 8.15). */
	readonly headers: readonly string[];
	readonly headerCanonicalization: 'simple' | 'relaxed';
	readonly bodyCanonicalization: 'simple' | 'relaxed';
}

export interface DmarcRecord {
	/** Where the record was found. */
	readonly domain: string;
	readonly policy: 'none' | 'quarantine' | 'reject';
	readonly subdomainPolicy: 'none' | 'quarantine' | 'reject' | undefined;
	readonly percent: number;
	readonly dkimAlignment: 'strict' | 'relaxed';
	readonly spfAlignment: 'strict' | 'relaxed';
	/** All tags as written. */
	readonly tags: ReadonlyMap<string, string>;
}

export interface DmarcResult {
	readonly status: 'pass' | 'fail' | 'none' | 'temperror' | 'permerror';
	/** Domain of the author that decided. */
	readonly author: string;
	readonly record: DmarcRecord | undefined;
	/** What is to be done with a message that fails, after `sp` and `pct`. */
	readonly disposition: 'none' | 'quarantine' | 'reject';
	readonly dkimAligned: boolean;
	readonly spfAligned: boolean;
}

export interface AuthenticationPort {
	/** Never throws for an answer of the DNS; those are results. */
	spf(question: SpfQuestion, signal: AbortSignal): Promise<SpfResult>;
	/** @param message the message as it is now, with CRLF line ends */
	verifyDkim(message: Uint8Array, signal: AbortSignal): Promise<DkimResult>;
	/** @returns the whole `DKIM-Signature` field, folded, without the final line break */
	signDkim(message: Uint8Array, request: SignRequest): Promise<string>;
	/** @param authors domains of the `From` field, at least one */
	dmarc(
		authors: readonly string[],
		results: { readonly spf: SpfResult; readonly dkim: DkimResult },
		signal: AbortSignal,
	): Promise<DmarcResult>;
	/** The organizational domain by the public suffix list; the name itself when it has none. */
	organizationalDomain(name: string): string;
	/** Keys of a virtual domain, by the configuration; none when it has none. */
	signingKeys(domain: string): readonly SigningKey[];
}
