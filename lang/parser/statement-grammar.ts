/** Grammar of statements (language spec 2.1) and of the vSL directives (language spec 13.3). */

import type { IToken, ParserMethod } from 'chevrotain';
import type {
	AssignmentOperator,
	Block,
	DirectiveExpression,
	ExportStatement,
	Expression,
	FunctionDefinition,
	Identifier,
	ImportStatement,
	JumpStatement,
	LetStatement,
	ObjectExpression,
	ServiceExpression,
	Statement,
	StringLiteral,
	TestDeclaration,
	TryStatement,
} from '../ast/nodes.ts';
import * as t from '../lexer/tokens.ts';
import { ControlFlowGrammar } from './control-flow-grammar.ts';
import { canStartOperand, isReservedName, type ListWords } from './grammar-base.ts';
import { meansFunction, missingSemicolonHelp } from './hints.ts';
import { CLOSER, has, NO_OPERAND, OPENER, STATEMENT_START, STRING } from './token-sets.ts';

/** How far `delegate` looks ahead for the name that makes it a directive. */
const MAX_DELEGATE_SCAN = 2000;

/** Statements that end at their brace and need no `;`. */
const SELF_TERMINATING = new Set(['If', 'Switch', 'While', 'Loop', 'For', 'Block']);

export abstract class StatementGrammar extends ControlFlowGrammar {
	/** { statement }, up to the closing brace or the end of the text; `global` allows functions and exports. */
	protected readonly statements: ParserMethod<[Statement[], boolean?], void> = this.RULE(
		'statements',
		(list: Statement[], global?: boolean): void => {
			if (this.RECORDING_PHASE) {
				this.MANY(() => {
					this.SUBRULE(this.statement);
					this.OPTION(() => this.CONSUME(t.Semicolon));
				});
				return;
			}
			while (!this.atEnd()) {
				if (this.at(t.RCurly) && global !== true) return;
				if (this.canStartStatement()) {
					const statement = this.SUBRULE(this.statement, { ARGS: [global === true] });
					list.push(statement);
					this.#terminator(statement, global === true);
				} else {
					const start = this.here();
					this.reportOperand(true);
					const first = this.LA(1);
					// A lone closing brace too many does not make what follows it junk.
					if (this.at(t.RCurly)) this.take();
					else this.skipJunk();
					list.push(this.errorNode(start, this.lastEnd()));
					this.noteError(first);
					this.noteError(this.LA(0));
				}
			}
		},
	);

	protected canStartStatement(): boolean {
		return (
			has(this.LA(1), STATEMENT_START) ||
			this.at(t.ReservedWord) ||
			this.at(t.ReservedSymbol) ||
			this.#isBad(this.LA(1))
		);
	}

