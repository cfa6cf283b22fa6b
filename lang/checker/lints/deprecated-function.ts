/** V224: a function is on its way out. */

import type { Identifier } from '../../ast/nodes.ts';
import type { LibraryOverload } from '../library.ts';
import type { LintRule } from '../rule.ts';
import { methodSteps } from './calls.ts';

/** What the declaration recommends, if all that may be meant are deprecated. */
function notice(overloads: readonly LibraryOverload[]): string | undefined {
	if (!overloads.every((overload) => overload.declaration?.deprecated !== undefined)) return undefined;
	return overloads[0]?.declaration?.deprecated;
}

export const deprecatedFunction: LintRule = {
	id: 'V224',
	run(context, report) {
		const { tree, scopes, types } = context;
		const say = (name: Identifier, overloads: readonly LibraryOverload[]): void => {
			const help = notice(overloads);
			if (help !== undefined) report({ span: name, message: `\`${name.name}\` is deprecated`, help });
		};
		for (const call of tree.ofKind('Call')) {
			const root = call.namespace[0];
			if (root === undefined && scopes.plainFunctions.has(`${call.name.name}/${call.args.length}`)) continue;
			if (root === undefined || !scopes.importAliases.has(root.name)) say(call.name, types.overloadsOf(call));
		}
		for (const [chain, step] of methodSteps(context)) {
			if (scopes.methodFunctions.has(`${step.name.name}/${step.args.length}`)) continue;
			const receiver = types.typeBefore(chain, step);
			if (receiver.word !== 'any' && receiver.word !== 'map') say(step.name, types.methodOverloads(receiver, step));
		}
	},
};
