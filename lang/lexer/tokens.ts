/**
 * The token table: every word and symbol of the language (language spec 1.3 to 1.10), and the lexer modes.
 *
 * Words that are special only in some places (`rule`, `action`, `test`, `delegate`, `object`, `service`, `not`) are
 * plain identifiers here; the grammar recognizes them by their text. Everything that can begin a token in mode `code`
 * is covered by some pattern, so the lexer itself never has to skip characters.
 */

import { createToken, type IMultiModeLexerDefinition, Lexer, type TokenType } from 'chevrotain';
import {
	matchBackTick,
	matchBlockComment,
	matchCharacter,
	matchNumber,
	matchRawString,
	matchStray,
	matchString,
	matchTemplateText,
	startCodes,
} from './patterns.ts';

/** Group of the lexer result that collects comments. */
export const COMMENTS = 'comments';

// ------------------------------------------------------------------------------------------------ categories

/** `=`, `+=` … */
export const AssignOperator = createToken({ name: 'AssignOperator', pattern: Lexer.NA });
/** Every symbol or word that is always a binary operator; `not` and custom operators come on top. */
export const BinaryOperatorToken = createToken({ name: 'BinaryOperator', pattern: Lexer.NA });
/** `-`, `+`, `!` */
export const PrefixOperator = createToken({ name: 'PrefixOperator', pattern: Lexer.NA });
/** `"…"`, raw strings and back-tick strings without interpolation. */
export const StringToken = createToken({ name: 'String', pattern: Lexer.NA });

// ------------------------------------------------------------------------------------------- blanks, comments

const WhiteSpace = createToken({
	name: 'WhiteSpace',
	pattern: /[ \t\r\n\f]+/,
	group: Lexer.SKIPPED,
	line_breaks: true,
});
const LineComment = createToken({ name: 'LineComment', pattern: /\/\/[^\r\n]*/, group: COMMENTS });
const BlockComment = createToken({
	name: 'BlockComment',
	pattern: matchBlockComment,
	start_chars_hint: ['/'],
	line_breaks: true,
	group: COMMENTS,
});

// -------------------------------------------------------------------------------------------------- literals

export const NumberLiteral = createToken({
	name: 'Number',
	pattern: matchNumber,
	start_chars_hint: ['-', '0', '1', '2', '3', '4', '5', '6', '7', '8', '9'],
	line_breaks: false,
});
export const CharacterLiteral = createToken({
	name: 'Character',
	pattern: matchCharacter,
	start_chars_hint: ["'"],
	line_breaks: true,
});
/** `"…"` */
export const QuotedString = createToken({
	name: 'QuotedString',
	pattern: matchString,
	categories: StringToken,
	start_chars_hint: ['"'],
	line_breaks: true,
});
/** `#"…"#` */
export const RawString = createToken({
	name: 'RawString',
	pattern: matchRawString,
	categories: StringToken,
	start_chars_hint: ['#'],
	line_breaks: true,
});
/** A back-tick string without interpolation. */
export const PlainTemplate = createToken({
	name: 'PlainTemplate',
	pattern: (text, offset) => matchBackTick(text, offset, 'plain'),
	categories: StringToken,
	start_chars_hint: ['`'],
	line_breaks: true,
});
/** The opening back-tick of a string with interpolations. */
export const TemplateStart = createToken({
	name: 'TemplateStart',
	pattern: (text, offset) => matchBackTick(text, offset, 'interpolated'),
	start_chars_hint: ['`'],
	line_breaks: false,
	push_mode: 'template',
});
export const TemplateText = createToken({
	name: 'TemplateText',
	pattern: matchTemplateText,
	start_chars_hint: startCodes(true),
	line_breaks: true,
});
/** `${` */
export const InterpolationStart = createToken({ name: 'InterpolationStart', pattern: '${', push_mode: 'code' });
export const TemplateEnd = createToken({ name: 'TemplateEnd', pattern: '`', pop_mode: true });

// ----------------------------------------------------------------------------------------------------- words

