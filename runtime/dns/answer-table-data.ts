/**
 * A table of answers from the data of a JSON or TOML file:
 *
 * ```toml
 * ["teapot.example"]
 * A = "192.0.2.7"
 * MX = ["10 mx1.teapot.example", { priority = 20, host = "mx2.teapot.example" }]
 * TXT = ["v=spf1 mx -all"]
 * AAAA = "TIMEOUT"
 *
 * ["192.0.2.7"]
 * PTR = "teapot.example"
 *
 * ["gone.example"]
 * fails = "NXDOMAIN"
 * ```
 *
 * One answer needs no brackets. The word of a failure in place of answers means that the question fails; as an answer
 * it goes into brackets. Everything that is wrong is reported, all of it in one go.
 */

import { isIPv4, isIPv6 } from 'node:net';
import type { DnsAnswers, DnsFailure, DnsType, MxAnswer, TlsaAnswer } from '../../stdlib/host/dns.ts';
import { canonicalIp, isIpText } from '../../stdlib/mail/reverse-name.ts';
import type { TableEntry } from './answer-table.ts';
import { checkedName } from './question.ts';

const FAILURES: readonly DnsFailure[] = ['NXDOMAIN', 'NODATA', 'TIMEOUT', 'SERVFAIL'];
const FAILURE_WORDS = FAILURES.join(', ');

export interface AnswerTableData {
	readonly entries: ReadonlyMap<string, TableEntry>;
	/** One sentence each. */
	readonly problems: readonly string[];
}

/** What one answer looks like, and how it is read; `undefined` when it is not one. */
interface RecordForm<T extends DnsType> {
	readonly form: string;
	readonly read: (value: unknown) => DnsAnswers[T] | undefined;
}

function hostOf(value: unknown): string | undefined {
	if (typeof value !== 'string') return undefined;
	try {
		return checkedName(value, 'A');
	} catch {
		return undefined;
	}
}

function intOf(value: unknown, most: number): number | undefined {
	const number = typeof value === 'bigint' ? Number(value) : value;
	return typeof number === 'number' && Number.isInteger(number) && number >= 0 && number <= most ? number : undefined;
}

/** The number that a word of digits says. */
function digits(word: string | undefined, most: number): number | undefined {
	return word === undefined || word === '' || word.length > 5 ? undefined : intOf(Number(word), most);
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
	return typeof value === 'object' && value !== null && !Array.isArray(value) && !(value instanceof Date);
}

function words(text: string): string[] {
	return text.split(' ').filter((word) => word !== '');
}

function readMx(value: unknown): MxAnswer | undefined {
	const [first, second, ...more] = typeof value === 'string' ? words(value) : [];
	if (more.length > 0) return undefined;
	const [priority, host] = isRecord(value)
		? [intOf(value.priority, 0xffff), value.host]
		: [digits(first, 0xffff), second];
	if (priority === undefined) return undefined;
	// The null MX of RFC 7505.
	const name = host === '.' || host === '' ? '' : hostOf(host);
	return name === undefined ? undefined : { priority, host: name };
}

function isHexadecimal(text: string): boolean {
	if (text === '' || text.length % 2 !== 0) return false;
	for (const character of text) if (!'0123456789abcdef'.includes(character)) return false;
	return true;
}

function readTlsa(value: unknown): TlsaAnswer | undefined {
	const parts = typeof value === 'string' ? words(value) : [];
	const [usage, selector, matching, data] = isRecord(value)
		? [
				intOf(value.usage, 255),
				intOf(value.selector, 255),
				intOf(value.matching, 255),
				typeof value.data === 'string' ? value.data : undefined,
			]
		: [digits(parts[0], 255), digits(parts[1], 255), digits(parts[2], 255), parts.slice(3).join('')];
	const hex = data?.toLowerCase();
	if (usage === undefined || selector === undefined || matching === undefined) return undefined;
	return hex === undefined || !isHexadecimal(hex) ? undefined : { usage, selector, matching, data: hex };
}

