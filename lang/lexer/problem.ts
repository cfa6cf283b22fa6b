/** What is wrong inside one token. It travels as the token's `payload`, so that parsing goes on with the token. */

/** The variants of BadInput in language spec 9.1 that the lexer finds. */
export type LexProblemName =
	| 'UnexpectedInput'
	| 'UnterminatedString'
	| 'MalformedEscapeSequence'
	| 'MalformedNumber'
	| 'MalformedChar'
	| 'MalformedIdentifier'
	| 'ImproperSymbol';

export interface LexProblem {
	readonly name: LexProblemName;
	readonly message: string;
	readonly start: number;
	readonly end: number;
	readonly help?: string | undefined;
}
