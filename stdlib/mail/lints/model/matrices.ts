/** Which kinds of values can be equal, and which can contain which (directive spec 4.5 and 4.6). */

import { isObjectKind, isServiceKind, type Kind } from './kinds.ts';

export type Answer =
	/** Depends on the values. */
	| 'maybe'
	| 'never'
	/** The question is an error when the script runs. */
	| 'raises';

/** Values that compare as text does. */
const TEXTUAL: ReadonlySet<Kind> = new Set<Kind>(['address', 'fqdn', 'identifier']);
/** A string can never be one of these, and asking is an error. */
const NOT_TEXT: ReadonlySet<Kind> = new Set<Kind>(['rg4', 'rg6', 'group', 'file', 'code']);
/** Types of the language that are certainly no text and no object. */
const PLAIN: ReadonlySet<Kind> = new Set<Kind>(['int', 'float', 'bool', 'blob', 'Fn', 'timestamp']);

/** Whether `left == right` can be true. */
export function equality(left: Kind, right: Kind): Answer {
	const answer = equalityOf(left, right);
	return answer === 'maybe' ? equalityOf(right, left) : answer;
}

function equalityOf(left: Kind, right: Kind): Answer {
	if (left === right) return 'maybe';
	if (left === 'status') return isObjectKind(right) || PLAIN.has(right) || right === 'string' ? 'never' : 'maybe';
	if (!isObjectKind(left)) return 'maybe';
	if (right === 'string') return NOT_TEXT.has(left) ? 'raises' : 'maybe';
	if (PLAIN.has(right)) return 'never';
	if (!isObjectKind(right)) return isServiceKind(right) ? 'never' : 'maybe';
	return areRelated(left, right) || areRelated(right, left) ? 'maybe' : 'never';
}

function areRelated(left: Kind, right: Kind): boolean {
	if (left === 'address') return right === 'fqdn' || right === 'identifier';
	return left === 'regex' && TEXTUAL.has(right);
}

/** What each container can hold; a container that is not listed holds nothing. */
const CONTENT: Readonly<Partial<Record<Kind, ReadonlySet<Kind>>>> = {
	rg4: new Set<Kind>(['ip4', 'rg4', 'string']),
	rg6: new Set<Kind>(['ip6', 'rg6', 'string']),
	address: new Set<Kind>(['identifier', 'fqdn', 'string', 'address']),
	fqdn: new Set<Kind>(['fqdn', 'string']),
	recipients: new Set<Kind>(['address', 'string', 'fqdn', 'identifier', 'regex', 'group', 'file']),
	ip4: new Set<Kind>(['ip4', 'string']),
	ip6: new Set<Kind>(['ip6', 'string']),
	identifier: new Set<Kind>(['identifier', 'string']),
	code: new Set<Kind>(),
};

/** Whether `item in container` can be true. */
export function containment(item: Kind, container: Kind): Answer {
	const isMail = isObjectKind(item) || item === 'status';
	if (container === 'status') return 'raises';
	if (container === 'string') return item === 'status' ? 'raises' : isMail ? 'never' : 'maybe';
	if (container === 'group' || container === 'file' || container === 'regex') {
		return item === 'status' || PLAIN.has(item) ? 'never' : 'maybe';
	}
	const content = CONTENT[container];
	if (content === undefined || !(isMail || item === 'string' || PLAIN.has(item))) return 'maybe';
	return content.has(item) ? 'maybe' : 'never';
}
