/** Settings of the parser; all of them are optional and default to the language as specified (language spec 10). */
export interface ParseOptions {
	/** Parse exactly one expression: no statements, no loops, no trailing `;`. */
	readonly expressionOnly?: boolean;
	/** Nesting limits of language spec, Appendix A; 0 is none (a hard limit protects the process all the same). */
	readonly expressionDepth?: number;
	readonly functionExpressionDepth?: number;
	/** Most functions and closures; 0 is unlimited. */
	readonly functions?: number;
	/** Limits for literals, 0 is unlimited (LiteralTooLarge). */
	readonly stringLength?: number;
	readonly arraySize?: number;
	readonly mapSize?: number;
	/** Doc-comments have meaning: misplaced ones are WrongDocComment. */
	readonly metadata?: boolean;
	/** Keywords and operators that the host has switched off; `eval` is always off. */
	readonly disabledSymbols?: ReadonlySet<string>;
	/** Further binary operators: an identifier or reserved symbol with its precedence, 1 to 255. */
	readonly customOperators?: ReadonlyMap<string, number>;
	readonly allowIfExpression?: boolean;
	readonly allowSwitchExpression?: boolean;
	readonly allowLoopExpressions?: boolean;
	readonly allowStatementExpression?: boolean;
	readonly allowAnonymousFunctions?: boolean;
	readonly allowLooping?: boolean;
}
