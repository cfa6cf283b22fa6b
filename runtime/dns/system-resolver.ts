/**
 * Questions to real name servers, through the resolver of Node (c-ares). Node tells the time to live of addresses only,
 * and nothing of DNSSEC.
 *
 * A resolver of Node can give up its questions only all at once, so every question gets one for itself, from a pool.
 */

import { Resolver } from 'node:dns/promises';
import {
	type DnsAnswers,
	DnsError,
	type DnsFailure,
	type DnsPort,
	type DnsType,
	type IpStrategy,
} from '../../stdlib/host/dns.ts';
import { canonicalIp } from '../../stdlib/mail/reverse-name.ts';
import { type DnsSource, normalAnswers, type TimedAnswers } from './answers.ts';
import { checkedName, questionText } from './question.ts';

export interface SystemResolverOptions {
	/** `ip` or `ip:port`, `[ip]:port`; those of the system when empty. */
	readonly servers?: readonly string[];
	/** Milliseconds until a server is asked again. */
	readonly timeout?: number;
	/** How often each server is asked. */
	readonly attempts?: number;
	readonly ipStrategy?: IpStrategy;
}

const DEFAULT_TIMEOUT = 5000;
const DEFAULT_ATTEMPTS = 2;

/** Resolvers that are kept for the next question; each has sockets of its own. */
const MOST_IDLE = 16;

/** What an error of Node means. Everything else is a failure of the server. */
const FAILURES: ReadonlyMap<unknown, DnsFailure> = new Map([
	['ENOTFOUND', 'NXDOMAIN'],
	['EBADNAME', 'NXDOMAIN'],
	['ENODATA', 'NODATA'],
	['ETIMEOUT', 'TIMEOUT'],
]);

const DETAILS: ReadonlyMap<unknown, string> = new Map([
	['EREFUSED', 'the name server refused to answer'],
	['ECONNREFUSED', 'no name server can be reached'],
	['EBADRESP', 'the answer of the name server is malformed'],
	['EFORMERR', 'the name server does not understand the question'],
	['ENOTIMP', 'the name server does not know this kind of question'],
]);

function dnsError(error: unknown, question: string): unknown {
	const code = error instanceof Error && 'code' in error ? error.code : undefined;
	if (code === undefined) return error;
	const failure = FAILURES.get(code);
	if (failure !== undefined) return new DnsError(failure, question);
	const detail = DETAILS.get(code);
	return new DnsError('SERVFAIL', question, detail && `${question}: ${detail}`);
}

type Asked<T extends DnsType> = Promise<TimedAnswers<T>>;

async function untimed<T extends DnsType>(answers: Promise<readonly DnsAnswers[T][]>): Asked<T> {
	return { answers: await answers, ttl: undefined };
}

async function addresses(
	records: Promise<readonly { readonly address: string; readonly ttl: number }[]>,
): Promise<{ answers: string[]; ttl: number }> {
	const found = await records;
	return { answers: found.map(({ address }) => canonicalIp(address)), ttl: Math.min(...found.map(({ ttl }) => ttl)) };
}

const ASK: { readonly [T in DnsType]: (resolver: Resolver, name: string) => Asked<T> } = {
	A: (resolver, name) => addresses(resolver.resolve4(name, { ttl: true })),
	AAAA: (resolver, name) => addresses(resolver.resolve6(name, { ttl: true })),
	CNAME: (resolver, name) => untimed(resolver.resolveCname(name)),
	MX: (resolver, name) =>
		untimed(
			resolver
				.resolveMx(name)
				.then((records) => records.map(({ priority, exchange }) => ({ priority, host: exchange }))),
		),
	NS: (resolver, name) => untimed(resolver.resolveNs(name)),
	PTR: (resolver, name) => untimed(resolver.resolvePtr(name)),
	TXT: (resolver, name) => untimed(resolver.resolveTxt(name).then((records) => records.map((parts) => parts.join('')))),
	TLSA: (resolver, name) =>
		untimed(
			resolver.resolveTlsa(name).then((records) =>
				records.map(({ certUsage, selector, match, data }) => ({
					usage: certUsage,
					selector,
					matching: match,
					data: Buffer.from(data).toString('hex'),
				})),
			),
		),
};

export class SystemResolver implements DnsPort, DnsSource {
	readonly ipStrategy: IpStrategy;
	readonly #options: SystemResolverOptions;
	readonly #idle: Resolver[] = [];

	/** @throws TypeError for a server that is no address */
	constructor(options: SystemResolverOptions = {}) {
		this.#options = options;
		this.ipStrategy = options.ipStrategy ?? 'Ipv4thenIpv6';
		this.#idle.push(this.#create());
	}

	async resolve<T extends DnsType>(name: string, type: T, signal: AbortSignal): Promise<readonly DnsAnswers[T][]> {
		return (await this.query(name, type, signal)).answers;
	}

	async query<T extends DnsType>(name: string, type: T, signal: AbortSignal): Promise<TimedAnswers<T>> {
		signal.throwIfAborted();
		const asked = checkedName(name, type);
		const resolver = this.#idle.pop() ?? this.#create();
		const cancel = () => resolver.cancel();
		signal.addEventListener('abort', cancel, { once: true });
		try {
			// The dot keeps the resolver from trying the name below the domains of a search list.
			const { answers, ttl } = await ASK[type](resolver, `${asked}.`);
			return { answers: normalAnswers(asked, type, answers), ttl };
		} catch (error) {
			signal.throwIfAborted();
			throw dnsError(error, questionText(asked, type));
		} finally {
			signal.removeEventListener('abort', cancel);
			if (this.#idle.length < MOST_IDLE) this.#idle.push(resolver);
		}
	}

	#create(): Resolver {
		const { servers, timeout, attempts } = this.#options;
		const resolver = new Resolver({ timeout: timeout ?? DEFAULT_TIMEOUT, tries: attempts ?? DEFAULT_ATTEMPTS });
		if (servers !== undefined && servers.length > 0) resolver.setServers(servers);
		return resolver;
	}
}
