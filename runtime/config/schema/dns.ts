/** Resolvers: of the server, and of virtual domains. */

import { formatSocketAddress } from '../../../stdlib/mail/socket-address.ts';
import { key, optional, optionalTable, required, table, type ValueOf, type ValueType } from '../nodes.ts';
import { isTable } from '../plain.ts';
import { hostName, nameServerAddress } from '../types/addresses.ts';
import { boolean, integer, list, word } from '../types/basic.ts';
import { duration } from '../types/quantities.ts';

const NAME_SERVER = table('A name server.', {
	socket_addr: required(nameServerAddress, { doc: 'Its address; the port is 53 unless one is given.' }),
	protocol: key(word(['udp', 'tcp']), { default: 'udp', doc: 'How it is asked.' }),
	tls_dns_name: optional(hostName, { doc: 'The name in its certificate.' }),
	trust_nx_responses: key(boolean, { default: false, doc: 'Whether its answer that a name does not exist is final.' }),
});

export type NameServer = ValueOf<typeof NAME_SERVER>;

const nameServer: ValueType<NameServer> = {
	name: 'name server',
	expected: 'an address such as "192.0.2.1" or "192.0.2.1:53", or a table with `socket_addr`',
	read: (value, at) => {
		if (isTable(value)) return at.table(NAME_SERVER, value);
		if (typeof value !== 'string') return at.mismatch(nameServer.expected, value);
		const address = nameServerAddress.read(value, at);
		return address === undefined
			? undefined
			: { socket_addr: address, protocol: 'udp', tls_dns_name: undefined, trust_nx_responses: false };
	},
	show: ({ socket_addr, protocol, tls_dns_name, trust_nx_responses }) => ({
		socket_addr: formatSocketAddress(socket_addr),
		protocol,
		...(tls_dns_name === undefined ? {} : { tls_dns_name }),
		trust_nx_responses,
	}),
};

const OPTIONS = table('How the name servers are asked.', {
	timeout: key(duration, { default: '5s', doc: 'How long an answer may take.' }),
	attempts: key(integer({ min: 1, max: 100 }), { default: 2, doc: 'How often a question is asked.' }),
	rotate: key(boolean, { default: false, doc: 'Whether to begin with another name server each time.' }),
	dnssec: key(boolean, {
		accepted: ['validate'],
		default: false,
		doc: 'Whether answers are used only with a valid signature.',
	}),
	ip_strategy: key(word(['Ipv4thenIpv6', 'Ipv4Only', 'Ipv6Only', 'Ipv4AndIpv6', 'Ipv6thenIpv4']), {
		default: 'Ipv4thenIpv6',
		doc: 'Which addresses of a host are used, and in what order.',
	}),
	cache_size: key(integer({ min: 0, max: 10_000_000 }), { default: 32, doc: 'How many answers are remembered.' }),
	use_hosts_file: key(boolean, { default: true, doc: 'Whether `/etc/hosts` is looked at first.' }),
	num_concurrent_reqs: key(integer({ min: 1, max: 100 }), {
		default: 2,
		doc: 'How many name servers are asked at once.',
	}),
	ndots: key(integer({ min: 0, max: 15 }), {
		default: 1,
		doc: 'A name with fewer dots is tried in the search domains first.',
	}),
	edns0: key(boolean, { default: false, doc: 'Accepted; larger answers are always asked for.' }),
	preserve_intermediates: key(boolean, { default: true, doc: 'Accepted; the links of a CNAME chain are always kept.' }),
	try_tcp_on_error: key(boolean, { default: false, doc: 'Whether to ask over TCP when UDP fails.' }),
});

const CONFIG = optionalTable('The name servers of the type `custom`.', {
	domain: optional(hostName, { doc: 'The domain that short names belong to.' }),
	search: key(list(hostName), { default: [], doc: 'Domains in which short names are looked for.' }),
	name_servers: required(list(nameServer), { doc: 'The name servers: addresses, or tables.' }),
});

const FIELDS = {
	type: key(word(['system', 'google', 'cloudflare', 'custom']), {
		default: 'system',
		doc: 'Whose name servers are asked: those of the system, of a provider, or those in `config`.',
	}),
	options: OPTIONS,
	config: CONFIG,
};

export const SERVER_DNS = table('The resolver.', FIELDS);

export const VIRTUAL_DNS = optionalTable(
	'The resolver for mail to recipients of this domain; without this table that of the server.',
	FIELDS,
);
