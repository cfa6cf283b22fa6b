import { describe, expect, it } from 'vitest';
import { parse } from '../parser/parse.ts';
import { SourceFile } from '../source/source-file.ts';
import { parseForFormat } from './check-format.ts';
import { generateProgram } from './generate-program.ts';
import { generateSyntax } from './generate-syntax.ts';
import { Random } from './random.ts';
import { strewComments } from './strew-comments.ts';

const SEEDS = Array.from({ length: 100 }, (_, seed) => seed);
const problemOf = (text: string): string => parseForFormat(text).problems[0]?.message ?? '';

describe('random texts', () => {
	it('depend on the seed only', () => {
		expect(generateSyntax(7, 5, true)).toBe(generateSyntax(7, 5, true));
		expect(generateSyntax(7, 5, true)).not.toBe(generateSyntax(8, 5, true));
		expect(generateProgram(7, 5)).toBe(generateProgram(7, 5));
		expect(generateProgram(7, 5)).not.toBe(generateProgram(8, 5));
	});
	it('of every construct are correct', () => {
		for (const seed of SEEDS) expect(problemOf(generateSyntax(seed, 4, true)), `seed ${seed}`).toBe('');
	});
	it('that can be run are correct, within the usual limits on nesting', () => {
		for (const seed of SEEDS) {
			const { problems } = parse(new SourceFile('random.vsl', generateProgram(seed, 12)));
			expect(problems[0]?.message ?? '', `seed ${seed}`).toBe('');
		}
	});
	it('stay so with comments strewn in', () => {
		for (const seed of SEEDS) {
			const strewn = strewComments(parseForFormat(generateProgram(seed, 12)), new Random(seed));
			expect(problemOf(strewn), `seed ${seed}`).toBe('');
			expect(parseForFormat(strewn).comments.length, `seed ${seed}`).toBeGreaterThan(0);
		}
	});
});

describe('random numbers', () => {
	it('stay in their range and reach its ends', () => {
		const random = new Random(1);
		const seen = new Set(Array.from({ length: 500 }, () => random.int(-2, 2)));
		expect([...seen].sort((a, b) => a - b)).toEqual([-2, -1, 0, 1, 2]);
	});
	it('chance and pick', () => {
		const random = new Random(2);
		expect(random.chance(0)).toBe(false);
		expect(random.chance(100)).toBe(true);
		expect(['a', 'b']).toContain(random.pick(['a', 'b']));
	});
});
