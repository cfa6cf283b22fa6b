/** V015: the text of a query is put together from values, which then are part of its syntax. */

import type { Expression, Interpolation, TemplateString } from '../../../lang/ast/nodes.ts';
import { bare } from '../../../lang/checker/scopes.ts';
import type { Fix, TextEdit } from '../../../lang/diagnostics/diagnostic.ts';
import { mailRule } from './mail-rule.ts';
import { literalText } from './model/literals.ts';
import type { MailFile } from './model/mail-file.ts';
import { type Query, queriesOf } from './model/queries.ts';
import { taintFindings } from './model/taint.ts';

/** Values that cannot be anything but one word of the query. */
const HARMLESS: ReadonlySet<string> = new Set(['int', 'float', 'bool']);

/** Whether some part of the text is a value that is not written in the script. */
function isPutTogether(file: MailFile, text: Expression): boolean {
	const node = bare(text);
	if (literalText(file, node) !== undefined) return false;
	if (node.kind === 'Template') {
		return node.parts.some((part) => part.kind === 'Interpolation' && !isHarmless(file, valueIn(part)));
	}
	if (node.kind !== 'Binary' || node.operator !== '+') return false;
	return isOpen(file, node.left) || isOpen(file, node.right);
}

/** A part of a sum: what is written out is no danger, and neither is a number. */
function isOpen(file: MailFile, part: Expression): boolean {
	const node = bare(part);
	if (node.kind === 'Binary' && node.operator === '+') return isOpen(file, node.left) || isOpen(file, node.right);
	if (node.kind === 'Template') return isPutTogether(file, node);
	return literalText(file, node) === undefined && !isHarmless(file, node);
}

function isHarmless(file: MailFile, value: Expression | undefined): boolean {
	if (value === undefined) return false;
	return literalText(file, value) !== undefined || HARMLESS.has(file.kindOf(value) ?? '');
}

/** The expression between `${` and `}` if that is one. */
function valueIn({ body }: Interpolation): Expression | undefined {
	const [only, another] = body.statements;
	return only?.kind === 'ExpressionStatement' && another === undefined ? only.expression : undefined;
}

interface Place {
	/** With the quotes around it. */
	readonly start: number;
	readonly end: number;
	readonly part: Interpolation;
	readonly quoted: boolean;
}

/** Interpolations that stand where SQL has a value: in quotes of their own, or behind an operator, comma or bracket. */
function valuePlaces(file: MailFile, node: TemplateString): Place[] | undefined {
	const { text } = file.parsed.source;
	const places: Place[] = [];
	for (const part of node.parts) {
		if (part.kind !== 'Interpolation') continue;
		const before = text[part.start - 1];
		const after = text[part.end];
		const quoted = (before === "'" || before === '"') && before === after;
		if (
			!quoted &&
			!/(?:[=<>(,]|\blike|\bin|\bis)\s*$/i.test(text.slice(Math.max(node.start, part.start - 12), part.start))
		)
			return undefined;
		places.push({ start: part.start - (quoted ? 1 : 0), end: part.end + (quoted ? 1 : 0), part, quoted });
	}
	return places;
}

/** Question marks in the text, and the values behind it. */
function parameterFix(file: MailFile, { text, step, takesParameters }: Query): Fix[] {
	const node = bare(text);
	if (!takesParameters || node.kind !== 'Template' || step.args.length !== 1 || node !== step.args[0]) return [];
	const places = valuePlaces(file, node);
	if (places === undefined || places.length === 0) return [];
	const { text: source } = file.parsed.source;
	const edits: TextEdit[] = places.map(({ start, end }) => ({ start, end, text: '?' }));
	const values = places.map(({ part, quoted }) => {
		const value = valueIn(part);
		const written = source.slice(part.start, part.end);
		const inner = value === undefined ? undefined : source.slice(value.start, value.end);
		// In quotes it was text whatever its type is.
		if (inner === undefined || (quoted && file.kindOf(value as Expression) !== 'string')) return `\`${written}\``;
		return inner;
	});
	edits.push({ start: node.end, end: node.end, text: `, [${values.join(', ')}]` });
	return [{ title: 'hand the values over as parameters', edits, safe: places.every(({ quoted }) => quoted) }];
}

export const interpolatedQuery = mailRule('V015', (file, report) => {
	const tainted = new Set(
		taintFindings(file)
			.filter(({ kind }) => kind === 'query')
			.map(({ span }) => span.start),
	);
	for (const query of queriesOf(file)) {
		// What comes from the network is an error of its own.
		if (!isPutTogether(file, query.text) || tainted.has(query.text.start)) continue;
		const isSql = query.kind === 'sql';
		report({
			span: query.text,
			message: isSql
				? 'values are written into the text of this query: a quote in one of them changes what it asks'
				: 'values are written into this filter: a bracket or star in one of them changes what it asks',
			help: isSql
				? 'write `?` in their place and hand them over: `query("… = ?", [value])`'
				: 'compare the values with those that you expect first',
			fixes: parameterFix(file, query),
		});
	}
});
