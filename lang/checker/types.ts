/**
 * The types that the checker reasons with: the words of native signatures, and "unknown".
 *
 * The language is dynamic, so most types stay unknown. What is known is certain: a lint that speaks about types must
 * never be wrong, but may stay silent.
 */

export const TYPE_WORDS = [
	'()',
	'bool',
	'int',
	'float',
	'char',
	'string',
	'array',
	'map',
	'blob',
	'range',
	'range=',
	'iter',
	'Fn',
	'timestamp',
] as const;

export type TypeWord = (typeof TYPE_WORDS)[number];

export interface Type {
	/** `any`: unknown, a host type, or one of several. */
	readonly word: TypeWord | 'any';
	/** The value may be `()` instead. */
	readonly optional: boolean;
}

const WORDS: ReadonlySet<string> = new Set(TYPE_WORDS);

const REQUIRED = new Map<string, Type>(TYPE_WORDS.map((word) => [word, { word, optional: false }]));
const OPTIONAL = new Map<string, Type>(TYPE_WORDS.map((word) => [word, { word, optional: true }]));

export const UNKNOWN: Type = { word: 'any', optional: false };
export const MAYBE_UNKNOWN: Type = { word: 'any', optional: true };

/** A type word that the checker understands; other words name host types and are unknown to it. */
export function isTypeWord(word: string): word is TypeWord {
	return WORDS.has(word);
}

/** The type of a word; unknown words give the unknown type. */
export function typeOfWord(word: string, optional = false): Type {
	const known = (optional ? OPTIONAL : REQUIRED).get(word);
	return known ?? (optional ? MAYBE_UNKNOWN : UNKNOWN);
}

/** The return type of a signature, e.g. `int`, `any?`. */
export function typeOfReturn(text: string): Type {
	return text.endsWith('?') ? typeOfWord(text.slice(0, -1), true) : typeOfWord(text);
}

/** Known and certainly there. */
export function isKnown(type: Type): boolean {
	return type.word !== 'any' && !type.optional;
}

/** The type of a value that has one of two types. */
export function either(left: Type, right: Type): Type {
	if (left.word === right.word) return left.optional === right.optional ? left : typeOfWord(left.word, true);
	if (left.word === '()') return typeOfWord(right.word, true);
	if (right.word === '()') return typeOfWord(left.word, true);
	return left.optional || right.optional ? MAYBE_UNKNOWN : UNKNOWN;
}

/** How a type is called in messages. */
export function describeType(type: Type): string {
	return TYPE_NAMES[type.word];
}

const TYPE_NAMES = {
	'()': '`()`',
	bool: 'a bool',
	int: 'an int',
	float: 'a float',
	char: 'a char',
	string: 'a string',
	array: 'an array',
	map: 'a map',
	blob: 'a blob',
	range: 'a range',
	'range=': 'an inclusive range',
	iter: 'an iterator',
	Fn: 'a function pointer',
	timestamp: 'a timestamp',
	any: 'a value',
} as const satisfies Record<TypeWord | 'any', string>;
