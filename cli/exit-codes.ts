/**
 * What the exit status of every command means, so that scripts and CI can tell a finding from a mistaken call.
 */

export const EXIT_OK = 0;
/** The input has errors, the script failed, a file would change. */
export const EXIT_FINDINGS = 1;
/** The command was called wrongly, a file it names cannot be read, or what it has to say cannot be written. */
export const EXIT_USAGE = 2;

/** A mistaken call that only shows once the command runs; ends it with `EXIT_USAGE` and the text on standard error. */
export class UsageError extends Error {}
