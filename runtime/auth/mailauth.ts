/**
 * The parts of the package mailauth that are used, and the only file that knows it: evaluation of SPF records,
 * canonicalisation of header fields, key records of DKIM. What reads whole messages is our own, because the time that
 * mailauth takes for it grows with the square of what a sender puts into a header field.
 *
 * Loading takes some 100 ms, so it happens with the first use.
 */

import type { SpfVerdict, SpfVerifyOptions } from 'mailauth/lib/spf/spf-verify.js';

export type { SpfResolver, SpfVerdict } from 'mailauth/lib/spf/spf-verify.js';

/** Keys of fewer bits do not count (RFC 8301 3.2). */
export const LEAST_RSA_BITS = 1024;

/** Whether a name can be the domain of an SPF check: at least two labels, a top label that is no number. */
export async function isSpfDomain(name: string): Promise<boolean> {
	const { isValidTargetName } = await import('mailauth/lib/spf/syntax.js');
	return isValidTargetName(name);
}

/** `check_host()` (RFC 7208 4). Errors that decide have a property `spfResult`, like a verdict. */
export async function checkHost(
	domain: string,
	options: Omit<SpfVerifyOptions, 'strict'>,
): Promise<SpfVerdict | undefined> {
	const { spfVerify } = await import('mailauth/lib/spf/spf-verify.js');
	return (await spfVerify(domain, { ...options, strict: true })) || undefined;
}

/**
 * What a signature signs (RFC 6376 3.7, 5.4): the fields and the `DKIM-Signature` field itself without the value of its
 * tag `b`.
 * @param fields without their final line break
 */
export async function canonicalHeader(
	canonicalization: 'simple' | 'relaxed',
	fields: readonly Buffer[],
	signature: Buffer,
): Promise<Buffer> {
	const { generateCanonicalizedHeader } = await import('mailauth/lib/dkim/header/index.js');
	const lines = { keys: '', headers: fields.map((line) => ({ line })) };
	const options = { signatureHeaderLine: signature, canonicalization: `${canonicalization}/simple`, strict: true };
	return generateCanonicalizedHeader('DKIM', lines, options).canonicalizedHeader;
}

export interface KeyRecord {
	/** PEM. */
	readonly pem: string;
	readonly algorithm: 'rsa' | 'ed25519';
	/** Flags of the tag `t`, in lower case. */
	readonly flags: readonly string[];
}

/** What is wrong with a key record, by the codes of mailauth. */
const KEY_PROBLEMS: Readonly<Record<string, string>> = {
	EINVALIDVER: 'the key has an unknown version',
	EINVALIDTYPE: 'the key has an unknown type',
	EINVALIDHASH: 'the key is not for SHA-256',
	EINVALIDSERVICE: 'the key is not for mail',
	ESHORTKEY: `the key has less than ${LEAST_RSA_BITS} bits`,
};

/** A key record (RFC 6376 3.6.1, RFC 8463 4) for signatures with SHA-256, or what is wrong with it. */
export async function readKeyRecord(text: string): Promise<KeyRecord | string> {
	const { getPublicKey } = await import('mailauth/lib/tools.js');
	const options = { strict: false, hashAlgo: 'sha256' };
	try {
		const { publicKey, keyType, flags } = await getPublicKey('DKIM', '', LEAST_RSA_BITS, async () => [[text]], options);
		return { pem: publicKey, algorithm: keyType === 'ed25519' ? 'ed25519' : 'rsa', flags };
	} catch (error) {
		const code = error instanceof Error && 'code' in error ? String(error.code) : '';
		return KEY_PROBLEMS[code] ?? 'the key is malformed or withdrawn';
	}
}
