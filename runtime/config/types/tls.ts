/** What the configuration says about TLS besides files: levels, versions, cipher suites. */

import { key, type Reading, required, table, type ValueType } from '../nodes.ts';
import { isList, isTable, type Plain } from '../plain.ts';
import { hintFor, integer } from './basic.ts';

export type SecurityLevel =
	/** TLS when the other side can. */
	| { readonly kind: 'may' }
	/** Never without TLS. */
	| { readonly kind: 'encrypt' }
	/** Certificates by TLSA records (RFC 7672). */
	| { readonly kind: 'dane'; readonly port: number };

const DANE_OPTIONS = table('Options of the level `Dane`.', {
	port: key(integer({ min: 1, max: 65535 }), { default: 25, doc: 'The port whose TLSA records are asked for.' }),
});

const DANE = table('The level `Dane`.', {
	Dane: required(
		{
			name: 'table',
			expected: 'a table with a port',
			read: (value: Plain, at: Reading) => at.table(DANE_OPTIONS, value),
			show: (value: { readonly port: number }) => ({ port: value.port }),
		},
		{ doc: 'Options of the level.' },
	),
});

const LEVELS = ['May', 'Encrypt'] as const;

export const securityLevel: ValueType<SecurityLevel> = {
	name: 'security level',
	expected: '"May", "Encrypt" or { Dane = { port = 25 } }',
	read: (value, at) => {
		if (value === 'May') return { kind: 'may' };
		if (value === 'Encrypt') return { kind: 'encrypt' };
		if (isTable(value)) {
			const dane = at.table(DANE, value);
			return dane === undefined ? undefined : { kind: 'dane', port: dane.Dane.port };
		}
		return at.mismatch(securityLevel.expected, value, typeof value === 'string' ? levelHint(value) : undefined);
	},
	show: (level) => (level.kind === 'dane' ? { Dane: { port: level.port } } : level.kind === 'may' ? 'May' : 'Encrypt'),
};

function levelHint(found: string): string | undefined {
	if (found.toLowerCase() === 'none') return 'for no TLS leave the whole table out; "May" makes it optional';
	return found === 'Dane' ? 'Dane takes a port: { Dane = { port = 25 } }' : hintFor(found, LEVELS);
}

export const TLS_VERSIONS = ['TLSv1.2', 'TLSv1.3'] as const;

export type TlsVersion = (typeof TLS_VERSIONS)[number];

const VERSION_NAMES: ReadonlyMap<string, TlsVersion> = new Map([
	['TLSv1.2', 'TLSv1.2'],
	['0x0303', 'TLSv1.2'],
	['TLSv1.3', 'TLSv1.3'],
	['0x0304', 'TLSv1.3'],
]);

function readVersion(value: Plain, at: Reading): TlsVersion | undefined {
	const version = typeof value === 'string' ? VERSION_NAMES.get(value) : undefined;
	return version ?? notAVersion(value, at);
}

function notAVersion(value: Plain, at: Reading): undefined {
	if (typeof value !== 'string') return at.mismatch(tlsVersions.expected, value);
	const old = /^(?:SSL|TLSv1(?:\.[01])?$)/i.test(value);
	const help = old ? 'versions before TLSv1.2 are not secure' : hintFor(value, [...VERSION_NAMES.keys()]);
	return at.wrong(`not a valid protocol version: '${value}'`, help);
}

/** The versions to offer, oldest first, at least one. */
export const tlsVersions: ValueType<readonly TlsVersion[]> = {
	name: 'TLS versions',
	expected: '"TLSv1.2", "TLSv1.3", ">=TLSv1.2" or an array of versions',
	read: (value, at) => {
		if (isList(value)) {
			const versions = value.map((item, index) => readVersion(item, at.part(index)));
			if (versions.includes(undefined)) return undefined;
			if (versions.length === 0) return at.mismatch(tlsVersions.expected, value);
			return TLS_VERSIONS.filter((version) => versions.includes(version));
		}
		if (typeof value !== 'string') return at.mismatch(tlsVersions.expected, value);
		const least = /^(?:>=|\^)\s*(?<version>.*)$/.exec(value)?.groups?.version;
		const version = VERSION_NAMES.get(least ?? value);
		if (version === undefined) return notAVersion(value, at);
		return least === undefined ? [version] : TLS_VERSIONS.slice(TLS_VERSIONS.indexOf(version));
	},
	show: (versions) => versions,
};

const KINDS = ['AES_256_GCM_SHA384', 'AES_128_GCM_SHA256', 'CHACHA20_POLY1305_SHA256'] as const;

export const CIPHER_SUITES: readonly string[] = [
	...KINDS.map((kind) => `TLS_${kind}`),
	...['ECDSA', 'RSA'].flatMap((key) => KINDS.map((kind) => `ECDHE_${key}_WITH_${kind}`)),
];

/** A suite by its name in the configuration, which is that of RFC 8446 or a shortened one of RFC 5289. */
export const cipherSuite: ValueType<string> = {
	name: 'cipher suite',
	expected: 'a cipher suite such as "TLS_AES_256_GCM_SHA384"',
	read: (value, at) => {
		if (typeof value !== 'string') return at.mismatch(cipherSuite.expected, value);
		// The full name of a suite of TLS 1.2 begins with TLS_ as well.
		const name = value.startsWith('TLS_ECDHE_') ? value.slice(4) : value;
		if (CIPHER_SUITES.includes(name)) return name;
		return at.wrong(
			`not a valid cipher suite: '${value}'`,
			hintFor(value, CIPHER_SUITES) ?? `known are ${CIPHER_SUITES.join(', ')}`,
		);
	},
	show: (name) => name,
};
