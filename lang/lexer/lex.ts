/**
 * Runs the lexer over a text. Built on first use, and without chevrotain's checks of the token table, which take longer
 * than all the rest of it; a test does them.
 */

import { type IToken, Lexer } from 'chevrotain';
import { forgetText } from './patterns.ts';
import { COMMENTS, LEXER_DEFINITION } from './tokens.ts';

let lexer: Lexer | undefined;

export interface LexResult {
	readonly tokens: IToken[];
	/** Comments in source order. */
	readonly comments: readonly IToken[];
}

/**
 * Cuts a text into tokens. Never fails: what is wrong with a token is its `payload`, a `LexProblem`.
 * A token's `startOffset` is a UTF-16 offset, its end is `startOffset + image.length`.
 */
export function lex(text: string): LexResult {
	lexer ??= new Lexer(LEXER_DEFINITION, { positionTracking: 'onlyOffset', skipValidations: true });
	forgetText();
	const result = lexer.tokenize(text);
	forgetText();
	return { tokens: result.tokens, comments: result.groups[COMMENTS] ?? [] };
}
