import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { addressOfReverseName, canonicalIp, reversedAddress, reverseName, unmappedIp } from './reverse-name.ts';

const ZEROS = '0.'.repeat(23);

const NAMES: readonly (readonly [ip: string, name: string | undefined])[] = [
	['192.0.2.1', '1.2.0.192.in-addr.arpa'],
	['0.0.0.0', '0.0.0.0.in-addr.arpa'],
	['255.254.253.252', '252.253.254.255.in-addr.arpa'],
	['2001:db8::1', `1.${ZEROS}8.b.d.0.1.0.0.2.ip6.arpa`],
	['2001:DB8:0:0::567:89ab', `b.a.9.8.7.6.5.0.${'0.'.repeat(16)}8.b.d.0.1.0.0.2.ip6.arpa`],
	['::ffff:192.0.2.1', '1.2.0.192.in-addr.arpa'],
	['192.0.2', undefined],
	['192.0.2.256', undefined],
	['mx.kettle.example', undefined],
	['', undefined],
];

describe('reverseName', () => {
	test.each(NAMES)('%s', (ip, name) => expect(reverseName(ip)).toBe(name));
});

const NO_ADDRESSES = [
	'kettle.example',
	'in-addr.arpa',
	'2.0.192.in-addr.arpa',
	'9.1.2.0.192.in-addr.arpa',
	'256.2.0.192.in-addr.arpa',
	'x.2.0.192.in-addr.arpa',
	'1.ip6.arpa',
	`g.${ZEROS}8.b.d.0.1.0.0.2.ip6.arpa`,
	`10.${ZEROS}8.b.d.0.1.0.0.2.ip6.arpa`,
	`0.1.${ZEROS}8.b.d.0.1.0.0.2.ip6.arpa`,
];

describe('addressOfReverseName', () => {
	test.each(NO_ADDRESSES)('%s is none', (name) => expect(addressOfReverseName(name)).toBeUndefined());

	test('brings back every address', () => {
		fc.assert(
			fc.property(fc.oneof(fc.ipV4(), fc.ipV6()), (ip) => {
				const name = reverseName(ip);
				if (name === undefined || reversedAddress(ip)?.family === 4) {
					expect(name?.endsWith('.in-addr.arpa')).toBe(true);
					return;
				}
				expect(addressOfReverseName(name)).toBe(canonicalIp(ip));
			}),
		);
	});
});

const CANONICAL: readonly (readonly [ip: string, canonical: string, unmapped: string])[] = [
	['192.0.2.1', '192.0.2.1', '192.0.2.1'],
	['2001:DB8:0:0:0::1', '2001:db8::1', '2001:db8::1'],
	['::FFFF:c000:201', '::ffff:192.0.2.1', '192.0.2.1'],
	['::ffff:0:0', '::ffff:0.0.0.0', '0.0.0.0'],
	['::ffff:1:0:0', '::ffff:1:0:0', '::ffff:1:0:0'],
	['kettle.example', 'kettle.example', 'kettle.example'],
];

test.each(CANONICAL)('%s in canonical form', (ip, canonical, unmapped) => {
	expect(canonicalIp(ip)).toBe(canonical);
	expect(unmappedIp(ip)).toBe(unmapped);
});
