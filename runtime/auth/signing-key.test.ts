import { generateKeyPairSync } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import { MailAuthentication } from './mail-authentication.ts';
import { readSigningKey } from './signing-key.ts';
import { ed25519Key, rsaKey, txtServer } from './test-keys.ts';

const EC = generateKeyPairSync('ec', {
	namedCurve: 'P-256',
	privateKeyEncoding: { type: 'sec1', format: 'pem' },
	publicKeyEncoding: { type: 'spki', format: 'pem' },
});

const PKCS1 = generateKeyPairSync('rsa', {
	modulusLength: 2048,
	privateKeyEncoding: { type: 'pkcs1', format: 'pem' },
	publicKeyEncoding: { type: 'spki', format: 'pem' },
});

const ENCRYPTED = generateKeyPairSync('ed25519', {
	privateKeyEncoding: { type: 'pkcs8', format: 'pem', cipher: 'aes-256-cbc', passphrase: 'x' },
	publicKeyEncoding: { type: 'spki', format: 'pem' },
});

const KEYS: readonly (readonly [title: string, pem: string, algorithm: string])[] = [
	['RSA in PKCS#8', rsaKey().pem, 'rsa'],
	['RSA in PKCS#1', PKCS1.privateKey, 'rsa'],
	['Ed25519', ed25519Key().pem, 'ed25519'],
	['text around the key', `comment\n\n${ed25519Key().pem}\n`, 'ed25519'],
];

const BAD: readonly (readonly [pem: string, text: string])[] = [
	['', 'this is not a private key in PEM form'],
	['/etc/vsl/key.pem', 'this is not a private key in PEM form'],
	[rsaKey().pem.replace('M', '!'), 'the private key is damaged'],
	[rsaKey(512).pem, 'an RSA key of 512 bits is too short, at least 1024 are needed (better 2048)'],
	[EC.privateKey, 'DKIM cannot sign with a key of type ec, expected RSA or Ed25519'],
	[EC.publicKey, 'this is a public key, a private key was expected'],
	[ENCRYPTED.privateKey, 'the private key is encrypted, but keys are used without a password'],
	['-----BEGIN CERTIFICATE-----\nMII\n-----END CERTIFICATE-----', 'this is a certificate, a private key was expected'],
];

describe('readSigningKey', () => {
	test.each(KEYS)('%s', (_title, pem, algorithm) => expect(readSigningKey(pem)).toEqual({ pem, algorithm }));
	test.each(BAD)('%# %s', (pem, text) => expect(() => readSigningKey(pem)).toThrow(text));
});

describe('keys of the configuration', () => {
	const dns = txtServer({});

	test('are found by domain, in any spelling', () => {
		const keys = new Map([
			['Kettle.Example', [rsaKey().pem, ed25519Key().pem]],
			['bücher.example', [ed25519Key().pem]],
		]);
		const auth = new MailAuthentication({ dns, keys });
		expect(auth.signingKeys('kettle.example').map(({ algorithm }) => algorithm)).toEqual(['rsa', 'ed25519']);
		expect(auth.signingKeys('KETTLE.EXAMPLE.')).toHaveLength(2);
		expect(auth.signingKeys('xn--bcher-kva.example')).toHaveLength(1);
		expect(auth.signingKeys('sub.kettle.example')).toEqual([]);
	});

	test('that are bad are named by their domain', () => {
		const keys = new Map([['kettle.example', ['nonsense']]]);
		expect(() => new MailAuthentication({ dns, keys })).toThrow(
			'DKIM key of `kettle.example`: this is not a private key in PEM form',
		);
	});
});
