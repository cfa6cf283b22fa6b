/**
 * V022: the message is changed after it has been signed, in a part that the signature covers.
 *
 * Signing and change may stand in one directive or in two, the second later in the same stage or at a later stage. Where
 * both depend on a condition nothing is said: the conditions may exclude each other.
 */

import type { Block, DirectiveExpression, Expression, Node } from '../../../lang/ast/nodes.ts';
import { bare } from '../../../lang/checker/scopes.ts';
import { STAGES } from '../../host/stages.ts';
import { mailRule } from './mail-rule.ts';
import { entryOf, literalText } from './model/literals.ts';
import type { MailFile, Use } from './model/mail-file.ts';
import { alwaysLeaves, endingsOfBody, FINAL } from './model/outcomes.ts';
import { within } from './model/ranges.ts';
import { bodyOf, stagesOf } from './model/stages.ts';

/** What is signed where the script does not say (library spec 9). */
const SIGNED: readonly string[] = ['from', 'to', 'date', 'subject'];

/** Headers that functions without a name change. */
const REWRITTEN: Readonly<Record<string, string>> = {
	rewrite_mail_from_message: 'from',
	rewrite_mail_from: 'from',
	rewrite_rcpt_message: 'to',
	add_rcpt_message: 'to',
	remove_rcpt_message: 'to',
};

/** Functions that change a header that is there, or add one below it, where the signature looks first. */
const OF_NAMED: ReadonlySet<string> = new Set(['append_header', 'set_header', 'rename_header', 'remove_header']);

interface Signing {
	readonly use: Use;
	readonly headers: ReadonlySet<string>;
	readonly directive: DirectiveExpression;
	readonly conditional: boolean;
}

/** The names of the headers that a call signs; `undefined` where that is not written out. */
function signedHeaders(file: MailFile, { args }: Use): ReadonlySet<string> | undefined {
	const [first, second] = args;
	const options = first === undefined ? undefined : bare(first);
	const list = options?.kind === 'Map' ? (entryOf(options, 'headers_field') ?? entryOf(options, 'headers')) : second;
	if (options !== undefined && options.kind !== 'Map' && literalText(file, options) === undefined) return undefined;
	if (list === undefined) return new Set(SIGNED);
	const node = bare(list);
	if (node.kind !== 'Array') return undefined;
	const names = node.elements.map((element) => literalText(file, element)?.toLowerCase());
	return names.every((name) => name !== undefined) ? new Set(names as string[]) : undefined;
}

/** What a call changes: a header by its name, or the body. */
function changedPart(file: MailFile, { operation, args }: Use): string | undefined {
	if (operation.changes === 'body') return 'the body';
	const rewritten = REWRITTEN[operation.key];
	if (rewritten !== undefined || operation.changes === undefined) return rewritten;
	const name: Expression | undefined = args[0];
	if (!OF_NAMED.has(operation.key) || name === undefined) return undefined;
	return literalText(file, name)?.toLowerCase();
}

/** The blocks around a node up to its directive, innermost first. */
function* blocksAround(file: MailFile, node: Node): Generator<Block> {
	for (let at: Node | undefined = node; at !== undefined && at.kind !== 'Directive'; at = file.tree.parent(at)) {
		if (at.kind === 'Block') yield at;
	}
}

/** Whether a node runs only if something is so. */
function isConditional(file: MailFile, node: Node): boolean {
	for (let at: Node | undefined = node; at !== undefined && at.kind !== 'Directive'; at = file.tree.parent(at)) {
		if (at.kind === 'IfBranch' || at.kind === 'SwitchCase' || at.kind === 'If' || at.kind === 'Switch') return true;
		if (at.kind === 'Try' || at.kind === 'While' || at.kind === 'Do') return true;
		if (at.kind === 'Binary' && (at.operator === '&&' || at.operator === '||' || at.operator === '??')) return true;
	}
	return false;
}

/** Whether a path leads from the one to the other within one directive. */
function leadsTo(file: MailFile, signing: Signing, change: Use): boolean {
	if (change.node.start < signing.use.node.end) return false;
	for (const block of blocksAround(file, signing.use.node)) {
		if (change.node.start < block.end) return true;
		if (block.statements.some((statement) => alwaysLeaves(statement))) return false;
	}
	return true;
}

/** Directives in the order in which they run on one message. */
function inOrder(file: MailFile): DirectiveExpression[] {
	const { byStage } = stagesOf(file) ?? {};
	return STAGES.flatMap((stage) => (byStage?.get(stage) ?? []).filter((directive) => directive !== undefined));
}

function goesOn(file: MailFile, directive: DirectiveExpression): boolean {
	if (directive.keyword === 'action') return true;
	const body = bodyOf(file, directive);
	return body === undefined || !endingsOfBody(file, body).areAll(...FINAL.filter((kind) => kind !== 'accept'));
}

export const changeAfterSigning = mailRule('V022', (file, report) => {
	const signings: Signing[] = [];
	for (const directive of inOrder(file)) {
		for (const use of within(file.uses, directive, ({ node }) => node.start)) {
			const conditional = isConditional(file, use.node);
			if (use.operation.key === 'sign_dkim') {
				const headers = signedHeaders(file, use);
				if (headers !== undefined) signings.push({ use, headers, directive, conditional });
				continue;
			}
			const part = changedPart(file, use);
			if (part === undefined) continue;
			const signing = signings.find((one) => {
				if (one.conditional && conditional) return false;
				if (part !== 'the body' && !one.headers.has(part)) return false;
				return one.directive === directive ? leadsTo(file, one, use) : goesOn(file, one.directive);
			});
			if (signing === undefined) continue;
			const { start, end } = signing.use.node;
			report({
				span: use.node,
				message: `${part === 'the body' ? part : `the header \`${part}\``} is changed after it was signed, so the signature does not hold`,
				help: 'sign last: move the change before it',
				related: [{ source: file.parsed.source, start, end, message: 'it is signed here' }],
			});
		}
	}
});
