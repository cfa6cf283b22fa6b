/** V211: code can never run, because a statement before it always leaves the block. */

import type { Statement } from '../../ast/nodes.ts';
import type { Effects } from '../effects.ts';
import type { LintRule } from '../rule.ts';

/** Known before the script runs, wherever they stand; or nothing at all. */
function isPlaceless(statement: Statement): boolean {
	return statement.kind === 'Function' || statement.kind === 'Test' || statement.kind === 'Empty';
}

const REASONS: Readonly<Record<string, string>> = {
	Return: 'this returns',
	Throw: 'this throws',
	Break: 'this leaves the loop',
	Continue: 'this goes on with the next round',
};

interface DeadCode {
	readonly start: number;
	readonly end: number;
	readonly cause: Statement;
}

function deadCode(statements: readonly Statement[], effects: Effects): DeadCode | undefined {
	const leaving = statements.findIndex((statement) => effects.leaves(statement));
	if (leaving === -1) return undefined;
	const dead = statements.slice(leaving + 1).filter((statement) => !isPlaceless(statement));
	const [first] = dead;
	const last = dead.at(-1);
	if (first === undefined || last === undefined) return undefined;
	return { start: first.start, end: last.end, cause: statements[leaving] as Statement };
}

export const unreachableCode: LintRule = {
	id: 'V211',
	run(context, report) {
		const { tree, effects, source } = context;
		const found = [context.script, ...tree.ofKind('Block')]
			.flatMap(({ statements }) => deadCode(statements, effects) ?? [])
			.sort((a, b) => a.start - b.start || b.end - a.end);
		// One report is enough for code within code that never runs.
		let reported = -1;
		for (const { start, end, cause } of found) {
			if (start < reported) continue;
			reported = end;
			const message = REASONS[cause.kind] ?? 'this never lets the next statement run';
			report({
				span: { start, end },
				message: 'this code can never run',
				related: [{ source, start: cause.start, end: cause.end, message }],
			});
		}
	},
};