function word(name: string, text: string, categories: TokenType[] = []): TokenType {
	return createToken({ name, pattern: new RegExp(`${text}\\b`), categories });
}

export const True = word('True', 'true');
export const False = word('False', 'false');
export const Let = word('Let', 'let');
export const Const = word('Const', 'const');
export const If = word('If', 'if');
export const Else = word('Else', 'else');
export const Switch = word('Switch', 'switch');
export const Do = word('Do', 'do');
export const While = word('While', 'while');
export const Until = word('Until', 'until');
export const Loop = word('Loop', 'loop');
export const For = word('For', 'for');
export const In = word('In', 'in', [BinaryOperatorToken]);
export const Continue = word('Continue', 'continue');
export const Break = word('Break', 'break');
export const Return = word('Return', 'return');
export const Throw = word('Throw', 'throw');
export const Try = word('Try', 'try');
export const Catch = word('Catch', 'catch');
export const Fn = word('FnKeyword', 'fn');
export const Private = word('Private', 'private');
export const Import = word('Import', 'import');
export const Export = word('Export', 'export');
export const As = word('As', 'as');
export const This = word('This', 'this');
/** `is` is `==` (language spec 13.2). */
export const Is = word('Is', 'is', [BinaryOperatorToken]);

/** Built-in functions that are also methods. */
export const MethodWord = word('MethodWord', '(?:type_of|call|curry|is_shared)');
/** Built-in functions that cannot be called in method style. */
export const FunctionWord = word('FunctionWord', '(?:print|debug|Fn|is_def_var|is_def_fn)');

/** `eval` (language spec 13.1); other words that the host has switched off get this type after lexing. */
export const DisabledWord = word('DisabledWord', 'eval');

export const ReservedWord = word(
	'ReservedWord',
	`(?:${[
		'var static shared goto match case public protected new use with module package super thread spawn go await async',
		'sync yield default void null nil',
	]
		.join(' ')
		.replaceAll(' ', '|')})`,
);

export const Identifier = createToken({ name: 'Identifier', pattern: /_*[A-Za-z][A-Za-z0-9_]*/ });
/** Words that begin like a name and are none: `__`, `_1`. The lone `_` is `Underscore`. */
export const MalformedWord = createToken({ name: 'MalformedWord', pattern: /_[0-9_][A-Za-z0-9_]*/ });
export const Underscore = createToken({ name: 'Underscore', pattern: '_' });

// --------------------------------------------------------------------------------------------------- symbols

function symbol(name: string, pattern: string | RegExp, ...categories: TokenType[]): TokenType {
	return createToken({ name, pattern, categories });
}

export const Unit = symbol('Unit', '()');
export const LParen = symbol('LParen', '(');
export const RParen = symbol('RParen', ')');
export const LBracket = symbol('LBracket', '[');
export const RBracket = symbol('RBracket', ']');
export const LCurly = createToken({ name: 'LCurly', pattern: '{', push_mode: 'code' });
export const RCurly = createToken({ name: 'RCurly', pattern: '}', pop_mode: true });
export const MapStart = createToken({ name: 'MapStart', pattern: '#{', push_mode: 'code' });
export const Comma = symbol('Comma', ',');
export const Semicolon = symbol('Semicolon', ';');
export const Colon = symbol('Colon', ':');
export const DoubleColon = symbol('DoubleColon', '::');
export const Dot = symbol('Dot', '.');
export const SafeDot = symbol('SafeDot', '?.');
export const SafeBracket = symbol('SafeBracket', '?[');
export const Arrow = symbol('Arrow', '=>');

export const Equals = symbol('Equals', '=', AssignOperator);
const CompoundAssign = symbol('CompoundAssign', /\*\*=|<<=|>>=|[+\-*/%&|^]=/, AssignOperator);

