/** The words that declare objects, those of all generations (directive spec 4.1). */

/** What each word means. A `string` object is a plain string. */
const TYPE_WORDS = new Map<string, ObjectType>([
	['ip4', 'ip4'],
	['ip6', 'ip6'],
	['rg4', 'rg4'],
	['rg6', 'rg6'],
	['address', 'address'],
	['addr', 'address'],
	['identifier', 'identifier'],
	['ident', 'identifier'],
	['fqdn', 'fqdn'],
	['regex', 'regex'],
	['string', 'string'],
	['str', 'string'],
	['val', 'string'],
	['group', 'group'],
	['grp', 'group'],
	['file', 'file'],
	['code', 'code'],
]);

/** What the lines of a file can be. */
export const CONTENT_TYPES = ['ip4', 'ip6', 'rg4', 'rg6', 'address', 'identifier', 'fqdn', 'regex', 'string'] as const;

export type ContentType = (typeof CONTENT_TYPES)[number];

export type ObjectType = ContentType | 'group' | 'file' | 'code';

/** All words, for hints and completion. */
export const OBJECT_WORDS: readonly string[] = [...TYPE_WORDS.keys()];

export function objectType(word: string): ObjectType | undefined {
	return TYPE_WORDS.get(word);
}

export function contentType(word: string): ContentType | undefined {
	const type = objectType(word);
	return CONTENT_TYPES.find((name) => name === type);
}

/**
 * What is wrong with the head of a declaration, `object NAME TYPE[ : CONTENT]`, whatever its value is.
 * @param typeWord `null` where there is none
 */
export function declarationProblem(typeWord: string | null, contentWord: string | null): string | undefined {
	const type = typeWord === null ? undefined : objectType(typeWord);
	if (type === undefined) return `Improper object type '${typeWord ?? ''}'.`;
	if ((type === 'file') !== (contentWord !== null)) return 'Improper symbol when parsing object';
	if (contentWord !== null && contentType(contentWord) === undefined) return `Improper object type '${contentWord}'.`;
	return undefined;
}
