/** Which functions of the mail library a piece of code uses, itself or through the functions that it calls. */

import type { Span } from '../../../../lang/source/source-file.ts';
import { type Known, scriptCalls, summaryOf } from './call-graph.ts';
import type { FunctionRef, MailFile } from './mail-file.ts';
import { within } from './ranges.ts';

/** Stands for functions that are not known, which may use anything. */
export const ANYTHING = '*';

const FUNCTIONS = Symbol('mentions');
const FOREIGN = Symbol('foreign');

/** The keys of the operations that are used in a piece of source. */
export function mentionsIn(file: MailFile, piece: Span): ReadonlySet<string> {
	return collect(file, piece, mentionsOf);
}

function collect(file: MailFile, piece: Span, known: Known<ReadonlySet<string>>): ReadonlySet<string> {
	const found = new Set<string>();
	for (const { operation } of within(file.uses, piece, ({ node }) => node.start)) found.add(operation.key);
	for (const [, ref] of scriptCalls(file, piece)) for (const key of known(ref) ?? []) found.add(key);
	const [foreign] = within(foreignCalls(file), piece, (start) => start);
	if (foreign !== undefined) found.add(ANYTHING);
	return found;
}

function mentionsOf(ref: FunctionRef): ReadonlySet<string> {
	return summaryOf(ref, FUNCTIONS, ({ file, definition }, known) => collect(file, definition.body, known));
}

/** Places of calls that lead to code nobody can see from here: unresolved modules, pointers, methods of scripts. */
function foreignCalls(file: MailFile): readonly number[] {
	return file.analysis(FOREIGN, ({ tree, scopes }) => {
		const starts: number[] = [];
		for (const call of tree.ofKind('Call')) {
			const { name } = call.name;
			const isScript = scopes.plainFunctions.has(`${name}/${call.args.length}`);
			const isImported = scopes.importAliases.has(call.namespace[0]?.name ?? '');
			const isLibrary = file.useAt(call) !== undefined;
			if (call.bang || ((isScript || isImported) && !isLibrary && file.scriptFunction(call) === undefined))
				starts.push(call.start);
		}
		for (const step of tree.ofKind('MethodStep')) {
			const { name } = step.name;
			if (name === 'call' || scopes.methodFunctions.has(`${name}/${step.args.length}`)) starts.push(step.start);
		}
		return starts.sort((a, b) => a - b);
	});
}