const HOST_FORM = { form: 'a host name', read: hostOf };

const FORMS: { readonly [T in DnsType]: RecordForm<T> } = {
	A: {
		form: 'an IPv4 address',
		read: (value) => (typeof value === 'string' && isIPv4(value) ? value : undefined),
	},
	AAAA: {
		form: 'an IPv6 address',
		read: (value) => (typeof value === 'string' && isIPv6(value) && isIpText(value) ? canonicalIp(value) : undefined),
	},
	CNAME: HOST_FORM,
	NS: HOST_FORM,
	PTR: HOST_FORM,
	MX: { form: 'a priority and a host such as "10 mx.example"', read: readMx },
	TXT: { form: 'a text', read: (value) => (typeof value === 'string' ? value : undefined) },
	TLSA: { form: 'usage, selector, matching type and data such as "3 1 1 ab12"', read: readTlsa },
};

function isDnsType(word: string): word is DnsType {
	return Object.hasOwn(FORMS, word);
}

function failureOf(value: unknown): DnsFailure | undefined {
	return FAILURES.find((failure) => failure === value);
}

function shown(value: unknown): string {
	const text = JSON.stringify(value, (_key, part) => (typeof part === 'bigint' ? Number(part) : part)) ?? String(value);
	return text.length > 100 ? `${text.slice(0, 100)}…` : text;
}

type Report = (problem: string) => void;

function readRecords<T extends DnsType>(name: string, type: T, value: unknown, report: Report) {
	const failure = failureOf(value);
	if (failure !== undefined) return failure;
	const { form, read } = FORMS[type];
	const answers: DnsAnswers[T][] = [];
	for (const item of Array.isArray(value) ? value : [value]) {
		const answer = read(item);
		if (answer !== undefined) answers.push(answer);
		else report(`\`${name}\` ${type}: ${shown(item)} is not ${form}`);
	}
	return answers;
}

function readEntry(name: string, value: unknown, report: Report): TableEntry {
	const failure = failureOf(value);
	if (failure !== undefined) return failure;
	// The names of an address need no `PTR`.
	if (isIpText(name) && !isRecord(value)) return { PTR: readRecords(name, 'PTR', value, report) };
	if (!isRecord(value)) {
		report(`\`${name}\`: ${shown(value)} is neither a table of records nor one of ${FAILURE_WORDS}`);
		return {};
	}
	const records: { [T in DnsType]?: unknown } = {};
	for (const [key, item] of Object.entries(value)) {
		if (key === 'fails') {
			const all = failureOf(item);
			if (all !== undefined) return all;
			report(`\`${name}\` fails: ${shown(item)} is not one of ${FAILURE_WORDS}`);
			continue;
		}
		const type = key.toUpperCase();
		if (isDnsType(type)) records[type] = readRecords(name, type, item, report);
		else report(`\`${name}\`: unknown type of record ${shown(key)}, expected one of ${Object.keys(FORMS).join(', ')}`);
	}
	return records as TableEntry;
}

function nameProblem(name: string): string | undefined {
	if (isIpText(name)) return undefined;
	return hostOf(name.startsWith('*.') ? name.slice(2) : name) === undefined
		? `${shown(name)} is neither a domain name nor an IP address`
		: undefined;
}

/** @param data an object as parsers of JSON and TOML give it: entries by name */
export function readAnswerTable(data: unknown): AnswerTableData {
	const problems: string[] = [];
	const entries = new Map<string, TableEntry>();
	const report: Report = (problem) => problems.push(problem);
	if (!isRecord(data)) report(`${shown(data)} is not a table of DNS answers by name`);
	else {
		for (const [name, value] of Object.entries(data)) {
			const problem = nameProblem(name);
			if (problem !== undefined) report(problem);
			else entries.set(name, readEntry(name, value, report));
		}
	}
	return { entries, problems };
}
