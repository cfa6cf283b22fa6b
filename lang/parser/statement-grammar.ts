/** Grammar of statements (language spec 2.1): what one is, how lists of them are read, and how each ends. */

import type { IToken, ParserMethod } from 'chevrotain';
import type {
	AssignmentOperator,
	Expression,
	Identifier,
	JumpStatement,
	Statement,
	TryStatement,
} from '../ast/nodes.ts';
import * as t from '../lexer/tokens.ts';
import { DeclarationGrammar } from './declaration-grammar.ts';
import { missingSemicolonHelp } from './hints.ts';
import { has, NO_OPERAND, STATEMENT_START } from './token-sets.ts';

/** Statements that end at their brace and need no `;`. */
const SELF_TERMINATING = new Set(['If', 'Switch', 'While', 'Loop', 'For', 'Block']);

export abstract class StatementGrammar extends DeclarationGrammar {
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
				const first = this.LA(1);
				if (this.canStartStatement()) {
					const statement = this.SUBRULE(this.statement, { ARGS: [global === true] });
					list.push(statement);
					this.#terminator(statement, global === true);
				} else this.reportOperand(true);
				// Nothing was taken: it is no statement, and neither is what follows it.
				if (this.LA(1) === first) list.push(this.#junk());
			}
		},
	);

	#junk(): Statement {
		const start = this.here();
		// A lone closing brace too many does not make what follows it junk.
		if (this.at(t.RCurly)) this.take();
		else this.skipJunk();
		this.noteError(this.LA(0));
		return this.errorNode(start, this.lastEnd());
	}

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
			case t.Do:
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
				if (global && this.LA(1).image === 'test' && this.nameAhead(2)) return this.SUBRULE(this.testDeclaration);
				if (this.otherFunction()) return this.SUBRULE(this.functionDefinition, { ARGS: [global, true] });
		}
		return this.SUBRULE(this.expressionStatement);
	}

	/** Loops that the host has switched off are unexpected tokens. */
	#looping(): boolean {
		if (this.options.allowLooping !== false) return true;
		return !(this.at(t.While) || this.at(t.Loop) || this.at(t.For) || this.at(t.Do));
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
