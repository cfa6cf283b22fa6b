/**
 * V002: a status is made and then ignored: by an action, whose value means nothing, or because it is not the value of
 * its rule.
 */

import type { DirectiveExpression, Node } from '../../../lang/ast/nodes.ts';
import { bare } from '../../../lang/checker/scopes.ts';
import type { Fix } from '../../../lang/diagnostics/diagnostic.ts';
import { mailRule, type Report } from './mail-rule.ts';
import type { MailFile } from './model/mail-file.ts';
import { type Ending, type Endings, endingsOfBody, FINAL } from './model/outcomes.ts';
import { placeOf } from './model/place.ts';
import { bodyOf } from './model/stages.ts';

function insertReturn(node: Node): Fix {
	const edit = { start: node.start, end: node.start, text: 'return ' };
	return { title: 'write `return` before it', edits: [edit], safe: false };
}

/** Whether a call makes a status and does nothing else. */
function isPlainStatus(ending: Ending): boolean {
	return ending.file.useAt(ending.node)?.operation.status?.length === 1;
}

function checkAction(file: MailFile, action: DirectiveExpression, endings: Endings, report: Report): void {
	// Where every path gives a status the author took the action for a rule; where some do the others show it for one.
	const severity = endings.areAll(...FINAL, 'next') ? 'error' : 'warning';
	for (const ending of endings.places(...FINAL).filter(isPlainStatus)) {
		const { span, related } = placeOf(file, action, ending, 'the status is made here');
		report({
			span,
			severity,
			message: `an action always goes on: its \`${ending.kind}\` is ignored`,
			help: 'write `rule` instead of `action` if the status is meant to count',
			related,
		});
	}
}

export const ignoredStatus = mailRule(
	'V002',
	(file, report, context) => {
		for (const action of file.tree.ofKind('Directive')) {
			if (action.keyword !== 'action') continue;
			const body = bodyOf(file, action);
			if (body !== undefined) checkAction(file, action, endingsOfBody(file, body), report);
		}
		for (const statement of file.tree.ofKind('ExpressionStatement')) {
			if (context.effects.valueIsUsed(statement)) continue;
			const node = bare(statement.expression);
			const use = node.kind === 'Call' ? file.useAt(node) : undefined;
			const [status, another] = use?.operation.status ?? [];
			if (node.kind !== 'Call' || status === undefined || another !== undefined) continue;
			report({
				span: node.name,
				severity: status === 'next' ? 'warning' : 'error',
				message: `this \`${status}\` is ignored: it is not the value of its rule`,
				help: `write \`return ${status}(…)\`, or make it the last value`,
				fixes: [insertReturn(node)],
			});
		}
	},
	{ supersedes: ['V218', 'V219'] },
);
