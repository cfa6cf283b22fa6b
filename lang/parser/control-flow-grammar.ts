/** Grammar of blocks, branches and loops, which are statements and expressions at once (language spec 2.1, 6). */

import type { IToken, ParserMethod } from 'chevrotain';
import type {
	Block,
	DoExpression,
	Expression,
	ForExpression,
	Identifier,
	IfExpression,
	LoopExpression,
	Statement,
	SwitchCase,
	SwitchExpression,
	WhileExpression,
} from '../ast/nodes.ts';
import * as t from '../lexer/tokens.ts';
import { ExpressionGrammar } from './expression-grammar.ts';
import { canStartOperand } from './grammar-base.ts';
import { CLOSER, has, OPENER } from './token-sets.ts';

export abstract class ControlFlowGrammar extends ExpressionGrammar {
	protected abstract endsAtBrace(statement: Statement): boolean;

	/** block = "{" { statement } "}" */
	protected readonly block: ParserMethod<[], Block> = this.RULE('block', (): Block => {
		const start = this.here();
		const node: Block = { kind: 'Block', start, end: start, statements: [] };
		if (!this.expect(0, t.LCurly, 'to start a statement block')) {
			if (this.at(t.RCurly) || !this.braceMissing()) return this.emptyBlock();
		}
		const open = this.LA(0);
		this.braces++;
		this.SUBRULE(this.statements, { ARGS: [node.statements] });
		this.braces--;
		const closed = this.expect(1, t.RCurly, 'to terminate this block', {
			related: [
				{
					source: this.sink?.source,
					start: open.startOffset,
					end: open.startOffset + 1,
					message: 'the block begins here',
				},
			],
		});
		// Functions after a lost brace seem to be inside; they are not so many mistakes.
		if (!closed) this.sink?.keepFirst('WrongFnDefinition', node.start);
		node.end = this.lastEnd();
		return node;
	});

	/** if | switch | while | loop | do | for */
	protected readonly controlFlow: ParserMethod<[], Expression> = this.RULE(
		'controlFlow',
		(): Expression =>
			this.OR([
				{ ALT: () => this.SUBRULE(this.ifExpression) },
				{ ALT: () => this.SUBRULE(this.switchExpression) },
				{ ALT: () => this.SUBRULE(this.whileExpression) },
				{ ALT: () => this.SUBRULE(this.loopExpression) },
				{ ALT: () => this.SUBRULE(this.doExpression) },
				{ ALT: () => this.SUBRULE(this.forExpression) },
			]),
	);

	/** condition = expr, which must not begin with "{" and not be followed by "=" (language spec 2.4) */
	protected readonly condition: ParserMethod<[guard?: boolean], Expression> = this.RULE(
		'condition',
		(guard): Expression => {
			if (this.at(t.LCurly)) {
				const token = this.LA(1);
				this.reportAt(token, 'ExprExpected', 'Expecting a boolean expression', {
					help: 'put a block in parentheses: ({ … })',
				});
				// One block alone is the body, and the condition is missing. A guard has no body.
				if (guard !== true && !this.#blockFollowsBlock()) {
					this.noteError(token);
					return this.errorNode(this.lastEnd(), this.lastEnd());
				}
			}
			const condition = this.SUBRULE(this.expression);
			if (this.at(t.Equals)) {
				this.reportAt(this.LA(1), 'ImproperSymbol', "Possibly a typo of '=='?", { help: 'write == to compare' });
				const operatorStart = this.here();
				this.noteError(this.take());
				const right = this.SUBRULE1(this.expression);
				const { start } = condition;
				return {
					kind: 'Binary',
					start,
					end: right.end,
					operator: '==',
					word: false,
					operatorStart,
					left: condition,
					right,
				};
			}
			return condition;
		},
	);

