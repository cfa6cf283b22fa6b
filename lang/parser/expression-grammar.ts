/** Grammar of expressions (language spec 2.2): operators, chains of steps, literals, names and calls. */

import type { IToken, ParserMethod } from 'chevrotain';
import type {
	ArrayLiteral,
	Block,
	CallExpression,
	ChainExpression,
	ChainStep,
	ClosureExpression,
	Expression,
	Identifier,
	Interpolation,
	JumpStatement,
	MapEntry,
	MapLiteral,
	ParenExpression,
	Statement,
	StringLiteral,
	TemplateString,
	UnaryOperator,
	Variable,
} from '../ast/nodes.ts';
import { cookTemplate } from '../lexer/cook.ts';
import * as t from '../lexer/tokens.ts';
import { canStartOperand, GrammarBase, isReservedName, type ListWords } from './grammar-base.ts';
import { characterNode, numberNode, stringNode } from './literals.ts';
import { type FlatChain, group, type OperatorToken, PRECEDENCE } from './operators.ts';
import { BINARY, has, NO_OPERAND, PREFIX, REPORTED, STEP, STRING } from './token-sets.ts';

/** Longest chain of operators or signs; beyond it the expression is too complex, whatever the options say. */
const MAX_CHAIN = 1000;

/** Chains longer than this make a tree deeper than its nesting suggests. */
const LONG_CHAIN = 100;

const RANGE_OPERATORS = new Set(['..', '..=']);

const ARRAY: ListWords = {
	closer: t.RBracket,
	separate: 'to separate the items of this array literal',
	close: 'to end this array literal',
};
const MAP: ListWords = {
	closer: t.RCurly,
	separate: 'to separate the items of this object map literal',
	close: 'to end this object map literal',
};
const CLOSURE: ListWords = {
	closer: t.Pipe,
	separate: 'to separate the parameters of this closure',
	close: 'to close the parameters list of this closure',
};

export abstract class ExpressionGrammar extends GrammarBase {
	// Defined by the classes on top of this one.
	protected abstract readonly block: ParserMethod<[], Block>;
	protected abstract readonly statement: ParserMethod<[boolean?], Statement>;
	protected abstract readonly statements: ParserMethod<[Statement[], boolean?], void>;
	protected abstract readonly controlFlow: ParserMethod<[], Expression>;
	protected abstract readonly jump: ParserMethod<[], JumpStatement>;
	protected abstract readonly directive: ParserMethod<[], Expression>;
	protected abstract atDirective(): boolean;

	/**
	 * expr = unary { binary_op unary }
	 *
	 * Called with `true` for a `switch` case, where `|` separates the constants.
	 */
	protected readonly expression: ParserMethod<[boolean?], Expression> = this.RULE(
		'expression',
		(inCase?: boolean): Expression => {
			if (!this.enter()) return this.tooDeep();
			const first = this.SUBRULE(this.operand);
			let result = first;
			if (this.RECORDING_PHASE) this.MANY(() => this.SUBRULE(this.binaryOperation));
			else if (first === null || this.#atOperator(inCase === true)) {
				const chain: FlatChain = { operands: [first], operators: [] };
				while (this.#atOperator(inCase === true)) this.SUBRULE(this.binaryOperation, { ARGS: [chain] });
				result = this.#finishChain(chain);
			}
			this.leave();
			return result as Expression;
		},
	);

	#finishChain(chain: FlatChain): Expression {
		if (chain.operators.length > LONG_CHAIN) this.longChains = true;
		if (chain.operators.length > MAX_CHAIN) {
			chain.operators.length = MAX_CHAIN;
			chain.operands.length = MAX_CHAIN + 1;
		}
		return group(chain);
	}

