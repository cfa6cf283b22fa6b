/** Private keys for DKIM, from PEM texts: RSA in PKCS#1 or PKCS#8, Ed25519 in PKCS#8. */

import { createPrivateKey, type KeyObject } from 'node:crypto';
import type { SigningKey } from '../../stdlib/host/authentication.ts';
import { LEAST_RSA_BITS } from './mailauth.ts';

const parsed = new WeakMap<SigningKey, KeyObject>();

function parse(pem: string): KeyObject {
	if (!pem.includes('-----BEGIN')) throw new Error('this is not a private key in PEM form');
	if (pem.includes('ENCRYPTED')) throw new Error('the private key is encrypted, but keys are used without a password');
	try {
		return createPrivateKey(pem);
	} catch {
		const what = pem.includes('PUBLIC KEY')
			? 'a public key'
			: pem.includes('CERTIFICATE')
				? 'a certificate'
				: undefined;
		throw new Error(what === undefined ? 'the private key is damaged' : `this is ${what}, a private key was expected`);
	}
}

/**
 * Reads a key and finds out what it is for.
 * @throws Error with a sentence for whoever configures it; the key is not in it
 */
export function readSigningKey(pem: string): SigningKey {
	const key = parse(pem);
	const algorithm = key.asymmetricKeyType;
	if (algorithm !== 'rsa' && algorithm !== 'ed25519') {
		throw new Error(`DKIM cannot sign with a key of type ${algorithm ?? 'unknown'}, expected RSA or Ed25519`);
	}
	const bits = key.asymmetricKeyDetails?.modulusLength ?? 0;
	if (algorithm === 'rsa' && bits < LEAST_RSA_BITS) {
		throw new Error(`an RSA key of ${bits} bits is too short, at least ${LEAST_RSA_BITS} are needed (better 2048)`);
	}
	const signingKey: SigningKey = { pem, algorithm };
	parsed.set(signingKey, key);
	return signingKey;
}

/** @throws Error */
export function keyObject(signingKey: SigningKey): KeyObject {
	const known = parsed.get(signingKey);
	if (known !== undefined) return known;
	const key = parse(signingKey.pem);
	parsed.set(signingKey, key);
	return key;
}
