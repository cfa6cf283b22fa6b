import { describe, expect, test } from 'vitest';
import { samplePorts } from '../simulate/sample.ts';
import { resultServers, withoutForgedResults } from './forged-results.ts';

const SERVERS = new Set(['mx.kettle.example', 'kettle.example']);

const MESSAGES: readonly (readonly [before: string, after: string])[] = [
	['', ''],
	['A: 1\r\n\r\nbody', 'A: 1\r\n\r\nbody'],
	[
		'Authentication-Results: other.example; spf=pass\r\n\r\n',
		'Authentication-Results: other.example; spf=pass\r\n\r\n',
	],
	['Authentication-Results: mx.kettle.example; spf=pass\r\nA: 1\r\n\r\nbody', 'A: 1\r\n\r\nbody'],
	['A: 1\r\nauthentication-results : (x) KETTLE.example;\r\n\tspf=pass\r\nB: 2\r\n\r\n', 'A: 1\r\nB: 2\r\n\r\n'],
	['A: 1\nAuthentication-Results:\n kettle.example; none\nB: 2\n\nbody', 'A: 1\nB: 2\n\nbody'],
	['A: 1\r\nAuthentication-Results: kettle.example', 'A: 1\r\n'],
	['Authentication-Results: kettle.example\r\nAuthentication-Results: kettle.example\r\n\r\nx', '\r\nx'],
	[
		'A: 1\r\n\r\nAuthentication-Results: kettle.example; spf=pass\r\n',
		'A: 1\r\n\r\nAuthentication-Results: kettle.example; spf=pass\r\n',
	],
	['X-Authentication-Results: kettle.example\r\n\r\n', 'X-Authentication-Results: kettle.example\r\n\r\n'],
];

describe('withoutForgedResults', () => {
	test.each(MESSAGES)('%j', (before, after) => {
		const raw = Buffer.from(before, 'latin1');
		const kept = withoutForgedResults(raw, SERVERS);
		expect(kept.toString('latin1')).toBe(after);
		if (before === after) expect(kept).toBe(raw);
	});

	test('in a buffer that is part of another', () => {
		const raw = Buffer.from('xxxxA: 1\r\nAuthentication-Results: kettle.example\r\n\r\nbody').subarray(4);
		expect(withoutForgedResults(raw, SERVERS).toString()).toBe('A: 1\r\n\r\nbody');
	});
});

test('the names that are ours', () => {
	const servers = resultServers({ serverName: 'MX2.Kettle.Example' } as never, samplePorts());
	expect([...servers].sort()).toEqual(['kettle.example', 'mx', 'mx.kettle.example', 'mx2.kettle.example']);
});
