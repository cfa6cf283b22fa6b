/** TLS and DKIM: versions, certificates, keys. */

import { key, optional, optionalTable, required } from '../nodes.ts';
import { boolean, list, oneOrMore } from '../types/basic.ts';
import { certificateFile, privateKeyFile } from '../types/pem-files.ts';
import { duration } from '../types/quantities.ts';
import { CIPHER_SUITES, cipherSuite, securityLevel, tlsVersions } from '../types/tls.ts';

const tlsKey = privateKeyFile(['rsa', 'rsa-pss', 'ec', 'ed25519', 'ed448']);

const versionsDoc = 'Versions that are offered: one, `">=TLSv1.2"` for it and newer ones, or an array.';

export const SERVER_TLS = optionalTable('TLS. Without this table there is none, and STARTTLS gets `TlsNotAvailable`.', {
	security_level: key(securityLevel, {
		default: 'May',
		required: 'in TOML',
		doc: 'With `Encrypt`, MAIL without TLS gets `TlsRequired`.',
	}),
	preempt_cipherlist: key(boolean, {
		default: false,
		doc: 'Whether the order of the server decides among cipher suites.',
	}),
	handshake_timeout: key(duration, { default: '1s', doc: 'How long a handshake may take.' }),
	protocol_version: required(tlsVersions, { doc: versionsDoc }),
	cipher_suite: key(list(cipherSuite), {
		default: CIPHER_SUITES,
		defaultText: 'all of them',
		doc: 'Cipher suites that are offered, best first.',
	}),
	certificate: optional(certificateFile, {
		requiredInToml: true,
		doc: 'The chain for clients that ask for no other name; scripts may have certificates of virtual domains only.',
	}),
	private_key: optional(tlsKey, { requiredInToml: true, doc: 'The key that belongs to the certificate.' }),
});

export const VIRTUAL_TLS = optionalTable('TLS for clients that ask for this domain (SNI).', {
	protocol_version: required(tlsVersions, { doc: versionsDoc }),
	certificate: required(certificateFile, { doc: 'The chain.' }),
	private_key: required(tlsKey, { doc: 'The key that belongs to the certificate.' }),
	sender_security_level: key(securityLevel, {
		default: 'May',
		doc: 'TLS for mail that the domain sends: `May` when the other side can, `Encrypt` always and verified, `Dane` by TLSA records.',
	}),
});

export const DKIM = optionalTable('Keys for signatures (DKIM).', {
	private_key: required(oneOrMore(privateKeyFile(['rsa', 'ed25519'])), {
		doc: 'RSA and Ed25519 keys; with several, messages get several signatures.',
	}),
});
