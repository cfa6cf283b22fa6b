import fc from 'fast-check';
import { expect, test } from 'vitest';
import {
	canonicalIpv6,
	formatSocketAddress,
	isHostName,
	parseSocketAddress,
	type SocketAddress,
} from './socket-address.ts';

const GOOD: [text: string, address: SocketAddress, written?: string][] = [
	['127.0.0.1:25', { host: '127.0.0.1', port: 25, family: 'ipv4' }],
	['0.0.0.0:0', { host: '0.0.0.0', port: 0, family: 'ipv4' }],
	['192.0.2.1:65535', { host: '192.0.2.1', port: 65535, family: 'ipv4' }],
	['[::]:25', { host: '::', port: 25, family: 'ipv6' }],
	['[::1]:25', { host: '::1', port: 25, family: 'ipv6' }],
	['[2001:DB8:0::0:1]:587', { host: '2001:db8::1', port: 587, family: 'ipv6' }, '[2001:db8::1]:587'],
	['[::ffff:192.0.2.1]:25', { host: '::ffff:192.0.2.1', port: 25, family: 'ipv6' }],
	['[fe80::1%eth0]:25', { host: 'fe80::1', port: 25, family: 'ipv6', scope: 'eth0' }],
	['localhost:25', { host: 'localhost', port: 25, family: 'name' }],
	['MX_1.Kettle.example:25', { host: 'mx_1.kettle.example', port: 25, family: 'name' }, 'mx_1.kettle.example:25'],
];

const BAD: [text: string, message: string, help?: string][] = [
	['127.0.0.1', 'the port is missing', '"127.0.0.1:25"'],
	['', 'the port is missing'],
	['[::1]', 'the port is missing', '"[::1]:25"'],
	['::1:25', 'an IPv6 address with a port needs brackets', '"[::1]:25"'],
	['2001:db8::1:2', 'an IPv6 address with a port needs brackets', '"[2001:db8::1]:2"'],
	['fe80::a', 'an IPv6 address with a port needs brackets', '"[fe80::a]:25"'],
	['2001:db8::1:2:3:4:5:6:25', '`2001:db8::1:2:3:4:5:6` is neither an address nor a host name'],
	['2001:db8:1:2:3:4:5:6:25', 'an IPv6 address with a port needs brackets', '"[2001:db8:1:2:3:4:5:6]:25"'],
	['127.0.0.1:', '`` is no port', '0 to 65535'],
	['127.0.0.1:smtp', '`smtp` is no port'],
	['127.0.0.1:65536', '`65536` is no port'],
	['127.0.0.1:-1', '`-1` is no port'],
	['127.0.0.01:25', '`127.0.0.01` is neither an address nor a host name'],
	['127.0.0.256:25', '`127.0.0.256` is neither an address nor a host name'],
	['1.2.3:25', '`1.2.3` is neither an address nor a host name'],
	[' 127.0.0.1:25', '` 127.0.0.1` is neither an address nor a host name'],
	[':25', '`` is neither an address nor a host name'],
	['-a.example:25', '`-a.example` is neither an address nor a host name'],
	['a..example:25', '`a..example` is neither an address nor a host name'],
	['[::1%]:25', '`[::1%]` is no IPv6 address in brackets'],
	['[::1%a%b]:25', '`[::1%a%b]` is no IPv6 address in brackets'],
	['[1.2.3.4]:25', '`[1.2.3.4]` is no IPv6 address in brackets'],
	['[::g]:25', '`[::g]` is no IPv6 address in brackets'],
	[`${'a'.repeat(300)}:25`, 'the text is too long for an address'],
];

test.each(GOOD)('%s', (text, address, written = text) => {
	expect(parseSocketAddress(text)).toEqual({ ok: true, value: address });
	expect(formatSocketAddress(address)).toBe(written);
});

test.each(BAD)('%j: %s', (text, message, help = '') => {
	const result = parseSocketAddress(text);
	expect(result).toMatchObject({ ok: false, message });
	expect(result.ok ? '' : (result.help ?? '')).toContain(help);
});

test('what is written is read back', () => {
	const port = fc.nat({ max: 65535 });
	const host = fc.oneof(
		fc.ipV4(),
		fc.ipV6().map((address) => `[${address}]`),
		fc.domain(),
	);
	fc.assert(
		fc.property(host, port, (name, number) => {
			const result = parseSocketAddress(`${name}:${number}`);
			expect(result.ok).toBe(true);
			if (result.ok) expect(parseSocketAddress(formatSocketAddress(result.value))).toEqual(result);
		}),
	);
});

test.each([
	['a.example', true],
	['a.example.', true],
	['a', true],
	['xn--bcher-kva.example', true],
	['b\u00fccher.example', false],
	['1.2.3.4', false],
	['', false],
	['.', false],
	[`${'a'.repeat(64)}.example`, false],
	[`${'a.'.repeat(130)}example`, false],
])('%j as a host name: %s', (text, expected) => {
	expect(isHostName(text)).toBe(expected);
});

test.each([
	['0:0:0:0:0:0:0:1', '::1'],
	['::FFFF:1.2.3.4', '::ffff:1.2.3.4'],
	['2001:db8:0:1:1:1:1:1', '2001:db8:0:1:1:1:1:1'],
	['fe80::1%eth0', undefined],
	['1.2.3.4', undefined],
])('%s in RFC 5952 form: %s', (text, expected) => {
	expect(canonicalIpv6(text)).toBe(expected);
});