	/** Is the block that begins here followed by a second one? */
	#blockFollowsBlock(): boolean {
		let depth = 0;
		for (let distance = 1; distance < 5000; distance++) {
			const token = this.LA(distance);
			if (has(token, OPENER)) depth++;
			else if (has(token, CLOSER)) {
				depth--;
				if (depth === 0) return this.LA(distance + 1).tokenType === t.LCurly;
			} else if (this.startOf(token) >= this.text.length) return false;
		}
		return false;
	}

	/** if = "if" condition block [ "else" ( if | block ) ] */
	private readonly ifExpression: ParserMethod<[], IfExpression> = this.RULE('ifExpression', (): IfExpression => {
		const start = this.here();
		const node: IfExpression = { kind: 'If', start, end: start, branches: [], otherwise: null };
		this.SUBRULE(this.ifBranch, { ARGS: [node] });
		do {
			this.MANY({
				GATE: () => this.LA(2).tokenType === t.If,
				DEF: () => {
					this.CONSUME(t.Else);
					this.SUBRULE1(this.ifBranch, { ARGS: [node] });
				},
			});
		} while (this.#otherElseIf(node));
		this.OPTION(() => {
			this.CONSUME1(t.Else);
			node.otherwise = this.SUBRULE(this.block);
		});
		node.end = this.lastEnd();
		return node;
	});

	private readonly ifBranch: ParserMethod<[IfExpression], void> = this.RULE('ifBranch', (node: IfExpression): void => {
		const keyword = this.CONSUME(t.If);
		this.#branch(node, keyword);
	});

	#branch(node: IfExpression, keyword: IToken): void {
		const condition = this.SUBRULE(this.condition);
		const body = this.SUBRULE(this.block);
		if (this.RECORDING_PHASE) return;
		node.branches.push({ kind: 'IfBranch', start: keyword.startOffset, end: body.end, condition, body });
	}

	/** `elif` and its like, where they cannot be a name of the script: reads them as `else if`. */
	#otherElseIf(node: IfExpression): boolean {
		if (!this.at(t.Identifier) || !/^els?e?_?if$/.test(this.LA(1).image)) return false;
		const next = this.LA(2);
		if (next.tokenType !== t.Identifier || next.image === 'not') return false;
		const keyword = this.take();
		this.reportAt(this.LA(1), 'MissingSemicolon', "Expecting ';' to terminate this statement", {
			help: 'did you mean else if?',
			fixes: [
				{
					title: 'write else if',
					edits: [{ start: keyword.startOffset, end: this.endOf(keyword), text: 'else if' }],
					safe: false,
				},
			],
		});
		this.#branch(node, keyword);
		return true;
	}

	/** while = "while" condition block */
	private readonly whileExpression: ParserMethod<[], WhileExpression> = this.RULE(
		'whileExpression',
		(): WhileExpression => {
			const start = this.here();
			this.CONSUME(t.While);
			const condition = this.SUBRULE(this.condition);
			const body = this.SUBRULE(this.block);
			return { kind: 'While', start, end: this.lastEnd(), condition, body };
		},
	);

	/** loop = "loop" block */
	private readonly loopExpression: ParserMethod<[], LoopExpression> = this.RULE(
		'loopExpression',
		(): LoopExpression => {
			const start = this.here();
			this.CONSUME(t.Loop);
			const body = this.SUBRULE(this.block);
			return { kind: 'Loop', start, end: this.lastEnd(), body };
		},
	);

	/** do = "do" block ( "while" | "until" ) condition */
	private readonly doExpression: ParserMethod<[], DoExpression> = this.RULE('doExpression', (): DoExpression => {
		const start = this.here();
		this.CONSUME(t.Do);
		const body = this.SUBRULE(this.block);
		let keyword: IToken | undefined;
		if (this.RECORDING_PHASE || this.at(t.While) || this.at(t.Until)) {
			keyword = this.OR([{ ALT: () => this.CONSUME(t.While) }, { ALT: () => this.CONSUME(t.Until) }]);
		} else
			this.reportMissing('while', 'for the do statement', {
				help: 'a do loop ends with while or until and a condition',
			});
		let condition: Expression = this.errorNode(this.lastEnd(), this.lastEnd());
		if (keyword !== undefined) condition = this.SUBRULE(this.condition);
		return { kind: 'Do', start, end: this.lastEnd(), body, until: keyword?.tokenType === t.Until, condition };
	});

	/** for = "for" ( identifier | "(" identifier "," identifier ")" ) "in" expr block */
	private readonly forExpression: ParserMethod<[], ForExpression> = this.RULE('forExpression', (): ForExpression => {
		const start = this.here();
		this.CONSUME(t.For);
		let variable: Identifier | undefined;
		let counter: Identifier | null = null;
		this.OPTION(() => {
			this.CONSUME(t.LParen);
			variable = this.SUBRULE(this.loopVariable);
			if (this.expect(0, t.Comma, 'after the iteration variable name')) counter = this.SUBRULE1(this.loopVariable);
			this.expect(1, t.RParen, 'to close the iteration variable');
		});
		if (variable === undefined || this.RECORDING_PHASE) variable = this.SUBRULE2(this.loopVariable);
		let iterable: Expression;
		if (
			this.expect(0, t.In, 'after the iteration variable', { help: 'write for x in list, or for i in 0..10 to count' })
		) {
			iterable = this.SUBRULE(this.iterable);
		} else iterable = this.#otherIterable();
		const body = this.SUBRULE(this.block);
		return { kind: 'For', start, end: this.lastEnd(), variable, counter, iterable, body };
	});

	/** The loops of other languages: `for x of list`, `for x : list`, `for i = 0; …`. */
	#otherIterable(): Expression {
		if (this.at(t.Equals)) {
			const start = this.here();
			this.take();
			while (!this.at(t.LCurly) && !this.at(t.RCurly) && !this.atEnd() && !this.onNewLine()) this.take();
			this.noteError(this.LA(1));
			return this.errorNode(start, this.lastEnd());
		}
		if (this.at(t.Colon) || (this.LA(1).image === 'of' && canStartOperand(this.LA(2)))) this.take();
		const at = this.lastEnd();
		let iterable: Expression = this.errorNode(at, at);
		if (canStartOperand(this.LA(1)) && !this.at(t.LCurly)) iterable = this.SUBRULE1(this.iterable);
		this.noteError(this.LA(1));
		return iterable;
	}

	private readonly loopVariable: ParserMethod<[], Identifier> = this.RULE(
		'loopVariable',
		(): Identifier => this.variableName(),
	);

	/** expr, which must not begin with "{" */
	private readonly iterable: ParserMethod<[], Expression> = this.RULE('iterable', (): Expression => {
		if (this.at(t.LCurly)) {
			const token = this.LA(1);
			this.reportAt(token, 'ExprExpected', 'Expecting a boolean expression', {
				help: 'name what to go through; put a block in parentheses: ({ … })',
			});
			if (!this.#blockFollowsBlock()) {
				this.noteError(token);
				return this.errorNode(this.lastEnd(), this.lastEnd());
			}
		}
		return this.SUBRULE(this.expression);
	});

	/** switch = "switch" expr "{" { case [ "," ] } "}" */
	private readonly switchExpression: ParserMethod<[], SwitchExpression> = this.RULE(
		'switchExpression',
		(): SwitchExpression => {
			const start = this.here();
			this.CONSUME(t.Switch);
			const subject = this.#subject();
			const node: SwitchExpression = { kind: 'Switch', start, end: start, subject, cases: [] };
			if (this.expect(0, t.LCurly, 'to start a switch block')) {
				this.braces++;
				this.#cases(node.cases);
				this.braces--;
				this.expect(0, t.RCurly, 'to end this switch block');
			}
			node.end = this.lastEnd();
			return node;
		},
	);

	/** A block alone is the cases, and what to switch on is missing. */
	#subject(): Expression {
		if (this.RECORDING_PHASE || !this.at(t.LCurly) || this.#blockFollowsBlock()) return this.SUBRULE(this.expression);
		this.reportAt(this.LA(1), 'ExprExpected', 'Expecting an expression', {
			help: 'name the value to choose by: switch value { … }',
		});
		const at = this.lastEnd();
		return this.errorNode(at, at);
	}

	#cases(cases: SwitchCase[]): void {
		if (this.RECORDING_PHASE) {
			this.MANY(() => {
				this.SUBRULE(this.switchCase);
				this.OPTION(() => this.CONSUME(t.Comma));
			});
			return;
		}
		while (!this.at(t.RCurly) && !this.atEnd()) {
			const before = this.LA(1);
			const one = this.SUBRULE(this.switchCase);
			cases.push(one);
			if (this.at(t.Comma)) {
				this.take();
				continue;
			}
			if (this.at(t.RCurly) || this.atEnd()) return;
			if (this.endsAtBrace(one.action)) continue;
			this.reportMissing(',', 'to separate the items in this switch block', {
				help: this.at(t.Semicolon) ? 'cases are separated by commas; several statements need braces' : undefined,
			});
			if (this.at(t.Semicolon)) this.noteError(this.take());
			else if (this.LA(1) === before || !this.#atCase()) {
				this.skipConstruct();
				this.noteError(this.LA(1));
				if (this.at(t.Comma) || this.at(t.Semicolon)) this.take();
				else return;
			}
		}
	}

	#atCase(): boolean {
		return this.at(t.Underscore) || canStartOperand(this.LA(1));
	}

	/** case = ( "_" | literal { "|" literal } [ "if" condition ] ) "=>" statement */
	private readonly switchCase: ParserMethod<[], SwitchCase> = this.RULE('switchCase', (): SwitchCase => {
		const start = this.here();
		let patterns: Expression[] | null = null;
		if (this.RECORDING_PHASE) {
			this.OR([{ ALT: () => this.CONSUME(t.Underscore) }, { ALT: () => this.SUBRULE(this.casePatterns) }]);
		} else if (this.at(t.Underscore)) this.take();
		else patterns = this.SUBRULE(this.casePatterns);
		let guard: Expression | null = null;
		this.OPTION(() => {
			this.CONSUME(t.If);
			guard = this.SUBRULE(this.condition, { ARGS: [true] });
		});
		const arrow = this.expect(0, t.Arrow, 'in this switch case', {
			help: this.at(t.Equals) || this.at(t.Colon) ? 'write => between a case and its action' : undefined,
		});
		if (!arrow && (this.at(t.Equals) || this.at(t.Colon))) this.noteError(this.take());
		let action: Statement;
		if (this.RECORDING_PHASE || this.canStartStatement()) action = this.SUBRULE(this.statement, { ARGS: [false] });
		else {
			const expression = this.SUBRULE(this.expression);
			action = { kind: 'ExpressionStatement', start: expression.start, end: expression.end, expression };
		}
		// A case that begins with an error begins where the error was noticed: at the end of what came before.
		const first = (patterns as Expression[] | null)?.[0]?.start ?? start;
		return { kind: 'SwitchCase', start: Math.min(start, first), end: this.lastEnd(), patterns, guard, action };
	});

	/** literal { "|" literal }; that they are literals is checked on the tree */
	private readonly casePatterns: ParserMethod<[], Expression[]> = this.RULE('casePatterns', (): Expression[] => {
		const patterns: Expression[] = [this.SUBRULE(this.expression, { ARGS: [true] })];
		this.MANY(() => {
			this.CONSUME(t.Pipe);
			patterns.push(this.SUBRULE1(this.expression, { ARGS: [true] }));
		});
		return patterns;
	});
}
