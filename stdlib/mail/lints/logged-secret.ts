/** V032: a password or a whole message goes into the log. */

import type { Node, PropertyStep } from '../../../lang/ast/nodes.ts';
import { mailRule } from './mail-rule.ts';
import type { MailFile } from './model/mail-file.ts';
import { contains, within } from './model/ranges.ts';

const LOGGING: ReadonlySet<string> = new Set(['log', 'log_trace', 'log_debug', 'log_info', 'log_warn', 'log_error']);

/** Functions that give a message, or its body. */
const BODIES: ReadonlySet<string> = new Set(['mail', 'msg::body', 'msg::html_body']);

const SECRETS: ReadonlySet<string> = new Set(['authpass', 'anonymous_token']);

/** Whether the value of a node is what is logged, and not only a question about it. */
function isWhole(file: MailFile, node: Node, around: Node): boolean {
	let at: Node = node;
	for (;;) {
		const parent = file.tree.parent(at);
		if (parent === undefined || parent === around) return true;
		if (parent.kind === 'Chain') {
			const last = parent.steps.at(-1);
			if (at === parent.root && last !== undefined) return last.kind === 'MethodStep' && last.name.name === 'to_string';
			if (at !== last) return false;
		} else if (
			parent.kind === 'Call' ||
			parent.kind === 'MethodStep' ||
			parent.kind === 'If' ||
			parent.kind === 'IfBranch'
		) {
			return false;
		} else if (parent.kind === 'Binary' && parent.operator !== '+') return false;
		at = parent;
	}
}

export const loggedSecret = mailRule('V032', (file, report) => {
	for (const { operation, args, expression } of file.uses) {
		if (!LOGGING.has(operation.key)) continue;
		for (const argument of args) {
			for (const step of within(file.tree.ofKind('PropertyStep'), argument, (node) => node.start)) {
				if (!SECRETS.has(step.name.name) || !isCredential(file, step) || !isWhole(file, step, expression)) continue;
				report({
					span: step.name,
					message: `\`${step.name.name}\` is a secret of the client, and this writes it into the log`,
				});
			}
			for (const use of within(file.uses, argument, ({ node }) => node.start)) {
				if (!BODIES.has(use.operation.key) || !contains(argument, use.node) || !isWhole(file, use.node, expression))
					continue;
				report({
					span: use.node,
					severity: 'warning',
					message: 'this writes the whole text of the message into the log',
					help: 'log what identifies it, e.g. `message_id()`; to keep a copy use `write` or `dump`',
				});
			}
		}
	}
});

function isCredential(file: MailFile, step: PropertyStep): boolean {
	const chain = file.tree.parent(step);
	if (chain?.kind !== 'Chain') return false;
	const before = chain.steps[chain.steps.indexOf(step) - 1];
	const use = before === undefined ? file.useGiving(chain.root) : file.useAt(before);
	return use?.operation.key === 'auth' || (before === undefined && file.kindOf(chain.root) === 'credentials');
}
