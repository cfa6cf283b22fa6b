import { describe, expect, test } from 'vitest';
import { DnsError, type DnsType } from '../../stdlib/host/dns.ts';
import { AnswerTable } from './answer-table.ts';
import { readAnswerTable } from './answer-table-data.ts';

const LONG_LABEL = 'a'.repeat(64);

const DATA = {
	'kettle.example': {
		A: '192.0.2.1',
		AAAA: ['2001:DB8:0::1', '2001:db8::2'],
		MX: ['20 MX2.kettle.example.', { priority: 10, host: 'mx1.kettle.example' }],
		TXT: ['v=spf1 -all', 'SERVFAIL'],
		NS: 'TIMEOUT',
		TLSA: ['3 1 1 AB12', { usage: 2, selector: 0, matching: 1, data: '00' }],
	},
	'Upper.Example': { A: ['192.0.2.9'] },
	'null.example': { MX: '0 .' },
	'empty.example': { A: [] },
	'gone.example': 'NXDOMAIN',
	'sick.example': { fails: 'SERVFAIL' },
	'alias.example': { CNAME: 'second.example' },
	'second.example': { CNAME: ['kettle.example'] },
	'loop.example': { CNAME: 'loop2.example' },
	'loop2.example': { CNAME: 'loop.example' },
	'dangling.example': { CNAME: 'gone.example' },
	'*.wild.example': { A: '192.0.2.3' },
	'own.wild.example': { TXT: 'own' },
	'192.0.2.1': { PTR: 'kettle.example' },
	'2001:db8::1': ['a.kettle.example', 'b.kettle.example'],
	'192.0.2.2': 'NODATA',
};

const MANY = Array.from({ length: 5000 }, (_, at) => ({ priority: 5000 - at, host: `mx${at}.example` }));

const { entries, problems } = readAnswerTable(DATA);

async function ask(name: string, type: DnsType): Promise<unknown> {
	const unknown: string[] = [];
	const table = new AnswerTable(entries, { onUnknown: (question) => unknown.push(question) });
	try {
		return await table.resolve(name, type, new AbortController().signal);
	} catch (error) {
		if (!(error instanceof DnsError)) throw error;
		return [`${error.failure} ${error.message}`, ...unknown].join(' | ');
	}
}

const ANSWERS: readonly (readonly [name: string, type: DnsType, answer: unknown])[] = [
	['kettle.example', 'A', ['192.0.2.1']],
	['KETTLE.example.', 'A', ['192.0.2.1']],
	['kettle.example', 'AAAA', ['2001:db8::1', '2001:db8::2']],
	[
		'kettle.example',
		'MX',
		[
			{ priority: 10, host: 'mx1.kettle.example' },
			{ priority: 20, host: 'mx2.kettle.example' },
		],
	],
	['kettle.example', 'TXT', ['v=spf1 -all', 'SERVFAIL']],
	['kettle.example', 'NS', 'TIMEOUT kettle.example NS: no answer in time'],
	[
		'kettle.example',
		'TLSA',
		[
			{ usage: 3, selector: 1, matching: 1, data: 'ab12' },
			{ usage: 2, selector: 0, matching: 1, data: '00' },
		],
	],
	['kettle.example', 'PTR', 'NODATA kettle.example PTR: no record of this type'],
	['upper.example', 'A', ['192.0.2.9']],
	['null.example', 'MX', [{ priority: 0, host: '' }]],
	['empty.example', 'A', 'NODATA empty.example A: no record of this type'],
	['gone.example', 'A', 'NXDOMAIN gone.example A: the name does not exist'],
	['sick.example', 'TXT', 'SERVFAIL sick.example TXT: the name server failed'],
	['alias.example', 'A', ['192.0.2.1']],
	['alias.example', 'CNAME', ['second.example']],
	['alias.example', 'PTR', 'NODATA kettle.example PTR: no record of this type'],
	['loop.example', 'A', 'SERVFAIL loop.example A: more than 8 aliases in a row'],
	['dangling.example', 'A', 'NXDOMAIN gone.example A: the name does not exist'],
	['a.b.wild.example', 'A', ['192.0.2.3']],
	['own.wild.example', 'A', 'NODATA own.wild.example A: no record of this type'],
	['1.2.0.192.in-addr.arpa', 'PTR', ['kettle.example']],
	[`1.${'0.'.repeat(23)}8.b.d.0.1.0.0.2.ip6.arpa`, 'PTR', ['a.kettle.example', 'b.kettle.example']],
	['2.2.0.192.in-addr.arpa', 'PTR', 'NODATA 192.0.2.2 PTR: no record of this type'],
	['x.example', 'A', 'SERVFAIL no answer is given for `x.example A` | x.example A'],
	['9.9.0.192.in-addr.arpa', 'PTR', 'SERVFAIL no answer is given for `192.0.9.9 PTR` | 192.0.9.9 PTR'],
	['toString', 'A', 'SERVFAIL no answer is given for `tostring A` | tostring A'],
	['', 'A', 'NXDOMAIN "" A: this cannot be the name of a host or domain'],
	['a..example', 'A', 'NXDOMAIN "a..example" A: this cannot be the name of a host or domain'],
	['a b.example', 'A', 'NXDOMAIN "a b.example" A: this cannot be the name of a host or domain'],
	['a\\.b\r\nx', 'A', 'NXDOMAIN "a\\\\.b\\r\\nx" A: this cannot be the name of a host or domain'],
	[`${LONG_LABEL}.x`, 'A', `NXDOMAIN "${LONG_LABEL}.x" A: this cannot be the name of a host or domain`],
];

