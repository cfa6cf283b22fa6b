/**
 * V001: a function is used at a stage at which it does not exist yet, or no more.
 *
 * Followed into the functions that a directive calls, also those of imported modules.
 */

import type { DirectiveExpression } from '../../../lang/ast/nodes.ts';
import { STAGES, type Stage } from '../../host/stages.ts';
import { mailRule, type Report } from './mail-rule.ts';
import { scriptCalls } from './model/call-graph.ts';
import type { MailFile } from './model/mail-file.ts';
import { type Need, needsOf, ownNeeds } from './model/needs.ts';
import { within } from './model/ranges.ts';
import { directivesOf } from './model/stages.ts';

/** `from `mail` on`, `at `authenticate``: where a function works. */
function describeStages(stages: readonly Stage[]): string {
	const first = stages[0];
	const last = stages.at(-1);
	if (first === undefined || last === undefined) return 'nowhere';
	const from = STAGES.indexOf(first);
	const row = STAGES.slice(from, from + stages.length);
	if (row.every((stage, at) => stage === stages[at])) {
		if (stages.length === 1) return `at \`${first}\``;
		if (last === 'delivery') return `from \`${first}\` on`;
		if (first === 'connect') return `up to \`${last}\``;
	}
	return `at ${stages.map((stage) => `\`${stage}\``).join(', ')}`;
}

/** Whether the directive asks for authentication before it looks at the credentials. */
function asksForAuthentication(file: MailFile, directive: DirectiveExpression): boolean {
	const uses = within(file.uses, directive, ({ node }) => node.start);
	return [...uses].some(({ operation }) => operation.key === 'is_authenticated');
}

function check(file: MailFile, directive: DirectiveExpression, stage: Stage, report: Report): void {
	const isMissing = ({ use, stages }: Need): boolean => {
		if (stages.includes(stage)) return false;
		return use.operation.key !== 'auth' || !asksForAuthentication(file, directive);
	};
	for (const need of ownNeeds(file, directive)) {
		if (!isMissing(need)) continue;
		const { node } = need.use;
		const name = node.kind === 'IndexStep' ? node : node.name;
		report({ span: name, severity: severityOf(need), message: wording(need, stage), help: advice(need) });
	}
	for (const [call, ref] of scriptCalls(file, directive)) {
		for (const need of needsOf(ref)) {
			if (!isMissing(need)) continue;
			const { node } = need.use;
			report({
				span: call,
				severity: severityOf(need),
				message: `\`${call.name.name}\` cannot be called at the stage \`${stage}\`: ${wording(need, stage)}`,
				help: advice(need),
				related: [
					{
						source: need.file.parsed.source,
						start: node.start,
						end: node.end,
						message: 'this is what needs another stage',
					},
				],
			});
			break;
		}
	}
}

/** A status can be made at every stage, but at some nobody hears of it. */
function severityOf({ use }: Need): 'error' | 'warning' {
	return use.operation.status?.length === 1 ? 'warning' : 'error';
}

function wording({ use, stages }: Need, stage: Stage): string {
	const { node, operation } = use;
	const name = node.kind === 'IndexStep' ? operation.key : node.name.name;
	return `\`${name}\` is not available at the stage \`${stage}\`, only ${describeStages(stages)}`;
}

function advice({ stages }: Need): string | undefined {
	const first = stages[0];
	return first === undefined ? undefined : `move the directive to \`${first}\``;
}

export const wrongStage = mailRule('V001', (file, report) => {
	for (const [directive, stage] of directivesOf(file)) {
		if (stage !== undefined) check(file, directive, stage, report);
	}
});
