/**
 * Grammar of the vSL directives (language spec 13.3): `rule`, `action`, `delegate`, `object`, `service`, `test`. Their words
 * are ordinary names everywhere else, so the first thing is always to find out whether a directive is meant.
 */

import type { ParserMethod } from 'chevrotain';
import type {
	DirectiveExpression,
	Expression,
	Identifier,
	ObjectExpression,
	ServiceExpression,
	StringLiteral,
	TestDeclaration,
} from '../ast/nodes.ts';
import * as t from '../lexer/tokens.ts';
import { ControlFlowGrammar } from './control-flow-grammar.ts';
import { canStartOperand, isReservedName } from './grammar-base.ts';
import { CLOSER, has, OPENER, STRING } from './token-sets.ts';

/** How far `delegate` looks ahead for the name that makes it a directive. */
const MAX_DELEGATE_SCAN = 2000;

export abstract class DirectiveGrammar extends ControlFlowGrammar {
	/** Is the token at this distance a directive's name, or what is meant to be one? */
	protected nameAhead(distance: number): boolean {
		const token = this.LA(distance);
		return has(token, STRING) || token.tokenType === t.TemplateStart;
	}

	/** Does the contextual word here begin a construct of its own (language spec 13.3)? */
	protected atDirective(): boolean {
		switch (this.LA(1).image) {
			case 'rule':
			case 'action':
				return this.nameAhead(2);
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
		// A block after the name is the body of a loop or branch, and the name an ordinary variable.
		if (!canStartOperand(first) || has(first, STRING) || first.tokenType === t.LCurly) return false;
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
				if (distance > 2 && afterOperand && this.nameAhead(distance)) return true;
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
	protected readonly ruleDirective: ParserMethod<[], DirectiveExpression> = this.RULE(
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
	protected readonly directiveName: ParserMethod<[string], StringLiteral> = this.RULE(
		'directiveName',
		(keyword: string): StringLiteral => {
			if (this.RECORDING_PHASE || has(this.LA(1), STRING)) return this.SUBRULE(this.stringLiteral);
			const start = this.at(t.TemplateStart) ? this.here() : this.lastEnd();
			this.reportAt(this.LA(1), 'ExprExpected', 'Expecting a string literal expression', {
				help: this.at(t.TemplateStart)
					? 'the name must be known before the script runs, so nothing can be interpolated'
					: `name the directive: ${keyword} ${keyword === 'delegate' ? 'service ' : ''}"name" || { … }`,
			});
			if (this.at(t.TemplateStart)) this.skipGroup();
			this.noteError(this.LA(1));
			return { kind: 'String', start, end: this.lastEnd(), form: 'quoted', value: '' };
		},
	);

	/** ( "object" | "service" ) identifier type [ ":" type ] "=" expr */
	protected readonly declaration: ParserMethod<[], ObjectExpression | ServiceExpression> = this.RULE(
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
		if (this.RECORDING_PHASE) return this.recordName();
		const token = this.LA(1);
		const next = this.LA(2).tokenType;
		const elsewhere = this.onNewLine() && next !== t.Equals && next !== t.Colon;
		if (token.tokenType !== t.Identifier || elsewhere) {
			const help = kind === 'object' ? 'e.g. object name fqdn = "…"' : 'e.g. service name smtp = #{ … }';
			this.reportAt(token, 'VariableExpected', `Expecting the type of this ${kind}`, { help });
			const at = this.lastEnd();
			if (!isReservedName(token)) return { kind: 'Identifier', start: at, end: at, name: '' };
		}
		this.take();
		return { kind: 'Identifier', start: token.startOffset, end: this.endOf(token), name: token.image };
	}

	/** test = "test" string body */
	protected readonly testDeclaration: ParserMethod<[], TestDeclaration> = this.RULE(
		'testDeclaration',
		(): TestDeclaration => {
			const word = this.CONSUME(t.Identifier);
			const name = this.SUBRULE(this.directiveName, { ARGS: ['test'] });
			const body = this.SUBRULE(this.expression);
			return { kind: 'Test', start: word.startOffset, end: this.lastEnd(), name, body };
		},
	);
}
