/** The shape of a lint for mail: it runs on files of rules only. */

import type { Finding, LintContext, LintRule } from '../../../lang/checker/rule.ts';
import { MailFile } from './model/mail-file.ts';

export type Report = (finding: Finding) => void;

export interface MailRuleOptions {
	/** Ids whose findings at the same place say less. */
	readonly supersedes?: readonly string[];
}

export function mailRule(
	id: string,
	run: (file: MailFile, report: Report, context: LintContext) => void,
	options: MailRuleOptions = {},
): LintRule {
	return {
		id,
		...options,
		run(context, report) {
			const file = MailFile.of(context);
			if (file.isRules) run(file, report, context);
		},
	};
}
