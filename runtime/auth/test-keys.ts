/** Keys for tests, made anew for each run, and the records that publish them. */

import { generateKeyPairSync } from 'node:crypto';
import type { DnsPort } from '../../stdlib/host/dns.ts';
import { AnswerTable, type TableEntry } from '../dns/answer-table.ts';

export interface TestKey {
	readonly pem: string;
	/** Value of the tag `p`. */
	readonly publicKey: string;
	readonly algorithm: 'rsa' | 'ed25519';
}

const PRIVATE = { type: 'pkcs8', format: 'pem' } as const;
const PUBLIC = { type: 'spki', format: 'der' } as const;

export function rsaKey(bits = 1024): TestKey {
	const { privateKey, publicKey } = generateKeyPairSync('rsa', {
		modulusLength: bits,
		privateKeyEncoding: PRIVATE,
		publicKeyEncoding: PUBLIC,
	});
	return { pem: privateKey, publicKey: publicKey.toString('base64'), algorithm: 'rsa' };
}

export function ed25519Key(): TestKey {
	const { privateKey, publicKey } = generateKeyPairSync('ed25519', {
		privateKeyEncoding: PRIVATE,
		publicKeyEncoding: PUBLIC,
	});
	// The key itself is at the end of the structure (RFC 8410 4).
	return { pem: privateKey, publicKey: publicKey.subarray(-32).toString('base64'), algorithm: 'ed25519' };
}

export function keyRecord({ algorithm, publicKey }: TestKey, more = ''): string {
	return `v=DKIM1; k=${algorithm};${more} p=${publicKey}`;
}

/** A name server that knows these TXT records, and of all other names that they do not exist. */
export function txtServer(records: Readonly<Record<string, readonly string[] | TableEntry>>): DnsPort {
	const entries = Object.entries(records).map(([name, entry]): [string, TableEntry] => [
		name,
		Array.isArray(entry) ? { TXT: entry } : (entry as TableEntry),
	]);
	return new AnswerTable(entries, { unknown: 'NXDOMAIN' });
}
