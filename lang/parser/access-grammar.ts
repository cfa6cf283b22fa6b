/** Grammar of names and calls, and of the steps that continue an operand: properties, methods, indices. */

import type { IToken, ParserMethod } from 'chevrotain';
import type { CallExpression, ChainStep, Expression, Identifier, Variable } from '../ast/nodes.ts';
import * as t from '../lexer/tokens.ts';
import { canStartOperand, isReservedName, type ListWords } from './grammar-base.ts';
import { LiteralGrammar } from './literal-grammar.ts';

export abstract class AccessGrammar extends LiteralGrammar {
	/**
	 * path = identifier { "::" identifier };
	 * path | path "(" [ args ] ")" | identifier "!" "(" [ args ] ")"
	 */
	protected readonly path: ParserMethod<[], Variable | CallExpression> = this.RULE(
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
			if (this.RECORDING_PHASE || (this.at(t.Bang) && this.argumentsFollow(2))) {
				this.OPTION(() => {
					const token = this.CONSUME(t.Bang);
					bang = true;
					if (namespace.length === 0) return;
					const message = "'!' cannot be used to call a function of a module";
					this.reportSpan('ImproperSymbol', message, token.startOffset, token.startOffset + 1);
				});
			}
			let args: Expression[] | undefined;
			if (this.RECORDING_PHASE || this.argumentsFollow(1)) {
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

	/** ( "." | "?." ) identifier [ "(" [ args ] ")" ] */
	protected readonly memberStep: ParserMethod<[], ChainStep> = this.RULE('memberStep', (): ChainStep => {
		const dot = this.RECORDING_PHASE ? this.OR(this.#dots) : this.take();
		const safe = dot.tokenType === t.SafeDot;
		const start = dot.startOffset;
		const name = this.#memberName(dot);
		let args: Expression[] | undefined;
		if (this.RECORDING_PHASE || this.argumentsFollow(1)) {
			this.OPTION(() => {
				args = this.SUBRULE(this.args, { ARGS: [name.name] });
			});
		}
		if (this.RECORDING_PHASE) return undefined as unknown as ChainStep;
		if (this.at(t.Bang) && this.argumentsFollow(2)) {
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

	/** ( "[" | "?[" ) expr "]" */
	protected readonly indexStep: ParserMethod<[], ChainStep> = this.RULE('indexStep', (): ChainStep => {
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

	/** Does an argument list begin at this distance? */
	protected argumentsFollow(distance: number): boolean {
		const type = this.LA(distance).tokenType;
		return type === t.LParen || type === t.Unit;
	}

	#noName(): Identifier {
		const at = this.lastEnd();
		return { kind: 'Identifier', start: at, end: at, name: '' };
	}
}
