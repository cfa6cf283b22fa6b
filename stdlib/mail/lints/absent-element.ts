/**
 * V012: an element is taken from a list that may be empty: a record that is not in the data base, a header or attachment
 * that the message does not have.
 *
 * Like the language's rule on absent values this one speaks only where nothing at all is asked about the list.
 */

import type { ChainExpression, Expression, IndexStep } from '../../../lang/ast/nodes.ts';
import { bare, type Definition } from '../../../lang/checker/scopes.ts';
import { mailRule } from './mail-rule.ts';
import { fixedValue } from './model/literals.ts';
import type { MailFile, Use } from './model/mail-file.ts';

/** What may give an empty list, and what that means. */
const MAY_BE_EMPTY: Readonly<Record<string, string>> = {
	'csv.get': 'there may be no record with this key',
	'sqlite.query': 'the query may find no row',
	get_headers: 'the message may have no such header',
	get_all_headers: 'the message may have no such header',
	get_header_untouched: 'the message may have no such header',
	'msg::addresses': 'the message may have no such header',
	'msg::attachments': 'the message may have no attachment',
	'dkim::get_private_keys': 'the domain may have no key',
};

/** The index step of a chain that takes from the result of a function right before it. */
function takenFrom(file: MailFile, chain: ChainExpression): { source: Expression; step: IndexStep } | undefined {
	const at = chain.steps.findIndex(({ kind }) => kind === 'IndexStep');
	const step = chain.steps[at];
	if (step?.kind !== 'IndexStep') return undefined;
	if (at === 0) return { source: chain.root, step };
	const before = chain.steps[at - 1];
	return before !== undefined && file.useAt(before) !== undefined ? { source: chain, step } : undefined;
}

/** The function that gave the list, with the variable that holds it. */
function origin(file: MailFile, chain: ChainExpression, source: Expression, step: IndexStep): Origin | undefined {
	if (source === chain) {
		const before = chain.steps[chain.steps.indexOf(step) - 1];
		const use = before === undefined ? undefined : file.useAt(before);
		return use && { use, variable: undefined };
	}
	const direct = file.useGiving(source);
	if (direct !== undefined) return { use: direct, variable: undefined };
	const node = bare(source);
	if (node.kind !== 'Variable') return undefined;
	const found = fixedValue(file, node);
	if (found?.file !== file) return undefined;
	const use = file.useGiving(found.value);
	return use && { use, variable: file.variable(node)?.definition };
}

interface Origin {
	readonly use: Use;
	readonly variable: Definition | undefined;
}

/** Functions whose answer says whether a header is there. */
const ABOUT_HEADERS: ReadonlySet<string> = new Set(['has_header', 'count_header']);

/** The functions that conditions of the file ask: the same list may have been looked at there. */
function askedFunctions(file: MailFile): ReadonlySet<string> {
	return new Set(file.uses.filter(({ node }) => file.tree.inCondition(node)).map(({ operation }) => operation.key));
}

function isAskedFor(asked: ReadonlySet<string>, { use }: Origin): boolean {
	const { key } = use.operation;
	return asked.has(key) || (key.includes('header') && [...ABOUT_HEADERS].some((name) => asked.has(name)));
}

/** Whether the script asks anything about a variable, or hands it to somebody who may. */
function isAskedAbout(file: MailFile, variable: Definition): boolean {
	return variable.reads.some((read) => {
		const parent = file.tree.parent(read);
		if (file.tree.inCondition(read)) return true;
		if (parent?.kind === 'Binary' || parent?.kind === 'Call' || parent?.kind === 'MethodStep') return true;
		if (parent?.kind !== 'Chain') return false;
		const [first] = parent.steps;
		return first?.kind !== 'IndexStep';
	});
}

export const absentElement = mailRule('V012', (file, report, context) => {
	const asked = askedFunctions(file);
	for (const chain of file.tree.ofKind('Chain')) {
		const taken = takenFrom(file, chain);
		if (taken === undefined || context.isTried(chain)) continue;
		const found = origin(file, chain, taken.source, taken.step);
		const reason = found === undefined ? undefined : MAY_BE_EMPTY[found.use.operation.key];
		if (found === undefined || reason === undefined || isAskedFor(asked, found)) continue;
		// Every message has some header.
		if (found.use.operation.key === 'get_all_headers' && found.use.args.length === 0) continue;
		if (found.variable !== undefined && isAskedAbout(file, found.variable)) continue;
		report({
			span: taken.step.index,
			message: `${reason}, and then this index is an error`,
			help: 'ask `is_empty()` first, or take it with `get(…)`, which gives `()` where there is nothing',
		});
	}
});
