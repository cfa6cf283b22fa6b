/** Stages have one name in both generations: `deliver:` → `delivery:`, `data:` → `preq:`. */

import type { MapEntry } from '../../../lang/ast/nodes.ts';
import { bare } from '../../../lang/checker/scopes.ts';
import { STAGE_ALIASES } from './generation.ts';
import type { MovedFile, ReportMove } from './moved-file.ts';

export function moveStages(file: MovedFile, report: ReportMove): void {
	const last = file.context.script.statements.at(-1);
	const map = last?.kind === 'ExpressionStatement' ? bare(last.expression) : undefined;
	if (map?.kind !== 'Map') return;
	const keys = new Set(map.entries.map(keyOf));
	for (const entry of map.entries) {
		const stage = STAGE_ALIASES.get(keyOf(entry));
		if (stage === undefined || keys.has(stage) || !holdsDirectives(entry)) continue;
		const { start, end } = entry.key;
		const text = entry.key.kind === 'Identifier' ? stage : `"${stage}"`;
		report({
			span: entry.key,
			message: `the stage is called \`${stage}\``,
			becomes: stage,
			edits: [{ start, end, text }],
		});
	}
}

function keyOf({ key }: MapEntry): string {
	return key.kind === 'Identifier' ? key.name : key.value;
}

/** A module may end with a map that means something else. */
function holdsDirectives({ value }: MapEntry): boolean {
	const list = bare(value);
	return list.kind === 'Array' && list.elements.some((element) => bare(element).kind === 'Directive');
}
