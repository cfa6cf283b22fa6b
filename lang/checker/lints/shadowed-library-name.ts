/** V217: a name hides one of the library. */

import type { FunctionDefinition } from '../../ast/nodes.ts';
import { literalPath } from '../modules.ts';
import type { LintContext, LintRule } from '../rule.ts';

function shadowedBy(context: LintContext, definition: FunctionDefinition): string | undefined {
	if (definition.thisType !== null) return undefined;
	const found = context.library.global.functions.get(definition.name.name);
	if (found === undefined || found.open) return undefined;
	const count = definition.params.length;
	if (found.accepts(count)) return `the function hides \`${found.name}\` of the library`;
	// In method style the receiver is not a parameter of script functions, but it is one of library functions.
	return found.accepts(count + 1) ? `the function hides the method \`${found.name}\` of the library` : undefined;
}

export const shadowedLibraryName: LintRule = {
	id: 'V217',
	run(context, report) {
		const { scopes, library, tree } = context;
		for (const definition of tree.ofKind('Function')) {
			const message = shadowedBy(context, definition);
			if (message === undefined) continue;
			report({ span: definition.name, message, help: 'it does so for values of every type; choose another name' });
		}
		for (const { name, identifier } of scopes.definitions) {
			if (!library.global.constants.has(name)) continue;
			report({
				span: identifier,
				message: `\`${name}\` hides the constant of the library`,
				help: 'choose another name',
			});
		}
		for (const { alias, statement } of scopes.imports) {
			if (!library.namespaces.has(alias.name)) continue;
			const path = literalPath(statement) ?? '';
			// What the host provides under a path may well be the same module under the same name.
			if (library.importPrefixes.some((prefix) => path.startsWith(prefix))) continue;
			report({
				span: alias,
				message: `\`${alias.name}\` hides the module of the library`,
				help: 'choose another name',
			});
		}
	},
};
