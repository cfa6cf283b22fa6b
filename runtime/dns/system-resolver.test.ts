/** The resolver against a real name server. */

import type { Answer } from 'dns-packet';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { DnsError, type DnsType } from '../../stdlib/host/dns.ts';
import { SystemResolver } from './system-resolver.ts';
import { TestNameServer, type TestReply } from './test-server.ts';

const never = new AbortController().signal;

function many<T>(count: number, make: (at: number) => T): T[] {
	return Array.from({ length: count }, (_, at) => make(at));
}

const A = (data: string, ttl = 300): Answer => ({ type: 'A', name: 'kettle.example', ttl, data });
const mx = (preference: number, exchange: string): Answer => ({
	type: 'MX',
	name: 'kettle.example',
	data: { preference, exchange },
});

const REPLIES: Readonly<Record<string, TestReply>> = {
	'kettle.example A': [A('192.0.2.1'), A('192.0.2.2', 120)],
	'kettle.example AAAA': [{ type: 'AAAA', name: 'kettle.example', ttl: 60, data: '2001:db8:0:0::1' }],
	'kettle.example MX': [mx(20, 'MX2.Kettle.Example'), mx(10, 'mx1.kettle.example')],
	'kettle.example TXT': [
		{ type: 'TXT', name: 'kettle.example', data: ['v=spf1 ', '-all'] },
		{ type: 'TXT', name: 'kettle.example', data: 'other' },
	],
	'kettle.example NS': [{ type: 'NS', name: 'kettle.example', data: 'ns.kettle.example' }],
	'null.example MX': [{ type: 'MX', name: 'null.example', data: { preference: 0, exchange: '.' } }],
	'www.kettle.example CNAME': [{ type: 'CNAME', name: 'www.kettle.example', data: 'kettle.example' }],
	'www.kettle.example A': [
		{ type: 'CNAME', name: 'www.kettle.example', ttl: 60, data: 'kettle.example' },
		A('192.0.2.1'),
	],
	'1.2.0.192.in-addr.arpa PTR': [{ type: 'PTR', name: '1.2.0.192.in-addr.arpa', data: 'kettle.example' }],
	'2.2.0.192.in-addr.arpa PTR': [{ type: 'PTR', name: '2.2.0.192.in-addr.arpa', data: 'a"b\\\r\n.example' }],
	'_25._tcp.mx.example TLSA': [
		{
			type: 'TLSA',
			name: '_25._tcp.mx.example',
			data: { usage: 3, selector: 1, matchingType: 1, certificate: Buffer.from('ab12', 'hex') },
		} as unknown as Answer,
	],
	'gone.example A': 'NXDOMAIN',
	'sick.example A': 'SERVFAIL',
	'refused.example A': 'REFUSED',
	'silent.example A': 'silence',
	'garbage.example A': 'garbage',
	'many.example A': many(200, (at) => ({ type: 'A', name: 'many.example', data: `192.0.2.${at}` })),
	'many.example MX': many(1200, (at) => ({
		type: 'MX',
		name: 'many.example',
		data: { preference: 1200 - at, exchange: `mx${at}.many.example` },
	})),
	'huge.example TXT': many(200, (at) => ({ type: 'TXT', name: 'huge.example', data: ['x'.repeat(255), String(at)] })),
	'loop.example A': [
		{ type: 'CNAME', name: 'loop.example', data: 'loop2.example' },
		{ type: 'CNAME', name: 'loop2.example', data: 'loop.example' },
	],
	'chain.example A': many(400, (at) => ({
		type: 'CNAME',
		name: at === 0 ? 'chain.example' : `c${at}.example`,
		data: `c${at + 1}.example`,
	})),
};

const server = new TestNameServer(REPLIES);
let address = '';
beforeAll(async () => {
	address = await server.start();
});
afterAll(() => server.stop());

function resolver(timeout = 5000): SystemResolver {
	return new SystemResolver({ servers: [address], timeout, attempts: 1 });
}

const ANSWERS: readonly (readonly [name: string, type: DnsType, answers: unknown])[] = [
	['kettle.example', 'A', ['192.0.2.1', '192.0.2.2']],
	['Kettle.Example.', 'AAAA', ['2001:db8::1']],
	[
		'kettle.example',
		'MX',
		[
			{ priority: 10, host: 'mx1.kettle.example' },
			{ priority: 20, host: 'mx2.kettle.example' },
		],
	],
	['kettle.example', 'TXT', ['v=spf1 -all', 'other']],
	['kettle.example', 'NS', ['ns.kettle.example']],
	['null.example', 'MX', [{ priority: 0, host: '' }]],
	['www.kettle.example', 'CNAME', ['kettle.example']],
	['www.kettle.example', 'A', ['192.0.2.1']],
	['1.2.0.192.in-addr.arpa', 'PTR', ['kettle.example']],
	['_25._tcp.mx.example', 'TLSA', [{ usage: 3, selector: 1, matching: 1, data: 'ab12' }]],
];

