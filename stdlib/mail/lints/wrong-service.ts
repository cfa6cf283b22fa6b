/** V026: something is asked of a service that another kind of service does, or a file is named that is not there. */

import { isAbsolute } from 'node:path';
import type { Expression, MethodStep } from '../../../lang/ast/nodes.ts';
import type { LintRule } from '../../../lang/checker/rule.ts';
import type { ListFiles } from './list-files.ts';
import { mailRule, type Report } from './mail-rule.ts';
import { describeKind, isServiceKind, type ServiceKind } from './model/kinds.ts';
import type { MailFile } from './model/mail-file.ts';
import { writtenLists } from './model/written-lists.ts';

/** What each kind of service does. */
const METHODS: Readonly<Record<ServiceKind, readonly string[]>> = {
	cmd: ['run', 'cmd_run', 'run_cmd'],
	smtp: ['receiver_address'],
	csv: ['get', 'set', 'rm', 'db_query', 'db_add', 'db_rm'],
	sqlite: ['query', 'db_query', 'exec'],
};

const ALL: ReadonlySet<string> = new Set(Object.values(METHODS).flat());

function checkMethod(file: MailFile, root: Expression, step: MethodStep, report: Report): void {
	const kind = file.kindOf(root);
	const { name } = step.name;
	if (!isServiceKind(kind) || !ALL.has(name) || METHODS[kind].includes(name)) return;
	if (file.scopes.methodFunctions.has(`${name}/${step.args.length}`)) return;
	const others = (Object.keys(METHODS) as ServiceKind[]).filter((other) => METHODS[other].includes(name));
	report({
		span: step.name,
		message: `${describeKind(kind)} has no \`${name}\`: that is what ${others.map(describeKind).join(' or ')} does`,
		help: `it has ${METHODS[kind].map((method) => `\`${method}\``).join(', ')}`,
	});
}

/** @param files `undefined` where no files are looked at */
export function wrongService(files: ListFiles | undefined): LintRule {
	return mailRule('V026', (file, report, context) => {
		for (const { root, steps } of file.tree.ofKind('Chain')) {
			const [step] = steps;
			if (step?.kind === 'MethodStep') checkMethod(file, root, step, report);
		}
		if (files === undefined) return;
		for (const { path, argument, node } of writtenLists(file)) {
			// An absolute path is one of the machine that the rules run on, which need not be this one.
			if (isAbsolute(path) || context.isTried(node) || files.read(path, file.parsed.source) !== undefined) continue;
			report({
				span: argument,
				severity: 'warning',
				message: `there is no file \`${path}\``,
				help: 'a relative path starts in the folder of the script, then in that of the main script',
			});
		}
	});
}
