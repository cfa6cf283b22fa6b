/**
 * The engine against the reference evaluator: same value, same printed lines, same errors. A program on which they
 * differ is made small before it is reported; what is right then is for the language specification to say.
 */

import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { generateProgram } from '../../lang/testing/generate-program.ts';
import { generateTangled } from './generate-tangled.ts';
import { compareRuns, differenceReport } from './outcomes.ts';
import { languageCases } from './programs.ts';
import { runs } from './runs.ts';

describe('the reference evaluator', () => {
	/** Headers change the settings of the engine; some functions need more than the evaluator has. */
	const plain = languageCases().filter(({ headers, program }) => {
		const settings = [...headers.keys()].filter((key) => key !== 'name' && key !== 'each');
		const beyond = /\b(?:import|export|sleep|timestamp|get_fn_metadata_list)\b/;
		return settings.length === 0 && !beyond.test(program);
	});

	it('agrees with the engine on the language tests', () => {
		const different = plain.filter(({ program }) => compareRuns(program).verdict === 'different');
		expect(different.map(({ program }) => differenceReport(program))).toEqual([]);
		expect(plain.length).toBeGreaterThan(3000);
	});
});

describe('the engine agrees with the reference evaluator', () => {
	it.each([
		['tangled programs', (seed: number) => generateTangled(seed, 8), 700],
		['well-behaved programs', (seed: number) => generateProgram(seed, 10), 200],
	])('on %s', (_name, generate, cases) => {
		const verdicts = new Map<string, number>();
		fc.assert(
			fc.property(fc.nat({ max: 2 ** 31 - 1 }), (seed) => {
				const program = generate(seed);
				const { verdict } = compareRuns(program);
				verdicts.set(verdict, (verdicts.get(verdict) ?? 0) + 1);
				if (verdict === 'different') throw new Error(differenceReport(program));
			}),
			{ ...runs(cases), endOnFailure: true },
		);
		// Cases that say nothing must be exceptions.
		const total = [...verdicts.values()].reduce((sum, count) => sum + count, 0);
		expect(verdicts.get('same')).toBeGreaterThan(total * 0.95);
	});
});
