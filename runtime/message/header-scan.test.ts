import { expect, test } from 'vitest';
import { fieldBudget, scanHeader } from './header-scan.ts';

/** `preface | field | field >separator> body`, with line ends as letters. */
const shown = (text: string): string => {
	const source = Buffer.from(text, 'latin1');
	const { prefaceEnd, fields, fieldsEnd, bodyStart } = scanHeader(source, 0, source.length, fieldBudget('it', 100));
	const slices = fields.map(({ name, value }) => `${name}=${value}`);
	const preface = prefaceEnd > 0 ? [source.toString('latin1', 0, prefaceEnd)] : [];
	const parts = [
		[...preface, ...slices].join('|'),
		source.toString('latin1', fieldsEnd, bodyStart),
		source.toString('latin1', bodyStart),
	];
	return parts.join('>').replaceAll('\r', 'R').replaceAll('\n', 'N');
};

test.each([
	['', '>>'],
	['\r\n', '>RN>'],
	['\n', '>N>'],
	['\r\nx', '>RN>x'],
	['A: 1\r\n\r\nx', 'A= 1>RN>x'],
	['A: 1\n\nx', 'A= 1>N>x'],
	['A: 1\n\r\nx', 'A= 1>RN>x'],
	['A: 1\r\n\nx', 'A= 1>N>x'],
	['A: 1\r\nB:2\r\n\r\n', 'A= 1|B=2>RN>'],
	['A: 1', 'A= 1>>'],
	['A: 1\r\n', 'A= 1>>'],
	['A:\r\n\r\n', 'A=>RN>'],
	['A: 1\r\n b\r\n\tc\r\n\r\n', 'A= 1RN bRN\tc>RN>'],
	['A: 1\r\n  \r\nB: 2\r\n\r\n', 'A= 1RN  |B= 2>RN>'],
	['A : 1\r\n\r\n', 'A= 1>RN>'],
	['A\t : 1\r\n\r\n', 'A= 1>RN>'],
	['A: b: c\r\n\r\n', 'A= b: c>RN>'],
	['A: 1\rB: 2\r\n\r\n', 'A= 1RB: 2>RN>'],
	['A: 1\r\r\n\r\n', 'A= 1R>RN>'],
	['A: 1\r\n\r\r\nx', 'A= 1>RRN>x'],
	['A: 1\r\n\rx\r\n', 'A= 1>>RxRN'],
	['A: 1\0\r\n\r\n', 'A= 1\0>RN>'],
	['A: 1\r\nno field\r\nB: 2\r\n\r\nx', 'A= 1>>no fieldRNB: 2RNRNx'],
	['A: 1\r\n: 2\r\n\r\nx', 'A= 1>>: 2RNRNx'],
	['A: 1\r\nB C: 2\r\n\r\nx', 'A= 1>>B C: 2RNRNx'],
	['A: 1\r\nB\xe9: 2\r\n\r\nx', 'A= 1>>B\xe9: 2RNRNx'],
	[' A: 1\r\n\r\nx', '>> A: 1RNRNx'],
	['no header\r\n\r\nx', '>>no headerRNRNx'],
	['From a@b.example Mon Nov  2 10:00:00 2026\nA: 1\n\nx', 'From a@b.example Mon Nov  2 10:00:00 2026N|A= 1>N>x'],
	['From: a@b.example\n\nx', 'From= a@b.example>N>x'],
	['From ', 'From >>'],
	['A: 1\r\n\r', 'A= 1>R>'],
])('%j', (text, expected) => {
	expect(shown(text)).toBe(expected);
});

test('a line of somebody else ends the block', () => {
	const source = Buffer.from('A: 1\r\n--b: 2\r\nC: 3\r\n\r\n');
	const block = scanHeader(source, 0, source.length, fieldBudget('it', 100), (start) => start === 6);
	expect([block.fields.length, block.fieldsEnd, block.bodyStart]).toEqual([1, 6, 6]);
});
