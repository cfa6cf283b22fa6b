/** V209: an imported module is never used. */

import type { ParseResult } from '../../parser/parse-result.ts';
import { analyse, literalPath } from '../modules.ts';
import type { LintContext, LintRule } from '../rule.ts';
import type { ImportName } from '../scopes.ts';
import { removeStatement } from './remove-statement.ts';

/** Running a module that only declares things cannot be noticed. */
const DECLARATIONS: ReadonlySet<string> = new Set(['Function', 'Let', 'Export', 'Empty']);

/** What may fail or do something when a value is worked out; without them a value consists of literals. */
const WORK = ['Call', 'Chain', 'Variable', 'Binary', 'Unary', 'Throw', 'Object', 'Service', 'Directive'] as const;

const inert = new WeakMap<ParseResult, boolean>();

function isInert(module: ParseResult): boolean {
	const known = inert.get(module);
	if (known !== undefined) return known;
	const answer = onlyDeclares(module);
	inert.set(module, answer);
	return answer;
}

function onlyDeclares(module: ParseResult): boolean {
	const { tree } = analyse(module);
	if (!module.script.statements.every((statement) => DECLARATIONS.has(statement.kind))) return false;
	// What stands in a function does not run on import.
	return WORK.every((kind) => tree.ofKind(kind).every((node) => tree.functionAround(node) !== undefined));
}

function canBeRemoved(context: LintContext, entry: ImportName): boolean {
	const path = literalPath(entry.statement);
	if (path === undefined || context.loadModule === undefined) return false;
	const module = context.loadModule(path, context.source);
	return module !== undefined && module !== 'opaque' && module.problems.length === 0 && isInert(module);
}

export const unusedImport: LintRule = {
	id: 'V209',
	run(context, report) {
		for (const entry of context.scopes.imports) {
			const { name } = entry.alias;
			if (entry.uses.length > 0 || name.startsWith('_') || context.openScope || context.excused.has(name)) continue;
			if (entry.topLevel && context.subModuleNames.has(name)) continue;
			const edit = removeStatement(context.source, entry.statement);
			report({
				span: entry.statement,
				message: `the module \`${name}\` is imported but never used`,
				help: `remove the import, or leave out \`as ${name}\` if it only has to run`,
				fixes: [{ title: 'remove the import', edits: [edit], safe: canBeRemoved(context, entry) }],
			});
		}
	},
};
