/** How the instruction loop comes back. */

export const DONE = 0;
/** The time slice is over. */
export const SLICE = 1;
/** The fiber waits for `fiber.waiting`. */
export const WAIT = 2;
/** Not a way to come back: there are instructions to run. */
export const RUNNING = 3;

export type Outcome = typeof DONE | typeof SLICE | typeof WAIT;
