/**
 * Questions of one SPF check, counted (RFC 7208 4.6.4): ten terms that need the DNS, two of them without an answer, ten
 * hosts for each `mx` and `ptr`. However a record is built, a check asks at most some 200 questions, each once.
 */

import { DnsError, type DnsPort, type DnsType, type MxAnswer } from '../../stdlib/host/dns.ts';
import type { SpfResolver } from './mailauth.ts';

const MOST_LOOKUPS = 10;
const MOST_VOID = 2;

/**
 * Longest SPF record that is read. Records should fit into one answer over UDP (RFC 7208 3.4), and what is longer than
 * this only serves to keep the reader busy.
 */
const LONGEST_RECORD = 8192;

const VERSION = 'v=spf1';

/** An error that decides the check, in the form that mailauth passes on. */
class SpfStop extends Error {
	readonly spfResult: { error: 'permerror' | 'temperror'; text: string };

	constructor(error: 'permerror' | 'temperror', text: string) {
		super(text);
		this.spfResult = { error, text };
	}
}

const TYPES: ReadonlySet<string> = new Set<DnsType>(['A', 'AAAA', 'MX', 'PTR', 'TXT']);

function isDnsType(type: string): type is DnsType {
	return TYPES.has(type);
}

function isSpfRecord(text: string): boolean {
	return text.slice(0, VERSION.length).toLowerCase() === VERSION;
}

/** Whether a question was answered by "there is none". */
function isVoid(error: unknown): boolean {
	return error instanceof DnsError && !error.temporary;
}

export class SpfLookups {
	readonly #dns: DnsPort;
	readonly #signal: AbortSignal;
	readonly #asked = new Map<string, Promise<readonly unknown[]>>();
	#voids = 0;

	constructor(dns: DnsPort, signal: AbortSignal) {
		this.#dns = dns;
		this.#signal = signal;
	}

	/** For the terms of a record. The first question is for the record itself and does not count. */
	terms(): SpfResolver {
		return this.#counted(-1, true);
	}

	/** For the hosts of one term, which count for themselves. */
	hosts(ignoreVoid: boolean): SpfResolver {
		return this.#counted(0, !ignoreVoid);
	}

	/** For explanations, which nobody shows: a question less that a stranger can make us ask. */
	readonly explanation: SpfResolver = async () => [];

	#counted(start: number, countVoid: boolean): SpfResolver {
		let count = start;
		return async (name, type) => {
			if (++count > MOST_LOOKUPS) throw new SpfStop('permerror', `more than ${MOST_LOOKUPS} DNS lookups`);
			try {
				return await this.#ask(name, type);
			} catch (error) {
				if (!(error instanceof DnsError)) throw error;
				if (!isVoid(error)) throw new SpfStop('temperror', error.message);
				if (countVoid && count > 0 && ++this.#voids > MOST_VOID) {
					throw new SpfStop('permerror', `more than ${MOST_VOID} DNS lookups without an answer`);
				}
				return [];
			}
		};
	}

	#ask(name: string, type: string): Promise<readonly unknown[]> {
		if (!isDnsType(type)) throw new Error(`SPF does not ask for ${type}`);
		const key = `${type} ${name}`;
		let answers = this.#asked.get(key);
		if (answers === undefined) {
			answers = this.#resolve(name, type);
			// Whoever asked reports it.
			answers.catch(() => {});
			this.#asked.set(key, answers);
		}
		return answers;
	}

	async #resolve(name: string, type: DnsType): Promise<readonly unknown[]> {
		const answers: readonly unknown[] = await this.#dns.resolve(name, type, this.#signal);
		if (type === 'MX') {
			return (answers as readonly MxAnswer[]).map(({ priority, host }) => ({ priority, exchange: host }));
		}
		if (type !== 'TXT') return answers;
		for (const text of answers as readonly string[]) {
			if (text.length > LONGEST_RECORD && isSpfRecord(text)) {
				throw new SpfStop('permerror', `the record of ${name} is longer than ${LONGEST_RECORD} octets`);
			}
		}
		return answers;
	}
}
