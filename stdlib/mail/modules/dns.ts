/** The domain name system and DNS lists (library spec 11). Everything here waits for name servers. */

import { awaited, type NativeCall } from '../../../lang/modules/native-module.ts';
import { ArrayValue, MapValue } from '../../../lang/values/container.ts';
import { untag } from '../../../lang/values/tagged.ts';
import type { Value } from '../../../lang/values/value.ts';
import { runtimeError } from '../../../lang/vm/errors.ts';
import { hostOf, transactionOf } from '../../host/access.ts';
import { type DnsAnswers, DnsError, type DnsPort, type DnsType, type IpStrategy } from '../../host/dns.ts';
import { textArgument } from '../arguments.ts';
import { asciiDomain } from '../ascii-domain.ts';
import { confirmedNames, isAbsent } from '../confirmed-names.ts';
import { askLists, type Listing, ListRefusal, MOST_ZONES } from '../dns-lists.ts';
import { excerpt } from '../objects/ascii.ts';
import { isIpText, reverseName } from '../reverse-name.ts';
import { type LibraryGroup, type SpelledFunction, spelled } from '../spelling.ts';
import { outside } from './outside.ts';

/** The types that a strategy asks for: one after the other until there is an answer, or all at once. */
const STRATEGIES: Readonly<Record<IpStrategy, { readonly types: readonly ('A' | 'AAAA')[]; readonly all: boolean }>> = {
	Ipv4Only: { types: ['A'], all: false },
	Ipv6Only: { types: ['AAAA'], all: false },
	Ipv4AndIpv6: { types: ['A', 'AAAA'], all: true },
	Ipv4thenIpv6: { types: ['A', 'AAAA'], all: false },
	Ipv6thenIpv4: { types: ['AAAA', 'A'], all: false },
};

/** A domain name in A-labels. @throws ScriptError */
function nameArgument(value: Value): string {
	const name = textArgument(value);
	const ascii = asciiDomain(name);
	if (ascii === '') throw runtimeError(`\`${excerpt(name)}\` is not the name of a host or domain`);
	return ascii;
}

/** An address, without the brackets of an address literal. @throws ScriptError */
function ipArgument(value: Value): string {
	const text = textArgument(value);
	if (!isIpText(text)) throw runtimeError(`\`${excerpt(text)}\` is not an IP address`);
	return text;
}

async function orNone<T>(answers: Promise<readonly T[]>): Promise<readonly T[] | DnsError> {
	try {
		return await answers;
	} catch (error) {
		if (isAbsent(error)) return error as DnsError;
		throw error;
	}
}

/** @throws DnsError when there is no address */
async function addressesOf(name: string, dns: DnsPort, signal: AbortSignal): Promise<readonly string[]> {
	const { types, all } = STRATEGIES[dns.ipStrategy ?? 'Ipv4thenIpv6'];
	const ask = (type: 'A' | 'AAAA') => orNone(dns.resolve(name, type, signal));
	let absent: DnsError | undefined;
	if (all) {
		const answers = await Promise.all(types.map(ask));
		const found = answers.flatMap((answer) => (answer instanceof DnsError ? [] : answer));
		if (found.length > 0) return found;
		absent = answers.find((answer) => answer instanceof DnsError);
	} else {
		for (const type of types) {
			const answer = await ask(type);
			if (!(answer instanceof DnsError)) return answer;
			absent ??= answer;
		}
	}
	throw absent ?? new DnsError('NODATA', `${name} A`);
}

function texts(list: readonly string[]): ArrayValue {
	return new ArrayValue([...list]);
}

function mapOf(entries: readonly (readonly [string, Value])[]): MapValue {
	return new MapValue(new Map(entries));
}

type Ask<T> = (dns: DnsPort, name: string, signal: AbortSignal) => Promise<T>;

/** A function of one name that gives an array. */
function question<T>(
	names: Readonly<Record<string, string>>,
	doc: string,
	example: string,
	parameter: 'host' | 'ip',
	ask: Ask<readonly T[]>,
	toValue: (answer: T) => Value,
): SpelledFunction {
	return spelled(
		names,
		{ effect: 'external', doc, example },
		awaited([`${parameter}: any`], 'array', (call, value) => {
			const name = parameter === 'ip' ? ipArgument(value) : nameArgument(value);
			const { dns } = hostOf(call).ports;
			return outside(call, async (signal) => new ArrayValue((await ask(dns, name, signal)).map(toValue)));
		}),
	);
}

function records<T extends DnsType>(type: T): Ask<readonly DnsAnswers[T][]> {
	return (dns, name, signal) => dns.resolve(name, type, signal);
}

const reverse: Ask<readonly string[]> = (dns, ip, signal) => dns.resolve(reverseName(ip) ?? ip, 'PTR', signal);

const FAILS =
	'No record, a name that does not exist and a name server that does not answer are errors, which `try` can catch.';

const text = (answer: string): Value => answer;

