/** V208: a parameter of a function is never read. */

import type { LintRule } from '../rule.ts';

export const unusedParameter: LintRule = {
	id: 'V208',
	run(context, report) {
		const { scopes, types } = context;
		for (const definition of scopes.definitions) {
			if (definition.kind !== 'parameter' || definition.node.kind !== 'Function') continue;
			const { name, identifier } = definition;
			if (definition.reads.length > 0 || name.startsWith('_') || scopes.dynamicNames.has(name)) continue;
			if (scopes.testsVariable(name) || context.excused.has(name)) continue;
			if (types.mayChangeHost(definition)) continue;
			// A function without a body is there for its name; what it ignores is no mistake.
			if (definition.node.body.statements.every((statement) => statement.kind === 'Empty')) continue;
			const changed = definition.writes.length + definition.partWrites.length > 0;
			const fixable = !changed && context.definitionsNamed(`_${name}`).length === 0;
			const edit = { start: identifier.start, end: identifier.start, text: '_' };
			report({
				span: identifier,
				message: `the parameter \`${name}\` is never ${changed ? 'read' : 'used'}`,
				help: 'remove it, or put `_` before the name if callers need it',
				fixes: fixable ? [{ title: `rename it to \`_${name}\``, edits: [edit], safe: true }] : [],
			});
		}
	},
};
