/** Mail authentication: SPF, DKIM and DMARC (RFC 7208, 6376, 8463, 7489). The host computes, the library decides. */

import type { DkimResult, DkimStatus, SpfResult } from './context.ts';

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

/** A `DKIM-Signature` field that has been understood. Hosts keep more in it than this. */
export interface DkimSignature {
	readonly sdid: string;
	/** `@` and the SDID unless the signature has one. */
	readonly auid: string;
	readonly selector: string;
	/** Seconds since 1970. */
	readonly expiration: number | undefined;
}

/** A public key that the domain of a signature publishes. */
export interface DkimKey {
	readonly algorithm: 'rsa' | 'ed25519';
	/** The domain only tries DKIM out (`t=y`). */
	readonly testing: boolean;
}

/** Why a signature, or a part of its verification, does not lead to a pass. */
export class DkimError extends Error {
	readonly status: Exclude<DkimStatus, 'pass' | 'none'>;

	constructor(status: Exclude<DkimStatus, 'pass' | 'none'>, message: string) {
		super(message);
		this.name = 'DkimError';
		this.status = status;
	}
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
	/**
	 * @param message the message as it is now, with CRLF line ends
	 * @param tolerance seconds for which an expired signature is still looked at; 100 unless given
	 */
	verifyDkim(message: Uint8Array, signal: AbortSignal, tolerance?: number): Promise<DkimResult>;
	/** @param field with or without its name, folds as in the message. @throws DkimError */
	parseSignature(field: string): DkimSignature;
	/** All keys of the signer, in the order of the answer. @throws DkimError */
	signatureKeys(signature: DkimSignature, signal: AbortSignal): Promise<readonly DkimKey[]>;
	/** Does nothing when the signature holds. @throws DkimError */
	verifySignature(message: Uint8Array, signature: DkimSignature, key: DkimKey, signal: AbortSignal): Promise<void>;
	/**
	 * @returns the value of the `DKIM-Signature` field, folded by CR LF and a blank; `DKIM-Signature: ` comes before it
	 * @throws Error with a text for the script
	 */
	signDkim(message: Uint8Array, request: SignRequest, signal: AbortSignal): Promise<string>;
	/** Domains of all that a reader of the message might take for its author, in A-labels; none without any. */
	authorDomains(message: Uint8Array): readonly string[];
	/** @param authors domains of the `From` fields, at least one */
	dmarc(
		authors: readonly string[],
		results: { readonly spf: SpfResult; readonly dkim: DkimResult },
		signal: AbortSignal,
	): Promise<DmarcResult>;
	/** The organizational domain by the public suffix list; the name itself when it has none. */
	organizationalDomain(name: string): string;
	/** @param pem a private key. @throws Error with a text for the script */
	readKey(pem: string): SigningKey;
	/** Keys of a virtual domain, by the configuration; none when it has none. */
	signingKeys(domain: string): readonly SigningKey[];
}
