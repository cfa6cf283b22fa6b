/**
 * Moving scripts between the two generations of spellings (`vsl check --fix --target 2`): the findings and their fixes
 * as a lint. Each fix alone leaves a script that does the same as before, so they can be applied in any order.
 */

import type { LintRule } from '../../../lang/checker/index.ts';
import type { ParseResult } from '../../../lang/parser/parse-result.ts';
import { coreModule } from '../../core/index.ts';
import { mailGroups } from '../index.ts';
import { MIGRATION_ENTRIES } from './entries.ts';
import type { Generation } from './generation.ts';
import { moveCalls } from './move-calls.ts';
import { moveConstants } from './move-constants.ts';
import { moveConstructors } from './move-constructors.ts';
import { moveDeclarations } from './move-declarations.ts';
import { moveMethods } from './move-methods.ts';
import { reportPointers } from './move-pointers.ts';
import { moveRoots } from './move-roots.ts';
import { moveStages } from './move-stages.ts';
import { findingOf, type Move, MovedFile } from './moved-file.ts';
import { ProjectFacts } from './project-facts.ts';
import { TranslationTable } from './translation-table.ts';

export { MIGRATION_ENTRIES } from './entries.ts';
export type { Generation } from './generation.ts';

let table: TranslationTable | undefined;

/** All names of the library. */
export function translationTable(): TranslationTable {
	table ??= new TranslationTable({ groups: mailGroups(), core: coreModule });
	return table;
}

/** The lints for a target; none without one. */
export function migrationRules(target: Generation | undefined, files: readonly ParseResult[]): readonly LintRule[] {
	return target === undefined ? [] : [migrationRule(target, files)];
}

/**
 * The lint that reports what belongs to the other generation.
 * @param generation the one that scripts are to be in
 * @param files all that belong together: what one of them exports and another uses is known only then
 */
export function migrationRule(generation: Generation, files: readonly ParseResult[]): LintRule {
	let project: ProjectFacts | undefined;
	const names = translationTable();
	return {
		id: MIGRATION_ENTRIES[0]?.id ?? '',
		run(context, report) {
			project ??= new ProjectFacts([...files, context.parsed], context.loadModule);
			const file = new MovedFile(context, generation, names, project);
			const say = (move: Move) => report(findingOf(move));
			const gone = moveCalls(file, say);
			moveConstants(file, say);
			moveStages(file, say);
			if (generation === 1) return moveConstructors(file, say);
			moveRoots(file, gone, say);
			moveMethods(file, say);
			moveDeclarations(file, say);
			reportPointers(file, say);
		},
	};
}
