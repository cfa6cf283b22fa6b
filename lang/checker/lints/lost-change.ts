/** V222: a library function changes a copy of its first argument, and the change is lost. */

import type { CallExpression, Expression, Statement } from '../../ast/nodes.ts';
import type { LintContext, LintRule } from '../rule.ts';
import { bare, variableOf } from '../scopes.ts';

/** Whether the argument is handed over by reference (language spec 7.2). */
function isByReference(context: LintContext, argument: Expression): boolean {
	const node = bare(argument);
	if (node.kind === 'This') return true;
	const variable = variableOf(node);
	if (variable === undefined) return false;
	return context.scopes.definitionOf.get(variable)?.kind !== 'const';
}

function onlyMutates(context: LintContext, call: CallExpression): boolean {
	if (call.bang || call.namespace.length > 0 || call.args.length === 0) return false;
	if (context.scopes.plainFunctions.has(`${call.name.name}/${call.args.length}`)) return false;
	const overloads = context.types.overloadsOf(call);
	return overloads.length > 0 && overloads.every((overload) => overload.effect === 'mutates');
}

export const lostChange: LintRule = {
	id: 'V222',
	run(context, report) {
		const { tree, effects, source } = context;
		for (const call of tree.ofKind('Call')) {
			const parent = tree.parent(call);
			if (parent?.kind !== 'ExpressionStatement' || effects.valueIsUsed(parent as Statement)) continue;
			const first = call.args[0];
			if (first === undefined || !onlyMutates(context, call) || isByReference(context, first)) continue;
			const chain = bare(first).kind === 'Chain';
			const receiver = source.text.slice(first.start, first.end);
			const short = chain && receiver.length <= 40 && !receiver.includes('\n');
			report({
				span: first,
				message: `\`${call.name.name}\` changes a copy of this, and the change is lost`,
				help: chain
					? `written as a method it changes the original: \`${short ? receiver : '…'}.${call.name.name}(…)\``
					: 'keep the value in a variable first',
			});
		}
	},
};
