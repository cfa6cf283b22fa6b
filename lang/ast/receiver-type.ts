/** The type before the dot of a method's definition, `fn int.double()`, as `type_of` names it. */

/** `int` and `float` stand for the names that `type_of` gives (language spec 7.3). */
export function receiverType(word: string): string {
	return word === 'int' ? 'i64' : word === 'float' ? 'f64' : word;
}
