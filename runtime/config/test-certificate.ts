/** Certificates for tests: signed by their own Ed25519 key, just enough DER (RFC 5280, 4.1) for TLS libraries to read. */

import { generateKeyPairSync, type KeyObject, sign } from 'node:crypto';

function der(tag: number, ...contents: readonly Uint8Array[]): Buffer {
	const body = Buffer.concat(contents);
	const length = body.length < 128 ? [body.length] : [0x82, body.length >> 8, body.length & 255];
	return Buffer.concat([Buffer.from([tag, ...length]), body]);
}

const SEQUENCE = 0x30;
const SET = 0x31;
const ED25519 = der(SEQUENCE, der(0x06, Buffer.from([0x2b, 0x65, 0x70])));
const COMMON_NAME = der(0x06, Buffer.from([0x55, 0x04, 0x03]));

function pem(label: string, bytes: Buffer): string {
	const lines = bytes.toString('base64').match(/.{1,64}/g) ?? [];
	return `-----BEGIN ${label}-----\n${lines.join('\n')}\n-----END ${label}-----\n`;
}

export interface TestCertificate {
	readonly certificate: string;
	readonly key: string;
}

/** @param name the common name */
export function testCertificate(name: string): TestCertificate {
	const { publicKey, privateKey } = generateKeyPairSync('ed25519');
	return { certificate: certify(name, publicKey, privateKey), key: exported(privateKey) };
}

function exported(key: KeyObject): string {
	return key.export({ type: 'pkcs8', format: 'pem' }) as string;
}

function certify(name: string, publicKey: KeyObject, privateKey: KeyObject): string {
	const who = der(SEQUENCE, der(SET, der(SEQUENCE, COMMON_NAME, der(0x0c, Buffer.from(name)))));
	const time = (text: string): Buffer => der(0x18, Buffer.from(text));
	const body = der(
		SEQUENCE,
		der(0x02, Buffer.from([1])),
		ED25519,
		who,
		der(SEQUENCE, time('20000101000000Z'), time('99991231235959Z')),
		who,
		publicKey.export({ type: 'spki', format: 'der' }),
	);
	const signature = der(0x03, Buffer.from([0]), sign(null, body, privateKey));
	return pem('CERTIFICATE', der(SEQUENCE, body, ED25519, signature));
}
