/** V036: a permanent refusal for what is only a temporary failure, or the other way round. */

import type { Expression, Node, SwitchCase, TryStatement } from '../../../lang/ast/nodes.ts';
import { bare } from '../../../lang/checker/scopes.ts';
import { mailRule, type Report } from './mail-rule.ts';
import type { MailFile, Use } from './model/mail-file.ts';
import { departures, describeOutside } from './model/outside.ts';
import { within } from './model/ranges.ts';
import { replyOf } from './model/replies.ts';

/** Results of SPF, DKIM and DMARC that say how long they hold. */
const RESULTS: ReadonlyMap<string, 'temporary' | 'permanent'> = new Map([
	['temperror', 'temporary'],
	['permerror', 'permanent'],
]);

type Permanence = 'temporary' | 'permanent';

function permanenceOf(file: MailFile, use: Use): Permanence | undefined {
	const { key } = use.operation;
	if (key !== 'deny' && key !== 'info') return undefined;
	const [argument] = use.args;
	// Without a code it is the reply `Denied`, 554.
	if (argument === undefined) return key === 'deny' ? 'permanent' : undefined;
	const code = replyOf(file, argument)?.code;
	if (code === undefined) return undefined;
	return code >= 500 ? 'permanent' : code >= 400 && code < 500 ? 'temporary' : undefined;
}

function denials(file: MailFile, piece: Node): { use: Use; permanence: Permanence }[] {
	const found: { use: Use; permanence: Permanence }[] = [];
	for (const use of within(file.uses, piece, ({ node }) => node.start)) {
		const permanence = permanenceOf(file, use);
		if (permanence !== undefined) found.push({ use, permanence });
	}
	return found;
}

/** A refusal for good in the `catch` of a `try` that asks somebody, without a look at the error. */
function inHandler(file: MailFile, node: TryStatement, report: Report): void {
	const [departure] = departures(file, node.body, { untried: false });
	if (departure === undefined || looksAtError(file, node)) return;
	for (const { use, permanence } of denials(file, node.handler)) {
		if (permanence !== 'permanent') continue;
		report({
			span: use.node,
			message: `${describeOutside(departure.call.outside)} may have failed for a moment only, but this refuses for good`,
			help: 'refuse for now, e.g. `deny("451 4.3.0 try again later")`, or look at the error first',
		});
	}
}

function looksAtError(file: MailFile, { catchName, handler }: TryStatement): boolean {
	if (catchName === null) return false;
	const definition = file.scopes.definitions.find(({ identifier }) => identifier === catchName);
	return (
		definition?.reads.some((read) => {
			if (read.start < handler.start || read.end > handler.end) return false;
			const parent = file.tree.parent(read);
			return file.tree.inCondition(read) || parent?.kind === 'Binary' || parent?.kind === 'Chain';
		}) ?? false
	);
}

function resultIn(expression: Expression): string | undefined {
	const node = bare(expression);
	return node.kind === 'String' && RESULTS.has(node.value) ? node.value : undefined;
}

/** `if x.result == "temperror" { … }` and `"temperror" => …`. */
function* branches(file: MailFile): Generator<[result: string, body: Node]> {
	for (const branch of file.tree.ofKind('IfBranch')) {
		const condition = bare(branch.condition);
		if (condition.kind !== 'Binary' || condition.operator !== '==') continue;
		const result = resultIn(condition.left) ?? resultIn(condition.right);
		if (result !== undefined) yield [result, branch.body];
	}
	for (const arm of file.tree.ofKind('SwitchCase')) {
		const result = onlyResult(arm);
		if (result !== undefined) yield [result, arm.action];
	}
}

/** Of an arm for several results nobody knows which it was. */
function onlyResult({ patterns }: SwitchCase): string | undefined {
	const [only, another] = patterns ?? [];
	return only === undefined || another !== undefined ? undefined : resultIn(only);
}

export const wrongPermanence = mailRule('V036', (file, report) => {
	for (const node of file.tree.ofKind('Try')) inHandler(file, node, report);
	for (const [result, body] of branches(file)) {
		const wanted = RESULTS.get(result);
		for (const { use, permanence } of denials(file, body)) {
			if (permanence === wanted) continue;
			report({
				span: use.node,
				message: `\`${result}\` is a ${wanted} failure, and this is a ${permanence} refusal`,
				help: wanted === 'temporary' ? 'refuse with a code 4xx, e.g. 451' : 'refuse with a code 5xx, e.g. 550',
			});
		}
	}
});
