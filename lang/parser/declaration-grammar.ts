/** Grammar of what gives names a meaning: variables, functions, imports and exports (language spec 4.1, 7.1, 8). */

import type { ParserMethod } from 'chevrotain';
import type {
	Block,
	ExportStatement,
	Expression,
	FunctionDefinition,
	Identifier,
	ImportStatement,
	LetStatement,
	Statement,
} from '../ast/nodes.ts';
import * as t from '../lexer/tokens.ts';
import { DirectiveGrammar } from './directive-grammar.ts';
import type { ListWords } from './grammar-base.ts';
import { meansFunction } from './hints.ts';
import { has, STRING } from './token-sets.ts';

export abstract class DeclarationGrammar extends DirectiveGrammar {
	/** let = ( "let" | "const" ) identifier [ "=" expr ] */
	protected readonly letStatement: ParserMethod<[], LetStatement> = this.RULE('letStatement', (): LetStatement => {
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

	/** import = "import" expr [ "as" identifier ] */
	protected readonly importStatement: ParserMethod<[], ImportStatement> = this.RULE(
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
	protected readonly exportStatement: ParserMethod<[boolean?], ExportStatement> = this.RULE(
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
	protected readonly functionDefinition: ParserMethod<[boolean?, boolean?], Statement> = this.RULE(
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
	protected otherFunction(): boolean {
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
			this.OR([{ ALT: () => this.recordName() }, { ALT: () => this.SUBRULE(this.stringLiteral) }]);
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
	protected readonly parameters: ParserMethod<[string], Identifier[]> = this.RULE(
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
}
