import { expect, test } from 'vitest';
import { formatIpNetwork, parseIpNetwork } from './ip-network.ts';

const GOOD: [text: string, network: string][] = [
	['192.0.2.0/24', '192.0.2.0/24'],
	['192.0.2.77/24', '192.0.2.0/24'],
	['10.255.255.255/9', '10.128.0.0/9'],
	['192.0.2.1', '192.0.2.1/32'],
	['1.2.3.4/0', '0.0.0.0/0'],
	['1.2.3.5/31', '1.2.3.4/31'],
	['2001:DB8::/32', '2001:db8::/32'],
	['2001:db8:ffff:ffff::1/33', '2001:db8:8000::/33'],
	['::1', '::1/128'],
	['::/0', '::/0'],
	['ffff:ffff:ffff:ffff:ffff:ffff:ffff:ffff/127', 'ffff:ffff:ffff:ffff:ffff:ffff:ffff:fffe/127'],
	['::ffff:192.0.2.77/120', '::ffff:192.0.2.0/120'],
];

const BAD: [text: string, message: string][] = [
	['', 'this is no network'],
	['192.0.2/24', 'this is no network'],
	['192.0.2.0/24/1', 'this is no network'],
	['a.example/24', 'this is no network'],
	['fe80::1%eth0/64', 'this is no network'],
	['[::1]/64', 'this is no network'],
	['192.0.2.0/33', '`33` is no prefix length'],
	['192.0.2.0/', '`` is no prefix length'],
	['192.0.2.0/-1', '`-1` is no prefix length'],
	['192.0.2.0/255.255.255.0', '`255.255.255.0` is no prefix length'],
	['::/129', '`129` is no prefix length'],
	['1'.repeat(100), 'this is no network'],
];

test.each(GOOD)('%s is %s', (text, expected) => {
	const result = parseIpNetwork(text);
	expect(result.ok && formatIpNetwork(result.value)).toBe(expected);
});

test.each(BAD)('%j: %s', (text, message) => {
	expect(parseIpNetwork(text)).toMatchObject({ ok: false, message });
});
