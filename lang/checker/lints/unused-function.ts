/** V210: a private function is never used. */

import type { Node } from '../../ast/nodes.ts';
import type { LintContext, LintRule } from '../rule.ts';
import { removeStatement } from './remove-statement.ts';

/** A pointer is made from a name that is computed: any function may be meant. */
function namesAreComputed(context: LintContext): boolean {
	return context.tree.ofKind('Call').some((call) => call.name.name === 'Fn' && call.args[0]?.kind !== 'String');
}

/** Names of functions that something other than the function itself mentions, in whatever way. */
function mentionedNames(context: LintContext, wanted: ReadonlySet<string>): Set<string> {
	const { tree, scopes } = context;
	const found = new Set<string>();
	const mention = (name: string, node: Node): void => {
		if (!wanted.has(name) || found.has(name)) return;
		if (tree.functionAround(node)?.name.name !== name) found.add(name);
	};
	for (const call of tree.ofKind('Call')) if (call.namespace.length === 0) mention(call.name.name, call);
	for (const step of tree.ofKind('MethodStep')) mention(step.name.name, step);
	for (const variable of scopes.functionPointers.keys()) mention(variable.name.name, variable);
	// Library functions take callbacks by name, and hosts and tests call functions so.
	for (const text of tree.ofKind('String')) mention(text.value, text);
	// `in` calls a script function of this name if there is one.
	const contains = tree.ofKind('Binary').find((node) => node.operator === 'in' || node.operator === '!in');
	if (contains !== undefined) found.add('contains');
	return found;
}

export const unusedFunction: LintRule = {
	id: 'V210',
	run(context, report) {
		const candidates = context.tree
			.ofKind('Function')
			.filter(({ private: own, name }) => own && !name.name.startsWith('_'));
		if (candidates.length === 0 || context.openScope || namesAreComputed(context)) return;
		const mentioned = mentionedNames(context, new Set(candidates.map((definition) => definition.name.name)));
		for (const definition of candidates) {
			const { name } = definition.name;
			if (mentioned.has(name) || context.excused.has(name)) continue;
			report({
				span: definition.name,
				message: `the private function \`${name}\` is never used`,
				help: 'remove it, or make it public by removing `private`',
				fixes: [{ title: 'remove the function', edits: [removeStatement(context.source, definition)], safe: false }],
			});
		}
	},
};
