/** V040: a list that a script reads has lines that are wrong, or that say what another line says. */

import { isUtf8 } from 'node:buffer';
import type { LintRule } from '../../../lang/checker/rule.ts';
import type { RelatedSpan } from '../../../lang/diagnostics/diagnostic.ts';
import { SourceFile } from '../../../lang/source/source-file.ts';
import type { ListFile, ListFiles } from './list-files.ts';
import { mailRule, type Report } from './mail-rule.ts';
import { type ListProblem, listProblems } from './model/list-lines.ts';
import { type WrittenList, writtenLists } from './model/written-lists.ts';

/** Lines that are shown of each kind. */
const MAX_SHOWN = 5;

function checkList({ argument, type }: WrittenList, list: ListFile, report: Report): void {
	if (!isUtf8(list.content)) {
		report({ span: argument, severity: 'error', message: `the file \`${list.name}\` is not UTF-8 text` });
		return;
	}
	const source = new SourceFile(list.name, new TextDecoder().decode(list.content));
	for (const [kind, problems] of listProblems(type, source.text)) {
		const [first] = problems;
		if (first === undefined) continue;
		const more = problems.length - 1;
		report({
			span: argument,
			// A line that is no item keeps the script from being loaded.
			severity: kind === 'invalid' ? 'error' : 'warning',
			message: `${list.name}, line ${source.lineAt(first.start)}: ${first.message}${more === 0 ? '' : `; ${more} more like it`}`,
			related: problems.slice(0, MAX_SHOWN).map((problem) => relatedTo(problem, source)),
		});
	}
}

function relatedTo({ start, end, message }: ListProblem, source: SourceFile): RelatedSpan {
	return { source, start, end, message };
}

/** @param files `undefined` where no files are looked at */
export function listFile(files: ListFiles | undefined): LintRule {
	return mailRule('V040', (file, report) => {
		const seen = new Set<string>();
		for (const written of files === undefined ? [] : writtenLists(file)) {
			const key = `${written.type} ${written.path}`;
			const list = seen.has(key) ? undefined : files?.read(written.path, file.parsed.source);
			seen.add(key);
			if (list !== undefined) checkList(written, list, report);
		}
	});
}
