/**
 * The pass between lexer and parser: reports what is wrong with single tokens, and turns words and symbols into what
 * the host has made of them (language spec 1.4, 1.5).
 */

import type { IToken, TokenType } from 'chevrotain';
import type { LexProblem } from '../lexer/problem.ts';
import {
	CustomOperator,
	DisabledWord,
	Identifier,
	ImproperSymbol,
	MalformedWord,
	ReservedSymbol,
	ReservedWord,
} from '../lexer/tokens.ts';
import type { ParseOptions } from './parse-options.ts';
import type { ProblemSink } from './problem-sink.ts';
import { has, REPORTED, WORD } from './token-sets.ts';

/** What spellings of other languages are here; the rest of the message is the same for all. */
const PROPER: Readonly<Record<string, string>> = {
	'===': '==',
	'!==': '!=',
	'->': '=>',
	'<-': '<=',
	':=': '=',
	':;': '::',
	'::<': '::',
	'(*': '/*',
	'*)': '*/',
	'#': '#{',
};

export function screenTokens(tokens: readonly IToken[], sink: ProblemSink, options: ParseOptions): void {
	const disabled = options.disabledSymbols?.size ? options.disabledSymbols : undefined;
	const custom = options.customOperators?.size ? options.customOperators : undefined;
	for (const token of tokens) {
		const off = disabled?.has(token.image) === true;
		// What is switched off is reserved, so it can be an operator too. Names are operators only behind an operand.
		if (custom?.has(token.image) && (off || !has(token, REPORTED))) {
			if (token.tokenType !== Identifier) retag(token, CustomOperator);
		} else if (off) disable(token);
		if (token.payload !== undefined) {
			const problem = token.payload as LexProblem;
			sink.add(problem.name, problem.message, problem.start, problem.end, { help: problem.help });
		} else if (has(token, REPORTED)) reportWhole(token, sink);
	}
}

function retag(token: IToken, type: TokenType): void {
	token.tokenType = type;
	token.tokenTypeIdx = type.tokenTypeIdx as number;
}

/** Switched-off keywords and operators are like reserved ones; reserved words say that they are switched off. */
function disable(token: IToken): void {
	const type = token.tokenType.name;
	if (type === 'ReservedWord' || type === 'MethodWord' || type === 'FunctionWord') retag(token, DisabledWord);
	else if (type === 'Identifier') return;
	else retag(token, has(token, WORD) ? ReservedWord : ReservedSymbol);
}

function reportWhole(token: IToken, sink: ProblemSink): void {
	const start = token.startOffset;
	const end = start + token.image.length;
	switch (token.tokenType) {
		case MalformedWord:
			sink.add('MalformedIdentifier', `Variable name is not proper: '${token.image}'`, start, end, {
				help: 'a name needs a letter before its first digit',
			});
			break;
		case ImproperSymbol: {
			const symbol = token.image === '#' ? '# {' : token.image;
			const message = `'${symbol}' is not a valid symbol. Should it be '${PROPER[token.image]}'?`;
			sink.add('ImproperSymbol', message, start, end, {
				help: token.image === '<-' ? 'to compare with a negative number, write a blank: a < -1' : undefined,
			});
			break;
		}
		case DisabledWord:
			sink.add('ImproperSymbol', `reserved keyword '${token.image}' is disabled`, start, end);
			break;
	}
}
