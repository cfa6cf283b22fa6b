/** V204: the word before `::` is no module. */

import { type LintRule, renameFix } from '../rule.ts';

export const unknownNamespace: LintRule = {
	id: 'V204',
	run(context, report) {
		for (const { node, part, problem } of context.memberProblems()) {
			const identifier = node.namespace[part];
			if (problem.kind !== 'namespace' || identifier === undefined) continue;
			const near = context.suggest(identifier.name, problem.candidates());
			const within = part === 0 ? '' : ` in \`${node.namespace[part - 1]?.name}\``;
			report({
				span: identifier,
				message: `unknown module \`${identifier.name}\`${within}`,
				help: near === undefined ? 'import it: `import "path" as name;`' : `did you mean \`${near}\`?`,
				fixes: near === undefined ? [] : [renameFix(identifier, near)],
			});
		}
	},
};
