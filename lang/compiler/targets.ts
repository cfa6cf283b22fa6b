/** Where the value of an expression or statement goes: a register, or one of the two below. */

/** Nobody wants the value. */
export const DISCARD = -1;

/** The function is left with the value. */
export const RETURN = -2;

/** A register number, DISCARD or RETURN. */
export type Target = number;
