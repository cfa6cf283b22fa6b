/**
 * `ctx().helo` → `ctx::helo()`, `msg().has_header("To")` → `msg::has_header("To")`, also where a variable holds what
 * `ctx()` gives. What is left of the roots is reported: 2.x has only the modules.
 */

import type { ChainExpression, ChainStep, Expression } from '../../../lang/ast/nodes.ts';
import { removeStatement } from '../../../lang/checker/lints/remove-statement.ts';
import { bare } from '../../../lang/checker/scopes.ts';
import type { TextEdit } from '../../../lang/diagnostics/diagnostic.ts';
import { movedMessage, obstacle, reportUnmoved } from './move-calls.ts';
import type { MovedFile, ReportMove } from './moved-file.ts';
import { type MovableFunction, spellingText } from './translation-table.ts';

/** @param gone roots that go away with other moves; those of chains are added */
export function moveRoots(file: MovedFile, gone: Set<Expression>, report: ReportMove): void {
	for (const chain of file.context.tree.ofKind('Chain')) moveChain(file, chain, gone, report);
	const goneNodes = new Set([...gone].map(bare));
	const held = heldRoots(file, goneNodes, report);
	for (const call of file.context.tree.ofKind('Call')) {
		if (goneNodes.has(call) || held.has(call) || file.rootType(call) === undefined) continue;
		reportUnmoved(file, call, call.name.name, report);
	}
}

/**
 * Calls of `ctx()` and the like in declarations of variables all uses of which are gone. When there is no use left the
 * declaration goes too.
 */
function heldRoots(file: MovedFile, gone: ReadonlySet<Expression>, report: ReportMove): Set<Expression> {
	const { tree, scopes } = file.context;
	const { definitions, dynamicNames, testsVariable } = scopes;
	const held = new Set<Expression>();
	// Functions see constants of the script without the scopes knowing it.
	const elsewhere = new Set(scopes.unresolved.map(({ node }) => node.name.name));
	for (const definition of definitions) {
		const { initial, name, node, reads, exported } = definition;
		if (initial === null || file.rootType(initial) === undefined || !reads.every((read) => gone.has(read))) continue;
		if (elsewhere.has(name) || definition.writes.length + definition.partWrites.length > 0) continue;
		held.add(bare(initial));
		if (reads.length > 0 || exported || dynamicNames.has(name) || testsVariable(name)) continue;
		// As the last statement it would leave the value of the one before it to the block.
		const block = tree.parent(node);
		if ((block?.kind !== 'Block' && block?.kind !== 'Script') || block.statements.at(-1) === node) continue;
		report({
			span: node,
			message: `nothing uses \`${name}\`, which 2.x does not have`,
			becomes: 'nothing',
			edits: [removeStatement(file.context.source, node)],
		});
	}
	return held;
}

function memberOf(
	file: MovedFile,
	type: string,
	chain: ChainExpression,
): { fn: MovableFunction; count: number } | undefined {
	const [step] = chain.steps;
	if (step?.kind === 'PropertyStep') {
		const fn = file.table.property(type, step.name.name);
		return fn === undefined ? undefined : { fn, count: 0 };
	}
	if (step?.kind !== 'MethodStep') return undefined;
	const { name } = step.name;
	const count = step.args.length;
	if (file.isOwnMethod(name, count)) return undefined;
	const roots = [type, ...step.args.map((argument) => file.rootType(argument))];
	const match = file.table.find('', name, roots, count + 1);
	return match === undefined || match.form.roots.length !== 1 ? undefined : { fn: match.fn, count };
}

function moveChain(file: MovedFile, chain: ChainExpression, gone: Set<Expression>, report: ReportMove): void {
	const type = file.rootType(chain.root);
	if (type === undefined) return;
	const [step] = chain.steps;
	const member = memberOf(file, type, chain);
	const wanted = member === undefined ? undefined : file.table.spelling(member.fn, file.generation);
	if (step === undefined || step.kind === 'IndexStep' || member === undefined || wanted === undefined) return;
	if (!file.table.hasForm(wanted.namespace, wanted.name, member.count)) return;
	gone.add(chain.root);
	const span = { start: chain.start, end: step.name.end };
	const written = `${file.textOf(chain.root)}.${step.name.name}`;
	const becomes = spellingText(wanted);
	const message = movedMessage(file, written, becomes);
	const problem = obstacle(file, wanted, member.count);
	if (problem !== undefined) {
		report({ span, message, help: problem });
		return;
	}
	report({
		span,
		message,
		becomes: `${becomes}(${member.count > 0 ? '…' : ''})`,
		edits: withoutRoot(file, chain, step, step.kind === 'PropertyStep' ? `${becomes}()` : becomes),
	});
}

/** A comment between the root and the dot stays before what both become. */
function withoutRoot(file: MovedFile, { start, root }: ChainExpression, step: ChainStep, text: string): TextEdit[] {
	const dot = file.tokenAfter(root.end);
	const end = step.kind === 'IndexStep' ? step.end : step.name.end;
	if (dot === undefined || !file.hasComment(root.end, dot.start)) return file.replace(start, end, text);
	const rest = file.text.slice(root.end, dot.start);
	const blanks = /^[ \t]*(?=\S)/.exec(rest)?.[0].length ?? 0;
	return [...file.remove(start, root.end + blanks), ...file.replace(dot.start, end, text)];
}