	/** binary_op unary; after `??` also a jump statement. */
	private readonly binaryOperation: ParserMethod<[FlatChain], void> = this.RULE(
		'binaryOperation',
		(chain: FlatChain): void => {
			if (this.RECORDING_PHASE) {
				this.OR([
					{ ALT: () => this.CONSUME(t.BinaryOperatorToken) },
					{ ALT: () => this.CONSUME(t.CustomOperator) },
					{ ALT: () => this.CONSUME(t.Identifier) },
				]);
				this.OR1([{ ALT: () => this.SUBRULE(this.jump) }, { ALT: () => this.SUBRULE(this.operand) }]);
				return;
			}
			const token = this.take();
			let operand: Expression | null = null;
			if (token.tokenType === t.Coalesce && this.lookingAtJump()) operand = this.SUBRULE(this.jump);
			else if (!(RANGE_OPERATORS.has(token.image) && has(this.LA(1), NO_OPERAND))) operand = this.SUBRULE(this.operand);
			this.#append(chain, token, operand);
			// The second half of the ?: that other languages have.
			if (token.image === '?' && this.at(t.Colon) && canStartOperand(this.LA(2))) {
				this.take();
				this.SUBRULE1(this.operand);
			}
		},
	);

	#append(chain: FlatChain, token: IToken, operand: Expression | null): void {
		const custom = token.tokenType === t.CustomOperator;
		const precedence = custom ? this.options.customOperators?.get(token.image) : PRECEDENCE.get(token.image);
		// Not an operator at all: it has been reported, its operand is only read to get past it.
		if (precedence === undefined) return;
		const operator: OperatorToken = { text: token.image, start: token.startOffset, precedence, custom };
		chain.operators.push(operator);
		chain.operands.push(operand);
		if (chain.operators.length === MAX_CHAIN + 1) {
			this.reportTooDeep(token);
		}
	}

	/** Is there an operator after a complete operand? Symbols without meaning are reported here and count as one. */
	#atOperator(inCase: boolean): boolean {
		const token = this.LA(1);
		if (has(token, BINARY)) return !(inCase && token.tokenType === t.Pipe);
		if (token.tokenType === t.Identifier) return token.image === 'not';
		if (token.tokenType === t.ReservedSymbol) {
			const help =
				token.image === '?'
					? 'there is no ?: operator; write if a { b } else { c }'
					: token.image === '++' || token.image === '--'
						? `write x ${token.image[0]}= 1`
						: undefined;
			this.reportAt(token, 'UnknownOperator', `Unknown operator: '${token.image}'`, { help });
			return this.#skipUnlessOperand();
		}
		if (has(token, REPORTED) && token.tokenType !== t.MalformedWord && token.tokenType !== t.DisabledWord) {
			this.noteError(token);
			return this.#skipUnlessOperand();
		}
		return false;
	}

	/** For a bad operator without right operand: takes it, so that the statement can end here. */
	#skipUnlessOperand(): boolean {
		if (canStartOperand(this.LA(2))) return true;
		this.noteError(this.take());
		return false;
	}

	/** One side of a binary operator: a unary, or `null` for the left end that a range leaves out. */
	private readonly operand: ParserMethod<[], Expression | null> = this.RULE('operand', (): Expression | null => {
		if (this.at(t.RangeExclusive) || this.at(t.RangeInclusive)) return null;
		const signs = this.RECORDING_PHASE || has(this.LA(1), PREFIX) ? this.#signs() : undefined;
		const root = this.SUBRULE(this.primary);
		const value = this.RECORDING_PHASE || has(this.LA(1), STEP) ? this.#postfix(root) : root;
		return signs === undefined ? value : this.#unary(signs, value);
	});

	/** unary = ( "-" | "+" | "!" ) unary | postfix: the signs, of which there may be any number. */
	#signs(): IToken[] {
		const signs: IToken[] = [];
		this.MANY(() => {
			const token = this.CONSUME(t.PrefixOperator);
			if (signs.length <= MAX_CHAIN) signs.push(token);
		});
		if (signs.length > MAX_CHAIN) this.reportTooDeep(signs.pop() as IToken);
		if (signs.length > LONG_CHAIN) this.longChains = true;
		return signs;
	}

	#unary(signs: readonly IToken[], operand: Expression): Expression {
		return signs.reduceRight<Expression>(
			(value, sign) => ({
				kind: 'Unary',
				start: sign.startOffset,
				end: value.end,
				operator: sign.image as UnaryOperator,
				operand: value,
			}),
			operand,
		);
	}

	/** postfix = primary { "." member | "?." member | "[" expr "]" | "?[" expr "]" } */
	#postfix(root: Expression): Expression {
		const chain: ChainExpression = { kind: 'Chain', start: root.start, end: root.end, root, steps: [] };
		this.MANY1(() => {
			const step = this.OR(this.#stepAlternatives);
			chain.steps.push(step);
			chain.end = step.end;
		});
		return chain;
	}
	readonly #stepAlternatives = [
		{ ALT: () => this.SUBRULE(this.memberStep) },
		{ ALT: () => this.SUBRULE(this.indexStep) },
	];

	/** ( "." | "?." ) identifier [ "(" [ args ] ")" ] */
	private readonly memberStep: ParserMethod<[], ChainStep> = this.RULE('memberStep', (): ChainStep => {
		const dot = this.RECORDING_PHASE ? this.OR(this.#dots) : this.take();
		const safe = dot.tokenType === t.SafeDot;
		const start = dot.startOffset;
		const name = this.#memberName(dot);
		let args: Expression[] | undefined;
		if (this.RECORDING_PHASE || this.#argsAt(1)) {
			this.OPTION(() => {
				args = this.SUBRULE(this.args, { ARGS: [name.name] });
			});
		}
		if (this.RECORDING_PHASE) return undefined as unknown as ChainStep;
		if (this.at(t.Bang) && this.#argsAt(2)) {
			this.reportAt(this.LA(1), 'MalformedCapture', "Method-call style cannot run in the caller's scope", {
				help: 'call the function as name!(…), without a receiver',
			});
			this.take();
			args = this.SUBRULE1(this.args, { ARGS: [name.name] });
		} else if (this.at(t.DoubleColon)) {
			this.reportAt(this.LA(1), 'ImproperSymbol', "'::' cannot follow a property or method", {
				help: 'a module is used by its own name: module::name',
			});
			this.take();
			if (this.at(t.Identifier)) this.take();
			this.noteError(this.LA(0));
		}
		const end = this.lastEnd();
		if (args !== undefined) return { kind: 'MethodStep', start, end, safe, name, args };
		return { kind: 'PropertyStep', start, end, safe, name };
	});

	readonly #dots = [{ ALT: () => this.CONSUME(t.Dot) }, { ALT: () => this.CONSUME(t.SafeDot) }];
	readonly #brackets = [{ ALT: () => this.CONSUME(t.LBracket) }, { ALT: () => this.CONSUME(t.SafeBracket) }];

	/** After a dot `is` is a name like any other, and four built-in functions are methods. */
	#memberName(dot: IToken): Identifier {
		if (this.RECORDING_PHASE) {
			return this.name(() => {});
		}
		const token = this.LA(1);
		const type = token.tokenType;
		const next = this.LA(2).tokenType;
		if (type === t.Is || (type === t.MethodWord && (next === t.LParen || next === t.Unit))) {
			this.take();
			return { kind: 'Identifier', start: token.startOffset, end: this.endOf(token), name: token.image };
		}
		// A word on the next line is the beginning of another statement, not the name of this property.
		const glued = token.startOffset === dot.startOffset + dot.image.length;
		if (type !== t.Identifier && isReservedName(token) && !glued && this.onNewLine()) {
			this.reportAt(token, 'PropertyExpected', 'Expecting name of a property');
			return this.#noName();
		}
		if (type === t.Identifier || isReservedName(token)) return this.name(() => {});
		const help =
			glued && /^[a-z]+$/.test(token.image) ? `'${token.image}' is a keyword: write ["${token.image}"]` : undefined;
		this.reportAt(token, 'PropertyExpected', 'Expecting name of a property', { help });
		if (help === undefined) return this.#noName();
		this.take();
		return { kind: 'Identifier', start: token.startOffset, end: this.endOf(token), name: token.image };
	}

	#noName(): Identifier {
		const at = this.lastEnd();
		return { kind: 'Identifier', start: at, end: at, name: '' };
	}

	/** ( "[" | "?[" ) expr "]" */
	private readonly indexStep: ParserMethod<[], ChainStep> = this.RULE('indexStep', (): ChainStep => {
		const open = this.RECORDING_PHASE ? this.OR(this.#brackets) : this.take();
		const index = this.SUBRULE(this.expression);
		this.closeBracket(t.RBracket, 'for a matching [ in this index expression');
		return {
			kind: 'IndexStep',
			start: open.startOffset,
			end: this.lastEnd(),
			safe: open.tokenType === t.SafeBracket,
			index,
		};
	});

	/** Consumes a closing bracket after a single expression; what stands before it is skipped if it is near. */
	protected closeBracket(type: typeof t.RParen, purpose: string): void {
		if (this.RECORDING_PHASE || this.at(type)) {
			this.CONSUME(type);
			return;
		}
		this.reportMissing(type === t.RParen ? ')' : ']', purpose);
		if (!this.closerAhead(type)) return;
		this.skipConstruct();
		while (this.at(t.Comma) || this.at(t.Semicolon)) {
			this.take();
			this.skipConstruct();
		}
		this.noteError(this.LA(1));
		if (this.at(type)) this.take();
	}

	/** "(" [ args ] ")", where the empty list may be the single token `()` */
	protected readonly args: ParserMethod<[string], Expression[]> = this.RULE('args', (callee: string): Expression[] => {
		const args: Expression[] = [];
		if (!this.RECORDING_PHASE && this.at(t.Unit)) {
			this.take();
			return args;
		}
		const words: ListWords = {
			closer: t.RParen,
			separate: `to separate the arguments to function call '${callee}'`,
			close: `to close the arguments list of this function call '${callee}'`,
		};
		const list = () => {
			this.CONSUME(t.LParen);
			this.separated(
				words,
				() => args.push(this.SUBRULE(this.expression)),
				() => canStartOperand(this.LA(1)),
			);
			this.expect(0, t.RParen, words.close);
		};
		if (this.RECORDING_PHASE) this.OR([{ ALT: () => this.CONSUME(t.Unit) }, { ALT: list }]);
		else list();
		return args;
	});

	/** primary: literals, names and calls, and all that stands in brackets or begins with a word of its own */
	private readonly primary: ParserMethod<[], Expression> = this.RULE('primary', (): Expression => {
		if (this.RECORDING_PHASE) return this.#anyPrimary();
		if (!this.#operandHere()) return this.#badOperand();
		// The choice of `#anyPrimary`, without its detours: half of the parser's time is spent here.
		switch (this.LA(1).tokenType) {
			case t.Identifier:
				return this.atDirective() ? this.SUBRULE(this.directive) : this.SUBRULE(this.path);
			case t.MethodWord:
			case t.FunctionWord:
			case t.DisabledWord:
				return this.SUBRULE(this.path);
			case t.NumberLiteral:
				return numberNode(this.take());
			case t.CharacterLiteral:
				return characterNode(this.take(), this.text);
			case t.QuotedString:
			case t.RawString:
			case t.PlainTemplate:
				return stringNode(this.take(), this.text);
			case t.TemplateStart:
				return this.SUBRULE(this.template);
			case t.True:
			case t.False:
			case t.Unit:
			case t.This:
				return this.#atom(this.take());
			case t.LParen:
				return this.#paren();
			case t.LBracket:
				return this.SUBRULE(this.array);
			case t.MapStart:
				return this.SUBRULE(this.map);
			case t.Pipe:
			case t.DoublePipe:
				return this.SUBRULE(this.closure);
			case t.LCurly:
				return this.SUBRULE(this.block);
			default:
				return this.SUBRULE(this.controlFlow);
		}
	});

	#anyPrimary(): Expression {
		return this.OR({
			DEF: [
				{ ALT: () => this.SUBRULE(this.directive) },
				{ ALT: () => this.SUBRULE(this.path) },
				{ ALT: () => this.CONSUME(t.NumberLiteral) },
				{ ALT: () => this.CONSUME(t.CharacterLiteral) },
				{ ALT: () => this.SUBRULE(this.stringLiteral) },
				{ ALT: () => this.SUBRULE(this.template) },
				{ ALT: () => this.CONSUME(t.True) },
				{ ALT: () => this.CONSUME(t.False) },
				{ ALT: () => this.CONSUME(t.Unit) },
				{ ALT: () => this.CONSUME(t.This) },
				{ ALT: () => this.#paren() },
				{ ALT: () => this.SUBRULE(this.array) },
				{ ALT: () => this.SUBRULE(this.map) },
				{ ALT: () => this.SUBRULE(this.closure) },
				{ ALT: () => this.SUBRULE(this.block) },
				{ ALT: () => this.SUBRULE(this.controlFlow) },
			],
			IGNORE_AMBIGUITIES: true,
		}) as Expression;
	}

	/** No operand begins here: reports that and takes what is certainly meant to be a part of one. */
	#badOperand(): Expression {
		const at = this.lastEnd();
		this.reportOperand(false);
		const token = this.LA(1);
		if (!has(token, REPORTED) && token.tokenType !== t.ReservedWord && token.tokenType !== t.ReservedSymbol) {
			return this.errorNode(at, at);
		}
		this.take();
		this.noteError(token);
		if (token.image === '#!' && token.startOffset === 0) {
			// The first line of a script that is meant to be run as a program; loaders of files take it away.
			while (!this.atEnd() && !this.onNewLine()) this.noteError(this.take());
			return this.errorNode(0, this.lastEnd());
		}
		if (token.tokenType === t.ImproperSymbol && token.image === '#' && this.at(t.LCurly)) {
			// `# {` is meant to be `#{`.
			this.take();
			return this.#mapFrom(token.startOffset);
		}
		if (token.tokenType === t.ReservedSymbol && this.#operandHere() && !this.onNewLine())
			return this.SUBRULE9(this.primary);
		return this.errorNode(token.startOffset, this.endOf(token));
	}

	/** Can an operand begin here, with the syntax that the host has left switched on? */
	#operandHere(): boolean {
		const token = this.LA(1);
		if (!canStartOperand(token)) return false;
		const { options } = this;
		switch (token.tokenType) {
			case t.If:
				return options.allowIfExpression !== false;
			case t.Switch:
				return options.allowSwitchExpression !== false;
			case t.While:
			case t.Loop:
			case t.Do:
			case t.For:
				return options.allowLoopExpressions !== false && options.allowLooping !== false;
			case t.LCurly:
				return options.allowStatementExpression !== false;
			case t.Pipe:
			case t.DoublePipe:
				return options.allowAnonymousFunctions !== false;
			default:
				return true;
		}
	}

	#atom(token: IToken): Expression {
		const start = token.startOffset;
		const end = start + token.image.length;
		switch (token.image) {
			case 'true':
				return { kind: 'Bool', start, end, value: true };
			case 'false':
				return { kind: 'Bool', start, end, value: false };
			case 'this':
				return { kind: 'This', start, end };
			default:
				return { kind: 'Unit', start, end };
		}
	}

	/** A string without interpolation. */
	protected readonly stringLiteral: ParserMethod<[], StringLiteral> = this.RULE(
		'stringLiteral',
		(): StringLiteral => stringNode(this.CONSUME(t.StringToken), this.text),
	);

	/** "`" { text | "${" { statement } "}" } "`" */
	private readonly template: ParserMethod<[], TemplateString> = this.RULE('template', (): TemplateString => {
		const open = this.CONSUME(t.TemplateStart);
		const node: TemplateString = { kind: 'Template', start: open.startOffset, end: open.startOffset + 1, parts: [] };
		this.MANY(() => {
			const part = this.OR([
				{ ALT: () => this.CONSUME(t.TemplateText) },
				{ ALT: () => this.SUBRULE(this.interpolation) },
			]);
			if (this.RECORDING_PHASE) return;
			if ('kind' in part) {
				node.parts.push(part);
				return;
			}
			const value = cookTemplate(part.image, node.parts.length === 0);
			const end = part.startOffset + part.image.length;
			node.parts.push({ kind: 'TemplateText', start: part.startOffset, end, value });
		});
		this.expect(0, t.TemplateEnd, 'to end this string');
		node.end = this.lastEnd();
		return node;
	});

	/** "${" { statement } "}" */
	private readonly interpolation: ParserMethod<[], Interpolation> = this.RULE('interpolation', (): Interpolation => {
		const open = this.CONSUME(t.InterpolationStart);
		const start = open.startOffset;
		const body: Block = { kind: 'Block', start: start + 2, end: start + 2, statements: [] };
		this.braces++;
		this.SUBRULE(this.statements, { ARGS: [body.statements] });
		this.braces--;
		body.end = this.here();
		this.expect(0, t.RCurly, 'to end this interpolation');
		return { kind: 'Interpolation', start, end: this.lastEnd(), body };
	});

	/** "(" expr ")" */
	#paren(): ParenExpression {
		const open = this.CONSUME(t.LParen);
		const expression = this.SUBRULE(this.expression);
		this.closeBracket(t.RParen, 'for a matching ( in this expression');
		return { kind: 'Paren', start: open.startOffset, end: this.lastEnd(), expression };
	}

	/** array = "[" [ expr { "," expr } [ "," ] ] "]" */
	private readonly array: ParserMethod<[], ArrayLiteral> = this.RULE('array', (): ArrayLiteral => {
		const open = this.CONSUME(t.LBracket);
		const elements: Expression[] = [];
		this.separated(
			ARRAY,
			() => elements.push(this.SUBRULE(this.expression)),
			() => canStartOperand(this.LA(1)),
		);
		this.expect(0, t.RBracket, ARRAY.close);
		return { kind: 'Array', start: open.startOffset, end: this.lastEnd(), elements };
	});

	/** map = "#{" [ entry { "," entry } [ "," ] ] "}" */
	private readonly map: ParserMethod<[], MapLiteral> = this.RULE('map', (): MapLiteral => {
		const open = this.CONSUME(t.MapStart);
		return this.#mapFrom(open.startOffset);
	});

	#mapFrom(start: number): MapLiteral {
		const entries: MapEntry[] = [];
		this.braces++;
		this.separated(
			MAP,
			() => entries.push(this.SUBRULE(this.mapEntry)),
			() => this.#atMapKey(),
		);
		this.braces--;
		this.expect(0, t.RCurly, MAP.close);
		return { kind: 'Map', start, end: this.lastEnd(), entries };
	}

	#atMapKey(): boolean {
		return this.at(t.Identifier) || has(this.LA(1), STRING) || this.LA(2).tokenType === t.Colon;
	}

	/** entry = ( identifier | string ) ":" expr */
	private readonly mapEntry: ParserMethod<[], MapEntry> = this.RULE('mapEntry', (): MapEntry => {
		let key: MapEntry['key'];
		if (this.RECORDING_PHASE) {
			key = this.OR([{ ALT: () => this.SUBRULE(this.stringLiteral) }, { ALT: () => this.name(() => {}) }]);
		} else if (has(this.LA(1), STRING)) key = this.SUBRULE(this.stringLiteral);
		else key = this.#mapKey();
		const keyText = key.kind === 'String' ? key.value : key.name;
		const colon = this.expect(0, t.Colon, `to follow the property '${keyText}' in this object map literal`, {
			help: this.at(t.Equals) ? 'write : between a property and its value' : undefined,
		});
		if (!colon && this.at(t.Equals)) this.noteError(this.take());
		let value: Expression;
		if (colon || this.RECORDING_PHASE || !(this.at(t.Comma) || this.at(t.RCurly) || this.#atMapKey())) {
			value = this.SUBRULE(this.expression);
		} else {
			const at = this.lastEnd();
			value = this.errorNode(at, at);
		}
		return { kind: 'MapEntry', start: key.start, end: this.lastEnd(), key, value };
	});

	#mapKey(): Identifier {
		const token = this.LA(1);
		if (this.LA(2).tokenType === t.Colon && token.tokenType !== t.Identifier && !isReservedName(token)) {
			const quoted = has(token, REPORTED) ? undefined : { help: `write the key in quotes: "${token.image}"` };
			this.reportAt(token, 'PropertyExpected', 'Expecting name of a property', quoted);
			this.take();
			return { kind: 'Identifier', start: token.startOffset, end: this.endOf(token), name: token.image };
		}
		return this.name(() => {
			const help =
				token.tokenType === t.TemplateStart
					? 'a key cannot be interpolated: assign with map[key] = value'
					: token.tokenType === t.Comma
						? 'one comma too many'
						: undefined;
			this.reportAt(token, 'PropertyExpected', 'Expecting name of a property', { help });
		});
	}

	/** closure = ( "||" | "|" [ params ] "|" ) statement */
	private readonly closure: ParserMethod<[], ClosureExpression> = this.RULE('closure', (): ClosureExpression => {
		const start = this.here();
		const params: Identifier[] = [];
		this.OR([
			{ ALT: () => this.CONSUME(t.DoublePipe) },
			{
				ALT: () => {
					this.CONSUME(t.Pipe);
					this.separated(
						CLOSURE,
						() => params.push(this.variableName()),
						() => this.at(t.Identifier),
					);
					this.expect(2, t.Pipe, CLOSURE.close);
				},
			},
		]);
		const body = this.#closureBody();
		return { kind: 'Closure', start, end: this.lastEnd(), params, body };
	});

	#closureBody(): Statement {
		if (!this.RECORDING_PHASE && !this.canStartStatement()) {
			const expression = this.SUBRULE8(this.expression);
			return { kind: 'ExpressionStatement', start: expression.start, end: expression.end, expression };
		}
		return this.SUBRULE(this.statement, { ARGS: [false] });
	}

	protected abstract canStartStatement(): boolean;

	/**
	 * path = identifier { "::" identifier };
	 * path | path "(" [ args ] ")" | identifier "!" "(" [ args ] ")"
	 */
	private readonly path: ParserMethod<[], Variable | CallExpression> = this.RULE(
		'path',
		(): Variable | CallExpression => {
			const first = this.RECORDING_PHASE ? this.OR(this.#callable) : this.take();
			const start = first.startOffset;
			const namespace: Identifier[] = [];
			let name: Identifier = { kind: 'Identifier', start, end: this.lastEnd(), name: first.image };
			if (this.RECORDING_PHASE || this.at(t.DoubleColon)) {
				this.MANY(() => {
					this.CONSUME(t.DoubleColon);
					namespace.push(name);
					name = this.#pathName();
				});
			}
			let bang = false;
			if (this.RECORDING_PHASE || (this.at(t.Bang) && this.#argsAt(2))) {
				this.OPTION(() => {
					const token = this.CONSUME(t.Bang);
					bang = true;
					if (namespace.length === 0) return;
					const message = "'!' cannot be used to call a function of a module";
					this.reportSpan('ImproperSymbol', message, token.startOffset, token.startOffset + 1);
				});
			}
			let args: Expression[] | undefined;
			if (this.RECORDING_PHASE || this.#argsAt(1)) {
				this.OPTION1(() => {
					args = this.SUBRULE(this.args, { ARGS: [name.name] });
				});
			}
			const end = this.lastEnd();
			if (args !== undefined) return { kind: 'Call', start, end, namespace, name, bang, args };
			if (!this.RECORDING_PHASE && (first.tokenType === t.MethodWord || first.tokenType === t.FunctionWord)) {
				this.reportSpan('Reserved', `'${first.image}' is a reserved keyword`, start, start + first.image.length, {
					help: `${first.image} is a built-in function: call it with (…)`,
				});
				this.noteError(this.LA(0));
			}
			return { kind: 'Variable', start, end, namespace, name };
		},
	);

	readonly #callable = [t.Identifier, t.MethodWord, t.FunctionWord].map((type) => ({ ALT: () => this.CONSUME(type) }));

	/** Does an argument list begin at this distance? */
	#argsAt(distance: number): boolean {
		const type = this.LA(distance).tokenType;
		return type === t.LParen || type === t.Unit;
	}

	/** A name after `::`; a word on the next line is not it. */
	#pathName(): Identifier {
		if (!this.RECORDING_PHASE && !this.at(t.Identifier) && this.onNewLine()) {
			this.reportAt(this.LA(1), 'VariableExpected', 'Expecting name of a variable', {
				help: 'name a member of the module',
			});
			return this.#noName();
		}
		return this.variableName();
	}
}
