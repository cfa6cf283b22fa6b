/**
 * Answers from a table instead of from name servers: for simulated sessions and tests, which touch no network.
 *
 * What the table does not know is an error that names the question, and is told to a callback, so that whoever wrote the
 * table learns what is missing. `readAnswerTable` makes a table from the data of a file.
 */

import {
	type DnsAnswers,
	DnsError,
	type DnsFailure,
	type DnsPort,
	type DnsType,
	type IpStrategy,
} from '../../stdlib/host/dns.ts';
import { addressOfReverseName, reverseName } from '../../stdlib/mail/reverse-name.ts';
import { normalAnswers } from './answers.ts';
import { checkedName, questionText } from './question.ts';

/** Longer chains of CNAME records are taken for a loop. */
const MOST_ALIASES = 8;

export type TableRecords = { readonly [T in DnsType]?: DnsFailure | readonly DnsAnswers[T][] };

/** What is known of a name: its records by type, or why every question for it fails. */
export type TableEntry = DnsFailure | TableRecords;

export interface AnswerTableOptions {
	/** Told of every question for a name that the table does not have. */
	readonly onUnknown?: (question: string) => void;
	/** How such questions fail; unless given SERVFAIL, with a text that says what is missing in the table. */
	readonly unknown?: DnsFailure;
	readonly ipStrategy?: IpStrategy;
}

/** Under which name an entry is found: those of addresses under the name in the reverse zone. */
function tableKey(name: string): string {
	const bare = name.endsWith('.') ? name.slice(0, -1) : name;
	return reverseName(bare) ?? bare.toLowerCase();
}

export class AnswerTable implements DnsPort {
	readonly ipStrategy: IpStrategy;
	readonly #entries = new Map<string, TableEntry>();
	readonly #onUnknown: ((question: string) => void) | undefined;
	readonly #unknown: DnsFailure | undefined;

	/** @param entries by name, with `*.` at the front for all names below (RFC 4592), or by IP address for its PTR records */
	constructor(entries: Iterable<readonly [name: string, entry: TableEntry]>, options: AnswerTableOptions = {}) {
		for (const [name, entry] of entries) this.#entries.set(tableKey(name), entry);
		this.ipStrategy = options.ipStrategy ?? 'Ipv4thenIpv6';
		this.#onUnknown = options.onUnknown;
		this.#unknown = options.unknown;
	}

	async resolve<T extends DnsType>(name: string, type: T, signal: AbortSignal): Promise<readonly DnsAnswers[T][]> {
		signal.throwIfAborted();
		let asked = checkedName(name, type);
		for (let hops = 0; hops <= MOST_ALIASES; hops++) {
			const records = this.#recordsOf(asked, type);
			const found = records[type] as DnsFailure | readonly DnsAnswers[T][] | undefined;
			if (typeof found === 'string') throw new DnsError(found, questionText(asked, type));
			if (found !== undefined) return normalAnswers(asked, type, found);
			const alias = type === 'CNAME' ? undefined : records.CNAME;
			if (alias === undefined || typeof alias === 'string') throw new DnsError('NODATA', questionText(asked, type));
			asked = checkedName(alias[0] ?? '', type);
		}
		const question = questionText(name, type);
		throw new DnsError('SERVFAIL', question, `${question}: more than ${MOST_ALIASES} aliases in a row`);
	}

	#recordsOf(name: string, type: DnsType): TableRecords {
		const entry = this.#entries.get(name) ?? this.#wildcard(name);
		if (typeof entry === 'object') return entry;
		const question = questionText(addressOfReverseName(name) ?? name, type);
		if (entry !== undefined) throw new DnsError(entry, question);
		this.#onUnknown?.(question);
		if (this.#unknown !== undefined) throw new DnsError(this.#unknown, question);
		throw new DnsError('SERVFAIL', question, `no answer is given for \`${question}\``);
	}

	/** The entry of the nearest `*.` above a name. */
	#wildcard(name: string): TableEntry | undefined {
		for (let dot = name.indexOf('.'); dot !== -1; dot = name.indexOf('.', dot + 1)) {
			const entry = this.#entries.get(`*${name.slice(dot)}`);
			if (entry !== undefined) return entry;
		}
		return undefined;
	}
}
