/**
 * The syntax tree: plain data, one interface per construct, told apart by `kind`.
 *
 * The tree keeps what the source says rather than what it means: parentheses, both spellings of an operator and
 * string forms survive, so the formatter can print it back. Names are not resolved here (see `lang/resolver`).
 * `start` and `end` are UTF-16 offsets into the source, `end` exclusive.
 *
 * A tree made from a broken file is still a tree: parts that could not be read are `ErrorNode`s, and a list may
 * simply be shorter than the author meant. Passes after the parser must accept such trees.
 */

import type { IntValue } from '../values/int.ts';

export interface NodeBase {
	readonly kind: string;
	start: number;
	end: number;
}

/** A name as written, with its place. */
export interface Identifier extends NodeBase {
	readonly kind: 'Identifier';
	name: string;
}

// ---------------------------------------------------------------------------------------------------- script

export interface Script extends NodeBase {
	readonly kind: 'Script';
	statements: Statement[];
	/** The `//!` lines of the file, markers included (language spec 1.2). */
	moduleDocs: string[];
}

/** `{ … }`, as a body, a statement or an expression. */
export interface Block extends NodeBase {
	readonly kind: 'Block';
	statements: Statement[];
}

// ------------------------------------------------------------------------------------------------ statements

/** `;` alone. */
export interface EmptyStatement extends NodeBase {
	readonly kind: 'Empty';
}

/** An expression in statement position, with or without its `;`. */
export interface ExpressionStatement extends NodeBase {
	readonly kind: 'ExpressionStatement';
	expression: Expression;
}

/** `let x = e` and `const x = e`. */
export interface LetStatement extends NodeBase {
	readonly kind: 'Let';
	constant: boolean;
	name: Identifier;
	value: Expression | null;
}

export type AssignmentOperator = '=' | '+=' | '-=' | '*=' | '/=' | '%=' | '**=' | '<<=' | '>>=' | '&=' | '|=' | '^=';

/** `target op value`; the target has been checked to be assignable unless a problem was reported. */
export interface AssignStatement extends NodeBase {
	readonly kind: 'Assign';
	target: Expression;
	operator: AssignmentOperator;
	operatorStart: number;
	value: Expression;
}

export interface BreakStatement extends NodeBase {
	readonly kind: 'Break';
	value: Expression | null;
}

export interface ContinueStatement extends NodeBase {
	readonly kind: 'Continue';
}

export interface ReturnStatement extends NodeBase {
	readonly kind: 'Return';
	value: Expression | null;
}

export interface ThrowStatement extends NodeBase {
	readonly kind: 'Throw';
	value: Expression | null;
}

export interface TryStatement extends NodeBase {
	readonly kind: 'Try';
	body: Block;
	catchName: Identifier | null;
	handler: Block;
}

/** `import path as alias`. */
export interface ImportStatement extends NodeBase {
	readonly kind: 'Import';
	path: Expression;
	alias: Identifier | null;
}

/** `export x`, `export x as y`, `export let x = …`, `export const x = …`: exactly one of `name`, `declaration`. */
export interface ExportStatement extends NodeBase {
	readonly kind: 'Export';
	name: Identifier | null;
	alias: Identifier | null;
	declaration: LetStatement | null;
}

/** `fn f(a) { … }`, `private fn …`, `fn Type.f() { … }`. Only at the top level of a script. */
export interface FunctionDefinition extends NodeBase {
	readonly kind: 'Function';
	private: boolean;
	/** The receiver type of a typed method: an identifier or the text of a string literal. */
	thisType: Identifier | null;
	name: Identifier;
	params: Identifier[];
	body: Block;
	/** Doc-comments directly before, markers included, joined as language spec 1.2 says. */
	docs: string[];
}

/** `test "name" || { … }`, only at the top level of a file. */
export interface TestDeclaration extends NodeBase {
	readonly kind: 'Test';
	name: StringLiteral;
	body: Expression;
}

// ----------------------------------------------------------------------------------------------- expressions

export interface UnitLiteral extends NodeBase {
	readonly kind: 'Unit';
}

export interface BoolLiteral extends NodeBase {
	readonly kind: 'Bool';
	value: boolean;
}