describe('AnswerTable', () => {
	test('the data have no problem', () => expect(problems).toEqual([]));

	test.each(ANSWERS)('%s %s', async (name, type, answer) => expect(await ask(name, type)).toEqual(answer));

	test('gives at most 100 answers, of MX those that matter', async () => {
		const table = new AnswerTable([['many.example', { MX: MANY }]]);
		const answers = await table.resolve('many.example', 'MX', new AbortController().signal);
		expect(answers).toHaveLength(100);
		expect(answers[0]).toEqual({ priority: 1, host: 'mx4999.example' });
	});

	test('leaves out names that no name can be', async () => {
		const table = new AnswerTable([['192.0.2.1', { PTR: ['a\r\nX-Bad: 1', 'ok.example', 'a b', 'x"y', ''] }]]);
		const answers = await table.resolve('1.2.0.192.in-addr.arpa', 'PTR', new AbortController().signal);
		expect(answers).toEqual(['ok.example']);
	});

	test('says unknown names the way it is told to', async () => {
		const table = new AnswerTable([], { unknown: 'NXDOMAIN' });
		const answer = table.resolve('x.example', 'A', new AbortController().signal);
		await expect(answer).rejects.toMatchObject({ failure: 'NXDOMAIN', temporary: false });
	});

	test('gives up with the reason of the signal', async () => {
		const reason = new Error('enough');
		await expect(new AnswerTable(entries).resolve('kettle.example', 'A', AbortSignal.abort(reason))).rejects.toBe(
			reason,
		);
	});
});

const PROBLEMS: readonly (readonly [data: unknown, problem: string])[] = [
	[[], '[] is not a table of DNS answers by name'],
	[null, 'null is not a table of DNS answers by name'],
	[{ 'a.example': 7 }, '`a.example`: 7 is neither a table of records nor one of NXDOMAIN, NODATA, TIMEOUT, SERVFAIL'],
	[
		{ 'a.example': 'NODOMAIN' },
		'`a.example`: "NODOMAIN" is neither a table of records nor one of NXDOMAIN, NODATA, TIMEOUT, SERVFAIL',
	],
	[{ 'a.example': { fails: 'no' } }, '`a.example` fails: "no" is not one of NXDOMAIN, NODATA, TIMEOUT, SERVFAIL'],
	[{ 'a.example': { A: ['192.0.2.300'] } }, '`a.example` A: "192.0.2.300" is not an IPv4 address'],
	[{ 'a.example': { AAAA: '192.0.2.3' } }, '`a.example` AAAA: "192.0.2.3" is not an IPv6 address'],
	[{ 'a.example': { AAAA: 'fe80::1%eth0' } }, '`a.example` AAAA: "fe80::1%eth0" is not an IPv6 address'],
	[
		{ 'a.example': { MX: 'mx.example' } },
		'`a.example` MX: "mx.example" is not a priority and a host such as "10 mx.example"',
	],
	[
		{ 'a.example': { MX: '70000 mx.example' } },
		'`a.example` MX: "70000 mx.example" is not a priority and a host such as "10 mx.example"',
	],
	[{ 'a.example': { TXT: [1] } }, '`a.example` TXT: 1 is not a text'],
	[
		{ 'a.example': { TLSA: '3 1 1 abc' } },
		'`a.example` TLSA: "3 1 1 abc" is not usage, selector, matching type and data such as "3 1 1 ab12"',
	],
	[{ 'a.example': { CNAME: 'a b' } }, '`a.example` CNAME: "a b" is not a host name'],
	[
		{ 'a.example': { SPF: 'v=spf1' } },
		'`a.example`: unknown type of record "SPF", expected one of A, AAAA, CNAME, NS, PTR, MX, TXT, TLSA',
	],
	[
		{ 'a.example': { toString: 'x' } },
		'`a.example`: unknown type of record "toString", expected one of A, AAAA, CNAME, NS, PTR, MX, TXT, TLSA',
	],
	[{ 'a b': { A: '192.0.2.1' } }, '"a b" is neither a domain name nor an IP address'],
	[{ '192.0.2.1': 7 }, '`192.0.2.1` PTR: 7 is not a host name'],
];

describe('readAnswerTable', () => {
	test.each(PROBLEMS)('%j', (data, problem) => expect(readAnswerTable(data).problems).toEqual([problem]));

	test('reports everything that is wrong at once', () => {
		const data = { 'a.example': { A: ['x', '192.0.2.1', 'y'] }, 'b c': {} };
		expect(readAnswerTable(data).problems).toHaveLength(3);
	});

	test('is not misled by magic names', () => {
		const data: unknown = JSON.parse('{"__proto__": {"A": "192.0.2.1"}, "constructor": {"A": "192.0.2.2"}}');
		expect([...readAnswerTable(data).entries.keys()]).toEqual(['__proto__', 'constructor']);
	});
});
