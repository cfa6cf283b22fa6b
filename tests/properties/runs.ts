/** How much the property tests do, and from where they start. */

/** Multiplies the number of cases; 1 unless `VSL_PROPERTY_RUNS` says more. */
const FACTOR = Number(process.env.VSL_PROPERTY_RUNS ?? '1');

/** One number decides all that is random, so that a failure can be had again; another one explores something else. */
const SEED = Number(process.env.VSL_PROPERTY_SEED ?? '1');

/** Parameters for `fc.assert`. @param cases how many cases a normal run looks at */
export function runs(cases: number): { numRuns: number; seed: number } {
	return { numRuns: Math.max(1, Math.round(cases * FACTOR)), seed: SEED };
}
