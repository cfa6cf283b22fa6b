/** `in` with a list of recipients, row by row (directive spec 4.6). */

import { expect, test } from 'vitest';
import { ArrayValue } from '../../../lang/values/container.ts';
import type { Value } from '../../../lang/values/value.ts';
import { AddressObject } from './address.ts';
import { CodeObject } from './code.ts';
import { recipientsContain } from './containment.ts';
import { FileObject } from './file.ts';
import { FqdnObject } from './fqdn.ts';
import { GroupObject } from './group.ts';
import { IdentifierObject } from './identifier.ts';
import { Ip4Object } from './ip4.ts';
import { RegexObject } from './regex.ts';
import { Rg4Object } from './rg4.ts';

const recipients = ['ann@mx.example', 'Bob@Lists.tea.example'].map((text) => AddressObject.parse(text));
const group = (...items: Value[]) => GroupObject.of(new ArrayValue(items));

test.each<[string, Value, boolean]>([
	['an address', AddressObject.parse('ann@MX.example'), true],
	['another address', AddressObject.parse('eve@mx.example'), false],
	['a string', 'ann@mx.example', true],
	['a string in another case', 'Bob@lists.TEA.example', true],
	['a string that is no address', 'ann', false],
	['a domain', FqdnObject.parse('mx.example'), true],
	['a domain above', FqdnObject.parse('tea.example'), false],
	['a local part', new IdentifierObject('Bob'), true],
	['a local part in another case', new IdentifierObject('bob'), false],
	['a pattern', RegexObject.parse('@Lists'), true],
	['a pattern of nobody', RegexObject.parse('^eve'), false],
	['a group', group(FqdnObject.parse('lists.tea.example')), true],
	['a group of others', group(FqdnObject.parse('cup.example'), 'eve@mx.example'), false],
	['a group in a group', group(group(new IdentifierObject('ann'))), true],
	['a file', new FileObject('/f', 'address', ['ann@mx.example']), true],
	['a file of others', new FileObject('/f', 'address', ['eve@mx.example']), false],
	['an IP address', Ip4Object.parse('192.0.2.1'), false],
	['a network', Rg4Object.parse('0.0.0.0/0'), false],
	['a code', CodeObject.of(550, '', 'ann@mx.example'), false],
	['a number', 1, false],
	['an array', new ArrayValue(['ann@mx.example']), false],
	['nothing', undefined, false],
])('%s', (_name, item, expected) => {
	expect(recipientsContain(recipients, item)).toBe(expected);
	expect(recipientsContain([], item)).toBe(false);
});
