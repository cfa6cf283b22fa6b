import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
	formatNetwork4,
	formatNetwork6,
	maskIp4,
	maskIp6,
	type Network4,
	type Network6,
	network4Holds,
	network6Holds,
	networkProblem,
	parseNetwork4,
	parseNetwork6,
} from './cidr.ts';
import { parseIp4, parseIp6 } from './ip-text.ts';

test.each([
	['10.0.0.7/8', '10.0.0.0/8'],
	['192.0.2.255/31', '192.0.2.254/31'],
	['192.0.2.1/32', '192.0.2.1/32'],
	['255.255.255.255/0', '0.0.0.0/0'],
	['128.0.0.1/1', '128.0.0.0/1'],
	['10.0.0.0', undefined],
	['10.0.0.0/', undefined],
	['10.0.0.0/33', undefined],
	['10.0.0.0/08', undefined],
	['10.0.0.0/+8', undefined],
	['10.0.0.0/8 ', undefined],
	['10.0.0.0/8/8', undefined],
	['10.0.0/8', undefined],
	['::/0', undefined],
	['/8', undefined],
])('%s is %s', (text, expected) => {
	const network = parseNetwork4(text);
	expect(network === undefined ? undefined : formatNetwork4(network)).toBe(expected);
});

test.each([
	['2001:db8::1/32', '2001:db8::/32'],
	['2001:db8:ffff::/33', '2001:db8:8000::/33'],
	['::ffff:192.0.2.1/120', '::ffff:192.0.2.0/120'],
	['ffff::/0', '::/0'],
	['::1/128', '::1/128'],
	['::1/129', undefined],
	['::1', undefined],
	['10.0.0.0/8', undefined],
])('%s is %s', (text, expected) => {
	const network = parseNetwork6(text);
	expect(network === undefined ? undefined : formatNetwork6(network)).toBe(expected);
});

/** The first bits of an address as text. */
const bits4 = (value: number, count: number) => value.toString(2).padStart(32, '0').slice(0, count);
const bits6 = (key: string, count: number) =>
	Array.from(key, (unit) => unit.charCodeAt(0).toString(2).padStart(16, '0'))
		.join('')
		.slice(0, count);

describe('an address is in a network when the first bits are the same', () => {
	test('IPv4', () => {
		const address = fc.integer({ min: 0, max: 0xffffffff });
		fc.assert(
			fc.property(address, address, fc.integer({ min: 0, max: 32 }), fc.boolean(), (a, b, prefix, near) => {
				const other = near ? (a ^ (b >>> 20)) >>> 0 : b;
				const start = maskIp4(a, prefix);
				expect(bits4(start, 32)).toBe(bits4(a, prefix).padEnd(32, '0'));
				expect(network4Holds({ start, prefix }, other)).toBe(bits4(a, prefix) === bits4(other, prefix));
			}),
		);
	});

	test('IPv6', () => {
		const groups = fc.array(fc.integer({ min: 0, max: 3 }), { minLength: 8, maxLength: 8 });
		const key = groups.map((list) => String.fromCharCode(...list.map((group) => group << 14)));
		fc.assert(
			fc.property(key, key, fc.integer({ min: 0, max: 128 }), (a, b, prefix) => {
				const start = maskIp6(a, prefix);
				expect(bits6(start, 128)).toBe(bits6(a, prefix).padEnd(128, '0'));
				expect(network6Holds({ start, prefix }, b)).toBe(bits6(a, prefix) === bits6(b, prefix));
			}),
		);
	});
});

test('the networks of RFC 1918', () => {
	const network = parseNetwork4('172.16.0.0/12') as Network4;
	const held = ['172.16.0.0', '172.31.255.255', '172.15.255.255', '172.32.0.0'].map((text) =>
		network4Holds(network, parseIp4(text)),
	);
	expect(held).toEqual([true, true, false, false]);
	expect(network6Holds(parseNetwork6('fc00::/7') as Network6, parseIp6('fdff::1') as string)).toBe(true);
});

test.each([
	['10.0.0.0', 4, 'the mask is missing, e.g. 192.0.2.0/24'],
	['::', 6, 'the mask is missing, e.g. 2001:db8::/32'],
	['10.0.0.0/33', 4, 'between 0 and 32'],
	['::/129', 6, 'between 0 and 128'],
	['10.0.0/8', 4, 'four numbers'],
	['::1::/64', 6, 'eight groups'],
] as const)('%s: %s', (text, family, part) => {
	expect(networkProblem(text, family)).toContain(part);
});
