import { generateKeyPairSync, type KeyObject } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import { loadToml } from '../index.ts';
import { testCertificate } from '../test-certificate.ts';
import { testHost } from '../test-host.ts';

const mx = testCertificate('mx.example');
const ca = testCertificate('ca.example');

const rsa = generateKeyPairSync('rsa', { modulusLength: 1024 }).privateKey;
const ec = generateKeyPairSync('ec', { namedCurve: 'prime256v1' }).privateKey;
const x25519 = generateKeyPairSync('x25519').privateKey;

function text(key: KeyObject, type: 'pkcs1' | 'pkcs8' | 'sec1', passphrase?: string): string {
	const cipher = passphrase === undefined ? {} : { cipher: 'aes-128-cbc', passphrase };
	return key.export({ type, format: 'pem', ...cipher } as never) as unknown as string;
}

const FILES = {
	'/mx.pem': `some words\n${mx.certificate}\n${ca.certificate}`,
	'/mx.key': mx.key,
	'/damaged.pem': `${mx.certificate}${ca.certificate.replace(/\n..../, '\nAAAA')}`,
	'/empty': '',
	'/rsa1.key': text(rsa, 'pkcs1'),
	'/rsa8.key': text(rsa, 'pkcs8'),
	'/ec.key': text(ec, 'sec1'),
	'/x25519.key': text(x25519, 'pkcs8'),
	'/encrypted.key': text(rsa, 'pkcs8', 'secret'),
	'/encrypted1.key': text(rsa, 'pkcs1', 'secret'),
	'/broken.key': mx.key.replace(/\n..../, '\nAAAA'),
};

const host = testHost({ files: FILES });

function tls(certificate: string, key: string) {
	const head = '[server.tls]\nsecurity_level = "May"\nprotocol_version = "TLSv1.3"\n';
	return loadToml(`version_requirement = "1"\n${head}certificate = "${certificate}"\nprivate_key = "${key}"\n`, host);
}

function dkim(key: string) {
	return loadToml(`version_requirement = "1"\n[server.dkim]\nprivate_key = ${key}\n`, host);
}

const found = ({ diagnostics }: ReturnType<typeof tls>): string[] =>
	diagnostics.map(({ id, message, help }) => `${id} ${message}${help === undefined ? '' : ` (${help})`}`);

describe('certificates and keys', () => {
	test('the whole chain is loaded, and the key', () => {
		const result = tls('/mx.pem', '/mx.key');
		expect(found(result)).toEqual([]);
		const { certificate, private_key } = result.config?.server.tls ?? {};
		expect(certificate?.chain.map(({ subject }) => subject)).toEqual(['CN=mx.example', 'CN=ca.example']);
		expect(private_key?.key?.asymmetricKeyType).toBe('ed25519');
	});

	const cert = '`server.tls.certificate`:';
	const key = '`server.tls.private_key`:';
	test.each([
		['/none.pem', '/mx.key', `V706 ${cert} certificate path does not exists: '/none.pem'`],
		['/empty', '/mx.key', `V706 ${cert} certificate path is valid but empty: '/empty'`],
		['/mx.key', '/mx.key', `V706 ${cert} certificate path is valid but empty: '/mx.key'`],
		['/damaged.pem', '/mx.key', `V706 ${cert} certificate 2 of the file is damaged: '/damaged.pem'`],
		['/mx.pem', '/none.key', `V706 ${key} private key path does not exists: '/none.key'`],
		['/mx.pem', '/empty', `V706 ${key} private key path is valid but empty: '/empty'`],
		['/mx.pem', '/mx.pem', `V706 ${key} private key path is valid but empty: '/mx.pem'`],
		['/mx.pem', '/broken.key', `V706 ${key} private key is valid but not supported: '/broken.key'`],
		['/mx.pem', '/x25519.key', `V706 ${key} private key is valid but not supported: '/x25519.key'`],
		['/mx.pem', '/rsa1.key', `V705 ${key} the key does not belong to the certificate`],
		['/mx.pem', '/ec.key', `V705 ${key} the key does not belong to the certificate`],
	])('%s with %s', (certificate, privateKey, expected) => {
		const messages = found(tls(certificate, privateKey));
		expect(messages).toHaveLength(1);
		expect(messages[0]).toContain(expected);
	});

	test.each(['/encrypted.key', '/encrypted1.key'])('%s has a pass phrase', (path) => {
		expect(found(tls('/mx.pem', path))).toEqual([
			`V706 ${key} private key is valid but not supported: '${path}' (keys with a pass phrase cannot be used)`,
		]);
	});

	test.each([
		['"/rsa1.key"', ['rsa']],
		['"/rsa8.key"', ['rsa']],
		['["/rsa8.key", "/mx.key"]', ['rsa', 'ed25519']],
	])('DKIM keys %s', (value, kinds) => {
		const result = dkim(value);
		expect(found(result)).toEqual([]);
		expect(result.config?.server.dkim?.private_key.map((one) => one.key?.asymmetricKeyType)).toEqual(kinds);
	});

	test('a key that DKIM does not know', () => {
		expect(found(dkim('["/rsa8.key", "/ec.key"]'))).toEqual([
			"V706 `server.dkim.private_key[1]`: private key is valid but not supported: '/ec.key' (the key has to be one of rsa, ed25519)",
		]);
	});

	test('keys do not show themselves', () => {
		const { config } = tls('/mx.pem', '/mx.key');
		expect(JSON.stringify(config?.server.tls?.private_key)).not.toContain('PRIVATE');
	});
});
