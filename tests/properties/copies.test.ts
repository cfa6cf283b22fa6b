/** Copy-on-write against deep copies: random operations on containers in containers (language spec 3.2). */

import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Engine } from '../../lang/index.ts';
import { debugText } from '../../lang/values/display.ts';
import { coreModule } from '../../stdlib/core/index.ts';
import { type Draw, programOf } from './copy-programs.ts';
import { runs } from './runs.ts';

const engine = new Engine({ modules: [coreModule] });

function outcomeOf(text: string): string {
	const { program, diagnostics } = engine.compile(text);
	if (program === undefined) throw new Error(diagnostics.map(({ message }) => message).join());
	return debugText(engine.runSync(program));
}

const small = fc.nat({ max: 9 });
const draw: fc.Arbitrary<Draw> = fc.record({
	kind: fc.nat({ max: 999 }),
	target: small,
	targetPath: fc.array(small, { maxLength: 3 }),
	source: small,
	sourcePath: fc.array(small, { maxLength: 3 }),
	number: small,
});

describe('containers behave as if they were copied at once', () => {
	it.each([
		['of the script', false],
		['of a function', true],
	])('in variables %s', (_where, inFunction) => {
		fc.assert(
			fc.property(fc.array(draw, { maxLength: 30, size: 'max' }), (draws) => {
				const { program, expected } = programOf(draws, inFunction);
				expect(outcomeOf(program), program).toBe(expected);
			}),
			runs(1500),
		);
	});
});
