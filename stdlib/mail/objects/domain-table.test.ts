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

test.each([
	['mx.example', 0, true],
	['ann@MX.Example', 4, true],
	['a.mx.example', 0, false],
	['a.mx.example', 2, true],
	['', 0, false],
	['MÜLLER.example', 0, false],
	['@x.example', 0, false],
])('%s from %d: %s', (text, from, expected) => {
	expect(table.has(text, from)).toBe(expected);
});

test('a long list has all of its names and no others', () => {
	const names = Array.from({ length: 50_000 }, (_, index) => `h${index}.D${index % 100}.example`);
	const long = new DomainTable([...names, ...names]);
	expect(names.every((name) => long.has(name) && long.hasOrIsBelow(`a.b.${name.toLowerCase()}`))).toBe(true);
	expect(names.some((name) => long.has(`x${name}`) || long.hasOrIsBelow(`${name}.test`))).toBe(false);
});
