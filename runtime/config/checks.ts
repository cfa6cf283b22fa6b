/**
 * What must hold between keys. Each rule names the keys that it looks at and is left out when one of them is wrong
 * itself: a follow-up error says nothing new.
 */

import type { PathPart } from '../../lang/toml/key-places.ts';
import { formatSocketAddress } from '../../stdlib/mail/socket-address.ts';
import type { ConfigProblemId } from './problems.ts';
import type { Settings } from './schema/index.ts';
import type { CertificateFile, PrivateKeyFile } from './types/pem-files.ts';

/** @param what whether to point to the key or to its value */
export type Complain = (
	path: readonly PathPart[],
	what: 'key' | 'value',
	message: string,
	help?: string,
	id?: ConfigProblemId,
) => void;

export interface Check {
	readonly keys: readonly string[];
	run(settings: Settings, complain: Complain): void;
}

const LISTS = ['addr', 'addr_submission', 'addr_submissions'] as const;

/** Whether a certificate and a key belong together, as far as they were read. */
function belongTogether(certificate: CertificateFile, key: PrivateKeyFile): boolean {
	const [own] = certificate.chain;
	return own === undefined || key.key === undefined || own.checkPrivateKey(key.key);
}

/** The default of `server.interfaces.addr_submissions`. */
const DEFAULT_SUBMISSIONS = '127.0.0.1:465';

const MISMATCH = 'the key does not belong to the certificate';

export const CHECKS: readonly Check[] = [
	{
		keys: ['server.logs.filepath', 'app.logs.filepath'],
		run: ({ server, app }, complain) => {
			const file = app.logs.filepath;
			if (file !== server.logs.filepath) return;
			complain(
				['app', 'logs', 'filepath'],
				'value',
				`System and Application logs cannot both be written in '${file}' !`,
			);
		},
	},
	{
		keys: ['server.interfaces'],
		run: ({ server: { interfaces } }, complain) => {
			const seen = new Map<string, string>();
			for (const list of LISTS) {
				interfaces[list].forEach((address, index) => {
					const text = formatSocketAddress(address);
					const other = seen.get(text);
					if (other === undefined || address.port === 0) seen.set(text, list);
					else complain(['server', 'interfaces', list, index], 'value', `"${text}" is already in \`${other}\``);
				});
			}
		},
	},
	{
		keys: ['server.tls.certificate', 'server.tls.private_key', 'server.virtual'],
		run: ({ server: { tls, virtual } }, complain) => {
			if (tls === undefined) return;
			const { certificate, private_key } = tls;
			const path = ['server', 'tls'];
			if (certificate === undefined && private_key === undefined) {
				if ([...virtual.values()].some((domain) => domain.tls !== undefined)) return;
				complain(path, 'key', 'there is no certificate, and no domain has one', 'set `certificate` and `private_key`');
			} else if (certificate === undefined) complain([...path, 'private_key'], 'key', 'the certificate is missing');
			else if (private_key === undefined) complain([...path, 'certificate'], 'key', 'the private key is missing');
			else if (!belongTogether(certificate, private_key)) complain([...path, 'private_key'], 'value', MISMATCH);
		},
	},
	{
		keys: ['server.virtual'],
		run: ({ server: { virtual } }, complain) => {
			let first: string | undefined;
			for (const [name, { is_default, tls }] of virtual) {
				const path = ['server', 'virtual', name];
				if (tls !== undefined && !belongTogether(tls.certificate, tls.private_key)) {
					complain([...path, 'tls', 'private_key'], 'value', MISMATCH);
				}
				if (!is_default) continue;
				if (first === undefined) first = name;
				else complain([...path, 'is_default'], 'key', `\`${first}\` is the default domain already`);
			}
		},
	},
	{
		keys: ['server.interfaces.addr_submissions', 'server.tls', 'server.virtual'],
		run: ({ server: { interfaces, tls } }, complain) => {
			const [first, ...others] = interfaces.addr_submissions;
			if (tls !== undefined || first === undefined) return;
			// The default address is nobody's decision.
			if (others.length === 0 && formatSocketAddress(first) === DEFAULT_SUBMISSIONS) return;
			complain(
				['server', 'interfaces', 'addr_submissions'],
				'value',
				'every connection to these addresses will fail, since there is no table `server.tls`',
				undefined,
				'V709',
			);
		},
	},
	{
		keys: ['server.dns'],
		run: ({ server: { dns } }, complain) => customNeedsConfig(['server', 'dns'], dns, complain),
	},
	{
		keys: ['server.virtual'],
		run: ({ server: { virtual } }, complain) => {
			for (const [name, { dns }] of virtual) {
				if (dns !== undefined) customNeedsConfig(['server', 'virtual', name, 'dns'], dns, complain);
			}
		},
	},
	{
		keys: ['server.smtp.error'],
		run: ({ server: { smtp } }, complain) => {
			const { soft_count, hard_count } = smtp.error;
			if (soft_count === -1 || hard_count === -1 || soft_count <= hard_count) return;
			complain(
				['server', 'smtp', 'error', 'soft_count'],
				'value',
				`${soft_count} errors are never reached, since the connection ends at ${hard_count}`,
				'`soft_count` is at most `hard_count`',
			);
		},
	},
	{
		keys: ['app.mailboxes'],
		run: ({ app: { mailboxes } }, complain) => {
			if (mailboxes.kind !== 'virtual' || mailboxes.path !== undefined) return;
			complain(
				['app', 'mailboxes', 'kind'],
				'value',
				'virtual mailboxes need a `path`',
				'for example path = "/var/mail/{domain}/{user}"',
			);
		},
	},
];

interface Dns {
	readonly type: string;
	readonly config: unknown;
}

function customNeedsConfig(path: readonly string[], { type, config }: Dns, complain: Complain): void {
	if (type !== 'custom' || config !== undefined) return;
	complain([...path, 'type'], 'value', 'the type `custom` needs a table `config` with `name_servers`');
}
