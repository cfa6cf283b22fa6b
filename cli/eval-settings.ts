/** The settings of `vsl eval` that its help shows; apart from what runs scripts, so that help loads without it. */

import type { Limits } from '../lang/vm/limits.ts';

/** `expr`: the script must be one expression. `compile`: it is not run. */
export const EVAL_MODES = ['eval', 'expr', 'compile'] as const;
export type EvalMode = (typeof EVAL_MODES)[number];

/** What a script gets unless the command says otherwise: enough for any honest one, and the end of any other. */
export const EVAL_LIMITS = { operations: 100_000_000, wallTime: 10_000 } as const satisfies Partial<Limits>;
