/** What a mistake probably means: help lines for the most frequent syntax errors. */

import type { IToken } from 'chevrotain';
import type { Statement } from '../ast/nodes.ts';
import { nearest } from '../diagnostics/spelling.ts';

/** Words of other languages and what they are here. */
const FOREIGN: ReadonlyMap<string, string> = new Map([
	['elif', 'else if'],
	['elsif', 'else if'],
	['elseif', 'else if'],
	['unless', 'if !(…)'],
	['func', 'fn'],
	['function', 'fn'],
	['def', 'fn'],
	['fun', 'fn'],
	['sub', 'fn'],
	['var', 'let'],
	['mut', 'let'],
	['auto', 'let'],
	['foreach', 'for'],
	['raise', 'throw'],
	['except', 'catch'],
	['require', 'import'],
	['include', 'import'],
	['and', '&&'],
	['or', '||'],
	['mod', '%'],
	['isnt', 'not'],
	['equals', '=='],
]);

/** Keywords that are followed by something, so that a name in their place makes a missing `;`. */
const KEYWORDS = [
	'let',
	'const',
	'switch',
	'while',
	'until',
	'loop',
	'return',
	'throw',
	'private',
	'import',
	'export',
	'rule',
	'action',
	'delegate',
	'object',
	'service',
];

const FUNCTION_WORDS = [...FOREIGN].filter(([, meaning]) => meaning === 'fn').map(([word]) => word);

/** Is the word what other languages begin a function with, or nearly so? */
export function meansFunction(word: string): boolean {
	return FOREIGN.get(word) === 'fn' || nearest(word, FUNCTION_WORDS) !== undefined;
}

/** @param tokens the last token of the statement, the one where `;` was expected, the one after it */
export function missingSemicolonHelp(
	statement: Statement,
	tokens: readonly [IToken, IToken, IToken],
	newLine: boolean,
): string | undefined {
	const [previous, next, after] = tokens;
	const word = previous.image;
	if (!newLine && (next.image === '(' || next.image === '()')) {
		return 'only a name can be called directly; call another value with .call(…)';
	}
	if (/^["`#]/.test(word) && /^["`]/.test(next.image)) return 'strings are joined with +';
	if (word === 'not' || next.image === 'not') return 'to negate, write a not b, or !(…) before an operand';
	if (next.image === '=' || /^(?:\*\*|<<|>>|[^<>=!])=$/.test(next.image)) {
		return statement.kind === 'Assign' || statement.kind === 'Let'
			? 'an assignment is a statement and has no value'
			: undefined;
	}
	const meaning = FOREIGN.get(next.image) ?? FOREIGN.get(word);
	if (meaning !== undefined) return `did you mean ${meaning}?`;
	if (next.image === 'else') return 'else belongs directly after the } of an if';
	if (next.image === '}') return 'this } closes nothing';
	if (next.image === '!') return '!in is one word, and ! stands before an operand';
	if (newLine || statement.kind !== 'ExpressionStatement' || statement.expression.kind !== 'Variable') return undefined;
	const keyword = nearest(word, KEYWORDS);
	// Short words are near to much; they must be followed by what follows the keyword.
	const fits = keyword === 'let' || keyword === 'const' ? after.image === '=' : true;
	return keyword !== undefined && keyword !== word && fits ? `did you mean ${keyword}?` : undefined;
}

/** A token where a name was expected. */
export function nameHelp(token: IToken): string | undefined {
	if (token.image === '_') return 'a lone _ is no name: choose one, e.g. _unused';
	if (/^[A-Za-z]\w*$/.test(token.image)) return `'${token.image}' is a keyword and cannot be a name`;
	return /^\d/.test(token.image) ? 'a name begins with a letter' : undefined;
}

/** @param inStatement the token was to begin a statement, not just an operand */
export function unexpectedHelp(
	token: IToken,
	previous: IToken,
	next: IToken,
	inStatement: boolean,
): string | undefined {
	switch (token.image) {
		case ')':
			if (previous.image === '(') return 'write () without a blank for the unit value';
			return inStatement ? 'this ) closes nothing' : 'an expression is missing before it';
		case '}':
		case ']':
			return inStatement ? `this ${token.image} closes nothing` : 'an expression is missing before it';
		case ';':
		case ',':
			return inStatement ? undefined : 'an expression is missing before it';
		case 'else':
			return 'else belongs directly after the } of an if';
		case 'catch':
			return 'catch belongs directly after the } of a try';
		case 'let':
		case 'const':
			return 'a declaration is a statement and has no value';
		case 'fn':
			return 'functions are defined at the top level; write |x| … for a function inside an expression';
		case '.':
		case '?.':
			if (/^\d/.test(next.image)) return 'a number needs a digit before the point';
			return previous.image === '}'
				? 'the statement ends at this }: put it in parentheses to go on with its value'
				: undefined;
		default:
			return undefined;
	}
}
