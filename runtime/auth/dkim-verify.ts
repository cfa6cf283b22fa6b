/**
 * Verifies the DKIM signatures of a message (RFC 6376 6). The number of signatures, keys and octets that a sender can
 * make us look at is bounded, and the body is hashed at most twice.
 */

import { createHash, verify } from 'node:crypto';
import { DkimError } from '../../stdlib/host/authentication.ts';
import type { DkimResult, DkimSignatureResult, DkimStatus } from '../../stdlib/host/context.ts';
import type { DnsPort } from '../../stdlib/host/dns.ts';
import { bodyHash, type Canonicalization } from './body-hash.ts';
import { type PublishedKey, publishedKeys } from './dkim-key.ts';
import { type ParsedSignature, parseSignature } from './dkim-signature.ts';
import { type HeaderField, selectFields, splitMessage } from './header-fields.ts';
import { canonicalHeader } from './mailauth.ts';

/** Signatures that are looked at, from the top. */
export const MOST_SIGNATURES = 5;

/** Seconds for which an expired signature is still looked at: clocks differ and mail is slow. */
export const EXPIRY_TOLERANCE = 100;

/** Octets of header fields that one signature may cover. */
const MOST_SIGNED = 1 << 20;

/** Which of several results describes the message: the first of these. */
const BEST: readonly DkimStatus[] = ['pass', 'temperror', 'fail', 'permerror', 'neutral', 'none'];

const UNSIGNED: DkimSignatureResult = {
	status: 'none',
	sdid: undefined,
	auid: undefined,
	selector: undefined,
	signature: undefined,
	comment: undefined,
};

/** A message, split once for all its signatures. */
export class SignedMessage {
	readonly fields: readonly HeaderField[];
	readonly #body: Buffer;
	readonly #hashes = new Map<Canonicalization, Promise<string>>();
	readonly #signal: AbortSignal;

	constructor(message: Uint8Array, signal: AbortSignal) {
		const { fields, body } = splitMessage(message);
		this.fields = fields;
		this.#body = body;
		this.#signal = signal;
	}

	bodyHash(canonicalization: Canonicalization): Promise<string> {
		let hash = this.#hashes.get(canonicalization);
		if (hash === undefined) {
			hash = bodyHash(this.#body, canonicalization, this.#signal);
			hash.catch(() => {});
			this.#hashes.set(canonicalization, hash);
		}
		return hash;
	}
}

/** @throws DkimError when the body is not the one that was signed */
export async function checkBody(message: SignedMessage, signature: ParsedSignature): Promise<void> {
	if ((await message.bodyHash(signature.bodyCanonicalization)) === signature.bodyHash) return;
	const why = signature.hasLength ? ', of which only a part is signed' : '';
	throw new DkimError('fail', `the body${why} has been changed`);
}

/** The octets that are signed. @throws DkimError */
async function signedOctets(message: SignedMessage, signature: ParsedSignature): Promise<Buffer> {
	const lines = selectFields(message.fields, signature.headers);
	if (lines.reduce((sum, line) => sum + line.length, 0) > MOST_SIGNED) {
		throw new DkimError('permerror', `more than ${MOST_SIGNED} octets of header are signed`);
	}
	return canonicalHeader(signature.headerCanonicalization, lines, signature.line);
}

function holds(octets: Buffer, signature: ParsedSignature, { algorithm, key }: PublishedKey): boolean {
	if (algorithm === 'rsa') return verify('sha256', octets, key, signature.signature);
	return verify(null, createHash('sha256').update(octets).digest(), key, signature.signature);
}

/** @throws DkimError when it is not made with one of these keys */
export async function checkHeader(
	message: SignedMessage,
	signature: ParsedSignature,
	keys: readonly PublishedKey[],
): Promise<void> {
	const fitting = keys.filter(({ algorithm }) => algorithm === signature.algorithm);
	if (fitting.length === 0) throw new DkimError('permerror', 'the key is for another algorithm');
	const octets = await signedOctets(message, signature);
	const key = fitting.find((candidate) => holds(octets, signature, candidate));
	if (key === undefined) throw new DkimError('fail', 'the signature does not fit the header');
	if (key.exactDomain && signature.auidIsBelow) throw new DkimError('permerror', 'the key is not for subdomains');
	if (key.testing) throw new DkimError('neutral', 'the domain only tests DKIM');
}

export interface DkimVerification {
	readonly dns: DnsPort;
	readonly signal: AbortSignal;
	/** Seconds since 1970. */
	readonly now: number;
	/** Seconds. */
	readonly tolerance: number;
}

async function verifyOne(
	message: SignedMessage,
	line: Buffer,
	{ dns, signal, now, tolerance }: DkimVerification,
): Promise<DkimSignatureResult> {
	let known: Omit<DkimSignatureResult, 'status' | 'comment'> = UNSIGNED;
	try {
		const signature = parseSignature(line);
		const { sdid, auid, selector, shortSignature } = signature;
		known = { sdid, auid, selector, signature: shortSignature };
		if (signature.expiration !== undefined && signature.expiration + tolerance < now) {
			throw new DkimError('neutral', 'the signature has expired');
		}
		await checkBody(message, signature);
		await checkHeader(message, signature, await publishedKeys(signature, dns, signal));
		return { ...known, status: 'pass', comment: undefined };
	} catch (error) {
		if (!(error instanceof DkimError)) throw error;
		return { ...known, status: error.status, comment: error.message };
	}
}

/** The best of the results, with all of them; the topmost of equals. */
export function bestResult(results: readonly DkimSignatureResult[]): DkimResult {
	for (const status of BEST) {
		const best = results.find((result) => result.status === status);
		if (best !== undefined) return { ...best, results };
	}
	return { ...UNSIGNED, results: [] };
}

/** @throws the reason of the signal */
export async function verifyMessage(message: Uint8Array, verification: DkimVerification): Promise<DkimResult> {
	const { signal } = verification;
	signal.throwIfAborted();
	const signed = new SignedMessage(message, signal);
	const lines = signed.fields.filter(({ name }) => name === 'dkim-signature').slice(0, MOST_SIGNATURES);
	const results = await Promise.all(lines.map(({ line }) => verifyOne(signed, line, verification)));
	signal.throwIfAborted();
	return bestResult(results);
}