const FAILURES: readonly (readonly [name: string, type: DnsType, failure: string, text: string])[] = [
	['gone.example', 'A', 'NXDOMAIN', 'gone.example A: the name does not exist'],
	['kettle.example', 'TLSA', 'NODATA', 'kettle.example TLSA: no record of this type'],
	['sick.example', 'A', 'SERVFAIL', 'sick.example A: the name server failed'],
	['refused.example', 'A', 'SERVFAIL', 'refused.example A: the name server refused to answer'],
	['silent.example', 'A', 'TIMEOUT', 'silent.example A: no answer in time'],
	['a..b', 'A', 'NXDOMAIN', '"a..b" A: this cannot be the name of a host or domain'],
];

describe('answers of a name server', () => {
	test.each(ANSWERS)('%s %s', async (name, type, answers) => {
		expect(await resolver().resolve(name, type, never)).toEqual(answers);
	});

	test.each(FAILURES)('%s %s fails: %s', async (name, type, failure, text) => {
		const error: unknown = await resolver(200)
			.resolve(name, type, never)
			.catch((caught: unknown) => caught);
		expect(error).toBeInstanceOf(DnsError);
		expect(error).toMatchObject({ failure, message: text });
	});

	test('the shortest time to live of addresses is known', async () => {
		expect(await resolver().query('kettle.example', 'A', never)).toMatchObject({ ttl: 120 });
	});

	test('nothing listens', async () => {
		const closed = new TestNameServer({});
		const nobody = await closed.start();
		await closed.stop();
		const alone = new SystemResolver({ servers: [nobody], timeout: 200, attempts: 1 });
		await expect(alone.resolve('kettle.example', 'A', never)).rejects.toMatchObject({ temporary: true });
	});

	test('a server that is no address is refused at once', () => {
		expect(() => new SystemResolver({ servers: ['ns.example'] })).toThrow(/ns\.example/);
	});
});

describe('hostile answers', () => {
	test('thousands of records become a hundred, after a question over TCP', async () => {
		const answers = await resolver().resolve('many.example', 'MX', never);
		expect(answers).toHaveLength(100);
		expect(answers[0]).toEqual({ priority: 1, host: 'mx1199.many.example' });
		expect(server.questions).toContain('tcp many.example MX');
		expect(await resolver().resolve('many.example', 'A', never)).toHaveLength(100);
	});

	test('a huge TXT set', async () => {
		expect(await resolver().resolve('huge.example', 'TXT', never)).toHaveLength(100);
	});

	test.each(['loop.example', 'chain.example', 'garbage.example'])('%s ends as a failure', async (name) => {
		await expect(resolver(200).resolve(name, 'A', never)).rejects.toBeInstanceOf(DnsError);
	});

	test('a PTR name with line breaks is nobody’s name', async () => {
		await expect(resolver().resolve('2.2.0.192.in-addr.arpa', 'PTR', never)).rejects.toBeInstanceOf(DnsError);
	});
});

describe('giving up', () => {
	test('ends the question with the reason of the signal, and the next one is not disturbed', async () => {
		const patient = resolver(60_000);
		const control = new AbortController();
		const silent = patient.resolve('silent.example', 'A', control.signal);
		const other = patient.resolve('silent.example', 'A', new AbortController().signal);
		other.catch(() => {});
		control.abort(new Error('enough'));
		await expect(silent).rejects.toThrow('enough');
		expect(await patient.resolve('kettle.example', 'A', never)).toHaveLength(2);
		let settled = false;
		other.finally(() => (settled = true)).catch(() => {});
		await new Promise((resolve) => setImmediate(resolve));
		expect(settled).toBe(false);
	});

	test('does not ask at all when it is too late', async () => {
		const before = server.questions.length;
		await expect(resolver().resolve('kettle.example', 'A', AbortSignal.abort(new Error('late')))).rejects.toThrow(
			'late',
		);
		expect(server.questions).toHaveLength(before);
	});

	test('a hundred questions at once all get their answers', async () => {
		const one = resolver();
		const all = await Promise.all(many(100, () => one.resolve('kettle.example', 'A', never)));
		expect(all.every((answers) => answers.length === 2)).toBe(true);
	});
});