const QUESTIONS: readonly SpelledFunction[] = [
	question(
		{ '': 'lookup', dns: 'lookup' },
		`The addresses of a host, as strings; of IPv4, IPv6 or both as \`server.dns.options.ip_strategy\` says. ${FAILS}`,
		'dns::lookup("client.example") ⇒ ["203.0.113.5"]\ndns::lookup("nowhere.example") ⇒ error: Runtime error: nowhere.example A: the name does not exist',
		'host',
		(dns, name, signal) => addressesOf(name, dns, signal),
		text,
	),
	question(
		{ '': 'rlookup', dns: 'rlookup' },
		`The names that an address claims to have, each with a dot at the end. ${FAILS} See \`fcrdns\` for whether a name is true.`,
		'dns::rlookup("203.0.113.5") ⇒ ["client.example."]',
		'ip',
		reverse,
		(name) => `${name}.`,
	),
	question(
		{ dns: 'ptr' },
		`The names that an address claims to have, without a dot at the end. ${FAILS}`,
		'dns::ptr("203.0.113.5") ⇒ ["client.example"]',
		'ip',
		reverse,
		text,
	),
	question(
		{ dns: 'mx' },
		`The mail servers of a domain, best first, as \`#{priority, host}\`; the host \`""\` says that the domain takes no mail (RFC 7505). ${FAILS}`,
		'dns::mx("teapot.example") ⇒ [#{"host": "mx1.teapot.example", "priority": 10}, #{"host": "mx2.teapot.example", "priority": 20}]',
		'host',
		records('MX'),
		({ priority, host }) =>
			mapOf([
				['priority', priority],
				['host', host],
			]),
	),
	question(
		{ dns: 'txt' },
		`The texts of a name. ${FAILS}`,
		'dns::txt("teapot.example") ⇒ ["v=spf1 ip4:203.0.113.0/24 -all"]',
		'host',
		records('TXT'),
		text,
	),
	question(
		{ dns: 'tlsa' },
		`The TLSA records of a name (RFC 6698), as \`#{usage, selector, matching, data}\` with hexadecimal data. That they can be trusted is not checked here. ${FAILS}`,
		'dns::tlsa("_25._tcp.mx1.teapot.example") ⇒ [#{"data": "ab12", "matching": 1, "selector": 1, "usage": 3}]',
		'host',
		records('TLSA'),
		({ usage, selector, matching, data }) =>
			mapOf([
				['usage', usage],
				['selector', selector],
				['matching', matching],
				['data', data],
			]),
	),
];

const FCRDNS = spelled(
	{ dns: 'fcrdns' },
	{
		effect: 'external',
		doc: 'Whether the client has a name that leads back to its address. `code550_7_25` is the reply for a client that has not. A name server that does not answer is an error.',
		example: 'dns::fcrdns() ⇒ true',
	},
	awaited([], 'bool', (call) => {
		const { context, ports } = transactionOf(call, 'client_ip');
		const ip = context.connection.clientIp;
		return outside(call, async (signal) => (await confirmedNames(ip, ports.dns, signal)).length > 0);
	}),
);

/** One zone or an array of them. @throws ScriptError */
function zonesArgument(value: Value): string[] {
	const plain = untag(value);
	const list = plain instanceof ArrayValue ? plain.items : [plain];
	if (list.length > MOST_ZONES) throw runtimeError(`at most ${MOST_ZONES} lists can be asked at once`);
	return list.map((item) => {
		const zone = nameArgument(item);
		return zone.startsWith('.') ? zone.slice(1) : zone;
	});
}

function listingMap({ listed, codes, reason }: Listing): MapValue {
	return mapOf([
		['listed', listed],
		['codes', texts(codes)],
		['reason', reason],
	]);
}

function check(call: NativeCall, zone: Value, ip: string): Promise<Value> {
	const zones = zonesArgument(zone);
	const { dns } = hostOf(call).ports;
	return outside(call, async (signal) => {
		try {
			const listing = await askLists(zones, ip, dns, signal);
			return listingMap(listing ?? { listed: false, codes: [], reason: '' });
		} catch (error) {
			throw error instanceof ListRefusal ? runtimeError(error.message) : error;
		}
	});
}

const DNSBL = spelled(
	{ dnsbl: 'check' },
	{
		effect: 'external',
		doc: 'Asks DNS lists (RFC 5782) for an address, that of the client unless another is given: a zone, or an array of zones that are asked at once. Gives `#{listed, codes, reason}`: whether one of them has the address, their answers, and their words for it. Answers outside of `127.0.0.0/8` do not count. A list that refuses to answer and a name server that does not are errors.',
		example:
			'dnsbl::check("bl.kettle.example").listed ⇒ false\ndnsbl::check("bl.kettle.example", "198.51.100.9") ⇒ #{"codes": ["127.0.0.2"], "listed": true, "reason": "seen sending spam"}',
	},
	awaited(['zone: any'], 'map', (call, zone) =>
		check(call, zone, transactionOf(call, 'client_ip').context.connection.clientIp),
	),
	awaited(['zone: any', 'ip: any'], 'map', (call, zone, ip) => check(call, zone, ipArgument(ip))),
);

export const DNS_LIBRARY: LibraryGroup = {
	name: 'dns',
	natives: [['Server']],
	doc: 'Questions to the domain name system, and to DNS lists of addresses. The servers are those of `server.dns`.',
	functions: [...QUESTIONS, FCRDNS, DNSBL],
};
