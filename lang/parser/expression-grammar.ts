/** Grammar of expressions (language spec 2.2): operators, operands with their steps, and what an operand may be. */

import type { IToken, ParserMethod } from 'chevrotain';
import type {
	Block,
	CallExpression,
	ChainExpression,
	Expression,
	JumpStatement,
	ParenExpression,
	UnaryOperator,
} from '../ast/nodes.ts';
import * as t from '../lexer/tokens.ts';
import { AccessGrammar } from './access-grammar.ts';
import { canStartOperand } from './grammar-base.ts';
import { characterNode, numberNode, stringNode } from './literals.ts';
import { type FlatChain, group, type OperatorToken, PRECEDENCE } from './operators.ts';
import { BINARY, has, NO_OPERAND, PREFIX, REPORTED, STEP } from './token-sets.ts';

/** Longest chain of operators or signs; beyond it the expression is too complex, whatever the options say. */
const MAX_CHAIN = 1000;

/** Chains longer than this make a tree deeper than its nesting suggests. */
const LONG_CHAIN = 100;

const RANGE_OPERATORS = new Set(['..', '..=']);

export abstract class ExpressionGrammar extends AccessGrammar {
	// Defined by the classes on top of this one.
	protected abstract readonly block: ParserMethod<[], Block>;
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
		const custom = token.tokenType === t.CustomOperator || this.#isCustomWord(token);
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

	/** A name that the host has made an operator; like `not`, it is one only where an operator can stand. */
	#isCustomWord(token: IToken): boolean {
		return token.tokenType === t.Identifier && this.options.customOperators?.has(token.image) === true;
	}

	/** Is there an operator after a complete operand? Symbols without meaning are reported here and count as one. */
	#atOperator(inCase: boolean): boolean {
		const token = this.LA(1);
		if (has(token, BINARY)) return !(inCase && token.tokenType === t.Pipe);
		if (token.tokenType === t.Identifier) return token.image === 'not' || this.#isCustomWord(token);
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
			return this.mapFrom(token.startOffset);
		}
		if (token.tokenType === t.ReservedSymbol && this.#operandHere() && !this.onNewLine())
			return this.SUBRULE9(this.expression);
		return this.errorNode(token.startOffset, this.endOf(token));
	}

	/** Can an operand begin here, with the syntax that the host has left switched on? */
	#operandHere(): boolean {
		const token = this.LA(1);
		if (!canStartOperand(token)) return false;
		const { options } = this;
		switch (token.tokenType) {
			// Handled before signs are read; a range without left end cannot have one.
			case t.RangeExclusive:
			case t.RangeInclusive:
				return false;
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

	/** "(" expr ")"; a name in parentheses is still a name, which can be called (language spec 2.2) */
	#paren(): ParenExpression | CallExpression {
		const open = this.CONSUME(t.LParen);
		const expression = this.SUBRULE(this.expression);
		this.closeBracket(t.RParen, 'for a matching ( in this expression');
		if (!this.RECORDING_PHASE && this.argumentsFollow(1)) {
			let inner = expression;
			while (inner.kind === 'Paren') inner = inner.expression;
			if (inner.kind === 'Variable') {
				const args = this.SUBRULE(this.args, { ARGS: [inner.name.name] });
				const { namespace, name } = inner;
				return { kind: 'Call', start: open.startOffset, end: this.lastEnd(), namespace, name, bang: false, args };
			}
		}
		return { kind: 'Paren', start: open.startOffset, end: this.lastEnd(), expression };
	}
}
