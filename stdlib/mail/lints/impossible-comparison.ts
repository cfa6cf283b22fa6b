/**
 * V011: a comparison of objects or statuses that can never be true, or that always fails (directive spec 4.5, 4.6).
 *
 * Types of the language among themselves are the business of V215.
 */

import type { BinaryExpression, ChainExpression, MethodStep, Node } from '../../../lang/ast/nodes.ts';
import { mailRule, type Report } from './mail-rule.ts';
import { describeKind, type Kind } from './model/kinds.ts';
import type { MailFile } from './model/mail-file.ts';
import { containment, equality } from './model/matrices.ts';

function adviceFor(left: Kind, right: Kind): string | undefined {
	const kinds = [left, right];
	if (kinds.includes('status')) return 'compare it with a status, e.g. `next()`';
	if (kinds.some((kind) => kind === 'rg4' || kind === 'rg6' || kind === 'group' || kind === 'file')) {
		return 'to ask whether a list or network contains a value write `value in list`';
	}
	return undefined;
}

function checkEquality(file: MailFile, node: BinaryExpression, report: Report): void {
	const left = file.kindOf(node.left);
	const right = file.kindOf(node.right);
	if (left === undefined || right === undefined) return;
	const answer = equality(left, right);
	if (answer === 'maybe') return;
	const both = `${describeKind(left)} and ${describeKind(right)}`;
	const message =
		answer === 'raises'
			? `${both} cannot be compared: this is an error when it runs`
			: `${both} are never equal: this is always ${node.operator === '!='}`;
	report({ span: node, message, help: adviceFor(left, right) });
}

function checkContainment(
	file: MailFile,
	item: Kind | undefined,
	container: Kind | undefined,
	span: Node,
	negated: boolean,
	report: Report,
): void {
	if (item === undefined || container === undefined || file.scopes.plainFunctions.has('contains/2')) return;
	const answer = containment(item, container);
	if (answer === 'maybe') return;
	const help =
		container === 'fqdn' && item === 'address'
			? 'compare the address with the domain: `address == domain`'
			: container === 'string'
				? 'for an object as text write `value.to_string()`'
				: undefined;
	const what = describeKind(container);
	const message =
		answer === 'raises'
			? `${what} cannot be asked whether it contains ${describeKind(item)}: this is an error when it runs`
			: `${what} never contains ${describeKind(item)}: this is always ${negated}`;
	report({ span, message, help });
}

/** `container.contains(item)` with the kind of the container. */
function* containsCalls(file: MailFile): Generator<[ChainExpression, MethodStep]> {
	for (const chain of file.tree.ofKind('Chain')) {
		const [step, ...further] = chain.steps;
		if (
			step?.kind === 'MethodStep' &&
			step.name.name === 'contains' &&
			step.args.length === 1 &&
			further.length === 0
		) {
			yield [chain, step];
		}
	}
}

export const impossibleComparison = mailRule('V011', (file, report) => {
	for (const node of file.tree.ofKind('Binary')) {
		if (node.operator === '==' || node.operator === '!=') checkEquality(file, node, report);
		else if (node.operator === 'in' || node.operator === '!in')
			checkContainment(file, file.kindOf(node.left), file.kindOf(node.right), node, node.operator === '!in', report);
	}
	if (file.scopes.methodFunctions.has('contains/1')) return;
	for (const [chain, step] of containsCalls(file)) {
		const [item] = step.args;
		if (item !== undefined) checkContainment(file, file.kindOf(item), file.kindOf(chain.root), chain, false, report);
	}
});
