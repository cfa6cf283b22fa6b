const NAMES = [
	'UnexpectedInput',
	'MissingToken',
	'MissingSemicolon',
	'UnexpectedEOF',
	'UnterminatedString',
	'MalformedEscapeSequence',
	'MalformedNumber',
	'MalformedChar',
	'MalformedIdentifier',
	'ImproperSymbol',
	'UnknownOperator',
	'Reserved',
	'PropertyExpected',
	'VariableExpected',
	'ExprExpected',
	'MismatchedType',
	'MalformedIndexExpr',
	'MalformedCapture',
	'DuplicatedProperty',
	'DuplicatedVariable',
	'AssignmentToInvalidLHS',
	'AssignmentToConstant',
	'WrongSwitchIntegerCase',
	'WrongSwitchDefaultCase',
	'WrongSwitchCaseCondition',
	'LoopBreak',
	'WrongFnDefinition',
	'FnMissingName',
	'FnMissingParams',
	'FnMissingBody',
	'FnDuplicatedDefinition',
	'FnDuplicatedParam',
	'WrongExport',
	'WrongDocComment',
	'ExprTooDeep',
	'TooManyFunctions',
	'LiteralTooLarge',
	'VariableUndefined',
	'VariableExists',
	'ModuleUndefined',
	'ForbiddenVariable',
] as const;
export type SyntaxName = (typeof NAMES)[number];
export interface SyntaxEntry {
	id: string;
	name: SyntaxName;
	severity: 'error';
	title: string;
	page: string;
}
export const SYNTAX_ENTRIES: readonly SyntaxEntry[] = NAMES.map((name, i) => ({
	id: `V${400 + i}`,
	name,
	severity: 'error',
	title: name,
	page: '',
}));
