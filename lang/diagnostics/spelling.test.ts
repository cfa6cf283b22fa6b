import { describe, expect, test } from 'vitest';
import { didYouMean, editDistance, nearest } from './spelling.ts';

describe('edit distance', () => {
	const cases: [left: string, right: string, distance: number][] = [
		['', '', 0],
		['same', 'same', 0],
		['abc', 'abd', 1],
		['abc', 'ab', 1],
		['ab', 'abc', 1],
		['abcd', 'abdc', 1],
		['abcd', 'badc', 2],
		['kitten', 'sitting', 3],
		['short', 'something else', 4],
	];
	for (const [left, right, distance] of cases) {
		test(`${left} → ${right}`, () => expect(editDistance(left, right, 3)).toBe(distance));
		test(`${right} → ${left}`, () => expect(editDistance(right, left, 3)).toBe(distance));
	}
});

describe('nearest', () => {
	const names = ['mail_from', 'rcpt', 'client_ip', 'to_upper', 'len', 'is', 'x'];
	const cases: [wrong: string, right: string | undefined][] = [
		['mail_form', 'mail_from'],
		['mial_from', 'mail_from'],
		['rctp', 'rcpt'],
		['client_pi', 'client_ip'],
		['to_uper', 'to_upper'],
		['LEN', 'len'],
		['Len', 'len'],
		['lne', 'len'],
		['X', 'x'],
		['si', undefined],
		['y', undefined],
		['something', undefined],
		['', undefined],
		['len', undefined],
	];
	for (const [wrong, right] of cases) test(`${wrong} → ${right}`, () => expect(nearest(wrong, names)).toBe(right));

	test('the nearer one of two', () => expect(nearest('counts', ['amount', 'mounts', 'count'])).toBe('mounts'));
	test('a difference in case beats all others', () => expect(nearest('Port', ['Fort', 'port'])).toBe('port'));
	test('names of a length that nobody types are left alone', () => {
		expect(nearest('a'.repeat(100), ['a'.repeat(101)])).toBeUndefined();
		expect(nearest('short', ['b'.repeat(1e6)])).toBeUndefined();
	});
	test('as a sentence', () => expect(didYouMean('rctp', names)).toBe('did you mean `rcpt`?'));
});
