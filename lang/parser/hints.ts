/** What a missing `;` probably means: the help line of the most frequent syntax error. */

import type { IToken } from 'chevrotain';
import type { Statement } from '../ast/nodes.ts';

/** Words of other languages and what they are here. */
const FOREIGN: Readonly<Record<string, string>> = {
	elif: 'else if',
	elsif: 'else if',
	elseif: 'else if',
	unless: 'if !(…)',
	func: 'fn',
	function: 'fn',
	def: 'fn',
	fun: 'fn',
	var: 'let',
	mut: 'let',
	auto: 'let',
	foreach: 'for',
	raise: 'throw',
	except: 'catch',
	require: 'import',
	include: 'import',
	and: '&&',
	or: '||',
	mod: '%',
	isnt: 'not',
	equals: '==',
};

const KEYWORDS = [
	'let',
	'const',
	'if',
	'else',
	'switch',
	'while',
	'until',
	'loop',
	'for',
	'in',
	'continue',
	'break',
	'return',
	'throw',
	'try',
	'catch',
	'fn',
	'private',
	'import',
	'export',
	'rule',
	'action',
	'delegate',
	'object',
	'service',
];

/** @param previous the last token of the statement, @param next the token where `;` was expected */
export function missingSemicolonHelp(
	statement: Statement,
	previous: IToken,
	next: IToken,
	newLine: boolean,
): string | undefined {
	const word = previous.image;
	if (next.image === '(' && !newLine) return 'only a name can be called directly; call another value with .call(…)';
	if (next.image === '()' && !newLine) return 'only a name can be called directly; call another value with .call()';
	if (word === 'not' || next.image === 'not') return 'to negate, write a not b, or !(…) before an operand';
	if (next.image === '=' || /^[^<>=!]=$/.test(next.image)) {
		return statement.kind === 'Assign' || statement.kind === 'Let'
			? 'an assignment is a statement and has no value'
			: undefined;
	}
	if (Object.hasOwn(FOREIGN, next.image)) return `did you mean ${FOREIGN[next.image]}?`;
	if (Object.hasOwn(FOREIGN, word)) return `did you mean ${FOREIGN[word]}?`;
	if (next.image === 'else') return 'else belongs directly after the } of an if';
	if (next.image === '}') return 'this } closes nothing';
	if (next.image === '!') return '!in is one word, and ! stands before an operand';
	if (statement.kind === 'ExpressionStatement' && statement.expression.kind === 'Variable' && !newLine) {
		const near = KEYWORDS.find((keyword) => isNear(word, keyword));
		if (near !== undefined) return `did you mean ${near}?`;
	}
	return undefined;
}

/** One letter too many, too few, wrong or exchanged with its neighbour. */
export function isNear(word: string, keyword: string): boolean {
	if (word === keyword || keyword.length < 3 || Math.abs(word.length - keyword.length) > 1) return false;
	let at = 0;
	while (at < word.length && word[at] === keyword[at]) at++;
	const rest = word.slice(at);
	const wanted = keyword.slice(at);
	return (
		rest.slice(1) === wanted.slice(1) ||
		rest.slice(1) === wanted ||
		rest === wanted.slice(1) ||
		(rest[0] === wanted[1] && rest[1] === wanted[0] && rest.slice(2) === wanted.slice(2))
	);
}
