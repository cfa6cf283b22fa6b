/** V201: a variable is used that nothing declares. */

import type { Fix } from '../../diagnostics/diagnostic.ts';
import { type LintContext, type LintRule, renameFix } from '../rule.ts';
import { functionOf, type UnresolvedName, visibleNames } from '../scopes.ts';

/** Whether the name may exist although the file does not declare it. */
function mayExist(context: LintContext, use: UnresolvedName): boolean {
	const { scopes, library } = context;
	const { name } = use.node.name;
	if (context.openScope || context.hostNames.has(name) || scopes.testsVariable(name)) return true;
	if (library.global.constants.has(name)) return true;
	const owner = functionOf(use.frame);
	if (owner === undefined) return false;
	if (scopes.bangPointer || scopes.bangCalled.has(owner.name.name)) return true;
	return context.constantsInFunctions && scopes.globalConstants.has(name);
}

interface Advice {
	readonly help?: string;
	readonly fixes?: readonly Fix[];
}

function advice(context: LintContext, use: UnresolvedName): Advice {
	const { scopes, library, source } = context;
	const { name } = use.node.name;
	const owner = functionOf(use.frame);
	if (owner !== undefined && scopes.globalConstants.has(name)) {
		const edit = { start: use.node.start, end: use.node.start, text: 'global::' };
		return {
			help: `functions do not see the script's names; write \`global::${name}\` for its constant`,
			fixes: [{ title: `write \`global::${name}\``, edits: [edit], safe: false }],
		};
	}
	const declared = context.definitionsNamed(name);
	if (owner !== undefined && declared.some((definition) => definition.topLevel)) {
		return { help: "functions do not see the script's variables; pass the value as an argument" };
	}
	const later = declared.find((definition) => definition.frame === use.frame);
	if (later !== undefined) {
		const line = source.lineAt(later.identifier.start);
		const when =
			later.identifier.start > use.node.start ? 'and is visible only after that' : 'in a block that has ended';
		return { help: `\`${name}\` is declared on line ${line}, ${when}` };
	}
	if (library.global.functions.has(name)) {
		return { help: `\`${name}\` is a function of the library: call it, or make a pointer with \`Fn("${name}")\`` };
	}
	const near = context.suggest(name, candidates(context, use));
	if (near === undefined) return {};
	return { help: `did you mean \`${near}\`?`, fixes: [renameFix(use.node.name, near)] };
}

function* candidates(context: LintContext, use: UnresolvedName): Generator<string> {
	yield* visibleNames(use.block);
	yield* context.scopes.functions.keys();
	yield* context.library.global.constants.keys();
	yield* context.hostNames;
}

export const undefinedVariable: LintRule = {
	id: 'V201',
	run(context, report) {
		for (const use of context.scopes.unresolved) {
			if (mayExist(context, use)) continue;
			context.excuse(use.node.name.name);
			report({ span: use.node, message: `undefined variable \`${use.node.name.name}\``, ...advice(context, use) });
		}
		for (const name of context.scopes.unresolvedExports) {
			if (context.openScope || context.hostNames.has(name.name)) continue;
			context.excuse(name.name);
			report({ span: name, message: `\`${name.name}\` is exported, but nothing at the top level declares it` });
		}
	},
};
