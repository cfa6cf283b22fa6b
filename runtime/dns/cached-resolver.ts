/**
 * A memory in front of a resolver: answers for as long as they may be kept, and the absence of answers for a while.
 * Questions that are under way are asked once, whoever asks. Temporary failures are not kept.
 */

import {
	type DnsAnswers,
	DnsError,
	type DnsFailure,
	type DnsPort,
	type DnsType,
	type IpStrategy,
} from '../../stdlib/host/dns.ts';
import type { DnsSource, TimedAnswers } from './answers.ts';
import { checkedName, questionText } from './question.ts';

/** Seconds for which answers without a time of their own are kept. */
const UNKNOWN_TTL = 60;
/** Seconds for which it is kept that there is no such name or record: less than zones usually ask for (RFC 2308 5). */
const NEGATIVE_TTL = 60;
/** Longest time in seconds, whatever a name server says: a wrong or forged answer goes away within it. */
const LONGEST_TTL = 3600;

const DEFAULT_SIZE = 10_000;
/** Answers with more text than this, in UTF-16 units, are not kept: they would make a full cache of any size. */
const LARGEST_KEPT = 8192;

interface Kept {
	readonly answers: readonly unknown[];
	readonly failure: DnsFailure | undefined;
	/** In the time of `now`. */
	readonly until: number;
}

/** A question on its way. It is given up when nobody waits for it any more. */
interface Underway {
	readonly result: Promise<TimedAnswers<DnsType>>;
	readonly control: AbortController;
	waiting: number;
}

export interface CacheOptions {
	/** Number of questions whose answers are kept. */
	readonly size?: number;
	/** Milliseconds. */
	readonly now?: () => number;
}

function sizeOf(answers: readonly unknown[]): number {
	let size = 0;
	for (const answer of answers) {
		if (typeof answer === 'string') size += answer.length;
		else if (typeof answer === 'object' && answer !== null && 'data' in answer) size += String(answer.data).length;
	}
	return size;
}

export class CachedResolver implements DnsPort {
	readonly #source: DnsSource & Pick<DnsPort, 'ipStrategy'>;
	readonly #size: number;
	readonly #now: () => number;
	/** In order of use, the oldest first. */
	readonly #kept = new Map<string, Kept>();
	readonly #underway = new Map<string, Underway>();

	constructor(source: DnsSource & Pick<DnsPort, 'ipStrategy'>, options: CacheOptions = {}) {
		this.#source = source;
		this.#size = options.size ?? DEFAULT_SIZE;
		this.#now = options.now ?? (() => performance.now());
	}

	get ipStrategy(): IpStrategy {
		return this.#source.ipStrategy ?? 'Ipv4thenIpv6';
	}

	/** The number of questions whose answers are kept now. */
	get size(): number {
		return this.#kept.size;
	}

	async resolve<T extends DnsType>(name: string, type: T, signal: AbortSignal): Promise<readonly DnsAnswers[T][]> {
		signal.throwIfAborted();
		const asked = checkedName(name, type);
		const question = questionText(asked, type);
		const kept = this.#recall(question);
		if (kept?.failure !== undefined) throw new DnsError(kept.failure, question);
		if (kept !== undefined) return kept.answers as readonly DnsAnswers[T][];
		const { answers } = await this.#share(question, asked, type, signal);
		return answers as readonly DnsAnswers[T][];
	}

	/** Forgets everything, as after a change of the network. */
	clear(): void {
		this.#kept.clear();
	}

	#recall(question: string): Kept | undefined {
		const kept = this.#kept.get(question);
		if (kept === undefined) return undefined;
		this.#kept.delete(question);
		if (kept.until <= this.#now()) return undefined;
		this.#kept.set(question, kept);
		return kept;
	}

	#keep(question: string, answers: readonly unknown[], failure: DnsFailure | undefined, ttl: number): void {
		if (ttl <= 0 || this.#size <= 0 || sizeOf(answers) > LARGEST_KEPT) return;
		this.#kept.delete(question);
		if (this.#kept.size >= this.#size) this.#kept.delete(this.#kept.keys().next().value as string);
		this.#kept.set(question, { answers, failure, until: this.#now() + Math.min(ttl, LONGEST_TTL) * 1000 });
	}

	/** The answer of the source, together with all others who ask the same now. */
	async #share(question: string, name: string, type: DnsType, signal: AbortSignal): Promise<TimedAnswers<DnsType>> {
		let underway = this.#underway.get(question);
		if (underway === undefined) {
			const control = new AbortController();
			underway = { result: this.#ask(question, name, type, control.signal), control, waiting: 0 };
			this.#underway.set(question, underway);
		}
		const shared = underway;
		shared.waiting++;
		try {
			return await abandonable(shared.result, signal);
		} finally {
			shared.waiting--;
			if (shared.waiting === 0) {
				if (this.#underway.get(question) === shared) this.#underway.delete(question);
				shared.control.abort();
			}
		}
	}

	async #ask(question: string, name: string, type: DnsType, signal: AbortSignal): Promise<TimedAnswers<DnsType>> {
		try {
			const found = await this.#source.query(name, type, signal);
			this.#keep(question, found.answers, undefined, found.ttl ?? UNKNOWN_TTL);
			return found;
		} catch (error) {
			if (error instanceof DnsError && !error.temporary) this.#keep(question, [], error.failure, NEGATIVE_TTL);
			throw error;
		}
	}
}

/** A promise that is not waited for any longer when the signal is raised; it then fails with the signal's reason. */
export function abandonable<T>(promise: Promise<T>, signal: AbortSignal): Promise<T> {
	if (signal.aborted) {
		promise.catch(() => {});
		return Promise.reject(signal.reason);
	}
	return new Promise((resolve, reject) => {
		const onAbort = () => reject(signal.reason);
		signal.addEventListener('abort', onAbort, { once: true });
		const settled = () => signal.removeEventListener('abort', onAbort);
		promise.then(
			(value) => {
				settled();
				resolve(value);
			},
			(error) => {
				settled();
				reject(error);
			},
		);
	});
}
