/** The words that are no names (language spec 1.4), for parts that must not load the lexer. */

/** Words with a meaning of their own. */
export const KEYWORDS: ReadonlySet<string> = new Set(
	(
		'true false let const if else switch do while until loop for in continue break return throw try catch fn ' +
		'private import export as this is'
	).split(' '),
);

/** Words kept for the future, and built-in functions that cannot be redefined. */
export const RESERVED_WORDS: ReadonlySet<string> = new Set(
	(
		'var static shared goto match case public protected new use with module package super thread spawn go await ' +
		'async sync yield default void null nil ' +
		'type_of call curry is_shared print debug eval Fn is_def_var is_def_fn'
	).split(' '),
);

/** Whether a text may not be the name of a function. */
export function isReservedName(text: string): boolean {
	return KEYWORDS.has(text) || RESERVED_WORDS.has(text) || /^[-+*/%<>=!&|^.]+$/.test(text);
}

/** Whether a text has the form of a name. */
export function isIdentifierName(text: string): boolean {
	return /^_*[A-Za-z][A-Za-z0-9_]*$/.test(text);
}
