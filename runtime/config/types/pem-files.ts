/**
 * Certificates and private keys in PEM files. They are read when the configuration is loaded, because afterwards the
 * process may no longer be allowed to.
 *
 * What is loaded shows as its path everywhere: in `config show`, in scripts, in JSON.
 */

import { createPrivateKey, type KeyObject, X509Certificate } from 'node:crypto';
import type { Reading, ValueType } from '../nodes.ts';
import { path as pathType } from './basic.ts';

export interface CertificateFile {
	readonly path: string;
	/** The certificate, then those that vouch for it; empty when the host does not read certificates. */
	readonly chain: readonly X509Certificate[];
}

export interface PrivateKeyFile {
	readonly path: string;
	/** Absent when the host does not read keys. */
	readonly key: KeyObject | undefined;
}

const BLOCK = /-----BEGIN (?:TRUSTED |X509 )?CERTIFICATE-----[^-]*-----END (?:TRUSTED |X509 )?CERTIFICATE-----/g;

/** The words of the messages, e.g. `certificate path does not exists: 'P'`, are those that operators know from vSMTP. */
function readBytes(what: string, path: string, at: Reading): Uint8Array | 'unread' | undefined {
	const result = at.host.readBytes(path);
	if ('unread' in result) return 'unread';
	if ('missing' in result) return at.outside(`${what} path does not exists: '${path}'`);
	if ('reason' in result) return at.outside(`${what} cannot be read: '${path}': ${result.reason}`);
	return result.bytes;
}

export const certificateFile: ValueType<CertificateFile> = {
	name: 'PEM file',
	expected: 'the path of a PEM file with a certificate',
	read: (value, at) => {
		const path = pathType.read(value, at);
		if (path === undefined) return undefined;
		const bytes = readBytes('certificate', path, at);
		if (bytes === undefined) return undefined;
		if (bytes === 'unread') return { path, chain: [] };
		const blocks = Buffer.from(bytes).toString('latin1').match(BLOCK) ?? [];
		if (blocks.length === 0) return at.outside(`certificate path is valid but empty: '${path}'`);
		const chain: X509Certificate[] = [];
		for (const block of blocks) {
			try {
				chain.push(new X509Certificate(block));
			} catch {
				return at.outside(`certificate ${chain.length + 1} of the file is damaged: '${path}'`);
			}
		}
		return { path, chain };
	},
	show: ({ path }) => path,
};

/** @param kinds of keys that can be used, e.g. `rsa` */
export function privateKeyFile(kinds: readonly string[]): ValueType<PrivateKeyFile> {
	return {
		name: 'PEM file',
		expected: 'the path of a PEM file with a private key',
		read: (value, at) => {
			const path = pathType.read(value, at);
			if (path === undefined) return undefined;
			const bytes = readBytes('private key', path, at);
			if (bytes === undefined) return undefined;
			return bytes === 'unread' ? { path, key: undefined } : readKey(Buffer.from(bytes), path, kinds, at);
		},
		show: ({ path }) => path,
	};
}

function readKey(bytes: Buffer, path: string, kinds: readonly string[], at: Reading): PrivateKeyFile | undefined {
	const begin = /-----BEGIN (?<kind>[A-Z0-9 ]*)PRIVATE KEY-----/.exec(bytes.toString('latin1'));
	if (begin === null) return at.outside(`private key path is valid but empty: '${path}'`);
	const encrypted = begin.groups?.kind === 'ENCRYPTED ' || bytes.includes('Proc-Type: 4,ENCRYPTED');
	try {
		const key = createPrivateKey({ key: bytes, format: 'pem' });
		if (kinds.includes(key.asymmetricKeyType ?? '')) return { path, key };
	} catch {
		// Reported below.
	}
	const help = encrypted ? 'keys with a pass phrase cannot be used' : `the key has to be one of ${kinds.join(', ')}`;
	return at.outside(`private key is valid but not supported: '${path}'`, help);
}
