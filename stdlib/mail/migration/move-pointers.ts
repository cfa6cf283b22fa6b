/** `Fn("accept")`: names in texts are not moved, and modules have no pointers to their functions. */

import { movedMessage } from './move-calls.ts';
import type { MovedFile, ReportMove } from './moved-file.ts';
import { spellingText } from './translation-table.ts';

export function reportPointers(file: MovedFile, report: ReportMove): void {
	const { tree, scopes } = file.context;
	for (const { name, namespace, args } of tree.ofKind('Call')) {
		const [argument] = args;
		if (name.name !== 'Fn' || namespace.length > 0 || argument?.kind !== 'String' || args.length > 1) continue;
		if (scopes.functions.has(argument.value)) continue;
		const spellings = file.table.globalFunctions(argument.value).map((fn) => file.table.spelling(fn, file.generation));
		const [wanted] = spellings;
		if (wanted === undefined || spellings.some((one) => one === undefined || one.namespace === '')) continue;
		const becomes = spellingText(wanted);
		report({
			span: argument,
			message: movedMessage(file, argument.value, becomes),
			help: `write a closure that calls \`${becomes}(…)\``,
		});
	}
}