	#isBad(token: IToken): boolean {
		const type = token.tokenType;
		return type === t.Stray || type === t.MalformedWord || type === t.ImproperSymbol || type === t.DisabledWord;
	}

	/** terminator = ";" | nothing, if the next token is "}" or the end of the text */
	#terminator(statement: Statement, global: boolean): void {
		const selfTerminating = endsAtBrace(statement, this.text);
		if (this.at(t.Semicolon)) {
			// After a brace the semicolon is an empty statement of its own.
			if (selfTerminating || statement.kind === 'Empty') return;
			this.take();
			statement.end = this.lastEnd();
			return;
		}
		if (selfTerminating || statement.kind === 'Empty' || this.atEnd()) return;
		if (this.at(t.RCurly) && !global) return;
		const at = this.lastEnd();
		const token = this.LA(1);
		const hint = missingSemicolonHelp(statement, [this.LA(0), token, this.LA(2)], this.onNewLine());
		this.reportAt(token, 'MissingSemicolon', "Expecting ';' to terminate this statement", {
			help: hint ?? (this.onNewLine() ? 'end the previous line with ;' : undefined),
			fixes:
				hint === undefined && this.onNewLine()
					? [{ title: 'insert ;', edits: [{ start: at, end: at, text: ';' }], safe: false }]
					: undefined,
		});
		this.noteError(token);
	}

	/** statement, without its terminator */
	protected readonly statement: ParserMethod<[boolean?], Statement> = this.RULE(
		'statement',
		(global?: boolean): Statement => {
			if (!this.enter()) return this.tooDeep();
			let result: Statement;
			if (this.RECORDING_PHASE) {
				result = this.OR({
					DEF: [
						{ ALT: () => this.SUBRULE(this.emptyStatement) },
						{ ALT: () => this.SUBRULE(this.blockStatement) },
						{ ALT: () => this.SUBRULE(this.tryStatement) },
						{ ALT: () => this.SUBRULE(this.functionDefinition) },
						{ ALT: () => this.SUBRULE(this.letStatement) },
						{ ALT: () => this.SUBRULE(this.jump) },
						{ ALT: () => this.SUBRULE(this.importStatement) },
						{ ALT: () => this.SUBRULE(this.exportStatement) },
						{ ALT: () => this.SUBRULE(this.testDeclaration) },
						{ ALT: () => this.SUBRULE(this.expressionStatement) },
					],
					IGNORE_AMBIGUITIES: true,
				});
			} else result = this.#chooseStatement(global === true);
			this.leave();
			return result;
		},
	);

	#chooseStatement(global: boolean): Statement {
		switch (this.LA(1).tokenType) {
			case t.Semicolon:
				return this.SUBRULE(this.emptyStatement);
			case t.LCurly:
			case t.If:
			case t.Switch:
			case t.While:
			case t.Loop:
			case t.For:
				return this.#looping() ? this.SUBRULE(this.blockStatement) : this.SUBRULE(this.expressionStatement);
			case t.Try:
				return this.SUBRULE(this.tryStatement);
			case t.Fn:
			case t.Private:
				return this.SUBRULE(this.functionDefinition, { ARGS: [global] });
			case t.Let:
			case t.Const:
				return this.SUBRULE(this.letStatement);
			case t.Break:
			case t.Continue:
			case t.Return:
			case t.Throw:
				return this.SUBRULE(this.jump);
			case t.Import:
				return this.SUBRULE(this.importStatement);
			case t.Export:
				return this.SUBRULE(this.exportStatement, { ARGS: [global] });
			case t.Identifier:
				if (global && this.LA(1).image === 'test' && this.#nameAhead(2)) return this.SUBRULE(this.testDeclaration);
				if (this.#otherFunction()) return this.SUBRULE(this.functionDefinition, { ARGS: [global, true] });
		}
		return this.SUBRULE(this.expressionStatement);
	}

	/** Loops that the host has switched off are unexpected tokens. */
	#looping(): boolean {
		if (this.options.allowLooping !== false) return true;
		return !(this.at(t.While) || this.at(t.Loop) || this.at(t.For));
	}

	/** ";" */
	private readonly emptyStatement: ParserMethod<[], Statement> = this.RULE('emptyStatement', (): Statement => {
		const token = this.CONSUME(t.Semicolon);
		return { kind: 'Empty', start: token.startOffset, end: token.startOffset + 1 };
	});

	/** block | if | switch | while | loop | for */
	private readonly blockStatement: ParserMethod<[], Statement> = this.RULE('blockStatement', (): Statement => {
		const expression = this.OR([
			{ ALT: () => this.SUBRULE(this.block) },
			{ ALT: () => this.SUBRULE(this.controlFlow) },
		]);
		return { kind: 'ExpressionStatement', start: expression.start, end: expression.end, expression };
	});

	/** expr | lvalue assign_op expr */
	private readonly expressionStatement: ParserMethod<[], Statement> = this.RULE(
		'expressionStatement',
		(): Statement => {
			const expression = this.SUBRULE(this.expression);
			let assignment: Statement | undefined;
			this.OPTION(() => {
				const operator = this.CONSUME(t.AssignOperator);
				const value = this.SUBRULE1(this.expression);
				assignment = {
					kind: 'Assign',
					start: expression.start,
					end: value.end,
					target: expression,
					operator: operator.image as AssignmentOperator,
					operatorStart: operator.startOffset,
					value,
				};
			});
			return assignment ?? { kind: 'ExpressionStatement', start: expression.start, end: expression.end, expression };
		},
	);

	/** let = ( "let" | "const" ) identifier [ "=" expr ] */
	private readonly letStatement: ParserMethod<[], LetStatement> = this.RULE('letStatement', (): LetStatement => {
		const keyword = this.OR([{ ALT: () => this.CONSUME(t.Let) }, { ALT: () => this.CONSUME(t.Const) }]);
		const name = this.variableName();
		let value: Expression | null = null;
		this.OPTION(() => {
			this.CONSUME(t.Equals);
			value = this.SUBRULE(this.expression);
		});
		const constant = keyword.tokenType === t.Const;
		return { kind: 'Let', start: keyword.startOffset, end: this.lastEnd(), constant, name, value };
	});

	/** "break" [ expr ] | "continue" | "return" [ expr ] | "throw" [ expr ] */
	protected readonly jump: ParserMethod<[], JumpStatement> = this.RULE('jump', (): JumpStatement => {
		const keyword = this.OR([
			{ ALT: () => this.CONSUME(t.Break) },
			{ ALT: () => this.CONSUME(t.Continue) },
			{ ALT: () => this.CONSUME(t.Return) },
			{ ALT: () => this.CONSUME(t.Throw) },
		]);
		const start = keyword.startOffset;
		let value: Expression | null = null;
		this.OPTION({
			GATE: () => keyword.tokenType !== t.Continue,
			DEF: () => {
				value = this.SUBRULE(this.expression);
			},
		});
		// What is no expression and no end either is reported as the expression that is meant.
		if (!this.RECORDING_PHASE && value === null && keyword.tokenType !== t.Continue) {
			const next = this.LA(1);
			if (!this.atEnd() && !has(next, NO_OPERAND) && !has(next, STATEMENT_START)) value = this.SUBRULE(this.expression);
		}
		const end = this.lastEnd();
		switch (keyword.tokenType) {
			case t.Break:
				return { kind: 'Break', start, end, value };
			case t.Continue:
				return { kind: 'Continue', start, end };
			case t.Return:
				return { kind: 'Return', start, end, value };
			default:
				return { kind: 'Throw', start, end, value };
		}
	});

	/** try = "try" block "catch" [ "(" identifier ")" ] block */
	private readonly tryStatement: ParserMethod<[], TryStatement> = this.RULE('tryStatement', (): TryStatement => {
		const start = this.here();
		this.CONSUME(t.Try);
		const body = this.SUBRULE(this.block);
		let catchName: Identifier | null = null;
		let handler = this.emptyBlock();
		if (this.expect(0, t.Catch, "for the 'try' statement")) {
			this.OPTION(() => {
				this.CONSUME(t.LParen);
				catchName = this.variableName();
				this.expect(0, t.RParen, 'to enclose the catch variable');
			});
			handler = this.SUBRULE1(this.block);
		}
		return { kind: 'Try', start, end: this.lastEnd(), body, catchName, handler };
	});

	/** import = "import" expr [ "as" identifier ] */
	private readonly importStatement: ParserMethod<[], ImportStatement> = this.RULE(
		'importStatement',
		(): ImportStatement => {
			const start = this.here();
			this.CONSUME(t.Import);
			const path = this.SUBRULE(this.expression);
			let alias: Identifier | null = null;
			this.OPTION(() => {
				this.CONSUME(t.As);
				alias = this.variableName();
			});
			return { kind: 'Import', start, end: this.lastEnd(), path, alias };
		},
	);

	/** export = "export" ( identifier [ "as" identifier ] | let | const ) */
	private readonly exportStatement: ParserMethod<[boolean?], ExportStatement> = this.RULE(
		'exportStatement',
		(global?: boolean): ExportStatement => {
			const keyword = this.CONSUME(t.Export);
			if (global === false) {
				this.reportSpan(
					'WrongExport',
					'Export statement can only appear at global level',
					keyword.startOffset,
					this.endOf(keyword),
				);
			}
			let declaration: LetStatement | null = null;
			let name: Identifier | null = null;
			let alias: Identifier | null = null;
			if (this.RECORDING_PHASE || this.at(t.Let) || this.at(t.Const)) {
				this.OPTION(() => {
					declaration = this.SUBRULE(this.letStatement);
				});
			}
			if (declaration === null || this.RECORDING_PHASE) {
				const token = this.LA(1);
				name = this.name(() => {
					const help =
						token.tokenType === t.Fn || token.tokenType === t.Private
							? 'functions are exported without a word; those marked private are not'
							: undefined;
					this.reportAt(token, 'VariableExpected', 'Expecting name of a variable', { help });
				});
				this.OPTION1(() => {
					this.CONSUME(t.As);
					alias = this.variableName();
				});
			}
			return { kind: 'Export', start: keyword.startOffset, end: this.lastEnd(), name, alias, declaration };
		},
	);

	/** fn_def = [ "private" ] "fn" [ this_type "." ] identifier "(" [ params ] ")" block */
	private readonly functionDefinition: ParserMethod<[boolean?, boolean?], Statement> = this.RULE(
		'functionDefinition',
		(global?: boolean, misspelled?: boolean): Statement => {
			const first = this.LA(1);
			const start = this.here();
			let isPrivate = false;
			this.OPTION(() => {
				this.CONSUME(t.Private);
				isPrivate = true;
			});
			if (misspelled === true) this.#misspelledFn();
			else if (!this.expect(0, t.Fn, "following 'private'")) return this.errorNode(start, this.lastEnd());
			if (global === false) {
				this.reportSpan(
					'WrongFnDefinition',
					'Functions can only be defined at global level',
					start,
					this.endOf(first),
					{ help: 'move the function out of the block, or use a closure: let f = |x| …' },
				);
			}
			let thisType: Identifier | null = null;
			if (
				this.RECORDING_PHASE ||
				has(this.LA(1), STRING) ||
				(this.at(t.Identifier) && this.LA(2).tokenType === t.Dot)
			) {
				this.OPTION1(() => {
					thisType = this.#thisType();
					this.expect(1, t.Dot, "after the type name for 'this'");
				});
			}
			const name = this.name((token) => {
				this.reportAt(token, 'FnMissingName', 'Expecting function name in function declaration');
			});
			const params = this.SUBRULE(this.parameters, { ARGS: [name.name] });
			let body: Block;
			if (this.RECORDING_PHASE || this.at(t.LCurly)) body = this.SUBRULE(this.block);
			else {
				this.reportAt(this.LA(1), 'FnMissingBody', `Expecting body statement block for function '${name.name}'`);
				body = this.emptyBlock();
			}
			return {
				kind: 'Function',
				start,
				end: this.lastEnd(),
				private: isPrivate,
				thisType,
				name,
				params,
				body,
				docs: [],
			} satisfies FunctionDefinition;
		},
	);

	/** `function f(`, `fucntion f(`: two names in a row are wrong anyway, so this can only be meant as a function. */
	#otherFunction(): boolean {
		if (this.LA(2).tokenType !== t.Identifier || this.LA(2).image === 'not') return false;
		const after = this.LA(3).tokenType;
		return (after === t.LParen || after === t.Unit) && meansFunction(this.LA(1).image);
	}

	#misspelledFn(): void {
		const word = this.take();
		this.reportAt(this.LA(1), 'MissingSemicolon', "Expecting ';' to terminate this statement", {
			help: 'did you mean fn?',
			fixes: [
				{ title: 'write fn', edits: [{ start: word.startOffset, end: this.endOf(word), text: 'fn' }], safe: false },
			],
		});
	}

	/** this_type = identifier | string_literal */
	#thisType(): Identifier {
		if (this.RECORDING_PHASE) {
			this.OR([{ ALT: () => this.CONSUME1(t.Identifier) }, { ALT: () => this.SUBRULE(this.stringLiteral) }]);
			return undefined as unknown as Identifier;
		}
		if (this.at(t.Identifier)) {
			const token = this.take();
			return { kind: 'Identifier', start: token.startOffset, end: this.endOf(token), name: token.image };
		}
		const literal = this.SUBRULE(this.stringLiteral);
		return { kind: 'Identifier', start: literal.start, end: literal.end, name: literal.value };
	}

	/** "(" [ params ] ")" of a function */
	private readonly parameters: ParserMethod<[string], Identifier[]> = this.RULE(
		'parameters',
		(callee: string): Identifier[] => {
			const params: Identifier[] = [];
			if (!this.RECORDING_PHASE && !this.at(t.LParen) && !this.at(t.Unit)) {
				this.reportAt(this.LA(1), 'FnMissingParams', `Expecting parameters for function '${callee}'`, {
					help: 'write () if there are none',
				});
				return params;
			}
			const words: ListWords = {
				closer: t.RParen,
				separate: `to separate the parameters of function '${callee}'`,
				close: `to close the parameters list of function '${callee}'`,
				before: t.LCurly,
			};
			this.OR([
				{ ALT: () => this.CONSUME(t.Unit) },
				{
					ALT: () => {
						this.CONSUME(t.LParen);
						this.separated(
							words,
							() => params.push(this.variableName()),
							() => this.at(t.Identifier),
						);
						this.expect(0, t.RParen, words.close);
					},
				},
			]);
			return params;
		},
	);

	// ------------------------------------------------------------------------------------------ directives

	/** Is the token at this distance a directive's name, or what is meant to be one? */
	#nameAhead(distance: number): boolean {
		const token = this.LA(distance);
		return has(token, STRING) || token.tokenType === t.TemplateStart;
	}

	/** Does the contextual word here begin a construct of its own (language spec 13.3)? */
	protected atDirective(): boolean {
		switch (this.LA(1).image) {
			case 'rule':
			case 'action':
				return this.#nameAhead(2);
			case 'delegate':
				return this.#delegateAhead();
			case 'object':
			case 'service':
				return this.#declarationAhead();
			default:
				return false;
		}
	}

	/** A name, a type word, perhaps `:` and a second word, `=`. Two names in a row can mean nothing else either. */
	#declarationAhead(): boolean {
		const name = this.LA(2);
		if (name.tokenType !== t.Identifier) return false;
		if (name.image !== 'not') return !this.#onOtherLine(1);
		if (this.LA(3).tokenType !== t.Identifier) return false;
		const after = this.LA(4).tokenType;
		return (
			after === t.Equals ||
			(after === t.Colon && this.LA(5).tokenType === t.Identifier && this.LA(6).tokenType === t.Equals)
		);
	}

	/** Is there a line break before the token at the distance + 1? */
	#onOtherLine(distance: number): boolean {
		const token = this.LA(distance);
		const next = this.LA(distance + 1);
		if (!this.text.slice(this.endOf(token), this.startOf(next)).includes('\n')) return false;
		// Over several lines it takes the whole pattern.
		if (this.LA(distance + 2).tokenType !== t.Identifier) return true;
		const after = this.LA(distance + 3).tokenType;
		return after !== t.Equals && after !== t.Colon;
	}

	/**
	 * Looks for the name behind the service: an operand, i.e. a name or bracket with its steps, directly followed by a
	 * string literal.
	 */
	#delegateAhead(): boolean {
		const first = this.LA(2);
		if (first.tokenType === t.Identifier && first.image !== 'not') return true;
		if (!canStartOperand(first) || has(first, STRING)) return false;
		let depth = 0;
		for (let distance = 2; distance < MAX_DELEGATE_SCAN; distance++) {
			const token = this.LA(distance);
			if (depth === 0) {
				const previous = this.LA(distance - 1);
				const afterOperand =
					has(previous, CLOSER) ||
					previous.tokenType === t.Identifier ||
					previous.tokenType === t.This ||
					previous.tokenType === t.Unit;
				if (distance > 2 && afterOperand && this.#nameAhead(distance)) return true;
				if (
					has(token, CLOSER) ||
					token.tokenType === t.Comma ||
					token.tokenType === t.Semicolon ||
					token.tokenType === t.Arrow
				) {
					return false;
				}
			}
			if (has(token, OPENER)) depth++;
			else if (has(token, CLOSER)) depth--;
			if (this.endOf(token) >= this.text.length) return false;
		}
		return false;
	}

	/** rule | action | delegate | object | service */
	protected readonly directive: ParserMethod<[], Expression> = this.RULE('directive', (): Expression => {
		if (this.RECORDING_PHASE) {
			return this.OR({
				DEF: [{ ALT: () => this.SUBRULE(this.ruleDirective) }, { ALT: () => this.SUBRULE(this.declaration) }],
				IGNORE_AMBIGUITIES: true,
			}) as Expression;
		}
		const word = this.LA(1).image;
		return word === 'object' || word === 'service' ? this.SUBRULE(this.declaration) : this.SUBRULE(this.ruleDirective);
	});

	/** ( "rule" | "action" | "delegate" service ) string body */
	private readonly ruleDirective: ParserMethod<[], DirectiveExpression> = this.RULE(
		'ruleDirective',
		(): DirectiveExpression => {
			const word = this.CONSUME(t.Identifier);
			const start = word.startOffset;
			const keyword = word.image as DirectiveExpression['keyword'];
			let service: Expression | null = null;
			if (this.RECORDING_PHASE || keyword === 'delegate') {
				this.OPTION(() => {
					service = this.SUBRULE(this.expression);
				});
			}
			const name = this.SUBRULE(this.directiveName, { ARGS: [keyword] });
			const body = this.SUBRULE1(this.expression);
			return {
				kind: 'Directive',
				start,
				end: this.lastEnd(),
				keyword,
				keywordEnd: start + word.image.length,
				service,
				name,
				body,
			};
		},
	);

	/** The name of a directive: a string literal without interpolation. */
	private readonly directiveName: ParserMethod<[string], StringLiteral> = this.RULE(
		'directiveName',
		(keyword: string): StringLiteral => {
			if (this.RECORDING_PHASE || has(this.LA(1), STRING)) return this.SUBRULE(this.stringLiteral);
			const start = this.here();
			this.reportAt(this.LA(1), 'ExprExpected', 'Expecting a string literal expression', {
				help: this.at(t.TemplateStart)
					? 'the name must be known before the script runs: no ${…} in it'
					: `name the directive: ${keyword} ${keyword === 'delegate' ? 'service ' : ''}"name" || { … }`,
			});
			if (this.at(t.TemplateStart)) this.skipGroup();
			this.noteError(this.LA(1));
			return { kind: 'String', start, end: this.lastEnd() > start ? this.lastEnd() : start, form: 'quoted', value: '' };
		},
	);

	/** ( "object" | "service" ) identifier type [ ":" type ] "=" expr */
	private readonly declaration: ParserMethod<[], ObjectExpression | ServiceExpression> = this.RULE(
		'declaration',
		(): ObjectExpression | ServiceExpression => {
			const word = this.CONSUME(t.Identifier);
			const name = this.variableName();
			const typeName = this.#typeWord(word.image);
			let contentType: Identifier | null = null;
			this.OPTION(() => {
				this.CONSUME(t.Colon);
				contentType = this.#typeWord(word.image);
			});
			let value: Expression = this.errorNode(this.lastEnd(), this.lastEnd());
			const equals = this.expect(0, t.Equals, `to give this ${word.image} its value`);
			if (equals || (canStartOperand(this.LA(1)) && !this.onNewLine())) value = this.SUBRULE(this.expression);
			const kind = word.image === 'object' ? 'Object' : 'Service';
			return { kind, start: word.startOffset, end: this.lastEnd(), name, typeName, contentType, value };
		},
	);

	#typeWord(kind: string): Identifier {
		if (this.RECORDING_PHASE) {
			this.CONSUME(t.Identifier);
			return undefined as unknown as Identifier;
		}
		const token = this.LA(1);
		if (token.tokenType !== t.Identifier || this.onNewLine()) {
			const help = kind === 'object' ? 'e.g. object name fqdn = "…"' : 'e.g. service name smtp = #{ … }';
			this.reportAt(token, 'VariableExpected', `Expecting the type of this ${kind}`, { help });
			const at = this.lastEnd();
			if (!isReservedName(token)) return { kind: 'Identifier', start: at, end: at, name: '' };
		}
		this.take();
		return { kind: 'Identifier', start: token.startOffset, end: this.endOf(token), name: token.image };
	}

	/** test = "test" string body */
	private readonly testDeclaration: ParserMethod<[], TestDeclaration> = this.RULE(
		'testDeclaration',
		(): TestDeclaration => {
			const word = this.CONSUME(t.Identifier);
			const name = this.SUBRULE(this.directiveName, { ARGS: ['test'] });
			const body = this.SUBRULE(this.expression);
			return { kind: 'Test', start: word.startOffset, end: this.lastEnd(), name, body };
		},
	);
}

/** Does the statement need no `;`? The expression of a directive, closure or `let` is no such statement. */
export function endsAtBrace(statement: Statement, text: string): boolean {
	switch (statement.kind) {
		case 'ExpressionStatement':
			return SELF_TERMINATING.has(statement.expression.kind);
		case 'Try':
		case 'Function':
			return true;
		case 'Test':
			return text[statement.end - 1] === '}';
		default:
			return false;
	}
}
