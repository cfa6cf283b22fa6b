/** Public keys of signers (RFC 6376 3.6, 6.1.2; RFC 8463 4). */

import { createPublicKey, type KeyObject } from 'node:crypto';
import { DkimError, type DkimKey } from '../../stdlib/host/authentication.ts';
import { DnsError, type DnsPort } from '../../stdlib/host/dns.ts';
import type { ParsedSignature } from './dkim-signature.ts';
import { readKeyRecord } from './mailauth.ts';

/** Records that are tried. A signer who changes keys has two under one name. */
const MOST_KEYS = 4;

/** Longest record that is read: an RSA key of 16,384 bits has a third of it, and no signer needs that. */
const LONGEST_RECORD = 8192;

export class PublishedKey implements DkimKey {
	readonly algorithm: 'rsa' | 'ed25519';
	readonly testing: boolean;
	/** The domain of the AUID must be the SDID itself (`t=s`). */
	readonly exactDomain: boolean;
	readonly key: KeyObject;

	constructor(algorithm: 'rsa' | 'ed25519', flags: readonly string[], key: KeyObject) {
		this.algorithm = algorithm;
		this.testing = flags.includes('y');
		this.exactDomain = flags.includes('s');
		this.key = key;
	}
}

async function recordsOf(name: string, dns: DnsPort, signal: AbortSignal): Promise<readonly string[]> {
	try {
		return await dns.resolve(name, 'TXT', signal);
	} catch (error) {
		if (!(error instanceof DnsError)) throw error;
		throw error.temporary ? new DkimError('temperror', error.message) : new DkimError('permerror', 'there is no key');
	}
}

/** @returns at least one. @throws DkimError, or the reason of the signal */
export async function publishedKeys(
	signature: ParsedSignature,
	dns: DnsPort,
	signal: AbortSignal,
): Promise<readonly PublishedKey[]> {
	const records = await recordsOf(signature.keyName, dns, signal);
	const keys: PublishedKey[] = [];
	let problem: string | undefined;
	for (const record of records.slice(0, MOST_KEYS)) {
		const found = record.length > LONGEST_RECORD ? 'the key record is too long' : await readKeyRecord(record);
		if (typeof found === 'string') problem ??= found;
		else keys.push(new PublishedKey(found.algorithm, found.flags, createPublicKey(found.pem)));
	}
	if (keys.length === 0) throw new DkimError('permerror', problem ?? 'there is no key');
	return keys;
}
