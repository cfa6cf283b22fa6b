import { describe, expect, test } from 'vitest';
import { DnsError, type DnsFailure, type DnsType } from '../../stdlib/host/dns.ts';
import type { DnsSource, TimedAnswers } from './answers.ts';
import { CachedResolver } from './cached-resolver.ts';

const never = new AbortController().signal;

interface Reply {
	readonly answers?: readonly unknown[];
	readonly failure?: DnsFailure;
	readonly ttl?: number;
}

/** A source that counts, with a clock that the test moves. */
function cacheOf(replies: Readonly<Record<string, Reply>>, size?: number) {
	const asked: string[] = [];
	const state = { now: 0 };
	const source: DnsSource = {
		async query<T extends DnsType>(name: string, type: T): Promise<TimedAnswers<T>> {
			asked.push(`${name} ${type}`);
			await Promise.resolve();
			const reply = replies[name] ?? { failure: 'NXDOMAIN' };
			if (reply.failure !== undefined) throw new DnsError(reply.failure, `${name} ${type}`);
			return { answers: reply.answers as never, ttl: reply.ttl };
		},
	};
	const cache = new CachedResolver(source, { now: () => state.now, ...(size === undefined ? {} : { size }) });
	return { cache, asked, state };
}

type Case = readonly [title: string, reply: Reply, seconds: number, questions: number];

const TIMES: readonly Case[] = [
	['within the time to live', { answers: ['192.0.2.1'], ttl: 300 }, 299, 1],
	['after the time to live', { answers: ['192.0.2.1'], ttl: 300 }, 300, 2],
	['without time to live, soon', { answers: ['x'] }, 59, 1],
	['without time to live, later', { answers: ['x'] }, 60, 2],
	['with none to be kept', { answers: ['x'], ttl: 0 }, 0, 2],
	['never longer than an hour', { answers: ['x'], ttl: 1e9 }, 3600, 2],
	['a name that does not exist', { failure: 'NXDOMAIN' }, 59, 1],
	['a name that did not exist', { failure: 'NXDOMAIN' }, 60, 2],
	['no record', { failure: 'NODATA' }, 59, 1],
	['a failing server', { failure: 'SERVFAIL' }, 0, 2],
	['a silent server', { failure: 'TIMEOUT' }, 0, 2],
	['an answer beyond all measure', { answers: ['x'.repeat(10_000)], ttl: 300 }, 1, 2],
];

describe('CachedResolver', () => {
	test.each(TIMES)('%s', async (_title, reply, seconds, questions) => {
		const { cache, asked, state } = cacheOf({ 'kettle.example': reply });
		const ask = () => cache.resolve('kettle.example', 'TXT', never).catch((error: DnsError) => error.failure);
		const first = await ask();
		state.now = seconds * 1000;
		expect(await ask()).toEqual(first);
		expect(first).toEqual(reply.failure ?? reply.answers);
		expect(asked).toHaveLength(questions);
	});

	test('one name in any case, with or without dot, but each type for itself', async () => {
		const { cache, asked } = cacheOf({ 'kettle.example': { answers: ['x'], ttl: 300 } });
		for (const name of ['kettle.example', 'KETTLE.example', 'kettle.example.']) await cache.resolve(name, 'A', never);
		await cache.resolve('kettle.example', 'TXT', never);
		expect(asked).toEqual(['kettle.example A', 'kettle.example TXT']);
	});

	test('the size is bounded, and what was used least goes first', async () => {
		const { cache, asked } = cacheOf({}, 3);
		const ask = (name: string) => cache.resolve(name, 'A', never).catch(() => {});
		for (const name of ['a', 'b', 'c', 'a', 'd', 'a', 'b']) await ask(name);
		expect(asked).toEqual(['a A', 'b A', 'c A', 'd A', 'b A']);
		expect(cache.size).toBe(3);
		cache.clear();
		expect(cache.size).toBe(0);
	});

	test('those who ask at the same time share the answer', async () => {
		const { cache, asked } = cacheOf({ x: { answers: ['1'] } });
		const answers = await Promise.all([cache.resolve('x', 'A', never), cache.resolve('x', 'A', never)]);
		expect(answers).toEqual([['1'], ['1']]);
		expect(asked).toEqual(['x A']);
	});

	test('who gives up does not disturb the others; the last one ends the question', async () => {
		const signals: AbortSignal[] = [];
		let answer: (answers: TimedAnswers<'A'>) => void = () => {};
		const source: DnsSource = {
			query: (_name, _type, signal) => {
				signals.push(signal);
				return new Promise((resolve) => {
					answer = resolve as never;
				});
			},
		};
		const cache = new CachedResolver(source);
		const [one, two, three] = [new AbortController(), new AbortController(), new AbortController()];
		const first = cache.resolve('x', 'A', one.signal);
		const second = cache.resolve('x', 'A', two.signal);
		one.abort(new Error('first'));
		await expect(first).rejects.toThrow('first');
		expect(signals[0]?.aborted).toBe(false);
		answer({ answers: ['1'], ttl: 0 });
		expect(await second).toEqual(['1']);
		const third = cache.resolve('x', 'A', three.signal);
		three.abort(new Error('third'));
		await expect(third).rejects.toThrow('third');
		expect(signals[1]?.aborted).toBe(true);
		await expect(cache.resolve('x', 'A', AbortSignal.abort(new Error('late')))).rejects.toThrow('late');
	});
});
