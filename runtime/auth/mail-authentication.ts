/** Mail authentication as the library asks for it. The parts are in the other files of this folder. */

import {
	type AuthenticationPort,
	DkimError,
	type DkimKey,
	type DkimSignature,
	type DmarcResult,
	type SigningKey,
	type SignRequest,
	type SpfQuestion,
} from '../../stdlib/host/authentication.ts';
import type { DkimResult, SpfResult } from '../../stdlib/host/context.ts';
import type { DnsPort } from '../../stdlib/host/dns.ts';
import { asciiDomain } from '../../stdlib/mail/ascii-domain.ts';
import { authorDomains } from './author-domains.ts';
import { PublishedKey, publishedKeys } from './dkim-key.ts';
import { signMessage } from './dkim-sign.ts';
import { ParsedSignature, parseSignature } from './dkim-signature.ts';
import { checkBody, checkHeader, EXPIRY_TOLERANCE, SignedMessage, verifyMessage } from './dkim-verify.ts';
import { type Authenticated, checkDmarc } from './dmarc.ts';
import { organizationalDomain } from './organizational-domain.ts';
import { readSigningKey } from './signing-key.ts';
import { checkSpf } from './spf.ts';

export interface MailAuthenticationOptions {
	readonly dns: DnsPort;
	/** PEM texts by domain (`server.dkim`, `server.virtual."D".dkim`). */
	readonly keys?: ReadonlyMap<string, readonly string[]>;
	/** Milliseconds since 1970. */
	readonly now?: () => number;
	/** For the percentage of DMARC policies: at least 0, below 1. */
	readonly random?: () => number;
}

const NO_KEYS: readonly SigningKey[] = [];

function ownSignature(signature: DkimSignature): ParsedSignature {
	if (signature instanceof ParsedSignature) return signature;
	throw new DkimError('neutral', 'this is not a parsed signature');
}

export class MailAuthentication implements AuthenticationPort {
	readonly #dns: DnsPort;
	readonly #keys = new Map<string, readonly SigningKey[]>();
	readonly #now: () => number;
	readonly #random: () => number;

	/** @throws Error that names the domain of a key that cannot be used */
	constructor({ dns, keys, now, random }: MailAuthenticationOptions) {
		this.#dns = dns;
		this.#now = now ?? Date.now;
		this.#random = random ?? Math.random;
		for (const [domain, pems] of keys ?? []) {
			try {
				this.#keys.set(asciiDomain(domain), pems.map(readSigningKey));
			} catch (error) {
				throw new Error(`DKIM key of \`${domain}\`: ${error instanceof Error ? error.message : error}`);
			}
		}
	}

	spf(question: SpfQuestion, signal: AbortSignal): Promise<SpfResult> {
		return checkSpf(question, this.#dns, signal);
	}

	verifyDkim(message: Uint8Array, signal: AbortSignal, tolerance = EXPIRY_TOLERANCE): Promise<DkimResult> {
		return verifyMessage(message, { dns: this.#dns, signal, now: this.#seconds(), tolerance });
	}

	parseSignature(field: string): DkimSignature {
		return parseSignature(field);
	}

	signatureKeys(signature: DkimSignature, signal: AbortSignal): Promise<readonly DkimKey[]> {
		return publishedKeys(ownSignature(signature), this.#dns, signal);
	}

	async verifySignature(
		message: Uint8Array,
		signature: DkimSignature,
		key: DkimKey,
		signal: AbortSignal,
	): Promise<void> {
		if (!(key instanceof PublishedKey)) throw new DkimError('permerror', 'this is not a published key');
		const signed = new SignedMessage(message, signal);
		const own = ownSignature(signature);
		await checkBody(signed, own);
		await checkHeader(signed, own, [key]);
	}

	signDkim(message: Uint8Array, request: SignRequest, signal: AbortSignal): Promise<string> {
		return signMessage(message, request, this.#seconds(), signal);
	}

	authorDomains(message: Uint8Array): readonly string[] {
		return authorDomains(message);
	}

	dmarc(authors: readonly string[], results: Authenticated, signal: AbortSignal): Promise<DmarcResult> {
		return checkDmarc(authors, results, { dns: this.#dns, random: this.#random }, signal);
	}

	organizationalDomain(name: string): string {
		return organizationalDomain(name);
	}

	readKey(pem: string): SigningKey {
		return readSigningKey(pem);
	}

	signingKeys(domain: string): readonly SigningKey[] {
		return this.#keys.get(asciiDomain(domain)) ?? NO_KEYS;
	}

	#seconds(): number {
		return Math.floor(this.#now() / 1000);
	}
}
