/** V207: a variable is never read. */

import type { Fix } from '../../diagnostics/diagnostic.ts';
import type { LintContext, LintRule } from '../rule.ts';
import { type Definition, functionOf, variableOf } from '../scopes.ts';

const REPORTED: ReadonlySet<string> = new Set(['let', 'const', 'catch']);

function isMeantUnused(context: LintContext, definition: Definition): boolean {
	const { name } = definition;
	if (name.startsWith('_') || definition.exported || context.excused.has(name)) return true;
	if (context.scopes.dynamicNames.has(name) || context.scopes.testsVariable(name)) return true;
	return definition.topLevel && context.openScope;
}

/** Names that functions take from the script, where the host lets them see its constants. */
function namesInFunctions({ constantsInFunctions, scopes }: LintContext): Set<string> {
	if (!constantsInFunctions) return new Set();
	const names = scopes.unresolved
		.filter(({ frame }) => functionOf(frame) !== undefined)
		.map(({ node }) => node.name.name);
	return new Set(names);
}

/** Renames the variable to `_name` wherever it is mentioned; nothing reads it, so these are the writes. */
function underscoreFix(context: LintContext, definition: Definition): Fix[] {
	const name = `_${definition.name}`;
	if (definition.partWrites.length > 0 || context.definitionsNamed(name).length > 0) return [];
	const places = [definition.identifier, ...definition.writes.flatMap((write) => variableOf(write.target) ?? [])];
	const edits = places.map((place) => ({ start: place.start, end: place.start, text: '_' }));
	return [{ title: `rename it to \`${name}\``, edits, safe: true }];
}

export const unusedVariable: LintRule = {
	id: 'V207',
	run(context, report) {
		const inFunctions = namesInFunctions(context);
		for (const definition of context.scopes.definitions) {
			if (!REPORTED.has(definition.kind) || definition.reads.length > 0 || isMeantUnused(context, definition)) continue;
			if (context.types.mayChangeHost(definition)) continue;
			if (definition.topLevel && definition.kind === 'const' && inFunctions.has(definition.name)) continue;
			const { name, identifier, kind } = definition;
			const changed = definition.writes.length + definition.partWrites.length > 0;
			const what = kind === 'const' ? 'constant' : kind === 'catch' ? 'catch variable' : 'variable';
			report({
				span: identifier,
				message: changed
					? `the ${what} \`${name}\` is assigned but never read`
					: `the ${what} \`${name}\` is never used`,
				help:
					kind === 'catch'
						? 'leave out the parentheses after `catch`, or put `_` before the name'
						: 'remove it, or put `_` before the name if that is meant',
				fixes: underscoreFix(context, definition),
			});
		}
	},
};
