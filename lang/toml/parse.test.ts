import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { SourceFile } from '../source/source-file.ts';
import { parseToml } from './parse.ts';

function errors(text: string): string[] {
	const result = parseToml(text);
	if (result.ok) return [];
	const source = new SourceFile('', text);
	return result.errors.map(({ offset, message, help }) => {
		const { line, column } = source.positionAt(offset);
		return `${line}:${column} ${message}${help === undefined ? '' : ` (${help})`}`;
	});
}

describe('syntax errors', () => {
	const CASES: [text: string, ...errors: string[]][] = [
		['a = off', '1:5 expected a value, found `off` (text is written in quotes: "off")'],
		['a = /etc/x', '1:5 expected a value, found `/etc/x` (text is written in quotes: "/etc/x")'],
		['a = ', '1:5 expected a value, found the end of the text'],
		['a =\nb = 1', '1:4 expected a value, found the end of the line'],
		['a = 1 2', '1:7 expected the end of the line, found `2`'],
		['a = [1, 2\nb = 3', '2:1 expected `,`, `]` or the end of the line, found `b`'],
		['a = { b = 1', '1:12 expected `,`, `}` or the end of the line, found the end of the text'],
		['[a', '1:3 expected a key or `]`, found the end of the text'],
		['[a]]', '1:4 expected the end of the line, found `]`'],
		['a "x"', '1:3 expected `=` or `.`, found `"x"`'],
		['= 1', '1:1 expected a key or the end of the line, found `=`'],
		['a = "x\n', '1:7 the string does not end: found the end of the line (close it with the quote it began with)'],
		['a = "\\q"', '1:6 Invalid escape sequence'],
		['a = 1\na = 2', '2:1 Cannot redefine existing key `a`'],
		['a = 1\x00', '1:6 expected the end of the line, found the control character U+0000'],
		['a = 01', '1:7 the end of the text does not belong here'],
		['a = 1\nb = x\nc = 2\nd = [1 2]\ne = y', '2:5', '4:8', '5:5'],
		['[a\nb = x', '1:3'],
		['a = [\n1\n2\n]\nb = x', '3:1'],
		['\ufeffa = x', '1:6'],
	];
	test.each(CASES)('%j', (text, ...expected) => {
		const found = errors(text);
		expect(
			found.map((error, at) => error.slice(0, expected[at]?.includes(' ') ? undefined : expected[at]?.length)),
		).toEqual(expected);
	});

	test('no more than twenty', () => expect(errors('a = x\n'.repeat(50))).toHaveLength(20));
	test('only the first of a long text', () => expect(errors(`${'#\n'.repeat(40_000)}a = x\nb = x`)).toHaveLength(1));
});

test('what is right', () => {
	const result = parseToml('\ufeffa = 1\nb = 1.5\n[c."d.e"]\nf = [true, "x"]\n__proto__ = 2\n');
	expect(result).toEqual({
		ok: true,
		value: { a: 1n, b: 1.5, c: { 'd.e': { f: [true, 'x'], ['__proto__']: 2n } } },
	});
});

test('never throws, and points into the text', () => {
	const piece = fc.constantFrom(
		'[',
		']',
		'a',
		'"',
		"'",
		'\n',
		'=',
		'.',
		'#',
		'\\',
		'1',
		'{',
		'}',
		',',
		'"""',
		' ',
		'\r',
		'é',
	);
	fc.assert(
		fc.property(fc.array(piece, { maxLength: 30 }), (list) => {
			const text = list.join('');
			const result = parseToml(text);
			if (result.ok) return;
			expect(result.errors.length).toBeGreaterThan(0);
			for (const { offset } of result.errors) expect(offset >= 0 && offset <= text.length).toBe(true);
		}),
	);
});
