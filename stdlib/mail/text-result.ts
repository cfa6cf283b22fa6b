/** What the readers of small texts return (durations, sizes, addresses): a value, or what is wrong in words. */

export type TextResult<T> =
	| { readonly ok: true; readonly value: T }
	| {
			readonly ok: false;
			/** A part of a sentence, without the text itself. */
			readonly message: string;
			/** What could have been written. */
			readonly help?: string | undefined;
	  };

/** The text is not what it should be. */
export function notRead(message: string, help?: string): { ok: false; message: string; help?: string | undefined } {
	return { ok: false, message, help };
}
