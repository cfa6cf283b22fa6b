/** V219: a statement does nothing. */

import type { Expression, Statement } from '../../ast/nodes.ts';
import type { Fix } from '../../diagnostics/diagnostic.ts';
import type { LintContext, LintRule } from '../rule.ts';
import { bare } from '../scopes.ts';
import { pureCallIn } from './ignored-result.ts';

/** Kinds that are a mere value; blocks and branches are judged by the statements in them. */
const VALUES: ReadonlySet<string> = new Set([
	'Bool',
	'Int',
	'Float',
	'Char',
	'String',
	'Template',
	'Array',
	'Map',
	'This',
	'Variable',
	'Chain',
	'Unary',
	'Binary',
	'Range',
	'Closure',
]);

function advice(context: LintContext, node: Expression): { help: string; fixes?: readonly Fix[] } {
	if (node.kind === 'Binary' && node.operator === '==' && isTarget(bare(node.left))) {
		const length = node.word ? 2 : node.operator.length;
		const edit = { start: node.operatorStart, end: node.operatorStart + length, text: '=' };
		return {
			help: '`==` compares; to assign write `=`',
			fixes: [{ title: 'write `=`', edits: [edit], safe: false }],
		};
	}
	if (node.kind === 'Variable' && context.scopes.functionPointers.has(node)) {
		return { help: `to call the function write \`${node.name.name}()\`` };
	}
	if (node.kind === 'Closure') return { help: 'this makes a closure and drops it; to run it write `.call()`' };
	return { help: 'use the value, or remove the line' };
}

function isTarget(node: Expression): boolean {
	return node.kind === 'Variable' || (node.kind === 'Chain' && node.steps.at(-1)?.kind !== 'MethodStep');
}

/** Kinds among them that are there without any step that might fail. */
const NEVER_FAIL: ReadonlySet<string> = new Set(['Bool', 'Int', 'Float', 'Char', 'String', 'This', 'Closure']);

function mayFail({ scopes }: LintContext, node: Expression): boolean {
	return node.kind === 'Variable' ? !scopes.definitionOf.has(node) : !NEVER_FAIL.has(node.kind);
}

/** A value that nobody takes and whose making does nothing; calls are the business of another rule. */
function isIdle(context: LintContext, statement: Statement): boolean {
	if (statement.kind !== 'ExpressionStatement') return false;
	const node = bare(statement.expression);
	if (context.isTried(node) && mayFail(context, node)) return false;
	return VALUES.has(node.kind) && context.effects.isPure(node) && pureCallIn(context, node) === undefined;
}

/** An `if` or `switch` whose branches are all such values: one finding, not one for each branch. */
function isIdleChoice(context: LintContext, node: Expression): boolean {
	if (node.kind === 'If') {
		const bodies = [
			...node.branches.map((branch) => branch.body),
			...(node.otherwise === null ? [] : [node.otherwise]),
		];
		return (
			context.effects.isPure(node) && bodies.every(({ statements: [only, more] }) => isIdleOnly(context, only, more))
		);
	}
	if (node.kind !== 'Switch' || node.cases.length === 0) return false;
	return context.effects.isPure(node) && node.cases.every((arm) => isIdle(context, arm.action));
}

function isIdleOnly(context: LintContext, only: Statement | undefined, more: Statement | undefined): boolean {
	return only !== undefined && more === undefined && isIdle(context, only);
}

export const noEffect: LintRule = {
	id: 'V219',
	run(context, report) {
		let reported = -1;
		for (const statement of context.tree.ofKind('ExpressionStatement')) {
			if (statement.start < reported || context.effects.valueIsUsed(statement)) continue;
			const node = bare(statement.expression);
			if (isIdleChoice(context, node)) {
				reported = node.end;
				const word = node.kind === 'If' ? 2 : 6;
				const help = 'no branch does anything: use the value, or remove it';
				report({
					span: { start: node.start, end: node.start + word },
					message: `this \`${node.kind === 'If' ? 'if' : 'switch'}\` does nothing`,
					help,
				});
			} else if (isIdle(context, statement)) {
				report({ span: node, message: 'this statement does nothing', ...advice(context, node) });
			}
		}
	},
};
