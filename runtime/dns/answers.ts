/**
 * Answers in the form that the library knows, bounded: a name server is not trusted to send few of them, or names that
 * are names.
 */

import { type DnsAnswers, DnsError, type DnsType } from '../../stdlib/host/dns.ts';
import { questionText } from './question.ts';

/** More than any honest question has answers; what comes beyond is dropped. */
export const MOST_ANSWERS = 100;

/** Escaped octets may make a name longer than its 255 octets. */
const LONGEST_NAME = 255;

/** Answers and how long they may be kept. */
export interface TimedAnswers<T extends DnsType> {
	readonly answers: readonly DnsAnswers[T][];
	/** Seconds; `undefined` where it is not known. */
	readonly ttl: number | undefined;
}

/** Something that answers questions, with times. Throws like `DnsPort.resolve`. */
export interface DnsSource {
	query<T extends DnsType>(name: string, type: T, signal: AbortSignal): Promise<TimedAnswers<T>>;
}

/**
 * A host name of an answer: lower case, without the dot of the root; `undefined` when it has characters that no header,
 * log line or comparison should ever see.
 */
function hostName(name: string): string | undefined {
	const bare = (name.endsWith('.') ? name.slice(0, -1) : name).toLowerCase();
	if (bare.length > LONGEST_NAME) return undefined;
	for (let at = 0; at < bare.length; at++) {
		const code = bare.charCodeAt(at);
		if (code <= 0x20 || code >= 0x7f || code === 0x22 || code === 0x5c) return undefined;
	}
	return bare;
}

function isAnswer<T>(value: T | undefined): value is T {
	return value !== undefined;
}

const NORMAL: { readonly [T in DnsType]: (answer: DnsAnswers[T]) => DnsAnswers[T] | undefined } = {
	A: (ip) => ip,
	AAAA: (ip) => ip,
	CNAME: (name) => hostName(name) || undefined,
	NS: (name) => hostName(name) || undefined,
	PTR: (name) => hostName(name) || undefined,
	MX: ({ priority, host }) => {
		const name = hostName(host);
		return name === undefined ? undefined : { priority, host: name };
	},
	TXT: (text) => text,
	TLSA: (answer) => answer,
};

/**
 * What is left of the answers: MX with the lowest priorities, otherwise the first, those with impossible names left out.
 * @throws DnsError NODATA when nothing is left
 */
export function normalAnswers<T extends DnsType>(
	name: string,
	type: T,
	answers: readonly DnsAnswers[T][],
): readonly DnsAnswers[T][] {
	const ordered =
		type === 'MX' ? [...(answers as readonly DnsAnswers['MX'][])].sort((a, b) => a.priority - b.priority) : answers;
	const kept = (ordered as readonly DnsAnswers[T][]).slice(0, MOST_ANSWERS).map(NORMAL[type]).filter(isAnswer);
	if (kept.length === 0) throw new DnsError('NODATA', questionText(name, type));
	return kept;
}
