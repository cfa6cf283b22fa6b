/** Calls that ask a data base or directory, and the text that they ask with. */

import type { ChainExpression, Expression, MethodStep } from '../../../../lang/ast/nodes.ts';
import { bare } from '../../../../lang/checker/scopes.ts';
import type { MailFile } from './mail-file.ts';

export interface Query {
	readonly kind: 'sql' | 'ldap';
	readonly chain: ChainExpression;
	readonly step: MethodStep;
	readonly text: Expression;
	/** The data base takes parameters: it is one that runs here. */
	readonly takesParameters: boolean;
}

const SQL_METHODS: ReadonlySet<string> = new Set(['query', 'db_query', 'exec']);

/** Words that SQL begins with. */
const SQL_WORDS: ReadonlySet<string> = new Set([
	'select',
	'insert',
	'update',
	'delete',
	'replace',
	'with',
	'create',
	'drop',
	'alter',
	'call',
]);

export function* queriesOf(file: MailFile): Generator<Query> {
	for (const chain of file.tree.ofKind('Chain')) {
		for (const [at, step] of chain.steps.entries()) {
			if (step.kind !== 'MethodStep') continue;
			const query = queryOf(file, chain, step, at);
			if (query !== undefined) yield query;
		}
	}
}

function queryOf(file: MailFile, chain: ChainExpression, step: MethodStep, at: number): Query | undefined {
	const { name } = step.name;
	const { args } = step;
	if (file.scopes.methodFunctions.has(`${name}/${args.length}`)) return undefined;
	const [text] = args;
	const key = file.useAt(step)?.operation.key;
	if (key === 'sqlite.query' || key === 'sqlite.exec') {
		return text && { kind: 'sql', chain, step, text, takesParameters: true };
	}
	// Of another value the text itself must show what it is.
	if (text !== undefined && args.length <= 2 && SQL_METHODS.has(name) && SQL_WORDS.has(firstWord(text))) {
		return { kind: 'sql', chain, step, text, takesParameters: at === 0 && file.kindOf(chain.root) === 'sqlite' };
	}
	const filter = args[2];
	if (name === 'search' && args.length === 4 && filter !== undefined && firstText(filter).trimStart().startsWith('(')) {
		return { kind: 'ldap', chain, step, text: filter, takesParameters: false };
	}
	return undefined;
}

/** The text that an expression begins with, as far as it is written out. */
function firstText(expression: Expression): string {
	let node = bare(expression);
	while (node.kind === 'Binary' && node.operator === '+') node = bare(node.left);
	if (node.kind === 'String') return node.value;
	const part = node.kind === 'Template' ? node.parts[0] : undefined;
	return part?.kind === 'TemplateText' ? part.value : '';
}

function firstWord(expression: Expression): string {
	const text = firstText(expression).trimStart();
	const end = text.search(/[^A-Za-z]/);
	return (end === -1 ? text : text.slice(0, end)).toLowerCase();
}
