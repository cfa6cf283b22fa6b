import { expect, test } from 'vitest';
import { DomainTable } from './domain-table.ts';

const table = new DomainTable(['mx.example', 'A.B.Tea.example', 'org', 'müller.example']);

test.each([
	['mx.example', true],
	['a.mx.example', true],
	['a.b.c.d.e.mx.example', true],
	['amx.example', false],
	['example', false],
	['tea.example', false],
	['b.tea.example', false],
	['a.b.tea.example', true],
	['x.a.b.tea.example', true],
	['anything.org', true],
	['org', true],
	['.org', false],
	['a..org', false],
	['a b.org', false],
	['ann@mx.org', false],
	['org.', false],
	['', false],
	['.', false],
	['x.müller.example', true],
	[`${'a.'.repeat(100_000)}mx.example`, true],
	[`${'a.'.repeat(100_000)}mx.test`, false],
])('%s: %s', (name, expected) => {
	expect(table.hasOrIsBelow(name)).toBe(expected);
});
