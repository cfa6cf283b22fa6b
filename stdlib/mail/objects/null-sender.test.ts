/** The null reverse-path, which rules get from the session and cannot make (library spec 1). */

import { expect, test } from 'vitest';
import { ArrayValue } from '../../../lang/values/container.ts';
import { contains } from '../../../lang/values/containment.ts';
import { debugText, display } from '../../../lang/values/display.ts';
import { equals } from '../../../lang/values/equality.ts';
import type { Value } from '../../../lang/values/value.ts';
import { AddressObject, NULL_ADDRESS } from './address.ts';
import { domainOf, localPartOf } from './address-parts.ts';
import { FqdnObject } from './fqdn.ts';
import { GroupObject } from './group.ts';
import { IdentifierObject } from './identifier.ts';
import { RegexObject } from './regex.ts';

test('its text and its parts are empty', () => {
	expect([NULL_ADDRESS.text, NULL_ADDRESS.localPart, NULL_ADDRESS.domain, NULL_ADDRESS.isNull]).toEqual([
		'',
		'',
		'',
		true,
	]);
	expect([display(NULL_ADDRESS), debugText(NULL_ADDRESS)]).toEqual(['', 'address()']);
	expect([localPartOf(NULL_ADDRESS), domainOf(NULL_ADDRESS)]).toEqual(['', '']);
	expect(AddressObject.from({ text: '', localPart: '', domain: '' })).toBe(NULL_ADDRESS);
});

test.each<[Value, boolean]>([
	['', true],
	['<>', false],
	['null', false],
	[NULL_ADDRESS, true],
	[AddressObject.parse('ann@mx.example'), false],
	[new IdentifierObject('null'), true],
	[new IdentifierObject(''), true],
	[new IdentifierObject('ann'), false],
	[FqdnObject.parse('mx.example'), false],
	[RegexObject.parse('^$'), true],
	[RegexObject.parse('.'), false],
])('equals %s: %s', (other, expected) => {
	expect(equals(NULL_ADDRESS, other)).toBe(expected);
	expect(equals(other, NULL_ADDRESS)).toBe(expected);
	expect(contains(GroupObject.of(new ArrayValue([other])), NULL_ADDRESS)).toBe(expected);
	expect(contains(GroupObject.of(new ArrayValue([NULL_ADDRESS])), other)).toBe(expected);
	expect(contains(new ArrayValue([other]), NULL_ADDRESS)).toBe(expected);
});

test('the address of a user called null is another one', () => {
	const user = AddressObject.parse('null@mx.example');
	expect(equals(user, NULL_ADDRESS)).toBe(false);
	expect(equals(user, new IdentifierObject('null'))).toBe(true);
	expect(contains(GroupObject.of(new ArrayValue([user])), new IdentifierObject(''))).toBe(false);
});
