/**
 * Sets of token types that the grammar asks for at every step, as flags in one array indexed by token type. They say
 * in one place what the first sets of the grammar say, for the decisions that error recovery has to take itself.
 */

import type { IToken, TokenType } from 'chevrotain';
import * as t from '../lexer/tokens.ts';

export const OPERAND_START = 1;
export const STATEMENT_START = 2;
export const BINARY = 4;
export const PREFIX = 8;
export const OPENER = 16;
export const CLOSER = 32;
/** Already reported by the lexer: no second message, whatever was expected in its place. */
export const REPORTED = 64;
/** A word of any sort. */
export const WORD = 128;
/** Ends an operand that may be missing: `break`, `return`, `x..`. */
export const NO_OPERAND = 256;
/** Keywords that begin a statement and cannot stand inside an expression. */
export const STATEMENT_KEYWORD = 512;
export const STRING = 1024;
/** Continues an operand: `.`, `[` and their safe forms. */
export const STEP = 2048;

let flags: Uint16Array | undefined;

function buildFlags(): Uint16Array {
	const types = t.VOCABULARY;
	const table = new Uint16Array(Math.max(...types.map((type) => type.tokenTypeIdx as number)) + 1);
	const mark = (flag: number, list: readonly TokenType[]) => {
		for (const type of list) table[type.tokenTypeIdx as number]! |= flag;
	};
	const inCategory = (category: TokenType) => types.filter((type) => type.CATEGORIES?.includes(category));

	const words = [...t.KEYWORDS, t.This, t.Is, t.MethodWord, t.FunctionWord, t.ReservedWord, t.Identifier];
	const operandStart = [
		...inCategory(t.PrefixOperator),
		...inCategory(t.StringToken),
		t.NumberLiteral,
		t.CharacterLiteral,
		t.TemplateStart,
		t.True,
		t.False,
		t.Unit,
		t.LBracket,
		t.MapStart,
		t.LParen,
		t.LCurly,
		t.If,
		t.Switch,
		t.While,
		t.Loop,
		t.Do,
		t.For,
		t.Pipe,
		t.DoublePipe,
		t.This,
		t.Identifier,
		t.MethodWord,
		t.FunctionWord,
		t.DisabledWord,
		t.RangeExclusive,
		t.RangeInclusive,
	];
	const keywords = [t.Let, t.Const, t.Try, t.Fn, t.Private, t.Import, t.Export, t.Break, t.Continue, t.Return, t.Throw];
	mark(OPERAND_START, operandStart);
	mark(STATEMENT_START, [...operandStart, ...keywords, t.Semicolon]);
	mark(STATEMENT_KEYWORD, keywords);
	mark(BINARY, [...inCategory(t.BinaryOperatorToken), t.CustomOperator]);
	mark(PREFIX, inCategory(t.PrefixOperator));
	mark(OPENER, [t.LParen, t.LBracket, t.SafeBracket, t.LCurly, t.MapStart, t.TemplateStart, t.InterpolationStart]);
	mark(CLOSER, [t.RParen, t.RBracket, t.RCurly, t.TemplateEnd]);
	mark(REPORTED, [t.Stray, t.MalformedWord, t.ImproperSymbol, t.DisabledWord]);
	mark(WORD, [...words, t.DisabledWord]);
	mark(NO_OPERAND, [t.RBracket, t.RParen, t.RCurly, t.Comma, t.Semicolon, t.Arrow]);
	mark(STEP, [t.Dot, t.SafeDot, t.LBracket, t.SafeBracket]);
	mark(STRING, inCategory(t.StringToken));
	return table;
}

/** Does the token's type have one of the flags? */
export function has(token: IToken, flag: number): boolean {
	flags ??= buildFlags();
	return ((flags[token.tokenTypeIdx] as number) & flag) !== 0;
}
