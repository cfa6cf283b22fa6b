/** V009: a key of the map of stages names no stage, or what stands under it is no list of directives. */

import { renameFix } from '../../../lang/checker/rule.ts';
import { bare } from '../../../lang/checker/scopes.ts';
import type { Fix } from '../../../lang/diagnostics/diagnostic.ts';
import { STAGES } from '../../host/stages.ts';
import { mailRule, type Report } from './mail-rule.ts';
import { STAGE_ALIASES, type StageEntry, stagesOf } from './model/stages.ts';

/** States of the protocol at which 1.x accepted rules without ever running them. */
const NEVER_RUN: ReadonlySet<string> = new Set(['negotiationtls', 'stop']);

/** Values that are certainly no list. */
const NO_LIST: ReadonlySet<string> = new Set([
	'Map',
	'String',
	'Int',
	'Bool',
	'Closure',
	'Directive',
	'Template',
	'Unit',
]);

function unknownKey({ entry, key }: StageEntry, report: Report, suggest: (name: string) => string | undefined): void {
	const all = STAGES.map((stage) => `\`${stage}\``).join(', ');
	const near = NEVER_RUN.has(key) ? undefined : suggest(key);
	const message = NEVER_RUN.has(key) ? `no rule ever runs at \`${key}\`` : `there is no stage \`${key}\``;
	report({
		span: entry.key,
		message,
		help: near === undefined ? `the stages are ${all}` : `did you mean \`${near}\`?`,
		fixes: near === undefined ? [] : [renameFix(entry.key, near)],
	});
}

function wrongValue({ entry, key }: StageEntry, report: Report): void {
	const value = bare(entry.value);
	if (!NO_LIST.has(value.kind)) return;
	const edits = [
		{ start: value.start, end: value.start, text: '[' },
		{ start: value.end, end: value.end, text: ']' },
	];
	const fixes: Fix[] = value.kind === 'Directive' ? [{ title: 'put it into a list', edits, safe: true }] : [];
	report({ span: value, message: `the directives of the stage \`${key}\` must be a list: \`[…]\``, fixes });
}

export const unknownStage = mailRule('V009', (file, report, context) => {
	const seen = new Map<string, StageEntry>();
	for (const one of stagesOf(file)?.entries ?? []) {
		if (one.stage === undefined) {
			unknownKey(one, report, (name) => context.suggest(name, [...STAGES, ...STAGE_ALIASES.keys()]));
			continue;
		}
		wrongValue(one, report);
		if (one.key === 'deliver') {
			report({
				span: one.entry.key,
				severity: 'warning',
				message: 'the stage `deliver` is called `delivery`',
				fixes: [{ ...renameFix(one.entry.key, 'delivery'), safe: true }],
			});
		}
		const other = seen.get(one.stage);
		if (other === undefined) seen.set(one.stage, one);
		else if (other.key !== one.key) {
			report({
				span: one.entry.key,
				message: `\`${one.key}\` and \`${other.key}\` are the same stage: put their directives into one list`,
				related: [
					{
						source: file.parsed.source,
						start: other.entry.key.start,
						end: other.entry.key.end,
						message: 'the first list',
					},
				],
			});
		}
	}
});
