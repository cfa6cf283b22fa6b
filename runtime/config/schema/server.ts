/** Keys of `server`. */

import { isHostName } from '../../../stdlib/mail/socket-address.ts';
import { entries, key, optional, table, type ValueOf } from '../nodes.ts';
import { hostName, network, readDomain, socket } from '../types/addresses.ts';
import { boolean, integer, list, wordOr } from '../types/basic.ts';
import { size } from '../types/quantities.ts';
import { SERVER_DNS, VIRTUAL_DNS } from './dns.ts';
import { groupName, userName } from './identity.ts';
import { SERVER_LOGS } from './logs.ts';
import { QUEUES } from './queues.ts';
import { SMTP } from './smtp.ts';
import { DKIM, SERVER_TLS, VIRTUAL_TLS } from './tls.ts';

const pool = (what: string) =>
	key(integer({ min: 1, tooSmall: 'Worker threads cannot be set to 0' }), {
		default: 6,
		required: 'yes',
		doc: `How many messages are ${what} at once.`,
	});

const listen = (address: string, doc: string) => key(list(socket), { default: [address], defaultInTable: [], doc });

export const VIRTUAL = table('A domain that the server handles; an empty table is enough.', {
	is_default: key(boolean, {
		default: false,
		doc: 'Whether clients that ask for no name (SNI) get the certificate of this domain.',
	}),
	tls: VIRTUAL_TLS,
	dns: VIRTUAL_DNS,
	dkim: DKIM,
});

/** The configuration of one handled domain. */
export type VirtualDomain = ValueOf<typeof VIRTUAL>;

export const SERVER = table('The mail server.', {
	domain: key(hostName, {
		alsoCalled: ['name'],
		default: (host) => (isHostName(host.hostname()) ? host.hostname() : 'localhost'),
		defaultText: 'the host name',
		doc: 'The name of the server in the greeting, in answers to EHLO and in `Received` fields.',
	}),
	client_count_max: key(integer({ min: -1 }), {
		default: 10_000,
		doc: 'Clients at the same time; further ones get `ConnectionMaxReached`; -1 for no limit.',
	}),
	client_count_max_per_ip: key(integer({ min: -1 }), {
		default: 50,
		doc: 'Clients of one address (IPv6: of one /64) at the same time; further ones get `421 4.7.0`; -1 for no limit.',
	}),
	message_size_limit: key(size, {
		default: 10_000_000,
		doc: 'Larger messages get `MessageSizeExceeded`; announced with the EHLO keyword `SIZE`.',
	}),
	workers: key(wordOr('auto', integer({ min: 1, max: 1024 })), {
		default: 1,
		doc: 'Worker processes; `"auto"` for one per core.',
	}),
	system: table('On whose behalf the server runs.', {
		user: key(userName, {
			default: (host) => host.currentUser()?.user ?? 'vsmtp',
			defaultText: '`"vsmtp"`, without root the current user',
			doc: 'The user that the server becomes after it has bound its ports.',
		}),
		group: key(groupName, {
			default: (host) => host.currentUser()?.group ?? 'vsmtp',
			defaultText: '`"vsmtp"`, without root the current group',
			doc: 'The group that the server becomes.',
		}),
		group_local: optional(groupName, { doc: 'The group of files written by local delivery.' }),
		thread_pool: table('How much is done at once.', {
			receiver: pool('received'),
			processing: pool('processed'),
			delivery: pool('delivered'),
		}),
	}),
	interfaces: table('Addresses to listen on. When this table is there, lists that it does not have are empty.', {
		addr: listen('127.0.0.1:25', 'Mail from other servers; STARTTLS is possible.'),
		addr_submission: listen('127.0.0.1:587', 'Mail from users (submission, RFC 6409).'),
		addr_submissions: listen('127.0.0.1:465', 'Mail from users, under TLS from the first byte.'),
		proxy_protocol: key(list(network), {
			default: [],
			doc: 'Clients that begin with a PROXY header, version 1 or 2.',
		}),
		xclient: key(list(network), { default: [], doc: 'Clients that may use XCLIENT.' }),
	}),
	logs: SERVER_LOGS,
	queues: QUEUES,
	tls: SERVER_TLS,
	smtp: SMTP,
	dns: SERVER_DNS,
	dkim: DKIM,
	admin: table('Health and metrics.', {
		listen: key(socket, { default: '127.0.0.1:9925', doc: 'The address to listen on.' }),
	}),
	virtual: entries('Domains that the server handles.', 'DOMAIN', VIRTUAL, readDomain),
});
