/** Nodes of literals from their tokens. Malformed literals have been reported and get the value that comes nearest. */

import type { IToken } from 'chevrotain';
import type { CharLiteral, Expression, StringLiteral } from '../ast/nodes.ts';
import { cookQuoted, cookRaw, cookTemplate } from '../lexer/cook.ts';
import { numberValue } from '../lexer/numbers.ts';
import type { LexProblem } from '../lexer/problem.ts';
import { QuotedString, RawString } from '../lexer/tokens.ts';

export function numberNode(token: IToken): Expression {
	const start = token.startOffset;
	const end = start + token.image.length;
	if (token.payload !== undefined) return { kind: 'Int', start, end, value: 0 };
	const value = numberValue(token.image);
	if ('float' in value) return { kind: 'Float', start, end, value: value.float };
	return { kind: 'Int', start, end, value: value.int };
}

function isOpen(token: IToken): boolean {
	return (token.payload as LexProblem | undefined)?.name === 'UnterminatedString';
}

export function characterNode(token: IToken, text: string): CharLiteral {
	const start = token.startOffset;
	const end = start + token.image.length;
	const { value } = cookQuoted(text, start, isOpen(token) ? end : end - 1);
	return { kind: 'Char', start, end, value: value.codePointAt(0) ?? 0 };
}

export function stringNode(token: IToken, text: string): StringLiteral {
	const start = token.startOffset;
	const end = start + token.image.length;
	const open = isOpen(token);
	if (token.tokenType === QuotedString) {
		const value = cookQuoted(text, start, open ? end : end - 1).value;
		return { kind: 'String', start, end, form: 'quoted', value };
	}
	if (token.tokenType === RawString) return { kind: 'String', start, end, form: 'raw', value: cookRaw(token.image) };
	const value = cookTemplate(token.image.slice(1, open ? undefined : -1), true);
	return { kind: 'String', start, end, form: 'template', value };
}
