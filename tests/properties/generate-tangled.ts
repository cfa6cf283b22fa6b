/**
 * Random programs that are hard on an implementation that shares, reorders or skips work: values that end up in several
 * places, nested containers changed through `this` and through closures, side effects in arguments and indices, names
 * declared again and again, jumps and errors in the middle of everything.
 *
 * For the comparison with the reference evaluator, which does none of that; `lang/testing/generate-program.ts` makes
 * the well-behaved programs. Every loop is short, containers stay small, and numbers are cut down.
 */

import { Random } from '../../lang/testing/random.ts';
import { TangledWriter } from './tangled/statements.ts';

/**
 * @param seed same seed, same program @param size about how many statements at the top level
 */
export function generateTangled(seed: number, size: number): string {
	return new TangledWriter(new Random(seed)).write(size);
}
