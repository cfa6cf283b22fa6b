import { isIPv4, isIPv6 } from 'node:net';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { formatIp4, formatIp6, ip4Problem, ip6Problem, parseIp4, parseIp6 } from './ip-text.ts';

describe('IPv4', () => {
	test.each([
		['0.0.0.0', 0],
		['192.0.2.1', 0xc0000201],
		['255.255.255.255', 0xffffffff],
		['010.0.0.1', -1],
		['00.0.0.0', -1],
		['256.0.0.1', -1],
		['1.2.3', -1],
		['1.2.3.4.5', -1],
		['1.2.3.', -1],
		['.1.2.3', -1],
		['1..2.3', -1],
		['1.2.3.4 ', -1],
		[' 1.2.3.4', -1],
		['1.2.3.4\n', -1],
		['+1.2.3.4', -1],
		['0x1.2.3.4', -1],
		['1.2.3.٤', -1],
		['', -1],
		['::1', -1],
	])('%j is %d', (text, expected) => {
		expect(parseIp4(text)).toBe(expected);
	});

	test('every address survives its text', () => {
		fc.assert(
			fc.property(fc.integer({ min: 0, max: 0xffffffff }), (value) => {
				expect(parseIp4(formatIp4(value))).toBe(value);
			}),
		);
	});

	test('texts made of the right characters are read as Node reads them', () => {
		const part = fc.oneof(fc.integer({ min: 0, max: 300 }).map(String), fc.constantFrom('', '01', '1 ', 'a'));
		fc.assert(
			fc.property(fc.array(part, { minLength: 3, maxLength: 5 }), (parts) => {
				const text = parts.join('.');
				expect(parseIp4(text) !== -1).toBe(isIPv4(text));
			}),
		);
	});
});

describe('IPv6', () => {
	test.each([
		['::', '::'],
		['::1', '::1'],
		['1::', '1::'],
		['2001:DB8::0001', '2001:db8::1'],
		['2001:db8:0:0:1:0:0:1', '2001:db8::1:0:0:1'],
		['2001:0:0:1:0:0:0:1', '2001:0:0:1::1'],
		['1:2:3:4:5:6:7:8', '1:2:3:4:5:6:7:8'],
		['1:0:3:4:5:6:7:8', '1:0:3:4:5:6:7:8'],
		['1:2:3:4:5:6:7::', '1:2:3:4:5:6:7:0'],
		['::ffff:192.0.2.1', '::ffff:192.0.2.1'],
		['::ffff:c000:201', '::ffff:192.0.2.1'],
		['64:ff9b::192.0.2.1', '64:ff9b::c000:201'],
		['1:2:3:4:5:6:192.0.2.1', '1:2:3:4:5:6:c000:201'],
	])('%s is shown as %s', (text, expected) => {
		expect(formatIp6(parseIp6(text) as string)).toBe(expected);
	});

	test.each([
		'',
		':',
		':::',
		'1',
		':1',
		'1:',
		'1:2:3:4:5:6:7',
		'1:2:3:4:5:6:7:8:9',
		'1:2:3:4:5:6:7:8::',
		'::1:2:3:4:5:6:7:8',
		'1::2::3',
		'1:::2',
		'12345::',
		'g::',
		'[::1]',
		'fe80::1%eth0',
		' ::1',
		'::1 ',
		'::1.2.3',
		'::256.1.1.1',
		'1:2:3:4:5:6:7:1.2.3.4',
		'::1.2.3.4:1',
		'192.0.2.1',
	])('%j is none', (text) => {
		expect(parseIp6(text)).toBeUndefined();
	});

	const group = fc.oneof(fc.constant(0), fc.integer({ min: 0, max: 0xffff }));

	test('every address survives its text, which Node takes for one too', () => {
		fc.assert(
			fc.property(fc.array(group, { minLength: 8, maxLength: 8 }), (groups) => {
				const key = String.fromCharCode(...groups);
				const text = formatIp6(key);
				expect(isIPv6(text)).toBe(true);
				expect(parseIp6(text)).toBe(key);
			}),
		);
	});

	test('texts made of the right characters are read as Node reads them', () => {
		const piece = fc.oneof(
			fc.integer({ min: 0, max: 0xfffff }).map((value) => value.toString(16)),
			fc.constantFrom('', '', '0', '1.2.3.4', '1.2.3'),
		);
		fc.assert(
			fc.property(fc.array(piece, { maxLength: 10 }), (pieces) => {
				const text = pieces.join(':');
				expect(parseIp6(text) !== undefined).toBe(isIPv6(text));
			}),
			{ numRuns: 1000 },
		);
	});
});

test.each([
	[ip4Problem('::1'), 'ip6 object'],
	[ip4Problem('10.0.0.0/8'), 'rg4 object'],
	[ip4Problem('10.0.0'), 'four numbers'],
	[ip4Problem('010.0.0.1'), 'begins with a zero'],
	[ip4Problem('10.0.0.256'), 'between 0 and 255'],
	[ip4Problem('10.0.0.1 '), 'without blanks'],
	[ip6Problem('[::1]'), 'without brackets'],
	[ip6Problem('fe80::1%eth0'), 'without a zone'],
	[ip6Problem('::/0'), 'rg6 object'],
	[ip6Problem('192.0.2.1'), 'ip4 object'],
	[ip6Problem('1:2'), 'eight groups'],
])('%s', (problem, part) => {
	expect(problem).toContain(part);
});
