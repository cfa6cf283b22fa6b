import { describe, expect, test } from 'vitest';
import { readElapsed } from './child-process.ts';
import type { Comparison } from './compare.ts';
import { readOptions } from './options.ts';
import { geometricMean, judge, replaceBlock, resultMarkdown, timesMarkdown, verdictLines } from './report.ts';

function result(name: string, ratio: number, required = true): Comparison {
	const program = { name, title: `about ${name}`, required };
	return { program, vsl: 10, python: 10 * ratio, ratio, vslFirst: 30, pythonFirst: 12, disagreement: undefined };
}

test.each<[number[], number]>([
	[[2], 2],
	[[1, 4], 2],
	[[0.5, 2, 8], 2],
	[[3, 3, 3], 3],
])('geometric mean of %j is %d', (ratios, mean) => {
	expect(geometricMean(ratios)).toBeCloseTo(mean, 12);
});

describe('judge', () => {
	test.each<[string, Comparison[], boolean, string[]]>([
		['all well above', [result('a', 2), result('b', 3, false)], true, []],
		['one slower', [result('a', 9), result('b', 0.9)], false, ['b']],
		['mean too low', [result('a', 1.2), result('b', 1.3)], false, []],
		['mean of the six too low, helped by others', [result('a', 1.2), result('b', 30, false)], false, []],
		['no program of the six', [result('a', 2, false)], true, []],
	])('%s', (_, results, reached, slower) => {
		expect(judge(results)).toMatchObject({ reached, slower });
	});

	test('says which programs are slower and whether the criterion is reached', () => {
		expect(verdictLines(judge([result('a', 4), result('b', 0.5)]))).toEqual([
			'geometric mean of all programs: 1.41',
			'geometric mean of the six of the criterion: 1.41 (wanted: 1.5)',
			'slower than Python: b',
			'criterion NOT reached',
		]);
	});
});

test('tables in Markdown', () => {
	const results = [result('a', 4), result('b', 1, false)];
	expect(
		resultMarkdown(results, judge(results)),
	).toBe(`| program | what | vSL ms | Python ms | times faster | vSL first run | Python first run |
|---|---|--:|--:|--:|--:|--:|
| **a** | about a | 10 | 40 | 4.00 | 30 | 12 |
| b | about b | 10 | 10 | 1.00 | 30 | 12 |
| | **geometric mean of all** | | | **2.00** | | |
| | **geometric mean of the six in bold** | | | **4.00** | | |`);
	expect(timesMarkdown('start', new Map([['`x`', 12.6]]))).toBe('| start | ms |\n|---|--:|\n| `x` | 13 |');
});

test.each<[string, string | undefined]>([
	[
		'a\n<!-- m:begin (made by x) -->\nold\n<!-- m:end -->\nb',
		'a\n<!-- m:begin (made by x) -->\n\nNEW $&\n\n<!-- m:end -->\nb',
	],
	['<!-- m:begin -->\n<!-- m:end -->', '<!-- m:begin -->\n\nNEW $&\n\n<!-- m:end -->'],
	['<!-- other:begin -->\n<!-- other:end -->', undefined],
	['<!-- m:end -->\n<!-- m:begin -->', undefined],
	['no marks', undefined],
])('replaces the marked block of %j', (page, expected) => {
	expect(replaceBlock(page, 'm', 'NEW $&')).toBe(expected);
});

test.each<[string, number | undefined]>([
	['elapsed-ms: 12.5\n', 12.5],
	['a warning\nelapsed-ms: 7\n', 7],
	['elapsed-ms: soon\n', undefined],
	['', undefined],
])('reads the time from %j', (stderr, milliseconds) => {
	expect(readElapsed(stderr)).toBe(milliseconds);
});

describe('options', () => {
	test('defaults', () => {
		expect(readOptions([])).toMatchObject({ rounds: 3, everything: true, write: false, python: undefined });
	});

	test('a selection leaves the compiler and start-up out', () => {
		const options = readOptions(['--only', 'maps,fib', '--rounds', '2']);
		expect(options).toMatchObject({ rounds: 2, everything: false });
		expect(options.programs.map((program) => program.name)).toEqual(['fib', 'maps']);
	});

	test.each<[string[], string]>([
		[['--rounds', '0'], '--rounds: expected a positive number, not 0'],
		[['--rounds', 'x'], '--rounds: expected a positive number, not x'],
		[['--only', 'fib,nothing'], 'there is no program nothing'],
		[['--only', 'fib', '--write'], '--write needs all programs'],
		[['--write', '--record'], 'exclude each other'],
		[['--fast'], '--fast'],
	])('refuses %j', (args, message) => {
		expect(() => readOptions(args)).toThrow(message);
	});
});
