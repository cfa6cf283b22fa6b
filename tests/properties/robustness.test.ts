/**
 * Whatever the text: it compiles or gives diagnostics, it ends with a value or an error of the language, and it does not
 * matter when the engine gives way to others or what it has to wait for.
 */

import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type CompiledScript, type Diagnostic, Engine, errorText, ScriptError } from '../../lang/index.ts';
import { generateProgram } from '../../lang/testing/generate-program.ts';
import { Random } from '../../lang/testing/random.ts';
import { debugText } from '../../lang/values/display.ts';
import { coreModule } from '../../stdlib/core/index.ts';
import { damaged } from './damage-program.ts';
import { generateTangled } from './generate-tangled.ts';
import { engineOutcome, OPEN_LIMITS } from './outcomes.ts';
import { allPrograms } from './programs.ts';
import { runs } from './runs.ts';
import { waitingLibrary } from './waiting-library.ts';

const seeds = fc.nat({ max: 2 ** 31 - 1 });

function checkSpans({ source, span, related, fixes }: Diagnostic): void {
	const spans = [span, ...(related ?? []), ...(fixes ?? []).flatMap(({ edits }) => edits)];
	for (const { start, end } of spans) {
		expect(start).toBeGreaterThanOrEqual(0);
		expect(end).toBeGreaterThanOrEqual(start);
		expect(end).toBeLessThanOrEqual(source.text.length);
	}
}

describe('damaged programs', () => {
	const programs = allPrograms();
	const limits = { operations: 20_000, callLevels: 32, stringLength: 10_000, arraySize: 2_000, mapSize: 1_000 };
	const engine = new Engine({ modules: [coreModule], limits });

	function checkRun(program: CompiledScript): void {
		try {
			debugText(engine.runSync(program));
		} catch (error) {
			if (!(error instanceof ScriptError)) throw error;
			expect(error.kind, errorText(error)).not.toBe('ErrorSystem');
		}
	}

	it('compile or are refused with places inside the text, and end in an orderly way', () => {
		fc.assert(
			fc.property(seeds, (seed) => {
				const random = new Random(seed);
				const text = damaged(random.pick(programs), programs, random);
				const { program, diagnostics } = engine.compile(text);
				for (const diagnostic of diagnostics) checkSpans(diagnostic);
				expect(program === undefined).toBe(diagnostics.some(({ severity }) => severity === 'error'));
				if (program !== undefined) checkRun(program);
			}),
			runs(4000),
		);
	});
});

/** The function `n` of the tangled programs, with work for about half the operations between two looks at the clock. */
const BUSY = 'fn n(x) { print(x); let k = 0; while k < 3000 { k += 1; } x }';

const generators = [
	['tangled', (seed: number) => generateTangled(seed, 6)],
	['tangled and busy', (seed: number) => generateTangled(seed, 6).replace(/^fn n\(x\).*$/m, BUSY)],
	['well-behaved', (seed: number) => generateProgram(seed, 8)],
] as const;

describe.each(generators)('%s programs', (_name, generate) => {
	const plain = new Engine({ modules: [coreModule], limits: OPEN_LIMITS });

	async function compare(seed: number, other: Engine): Promise<void> {
		const text = generate(seed);
		const [program, same] = [plain, other].map((engine) => engine.compile(text).program);
		if (program === undefined || same === undefined) return;
		const expected = await engineOutcome(plain, program);
		expect(await engineOutcome(other, same), text).toEqual(expected);
	}

	it('do the same when they are interrupted again and again', async () => {
		const sliced = new Engine({ modules: [coreModule], limits: OPEN_LIMITS, slice: 0.0001 });
		await fc.assert(
			fc.asyncProperty(seeds, (seed) => compare(seed, sliced)),
			runs(60),
		);
	});

	it('do the same when functions of the library keep them waiting', async () => {
		await fc.assert(
			fc.asyncProperty(seeds, async (seed) => {
				const random = new Random(seed);
				const draw = (percent: number) => {
					const drawn = new Map<string, boolean>();
					return (name: string) => {
						if (!drawn.has(name)) drawn.set(name, random.chance(percent));
						return drawn.get(name) === true;
					};
				};
				const library = waitingLibrary(coreModule, draw(50), draw(10));
				await compare(seed, new Engine({ modules: [library], limits: OPEN_LIMITS, slice: 0.0001 }));
			}),
			runs(60),
		);
	});
});
