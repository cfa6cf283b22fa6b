import { expect, test } from 'vitest';
import type { Value } from '../../../lang/values/value.ts';
import { AddressObject } from './address.ts';
import { toAddress } from './address-parts.ts';
import { FqdnObject } from './fqdn.ts';
import { IdentifierObject } from './identifier.ts';

test('an address stays what it is, and a string becomes one', () => {
	const ann = AddressObject.parse('ann@mx.example');
	expect(toAddress(ann)).toBe(ann);
	expect(toAddress('"a@b"@mx.example').localPart).toBe('"a@b"');
	expect(toAddress(new IdentifierObject('bob@mx.example')).localPart).toBe('bob');
	expect(AddressObject.from(ann)).toBe(ann);
	expect(AddressObject.from({ text: 'ann@mx.example', localPart: 'ann', domain: 'mx.example' }).domain).toBe(
		'mx.example',
	);
});

test.each<[Value, string]>([
	['ann', "'ann' is not a valid address: the '@' is missing"],
	['', "'' is not a valid address: the '@' is missing"],
	[FqdnObject.parse('mx.example'), 'fqdn'],
	[new IdentifierObject('bob'), "'bob' is not a valid address: the '@' is missing"],
	[5, 'i64'],
	[undefined, '()'],
])('%s is no address', (value, got) => {
	expect(() => toAddress(value)).toThrow(
		`Runtime error: invalid type conversion expected: \`address\`, but got: \`${got}\``,
	);
});
