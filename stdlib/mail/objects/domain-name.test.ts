import { describe, expect, test } from 'vitest';
import { checkDomain, domainProblem, isSubdomainPart, SOUND } from './domain-name.ts';

const LABEL = 'a'.repeat(63);

test.each([
	['localhost', ''],
	['mx.example', ''],
	['MX.Example', ''],
	['3com.example', ''],
	['a-b.c', ''],
	['xn--mller-kva.example', ''],
	['müller.example', ''],
	['例子.例', ''],
	[`${LABEL}.${LABEL}.${LABEL}.${LABEL.slice(2)}`, ''],
	[`${LABEL}.${LABEL}.${LABEL}.${LABEL.slice(1)}`, 'longer than 253'],
	[`${'é'.repeat(31)}.y`, ''],
	[`${'é'.repeat(32)}.y`, 'longer than 63'],
	['', 'is empty'],
	['.', 'a label of the domain is empty'],
	['a..b', 'a label of the domain is empty'],
	['a.b.', 'a label of the domain is empty'],
	['a b', 'no domain name can have'],
	['a@b', 'no domain name can have'],
	['_dmarc.example', 'no domain name can have'],
	['a\u0000b', 'no domain name can have'],
	['a\ud800.b', 'no domain name can have'],
	['-a.b', 'hyphen'],
	['a.b-', 'hyphen'],
	['10.0.0.1', 'ends with a number'],
	['mx.1', 'ends with a number'],
])('%j: %s', (name, problem) => {
	const found = checkDomain(name);
	if (problem === '') expect(found).toBe(SOUND);
	else expect(domainProblem(found)).toContain(problem);
});

describe('what can stand in front of a domain', () => {
	test.each([
		['a', true],
		['a.b', true],
		['_dmarc', true],
		['host_1-.x', true],
		['1', true],
		['é', true],
		['', false],
		['.a', false],
		['a.', false],
		['a..b', false],
		['a b', false],
		['a@b', false],
		['a\r\nb', false],
		['a\u3000', false],
	])('%j: %s', (text, expected) => {
		expect(isSubdomainPart(text, 0, text.length)).toBe(expected);
	});
});