export interface IntLiteral extends NodeBase {
	readonly kind: 'Int';
	value: IntValue;
}

export interface FloatLiteral extends NodeBase {
	readonly kind: 'Float';
	value: number;
}

/** `value` is the code point. */
export interface CharLiteral extends NodeBase {
	readonly kind: 'Char';
	value: number;
}

/** A string without interpolation; `value` is the cooked text. */
export interface StringLiteral extends NodeBase {
	readonly kind: 'String';
	form: 'quoted' | 'template' | 'raw';
	value: string;
}

/** A back-tick string with at least one `${…}`. */
export interface TemplateString extends NodeBase {
	readonly kind: 'Template';
	parts: (TemplateText | Interpolation)[];
}

export interface TemplateText extends NodeBase {
	readonly kind: 'TemplateText';
	value: string;
}

/** `${ statements }`; `start`/`end` include the marks. */
export interface Interpolation extends NodeBase {
	readonly kind: 'Interpolation';
	body: Block;
}

export interface ArrayLiteral extends NodeBase {
	readonly kind: 'Array';
	elements: Expression[];
}

export interface MapLiteral extends NodeBase {
	readonly kind: 'Map';
	entries: MapEntry[];
}

export interface MapEntry extends NodeBase {
	readonly kind: 'MapEntry';
	key: Identifier | StringLiteral;
	value: Expression;
}

export interface ThisExpression extends NodeBase {
	readonly kind: 'This';
}

/** `name` or `a::b::name`. */
export interface Variable extends NodeBase {
	readonly kind: 'Variable';
	/** The qualifiers, outermost first; empty for a plain name. */
	namespace: Identifier[];
	name: Identifier;
}

/** `f(a)`, `m::f(a)`, `f!(a)`. */
export interface CallExpression extends NodeBase {
	readonly kind: 'Call';
	namespace: Identifier[];
	name: Identifier;
	/** `f!(…)`: the body runs in the caller's scope (language spec 7.4). */
	bang: boolean;
	args: Expression[];
}

/** `root.a[i]?.m(x)`: all steps of one chain in one node, because a chain is evaluated as a whole (spec 5.1). */
export interface ChainExpression extends NodeBase {
	readonly kind: 'Chain';
	root: Expression;
	steps: ChainStep[];
}

export type ChainStep = PropertyStep | IndexStep | MethodStep;

export interface PropertyStep extends NodeBase {
	readonly kind: 'PropertyStep';
	/** `?.` */
	safe: boolean;
	name: Identifier;
}

export interface IndexStep extends NodeBase {
	readonly kind: 'IndexStep';
	/** `?[` */
	safe: boolean;
	index: Expression;
}

export interface MethodStep extends NodeBase {
	readonly kind: 'MethodStep';
	safe: boolean;
	name: Identifier;
	args: Expression[];
}

export type UnaryOperator = '-' | '+' | '!';

export interface UnaryExpression extends NodeBase {
	readonly kind: 'Unary';
	operator: UnaryOperator;
	operand: Expression;
}

export type BinaryOperator =
	| '+'
	| '-'
	| '*'
	| '/'
	| '%'
	| '**'
	| '<<'
	| '>>'
	| '&'
	| '|'
	| '^'
	| '&&'
	| '||'
	| '??'
	| '=='
	| '!='
	| '<'
	| '<='
	| '>'
	| '>='
	| 'in'
	| '!in';

/** `left op right`. `is` and `not` appear as `==` and `!=`, with `word` set. */
export interface BinaryExpression extends NodeBase {
	readonly kind: 'Binary';
	operator: BinaryOperator;
	/** Written as the word `is` or `not`. */
	word: boolean;
	operatorStart: number;
	left: Expression;
	/** After `??` also one of the jump statements. */
	right: Expression;
}

/** `a..b`, `a..=b`; a missing end is `null`. */
export interface RangeExpression extends NodeBase {
	readonly kind: 'Range';
	inclusive: boolean;
	operatorStart: number;
	from: Expression | null;
	to: Expression | null;
}

