/** The parser class: the start rule on top of the layers of the grammar. */

import type { IToken, ParserMethod } from 'chevrotain';
import type { Expression, Script, Statement } from '../ast/nodes.ts';
import type { ParseOptions } from './parse-options.ts';
import type { ProblemSink } from './problem-sink.ts';
import { endsAtBrace, StatementGrammar } from './statement-grammar.ts';

export interface ParsedTree {
	readonly script: Script;
	/** The tree may be far deeper than it is nested; it has to be cut before anything recurses into it. */
	readonly longChains: boolean;
	/** Where the hard limit on nesting was exceeded, so that a part of the tree is missing; -1 if nowhere. */
	readonly tooDeepAt: number;
}

export class VslParser extends StatementGrammar {
	/** script = { statement } */
	private readonly script: ParserMethod<[], Script> = this.RULE('script', (): Script => {
		const node = emptyScript(this.text);
		this.SUBRULE(this.statements, { ARGS: [node.statements, true] });
		return node;
	});

	/** One expression and nothing else, for the expression-only entry point. */
	private readonly single: ParserMethod<[], Script> = this.RULE('single', (): Script => {
		const expression: Expression = this.SUBRULE(this.expression);
		if (!this.RECORDING_PHASE && !this.atEnd()) {
			this.reportOperandInstead();
			this.giveUp();
		}
		const statement: Statement = {
			kind: 'ExpressionStatement',
			start: expression.start,
			end: expression.end,
			expression,
		};
		return { ...emptyScript(this.text), statements: [statement] };
	});

	/** @param validate lets chevrotain check the grammar */
	constructor(validate = false) {
		super(validate);
		this.performSelfAnalysis();
	}

	protected endsAtBrace(statement: Statement): boolean {
		return endsAtBrace(statement, this.text);
	}

	protected reportOperandInstead(): void {
		const token = this.LA(1);
		this.reportAt(token, 'UnexpectedInput', `Unexpected '${token.image}'`, {
			help: 'only one expression is allowed here',
		});
	}

	/** Parses tokens; problems go to the sink. */
	run(tokens: IToken[], sink: ProblemSink, options: ParseOptions): ParsedTree {
		this.input = tokens;
		this.start(sink, options);
		const script = options.expressionOnly === true ? this.single() : this.script();
		// No rule is left by an exception of chevrotain's; should one be all the same, it must not go unnoticed.
		const [error] = this.errors;
		if (error !== undefined) this.reportAt(error.token, 'UnexpectedInput', `Unexpected '${error.token.image}'`);
		// Tokens weigh more than the tree: nothing may hold on to them.
		this.input = [];
		return { script: script ?? emptyScript(this.text), longChains: this.longChains, tooDeepAt: this.tooDeepAt };
	}
}

export function emptyScript(text: string): Script {
	return { kind: 'Script', start: 0, end: text.length, statements: [], moduleDocs: [] };
}
