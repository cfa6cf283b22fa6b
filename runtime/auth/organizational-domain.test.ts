import { expect, test } from 'vitest';
import { organizationalDomain } from './organizational-domain.ts';

const NAMES: readonly (readonly [name: string, organization: string])[] = [
	['example.com', 'example.com'],
	['a.b.example.com', 'example.com'],
	['A.B.Example.COM.', 'example.com'],
	['mail.example.co.uk', 'example.co.uk'],
	['co.uk', 'co.uk'],
	['com', 'com'],
	['kettle.example', 'kettle.example'],
	['mx.kettle.example', 'kettle.example'],
	// A suffix of a company that gives names below it to others.
	['user.github.io', 'user.github.io'],
	['www.user.github.io', 'user.github.io'],
	['www.ck', 'www.ck'],
	['mail.bücher.de', 'xn--bcher-kva.de'],
	['localhost', 'localhost'],
	['192.0.2.1', '192.0.2.1'],
	['', ''],
];

test.each(NAMES)('%s belongs to %s', (name, organization) => expect(organizationalDomain(name)).toBe(organization));
