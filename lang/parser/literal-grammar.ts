/** Grammar of the literals that contain something: strings with interpolation, arrays, object maps, closures. */

import type { ParserMethod } from 'chevrotain';
import type {
	ArrayLiteral,
	Block,
	ClosureExpression,
	Expression,
	Identifier,
	Interpolation,
	MapEntry,
	MapLiteral,
	Statement,
	StringLiteral,
	TemplateString,
} from '../ast/nodes.ts';
import { cookTemplate } from '../lexer/cook.ts';
import * as t from '../lexer/tokens.ts';
import { canStartOperand, GrammarBase, isReservedName, type ListWords } from './grammar-base.ts';
import { stringNode } from './literals.ts';
import { has, REPORTED, STRING } from './token-sets.ts';

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

export abstract class LiteralGrammar extends GrammarBase {
	// Defined by the classes on top of this one.
	protected abstract readonly expression: ParserMethod<[boolean?], Expression>;
	protected abstract readonly statement: ParserMethod<[boolean?], Statement>;
	protected abstract readonly statements: ParserMethod<[Statement[], boolean?], void>;
	protected abstract canStartStatement(): boolean;

	/** A string without interpolation. */
	protected readonly stringLiteral: ParserMethod<[], StringLiteral> = this.RULE(
		'stringLiteral',
		(): StringLiteral => stringNode(this.CONSUME(t.StringToken), this.text),
	);

	/** "`" { text | "${" { statement } "}" } "`" */
	protected readonly template: ParserMethod<[], TemplateString> = this.RULE('template', (): TemplateString => {
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
	protected readonly interpolation: ParserMethod<[], Interpolation> = this.RULE('interpolation', (): Interpolation => {
		const open = this.CONSUME(t.InterpolationStart);
		const start = open.startOffset;
		const body: Block = { kind: 'Block', start: start + 2, end: start + 2, statements: [] };
		this.braces++;
		this.SUBRULE(this.statements, { ARGS: [body.statements] });
		this.braces--;
		body.end = this.here();
		this.expect(0, t.RCurly, 'to end this interpolation');
		const end = this.lastEnd();
		body.end = Math.min(body.end, end);
		return { kind: 'Interpolation', start, end, body };
	});

	/** array = "[" [ expr { "," expr } [ "," ] ] "]" */
	protected readonly array: ParserMethod<[], ArrayLiteral> = this.RULE('array', (): ArrayLiteral => {
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
	protected readonly map: ParserMethod<[], MapLiteral> = this.RULE('map', (): MapLiteral => {
		const open = this.CONSUME(t.MapStart);
		return this.mapFrom(open.startOffset);
	});

	protected mapFrom(start: number): MapLiteral {
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
	protected readonly mapEntry: ParserMethod<[], MapEntry> = this.RULE('mapEntry', (): MapEntry => {
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
		const key = this.name(() => {
			const help =
				token.tokenType === t.TemplateStart
					? 'a key cannot be interpolated: assign with map[key] = value'
					: token.tokenType === t.Comma
						? 'one comma too many'
						: undefined;
			this.reportAt(token, 'PropertyExpected', 'Expecting name of a property', { help });
		});
		if (this.at(t.TemplateStart)) this.skipGroup();
		return key;
	}

	/** closure = ( "||" | "|" [ params ] "|" ) statement */
	protected readonly closure: ParserMethod<[], ClosureExpression> = this.RULE('closure', (): ClosureExpression => {
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
}
