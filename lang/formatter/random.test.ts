import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { SourceFile } from '../source/source-file.ts';
import { checkFormat, parseForFormat } from '../testing/check-format.ts';
import { generateProgram } from '../testing/generate-program.ts';
import { generateSyntax } from '../testing/generate-syntax.ts';
import { Random } from '../testing/random.ts';
import { strewComments } from '../testing/strew-comments.ts';
import { format } from './index.ts';

/** Seed and size; a smaller size is a smaller text, so that failures shrink. */
const cases = { seed: fc.nat(), size: fc.integer({ min: 1, max: 8 }) };

/** What is wrong with a formatted text, or nothing. */
function fault(text: string): string {
	const result = checkFormat(text);
	return result === undefined ? 'syntax error' : 'fault' in result ? result.fault : '';
}

describe('random programs keep their meaning and comments, and are formatted once and for all', () => {
	it('every construct', () => {
		fc.assert(
			fc.property(cases.seed, cases.size, (seed, size) => {
				expect(fault(generateSyntax(seed, size, false))).toBe('');
			}),
			{ numRuns: 150 },
		);
	});
	it('comments everywhere', () => {
		fc.assert(
			fc.property(cases.seed, cases.size, (seed, size) => {
				expect(fault(generateSyntax(seed, size, true))).toBe('');
			}),
			{ numRuns: 300 },
		);
	});
	it('programs that can be run', () => {
		fc.assert(
			fc.property(cases.seed, cases.size, (seed, size) => {
				const text = generateProgram(seed, size * 3);
				expect(fault(text)).toBe('');
				const strewn = strewComments(parseForFormat(text), new Random(seed));
				expect(fault(strewn)).toBe('');
			}),
			{ numRuns: 80 },
		);
	});
});

it('no text makes it throw', () => {
	const pieces = fc.constantFrom(
		...'let fn if else { } ( ) [ ] #{ ; , . .. => | || ! - + 1 2. "a" ` ${ \\ \n \r // /* */ /// rule "x" \'c\' #" "# a b is not \t'.split(
			' ',
		),
	);
	const text = fc.oneof(
		fc.array(pieces).map((list) => list.join(' ')),
		fc.array(pieces).map((list) => list.join('')),
		fc.string(),
	);
	fc.assert(
		fc.property(text, (source) => {
			format(new SourceFile('any.vsl', source));
		}),
		{ numRuns: 3000 },
	);
});