export const Plus = symbol('Plus', '+', BinaryOperatorToken, PrefixOperator);
export const Minus = symbol('Minus', '-', BinaryOperatorToken, PrefixOperator);
export const Bang = symbol('Bang', '!', PrefixOperator);
export const Pipe = symbol('Pipe', '|', BinaryOperatorToken);
export const DoublePipe = symbol('DoublePipe', '||', BinaryOperatorToken);
export const Coalesce = symbol('Coalesce', '??', BinaryOperatorToken);
export const RangeExclusive = symbol('RangeExclusive', '..', BinaryOperatorToken);
export const RangeInclusive = symbol('RangeInclusive', '..=', BinaryOperatorToken);
const NotIn = symbol('NotIn', /!in\b/, BinaryOperatorToken);
const OtherOperator2 = symbol('DoubleOperator', /\*\*|<<|>>|&&|==|!=|<=|>=/, BinaryOperatorToken);
const OtherOperator1 = symbol('SingleOperator', /[*/%<>&^]/, BinaryOperatorToken);

/** Spellings of other languages; always an error with a hint (language spec 1.5). */
export const ImproperSymbol = symbol('ImproperSymbol', /===|!==|->|<-|:=|:;|::<|\(\*|\*\)|#(?=[ \t]+\{)/);
/** Symbols without a meaning. `!.` is one because `!` never ends an operand. */
export const ReservedSymbol = symbol('ReservedSymbol', /\+\+|--|\.\.\.|~|!\.|\?|#!|#|@|\$|<\||\|>/);

/** Operators that the host has added; tokens get this type after lexing. */
export const CustomOperator = createToken({ name: 'CustomOperator', pattern: Lexer.NA });
/** Characters that begin no token. */
export const Stray = createToken({
	name: 'Stray',
	pattern: matchStray,
	start_chars_hint: startCodes(false),
	line_breaks: false,
});

/** Active keywords, in the order of language spec 1.4. */
export const KEYWORDS: readonly TokenType[] = [
	True,
	False,
	Let,
	Const,
	If,
	Else,
	Switch,
	Do,
	While,
	Until,
	Loop,
	For,
	In,
	Continue,
	Break,
	Return,
	Throw,
	Try,
	Catch,
	Fn,
	Private,
	Import,
	Export,
	As,
];

/** Order matters: at one place the first pattern that matches wins, so longer symbols stand before their beginnings. */
const CODE: TokenType[] = [
	WhiteSpace,
	LineComment,
	BlockComment,
	...KEYWORDS,
	This,
	Is,
	MethodWord,
	FunctionWord,
	DisabledWord,
	ReservedWord,
	Identifier,
	NumberLiteral,
	QuotedString,
	PlainTemplate,
	TemplateStart,
	CharacterLiteral,
	RawString,
	ImproperSymbol,
	// `..=` before the reserved `...` does no harm, `??`, `?.` and `?[` must stand before the reserved `?`.
	RangeInclusive,
	Coalesce,
	SafeDot,
	SafeBracket,
	MapStart,
	CompoundAssign,
	Arrow,
	NotIn,
	// `++` and its kin stand before `+`, but after the longer symbols above.
	DoublePipe,
	OtherOperator2,
	ReservedSymbol,
	DoubleColon,
	RangeExclusive,
	Unit,
	LParen,
	RParen,
	LBracket,
	RBracket,
	LCurly,
	RCurly,
	Comma,
	Semicolon,
	Colon,
	Dot,
	Equals,
	Plus,
	Minus,
	Bang,
	Pipe,
	OtherOperator1,
	MalformedWord,
	Underscore,
	Stray,
];

export const LEXER_DEFINITION: IMultiModeLexerDefinition = {
	modes: { code: CODE, template: [TemplateText, InterpolationStart, TemplateEnd] },
	defaultMode: 'code',
};

/** Everything the grammar may meet. */
export const VOCABULARY: TokenType[] = [
	...new Set([...CODE, InterpolationStart, TemplateEnd, TemplateText]),
	AssignOperator,
	BinaryOperatorToken,
	PrefixOperator,
	StringToken,
	CustomOperator,
];
