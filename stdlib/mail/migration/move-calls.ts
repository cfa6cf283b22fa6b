/**
 * Calls: `accept()` ↔ `state::accept()`, `sys::has_header(msg(), "To")` → `msg::has_header("To")`, second names of a
 * function → the first.
 */

import type { CallExpression, Expression } from '../../../lang/ast/nodes.ts';
import type { TextEdit } from '../../../lang/diagnostics/diagnostic.ts';
import { NATIVE_MODULE } from './generation.ts';
import type { MovedFile, ReportMove } from './moved-file.ts';
import { NO_COUNTERPART, NO_OLD_NAME } from './no-counterpart.ts';
import { type CallSpelling, isSpelledIn, type Match, spellingText } from './translation-table.ts';

/** What a name that cannot change its generation is told. */
export function reportUnmoved(
	file: MovedFile,
	span: { start: number; end: number },
	written: string,
	report: ReportMove,
): void {
	const name = written.slice(written.lastIndexOf(':') + 1);
	const old = file.generation === 2;
	report({
		span,
		message: old ? `\`${written}\` has no counterpart in 2.x` : `\`${written}\` has no counterpart in 1.x`,
		help: old ? (NO_COUNTERPART.get(name) ?? 'leave it as it is: names of 1.x go on working') : NO_OLD_NAME,
	});
}

/** The message for a name that has one in the wanted generation. */
export function movedMessage(file: MovedFile, written: string, becomes: string): string {
	return `\`${written}\` is spelled \`${becomes}\` in ${file.generation}.x`;
}

/** Why a spelling cannot be used at a place; `undefined` when it can. */
export function obstacle(file: MovedFile, { namespace, name, root }: CallSpelling, count: number): string | undefined {
	if (!file.isFree(namespace)) return `an import is called \`${namespace}\` and hides the module: give it another name`;
	const own = root === undefined ? namespace === '' && file.isOwnFunction(name, count) : file.isOwnMethod(name, count);
	if (own || (root !== undefined && file.isOwnFunction(root, 0))) {
		return `the script has a function \`${own ? name : root}\` of its own: give it another name`;
	}
	return undefined;
}

/** The leading arguments of a call that are the message, the context or the server, `undefined` for all others. */
function rootsOf(file: MovedFile, args: readonly Expression[]): (string | undefined)[] {
	return args.map((argument) => file.rootType(argument));
}

/** What a call means in the library, and in which module it looks for it. */
export function libraryCall(
	file: MovedFile,
	node: CallExpression,
): { readonly namespace: string; readonly match: Match } | undefined {
	const { name, args, bang } = node;
	if (bang) return undefined;
	const namespace = file.moduleOf(node);
	if (namespace === undefined || (namespace === '' && file.isOwnFunction(name.name, args.length))) return undefined;
	const match = file.table.find(namespace, name.name, rootsOf(file, args), args.length);
	return match === undefined ? undefined : { namespace, match };
}

/** @returns the calls of `ctx()` and the like that go away with a call that has been moved */
export function moveCalls(file: MovedFile, report: ReportMove): Set<Expression> {
	const gone = new Set<Expression>();
	for (const node of file.context.tree.ofKind('Call')) moveCall(file, node, gone, report);
	return gone;
}

function moveCall(file: MovedFile, node: CallExpression, gone: Set<Expression>, report: ReportMove): void {
	const { name } = node.name;
	const head = { start: node.start, end: node.name.end };
	const written = file.textOf(head);
	const found = libraryCall(file, node);
	if (found === undefined) return reportUnknownRoot(file, node, report);
	const { namespace, match } = found;
	const { fn, form } = match;
	const wanted = file.table.spelling(fn, file.generation);
	const old = file.generation === 2;
	if (file.table.roots.has(name) && namespace === '') return;
	if (old && isUnmovable(namespace, name) && (wanted === undefined || wanted.namespace === '')) {
		return reportUnmoved(file, head, written, report);
	}
	if (isSpelledIn(file.generation, fn, namespace, name, wanted)) return;
	if (!old && (fn.spellings.has('obj') || isMadeOtherwise(file, node, namespace))) return;
	if (wanted === undefined) return reportUnmoved(file, head, written, report);
	const roots = node.args.slice(0, form.roots.length);
	const becomes = spellingText(wanted);
	if (roots.length > 0 && !file.table.hasForm(wanted.namespace, wanted.name, form.count)) {
		return reportUnmoved(file, head, written, report);
	}
	const problem = obstacle(file, wanted, form.count);
	if (problem !== undefined) {
		report({ span: head, message: movedMessage(file, written, becomes), help: problem });
		return;
	}
	for (const root of roots) gone.add(root);
	report({
		span: head,
		message: movedMessage(file, written, becomes),
		becomes: `${becomes}(${node.args.length > roots.length ? '…' : ''})`,
		edits: [...file.replace(head.start, head.end, becomes), ...withoutRoots(file, node, roots.length)],
	});
}

/** `has_header(m, "To")` where nobody knows that `m` is the message. */
function reportUnknownRoot(file: MovedFile, node: CallExpression, report: ReportMove): void {
	const { name, args, bang } = node;
	const namespace = file.moduleOf(node);
	if (file.generation === 1 || bang || namespace === undefined) return;
	if (namespace === '' && file.isOwnFunction(name.name, args.length)) return;
	if (!file.table.takesRoot(namespace, name.name, args.length)) return;
	const head = { start: node.start, end: name.end };
	const help =
		'its first argument seems to be the message, the context or the server: write `msg()`, `ctx()` or `srv()` there';
	report({ span: head, message: `\`${file.textOf(head)}\` is called as in 1.x`, help });
}

function isUnmovable(namespace: string, name: string): boolean {
	return (namespace === '' || namespace === NATIVE_MODULE) && NO_COUNTERPART.has(name);
}

/** Functions of 2.x that are constants or declarations in 1.x: see `move-constants.ts` and `move-constructors.ts`. */
function isMadeOtherwise(file: MovedFile, { name }: CallExpression, namespace: string): boolean {
	return (
		file.table.isServiceMaker(namespace, name.name) ||
		file.table.constantFor({ namespace, name: name.name }) !== undefined
	);
}

/** The edits that take the first arguments out of a call. */
function withoutRoots(file: MovedFile, { args }: CallExpression, count: number): TextEdit[] {
	const first = args[0];
	const last = args[count - 1];
	if (first === undefined || last === undefined) return [];
	const next = args[count];
	if (next !== undefined) return file.remove(first.start, next.start);
	const comma = file.tokenAfter(last.end);
	return file.remove(first.start, comma?.text === ',' ? comma.end : last.end);
}
