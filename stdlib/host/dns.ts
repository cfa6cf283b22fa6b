/** Questions to the domain name system, as the library asks them. The host answers from a resolver or from a file. */

export type DnsType = 'A' | 'AAAA' | 'CNAME' | 'MX' | 'NS' | 'PTR' | 'TXT' | 'TLSA';

export interface MxAnswer {
	readonly priority: number;
	/** Without trailing dot; empty for the null MX of RFC 7505. */
	readonly host: string;
}

export interface TlsaAnswer {
	readonly usage: number;
	readonly selector: number;
	readonly matching: number;
	/** Hexadecimal. */
	readonly data: string;
}

/** What each type of question is answered with: names without trailing dot, TXT strings joined. */
export interface DnsAnswers {
	A: string;
	AAAA: string;
	CNAME: string;
	MX: MxAnswer;
	NS: string;
	PTR: string;
	TXT: string;
	TLSA: TlsaAnswer;
}

/**
 * Why there is no answer: the name does not exist, it has no record of that type, no server answered in time, or one
 * answered with a failure. The last two are temporary.
 */
export type DnsFailure = 'NXDOMAIN' | 'NODATA' | 'TIMEOUT' | 'SERVFAIL';

export class DnsError extends Error {
	readonly failure: DnsFailure;
	/** The question, e.g. `mx.example A`. */
	readonly question: string;

	constructor(failure: DnsFailure, question: string, detail?: string) {
		super(detail ?? `${question}: ${FAILURES[failure]}`);
		this.name = 'DnsError';
		this.failure = failure;
		this.question = question;
	}

	get temporary(): boolean {
		return this.failure === 'TIMEOUT' || this.failure === 'SERVFAIL';
	}
}

const FAILURES: Readonly<Record<DnsFailure, string>> = {
	NXDOMAIN: 'the name does not exist',
	NODATA: 'no record of this type',
	TIMEOUT: 'no answer in time',
	SERVFAIL: 'the name server failed',
};

export interface DnsPort {
	/**
	 * @param name in A-labels, with or without trailing dot
	 * @param signal raised when nobody waits any more
	 * @returns at least one and at most 100 answers
	 * @throws DnsError
	 */
	resolve<T extends DnsType>(name: string, type: T, signal: AbortSignal): Promise<readonly DnsAnswers[T][]>;
}
