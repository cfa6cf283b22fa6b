/** V205: a module has no such function or constant. */

import { type LintRule, renameFix } from '../rule.ts';

export const unknownMember: LintRule = {
	id: 'V205',
	run(context, report) {
		for (const { node, problem } of context.memberProblems()) {
			if (problem.kind !== 'member') continue;
			const module = node.namespace.map((part) => part.name).join('::');
			const near = problem.help === undefined ? context.suggest(node.name.name, problem.candidates()) : undefined;
			report({
				span: node.name,
				message: `\`${module}\` has no ${node.kind === 'Call' ? 'function' : 'constant'} \`${node.name.name}\``,
				help: problem.help ?? (near === undefined ? undefined : `did you mean \`${near}\`?`),
				fixes: near === undefined ? [] : [renameFix(node.name, near)],
			});
		}
	},
};
