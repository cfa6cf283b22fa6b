import { describe, expect, test } from 'vitest';
import { selectFields, splitMessage } from './header-fields.ts';

const MESSAGES: readonly (readonly [message: string, fields: readonly string[], body: string])[] = [
	['', [], ''],
	['\r\nbody', [], 'body'],
	['A: 1\r\n\r\nbody\r\n', ['a|A: 1'], 'body\r\n'],
	['A: 1\nB: 2\n\nbody', ['a|A: 1', 'b|B: 2'], 'body'],
	['A: 1\r\nB: 2', ['a|A: 1', 'b|B: 2'], ''],
	['A: 1\r\n 2\r\n\t3\r\nB:\r\n\r\n', ['a|A: 1\r\n 2\r\n\t3', 'b|B:'], ''],
	['A: 1\r\n  \r\nB: 2\r\n\r\nx', ['a|A: 1\r\n  ', 'b|B: 2'], 'x'],
	['A : 1\r\n\r\n', ['a|A : 1'], ''],
	['From\t:x\r\n\r\n', ['from|From\t:x'], ''],
	// A line that begins no field belongs to the field above.
	['A: 1\r\nnonsense\r\nB: 2\r\n\r\n', ['a|A: 1\r\nnonsense', 'b|B: 2'], ''],
	['A: 1\r\nno name: x\r\n\r\n', ['a|A: 1\r\nno name: x'], ''],
	['A: 1\r\n: x\r\n\r\n', ['a|A: 1\r\n: x'], ''],
	['A: 1\r\n\xa0From: x\r\n\r\n', ['a|A: 1\r\n\xa0From: x'], ''],
	[' folded\r\nA: 1\r\n\r\n', ['| folded', 'a|A: 1'], ''],
	['A: 1\rB: 2\r\n\r\n', ['a|A: 1\rB: 2'], ''],
	['A: 1\r\n\r', ['a|A: 1\r\n\r'], ''],
];

describe('splitMessage', () => {
	test.each(MESSAGES)('%j', (message, fields, body) => {
		const split = splitMessage(Buffer.from(message, 'latin1'));
		expect(split.fields.map(({ name, line }) => `${name}|${line.toString('latin1')}`)).toEqual(fields);
		expect(split.body.toString('latin1')).toBe(body);
	});
});

const SELECTIONS: readonly (readonly [names: string, lines: readonly string[]])[] = [
	['a', ['A: 3']],
	['A:a', ['A: 3', 'a: 2']],
	['a:a:a:a', ['A: 3', 'a: 2', 'A: 1']],
	['b:a:c', ['B: x', 'A: 3']],
	['', []],
];

describe('selectFields takes the lowest first', () => {
	const { fields } = splitMessage(Buffer.from('A: 1\r\nB: x\r\na: 2\r\nA: 3\r\n\r\n'));
	test.each(SELECTIONS)('%s', (names, lines) => {
		expect(selectFields(fields, names.split(':')).map(String)).toEqual(lines);
	});
});