/** `( e )`, kept because `(a.b).c` and `(-2).abs()` must print back. */
export interface ParenExpression extends NodeBase {
	readonly kind: 'Paren';
	expression: Expression;
}

/** `|a, b| statement`; the body of `|x| { … }` is an ExpressionStatement holding a Block. */
export interface ClosureExpression extends NodeBase {
	readonly kind: 'Closure';
	params: Identifier[];
	body: Statement;
}

/** `if … else if … else …`, flat so that a long chain costs no depth. */
export interface IfExpression extends NodeBase {
	readonly kind: 'If';
	branches: IfBranch[];
	otherwise: Block | null;
}

export interface IfBranch extends NodeBase {
	readonly kind: 'IfBranch';
	condition: Expression;
	body: Block;
}

export interface SwitchExpression extends NodeBase {
	readonly kind: 'Switch';
	subject: Expression;
	cases: SwitchCase[];
}

export interface SwitchCase extends NodeBase {
	readonly kind: 'SwitchCase';
	/** The constants before `=>`; `null` for `_`. */
	patterns: Expression[] | null;
	guard: Expression | null;
	action: Statement;
}

export interface WhileExpression extends NodeBase {
	readonly kind: 'While';
	condition: Expression;
	body: Block;
}

export interface LoopExpression extends NodeBase {
	readonly kind: 'Loop';
	body: Block;
}

/** `do { … } while c`, `do { … } until c`. */
export interface DoExpression extends NodeBase {
	readonly kind: 'Do';
	body: Block;
	until: boolean;
	condition: Expression;
}

export interface ForExpression extends NodeBase {
	readonly kind: 'For';
	variable: Identifier;
	counter: Identifier | null;
	iterable: Expression;
	body: Block;
}

/** `rule "name" body`, `action "name" body`, `delegate service "name" body` (directive spec 3.1). */
export interface DirectiveExpression extends NodeBase {
	readonly kind: 'Directive';
	keyword: 'rule' | 'action' | 'delegate';
	keywordEnd: number;
	service: Expression | null;
	name: StringLiteral;
	body: Expression;
}

/** `object name type = value`, `object name file:type = value` (directive spec 4.1). */
export interface ObjectExpression extends NodeBase {
	readonly kind: 'Object';
	name: Identifier;
	typeName: Identifier;
	contentType: Identifier | null;
	value: Expression;
}

/** `service name type = value`, `service name db:type = value` (directive spec 5.1). */
export interface ServiceExpression extends NodeBase {
	readonly kind: 'Service';
	name: Identifier;
	typeName: Identifier;
	contentType: Identifier | null;
	value: Expression;
}

/** A stretch of source that could not be read. */
export interface ErrorNode extends NodeBase {
	readonly kind: 'Error';
}

export type JumpStatement = BreakStatement | ContinueStatement | ReturnStatement | ThrowStatement;

export type Expression =
	| UnitLiteral
	| BoolLiteral
	| IntLiteral
	| FloatLiteral
	| CharLiteral
	| StringLiteral
	| TemplateString
	| ArrayLiteral
	| MapLiteral
	| ThisExpression
	| Variable
	| CallExpression
	| ChainExpression
	| UnaryExpression
	| BinaryExpression
	| RangeExpression
	| ParenExpression
	| ClosureExpression
	| Block
	| IfExpression
	| SwitchExpression
	| WhileExpression
	| LoopExpression
	| DoExpression
	| ForExpression
	| DirectiveExpression
	| ObjectExpression
	| ServiceExpression
	| JumpStatement
	| ErrorNode;

/** Control-flow constructs in statement position are wrapped in ExpressionStatement like any expression. */
export type Statement =
	| EmptyStatement
	| ExpressionStatement
	| LetStatement
	| AssignStatement
	| JumpStatement
	| TryStatement
	| ImportStatement
	| ExportStatement
	| FunctionDefinition
	| TestDeclaration
	| ErrorNode;

/** Parts that are neither expression nor statement. */
export type PartNode =
	| Identifier
	| TemplateText
	| Interpolation
	| MapEntry
	| ChainStep
	| IfBranch
	| SwitchCase
	| Script;

export type Node = Expression | Statement | PartNode;
